/**
 * @file le_hashmap.h
 * Hash maps from pointers to pointers (runtime specification, section 1.11). Keys and values are not copied. Not
 * locked. The number of buckets is settled when the map is created; a map is never freed. A NULL map is fatal.
 */
#ifndef LE_HASHMAP_H_INCLUDE_GUARD
#define LE_HASHMAP_H_INCLUDE_GUARD

#include "le_basics.h"

#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A map, a bucket. The contents are the library's; only the sizes matter, for static storage. */
typedef struct le_hashmap
{
    uint64_t opaque[24];
} le_hashmap_Hashmap_t;
typedef struct
{
    void* opaque;
} le_hashmap_Bucket_t;

typedef struct le_hashmap* le_hashmap_Ref_t;
typedef struct le_hashmap_It* le_hashmap_It_Ref_t;

typedef size_t (*le_hashmap_HashFunc_t)(const void* keyToHashPtr);
typedef bool (*le_hashmap_EqualsFunc_t)(const void* firstKeyPtr, const void* secondKeyPtr);

/** Called for each entry; false ends the visit. It must not change the map. */
typedef bool (*le_hashmap_ForEachHandler_t)(const void* keyPtr, const void* valuePtr, void* contextPtr);

#define _LE_HASHMAP_OR1(x) ((x) | ((x) >> 1))
#define _LE_HASHMAP_OR2(x) (_LE_HASHMAP_OR1(x) | (_LE_HASHMAP_OR1(x) >> 2))
#define _LE_HASHMAP_OR4(x) (_LE_HASHMAP_OR2(x) | (_LE_HASHMAP_OR2(x) >> 4))
#define _LE_HASHMAP_OR8(x) (_LE_HASHMAP_OR4(x) | (_LE_HASHMAP_OR4(x) >> 8))
#define _LE_HASHMAP_OR16(x) (_LE_HASHMAP_OR8(x) | (_LE_HASHMAP_OR8(x) >> 16))

/** Number of buckets for a capacity: the power of two that is at least 4/3 of it, and at least 4. */
#define LE_HASHMAP_BUCKET_COUNT(capacity) \
    ((((size_t)(capacity)) * 4 / 3) < 4 ? (size_t)4 : _LE_HASHMAP_OR16((((size_t)(capacity)) * 4 + 2) / 3 - 1) + 1)

/** Storage of a static map; at file scope. Initialise it with le_hashmap_InitStatic() of the same name and capacity. */
#define LE_HASHMAP_DEFINE_STATIC(name, capacity) \
    static le_hashmap_Hashmap_t _hashmap_##name; \
    static le_hashmap_Bucket_t _hashmap_##name##Buckets[LE_HASHMAP_BUCKET_COUNT(capacity)]

