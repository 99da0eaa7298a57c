// The iterator over a hash map. It is a place between or on entries: it remembers the entry it stands on, and when that
// one is removed, the entry and bucket before it, so that stepping goes on from there.
#include "runtime/lib/containers/hashmap.h"

namespace ligature::hashmap
{
namespace
{

Map& mapOf(le_hashmap_It_Ref_t iterator)
{
    LE_FATAL_IF(iterator == nullptr, "An iterator over a hash map is NULL.");
    return *reinterpret_cast<Map*>(reinterpret_cast<std::byte*>(iterator) - offsetof(Map, iterator));
}

Entry* entryAt(const Map& map, std::size_t bucket, std::size_t offset)
{
    Entry* entry = map.buckets[bucket];
    while (entry != nullptr && offset > 0)
    {
        entry = entry->next;
        --offset;
    }
    return entry;
}

/// Puts the iterator on the first entry at or after a place.
le_result_t settle(Map& map, std::size_t bucket, std::size_t offset)
{
    le_hashmap_It& iterator = map.iterator;
    for (; bucket < map.bucketCount; ++bucket, offset = 0)
    {
        Entry* entry = entryAt(map, bucket, offset);
        if (entry != nullptr)
        {
            iterator = {bucket, entry, offset, false};
            return LE_OK;
        }
    }
    iterator = {map.bucketCount, nullptr, 0, true};
    return LE_NOT_FOUND;
}

}  // namespace

void noteRemoval(Map& map, std::size_t bucket, std::size_t offset)
{
    le_hashmap_It& iterator = map.iterator;
    if (iterator.bucket != bucket)
    {
        return;
    }
    if (offset < iterator.offset)
    {
        --iterator.offset;
    }
    else if (offset == iterator.offset && !iterator.isBetween)
    {
        iterator.current = nullptr;
        iterator.isBetween = true;
    }
}

}  // namespace ligature::hashmap

using namespace ligature::hashmap;

le_hashmap_It_Ref_t le_hashmap_GetIterator(le_hashmap_Ref_t mapRef)
{
    Map& map = mapOf(mapRef);
    map.iterator = {0, nullptr, 0, true};
    return &map.iterator;
}

le_result_t le_hashmap_NextNode(le_hashmap_It_Ref_t iteratorRef)
{
    Map& map = mapOf(iteratorRef);
    return settle(map, iteratorRef->bucket, iteratorRef->offset + (iteratorRef->isBetween ? 0 : 1));
}

le_result_t le_hashmap_PrevNode(le_hashmap_It_Ref_t iteratorRef)
{
    Map& map = mapOf(iteratorRef);
    std::size_t bucket = iteratorRef->bucket;
    std::size_t offset = iteratorRef->offset;
    while (offset == 0)
    {
        if (bucket == 0)
        {
            *iteratorRef = {0, nullptr, 0, true};
            return LE_NOT_FOUND;
        }
        --bucket;
        offset = chainLength(map, bucket);
    }
    return settle(map, bucket, offset - 1);
}

const void* le_hashmap_GetKey(le_hashmap_It_Ref_t iteratorRef)
{
    mapOf(iteratorRef);
    return iteratorRef->current == nullptr ? nullptr : iteratorRef->current->key;
}

void* le_hashmap_GetValue(le_hashmap_It_Ref_t iteratorRef)
{
    mapOf(iteratorRef);
    return iteratorRef->current == nullptr ? nullptr : const_cast<void*>(iteratorRef->current->value);
}
