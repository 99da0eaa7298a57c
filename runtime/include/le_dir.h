/**
 * @file le_dir.h
 * Directories (runtime specification, section 1.13). Any thread.
 */
#ifndef LE_DIR_H_INCLUDE_GUARD
#define LE_DIR_H_INCLUDE_GUARD

#include "le_basics.h"

#include <sys/stat.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Makes a directory. @return LE_OK, LE_DUPLICATE if it exists, LE_NOT_FOUND if its parent does not, LE_FAULT */
LE_SHARED le_result_t le_dir_Make(const char* pathNamePtr, mode_t mode);

/** Makes a directory and those above it where missing. @return LE_OK, LE_FAULT */
LE_SHARED le_result_t le_dir_MakePath(const char* pathNamePtr, mode_t mode);

/** Removes a directory and all it contains; links are not followed. @return LE_OK, also if missing; LE_FAULT */
LE_SHARED le_result_t le_dir_RemoveRecursive(const char* pathNamePtr);

/** Whether a path names a directory; false if that cannot be known. */
LE_SHARED bool le_dir_IsDir(const char* pathNamePtr);

#ifdef __cplusplus
}
#endif

#endif
