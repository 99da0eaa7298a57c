/**
 * @file le_doublyLinkedList.h
 * Lists whose links are members of the objects in them (runtime specification, section 1.12). Not locked. A link is in
 * one list at a time; functions that take a member of a list trust the caller that it is one.
 */
#ifndef LE_DOUBLYLINKEDLIST_H_INCLUDE_GUARD
#define LE_DOUBLYLINKEDLIST_H_INCLUDE_GUARD

#include "le_basics.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A link. In a list the links form a ring. */
typedef struct le_dls_Link
{
    struct le_dls_Link* nextPtr;
    struct le_dls_Link* prevPtr;
} le_dls_Link_t;

/** A list: its first link, NULL if empty. */
typedef struct
{
    le_dls_Link_t* headLinkPtr;
} le_dls_List_t;

/** Whether `a` goes before `b`. */
typedef bool (*le_dls_LessThanFunc_t)(le_dls_Link_t* a, le_dls_Link_t* b);

#define LE_DLS_LIST_DECL_INIT \
    {                         \
        NULL                  \
    }
#define LE_DLS_LINK_DECL_INIT \
    {                         \
        NULL, NULL            \
    }
#ifdef __cplusplus
#define LE_DLS_LIST_INIT (le_dls_List_t())
#define LE_DLS_LINK_INIT (le_dls_Link_t())
#else
#define LE_DLS_LIST_INIT ((le_dls_List_t)LE_DLS_LIST_DECL_INIT)
#define LE_DLS_LINK_INIT ((le_dls_Link_t)LE_DLS_LINK_DECL_INIT)
#endif

/** Visits the objects of a list in order; `itVar` points to each. The body must not remove it. */
#define LE_DLS_FOREACH(listPtr, itVar, type, member)                                         \
    for (le_dls_Link_t* _le_dls_it = le_dls_Peek(listPtr);                                   \
         (_le_dls_it != NULL) && (((itVar) = CONTAINER_OF(_le_dls_it, type, member)), true); \
         _le_dls_it = le_dls_PeekNext(listPtr, _le_dls_it))

/** Puts a link at the head. */
LE_SHARED void le_dls_Stack(le_dls_List_t* listPtr, le_dls_Link_t* newLinkPtr);
/** Puts a link at the tail. */
LE_SHARED void le_dls_Queue(le_dls_List_t* listPtr, le_dls_Link_t* newLinkPtr);
/** Puts a link after a member. */
LE_SHARED void le_dls_AddAfter(le_dls_List_t* listPtr, le_dls_Link_t* currentLinkPtr, le_dls_Link_t* newLinkPtr);
/** Puts a link before a member. */
LE_SHARED void le_dls_AddBefore(le_dls_List_t* listPtr, le_dls_Link_t* currentLinkPtr, le_dls_Link_t* newLinkPtr);
/** Takes the head. @return NULL if empty */
LE_SHARED le_dls_Link_t* le_dls_Pop(le_dls_List_t* listPtr);
/** Takes the tail. @return NULL if empty */
LE_SHARED le_dls_Link_t* le_dls_PopTail(le_dls_List_t* listPtr);
/** Takes a member. */
LE_SHARED void le_dls_Remove(le_dls_List_t* listPtr, le_dls_Link_t* linkToRemovePtr);
/** The head. @return NULL if empty */
LE_SHARED le_dls_Link_t* le_dls_Peek(const le_dls_List_t* listPtr);
/** The tail. @return NULL if empty */
LE_SHARED le_dls_Link_t* le_dls_PeekTail(const le_dls_List_t* listPtr);
/** The member after another. @return NULL after the tail */
LE_SHARED le_dls_Link_t* le_dls_PeekNext(const le_dls_List_t* listPtr, const le_dls_Link_t* currentLinkPtr);
/** The member before another. @return NULL before the head */
LE_SHARED le_dls_Link_t* le_dls_PeekPrev(const le_dls_List_t* listPtr, const le_dls_Link_t* currentLinkPtr);
/** Exchanges the places of two members. */
LE_SHARED void le_dls_Swap(le_dls_List_t* listPtr, le_dls_Link_t* linkPtr, le_dls_Link_t* otherLinkPtr);
/** Sorts; equal members keep their order. */
LE_SHARED void le_dls_Sort(le_dls_List_t* listPtr, le_dls_LessThanFunc_t comparatorPtr);
/** Whether a link is in a list; takes time in proportion to its length. */
LE_SHARED bool le_dls_IsInList(const le_dls_List_t* listPtr, const le_dls_Link_t* linkPtr);
/** Number of links; takes time in proportion to it. */
LE_SHARED size_t le_dls_NumLinks(const le_dls_List_t* listPtr);
/** Whether a list is damaged: a link missing, or one that does not lead back. */
LE_SHARED bool le_dls_IsListCorrupted(const le_dls_List_t* listPtr);

/** Whether a list is empty. */
LE_DECLARE_INLINE bool le_dls_IsEmpty(const le_dls_List_t* listPtr)
{
    return le_dls_Peek(listPtr) == NULL;
}
/** Whether a link is a list's head. */
LE_DECLARE_INLINE bool le_dls_IsHead(const le_dls_List_t* listPtr, const le_dls_Link_t* linkPtr)
{
    return le_dls_Peek(listPtr) == linkPtr;
}
/** Whether a link is a list's tail. */
LE_DECLARE_INLINE bool le_dls_IsTail(const le_dls_List_t* listPtr, const le_dls_Link_t* linkPtr)
{
    return le_dls_PeekTail(listPtr) == linkPtr;
}

#ifdef __cplusplus
}
#endif

#endif
