// Pools, their blocks and reference counts. Each pool has a lock of its own; counts change without any.
#include "runtime/lib/mem/pool.h"

#include "runtime/include/le_log.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

namespace ligature::mem
{
namespace
{

constexpr std::uint32_t guardWord = 0xDEADBEEF;

/// All pools, for le_mem_FindPool().
struct State
{
    std::mutex lock;
    Pool* pools = nullptr;
};

constinit State state;

struct GuardBand
{
    std::uint32_t words[guardWords];
};

/// The bands before and after an object.
GuardBand* bandBefore(Block* block)
{
    return reinterpret_cast<GuardBand*>(static_cast<std::byte*>(objectOf(block)) - guardBytes);
}

GuardBand* bandAfter(Block* block, std::size_t objectSize)
{
    return reinterpret_cast<GuardBand*>(static_cast<std::byte*>(objectOf(block)) + storageFor(objectSize));
}

void fill(GuardBand* band)
{
    for (std::uint32_t& word : band->words)
    {
        word = guardWord;
    }
}

bool isIntact(const GuardBand* band)
{
    std::uint32_t difference = 0;
    for (const std::uint32_t word : band->words)
    {
        difference |= word ^ guardWord;
    }
    return difference == 0;
}

void checkGuards(Block* block)
{
    if (!isIntact(bandBefore(block)) || !isIntact(bandAfter(block, block->pool->objectSize)))
    {
        LE_FATAL("Memory corruption detected at address %p, an object of pool '%s'.", objectOf(block),
                 block->pool->name);
    }
}

Block* blockOf(void* object, const char* action)
{
    LE_FATAL_IF(object == nullptr, "Cannot %s NULL.", action);
    auto* block = reinterpret_cast<Block*>(static_cast<std::byte*>(object) - objectOffset);
    LE_FATAL_IF(block->mark != blockMark, "Cannot %s %p: it is no object of a memory pool.", action, object);
    return block;
}

void* take(Pool& pool)
{
    Block* block = nullptr;
    {
        const std::lock_guard guard(pool.lock);
        block = pool.free;
        if (block == nullptr)
        {
            return nullptr;
        }
        LE_FATAL_IF(block->mark != blockMark || block->pool != &pool,
                    "Memory corruption detected: an object of pool '%s' was changed after its release.", pool.name);
        pool.free = nextOf(block);
        nextOf(block) = nullptr;
        ++pool.allocations;
        if (++pool.inUse > pool.mostInUse)
        {
            pool.mostInUse = pool.inUse;
        }
    }
    checkGuards(block);
    block->references.store(1, std::memory_order_relaxed);
    return objectOf(block);
}

/// The pool of the chain whose objects fit best.
Pool& fittingPool(Pool& pool, std::size_t size)
{
    for (Pool* candidate = &pool; candidate != nullptr; candidate = candidate->super)
    {
        if (candidate->objectSize >= size)
        {
            return *candidate;
        }
    }
    LE_FATAL("No pool of '%s' and those above it has objects of %zu bytes.", pool.name, size);
}

}  // namespace

Pool& checked(le_mem_PoolRef_t pool)
{
    LE_FATAL_IF(pool == nullptr, "A memory pool is NULL.");
    return *poolOf(pool);
}

std::size_t blockSizeFor(std::size_t objectSize)
{
    std::size_t size = 0;
    if (__builtin_add_overflow(objectSize, objectOffset + guardBytes + sizeof(Block*) + 15, &size))
    {
        LE_FATAL("Objects of %zu bytes are too large for a memory pool.", objectSize);
    }
    // No object needs an alignment above its size.
    const std::size_t alignment = objectSize < 16 ? 8 : 16;
    return (objectOffset + storageFor(objectSize) + guardBytes + alignment - 1) / alignment * alignment;
}

Pool* createPool(void* storage, const char* componentName, const char* name, std::size_t objectSize)
{
    auto* pool = new (storage) Pool;
    snprintf(pool->name, sizeof(pool->name), "%s.%s", componentName, name);
    pool->objectSize = objectSize;
    pool->blockSize = blockSizeFor(objectSize);

    bool isDuplicate = false;
    {
        const std::lock_guard guard(state.lock);
        for (const Pool* other = state.pools; other != nullptr && !isDuplicate; other = other->next)
        {
            isDuplicate = strcmp(other->name, pool->name) == 0;
        }
        pool->next = state.pools;
        state.pools = pool;
    }
    if (isDuplicate)
    {
        LE_WARN("There is more than one memory pool named '%s'.", pool->name);
    }
    return pool;
}

void forgetPool(Pool& pool)
{
    const std::lock_guard guard(state.lock);
    for (Pool** link = &state.pools; *link != nullptr; link = &(*link)->next)
    {
        if (*link == &pool)
        {
            *link = pool.next;
            return;
        }
    }
}

void addBlock(Pool& pool, void* memory)
{
    auto* block = new (memory) Block{};
    block->pool = &pool;
    block->mark = blockMark;
    fill(bandBefore(block));
    fill(bandAfter(block, pool.objectSize));
    nextOf(block) = pool.free;
    pool.free = block;
    ++pool.total;
}

void expand(Pool& pool, std::size_t count)
{
    if (pool.super != nullptr)
    {
        takeFromSuper(pool, count);
        return;
    }
    if (count == 0)
    {
        return;
    }
    // Blocks never go back to the heap, so one piece of memory serves them all.
    auto* memory = static_cast<std::byte*>(calloc(count, pool.blockSize));
    LE_FATAL_IF(memory == nullptr, "Out of memory: pool '%s' cannot grow by %zu objects.", pool.name, count);
    const std::lock_guard guard(pool.lock);
    for (std::size_t index = count; index-- > 0;)
    {
        addBlock(pool, memory + index * pool.blockSize);
    }
}

}  // namespace ligature::mem

