/**
 * @file le_fs.h
 * Files in storage of the process's own, the same on every operating system (runtime specification, section 1.14).
 * Any thread.
 *
 * A path begins with '/' and is looked up below the storage's root: `/data/le_fs` if it is there or can be made, else
 * `/tmp/data/le_fs` if it is the user's own; $LIGATURE_FS_ROOT names another. A path that is NULL, relative, empty, too
 * long or has a node `..` is LE_BAD_PARAMETER everywhere; where there is no storage the result is LE_UNSUPPORTED.
 */
#ifndef LE_FS_H_INCLUDE_GUARD
#define LE_FS_H_INCLUDE_GUARD

#include "le_basics.h"

#include <limits.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Bytes of the longest path, with the storage's root before it. */
#define LE_FS_PATH_MAX_LEN PATH_MAX

/** How a file is opened: one of the first three, and any of the others. */
typedef enum
{
    LE_FS_RDONLY = 0x01,  ///< To read.
    LE_FS_WRONLY = 0x02,  ///< To write.
    LE_FS_RDWR = 0x04,    ///< For both.
    LE_FS_CREAT = 0x08,   ///< Make the file, and the directories above it, if missing.
    LE_FS_TRUNC = 0x10,   ///< Empty it.
    LE_FS_APPEND = 0x20,  ///< Write at its end.
    LE_FS_SYNC = 0x40     ///< A write returns once the data is on the disk.
} le_fs_AccessMode_t;

/** All modes together. */
#define LE_FS_ACCESS_MODE_MAX 0x7F

/** What an offset counts from. */
typedef enum
{
    LE_FS_SEEK_SET = 0,  ///< From the start.
    LE_FS_SEEK_CUR,      ///< From the current place.
    LE_FS_SEEK_END       ///< From the end.
} le_fs_Position_t;

/** An open file. */
typedef struct le_fs_File* le_fs_FileRef_t;

/**
 * Opens a file.
 *
 * @param accessMode  of le_fs_AccessMode_t
 * @param fileRefPtr [out] set on LE_OK only
 * @return LE_OK, LE_BAD_PARAMETER, LE_NOT_FOUND, LE_NOT_PERMITTED, LE_UNSUPPORTED, LE_FAULT
 */
LE_SHARED le_result_t le_fs_Open(const char* filePath, le_fs_AccessMode_t accessMode, le_fs_FileRef_t* fileRefPtr);

/** Closes a file. @return LE_OK, LE_BAD_PARAMETER for a bad reference, LE_FAULT if what was written may be lost */
LE_SHARED le_result_t le_fs_Close(le_fs_FileRef_t fileRef);

/**
 * Reads from the current place.
 *
 * @param bufSizePtr [in,out] bytes wanted, bytes read: fewer only at the end of the file, where it is 0
 * @return LE_OK, LE_BAD_PARAMETER, LE_FAULT
 */
LE_SHARED le_result_t le_fs_Read(le_fs_FileRef_t fileRef, uint8_t* bufPtr, size_t* bufSizePtr);

/**
 * Writes at the current place, nothing if the size is 0.
 *
 * @return LE_OK, LE_BAD_PARAMETER, LE_UNDERFLOW if only a part found room, LE_FAULT
 */
LE_SHARED le_result_t le_fs_Write(le_fs_FileRef_t fileRef, const uint8_t* bufPtr, size_t bufSize);

/**
 * Moves the current place, also behind the end.
 *
 * @param currentOffsetPtr [out] the new place, from the start
 * @return LE_OK, LE_BAD_PARAMETER, LE_FAULT if that is before the start or not below 2 GiB (the place stays)
 */
LE_SHARED le_result_t le_fs_Seek(le_fs_FileRef_t fileRef, int32_t offset, le_fs_Position_t position,
                                 int32_t* currentOffsetPtr);

/** Size of a file in bytes. @return LE_OK, LE_BAD_PARAMETER, LE_UNSUPPORTED, LE_FAULT (also if it is missing) */
LE_SHARED le_result_t le_fs_GetSize(const char* filePath, size_t* sizePtr);

/** Cuts a file or extends it with zeros. @return as le_fs_GetSize() */
LE_SHARED le_result_t le_fs_SetSize(const char* filePath, size_t newSize);

/** Removes a file. @return LE_OK, LE_BAD_PARAMETER, LE_NOT_FOUND, LE_NOT_PERMITTED, LE_UNSUPPORTED, LE_FAULT */
LE_SHARED le_result_t le_fs_Delete(const char* filePath);

/**
 * Gives a file another name, in the place of a file that has it. The new directory must exist.
 *
 * @return LE_OK, LE_BAD_PARAMETER (also if both are the same), LE_NOT_FOUND, LE_NOT_PERMITTED, LE_UNSUPPORTED, LE_FAULT
 */
LE_SHARED le_result_t le_fs_Move(const char* srcPath, const char* destPath);

/** Removes a directory and all it contains. @return LE_OK, also if missing; LE_BAD_PARAMETER, LE_UNSUPPORTED, LE_FAULT
 */
LE_SHARED le_result_t le_fs_RemoveDirRecursive(const char* dirPathPtr);

/** Whether a path names a regular file. */
LE_SHARED bool le_fs_Exists(const char* filePathPtr);

/**
 * Where the program of this process is (not below the storage's root).
 *
 * @param dirPathPtr [out] its directory, ended by '/'
 * @param exeNamePtr [out] its name there
 * @return LE_OK, LE_BAD_PARAMETER, LE_OVERFLOW if a buffer is too short, LE_FAULT
 */
LE_SHARED le_result_t le_fs_GetExecutablePath(char* dirPathPtr, size_t dirPathSize, char* exeNamePtr,
                                              size_t exeNameSize);

#ifdef __cplusplus
}
#endif

#endif
