// What the server of every.api gives: all there is room for.
#pragma once

#include <algorithm>
#include <cstring>

#include "every_common.h"

namespace ligature::fuzz
{

inline every_Record_t record()
{
    return {{1, 2.5},  {{1, 1}, {2, 2}, {3, 3}},
            3,         {EVERY_FIVE, EVERY_NEGATIVE},
            2,         "0123456789",
            nullptr,   {true, false},
            2,         {1, 2, UINT64_MAX},
            3,         99,
            EVERY_HIGH};
}

template <typename T>
void give(T* place, T value)
{
    if (place != nullptr)
    {
        *place = value;
    }
}

// Writes all the room there is.
template <typename T>
void fill(T* array, size_t* size, T value)
{
    if (array != nullptr)
    {
        std::fill(array, array + *size, value);
    }
}

inline void fill(char* text, size_t size)
{
    if (text != nullptr)
    {
        memset(text, 'x', size);
        text[size - 1] = '\0';
    }
}

}  // namespace ligature::fuzz