using namespace ligature::mem;

le_mem_PoolRef_t _le_mem_CreatePool(const char* componentName, const char* name, size_t objSize)
{
    void* storage = malloc(sizeof(Pool));
    LE_FATAL_IF(storage == nullptr, "Out of memory: cannot create pool '%s'.", name);
    return referenceOf(createPool(storage, componentName, name, objSize));
}

le_mem_PoolRef_t _le_mem_InitStaticPool(const char* componentName, const char* name, size_t numBlocks, size_t objSize,
                                        le_mem_Pool_t* poolPtr, void* poolDataPtr)
{
    Pool* pool = createPool(poolPtr, componentName, name, objSize);
    const std::lock_guard guard(pool->lock);
    for (size_t index = numBlocks; index-- > 0;)
    {
        addBlock(*pool, static_cast<std::byte*>(poolDataPtr) + index * pool->blockSize);
    }
    return referenceOf(pool);
}

le_mem_PoolRef_t _le_mem_FindPool(const char* componentName, const char* name)
{
    char wanted[sizeof(Pool::name)];
    char ofFramework[sizeof(Pool::name)];
    snprintf(wanted, sizeof(wanted), "%s.%s", componentName, name);
    snprintf(ofFramework, sizeof(ofFramework), "framework.%s", name);
    Pool* fallback = nullptr;
    const std::lock_guard guard(state.lock);
    for (Pool* pool = state.pools; pool != nullptr; pool = pool->next)
    {
        if (strcmp(pool->name, wanted) == 0)
        {
            return referenceOf(pool);
        }
        if (strcmp(pool->name, ofFramework) == 0)
        {
            fallback = pool;
        }
    }
    return referenceOf(fallback);
}

le_mem_PoolRef_t le_mem_ExpandPool(le_mem_PoolRef_t pool, size_t numObjects)
{
    expand(checked(pool), numObjects);
    return pool;
}

