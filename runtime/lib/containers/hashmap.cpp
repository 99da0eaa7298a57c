// Hash maps (runtime specification, section 1.11): what changes them and what reads them.
#include "runtime/lib/containers/hashmap.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <new>

using namespace ligature::hashmap;

namespace
{

/// Spreads a hash over the bits that choose the bucket, but leaves small integers where they are.
std::size_t bucketOf(const Map& map, std::size_t hash)
{
    return (hash ^ (hash >> (sizeof(hash) * 4))) & (map.bucketCount - 1);
}

/// The link that leads to the entry of a key; it holds null if the key is absent.
Entry** linkOf(const Map& map, const void* key, std::size_t hash)
{
    Entry** link = &map.buckets[bucketOf(map, hash)];
    while (*link != nullptr && ((*link)->hash != hash || !map.equals((*link)->key, key)))
    {
        link = &(*link)->next;
    }
    return link;
}

Entry* find(const Map& map, const void* key)
{
    return *linkOf(map, key, map.hash(key));
}

Entry* allocate(Map& map)
{
    if (map.free == nullptr)
    {
        auto* entries = static_cast<Entry*>(malloc(map.growth * sizeof(Entry)));
        LE_FATAL_IF(entries == nullptr, "Out of memory: hash map '%s' cannot grow.", map.name);
        for (std::size_t index = map.growth; index-- > 0;)
        {
            entries[index].next = map.free;
            map.free = &entries[index];
        }
    }
    Entry* entry = map.free;
    map.free = entry->next;
    return entry;
}

void release(Map& map, Entry* entry)
{
    entry->next = map.free;
    map.free = entry;
}

/// The first entry in the chain or a later bucket.
const Entry* firstFrom(const Map& map, const Entry* entry, std::size_t bucket)
{
    while (entry == nullptr && ++bucket < map.bucketCount)
    {
        entry = map.buckets[bucket];
    }
    return entry;
}

std::size_t bucketCountFor(std::size_t capacity)
{
    std::size_t count = 4;
    while (count < (capacity * 4 + 2) / 3)
    {
        count *= 2;
    }
    return count;
}

le_hashmap_Ref_t initialise(void* storage, const char* name, std::size_t capacity, std::size_t bucketCount,
                            Entry** buckets, le_hashmap_HashFunc_t hash, le_hashmap_EqualsFunc_t equals)
{
    LE_FATAL_IF(hash == nullptr || equals == nullptr, "Hash map '%s' lacks a function.", name);
    auto* map = new (storage) Map{};
    map->name = name == nullptr ? "" : name;
    map->buckets = buckets;
    map->bucketCount = bucketCount;
    map->growth = std::clamp<std::size_t>(capacity, 8, 1024);
    map->hash = hash;
    map->equals = equals;
    map->iterator = {0, nullptr, 0, true};
    return reinterpret_cast<le_hashmap_Ref_t>(map);
}

}  // namespace

le_hashmap_Ref_t _le_hashmap_InitStatic(const char* nameStr, size_t capacity, le_hashmap_HashFunc_t hashFunc,
                                        le_hashmap_EqualsFunc_t equalsFunc, le_hashmap_Hashmap_t* mapPtr,
                                        le_hashmap_Bucket_t* bucketsPtr)
{
    return initialise(mapPtr, nameStr, capacity, LE_HASHMAP_BUCKET_COUNT(capacity),
                      reinterpret_cast<Entry**>(bucketsPtr), hashFunc, equalsFunc);
}

le_hashmap_Ref_t le_hashmap_Create(const char* nameStr, size_t capacity, le_hashmap_HashFunc_t hashFunc,
                                   le_hashmap_EqualsFunc_t equalsFunc)
{
    const std::size_t count = bucketCountFor(capacity);
    void* storage = malloc(sizeof(Map));
    auto* buckets = static_cast<Entry**>(calloc(count, sizeof(Entry*)));
    LE_FATAL_IF(storage == nullptr || buckets == nullptr, "Out of memory: cannot create hash map '%s'.", nameStr);
    return initialise(storage, nameStr, capacity, count, buckets, hashFunc, equalsFunc);
}

void* le_hashmap_Put(le_hashmap_Ref_t mapRef, const void* keyPtr, const void* valuePtr)
{
    Map& map = mapOf(mapRef);
    const std::size_t hash = map.hash(keyPtr);
    Entry** link = linkOf(map, keyPtr, hash);
    LE_TRACE(map.trace, "Map '%s': key %p gets value %p.", map.name, keyPtr, valuePtr);
    if (*link != nullptr)
    {
        const void* old = (*link)->value;
        (*link)->key = keyPtr;
        (*link)->value = valuePtr;
        return const_cast<void*>(old);
    }
    Entry* entry = allocate(map);
    *entry = {keyPtr, valuePtr, hash, nullptr};
    *link = entry;
    ++map.size;
    return nullptr;
}

void* le_hashmap_Get(le_hashmap_Ref_t mapRef, const void* keyPtr)
{
    const Entry* entry = find(mapOf(mapRef), keyPtr);
    return entry == nullptr ? nullptr : const_cast<void*>(entry->value);
}

