#include "run_loop.h"

#include <gtest/gtest.h>
#include <cstring>
#include <thread>
#include <vector>

namespace
{

le_mem_PoolStats_t statsOf(le_mem_PoolRef_t pool)
{
    le_mem_PoolStats_t stats = {};
    le_mem_GetStats(pool, &stats);
    return stats;
}

int destroyed = 0;

TEST(Mem, CountsBlocks)
{
    le_mem_PoolRef_t pool = le_mem_ExpandPool(le_mem_CreatePool("counted", 24), 2);
    void* a = le_mem_TryAlloc(pool);
    void* b = le_mem_AssertAlloc(pool);
    EXPECT_EQ(le_mem_TryAlloc(pool), nullptr);
    le_mem_SetNumObjsToForce(pool, 3);
    void* c = le_mem_ForceAlloc(pool);
    EXPECT_EQ(le_mem_GetObjectCount(pool), 5u);
    EXPECT_EQ(le_mem_GetObjectSize(pool), 24u);
    EXPECT_GE(le_mem_GetObjectFullSize(pool), 24u + 64u);
    le_mem_PoolStats_t stats = statsOf(pool);
    EXPECT_EQ(stats.numBlocksInUse, 3u);
    EXPECT_EQ(stats.maxNumBlocksUsed, 3u);
    EXPECT_EQ(stats.numOverflows, 1u);
    EXPECT_EQ(stats.numAllocs, 3u);
    EXPECT_EQ(stats.numFree, 2u);
    le_mem_Release(a);
    le_mem_Release(b);
    le_mem_Release(c);
    le_mem_ResetStats(pool);
    stats = statsOf(pool);
    EXPECT_EQ(stats.numAllocs, 0u);
    EXPECT_EQ(stats.numOverflows, 0u);
    EXPECT_EQ(stats.maxNumBlocksUsed, 3u);
    EXPECT_EQ(stats.numFree, 5u);
}

TEST(Mem, ClearsWhatIsReleasedAndRunsTheDestructorOnce)
{
    le_mem_PoolRef_t pool = le_mem_CreatePool("cleared", 16);
    destroyed = 0;
    le_mem_SetDestructor(pool,
                         [](void* object)
                         {
                             ++destroyed;
                             EXPECT_NE(le_mem_FindPool("cleared"), nullptr);
                             EXPECT_STREQ(static_cast<char*>(object), "text");
                         });
    auto* object = static_cast<char*>(le_mem_Alloc(pool));
    strcpy(object, "text");
    le_mem_AddRef(object);
    EXPECT_EQ(le_mem_GetRefCount(object), 2u);
    le_mem_Release(object);
    EXPECT_EQ(destroyed, 0);
    le_mem_Release(object);
    EXPECT_EQ(destroyed, 1);
    auto* again = static_cast<char*>(le_mem_Alloc(pool));
    EXPECT_EQ(again, object);
    EXPECT_EQ(std::string(again, 16), std::string(16, '\0'));
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(again) % 16, 0u);
    strcpy(again, "text");
    le_mem_Release(again);
}

TEST(Mem, FindsPoolsOfTheComponentAndTheFramework)
{
    le_mem_PoolRef_t pool = le_mem_CreatePool("findable", 8);
    EXPECT_EQ(le_mem_FindPool("findable"), pool);
    EXPECT_NE(le_mem_FindPool("ThreadPool"), nullptr);
    EXPECT_EQ(le_mem_FindPool("nowhere"), nullptr);
    char name[64];
    EXPECT_EQ(le_mem_GetName(pool, name, sizeof(name)), LE_OK);
    EXPECT_STREQ(name, "le.findable");
    EXPECT_EQ(le_mem_GetName(pool, name, 4), LE_OVERFLOW);
    EXPECT_STREQ(name, "le.");
}

TEST(Mem, SubPoolsTakeBlocksAndGiveThemBack)
{
    le_mem_PoolRef_t super = le_mem_ExpandPool(le_mem_CreatePool("super", 40), 4);
    le_mem_PoolRef_t sub = le_mem_CreateSubPool(super, "sub", 3);
    EXPECT_TRUE(le_mem_IsSubPool(sub));
    EXPECT_FALSE(le_mem_IsSubPool(super));
    EXPECT_EQ(le_mem_GetObjectCount(super), 4u);
    EXPECT_EQ(statsOf(super).numFree, 1u);
    EXPECT_EQ(statsOf(sub).numFree, 3u);
    le_mem_ExpandPool(sub, 2);  // One is left, one must be made.
    EXPECT_EQ(le_mem_GetObjectCount(super), 5u);
    EXPECT_EQ(le_mem_TryAlloc(super), nullptr);
    le_mem_DeleteSubPool(sub);
    EXPECT_EQ(statsOf(super).numFree, 5u);
    EXPECT_EQ(le_mem_GetObjectCount(super), 5u);
}

