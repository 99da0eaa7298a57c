// The insides of hash maps (runtime specification, section 1.11): chains of entries, a fixed number of buckets.
#pragma once

#include "runtime/include/le_hashmap.h"
#include "runtime/include/le_log.h"

#include <cstddef>

namespace ligature::hashmap
{

struct Entry
{
    const void* key;
    const void* value;
    std::size_t hash;
    Entry* next;
};

}  // namespace ligature::hashmap

/// The map's one iterator.
struct le_hashmap_It
{
    std::size_t bucket;                 ///< bucketCount: after the end.
    ligature::hashmap::Entry* current;  ///< Null: none.
    std::size_t offset;  ///< Place of the entry in its chain; after a removal, of the entry that followed it.
    bool isBetween;      ///< Before the entry at (bucket, offset) rather than on it.
};

namespace ligature::hashmap
{

struct Map
{
    const char* name;
    Entry** buckets;
    std::size_t bucketCount;
    std::size_t size;
    std::size_t growth;  ///< Entries to allocate next time.
    Entry* free;
    le_hashmap_HashFunc_t hash;
    le_hashmap_EqualsFunc_t equals;
    le_log_TraceRef_t trace;
    le_hashmap_It iterator;
};

static_assert(sizeof(Map) <= sizeof(le_hashmap_Hashmap_t) && sizeof(Entry*) == sizeof(le_hashmap_Bucket_t));

/// The map of a reference; NULL is fatal.
inline Map& mapOf(le_hashmap_Ref_t reference)
{
    LE_FATAL_IF(reference == nullptr, "A hash map is NULL.");
    return *reinterpret_cast<Map*>(reference);
}

/// Number of entries in a bucket.
inline std::size_t chainLength(const Map& map, std::size_t bucket)
{
    std::size_t length = 0;
    for (const Entry* entry = map.buckets[bucket]; entry != nullptr; entry = entry->next)
    {
        ++length;
    }
    return length;
}

/// Keeps the iterator's place when an entry goes away.
void noteRemoval(Map& map, std::size_t bucket, std::size_t offset);

}  // namespace ligature::hashmap
