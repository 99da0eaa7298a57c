// Doubly linked lists: a ring of links, the list knows its head (runtime specification, section 1.12).
#include "runtime/include/le_doublyLinkedList.h"

#include "runtime/include/le_log.h"
#include "runtime/lib/containers/sort_chain.h"

#include <utility>

namespace
{

void linkBetween(le_dls_Link_t* previous, le_dls_Link_t* link, le_dls_Link_t* next)
{
    link->prevPtr = previous;
    link->nextPtr = next;
    previous->nextPtr = link;
    next->prevPtr = link;
}

/// Puts a link before the head; which of the two is the head then is up to the caller.
void insertAtSeam(le_dls_List_t* list, le_dls_Link_t* link)
{
    if (list->headLinkPtr == nullptr)
    {
        link->nextPtr = link;
        link->prevPtr = link;
        list->headLinkPtr = link;
    }
    else
    {
        linkBetween(list->headLinkPtr->prevPtr, link, list->headLinkPtr);
    }
}

}  // namespace

void le_dls_Stack(le_dls_List_t* listPtr, le_dls_Link_t* newLinkPtr)
{
    insertAtSeam(listPtr, newLinkPtr);
    listPtr->headLinkPtr = newLinkPtr;
}

void le_dls_Queue(le_dls_List_t* listPtr, le_dls_Link_t* newLinkPtr)
{
    insertAtSeam(listPtr, newLinkPtr);
}

void le_dls_AddAfter(le_dls_List_t* listPtr, le_dls_Link_t* currentLinkPtr, le_dls_Link_t* newLinkPtr)
{
    LE_UNUSED(listPtr);
    linkBetween(currentLinkPtr, newLinkPtr, currentLinkPtr->nextPtr);
}

void le_dls_AddBefore(le_dls_List_t* listPtr, le_dls_Link_t* currentLinkPtr, le_dls_Link_t* newLinkPtr)
{
    linkBetween(currentLinkPtr->prevPtr, newLinkPtr, currentLinkPtr);
    if (listPtr->headLinkPtr == currentLinkPtr)
    {
        listPtr->headLinkPtr = newLinkPtr;
    }
}

le_dls_Link_t* le_dls_Pop(le_dls_List_t* listPtr)
{
    le_dls_Link_t* link = listPtr->headLinkPtr;
    if (link != nullptr)
    {
        le_dls_Remove(listPtr, link);
    }
    return link;
}

le_dls_Link_t* le_dls_PopTail(le_dls_List_t* listPtr)
{
    le_dls_Link_t* link = le_dls_PeekTail(listPtr);
    if (link != nullptr)
    {
        le_dls_Remove(listPtr, link);
    }
    return link;
}

void le_dls_Remove(le_dls_List_t* listPtr, le_dls_Link_t* linkToRemovePtr)
{
    LE_FATAL_IF(linkToRemovePtr->nextPtr == nullptr, "A link is removed from a list, but it is in none.");
    if (linkToRemovePtr->nextPtr == linkToRemovePtr)
    {
        listPtr->headLinkPtr = nullptr;
    }
    else
    {
        linkToRemovePtr->prevPtr->nextPtr = linkToRemovePtr->nextPtr;
        linkToRemovePtr->nextPtr->prevPtr = linkToRemovePtr->prevPtr;
        if (listPtr->headLinkPtr == linkToRemovePtr)
        {
            listPtr->headLinkPtr = linkToRemovePtr->nextPtr;
        }
    }
    *linkToRemovePtr = LE_DLS_LINK_INIT;
}

le_dls_Link_t* le_dls_Peek(const le_dls_List_t* listPtr)
{
    return listPtr->headLinkPtr;
}

le_dls_Link_t* le_dls_PeekTail(const le_dls_List_t* listPtr)
{
    return listPtr->headLinkPtr == nullptr ? nullptr : listPtr->headLinkPtr->prevPtr;
}

