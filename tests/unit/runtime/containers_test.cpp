#include "run_loop.h"

#include <gtest/gtest.h>
#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <vector>

namespace
{

struct Double
{
    int value = 0;
    le_dls_Link_t link = LE_DLS_LINK_INIT;
};

std::vector<int> valuesOf(const le_dls_List_t& list)
{
    std::vector<int> values;
    Double* item = nullptr;
    LE_DLS_FOREACH(&list, item, Double, link)
    {
        values.push_back(item->value);
    }
    EXPECT_EQ(le_dls_NumLinks(&list), values.size());
    EXPECT_FALSE(le_dls_IsListCorrupted(&list));
    return values;
}

TEST(DoublyLinkedList, KeepsOrder)
{
    le_dls_List_t list = LE_DLS_LIST_INIT;
    std::vector<Double> items(6);
    for (int index = 0; index < 6; ++index)
    {
        items[static_cast<size_t>(index)].value = index;
    }
    EXPECT_EQ(le_dls_Pop(&list), nullptr);
    EXPECT_EQ(le_dls_PopTail(&list), nullptr);
    le_dls_Queue(&list, &items[1].link);
    le_dls_Stack(&list, &items[0].link);
    le_dls_AddAfter(&list, &items[1].link, &items[3].link);
    le_dls_AddBefore(&list, &items[3].link, &items[2].link);
    le_dls_Queue(&list, &items[4].link);
    EXPECT_EQ(valuesOf(list), (std::vector{0, 1, 2, 3, 4}));
    le_dls_AddBefore(&list, &items[0].link, &items[5].link);
    EXPECT_TRUE(le_dls_IsHead(&list, &items[5].link));
    EXPECT_TRUE(le_dls_IsTail(&list, &items[4].link));
    EXPECT_EQ(le_dls_PeekPrev(&list, &items[5].link), nullptr);
    EXPECT_EQ(le_dls_PeekNext(&list, &items[4].link), nullptr);
    EXPECT_TRUE(le_dls_IsInList(&list, &items[3].link));
    le_dls_Remove(&list, &items[3].link);
    EXPECT_FALSE(le_dls_IsInList(&list, &items[3].link));
    EXPECT_EQ(items[3].link.nextPtr, nullptr);
    EXPECT_EQ(le_dls_Pop(&list), &items[5].link);
    EXPECT_EQ(le_dls_PopTail(&list), &items[4].link);
    EXPECT_EQ(valuesOf(list), (std::vector{0, 1, 2}));
}

TEST(DoublyLinkedList, SwapsAnyTwo)
{
    for (size_t size = 1; size <= 5; ++size)
    {
        for (size_t a = 0; a < size; ++a)
        {
            for (size_t b = 0; b < size; ++b)
            {
                le_dls_List_t list = LE_DLS_LIST_INIT;
                std::vector<Double> items(size);
                std::vector<int> expected;
                for (size_t index = 0; index < size; ++index)
                {
                    items[index].value = static_cast<int>(index);
                    expected.push_back(static_cast<int>(index));
                    le_dls_Queue(&list, &items[index].link);
                }
                std::swap(expected[a], expected[b]);
                le_dls_Swap(&list, &items[a].link, &items[b].link);
                EXPECT_EQ(valuesOf(list), expected) << size << ": " << a << " and " << b;
            }
        }
    }
}

TEST(DoublyLinkedList, SortsStably)
{
    std::mt19937 random(1);
    for (size_t size : {0u, 1u, 2u, 3u, 100u, 257u})
    {
        le_dls_List_t list = LE_DLS_LIST_INIT;
        std::vector<Double> items(size);
        std::vector<int> expected;
        for (size_t index = 0; index < size; ++index)
        {
            items[index].value = static_cast<int>((random() % 10) * 1000 + index);
            expected.push_back(items[index].value);
            le_dls_Queue(&list, &items[index].link);
        }
        std::stable_sort(expected.begin(), expected.end(), [](int a, int b) { return a / 1000 < b / 1000; });
        le_dls_Sort(
            &list, [](le_dls_Link_t* a, le_dls_Link_t* b)
            { return CONTAINER_OF(a, Double, link)->value / 1000 < CONTAINER_OF(b, Double, link)->value / 1000; });
        EXPECT_EQ(valuesOf(list), expected);
    }
}

TEST(DoublyLinkedList, NoticesDamage)
{
    le_dls_List_t list = LE_DLS_LIST_INIT;
    Double items[3];
    for (Double& item : items)
    {
        le_dls_Queue(&list, &item.link);
    }
    items[1].link.prevPtr = &items[1].link;
    EXPECT_TRUE(le_dls_IsListCorrupted(&list));
    items[1].link.nextPtr = nullptr;
    EXPECT_TRUE(le_dls_IsListCorrupted(&list));
}

TEST(SinglyLinkedList, KeepsOrderAndSorts)
{
    struct Single
    {
        int value;
        le_sls_Link_t link;
    };
    le_sls_List_t list = LE_SLS_LIST_INIT;
    Single items[4] = {{3, {}}, {1, {}}, {2, {}}, {0, {}}};
    EXPECT_EQ(le_sls_Pop(&list), nullptr);
    le_sls_Queue(&list, &items[1].link);
    le_sls_Stack(&list, &items[0].link);
    le_sls_AddAfter(&list, &items[1].link, &items[2].link);
    le_sls_Queue(&list, &items[3].link);
    EXPECT_EQ(le_sls_NumLinks(&list), 4u);
    EXPECT_TRUE(le_sls_IsTail(&list, &items[3].link));
    le_sls_Sort(&list, [](le_sls_Link_t* a, le_sls_Link_t* b)
                { return CONTAINER_OF(a, Single, link)->value < CONTAINER_OF(b, Single, link)->value; });
    int expected = 0;
    Single* item = nullptr;
    LE_SLS_FOREACH(&list, item, Single, link)
    {
        EXPECT_EQ(item->value, expected++);
    }
    EXPECT_EQ(expected, 4);
    EXPECT_EQ(le_sls_RemoveAfter(&list, &items[2].link), &items[0].link);
    EXPECT_EQ(le_sls_RemoveAfter(&list, &items[2].link), nullptr);
    EXPECT_FALSE(le_sls_IsListCorrupted(&list));
    EXPECT_EQ(le_sls_Pop(&list), &items[3].link);
    items[1].link.nextPtr = &items[1].link;
    EXPECT_TRUE(le_sls_IsListCorrupted(&list));
}

TEST(HashMap, StoresFindsAndRemoves)
{
    le_hashmap_Ref_t map = le_hashmap_Create("words", 10, le_hashmap_HashString, le_hashmap_EqualsString);
    static const char* const key = "key";
    const std::string same = "key";
    int one = 1;
    int two = 2;
    EXPECT_TRUE(le_hashmap_isEmpty(map));
    EXPECT_EQ(le_hashmap_Put(map, key, &one), nullptr);
    EXPECT_EQ(le_hashmap_Get(map, same.c_str()), &one);
    EXPECT_EQ(le_hashmap_GetStoredKey(map, same.c_str()), key);
    EXPECT_EQ(le_hashmap_Put(map, same.c_str(), &two), &one);
    EXPECT_EQ(le_hashmap_GetStoredKey(map, key), same.c_str());
    EXPECT_EQ(le_hashmap_Size(map), 1u);
    EXPECT_TRUE(le_hashmap_ContainsKey(map, key));
    EXPECT_EQ(le_hashmap_Remove(map, key), &two);
    EXPECT_EQ(le_hashmap_Remove(map, key), nullptr);
    EXPECT_EQ(le_hashmap_Get(map, key), nullptr);
}

TEST(HashMap, IteratesBothWaysAndSurvivesRemoval)
{
    le_hashmap_Ref_t map = le_hashmap_Create("numbers", 20, le_hashmap_HashUInt32, le_hashmap_EqualsUInt32);
    std::vector<uint32_t> keys(500);
    for (uint32_t index = 0; index < keys.size(); ++index)
    {
        keys[index] = index * 3;
        le_hashmap_Put(map, &keys[index], &keys[index]);
    }
    EXPECT_GT(le_hashmap_CountCollisions(map), 0u);

    le_hashmap_It_Ref_t iterator = le_hashmap_GetIterator(map);
    EXPECT_EQ(le_hashmap_GetKey(iterator), nullptr);
    std::vector<const void*> order;
    while (le_hashmap_NextNode(iterator) == LE_OK)
    {
        order.push_back(le_hashmap_GetKey(iterator));
    }
    EXPECT_EQ(order.size(), keys.size());
    EXPECT_EQ(std::set<const void*>(order.begin(), order.end()).size(), keys.size());
    for (size_t index = order.size(); index-- > 0;)
    {
        ASSERT_EQ(le_hashmap_PrevNode(iterator), LE_OK);
        EXPECT_EQ(le_hashmap_GetValue(iterator), order[index]);
    }
    EXPECT_EQ(le_hashmap_PrevNode(iterator), LE_NOT_FOUND);

    iterator = le_hashmap_GetIterator(map);
    size_t seen = 0;
    while (le_hashmap_NextNode(iterator) == LE_OK)
    {
        EXPECT_EQ(le_hashmap_GetKey(iterator), order[seen++]);
        le_hashmap_Remove(map, le_hashmap_GetKey(iterator));
        EXPECT_EQ(le_hashmap_GetKey(iterator), nullptr);
    }
    EXPECT_EQ(seen, order.size());
    EXPECT_EQ(le_hashmap_Size(map), 0u);
    EXPECT_EQ(le_hashmap_CountCollisions(map), 0u);
}

TEST(HashMap, WalksByKey)
{
    le_hashmap_Ref_t map = le_hashmap_Create("walk", 4, le_hashmap_HashVoidPointer, le_hashmap_EqualsVoidPointer);
    int items[3];
    void* key = nullptr;
    void* value = nullptr;
    EXPECT_EQ(le_hashmap_GetFirstNode(map, &key, &value), LE_NOT_FOUND);
    EXPECT_EQ(le_hashmap_GetFirstNode(map, nullptr, nullptr), LE_BAD_PARAMETER);
    for (int& item : items)
    {
        le_hashmap_Put(map, &item, &item);
    }
    std::set<void*> seen;
    ASSERT_EQ(le_hashmap_GetFirstNode(map, &key, nullptr), LE_OK);
    le_result_t result = LE_OK;
    while (result == LE_OK)
    {
        seen.insert(key);
        result = le_hashmap_GetNodeAfter(map, key, &key, &value);
    }
    EXPECT_EQ(result, LE_NOT_FOUND);
    EXPECT_EQ(seen.size(), 3u);
    EXPECT_EQ(le_hashmap_GetNodeAfter(map, &key, &key, nullptr), LE_BAD_PARAMETER);
    size_t visits = 0;
    const auto visitOne = [](const void*, const void*, void* count) { return ++*static_cast<size_t*>(count) < 2; };
    EXPECT_FALSE(le_hashmap_ForEach(map, visitOne, &visits));
    EXPECT_EQ(visits, 2u);
    le_hashmap_RemoveAll(map);
    EXPECT_TRUE(le_hashmap_ForEach(map, visitOne, &visits));
}

TEST(HashMap, ComparesWholeNumbers)
{
    const uint64_t a = 0x100000001;
    const uint64_t b = 0x200000001;
    EXPECT_FALSE(le_hashmap_EqualsUInt64(&a, &b));
    const uint32_t number = 77;
    EXPECT_EQ(le_hashmap_HashUInt32(&number), 77u);
    EXPECT_EQ(LE_HASHMAP_BUCKET_COUNT(1), 4u);
    EXPECT_EQ(LE_HASHMAP_BUCKET_COUNT(12), 16u);
    EXPECT_EQ(LE_HASHMAP_BUCKET_COUNT(13), 32u);
}

TEST(SafeRef, RecognisesItsOwnOnly)
{
    le_ref_MapRef_t map = le_ref_CreateMap("own", 2);
    le_ref_MapRef_t other = le_ref_CreateMap("other", 2);
    int object = 0;
    void* reference = le_ref_CreateRef(map, &object);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(reference) & 1, 1u);
    EXPECT_LE(reinterpret_cast<std::uintptr_t>(reference), UINT32_MAX);
    EXPECT_EQ(le_ref_Lookup(map, reference), &object);
    EXPECT_EQ(le_ref_Lookup(other, reference), nullptr);
    EXPECT_EQ(le_ref_Lookup(map, nullptr), nullptr);
    EXPECT_EQ(le_ref_Lookup(map, &object), nullptr);
    EXPECT_EQ(le_ref_CreateRef(map, nullptr), nullptr);
    le_ref_DeleteRef(map, reference);
    le_ref_DeleteRef(map, reference);  // Logged, no more.
    EXPECT_EQ(le_ref_Lookup(map, reference), nullptr);
}

