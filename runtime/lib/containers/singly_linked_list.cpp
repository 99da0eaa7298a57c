// Singly linked lists: a ring of links, the list knows its tail (runtime specification, section 1.12).
#include "runtime/include/le_singlyLinkedList.h"

#include "runtime/lib/containers/sort_chain.h"

void le_sls_Stack(le_sls_List_t* listPtr, le_sls_Link_t* newLinkPtr)
{
    if (listPtr->tailLinkPtr == nullptr)
    {
        newLinkPtr->nextPtr = newLinkPtr;
        listPtr->tailLinkPtr = newLinkPtr;
        return;
    }
    newLinkPtr->nextPtr = listPtr->tailLinkPtr->nextPtr;
    listPtr->tailLinkPtr->nextPtr = newLinkPtr;
}

void le_sls_Queue(le_sls_List_t* listPtr, le_sls_Link_t* newLinkPtr)
{
    le_sls_Stack(listPtr, newLinkPtr);
    listPtr->tailLinkPtr = newLinkPtr;
}

void le_sls_AddAfter(le_sls_List_t* listPtr, le_sls_Link_t* currentLinkPtr, le_sls_Link_t* newLinkPtr)
{
    newLinkPtr->nextPtr = currentLinkPtr->nextPtr;
    currentLinkPtr->nextPtr = newLinkPtr;
    if (listPtr->tailLinkPtr == currentLinkPtr)
    {
        listPtr->tailLinkPtr = newLinkPtr;
    }
}

le_sls_Link_t* le_sls_RemoveAfter(le_sls_List_t* listPtr, le_sls_Link_t* currentLinkPtr)
{
    if (listPtr->tailLinkPtr == currentLinkPtr)
    {
        return nullptr;
    }
    le_sls_Link_t* link = currentLinkPtr->nextPtr;
    currentLinkPtr->nextPtr = link->nextPtr;
    if (listPtr->tailLinkPtr == link)
    {
        listPtr->tailLinkPtr = currentLinkPtr;
    }
    *link = LE_SLS_LINK_INIT;
    return link;
}

le_sls_Link_t* le_sls_Pop(le_sls_List_t* listPtr)
{
    le_sls_Link_t* link = le_sls_Peek(listPtr);
    if (link == nullptr)
    {
        return nullptr;
    }
    if (listPtr->tailLinkPtr == link)
    {
        listPtr->tailLinkPtr = nullptr;
    }
    else
    {
        listPtr->tailLinkPtr->nextPtr = link->nextPtr;
    }
    *link = LE_SLS_LINK_INIT;
    return link;
}

le_sls_Link_t* le_sls_Peek(const le_sls_List_t* listPtr)
{
    return listPtr->tailLinkPtr == nullptr ? nullptr : listPtr->tailLinkPtr->nextPtr;
}

le_sls_Link_t* le_sls_PeekTail(const le_sls_List_t* listPtr)
{
    return listPtr->tailLinkPtr;
}

le_sls_Link_t* le_sls_PeekNext(const le_sls_List_t* listPtr, const le_sls_Link_t* currentLinkPtr)
{
    return currentLinkPtr == listPtr->tailLinkPtr ? nullptr : currentLinkPtr->nextPtr;
}

void le_sls_Sort(le_sls_List_t* listPtr, le_sls_LessThanFunc_t comparatorPtr)
{
    if (listPtr->tailLinkPtr == nullptr)
    {
        return;
    }
    le_sls_Link_t* first = listPtr->tailLinkPtr->nextPtr;
    listPtr->tailLinkPtr->nextPtr = nullptr;
    le_sls_Link_t* all = ligature::containers::sortChain(first, comparatorPtr);
    le_sls_Link_t* tail = all;
    while (tail->nextPtr != nullptr)
    {
        tail = tail->nextPtr;
    }
    tail->nextPtr = all;
    listPtr->tailLinkPtr = tail;
}

bool le_sls_IsInList(const le_sls_List_t* listPtr, const le_sls_Link_t* linkPtr)
{
    const le_sls_Link_t* link = le_sls_Peek(listPtr);
    while (link != nullptr && link != linkPtr)
    {
        link = le_sls_PeekNext(listPtr, link);
    }
    return link != nullptr;
}

size_t le_sls_NumLinks(const le_sls_List_t* listPtr)
{
    size_t count = 0;
    for (const le_sls_Link_t* link = le_sls_Peek(listPtr); link != nullptr; link = le_sls_PeekNext(listPtr, link))
    {
        ++count;
    }
    return count;
}

bool le_sls_IsListCorrupted(const le_sls_List_t* listPtr)
{
    if (listPtr->tailLinkPtr == nullptr)
    {
        return false;
    }
    // One pointer runs twice as fast as the other: they meet in a ring, which must be that of the tail.
    const le_sls_Link_t* slow = listPtr->tailLinkPtr;
    const le_sls_Link_t* fast = slow;
    do
    {
        slow = slow->nextPtr;
        for (int step = 0; step < 2; ++step)
        {
            fast = fast->nextPtr;
            if (fast == nullptr)
            {
                return true;
            }
            if (fast == listPtr->tailLinkPtr)
            {
                return false;
            }
        }
    } while (slow != fast);
    return true;
}
