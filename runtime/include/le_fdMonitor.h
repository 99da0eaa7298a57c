/**
 * @file le_fdMonitor.h
 * Calls a handler when a file descriptor is ready (runtime specification, section 1.5).
 *
 * Events are the bits of poll(2). POLLIN, POLLOUT and POLLPRI can be selected; POLLRDHUP, POLLERR and POLLHUP are
 * always reported. Level triggered. A monitor belongs to the thread that created it and is used by that thread only: a
 * call from another one is fatal, as is a bad reference.
 */
#ifndef LE_FDMONITOR_H_INCLUDE_GUARD
#define LE_FDMONITOR_H_INCLUDE_GUARD

#include "le_basics.h"

#include <poll.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct le_fdMonitor* le_fdMonitor_Ref_t;

/** Called by the thread's event loop. @param events the events that are there */
typedef void (*le_fdMonitor_HandlerFunc_t)(int fd, short events);

/**
 * Creates a monitor. Regular files and directories are always ready.
 *
 * @param name   kept to 31 characters
 * @param fd     an open descriptor (fatal otherwise); delete the monitor before closing it
 * @param events POLLIN, POLLOUT, POLLPRI
 */
LE_SHARED le_fdMonitor_Ref_t le_fdMonitor_Create(const char* name, int fd, le_fdMonitor_HandlerFunc_t handlerFunc,
                                                 short events);

/** Selects more events. */
LE_SHARED void le_fdMonitor_Enable(le_fdMonitor_Ref_t monitorRef, short events);

/** Selects fewer events. */
LE_SHARED void le_fdMonitor_Disable(le_fdMonitor_Ref_t monitorRef, short events);

/** Says whether the system may fall asleep while the handler has not run (default: no). */
LE_SHARED void le_fdMonitor_SetDeferrable(le_fdMonitor_Ref_t monitorRef, bool isDeferrable);

/** Gives the monitor a context for its handler. */
LE_SHARED void le_fdMonitor_SetContextPtr(le_fdMonitor_Ref_t monitorRef, void* contextPtr);

/** Context of the monitor whose handler is running. Outside a handler: fatal. */
LE_SHARED void* le_fdMonitor_GetContextPtr(void);

/** The monitor whose handler is running. Outside a handler: fatal. */
LE_SHARED le_fdMonitor_Ref_t le_fdMonitor_GetMonitor(void);

/** A monitor's descriptor. */
LE_SHARED int le_fdMonitor_GetFd(le_fdMonitor_Ref_t monitorRef);

/** Ends a monitor, also from within its own handler; a handler already queued does not run. */
LE_SHARED void le_fdMonitor_Delete(le_fdMonitor_Ref_t monitorRef);

#ifdef __cplusplus
}
#endif

#endif
