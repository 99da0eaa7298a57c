/**
 * @file le_fileLock.h
 * Files that processes share by advisory locks, flock(2) (runtime specification, section 1.14). Any thread.
 */
#ifndef LE_FILELOCK_H_INCLUDE_GUARD
#define LE_FILELOCK_H_INCLUDE_GUARD

#include "le_basics.h"

#include <stdio.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a file is opened for. READ takes a shared lock, the others an exclusive one. */
typedef enum
{
    LE_FLOCK_READ = 0,
    LE_FLOCK_WRITE,
    LE_FLOCK_APPEND,
    LE_FLOCK_READ_AND_WRITE,
    LE_FLOCK_READ_AND_APPEND
} le_flock_AccessMode_t;

/** What happens if a file to be created exists. */
typedef enum
{
    LE_FLOCK_OPEN_IF_EXIST = 0,
    LE_FLOCK_REPLACE_IF_EXIST,
    LE_FLOCK_FAIL_IF_EXIST
} le_flock_CreateMode_t;

/**
 * Opens or creates a file and waits for its lock.
 *
 * @param permissions of a new file; the umask is taken off
 * @return a descriptor, or LE_NOT_FOUND, LE_DUPLICATE (it exists and must not), LE_FAULT
 */
LE_SHARED int le_flock_Open(const char* pathNamePtr, le_flock_AccessMode_t accessMode);
LE_SHARED int le_flock_Create(const char* pathNamePtr, le_flock_AccessMode_t accessMode,
                              le_flock_CreateMode_t createMode, mode_t permissions);

/** The same without waiting: LE_WOULD_BLOCK if another has the lock. */
LE_SHARED int le_flock_TryOpen(const char* pathNamePtr, le_flock_AccessMode_t accessMode);
LE_SHARED int le_flock_TryCreate(const char* pathNamePtr, le_flock_AccessMode_t accessMode,
                                 le_flock_CreateMode_t createMode, mode_t permissions);

/** Closes the file and gives up its lock. */
LE_SHARED void le_flock_Close(int fd);

/**
 * The same four with a stream.
 *
 * @param resultPtr [out] LE_OK or what went wrong; may be NULL
 * @return the stream, NULL if something went wrong
 */
LE_SHARED FILE* le_flock_OpenStream(const char* pathNamePtr, le_flock_AccessMode_t accessMode, le_result_t* resultPtr);
LE_SHARED FILE* le_flock_CreateStream(const char* pathNamePtr, le_flock_AccessMode_t accessMode,
                                      le_flock_CreateMode_t createMode, mode_t permissions, le_result_t* resultPtr);
LE_SHARED FILE* le_flock_TryOpenStream(const char* pathNamePtr, le_flock_AccessMode_t accessMode,
                                       le_result_t* resultPtr);
LE_SHARED FILE* le_flock_TryCreateStream(const char* pathNamePtr, le_flock_AccessMode_t accessMode,
                                         le_flock_CreateMode_t createMode, mode_t permissions, le_result_t* resultPtr);

/** Closes the stream and gives up its lock. */
LE_SHARED void le_flock_CloseStream(FILE* fileStreamPtr);

#ifdef __cplusplus
}
#endif

#endif