TEST(Mem, ReducedPoolsCutBlocksAndAllocateBySize)
{
    le_mem_PoolRef_t large = le_mem_ExpandPool(le_mem_CreatePool("large", 1000), 3);
    le_mem_PoolRef_t medium = le_mem_CreateReducedPool(large, "medium", 0, 300);
    le_mem_PoolRef_t small = le_mem_CreateReducedPool(medium, "small", 2, 20);
    const size_t mediumSize = le_mem_GetObjectSize(medium);
    const size_t smallSize = le_mem_GetObjectSize(small);
    EXPECT_GE(mediumSize, 300u);
    EXPECT_LT(mediumSize, 500u);
    EXPECT_GE(smallSize, 20u);
    EXPECT_LT(smallSize, 150u);
    std::vector<void*> objects;
    for (const size_t size : {size_t{1}, smallSize, smallSize + 1, mediumSize, mediumSize + 1, size_t{1000}})
    {
        void* object = le_mem_ForceVarAlloc(small, size);
        memset(object, 'x', size);
        const size_t expected = size <= smallSize ? smallSize : size <= mediumSize ? mediumSize : 1000;
        EXPECT_EQ(le_mem_GetBlockSize(object), expected) << size;
        objects.push_back(object);
    }
    for (void* object : objects)
    {
        le_mem_Release(object);
    }
    le_mem_DeleteSubPool(small);
    le_mem_DeleteSubPool(medium);
    EXPECT_EQ(statsOf(large).numFree, le_mem_GetObjectCount(large));
}

TEST(Mem, ReducedPoolsWasteLittle)
{
    le_mem_PoolRef_t lines = le_mem_ExpandPool(le_mem_CreatePool("lines", 250), 1);
    le_mem_PoolRef_t words = le_mem_CreateReducedPool(lines, "halves", 2, 80);
    EXPECT_EQ(le_mem_GetObjectCount(words), 2u);
    EXPECT_EQ(le_mem_GetObjectCount(lines), 1u);  // Both came from one block.
    void* empty = le_mem_ForceAlloc(le_mem_CreatePool("empty", 0));
    EXPECT_EQ(le_mem_GetBlockSize(empty), 0u);
    le_mem_Release(empty);
    le_mem_DeleteSubPool(words);
}

TEST(Mem, IsSafeFromSeveralThreads)
{
    le_mem_PoolRef_t pool = le_mem_CreatePool("shared", 32);
    std::vector<std::thread> threads;
    for (int index = 0; index < 4; ++index)
    {
        threads.emplace_back(
            [pool]()
            {
                for (int turn = 0; turn < 5000; ++turn)
                {
                    void* a = le_mem_ForceAlloc(pool);
                    void* b = le_mem_ForceAlloc(pool);
                    le_mem_AddRef(a);
                    le_mem_Release(a);
                    le_mem_Release(b);
                    le_mem_Release(a);
                }
            });
    }
    for (std::thread& thread : threads)
    {
        thread.join();
    }
    EXPECT_EQ(statsOf(pool).numBlocksInUse, 0u);
    EXPECT_EQ(statsOf(pool).numAllocs, 40000u);
    EXPECT_LE(le_mem_GetObjectCount(pool), 8u);
}

TEST(MemDeath, MisuseIsFatal)
{
    le_mem_PoolRef_t pool = le_mem_ExpandPool(le_mem_CreatePool("misused", 8), 1);
    auto* object = static_cast<char*>(le_mem_AssertAlloc(pool));
    EXPECT_FATAL(le_mem_AssertAlloc(pool), "Memory pool 'le.misused' is empty");
    EXPECT_FATAL(
        {
            object[8] = 1;
            le_mem_Release(object);
        },
        "Memory corruption detected");
    EXPECT_FATAL(
        {
            object[-1] = 1;
            le_mem_Release(object);
        },
        "Memory corruption detected");
    EXPECT_FATAL(
        {
            le_mem_Release(object);
            le_mem_Release(object);
        },
        "free already");
    EXPECT_FATAL(
        {
            le_mem_Release(object);
            le_mem_AddRef(object);
        },
        "it is free");
    EXPECT_FATAL(le_mem_Release(nullptr), "Cannot release NULL");
    EXPECT_FATAL(le_mem_TryVarAlloc(pool, 9), "No pool of 'le.misused' and those above it has objects of 9 bytes");
    le_mem_PoolRef_t sub = le_mem_CreateSubPool(pool, "busy", 1);
    le_mem_AssertAlloc(sub);
    EXPECT_FATAL(le_mem_DeleteSubPool(sub), "1 of its objects are in use");
    EXPECT_FATAL(le_mem_DeleteSubPool(pool), "is no sub-pool");
    EXPECT_FATAL(le_mem_CreateReducedPool(pool, "huge", 1, 9), "wants objects of 9 bytes");
    le_mem_Release(object);
}

}  // namespace