/** Initialises a static map, once. @return the map (le_hashmap_Ref_t) */
#define le_hashmap_InitStatic(name, capacity, hashFunc, equalsFunc)                                           \
    (inline_static_assert(                                                                                    \
         sizeof(_hashmap_##name##Buckets) == sizeof(le_hashmap_Bucket_t) * LE_HASHMAP_BUCKET_COUNT(capacity), \
         "sizes of the map's definition and initialisation differ"),                                          \
     _le_hashmap_InitStatic(#name, (capacity), (hashFunc), (equalsFunc), &_hashmap_##name, _hashmap_##name##Buckets))

/** For le_hashmap_InitStatic() only. */
LE_SHARED le_hashmap_Ref_t _le_hashmap_InitStatic(const char* nameStr, size_t capacity, le_hashmap_HashFunc_t hashFunc,
                                                  le_hashmap_EqualsFunc_t equalsFunc, le_hashmap_Hashmap_t* mapPtr,
                                                  le_hashmap_Bucket_t* bucketsPtr);

/** For LE_HASHMAP_MAKE_HASH() only: hash over a block of bytes. */
LE_SHARED size_t _le_hashmap_HashBytes(const void* dataPtr, size_t size);

/** Defines functions Hash<type> and Equals<type> for keys that are plain data without padding. */
#define LE_HASHMAP_MAKE_HASH(type)                                                                \
    static __attribute__((unused)) size_t Hash##type(const void* keyPtr)                          \
    {                                                                                             \
        return _le_hashmap_HashBytes(keyPtr, sizeof(type));                                       \
    }                                                                                             \
    static __attribute__((unused)) bool Equals##type(const void* firstPtr, const void* secondPtr) \
    {                                                                                             \
        return memcmp(firstPtr, secondPtr, sizeof(type)) == 0;                                    \
    }

/**
 * Creates a map.
 *
 * @param nameStr  kept by pointer
 * @param capacity number of entries expected; more are possible
 * @return the map, never NULL
 */
LE_SHARED le_hashmap_Ref_t le_hashmap_Create(const char* nameStr, size_t capacity, le_hashmap_HashFunc_t hashFunc,
                                             le_hashmap_EqualsFunc_t equalsFunc);

/** Stores a value; the key pointer is replaced too. @return the value stored before, NULL if the key is new */
LE_SHARED void* le_hashmap_Put(le_hashmap_Ref_t mapRef, const void* keyPtr, const void* valuePtr);
/** The value of a key. @return NULL if absent */
LE_SHARED void* le_hashmap_Get(le_hashmap_Ref_t mapRef, const void* keyPtr);
/** The key pointer stored for an equal key. @return NULL if absent */
LE_SHARED void* le_hashmap_GetStoredKey(le_hashmap_Ref_t mapRef, const void* keyPtr);
/** Removes an entry; the map's iterator stays valid even on it. @return its value, NULL if absent */
LE_SHARED void* le_hashmap_Remove(le_hashmap_Ref_t mapRef, const void* keyPtr);
/** Removes all entries. */
LE_SHARED void le_hashmap_RemoveAll(le_hashmap_Ref_t mapRef);
/** Whether a map is empty. */
LE_SHARED bool le_hashmap_isEmpty(le_hashmap_Ref_t mapRef);
/** Number of entries. */
LE_SHARED size_t le_hashmap_Size(le_hashmap_Ref_t mapRef);
/** Whether a key is there. */
LE_SHARED bool le_hashmap_ContainsKey(le_hashmap_Ref_t mapRef, const void* keyPtr);
/** Visits the entries until the function returns false. @return whether all were visited */
LE_SHARED bool le_hashmap_ForEach(le_hashmap_Ref_t mapRef, le_hashmap_ForEachHandler_t forEachFn, void* contextPtr);

/** The map's one iterator, set before the first entry. */
LE_SHARED le_hashmap_It_Ref_t le_hashmap_GetIterator(le_hashmap_Ref_t mapRef);
/** Goes to the next entry. @return LE_OK, LE_NOT_FOUND at the end */
LE_SHARED le_result_t le_hashmap_NextNode(le_hashmap_It_Ref_t iteratorRef);
/** Goes to the entry before, from the end to the last one. @return LE_OK, LE_NOT_FOUND at the beginning */
LE_SHARED le_result_t le_hashmap_PrevNode(le_hashmap_It_Ref_t iteratorRef);
/** The current key. @return NULL if there is no current entry */
LE_SHARED const void* le_hashmap_GetKey(le_hashmap_It_Ref_t iteratorRef);
/** The current value. @return NULL if there is no current entry */
LE_SHARED void* le_hashmap_GetValue(le_hashmap_It_Ref_t iteratorRef);

/** The first entry. @param firstValuePtr may be NULL @return LE_OK, LE_NOT_FOUND if empty, LE_BAD_PARAMETER */
LE_SHARED le_result_t le_hashmap_GetFirstNode(le_hashmap_Ref_t mapRef, void** firstKeyPtr, void** firstValuePtr);
/** The entry after that of a key. @return LE_OK, LE_NOT_FOUND at the end, LE_BAD_PARAMETER if the key is absent */
LE_SHARED le_result_t le_hashmap_GetNodeAfter(le_hashmap_Ref_t mapRef, const void* keyPtr, void** nextKeyPtr,
                                              void** nextValuePtr);
/** Sum over the buckets of the entries beyond the first. */
LE_SHARED size_t le_hashmap_CountCollisions(le_hashmap_Ref_t mapRef);

/** Keys that are strings. */
LE_SHARED size_t le_hashmap_HashString(const void* stringToHashPtr);
LE_SHARED bool le_hashmap_EqualsString(const void* firstStringPtr, const void* secondStringPtr);
/** Keys that point to uint32_t; the hash is the value itself. */
LE_SHARED size_t le_hashmap_HashUInt32(const void* intToHashPtr);
LE_SHARED bool le_hashmap_EqualsUInt32(const void* firstIntPtr, const void* secondIntPtr);
/** Keys that point to uint64_t. */
LE_SHARED size_t le_hashmap_HashUInt64(const void* intToHashPtr);
LE_SHARED bool le_hashmap_EqualsUInt64(const void* firstIntPtr, const void* secondIntPtr);
/** Keys that are the pointers themselves. */
LE_SHARED size_t le_hashmap_HashVoidPointer(const void* voidToHashPtr);
LE_SHARED bool le_hashmap_EqualsVoidPointer(const void* firstVoidPtr, const void* secondVoidPtr);

/** Creates the trace of a map, its keyword the map's name. */
LE_SHARED void le_hashmap_MakeTraceable(le_hashmap_Ref_t mapRef);
/** Turns the trace of a map on, creating it if need be. */
LE_SHARED void le_hashmap_EnableTrace(le_hashmap_Ref_t mapRef);

#ifdef __cplusplus
}
#endif

#endif
