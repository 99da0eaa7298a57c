/**
 * @file le_thread.h
 * Threads (runtime specification, section 1.6).
 *
 * References are safe references: a stale or foreign one is fatal, except for le_thread_Join() and le_thread_Cancel().
 * Functions that act on the calling thread are fatal in a thread that Legato does not know: see
 * le_thread_InitLegatoThreadData(). A thread that ends while it holds an le_mutex is fatal.
 */
#ifndef LE_THREAD_H_INCLUDE_GUARD
#define LE_THREAD_H_INCLUDE_GUARD

#include "le_basics.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct le_thread* le_thread_Ref_t;
typedef struct le_thread_Destructor* le_thread_DestructorRef_t;

/** A thread's main function; what it returns is the thread's result. */
typedef void* (*le_thread_MainFunc_t)(void* context);

/** Called in a thread that is about to end. */
typedef void (*le_thread_Destructor_t)(void* context);

/** IDLE is SCHED_IDLE; LOW, MEDIUM, HIGH are the normal policy at nice 10, 0, -10; RT_n is SCHED_RR priority n. */
typedef enum
{
    LE_THREAD_PRIORITY_IDLE = 0,
    LE_THREAD_PRIORITY_LOW,
    LE_THREAD_PRIORITY_MEDIUM,
    LE_THREAD_PRIORITY_HIGH,
    LE_THREAD_PRIORITY_RT_1,
    LE_THREAD_PRIORITY_RT_2,
    LE_THREAD_PRIORITY_RT_3,
    LE_THREAD_PRIORITY_RT_4,
    LE_THREAD_PRIORITY_RT_5,
    LE_THREAD_PRIORITY_RT_6,
    LE_THREAD_PRIORITY_RT_7,
    LE_THREAD_PRIORITY_RT_8,
    LE_THREAD_PRIORITY_RT_9,
    LE_THREAD_PRIORITY_RT_10,
    LE_THREAD_PRIORITY_RT_11,
    LE_THREAD_PRIORITY_RT_12,
    LE_THREAD_PRIORITY_RT_13,
    LE_THREAD_PRIORITY_RT_14,
    LE_THREAD_PRIORITY_RT_15,
    LE_THREAD_PRIORITY_RT_16,
    LE_THREAD_PRIORITY_RT_17,
    LE_THREAD_PRIORITY_RT_18,
    LE_THREAD_PRIORITY_RT_19,
    LE_THREAD_PRIORITY_RT_20,
    LE_THREAD_PRIORITY_RT_21,
    LE_THREAD_PRIORITY_RT_22,
    LE_THREAD_PRIORITY_RT_23,
    LE_THREAD_PRIORITY_RT_24,
    LE_THREAD_PRIORITY_RT_25,
    LE_THREAD_PRIORITY_RT_26,
    LE_THREAD_PRIORITY_RT_27,
    LE_THREAD_PRIORITY_RT_28,
    LE_THREAD_PRIORITY_RT_29,
    LE_THREAD_PRIORITY_RT_30,
    LE_THREAD_PRIORITY_RT_31,
    LE_THREAD_PRIORITY_RT_32
} le_thread_Priority_t;

#define LE_THREAD_PRIORITY_RT_LOWEST LE_THREAD_PRIORITY_RT_1
#define LE_THREAD_PRIORITY_RT_HIGHEST LE_THREAD_PRIORITY_RT_32

/** Stacks: least size, what the system adds, and alignment, all in bytes. */
#define LE_THREAD_STACK_MIN_SIZE 16384
#define LE_THREAD_STACK_EXTRA_SIZE 0
#define LE_THREAD_STACK_ALIGNMENT 4096

/** Storage for a stack of at least `bytes` bytes; at file scope. */
#define LE_THREAD_DEFINE_STATIC_STACK(name, bytes)                                                                    \
    static uint8_t _thread_stack_##name[((((bytes) < LE_THREAD_STACK_MIN_SIZE ? LE_THREAD_STACK_MIN_SIZE : (bytes)) + \
                                          LE_THREAD_STACK_EXTRA_SIZE + LE_THREAD_STACK_ALIGNMENT - 1) /               \
                                         LE_THREAD_STACK_ALIGNMENT) *                                                 \
                                        LE_THREAD_STACK_ALIGNMENT] __attribute__((aligned(LE_THREAD_STACK_ALIGNMENT)))

