// Red-black trees (runtime specification, section 1.12). Missing children count as black.
#include "runtime/include/le_redBlackTree.h"

#include "runtime/include/le_log.h"

namespace
{

using Node = le_rbtree_Node_t;
using Tree = le_rbtree_Tree_t;

constexpr int black = 0;
constexpr int red = 1;
constexpr int unlinked = 2;

bool isRed(const Node* node)
{
    return node != nullptr && node->color == red;
}

/// The pointer that leads to a node from above.
Node*& linkTo(Tree& tree, const Node* node)
{
    Node* parent = node->parent;
    return parent == nullptr ? tree.root : parent->left == node ? parent->left : parent->right;
}

Node*& child(Node* node, bool isLeft)
{
    return isLeft ? node->left : node->right;
}

/// Turns the edge between a node and its child on the other side, so that the node goes down to the given side.
void rotate(Tree& tree, Node* node, bool toLeft)
{
    Node* rising = child(node, !toLeft);
    linkTo(tree, node) = rising;
    rising->parent = node->parent;
    child(node, !toLeft) = child(rising, toLeft);
    if (child(rising, toLeft) != nullptr)
    {
        child(rising, toLeft)->parent = node;
    }
    child(rising, toLeft) = node;
    node->parent = rising;
}

void rebalanceAfterInsert(Tree& tree, Node* node)
{
    while (isRed(node->parent))
    {
        Node* parent = node->parent;
        Node* grandparent = parent->parent;
        const bool isLeft = grandparent->left == parent;
        Node* uncle = child(grandparent, !isLeft);
        if (isRed(uncle))
        {
            parent->color = black;
            uncle->color = black;
            grandparent->color = red;
            node = grandparent;
            continue;
        }
        if (child(parent, !isLeft) == node)
        {
            rotate(tree, parent, isLeft);
            parent = node;
        }
        parent->color = black;
        grandparent->color = red;
        rotate(tree, grandparent, !isLeft);
        break;
    }
    tree.root->color = black;
}

/// Restores the number of black nodes on the paths through `node` (may be null), a child of `parent`, which lack one.
void rebalanceAfterRemove(Tree& tree, Node* node, Node* parent)
{
    while (node != tree.root && !isRed(node))
    {
        const bool isLeft = parent->left == node;
        Node* sibling = child(parent, !isLeft);
        if (isRed(sibling))
        {
            sibling->color = black;
            parent->color = red;
            rotate(tree, parent, isLeft);
            sibling = child(parent, !isLeft);
        }
        if (!isRed(sibling->left) && !isRed(sibling->right))
        {
            sibling->color = red;
            node = parent;
            parent = node->parent;
            continue;
        }
        if (!isRed(child(sibling, !isLeft)))
        {
            child(sibling, isLeft)->color = black;
            sibling->color = red;
            rotate(tree, sibling, !isLeft);
            sibling = child(parent, !isLeft);
        }
        sibling->color = parent->color;
        parent->color = black;
        child(sibling, !isLeft)->color = black;
        rotate(tree, parent, isLeft);
        node = tree.root;
    }
    if (node != nullptr)
    {
        node->color = black;
    }
}

Node* outermost(Node* node, bool isLeft)
{
    while (node != nullptr && child(node, isLeft) != nullptr)
    {
        node = child(node, isLeft);
    }
    return node;
}

Node* neighbour(Node* node, bool isLeft)
{
    if (child(node, isLeft) != nullptr)
    {
        return outermost(child(node, isLeft), !isLeft);
    }
    while (node->parent != nullptr && child(node->parent, isLeft) == node)
    {
        node = node->parent;
    }
    return node->parent;
}

}  // namespace

void le_rbtree_InitTree(le_rbtree_Tree_t* treePtr, le_rbtree_CompareFunc_t compFn)
{
    LE_FATAL_IF(compFn == nullptr, "A tree needs a function that compares keys.");
    *treePtr = {nullptr, 0, compFn};
}

void le_rbtree_InitNode(le_rbtree_Node_t* linkPtr, void* keyPtr)
{
    *linkPtr = {keyPtr, nullptr, nullptr, nullptr, unlinked};
}