void* le_mem_TryAlloc(le_mem_PoolRef_t pool)
{
    return take(checked(pool));
}

void* le_mem_AssertAlloc(le_mem_PoolRef_t pool)
{
    void* object = take(checked(pool));
    LE_FATAL_IF(object == nullptr, "Memory pool '%s' is empty.", poolOf(pool)->name);
    return object;
}

void* le_mem_ForceAlloc(le_mem_PoolRef_t poolRef)
{
    Pool& pool = checked(poolRef);
    for (;;)
    {
        void* object = take(pool);
        if (object != nullptr)
        {
            return object;
        }
        size_t growth = 0;
        {
            const std::lock_guard guard(pool.lock);
            ++pool.overflows;
            growth = pool.growth;
        }
        LE_DEBUG("Memory pool '%s' is empty and grows by %zu.", pool.name, growth);
        expand(pool, growth);
    }
}

void* le_mem_TryVarAlloc(le_mem_PoolRef_t pool, size_t size)
{
    return take(fittingPool(checked(pool), size));
}

void* le_mem_AssertVarAlloc(le_mem_PoolRef_t pool, size_t size)
{
    return le_mem_AssertAlloc(referenceOf(&fittingPool(checked(pool), size)));
}

void* le_mem_ForceVarAlloc(le_mem_PoolRef_t pool, size_t size)
{
    return le_mem_ForceAlloc(referenceOf(&fittingPool(checked(pool), size)));
}

char* le_mem_StrDup(le_mem_PoolRef_t pool, const char* srcStr)
{
    LE_FATAL_IF(srcStr == nullptr, "Cannot copy NULL.");
    const size_t size = strlen(srcStr) + 1;
    return static_cast<char*>(memcpy(le_mem_VarAlloc(pool, size), srcStr, size));
}

void le_mem_SetNumObjsToForce(le_mem_PoolRef_t pool, size_t numObjects)
{
    LE_FATAL_IF(numObjects == 0, "Memory pool '%s' cannot grow by 0.", checked(pool).name);
    const std::lock_guard guard(poolOf(pool)->lock);
    poolOf(pool)->growth = numObjects;
}

void le_mem_Release(void* objPtr)
{
    Block* block = blockOf(objPtr, "release");
    uint32_t references = block->references.load(std::memory_order_relaxed);
    do
    {
        LE_FATAL_IF(references == 0, "Object %p of pool '%s' is released, but free already.", objPtr,
                    block->pool->name);
    } while (!block->references.compare_exchange_weak(references, references - 1, std::memory_order_acq_rel));
    if (references != 1)
    {
        return;
    }

    Pool& pool = *block->pool;
    checkGuards(block);
    if (pool.destructor != nullptr)
    {
        pool.destructor(objPtr);
    }
    memset(objPtr, 0, pool.objectSize);
    const std::lock_guard guard(pool.lock);
    nextOf(block) = pool.free;
    pool.free = block;
    --pool.inUse;
}

void le_mem_AddRef(void* objPtr)
{
    Block* block = blockOf(objPtr, "add a reference to");
    const uint32_t references = block->references.fetch_add(1, std::memory_order_relaxed);
    LE_FATAL_IF(references == 0, "A reference is added to object %p of pool '%s', but it is free.", objPtr,
                block->pool->name);
    LE_FATAL_IF(references == UINT32_MAX, "Object %p of pool '%s' has too many references.", objPtr, block->pool->name);
}

size_t le_mem_GetRefCount(void* objPtr)
{
    return blockOf(objPtr, "count the references of")->references.load(std::memory_order_relaxed);
}

size_t le_mem_GetBlockSize(void* objPtr)
{
    return blockOf(objPtr, "tell the size of")->pool->objectSize;
}

void le_mem_SetDestructor(le_mem_PoolRef_t pool, le_mem_Destructor_t destructor)
{
    checked(pool).destructor = destructor;
}