/** Gives such a stack to a thread; the value is that of le_thread_SetStack(). */
#define LE_THREAD_SET_STATIC_STACK(thread, name) \
    le_thread_SetStack((thread), &_thread_stack_##name, sizeof(_thread_stack_##name))

/**
 * Creates a thread; it does not run yet.
 *
 * @param name    at most 47 bytes are kept (copied); the kernel sees the first 15
 * @param context handed to mainFunc
 * @return the thread, never NULL
 */
LE_SHARED le_thread_Ref_t le_thread_Create(const char* name, le_thread_MainFunc_t mainFunc, void* context);

/**
 * Sets a thread's priority, before or after its start, from any thread. Missing privilege is logged, not reported.
 *
 * @return LE_OK, LE_OUT_OF_RANGE for a priority that is none
 */
LE_SHARED le_result_t le_thread_SetPriority(le_thread_Ref_t thread, le_thread_Priority_t priority);

/**
 * Sets the stack size, in bytes. After the start: fatal.
 *
 * @return LE_OK, LE_OVERFLOW below LE_THREAD_STACK_MIN_SIZE, LE_OUT_OF_RANGE if refused otherwise
 */
LE_SHARED le_result_t le_thread_SetStackSize(le_thread_Ref_t thread, size_t size);

/**
 * Sets the stack itself, which must outlive the thread. After the start: fatal.
 *
 * @return LE_OK, LE_BAD_PARAMETER if misaligned or too small
 */
LE_SHARED le_result_t le_thread_SetStack(le_thread_Ref_t thread, void* stack, size_t size);

/** Makes a thread joinable. After the start: fatal. */
LE_SHARED void le_thread_SetJoinable(le_thread_Ref_t thread);

/** Starts a thread. Starting twice, or no resources: fatal. */
LE_SHARED void le_thread_Start(le_thread_Ref_t thread);

/**
 * Waits for a joinable thread to end. Afterwards its reference is invalid.
 *
 * @param resultValuePtr [out] the thread's result; may be NULL
 * @return LE_OK, LE_NOT_FOUND for an unknown or joined thread, LE_FAULT if it is not joinable, LE_DEADLOCK if the
 *         wait would never end
 */
LE_SHARED le_result_t le_thread_Join(le_thread_Ref_t thread, void** resultValuePtr);

/**
 * Ends the calling thread after its destructors have run, the last added first. When the main thread ends, the process
 * goes on until its last thread has ended and then exits with status 0.
 */
LE_SHARED void le_thread_Exit(void* resultValue) __attribute__((noreturn));

/** Asks a thread to end at its next cancellation point. @return LE_OK, LE_NOT_FOUND if it is gone */
LE_SHARED le_result_t le_thread_Cancel(le_thread_Ref_t threadToCancel);

/** Suspends the calling thread. @return 0, -1 if a signal cut the time short */
LE_SHARED int le_thread_Sleep(unsigned int seconds);

/** The calling thread; fatal in a thread Legato does not know. */
LE_SHARED le_thread_Ref_t le_thread_GetCurrent(void);

/** Copies a thread's name, cut to the buffer, always terminated. */
LE_SHARED void le_thread_GetName(le_thread_Ref_t threadRef, char* buffPtr, size_t buffSize);

/** Name of the calling thread; "unknown" in one Legato does not know. Valid while the thread lives. */
LE_SHARED const char* le_thread_GetMyName(void);

/** Adds a destructor to the calling thread; fatal while it is ending. @return for le_thread_RemoveDestructor() */
LE_SHARED le_thread_DestructorRef_t le_thread_AddDestructor(le_thread_Destructor_t destructor, void* context);

/** Adds a destructor to a thread that has not started; fatal afterwards. */
LE_SHARED void le_thread_AddChildDestructor(le_thread_Ref_t thread, le_thread_Destructor_t destructor, void* context);

/** Removes a destructor of the calling thread. */
LE_SHARED void le_thread_RemoveDestructor(le_thread_DestructorRef_t destructor);

/** Makes a thread made by other means known to Legato. Twice: fatal. @param name at most 47 bytes are kept */
LE_SHARED void le_thread_InitLegatoThreadData(const char* name);

/** Undoes le_thread_InitLegatoThreadData(); destructors run. To be called by the thread itself, before it ends. */
LE_SHARED void le_thread_CleanupLegatoThreadData(void);

#ifdef __cplusplus
}
#endif

#endif
