/**
 * @file le_process.h
 * Starts other programs (runtime specification, section 1.17). Any thread.
 */
#ifndef LE_PROCESS_H_INCLUDE_GUARD
#define LE_PROCESS_H_INCLUDE_GUARD

#include "le_basics.h"

#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** In place of a descriptor to close from: close none. */
#define LE_PROC_NO_FDS (-1)

/** How to start a program. */
typedef struct
{
    const char* executableStr;          ///< Its path.
    const char* const* argumentsPtr;    ///< Arguments and NULL; NULL for the path alone.
    const char* const* environmentPtr;  ///< NAME=value strings and NULL; NULL for an empty environment.
    bool detach;                        ///< The program is not a child: nobody waits for it.
    int closeFds;                       ///< Close this descriptor and all above, or LE_PROC_NO_FDS.
    void (*init)(void* userPtr);        ///< Run in the new process before the program; may be NULL.
    void* userPtr;                      ///< For init.
} le_proc_Parameters_t;

/** Starts a program, once. @return its process id, 0 if detached, -1 (errno) if it cannot be started */
LE_SHARED pid_t le_proc_Execute(const le_proc_Parameters_t* paramPtr);

#ifdef __cplusplus
}
#endif

#endif
