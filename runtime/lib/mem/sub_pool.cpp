// Pools whose blocks are those of another pool, whole or cut into equal parts.
#include "runtime/include/le_log.h"
#include "runtime/lib/mem/pool.h"

#include <cstddef>
#include <cstdlib>

namespace ligature::mem
{
namespace
{

Pool* createSub(Pool& super, const char* componentName, const char* name, std::size_t objectSize, std::size_t divisor)
{
    void* storage = malloc(sizeof(Pool));
    LE_FATAL_IF(storage == nullptr, "Out of memory: cannot create pool '%s'.", name);
    Pool* pool = createPool(storage, componentName, name, objectSize);
    pool->super = &super;
    pool->divisor = divisor;
    pool->destructor = super.destructor;
    return pool;
}

/// Lends one free block of a pool, which counts it among those in use; null if there is none.
Block* removeFreeBlock(Pool& pool)
{
    const std::lock_guard guard(pool.lock);
    Block* block = pool.free;
    if (block != nullptr)
    {
        pool.free = nextOf(block);
        if (++pool.inUse > pool.mostInUse)
        {
            pool.mostInUse = pool.inUse;
        }
    }
    return block;
}

}  // namespace

void takeFromSuper(Pool& pool, std::size_t count)
{
    for (std::size_t pieces = (count + pool.divisor - 1) / pool.divisor; pieces > 0; --pieces)
    {
        Block* block = removeFreeBlock(*pool.super);
        while (block == nullptr)
        {
            expand(*pool.super, pieces);
            block = removeFreeBlock(*pool.super);
        }
        auto* piece = static_cast<Piece*>(malloc(sizeof(Piece)));
        LE_FATAL_IF(piece == nullptr, "Out of memory: pool '%s' cannot grow.", pool.name);
        const std::lock_guard guard(pool.lock);
        for (std::size_t part = pool.divisor; part-- > 0;)
        {
            addBlock(pool, reinterpret_cast<std::byte*>(block) + part * pool.blockSize);
        }
        piece->block = block;
        piece->next = pool.taken;
        pool.taken = piece;
    }
}

}  // namespace ligature::mem

using namespace ligature::mem;

le_mem_PoolRef_t _le_mem_CreateSubPool(le_mem_PoolRef_t superPool, const char* componentName, const char* name,
                                       size_t numObjects)
{
    LE_FATAL_IF(superPool == nullptr, "The super-pool of '%s' is NULL.", name);
    Pool& super = *poolOf(superPool);
    Pool* pool = createSub(super, componentName, name, super.objectSize, 1);
    takeFromSuper(*pool, numObjects);
    return referenceOf(pool);
}

le_mem_PoolRef_t _le_mem_CreateReducedPool(le_mem_PoolRef_t superPool, const char* componentName, const char* name,
                                           size_t numObjects, size_t objSize)
{
    LE_FATAL_IF(superPool == nullptr, "The super-pool of '%s' is NULL.", name);
    Pool& super = *poolOf(superPool);
    LE_FATAL_IF(objSize > super.objectSize, "Pool '%s' wants objects of %zu bytes, but those of '%s' have %zu.", name,
                objSize, super.name, super.objectSize);

    const std::size_t divisor = super.blockSize / blockSizeFor(objSize);
    if (divisor <= 1)
    {
        if (super.super != nullptr)
        {
            const std::lock_guard guard(super.lock);
            ++super.users;
            return superPool;
        }
        return _le_mem_CreateSubPool(superPool, componentName, name, numObjects);
    }

    std::size_t partSize = super.blockSize / divisor / 16 * 16;
    if (partSize < blockSizeFor(objSize))
    {
        partSize = super.blockSize / divisor / 8 * 8;  // Small objects may stand closer.
    }
    Pool* pool = createSub(super, componentName, name, partSize - objectOffset - guardBytes, divisor);
    takeFromSuper(*pool, numObjects);
    return referenceOf(pool);
}

void le_mem_DeleteSubPool(le_mem_PoolRef_t subPool)
{
    LE_FATAL_IF(subPool == nullptr, "A memory pool is NULL.");
    Pool& pool = *poolOf(subPool);
    LE_FATAL_IF(pool.super == nullptr, "Memory pool '%s' is no sub-pool.", pool.name);
    {
        const std::lock_guard guard(pool.lock);
        if (--pool.users > 0)
        {
            return;
        }
        LE_FATAL_IF(pool.inUse != 0, "Sub-pool '%s' is deleted, but %zu of its objects are in use.", pool.name,
                    pool.inUse);
    }
    forgetPool(pool);
    {
        const std::lock_guard guard(pool.super->lock);
        while (pool.taken != nullptr)
        {
            Piece* piece = pool.taken;
            pool.taken = piece->next;
            addBlock(*pool.super, piece->block);
            --pool.super->total;  // It has been counted all the time.
            --pool.super->inUse;
            free(piece);
        }
    }
    pool.~Pool();
    free(&pool);
}
