// The name under which the interface words looks for its service, or offers it.
// Made by ifgen from words.api: changes made here are lost.
#ifndef WORDS_SERVICE_H_INCLUDE_GUARD
#define WORDS_SERVICE_H_INCLUDE_GUARD

#ifdef MK_TOOLS_BUILD
extern const char** words_ServiceInstanceNamePtr;
#define WORDS_SERVICE_INSTANCE_NAME (*words_ServiceInstanceNamePtr)
#else
#define WORDS_SERVICE_INSTANCE_NAME "words"
#endif

#endif  // WORDS_SERVICE_H_INCLUDE_GUARD