le_dls_Link_t* le_dls_PeekNext(const le_dls_List_t* listPtr, const le_dls_Link_t* currentLinkPtr)
{
    return currentLinkPtr->nextPtr == listPtr->headLinkPtr ? nullptr : currentLinkPtr->nextPtr;
}

le_dls_Link_t* le_dls_PeekPrev(const le_dls_List_t* listPtr, const le_dls_Link_t* currentLinkPtr)
{
    return currentLinkPtr == listPtr->headLinkPtr ? nullptr : currentLinkPtr->prevPtr;
}

void le_dls_Swap(le_dls_List_t* listPtr, le_dls_Link_t* linkPtr, le_dls_Link_t* otherLinkPtr)
{
    if (linkPtr == otherLinkPtr)
    {
        return;
    }
    if (otherLinkPtr->nextPtr == linkPtr)
    {
        std::swap(linkPtr, otherLinkPtr);
    }
    le_dls_Link_t* const previous = linkPtr->prevPtr;
    le_dls_Link_t* const next = linkPtr->nextPtr;
    if (next == otherLinkPtr)
    {
        // Neighbours, the first of them before the other. In a ring of two they already stand on both sides.
        if (previous != otherLinkPtr)
        {
            le_dls_Link_t* const after = otherLinkPtr->nextPtr;
            linkBetween(previous, otherLinkPtr, linkPtr);
            linkBetween(otherLinkPtr, linkPtr, after);
        }
    }
    else
    {
        le_dls_Link_t* const otherPrevious = otherLinkPtr->prevPtr;
        le_dls_Link_t* const otherNext = otherLinkPtr->nextPtr;
        linkBetween(previous, otherLinkPtr, next);
        linkBetween(otherPrevious, linkPtr, otherNext);
    }
    if (listPtr->headLinkPtr == linkPtr)
    {
        listPtr->headLinkPtr = otherLinkPtr;
    }
    else if (listPtr->headLinkPtr == otherLinkPtr)
    {
        listPtr->headLinkPtr = linkPtr;
    }
}

void le_dls_Sort(le_dls_List_t* listPtr, le_dls_LessThanFunc_t comparatorPtr)
{
    if (listPtr->headLinkPtr == nullptr)
    {
        return;
    }
    listPtr->headLinkPtr->prevPtr->nextPtr = nullptr;
    le_dls_Link_t* all = ligature::containers::sortChain(listPtr->headLinkPtr, comparatorPtr);
    le_dls_Link_t* previous = all;
    for (le_dls_Link_t* link = all; link != nullptr; link = link->nextPtr)
    {
        link->prevPtr = previous;
        previous = link;
    }
    previous->nextPtr = all;
    all->prevPtr = previous;
    listPtr->headLinkPtr = all;
}

bool le_dls_IsInList(const le_dls_List_t* listPtr, const le_dls_Link_t* linkPtr)
{
    const le_dls_Link_t* link = listPtr->headLinkPtr;
    while (link != nullptr && link != linkPtr)
    {
        link = le_dls_PeekNext(listPtr, link);
    }
    return link != nullptr;
}

size_t le_dls_NumLinks(const le_dls_List_t* listPtr)
{
    size_t count = 0;
    for (const le_dls_Link_t* link = listPtr->headLinkPtr; link != nullptr; link = le_dls_PeekNext(listPtr, link))
    {
        ++count;
    }
    return count;
}

bool le_dls_IsListCorrupted(const le_dls_List_t* listPtr)
{
    const le_dls_Link_t* const head = listPtr->headLinkPtr;
    if (head == nullptr)
    {
        return false;
    }
    // While every link is led back to, the way forward cannot enter a ring that leaves out the head.
    const le_dls_Link_t* link = head;
    do
    {
        if (link->nextPtr == nullptr || link->prevPtr == nullptr || link->nextPtr->prevPtr != link ||
            link->prevPtr->nextPtr != link)
        {
            return true;
        }
        link = link->nextPtr;
    } while (link != head);
    return false;
}