TEST(SafeRef, DoesNotReuseReferencesSoon)
{
    le_ref_MapRef_t map = le_ref_CreateMap("reuse", 8);
    int object = 0;
    void* first = le_ref_CreateRef(map, &object);
    le_ref_DeleteRef(map, first);
    for (int turn = 0; turn < 60000; ++turn)
    {
        void* next = le_ref_CreateRef(map, &object);
        ASSERT_NE(next, first);
        le_ref_DeleteRef(map, next);
    }
}

TEST(SafeRef, GrowsAndIteratesWhileReferencesGo)
{
    le_ref_MapRef_t map = le_ref_CreateMap("growing", 1);
    std::vector<int> objects(1000);
    std::map<const void*, void*> expected;
    for (int& object : objects)
    {
        expected[le_ref_CreateRef(map, &object)] = &object;
    }
    ASSERT_EQ(expected.size(), objects.size());
    le_ref_IterRef_t iterator = le_ref_GetIterator(map);
    size_t count = 0;
    while (le_ref_NextNode(iterator) == LE_OK)
    {
        const void* reference = le_ref_GetSafeRef(iterator);
        EXPECT_EQ(le_ref_GetValue(iterator), expected[reference]);
        le_ref_DeleteRef(map, const_cast<void*>(reference));
        EXPECT_EQ(le_ref_GetValue(iterator), nullptr);
        ++count;
    }
    EXPECT_EQ(count, objects.size());
    EXPECT_EQ(le_ref_NextNode(iterator), LE_FAULT);
    EXPECT_EQ(le_ref_NextNode(le_ref_GetIterator(map)), LE_NOT_FOUND);
}

