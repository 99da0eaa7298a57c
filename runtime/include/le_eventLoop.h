/**
 * @file le_eventLoop.h
 * The event loop of a thread, queued functions, and events (runtime specification, section 1.4).
 *
 * Each thread has a loop and one first-in first-out queue. An iteration waits for file descriptors, queues the handlers
 * of those that are ready, runs as many queued items as there are then, in order, and starts again. The handlers of a
 * thread never run at the same time.
 */
#ifndef LE_EVENTLOOP_H_INCLUDE_GUARD
#define LE_EVENTLOOP_H_INCLUDE_GUARD

#include "le_basics.h"
#include "le_thread.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct le_event* le_event_Id_t;
typedef struct le_event_Handler* le_event_HandlerRef_t;

/** Handles a report: a copy of its payload, valid during the call, or the counted object (release it). */
typedef void (*le_event_HandlerFunc_t)(void* reportPtr);

/** First layer of a handler of two layers; calls the second after converting the report for it. */
typedef void (*le_event_LayeredHandlerFunc_t)(void* reportPtr, void* secondLayerFunc);

/** A function to be run by an event loop. */
typedef void (*le_event_DeferredFunc_t)(void* param1Ptr, void* param2Ptr);

/** Name of a component's initialiser, and of the one that runs before it, once per process. */
#define COMPONENT_INIT_NAME CAT(_, CAT(LE_COMPONENT_NAME, _COMPONENT_INIT))
#define COMPONENT_INIT_ONCE_NAME CAT(_, CAT(LE_COMPONENT_NAME, _COMPONENT_INIT_ONCE))

#ifdef __cplusplus
#define _LE_EVENT_LINKAGE extern "C"
#else
#define _LE_EVENT_LINKAGE
#endif

/** Head of a component's initialiser, run by the event loop of the process's main thread. */
#define COMPONENT_INIT                                                                             \
    _LE_EVENT_LINKAGE LE_SHARED void COMPONENT_INIT_NAME(void* _param1Ptr, void* _param2Ptr);      \
    _LE_EVENT_LINKAGE LE_SHARED void COMPONENT_INIT_NAME(void* _param1Ptr __attribute__((unused)), \
                                                         void* _param2Ptr __attribute__((unused)))

/** Head of the initialiser that runs once per process, before COMPONENT_INIT. */
#define COMPONENT_INIT_ONCE                                                                             \
    _LE_EVENT_LINKAGE LE_SHARED void COMPONENT_INIT_ONCE_NAME(void* _param1Ptr, void* _param2Ptr);      \
    _LE_EVENT_LINKAGE LE_SHARED void COMPONENT_INIT_ONCE_NAME(void* _param1Ptr __attribute__((unused)), \
                                                              void* _param2Ptr __attribute__((unused)))

#define LE_EVENT_INIT_HANDLER COMPONENT_INIT

/**
 * Creates an event whose reports carry a copy of a payload. Never freed. Any thread.
 *
 * @param name        kept to 31 characters
 * @param payloadSize largest payload in bytes, may be 0
 */
LE_SHARED le_event_Id_t le_event_CreateId(const char* name, size_t payloadSize);

/** Creates an event whose reports carry an object of le_mem.h. Never freed. Any thread. */
LE_SHARED le_event_Id_t le_event_CreateIdWithRefCounting(const char* name);

/** Adds a handler that runs in the calling thread's loop. An unknown event is fatal. */
LE_SHARED le_event_HandlerRef_t le_event_AddHandler(const char* name, le_event_Id_t eventId,
                                                    le_event_HandlerFunc_t handlerFunc);

/** The same with a handler of two layers. */
LE_SHARED le_event_HandlerRef_t le_event_AddLayeredHandler(const char* name, le_event_Id_t eventId,
                                                           le_event_LayeredHandlerFunc_t firstLayerFunc,
                                                           void* secondLayerFunc);

/** Removes a handler and drops reports queued for it. Another thread's handler or a bad reference is fatal. */
LE_SHARED void le_event_RemoveHandler(le_event_HandlerRef_t handlerRef);

/**
 * Reports an event: one copy of the payload is queued for each handler, in the handler's thread. Any thread.
 *
 * @param payloadSize in bytes; the rest up to the event's size is zero. More than that size, a bad event, or one of
 *                    the other kind is fatal.
 */
LE_SHARED void le_event_Report(le_event_Id_t eventId, void* payloadPtr, size_t payloadSize);

/**
 * Reports an event with a counted object. The caller's reference is taken over; each handler receives one of its own
 * and releases it. Without handlers, or when a thread ends first, the object is released. A bad event is fatal.
 */
LE_SHARED void le_event_ReportWithRefCounting(le_event_Id_t eventId, void* objectPtr);

/** Gives a handler a context. Any thread; a bad reference is fatal. */
LE_SHARED void le_event_SetContextPtr(le_event_HandlerRef_t handlerRef, void* contextPtr);

/** Context of the handler running now in this thread, NULL if none. Fatal in a thread Legato does not know. */
LE_SHARED void* le_event_GetContextPtr(void);

/** Context of a handler. A bad reference is fatal. */
LE_SHARED void* le_event_GetContextPtrFromRef(le_event_HandlerRef_t handlerRef);

/** Queues a function for the calling thread's loop. */
LE_SHARED void le_event_QueueFunction(le_event_DeferredFunc_t func, void* param1Ptr, void* param2Ptr);

/** Queues a function for a thread's loop (NULL: the caller's), started or not. A bad reference is fatal. */
LE_SHARED void le_event_QueueFunctionToThread(le_thread_Ref_t thread, le_event_DeferredFunc_t func, void* param1Ptr,
                                              void* param2Ptr);

/** The same unless this function with these parameters is queued there already: LE_DUPLICATE. @return LE_OK else */
LE_SHARED le_result_t le_event_QueueFunctionToThreadUnique(le_thread_Ref_t thread, le_event_DeferredFunc_t func,
                                                           void* param1Ptr, void* param2Ptr);

/** Runs the calling thread's loop for ever. Fatal if it runs already. */
LE_SHARED void le_event_RunLoop(void) __attribute__((noreturn));

/** A descriptor that is readable when le_event_ServiceLoop() has something to do; for a poll loop of one's own. */
LE_SHARED int le_event_GetFd(void);

/**
 * Looks at the descriptors without waiting and runs at most one queued item.
 *
 * @return LE_OK if there may be more, LE_WOULD_BLOCK if there was nothing to do
 */
LE_SHARED le_result_t le_event_ServiceLoop(void);

#ifdef __cplusplus
}
#endif

#endif
