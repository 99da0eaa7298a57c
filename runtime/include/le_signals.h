/**
 * @file le_signals.h
 * Signals as events (runtime specification, section 1.17).
 */
#ifndef LE_SIGNALS_H_INCLUDE_GUARD
#define LE_SIGNALS_H_INCLUDE_GUARD

#include "le_basics.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Called by the event loop of the thread that set it. */
typedef void (*le_sig_EventHandlerFunc_t)(int sigNum);

/** Blocks a signal in the calling thread; call it in the main thread before others start (a warning otherwise). */
LE_SHARED void le_sig_Block(int sigNum);

/**
 * Sets the calling thread's handler of a signal, which must be blocked in every thread; NULL removes it. Fatal for
 * signals that cannot be handled so: KILL STOP FPE ILL SEGV BUS ABRT TRAP SYS.
 */
LE_SHARED void le_sig_SetEventHandler(int sigNum, le_sig_EventHandlerFunc_t sigEventHandler);

/** Removes all handlers of the calling thread. */
LE_SHARED void le_sig_DeleteAll(void);

/**
 * Makes SEGV, ILL, BUS, FPE and ABRT print the signal, address, command line, memory map and stack to standard error
 * before they end the process as usual. SIGNAL_SHOW_INFO=disable (or no) in the environment switches it off. Called by
 * the generated main().
 */
LE_SHARED void le_sig_InstallShowStackHandler(void);

/**
 * Makes SIGTERM end the process with exit(0) from its event loop; a process that does not return to its loop within
 * two seconds is ended with status 0 all the same. Called by the generated main().
 */
LE_SHARED void le_sig_InstallDefaultTermHandler(void);

#ifdef __cplusplus
}
#endif

#endif
