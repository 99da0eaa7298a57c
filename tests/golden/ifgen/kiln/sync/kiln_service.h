// The name under which the interface kiln looks for its service, or offers it.
// Made by ifgen from kiln.api: changes made here are lost.
#ifndef KILN_SERVICE_H_INCLUDE_GUARD
#define KILN_SERVICE_H_INCLUDE_GUARD

#ifdef MK_TOOLS_BUILD
extern const char** kiln_ServiceInstanceNamePtr;
#define KILN_SERVICE_INSTANCE_NAME (*kiln_ServiceInstanceNamePtr)
#else
#define KILN_SERVICE_INSTANCE_NAME "kiln"
#endif

#endif  // KILN_SERVICE_H_INCLUDE_GUARD
