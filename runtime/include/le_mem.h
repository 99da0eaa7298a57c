/**
 * @file le_mem.h
 * Pools of reference-counted blocks of one size (runtime specification, section 1.3).
 *
 * A block starts with a count of one; le_mem_Release() to zero runs the pool's destructor and puts the block back, set
 * to zero. Guard bands around each block are checked when it is allocated and released; damage is fatal. Every function
 * may be called from any thread; a destructor runs without a lock held and may use this API.
 * NULL or foreign pointers are fatal unless stated otherwise.
 */
#ifndef LE_MEM_H_INCLUDE_GUARD
#define LE_MEM_H_INCLUDE_GUARD

#include "le_basics.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A pool. The contents are the library's; only the size matters, for static storage. */
typedef struct le_mem_Pool
{
    uint64_t opaque[40];
} le_mem_Pool_t;

typedef struct le_mem_Pool* le_mem_PoolRef_t;

/** Called with an object whose last reference has gone, in the thread that released it. */
typedef void (*le_mem_Destructor_t)(void* objPtr);

/** Numbers about a pool. numAllocs and numOverflows count since the last reset. */
typedef struct
{
    size_t numBlocksInUse;    ///< Blocks in use now.
    size_t maxNumBlocksUsed;  ///< Most blocks in use at one time.
    size_t numOverflows;      ///< Times le_mem_ForceAlloc() had to expand the pool.
    uint64_t numAllocs;       ///< Allocations.
    size_t numFree;           ///< Free blocks now.
} le_mem_PoolStats_t;

/** Bytes of bookkeeping around each block of a static pool (header and both guard bands). */
#define LE_MEM_BLOCK_OVERHEAD (48 + 2 * 4 * LE_CONFIG_NUM_GUARD_BAND_WORDS)

/** Size of the storage of a static pool, in words of 16 bytes. */
#define LE_MEM_POOL_WORDS(numBlocks, objSize) ((numBlocks) * ((LE_MEM_BLOCK_OVERHEAD + (objSize) + 15) / 16))

/** Number of blocks of the static pool `name`: what the component's `pools:` section says, otherwise `defaultNum`. */
#define LE_MEM_BLOCKS(name, defaultNum) (LE_DEFAULT(CAT(_mem_, CAT(name, _POOL_SIZE)), (defaultNum)))

/** Storage of a static pool; at file scope. Initialise it with le_mem_InitStaticPool() of the same arguments. */
#define LE_MEM_DEFINE_STATIC_POOL(name, numBlocks, objSize) \
    static le_mem_Pool_t _mem_##name##Pool;                 \
    static struct                                           \
    {                                                       \
        uint64_t word[2];                                   \
    } __attribute__((aligned(16))) _mem_##name##Data[LE_MEM_POOL_WORDS(LE_MEM_BLOCKS(name, numBlocks), objSize)]

/** The same, storage placed in the linker section `sectionName`. */
#define LE_MEM_DEFINE_STATIC_POOL_IN_SECTION(name, numBlocks, objSize, sectionName) \
    static le_mem_Pool_t _mem_##name##Pool __attribute__((section(sectionName)));   \
    static struct                                                                   \
    {                                                                               \
        uint64_t word[2];                                                           \
    } __attribute__((aligned(16), section(sectionName)))                            \
    _mem_##name##Data[LE_MEM_POOL_WORDS(LE_MEM_BLOCKS(name, numBlocks), objSize)]

/**
 * Initialises a static pool, once.
 *
 * @return the pool (le_mem_PoolRef_t) with all its blocks free. Sizes other than those of the definition are a
 *         compile-time error.
 */
