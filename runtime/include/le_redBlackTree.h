/**
 * @file le_redBlackTree.h
 * Balanced search trees whose nodes are members of the objects in them (runtime specification, section 1.12). Not
 * locked.
 */
#ifndef LE_REDBLACKTREE_H_INCLUDE_GUARD
#define LE_REDBLACKTREE_H_INCLUDE_GUARD

#include "le_basics.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A node; `key` points to what the tree is ordered by. */
typedef struct le_rbtree_Node
{
    void* key;
    struct le_rbtree_Node* parent;
    struct le_rbtree_Node* left;
    struct le_rbtree_Node* right;
    int color;
} le_rbtree_Node_t;

/** Orders keys: negative, zero or positive as key 1 is less than, equal to or greater than key 2. */
typedef int (*le_rbtree_CompareFunc_t)(const void* key1Ptr, const void* key2Ptr);

typedef struct
{
    le_rbtree_Node_t* root;
    size_t size;
    le_rbtree_CompareFunc_t compFn;
} le_rbtree_Tree_t;

/** Makes an empty tree. */
LE_SHARED void le_rbtree_InitTree(le_rbtree_Tree_t* treePtr, le_rbtree_CompareFunc_t compFn);
/** Makes a node that is in no tree. */
LE_SHARED void le_rbtree_InitNode(le_rbtree_Node_t* linkPtr, void* keyPtr);
/** Adds a node. @return the node, NULL if its key is there */
LE_SHARED le_rbtree_Node_t* le_rbtree_Insert(le_rbtree_Tree_t* treePtr, le_rbtree_Node_t* newLinkPtr);
/** Finds a node. @return NULL if absent */
LE_SHARED le_rbtree_Node_t* le_rbtree_Find(le_rbtree_Tree_t* treePtr, void* keyPtr);
/** Removes a node. @return the node, NULL if it is not in the tree */
LE_SHARED le_rbtree_Node_t* le_rbtree_Remove(le_rbtree_Tree_t* treePtr, le_rbtree_Node_t* linkPtr);
/** Removes the node of a key. @return the node, NULL if absent */
LE_SHARED le_rbtree_Node_t* le_rbtree_RemoveByKey(le_rbtree_Tree_t* treePtr, void* keyPtr);
/** The smallest and the greatest. @return NULL if empty */
LE_SHARED le_rbtree_Node_t* le_rbtree_GetFirst(const le_rbtree_Tree_t* treePtr);
LE_SHARED le_rbtree_Node_t* le_rbtree_GetLast(const le_rbtree_Tree_t* treePtr);
/** The neighbours of a node in order. @return NULL at the end */
LE_SHARED le_rbtree_Node_t* le_rbtree_GetNext(const le_rbtree_Tree_t* treePtr, le_rbtree_Node_t* currentLinkPtr);
LE_SHARED le_rbtree_Node_t* le_rbtree_GetPrev(const le_rbtree_Tree_t* treePtr, le_rbtree_Node_t* currentLinkPtr);
/** Whether a tree is empty. */
LE_SHARED bool le_rbtree_IsEmpty(const le_rbtree_Tree_t* treePtr);
/** Number of nodes. */
LE_SHARED size_t le_rbtree_Size(const le_rbtree_Tree_t* treePtr);

#ifdef __cplusplus
}
#endif

#endif
