// The name under which the interface units looks for its service, or offers it.
// Made by ifgen from units.api: changes made here are lost.
#ifndef UNITS_SERVICE_H_INCLUDE_GUARD
#define UNITS_SERVICE_H_INCLUDE_GUARD

#ifdef MK_TOOLS_BUILD
extern const char** units_ServiceInstanceNamePtr;
#define UNITS_SERVICE_INSTANCE_NAME (*units_ServiceInstanceNamePtr)
#else
#define UNITS_SERVICE_INSTANCE_NAME "units"
#endif

#endif  // UNITS_SERVICE_H_INCLUDE_GUARD
