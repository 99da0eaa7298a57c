/**
 * @file le_timer.h
 * Timers (runtime specification, section 1.7).
 *
 * A timer belongs to the thread that starts it; its handler runs in that thread's event loop. The next expiry is the
 * last one plus the interval, so a timer does not drift; late expiries follow each other without a pause. A bad
 * reference is fatal.
 */
#ifndef LE_TIMER_H_INCLUDE_GUARD
#define LE_TIMER_H_INCLUDE_GUARD

#include "le_basics.h"
#include "le_clock.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct le_timer* le_timer_Ref_t;

/** Called when a timer expires. */
typedef void (*le_timer_ExpiryHandler_t)(le_timer_Ref_t timerRef);

/** Creates a timer: stopped, one expiry, interval zero, wakes the system. @param nameStr kept to 31 characters */
LE_SHARED le_timer_Ref_t le_timer_Create(const char* nameStr);

/** Stops and frees a timer. */
LE_SHARED void le_timer_Delete(le_timer_Ref_t timerRef);

/** Sets the handler; without one, expiries are counted only. @return LE_OK, LE_BUSY while the timer runs */
LE_SHARED le_result_t le_timer_SetHandler(le_timer_Ref_t timerRef, le_timer_ExpiryHandler_t handlerFunc);

/** Sets the interval; while the timer runs, the next expiry is the last one (or the start) plus this. @return LE_OK */
LE_SHARED le_result_t le_timer_SetInterval(le_timer_Ref_t timerRef, le_clk_Time_t interval);

/** The interval. */
LE_SHARED le_clk_Time_t le_timer_GetInterval(le_timer_Ref_t timerRef);

/** As le_timer_SetInterval(), in milliseconds. */
LE_SHARED le_result_t le_timer_SetMsInterval(le_timer_Ref_t timerRef, uint32_t interval);

/** The interval in milliseconds; UINT32_MAX if it is longer than that. */
LE_SHARED uint32_t le_timer_GetMsInterval(le_timer_Ref_t timerRef);

/** Sets the number of expiries of each start, 0 for endless. @return LE_OK, LE_BUSY while the timer runs */
LE_SHARED le_result_t le_timer_SetRepeat(le_timer_Ref_t timerRef, uint32_t repeatCount);

/** Says whether an expiry wakes the system from sleep (default: yes). @return LE_OK, LE_BUSY while the timer runs */
LE_SHARED le_result_t le_timer_SetWakeup(le_timer_Ref_t timerRef, bool wakeupEnabled);

/** Gives the timer a context. @return LE_OK, LE_BUSY while the timer runs */
LE_SHARED le_result_t le_timer_SetContextPtr(le_timer_Ref_t timerRef, void* contextPtr);

/** The context. */
LE_SHARED void* le_timer_GetContextPtr(le_timer_Ref_t timerRef);

/** Number of expiries since the last start. */
LE_SHARED uint32_t le_timer_GetExpiryCount(le_timer_Ref_t timerRef);

/** Time until the next expiry; zero if the timer does not run. */
LE_SHARED le_clk_Time_t le_timer_GetTimeRemaining(le_timer_Ref_t timerRef);

/** The same in milliseconds; UINT32_MAX if it is longer than that. */
LE_SHARED uint32_t le_timer_GetMsTimeRemaining(le_timer_Ref_t timerRef);

/** Starts a timer in the calling thread with its expiry count at zero. @return LE_OK, LE_BUSY if it runs */
LE_SHARED le_result_t le_timer_Start(le_timer_Ref_t timerRef);

/** Stops a timer. @return LE_OK, LE_FAULT if it does not run */
LE_SHARED le_result_t le_timer_Stop(le_timer_Ref_t timerRef);

/** Starts a timer, after stopping it if it runs. */
LE_SHARED void le_timer_Restart(le_timer_Ref_t timerRef);

/** Whether a timer runs; false in the handler of its last expiry. */
LE_SHARED bool le_timer_IsRunning(le_timer_Ref_t timerRef);

#ifdef __cplusplus
}
#endif

#endif
