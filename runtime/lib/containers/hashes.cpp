// The hash and comparison functions that come with hash maps (runtime specification, section 1.11).
#include "runtime/include/le_hashmap.h"

#include <cstdint>
#include <cstring>

namespace
{

/// Mixes all bits of a 64-bit number (the finaliser of SplitMix64).
std::uint64_t mix(std::uint64_t value)
{
    value ^= value >> 30;
    value *= 0xbf58476d1ce4e5b9u;
    value ^= value >> 27;
    value *= 0x94d049bb133111ebu;
    return value ^ (value >> 31);
}

template <typename Integer>
Integer read(const void* pointer)
{
    Integer value;
    memcpy(&value, pointer, sizeof(value));
    return value;
}

}  // namespace

size_t _le_hashmap_HashBytes(const void* dataPtr, size_t size)
{
    // FNV-1a, mixed at the end because its low bits are weak.
    std::uint64_t hash = 0xcbf29ce484222325u;
    const auto* bytes = static_cast<const unsigned char*>(dataPtr);
    for (size_t index = 0; index < size; ++index)
    {
        hash = (hash ^ bytes[index]) * 0x100000001b3u;
    }
    return static_cast<size_t>(mix(hash));
}

size_t le_hashmap_HashString(const void* stringToHashPtr)
{
    return _le_hashmap_HashBytes(stringToHashPtr, strlen(static_cast<const char*>(stringToHashPtr)));
}

bool le_hashmap_EqualsString(const void* firstStringPtr, const void* secondStringPtr)
{
    return strcmp(static_cast<const char*>(firstStringPtr), static_cast<const char*>(secondStringPtr)) == 0;
}

size_t le_hashmap_HashUInt32(const void* intToHashPtr)
{
    return read<std::uint32_t>(intToHashPtr);
}

bool le_hashmap_EqualsUInt32(const void* firstIntPtr, const void* secondIntPtr)
{
    return read<std::uint32_t>(firstIntPtr) == read<std::uint32_t>(secondIntPtr);
}

size_t le_hashmap_HashUInt64(const void* intToHashPtr)
{
    return static_cast<size_t>(mix(read<std::uint64_t>(intToHashPtr)));
}

bool le_hashmap_EqualsUInt64(const void* firstIntPtr, const void* secondIntPtr)
{
    return read<std::uint64_t>(firstIntPtr) == read<std::uint64_t>(secondIntPtr);
}

size_t le_hashmap_HashVoidPointer(const void* voidToHashPtr)
{
    return static_cast<size_t>(mix(reinterpret_cast<std::uintptr_t>(voidToHashPtr)));
}

bool le_hashmap_EqualsVoidPointer(const void* firstVoidPtr, const void* secondVoidPtr)
{
    return firstVoidPtr == secondVoidPtr;
}
