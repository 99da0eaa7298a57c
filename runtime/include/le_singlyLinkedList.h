/**
 * @file le_singlyLinkedList.h
 * Lists with one pointer per link (runtime specification, section 1.12). Not locked. A link is in one list at a time.
 */
#ifndef LE_SINGLYLINKEDLIST_H_INCLUDE_GUARD
#define LE_SINGLYLINKEDLIST_H_INCLUDE_GUARD

#include "le_basics.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A link. In a list the links form a ring. */
typedef struct le_sls_Link
{
    struct le_sls_Link* nextPtr;
} le_sls_Link_t;

/** A list: its last link, NULL if empty. */
typedef struct
{
    le_sls_Link_t* tailLinkPtr;
} le_sls_List_t;

/** Whether `a` goes before `b`. */
typedef bool (*le_sls_LessThanFunc_t)(le_sls_Link_t* a, le_sls_Link_t* b);

#define LE_SLS_LIST_DECL_INIT \
    {                         \
        NULL                  \
    }
#define LE_SLS_LINK_DECL_INIT \
    {                         \
        NULL                  \
    }
#ifdef __cplusplus
#define LE_SLS_LIST_INIT (le_sls_List_t())
#define LE_SLS_LINK_INIT (le_sls_Link_t())
#else
#define LE_SLS_LIST_INIT ((le_sls_List_t)LE_SLS_LIST_DECL_INIT)
#define LE_SLS_LINK_INIT ((le_sls_Link_t)LE_SLS_LINK_DECL_INIT)
#endif

/** Visits the objects of a list in order; `itVar` points to each. The body must not remove it. */
#define LE_SLS_FOREACH(listPtr, itVar, type, member)                                         \
    for (le_sls_Link_t* _le_sls_it = le_sls_Peek(listPtr);                                   \
         (_le_sls_it != NULL) && (((itVar) = CONTAINER_OF(_le_sls_it, type, member)), true); \
         _le_sls_it = le_sls_PeekNext(listPtr, _le_sls_it))

/** Puts a link at the head. */
LE_SHARED void le_sls_Stack(le_sls_List_t* listPtr, le_sls_Link_t* newLinkPtr);
/** Puts a link at the tail. */
LE_SHARED void le_sls_Queue(le_sls_List_t* listPtr, le_sls_Link_t* newLinkPtr);
/** Puts a link after a member. */
LE_SHARED void le_sls_AddAfter(le_sls_List_t* listPtr, le_sls_Link_t* currentLinkPtr, le_sls_Link_t* newLinkPtr);
/** Takes the member after another. @return NULL if that is the tail */
LE_SHARED le_sls_Link_t* le_sls_RemoveAfter(le_sls_List_t* listPtr, le_sls_Link_t* currentLinkPtr);
/** Takes the head. @return NULL if empty */
LE_SHARED le_sls_Link_t* le_sls_Pop(le_sls_List_t* listPtr);
/** The head. @return NULL if empty */
LE_SHARED le_sls_Link_t* le_sls_Peek(const le_sls_List_t* listPtr);
/** The tail. @return NULL if empty */
LE_SHARED le_sls_Link_t* le_sls_PeekTail(const le_sls_List_t* listPtr);
/** The member after another. @return NULL after the tail */
LE_SHARED le_sls_Link_t* le_sls_PeekNext(const le_sls_List_t* listPtr, const le_sls_Link_t* currentLinkPtr);
/** Sorts; equal members keep their order. */
LE_SHARED void le_sls_Sort(le_sls_List_t* listPtr, le_sls_LessThanFunc_t comparatorPtr);
/** Whether a link is in a list; takes time in proportion to its length. */
LE_SHARED bool le_sls_IsInList(const le_sls_List_t* listPtr, const le_sls_Link_t* linkPtr);
/** Number of links; takes time in proportion to it. */
LE_SHARED size_t le_sls_NumLinks(const le_sls_List_t* listPtr);
/** Whether a list is damaged: a link missing, or a ring that does not come back to the tail. */
LE_SHARED bool le_sls_IsListCorrupted(const le_sls_List_t* listPtr);

/** Whether a list is empty. */
LE_DECLARE_INLINE bool le_sls_IsEmpty(const le_sls_List_t* listPtr)
{
    return le_sls_Peek(listPtr) == NULL;
}
/** Whether a link is a list's head. */
LE_DECLARE_INLINE bool le_sls_IsHead(const le_sls_List_t* listPtr, const le_sls_Link_t* linkPtr)
{
    return le_sls_Peek(listPtr) == linkPtr;
}
/** Whether a link is a list's tail. */
LE_DECLARE_INLINE bool le_sls_IsTail(const le_sls_List_t* listPtr, const le_sls_Link_t* linkPtr)
{
    return le_sls_PeekTail(listPtr) == linkPtr;
}

#ifdef __cplusplus
}
#endif

#endif
