// Safe references (runtime specification, section 1.10).
//
// A reference has 32 bits: bit 0 is set, 18 bits are the slot, 13 bits the generation of the slot. Free slots are used
// again in the order in which they became free and only when enough of them wait, so a stale reference meets a new
// owner of its slot no sooner than after hundreds of thousands of others.
#include "runtime/include/le_safeRef.h"

#include "runtime/include/le_log.h"
#include "runtime/include/le_rand.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

namespace
{

constexpr unsigned slotBits = 18;
constexpr unsigned generationBits = 13;
constexpr std::uint32_t slotLimit = 1u << slotBits;
constexpr std::uint32_t generationMask = (1u << generationBits) - 1;
constexpr std::uint32_t none = UINT32_MAX;

struct Slot
{
    void* pointer;  ///< Null while the slot is free.
    std::uint32_t generation;
    std::uint32_t nextFree;
};

}  // namespace

/// The map's one iterator.
struct le_ref_Iter
{
    std::uint32_t next;     ///< Slot to look at next.
    std::uint32_t current;  ///< none: before the first, after the last.
    bool isAtEnd;
};

namespace
{

struct Map
{
    char name[32];
    Slot* slots;
    std::uint32_t capacity;
    std::uint32_t firstFree;
    std::uint32_t lastFree;
    bool ownsSlots;
    bool hasGrown;
    bool isTraced;
    le_ref_Iter iterator;
};

static_assert(sizeof(Map) <= sizeof(le_ref_Map_t) && sizeof(Slot) <= sizeof(le_ref_Slot_t));

Map& mapOf(le_ref_MapRef_t reference)
{
    LE_FATAL_IF(reference == nullptr, "A map of safe references is NULL.");
    return *reinterpret_cast<Map*>(reference);
}

void* referenceOf(const Map& map, std::uint32_t slot)
{
    const std::uint32_t value = map.slots[slot].generation << (slotBits + 1) | slot << 1 | 1;
    return reinterpret_cast<void*>(static_cast<std::uintptr_t>(value));
}

void appendFree(Map& map, std::uint32_t slot)
{
    map.slots[slot].nextFree = none;
    (map.lastFree == none ? map.firstFree : map.slots[map.lastFree].nextFree) = slot;
    map.lastFree = slot;
}

/// Makes slots free that have not been used yet. Each map starts at generations of its own, so a reference of another
/// map is very likely none of this one.
void initialiseSlots(Map& map, std::uint32_t first)
{
    std::uint32_t generation = 0;
    le_rand_GetBuffer(reinterpret_cast<std::uint8_t*>(&generation), sizeof(generation));
    for (std::uint32_t slot = first; slot < map.capacity; ++slot)
    {
        map.slots[slot] = {nullptr, (generation + slot * 7) & generationMask, none};
        appendFree(map, slot);
    }
}

void grow(Map& map)
{
    LE_FATAL_IF(map.capacity >= slotLimit, "Map '%s' holds %u safe references and cannot hold more.", map.name,
                map.capacity);
    if (!map.hasGrown)
    {
        map.hasGrown = true;
        LE_WARN("Map '%s': the maximum of %u safe references is exceeded; it grows.", map.name, map.capacity);
    }
    const std::uint32_t old = map.capacity;
    map.capacity = std::min(old + std::max(old / 2, 32u), slotLimit);
    auto* slots = static_cast<Slot*>(malloc(map.capacity * sizeof(Slot)));
    LE_FATAL_IF(slots == nullptr, "Out of memory: map '%s' cannot grow.", map.name);
    memcpy(static_cast<void*>(slots), map.slots, old * sizeof(Slot));
    if (map.ownsSlots)
    {
        free(map.slots);
    }
    map.slots = slots;
    map.ownsSlots = true;
    initialiseSlots(map, old);
}

le_ref_MapRef_t createMap(void* storage, const char* name, Slot* slots, size_t count)
{
    auto* map = new (storage) Map{};
    snprintf(map->name, sizeof(map->name), "%s", name == nullptr ? "" : name);
    map->slots = slots;
    map->capacity = static_cast<std::uint32_t>(count);
    map->firstFree = none;
    map->lastFree = none;
    map->iterator = {0, none, false};
    initialiseSlots(*map, 0);
    return reinterpret_cast<le_ref_MapRef_t>(map);
}

/// The slot of a reference, none if it is not valid.
std::uint32_t slotOf(const Map& map, const void* reference)
{
    const auto value = reinterpret_cast<std::uintptr_t>(reference);
    if ((value & 1) == 0 || value > UINT32_MAX)
    {
        return none;
    }
    const auto slot = static_cast<std::uint32_t>(value >> 1) & (slotLimit - 1);
    const auto generation = static_cast<std::uint32_t>(value >> (slotBits + 1));
    if (slot >= map.capacity || map.slots[slot].pointer == nullptr || map.slots[slot].generation != generation)
    {
        return none;
    }
    return slot;
}

/// An iterator is a member of its map.
Map& mapOf(le_ref_IterRef_t iterator)
{
    LE_FATAL_IF(iterator == nullptr, "An iterator over safe references is NULL.");
    return *reinterpret_cast<Map*>(reinterpret_cast<std::byte*>(iterator) - offsetof(Map, iterator));
}

}  // namespace