void* le_hashmap_GetStoredKey(le_hashmap_Ref_t mapRef, const void* keyPtr)
{
    const Entry* entry = find(mapOf(mapRef), keyPtr);
    return entry == nullptr ? nullptr : const_cast<void*>(entry->key);
}

void* le_hashmap_Remove(le_hashmap_Ref_t mapRef, const void* keyPtr)
{
    Map& map = mapOf(mapRef);
    const std::size_t hash = map.hash(keyPtr);
    const std::size_t bucket = bucketOf(map, hash);
    std::size_t offset = 0;
    Entry** link = &map.buckets[bucket];
    while (*link != nullptr && ((*link)->hash != hash || !map.equals((*link)->key, keyPtr)))
    {
        link = &(*link)->next;
        ++offset;
    }
    Entry* entry = *link;
    if (entry == nullptr)
    {
        return nullptr;
    }
    LE_TRACE(map.trace, "Map '%s': key %p is removed.", map.name, keyPtr);
    const void* value = entry->value;
    *link = entry->next;
    release(map, entry);
    --map.size;
    noteRemoval(map, bucket, offset);
    return const_cast<void*>(value);
}

void le_hashmap_RemoveAll(le_hashmap_Ref_t mapRef)
{
    Map& map = mapOf(mapRef);
    for (std::size_t bucket = 0; bucket < map.bucketCount; ++bucket)
    {
        while (map.buckets[bucket] != nullptr)
        {
            Entry* entry = map.buckets[bucket];
            map.buckets[bucket] = entry->next;
            release(map, entry);
        }
    }
    map.size = 0;
    map.iterator = {0, nullptr, 0, true};
}

bool le_hashmap_isEmpty(le_hashmap_Ref_t mapRef)
{
    return mapOf(mapRef).size == 0;
}

size_t le_hashmap_Size(le_hashmap_Ref_t mapRef)
{
    return mapOf(mapRef).size;
}

bool le_hashmap_ContainsKey(le_hashmap_Ref_t mapRef, const void* keyPtr)
{
    return find(mapOf(mapRef), keyPtr) != nullptr;
}

bool le_hashmap_ForEach(le_hashmap_Ref_t mapRef, le_hashmap_ForEachHandler_t forEachFn, void* contextPtr)
{
    const Map& map = mapOf(mapRef);
    for (std::size_t bucket = 0; bucket < map.bucketCount; ++bucket)
    {
        for (const Entry* entry = map.buckets[bucket]; entry != nullptr;)
        {
            const Entry* next = entry->next;
            if (!forEachFn(entry->key, entry->value, contextPtr))
            {
                return false;
            }
            entry = next;
        }
    }
    return true;
}

le_result_t le_hashmap_GetFirstNode(le_hashmap_Ref_t mapRef, void** firstKeyPtr, void** firstValuePtr)
{
    const Map& map = mapOf(mapRef);
    if (firstKeyPtr == nullptr)
    {
        return LE_BAD_PARAMETER;
    }
    const Entry* entry = firstFrom(map, map.buckets[0], 0);
    *firstKeyPtr = entry == nullptr ? nullptr : const_cast<void*>(entry->key);
    if (firstValuePtr != nullptr)
    {
        *firstValuePtr = entry == nullptr ? nullptr : const_cast<void*>(entry->value);
    }
    return entry == nullptr ? LE_NOT_FOUND : LE_OK;
}

le_result_t le_hashmap_GetNodeAfter(le_hashmap_Ref_t mapRef, const void* keyPtr, void** nextKeyPtr, void** nextValuePtr)
{
    const Map& map = mapOf(mapRef);
    if (keyPtr == nullptr || nextKeyPtr == nullptr)
    {
        return LE_BAD_PARAMETER;
    }
    const Entry* entry = find(map, keyPtr);
    if (entry == nullptr)
    {
        return LE_BAD_PARAMETER;
    }
    entry = firstFrom(map, entry->next, bucketOf(map, entry->hash));
    if (entry == nullptr)
    {
        return LE_NOT_FOUND;
    }
    *nextKeyPtr = const_cast<void*>(entry->key);
    if (nextValuePtr != nullptr)
    {
        *nextValuePtr = const_cast<void*>(entry->value);
    }
    return LE_OK;
}

size_t le_hashmap_CountCollisions(le_hashmap_Ref_t mapRef)
{
    const Map& map = mapOf(mapRef);
    std::size_t count = 0;
    for (std::size_t bucket = 0; bucket < map.bucketCount; ++bucket)
    {
        count += std::max<std::size_t>(chainLength(map, bucket), 1) - 1;
    }
    return count;
}

void le_hashmap_MakeTraceable(le_hashmap_Ref_t mapRef)
{
    Map& map = mapOf(mapRef);
    map.trace = le_log_GetTraceRef(map.name);
}

void le_hashmap_EnableTrace(le_hashmap_Ref_t mapRef)
{
    Map& map = mapOf(mapRef);
    if (map.trace == nullptr)
    {
        le_hashmap_MakeTraceable(mapRef);
    }
    le_log_EnableTrace(map.trace);
}
