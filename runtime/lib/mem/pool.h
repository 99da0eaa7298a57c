// The insides of memory pools (runtime specification, section 1.3).
#pragma once

#include "runtime/include/le_mem.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace ligature::mem
{

struct Pool;

/// Stands before each object: header, guard band, object, guard band.
struct Block
{
    Pool* pool;                             ///< The pool that gives it out.
    std::atomic<std::uint32_t> references;  ///< 0 while free.
    std::uint32_t mark;                     ///< Tells an object of a pool from any other pointer.
};

inline constexpr std::uint32_t blockMark = 0x4c47424b;
inline constexpr std::size_t guardWords = LE_CONFIG_NUM_GUARD_BAND_WORDS;
inline constexpr std::size_t guardBytes = guardWords * sizeof(std::uint32_t);
inline constexpr std::size_t objectOffset = (sizeof(Block) + guardBytes + 15) / 16 * 16;

/// A block that a sub-pool took from its super-pool.
struct Piece
{
    Block* block;
    Piece* next;
};

/// A pool. It is constructed in the storage of a le_mem_Pool_t; only sub-pools are ever destroyed.
struct Pool
{
    std::mutex lock;  ///< Guards the free list and the numbers. Never held together with that of another pool.
    char name[32] = {};
    Block* free = nullptr;
    std::size_t objectSize = 0;  ///< What the user asked for.
    std::size_t blockSize = 0;   ///< Distance of two blocks.
    std::size_t total = 0;
    std::size_t inUse = 0;
    std::size_t mostInUse = 0;
    std::size_t overflows = 0;
    std::uint64_t allocations = 0;
    std::size_t growth = 1;
    le_mem_Destructor_t destructor = nullptr;
    Pool* super = nullptr;
    Piece* taken = nullptr;   ///< What it took from the super-pool.
    std::size_t divisor = 1;  ///< Blocks per piece.
    std::size_t users = 1;    ///< References to a sub-pool, see le_mem_CreateReducedPool().
    Pool* next = nullptr;     ///< In the list of all pools, guarded by the list's lock.
};

static_assert(sizeof(Pool) <= sizeof(le_mem_Pool_t));
static_assert(objectOffset + guardBytes + 15 <= LE_MEM_BLOCK_OVERHEAD);

inline Pool* poolOf(le_mem_PoolRef_t reference)
{
    return reinterpret_cast<Pool*>(reference);
}

inline le_mem_PoolRef_t referenceOf(Pool* pool)
{
    return reinterpret_cast<le_mem_PoolRef_t>(pool);
}

inline void* objectOf(Block* block)
{
    return reinterpret_cast<std::byte*>(block) + objectOffset;
}

/// Bytes kept for an object: whole words, and room for the link of a free block.
inline std::size_t storageFor(std::size_t objectSize)
{
    return objectSize == 0 ? sizeof(Block*) : (objectSize + 7) / 8 * 8;
}

/// The next block in the free list; it stands where the object was, so that blocks stay small.
inline Block*& nextOf(Block* block)
{
    return *static_cast<Block**>(objectOf(block));
}

/// The pool of a reference; NULL is fatal.
Pool& checked(le_mem_PoolRef_t pool);

/// Bytes of a block whose object has this size.
std::size_t blockSizeFor(std::size_t objectSize);

/// Constructs a pool in `storage` and puts it into the list of pools.
Pool* createPool(void* storage, const char* componentName, const char* name, std::size_t objectSize);

/// Takes a pool out of the list of pools.
void forgetPool(Pool& pool);

/// Makes `memory` a free block of a pool; the caller holds the pool's lock or is its only user.
void addBlock(Pool& pool, void* memory);

/// Adds blocks: from the heap, or from the super-pool. The caller holds no lock.
void expand(Pool& pool, std::size_t count);

/// The part of expand() for sub-pools: takes pieces of the super-pool for at least `count` blocks.
void takeFromSuper(Pool& pool, std::size_t count);

}  // namespace ligature::mem
