// The name under which the interface errand looks for its service, or offers it.
// Made by ifgen from errand.api: changes made here are lost.
#ifndef ERRAND_SERVICE_H_INCLUDE_GUARD
#define ERRAND_SERVICE_H_INCLUDE_GUARD

#ifdef MK_TOOLS_BUILD
extern const char** errand_ServiceInstanceNamePtr;
#define ERRAND_SERVICE_INSTANCE_NAME (*errand_ServiceInstanceNamePtr)
#else
#define ERRAND_SERVICE_INSTANCE_NAME "errand"
#endif

#endif  // ERRAND_SERVICE_H_INCLUDE_GUARD