#define le_mem_InitStaticPool(name, numBlocks, objSize)                                                     \
    (inline_static_assert(                                                                                  \
         sizeof(_mem_##name##Data) == 16 * LE_MEM_POOL_WORDS(LE_MEM_BLOCKS(name, numBlocks), objSize),      \
         "sizes of the pool's definition and initialisation differ"),                                       \
     _le_mem_InitStaticPool(STRINGIZE(LE_COMPONENT_NAME), #name, LE_MEM_BLOCKS(name, numBlocks), (objSize), \
                                      &_mem_##name##Pool, _mem_##name##Data))

/** For le_mem_InitStaticPool() only. */
LE_SHARED le_mem_PoolRef_t _le_mem_InitStaticPool(const char* componentName, const char* name, size_t numBlocks,
                                                  size_t objSize, le_mem_Pool_t* poolPtr, void* poolDataPtr);

/** For le_mem_CreatePool() only. */
LE_SHARED le_mem_PoolRef_t _le_mem_CreatePool(const char* componentName, const char* name, size_t objSize);

/** For le_mem_FindPool() only. */
LE_SHARED le_mem_PoolRef_t _le_mem_FindPool(const char* componentName, const char* name);

/**
 * Creates an empty pool named `<component>.<name>` (cut to 31 characters). A name used before only draws a warning.
 *
 * @param objSize size of an object, in bytes
 * @return the pool, never NULL
 */
LE_DECLARE_INLINE le_mem_PoolRef_t le_mem_CreatePool(const char* name, size_t objSize)
{
    return _le_mem_CreatePool(STRINGIZE(LE_COMPONENT_NAME), name, objSize);
}

/**
 * Finds a pool of the calling component, or else one of the framework, by name.
 *
 * @return the pool, NULL if there is none
 */
LE_DECLARE_INLINE le_mem_PoolRef_t le_mem_FindPool(const char* name)
{
    return _le_mem_FindPool(STRINGIZE(LE_COMPONENT_NAME), name);
}

/**
 * Adds free blocks. A sub-pool takes them from its super-pool, which grows if it has too few.
 *
 * @return the same pool. Out of memory is fatal.
 */
LE_SHARED le_mem_PoolRef_t le_mem_ExpandPool(le_mem_PoolRef_t pool, size_t numObjects);

/** Allocates an object. @return the object, NULL if the pool has no free block */
LE_SHARED void* le_mem_TryAlloc(le_mem_PoolRef_t pool);

/** Allocates an object; an empty pool is fatal. @return the object */
LE_SHARED void* le_mem_AssertAlloc(le_mem_PoolRef_t pool);

/**
 * Allocates an object; an empty pool grows by the number set with le_mem_SetNumObjsToForce().
 *
 * @return the object. Out of memory is fatal.
 */
LE_SHARED void* le_mem_ForceAlloc(le_mem_PoolRef_t pool);

/**
 * Allocates at least `size` bytes from the smallest fitting pool of the chain: this pool, its super-pool, and so on.
 * A size above that of the largest is fatal.
 *
 * @return the object, NULL if the fitting pool has no free block
 */
LE_SHARED void* le_mem_TryVarAlloc(le_mem_PoolRef_t pool, size_t size);

/** As le_mem_TryVarAlloc(), but an empty pool is fatal. */
LE_SHARED void* le_mem_AssertVarAlloc(le_mem_PoolRef_t pool, size_t size);

/** As le_mem_TryVarAlloc(), but an empty pool grows. */
LE_SHARED void* le_mem_ForceVarAlloc(le_mem_PoolRef_t pool, size_t size);

/** Allocates in the way the build chose: an empty pool grows. */
#define le_mem_Alloc(pool) le_mem_ForceAlloc(pool)
#define le_mem_VarAlloc(pool, size) le_mem_ForceVarAlloc(pool, size)

/** Sets by how many blocks le_mem_ForceAlloc() grows the pool. @param numObjects at least 1; the default is 1 */
LE_SHARED void le_mem_SetNumObjsToForce(le_mem_PoolRef_t pool, size_t numObjects);

/** Gives up a reference; the last one frees the object. A free object is fatal (double free). */
LE_SHARED void le_mem_Release(void* objPtr);

/** Adds a reference. A free object is fatal. */
LE_SHARED void le_mem_AddRef(void* objPtr);

/** Number of references of an object; 0 if it is free. */
LE_SHARED size_t le_mem_GetRefCount(void* objPtr);

/** Object size, in bytes, of the pool an object comes from. */
LE_SHARED size_t le_mem_GetBlockSize(void* objPtr);

/** Sets a pool's destructor (NULL: none). Sub-pools take it over when they are created. */
LE_SHARED void le_mem_SetDestructor(le_mem_PoolRef_t pool, le_mem_Destructor_t destructor);

/** Reads a pool's numbers. @param statsPtr [out] */
LE_SHARED void le_mem_GetStats(le_mem_PoolRef_t pool, le_mem_PoolStats_t* statsPtr);

/** Sets numAllocs and numOverflows of a pool to zero. */
LE_SHARED void le_mem_ResetStats(le_mem_PoolRef_t pool);

/**
 * Copies a pool's name, `<component>.<name>`.
 *
 * @param namePtr [out] always terminated if bufSize is at least 1
 * @return LE_OK, LE_OVERFLOW if the name was cut
 */
LE_SHARED le_result_t le_mem_GetName(le_mem_PoolRef_t pool, char* namePtr, size_t bufSize);

/** Whether a pool is a sub-pool. */
LE_SHARED bool le_mem_IsSubPool(le_mem_PoolRef_t pool);

/** Number of blocks of a pool, free and in use. */
LE_SHARED size_t le_mem_GetObjectCount(le_mem_PoolRef_t pool);

/** Size of a pool's objects, in bytes. */
LE_SHARED size_t le_mem_GetObjectSize(le_mem_PoolRef_t pool);

/** Size of a pool's objects with their header and guard bands, in bytes. */
LE_SHARED size_t le_mem_GetObjectFullSize(le_mem_PoolRef_t pool);

/** For le_mem_CreateSubPool() only. */
LE_SHARED le_mem_PoolRef_t _le_mem_CreateSubPool(le_mem_PoolRef_t superPool, const char* componentName,
                                                 const char* name, size_t numObjects);

/** For le_mem_CreateReducedPool() only. */
LE_SHARED le_mem_PoolRef_t _le_mem_CreateReducedPool(le_mem_PoolRef_t superPool, const char* componentName,
                                                     const char* name, size_t numObjects, size_t objSize);

/** Creates a pool whose blocks come from another one, which grows if it has too few. @return the sub-pool */
LE_DECLARE_INLINE le_mem_PoolRef_t le_mem_CreateSubPool(le_mem_PoolRef_t superPool, const char* name, size_t numObjects)
{
    return _le_mem_CreateSubPool(superPool, STRINGIZE(LE_COMPONENT_NAME), name, numObjects);
}

/**
 * Creates a sub-pool of smaller objects: each block of the super-pool is cut into as many equal parts as will hold
 * `objSize` bytes. The objects get the largest size that allows. An objSize above the super-pool's is fatal. If a block
 * cannot be cut and the super-pool is a sub-pool itself, that pool is returned with one more reference.
 */
LE_DECLARE_INLINE le_mem_PoolRef_t le_mem_CreateReducedPool(le_mem_PoolRef_t superPool, const char* name,
                                                            size_t numObjects, size_t objSize)
{
    return _le_mem_CreateReducedPool(superPool, STRINGIZE(LE_COMPONENT_NAME), name, numObjects, objSize);
}

/** Gives a sub-pool's blocks back to its super-pool. A block still in use is fatal, so is a pool that is no sub-pool.
 */
LE_SHARED void le_mem_DeleteSubPool(le_mem_PoolRef_t subPool);

/** Copies a string into an object of at least its size, as le_mem_VarAlloc(). @return the copy */
LE_SHARED char* le_mem_StrDup(le_mem_PoolRef_t pool, const char* srcStr);

#ifdef __cplusplus
}
#endif

#endif