le_ref_MapRef_t _le_ref_InitStaticMap(const char* name, size_t maxRefs, le_ref_Map_t* mapPtr, le_ref_Slot_t* slotsPtr)
{
    return createMap(mapPtr, name, reinterpret_cast<Slot*>(slotsPtr), std::min<size_t>(maxRefs, slotLimit));
}

le_ref_MapRef_t le_ref_CreateMap(const char* name, size_t maxRefs)
{
    const size_t count = std::min<size_t>(maxRefs, slotLimit);
    void* storage = malloc(sizeof(Map));
    auto* slots = static_cast<Slot*>(malloc(std::max<size_t>(count, 1) * sizeof(Slot)));
    LE_FATAL_IF(storage == nullptr || slots == nullptr, "Out of memory: cannot create map '%s'.", name);
    le_ref_MapRef_t map = createMap(storage, name, slots, count);
    mapOf(map).ownsSlots = true;
    return map;
}

void* le_ref_CreateRef(le_ref_MapRef_t mapRef, void* ptr)
{
    Map& map = mapOf(mapRef);
    if (ptr == nullptr)
    {
        return nullptr;
    }
    if (map.firstFree == none)
    {
        grow(map);
    }
    const std::uint32_t slot = map.firstFree;
    map.firstFree = map.slots[slot].nextFree;
    if (map.firstFree == none)
    {
        map.lastFree = none;
    }
    map.slots[slot].pointer = ptr;
    void* reference = referenceOf(map, slot);
    if (map.isTraced)
    {
        LE_DEBUG("Map '%s': %p stands for %p.", map.name, reference, ptr);
    }
    return reference;
}

void* le_ref_Lookup(le_ref_MapRef_t mapRef, void* safeRef)
{
    const Map& map = mapOf(mapRef);
    const std::uint32_t slot = slotOf(map, safeRef);
    return slot == none ? nullptr : map.slots[slot].pointer;
}

void le_ref_DeleteRef(le_ref_MapRef_t mapRef, void* safeRef)
{
    Map& map = mapOf(mapRef);
    const std::uint32_t slot = slotOf(map, safeRef);
    if (slot == none)
    {
        LE_ERROR("Map '%s' has no safe reference %p to delete.", map.name, safeRef);
        return;
    }
    if (map.isTraced)
    {
        LE_DEBUG("Map '%s': %p for %p is deleted.", map.name, safeRef, map.slots[slot].pointer);
    }
    map.slots[slot].pointer = nullptr;
    map.slots[slot].generation = (map.slots[slot].generation + 1) & generationMask;
    appendFree(map, slot);
}

le_ref_IterRef_t le_ref_GetIterator(le_ref_MapRef_t mapRef)
{
    Map& map = mapOf(mapRef);
    map.iterator = {0, none, false};
    return &map.iterator;
}

le_result_t le_ref_NextNode(le_ref_IterRef_t iteratorRef)
{
    const Map& map = mapOf(iteratorRef);
    if (iteratorRef->isAtEnd)
    {
        return LE_FAULT;
    }
    while (iteratorRef->next < map.capacity)
    {
        const std::uint32_t slot = iteratorRef->next++;
        if (map.slots[slot].pointer != nullptr)
        {
            iteratorRef->current = slot;
            return LE_OK;
        }
    }
    iteratorRef->current = none;
    iteratorRef->isAtEnd = true;
    return LE_NOT_FOUND;
}

const void* le_ref_GetSafeRef(le_ref_IterRef_t iteratorRef)
{
    const Map& map = mapOf(iteratorRef);
    const std::uint32_t slot = iteratorRef->current;
    return slot == none || map.slots[slot].pointer == nullptr ? nullptr : referenceOf(map, slot);
}

void* le_ref_GetValue(le_ref_IterRef_t iteratorRef)
{
    const Map& map = mapOf(iteratorRef);
    const std::uint32_t slot = iteratorRef->current;
    return slot == none ? nullptr : map.slots[slot].pointer;
}

void le_ref_EnableTrace(le_ref_MapRef_t mapRef)
{
    mapOf(mapRef).isTraced = true;
}

void* le_ref_CreateFastRef(void* ref)
{
    return reinterpret_cast<void*>(reinterpret_cast<std::uintptr_t>(ref) ^ 1);
}
