// The name under which the interface other looks for its service, or offers it.
// Made by ifgen from errand.api: changes made here are lost.
#ifndef OTHER_SERVICE_H_INCLUDE_GUARD
#define OTHER_SERVICE_H_INCLUDE_GUARD

#ifdef MK_TOOLS_BUILD
extern const char** other_ServiceInstanceNamePtr;
#define OTHER_SERVICE_INSTANCE_NAME (*other_ServiceInstanceNamePtr)
#else
#define OTHER_SERVICE_INSTANCE_NAME "app.component.other"
#endif

#endif  // OTHER_SERVICE_H_INCLUDE_GUARD
