/**
 * @file le_atomFile.h
 * Files that change as a whole or not at all (runtime specification, section 1.14). Any thread.
 *
 * What is opened for writing is a copy; le_atomFile_Close() writes it to the disk and puts it in the place of the file
 * by one rename, le_atomFile_Cancel() throws it away. Whoever reads meanwhile sees the old contents to the end. Readers
 * share a lock, a writer has it alone; the lock is on the file itself, so nothing is left behind when a process dies
 * but at most one copy, named `.<file>.new~`, which the next writer replaces.
 *
 * In a directory that the process may not write to, a file that it may write to is changed in place: there a crash can
 * leave half of a change, and le_atomFile_Cancel() cannot undo it.
 */
#ifndef LE_ATOMFILE_H_INCLUDE_GUARD
#define LE_ATOMFILE_H_INCLUDE_GUARD

#include "le_basics.h"

#include "le_fileLock.h"

#include <stdio.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Opens a file and waits for its lock. A process that has a file open for writing and opens it again waits for
 * ever.
 *
 * @param pathNamePtr a regular file; a symbolic link to one stands for what it points to
 * @return a descriptor to be given to le_atomFile_Close() or le_atomFile_Cancel(); LE_NOT_FOUND; LE_FAULT
 */
LE_SHARED int le_atomFile_Open(const char* pathNamePtr, le_flock_AccessMode_t accessMode);

/**
 * Opens a file, a new one if it does not exist, and waits for its lock. A new file appears when it is closed.
 *
 * @param createMode  what to do if the file exists
 * @param permissions of a new file; the umask is taken off
 * @return as le_atomFile_Open(); LE_NOT_FOUND if the directory is missing; LE_DUPLICATE with LE_FLOCK_FAIL_IF_EXIST
 */
LE_SHARED int le_atomFile_Create(const char* pathNamePtr, le_flock_AccessMode_t accessMode,
                                 le_flock_CreateMode_t createMode, mode_t permissions);

/** The same without waiting: LE_WOULD_BLOCK if another has the lock. */
LE_SHARED int le_atomFile_TryOpen(const char* pathNamePtr, le_flock_AccessMode_t accessMode);
LE_SHARED int le_atomFile_TryCreate(const char* pathNamePtr, le_flock_AccessMode_t accessMode,
                                    le_flock_CreateMode_t createMode, mode_t permissions);

/**
 * Makes the changes last and closes the file.
 *
 * @return LE_OK once file and directory are on the disk; LE_FAULT if the file is as it was, or if the descriptor is
 * not one of this module (then it stays open)
 */
LE_SHARED le_result_t le_atomFile_Close(int fd);

/** Throws the changes away and closes the file. A descriptor that is not one of this module stays open. */
LE_SHARED void le_atomFile_Cancel(int fd);

/**
 * The same four with a stream.
 *
 * @param resultPtr [out] LE_OK or what went wrong; may be NULL
 * @return the stream, NULL if something went wrong
 */
LE_SHARED FILE* le_atomFile_OpenStream(const char* pathNamePtr, le_flock_AccessMode_t accessMode,
                                       le_result_t* resultPtr);
LE_SHARED FILE* le_atomFile_CreateStream(const char* pathNamePtr, le_flock_AccessMode_t accessMode,
                                         le_flock_CreateMode_t createMode, mode_t permissions, le_result_t* resultPtr);
LE_SHARED FILE* le_atomFile_TryOpenStream(const char* pathNamePtr, le_flock_AccessMode_t accessMode,
                                          le_result_t* resultPtr);
LE_SHARED FILE* le_atomFile_TryCreateStream(const char* pathNamePtr, le_flock_AccessMode_t accessMode,
                                            le_flock_CreateMode_t createMode, mode_t permissions,
                                            le_result_t* resultPtr);

/** Makes the changes last and closes the stream. @return as le_atomFile_Close(); LE_FAULT also if a write failed */
LE_SHARED le_result_t le_atomFile_CloseStream(FILE* fileStreamPtr);

/** Throws the changes away and closes the stream. */
LE_SHARED void le_atomFile_CancelStream(FILE* fileStreamPtr);

/** Removes a file once nobody has it open. @return LE_OK, LE_NOT_FOUND, LE_FAULT */
LE_SHARED le_result_t le_atomFile_Delete(const char* pathNamePtr);

/** The same without waiting: LE_WOULD_BLOCK if another has the lock. */
LE_SHARED le_result_t le_atomFile_TryDelete(const char* pathNamePtr);

#ifdef __cplusplus
}
#endif

#endif
