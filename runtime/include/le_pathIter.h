/**
 * @file le_pathIter.h
 * Walks along a path, with any separator (runtime specification, section 1.13). A bad reference is fatal.
 */
#ifndef LE_PATHITER_H_INCLUDE_GUARD
#define LE_PATHITER_H_INCLUDE_GUARD

#include "le_basics.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct le_pathIter* le_pathIter_Ref_t;

/**
 * Creates an iterator over a normalised copy of a path, standing at its end.
 *
 * @param pathPtr          at most 511 bytes
 * @param separatorPtr     at most 31 bytes, as the next two
 * @param parentSpecPtr    the node that means "one up"; empty or NULL for none
 * @param currentSpecPtr   the node that means "here"; empty or NULL for none
 */
LE_SHARED le_pathIter_Ref_t le_pathIter_Create(const char* pathPtr, const char* separatorPtr, const char* parentSpecPtr,
                                               const char* currentSpecPtr);

/** The same with "/", ".." and ".". */
LE_SHARED le_pathIter_Ref_t le_pathIter_CreateForUnix(const char* pathPtr);

/** An independent copy. */
LE_SHARED le_pathIter_Ref_t le_pathIter_Clone(le_pathIter_Ref_t originalRef);

/** Frees an iterator. */
LE_SHARED void le_pathIter_Delete(le_pathIter_Ref_t iterRef);

/** The texts it was created with, and the path. @return LE_OK, LE_OVERFLOW if cut */
LE_SHARED le_result_t le_pathIter_GetSeparator(le_pathIter_Ref_t iterRef, char* bufferPtr, size_t bufferSize);
LE_SHARED le_result_t le_pathIter_GetParentSpecifier(le_pathIter_Ref_t iterRef, char* bufferPtr, size_t bufferSize);
LE_SHARED le_result_t le_pathIter_GetCurrentSpecifier(le_pathIter_Ref_t iterRef, char* bufferPtr, size_t bufferSize);
LE_SHARED le_result_t le_pathIter_GetPath(le_pathIter_Ref_t iterRef, char* bufferPtr, size_t bufferSize);

/** Goes to the first node. @return LE_OK, LE_NOT_FOUND if there is none */
LE_SHARED le_result_t le_pathIter_GoToStart(le_pathIter_Ref_t iterRef);
/** Goes to the last node. @return LE_OK, LE_NOT_FOUND if there is none */
LE_SHARED le_result_t le_pathIter_GoToEnd(le_pathIter_Ref_t iterRef);
/** Goes one node on. @return LE_OK, LE_NOT_FOUND after the last one */
LE_SHARED le_result_t le_pathIter_GoToNext(le_pathIter_Ref_t iterRef);
/** Goes one node back. @return LE_OK, LE_NOT_FOUND before the first one */
LE_SHARED le_result_t le_pathIter_GoToPrev(le_pathIter_Ref_t iterRef);
/** Copies the current node. @return LE_OK, LE_OVERFLOW if cut, LE_NOT_FOUND if there is none */
LE_SHARED le_result_t le_pathIter_GetCurrentNode(le_pathIter_Ref_t iterRef, char* bufferPtr, size_t bufferSize);

/** Removes the current node and all that follow. */
LE_SHARED void le_pathIter_Truncate(le_pathIter_Ref_t iterRef);

/**
 * Appends a path and goes to the end; an absolute one takes the place of all.
 *
 * @return LE_OK; LE_UNDERFLOW if it leads above the root, where the path ends then; LE_OVERFLOW above 511 bytes, the
 *         path stays as it is then
 */
LE_SHARED le_result_t le_pathIter_Append(le_pathIter_Ref_t iterRef, const char* pathStr);

/** Whether the path starts with the separator. */
LE_SHARED bool le_pathIter_IsAbsolute(le_pathIter_Ref_t iterRef);
/** Whether the path is empty. */
LE_SHARED bool le_pathIter_IsEmpty(le_pathIter_Ref_t iterRef);

#ifdef __cplusplus
}
#endif

#endif
