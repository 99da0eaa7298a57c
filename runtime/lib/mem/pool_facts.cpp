// What a pool tells about itself (runtime specification, section 1.3).
#include "runtime/include/le_log.h"
#include "runtime/lib/mem/pool.h"

#include <cstdio>

using namespace ligature::mem;

void le_mem_GetStats(le_mem_PoolRef_t poolRef, le_mem_PoolStats_t* statsPtr)
{
    Pool& pool = checked(poolRef);
    const std::lock_guard guard(pool.lock);
    statsPtr->numBlocksInUse = pool.inUse;
    statsPtr->maxNumBlocksUsed = pool.mostInUse;
    statsPtr->numOverflows = pool.overflows;
    statsPtr->numAllocs = pool.allocations;
    statsPtr->numFree = pool.total - pool.inUse;
}

void le_mem_ResetStats(le_mem_PoolRef_t poolRef)
{
    Pool& pool = checked(poolRef);
    const std::lock_guard guard(pool.lock);
    pool.allocations = 0;
    pool.overflows = 0;
}

le_result_t le_mem_GetName(le_mem_PoolRef_t pool, char* namePtr, size_t bufSize)
{
    const int length = snprintf(namePtr, bufSize, "%s", checked(pool).name);
    return static_cast<size_t>(length) < bufSize ? LE_OK : LE_OVERFLOW;
}

bool le_mem_IsSubPool(le_mem_PoolRef_t pool)
{
    return checked(pool).super != nullptr;
}

size_t le_mem_GetObjectCount(le_mem_PoolRef_t poolRef)
{
    Pool& pool = checked(poolRef);
    const std::lock_guard guard(pool.lock);
    return pool.total;
}

size_t le_mem_GetObjectSize(le_mem_PoolRef_t pool)
{
    return checked(pool).objectSize;
}

size_t le_mem_GetObjectFullSize(le_mem_PoolRef_t pool)
{
    return checked(pool).blockSize;
}