le_rbtree_Node_t* le_rbtree_Insert(le_rbtree_Tree_t* treePtr, le_rbtree_Node_t* newLinkPtr)
{
    Node** link = &treePtr->root;
    Node* parent = nullptr;
    while (*link != nullptr)
    {
        parent = *link;
        const int order = treePtr->compFn(newLinkPtr->key, parent->key);
        if (order == 0)
        {
            return nullptr;
        }
        link = &child(parent, order < 0);
    }
    *newLinkPtr = {newLinkPtr->key, parent, nullptr, nullptr, red};
    *link = newLinkPtr;
    ++treePtr->size;
    rebalanceAfterInsert(*treePtr, newLinkPtr);
    return newLinkPtr;
}

le_rbtree_Node_t* le_rbtree_Find(le_rbtree_Tree_t* treePtr, void* keyPtr)
{
    Node* node = treePtr->root;
    while (node != nullptr)
    {
        const int order = treePtr->compFn(keyPtr, node->key);
        if (order == 0)
        {
            break;
        }
        node = child(node, order < 0);
    }
    return node;
}

le_rbtree_Node_t* le_rbtree_Remove(le_rbtree_Tree_t* treePtr, le_rbtree_Node_t* linkPtr)
{
    if (linkPtr == nullptr || le_rbtree_Find(treePtr, linkPtr->key) != linkPtr)
    {
        return nullptr;
    }
    Node* replaced = linkPtr;
    if (linkPtr->left != nullptr && linkPtr->right != nullptr)
    {
        replaced = outermost(linkPtr->right, true);
    }
    // `replaced` has at most one child; that child takes its place, then it takes the place of the node to be removed.
    Node* rising = replaced->left != nullptr ? replaced->left : replaced->right;
    Node* parent = replaced->parent;
    const int removedColor = replaced->color;
    linkTo(*treePtr, replaced) = rising;
    if (rising != nullptr)
    {
        rising->parent = parent;
    }
    if (replaced != linkPtr)
    {
        if (parent == linkPtr)
        {
            parent = replaced;
        }
        replaced->color = linkPtr->color;
        replaced->parent = linkPtr->parent;
        linkTo(*treePtr, linkPtr) = replaced;
        replaced->left = linkPtr->left;
        replaced->right = linkPtr->right;
        if (replaced->left != nullptr)
        {
            replaced->left->parent = replaced;
        }
        if (replaced->right != nullptr)
        {
            replaced->right->parent = replaced;
        }
    }
    --treePtr->size;
    if (removedColor == black)
    {
        rebalanceAfterRemove(*treePtr, rising, parent);
    }
    le_rbtree_InitNode(linkPtr, linkPtr->key);
    return linkPtr;
}

le_rbtree_Node_t* le_rbtree_RemoveByKey(le_rbtree_Tree_t* treePtr, void* keyPtr)
{
    return le_rbtree_Remove(treePtr, le_rbtree_Find(treePtr, keyPtr));
}

le_rbtree_Node_t* le_rbtree_GetFirst(const le_rbtree_Tree_t* treePtr)
{
    return outermost(treePtr->root, true);
}

le_rbtree_Node_t* le_rbtree_GetLast(const le_rbtree_Tree_t* treePtr)
{
    return outermost(treePtr->root, false);
}

le_rbtree_Node_t* le_rbtree_GetNext(const le_rbtree_Tree_t* treePtr, le_rbtree_Node_t* currentLinkPtr)
{
    LE_UNUSED(treePtr);
    return neighbour(currentLinkPtr, false);
}

le_rbtree_Node_t* le_rbtree_GetPrev(const le_rbtree_Tree_t* treePtr, le_rbtree_Node_t* currentLinkPtr)
{
    LE_UNUSED(treePtr);
    return neighbour(currentLinkPtr, true);
}

bool le_rbtree_IsEmpty(const le_rbtree_Tree_t* treePtr)
{
    return treePtr->root == nullptr;
}

size_t le_rbtree_Size(const le_rbtree_Tree_t* treePtr)
{
    return treePtr->size;
}
