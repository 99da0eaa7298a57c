/**
 * @file le_path.h
 * Paths with any separator (runtime specification, section 1.13). Any thread. NULL is fatal.
 */
#ifndef LE_PATH_H_INCLUDE_GUARD
#define LE_PATH_H_INCLUDE_GUARD

#include "le_basics.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Copies a path up to and including its last separator; all of it without one. @return LE_OK, LE_OVERFLOW if cut */
LE_SHARED le_result_t le_path_GetDir(const char* pathPtr, const char* separatorPtr, char* dirPtr, size_t dirBuffSize);

/** What follows the last separator; all of the path without one. */
LE_SHARED char* le_path_GetBasenamePtr(const char* pathPtr, const char* separatorPtr);

/**
 * Appends segments to the path in the buffer, with exactly one separator at each joint.
 *
 * @param pathSize size of the buffer in bytes
 * @param ...      strings, then NULL; empty ones are skipped
 * @return LE_OK, LE_OVERFLOW (what fits is kept)
 */
LE_SHARED le_result_t le_path_Concat(const char* separatorPtr, char* pathPtr, size_t pathSize, ...)
    __attribute__((__sentinel__));

/** Whether path 2 lies below path 1. */
LE_SHARED bool le_path_IsSubpath(const char* path1Ptr, const char* path2Ptr, const char* separatorPtr);

/** Whether two paths are equal but for separators at the end. */
LE_SHARED bool le_path_IsEquivalent(const char* path1Ptr, const char* path2Ptr, const char* separatorPtr);

/** Where `extPtr` stands at the end of a path. @return NULL if the path does not end so */
LE_SHARED char* le_path_FindTrailing(const char* pathPtr, const char* extPtr);

#ifdef __cplusplus
}
#endif

#endif
