// Reads every byte of a value, so that a sanitizer sees the access, and checks what no peer may break.
#pragma once

#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "every_common.h"

namespace ligature::fuzz
{

inline void lookAtBytes(const void* data, size_t bytes)
{
    const auto* place = static_cast<const volatile uint8_t*>(data);
    for (size_t i = 0; i < bytes; ++i)
    {
        static_cast<void>(place[i]);
    }
}

template <typename... T>
void lookAt(const T&... values)
{
    (lookAtBytes(&values, sizeof(values)), ...);
}

/// Closes a descriptor; a negative one is none.
inline void closeFile(int fd)
{
    if (fd >= 0)
    {
        close(fd);
    }
}

inline void lookAtText(const char* text)
{
    lookAtBytes(text, strlen(text));
}

template <typename T>
void lookAtArray(const T* array, size_t size, size_t limit)
{
    if (size > limit || reinterpret_cast<uintptr_t>(array) % alignof(T) != 0)
    {
        abort();
    }
    lookAtBytes(array, size * sizeof(T));
}

inline void lookAtRecord(const every_Record_t& record)
{
    lookAtArray(record.points, record.pointsCount, 3);
    lookAtArray(record.smalls, record.smallsCount, 2);
    lookAtArray(record.flags, record.flagsCount, 5);
    lookAtArray(record.longs, record.longsCount, 3);
    if (memchr(record.label, 0, sizeof(record.label)) == nullptr)
    {
        abort();
    }
    lookAt(record.point.x, record.point.y, record.thing, record.count, record.wide);
}

// What may have been left out: NULL, and no elements then.
template <typename T>
void lookAtOptional(const T* value)
{
    if (value != nullptr)
    {
        lookAt(*value);
    }
}

inline void lookAtOptionalText(const char* text)
{
    if (text != nullptr)
    {
        lookAtText(text);
    }
}

template <typename T>
void lookAtOptionalArray(const T* array, size_t size, size_t limit)
{
    lookAtArray(array, size, array != nullptr ? limit : 0);
}

/// The parameters of every_Describe(), all of which may have been left out.
inline void lookAtDescription(const every_Point_t* pointPtr, const char* text, const every_Small_t* smallPtr,
                              const every_WideMask_t* maskPtr, const bool* flagPtr, const every_ThingRef_t* thingPtr,
                              const uint16_t* wordsPtr, size_t wordsSize, const every_Small_t* smallsPtr,
                              size_t smallsSize, const size_t* sizesPtr, size_t sizesSize, int log,
                              const size_t* countPtr)
{
    lookAtOptional(pointPtr != nullptr ? &pointPtr->x : nullptr);
    lookAtOptional(pointPtr != nullptr ? &pointPtr->y : nullptr);
    lookAtOptionalText(text);
    lookAtOptional(smallPtr);
    lookAtOptional(maskPtr);
    lookAtOptional(flagPtr);
    lookAtOptional(thingPtr);
    lookAtOptionalArray(wordsPtr, wordsSize, 6);
    lookAtOptionalArray(smallsPtr, smallsSize, 4);
    lookAtOptionalArray(sizesPtr, sizesSize, EVERY_LARGE);
    lookAtOptional(countPtr);
    closeFile(log);
}

}  // namespace ligature::fuzz