TEST(SafeRef, FastReferencesGoBothWays)
{
    int object = 0;
    void* reference = le_ref_CreateFastRef(&object);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(reference) & 1, 1u);
    EXPECT_EQ(le_ref_CreateFastRef(reference), &object);
}

TEST(RedBlackTree, AgreesWithASetUnderRandomChanges)
{
    le_rbtree_Tree_t tree;
    le_rbtree_InitTree(
        &tree, [](const void* a, const void* b) { return *static_cast<const int*>(a) - *static_cast<const int*>(b); });
    std::vector<int> keys(300);
    std::vector<le_rbtree_Node_t> nodes(keys.size());
    std::set<int> model;
    for (size_t index = 0; index < keys.size(); ++index)
    {
        keys[index] = static_cast<int>(index);
        le_rbtree_InitNode(&nodes[index], &keys[index]);
    }
    std::mt19937 random(7);
    for (int turn = 0; turn < 20000; ++turn)
    {
        const int key = static_cast<int>(random() % keys.size());
        le_rbtree_Node_t* node = &nodes[static_cast<size_t>(key)];
        if (random() % 2 == 0)
        {
            EXPECT_EQ(le_rbtree_Insert(&tree, node), model.insert(key).second ? node : nullptr);
        }
        else
        {
            EXPECT_EQ(le_rbtree_Remove(&tree, node), model.erase(key) > 0 ? node : nullptr);
        }
        ASSERT_EQ(le_rbtree_Size(&tree), model.size());
        if (turn % 100 == 0)
        {
            std::vector<int> forwards;
            for (auto* next = le_rbtree_GetFirst(&tree); next != nullptr; next = le_rbtree_GetNext(&tree, next))
            {
                forwards.push_back(*static_cast<int*>(next->key));
            }
            std::vector<int> backwards;
            for (auto* next = le_rbtree_GetLast(&tree); next != nullptr; next = le_rbtree_GetPrev(&tree, next))
            {
                backwards.push_back(*static_cast<int*>(next->key));
            }
            ASSERT_EQ(forwards, std::vector<int>(model.begin(), model.end()));
            ASSERT_EQ(backwards, std::vector<int>(model.rbegin(), model.rend()));
        }
    }
    int key = *model.begin();
    EXPECT_EQ(le_rbtree_Find(&tree, &key), le_rbtree_GetFirst(&tree));
    EXPECT_NE(le_rbtree_RemoveByKey(&tree, &key), nullptr);
    EXPECT_EQ(le_rbtree_RemoveByKey(&tree, &key), nullptr);
    EXPECT_FALSE(le_rbtree_IsEmpty(&tree));
}

}  // namespace
