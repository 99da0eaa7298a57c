// What a server of errand.api was given, as text: `-` is what was left out.
#pragma once

#include <string>

#include "errand_common.h"

namespace ligature::test
{

inline std::string described(const char* text)
{
    return text != nullptr ? "'" + std::string(text) + "'" : "-";
}

inline std::string described(const errand_Point_t* point)
{
    return point != nullptr ? std::to_string(point->x) + "," + std::to_string(point->y) : "-";
}

template <typename T>
std::string described(const T* value)
{
    return value != nullptr ? std::to_string(*value) : "-";
}

/// The elements; of many only how many there are.
template <typename T>
std::string described(const T* values, size_t size)
{
    if (values == nullptr)
    {
        return size == 0 ? "-" : "elements that are nowhere";
    }
    if (size > 4)
    {
        return std::to_string(size) + " elements, the last " + described(&values[size - 1]);
    }
    std::string text = "[";
    for (size_t i = 0; i < size; ++i)
    {
        text += (i == 0 ? "" : " ") + described(&values[i]);
    }
    return text + "]";
}

/// What can be read from the descriptor, which is closed.
std::string describedFile(int fd);

std::string describedStart(const char* name, const uint32_t* timeout, int log, const errand_Point_t* at,
                           const uint8_t* data, size_t dataSize);
std::string describedValues(const errand_Mode_t* mode, const errand_Days_t* days, const errand_RunnerRef_t* runner,
                            const bool* isLate, const double* speed, const char* letter, const size_t* weight,
                            const le_onoff_t* light, const le_result_t* last, const uint64_t* class_,
                            const errand_Point_t* places, size_t placesSize, const size_t* sizes, size_t sizesSize,
                            const uint64_t* times, size_t timesSize);
std::string describedReport(const uint32_t* minutes, const char* note, const errand_Point_t* at, const uint16_t* steps,
                            size_t stepsSize, const errand_Mode_t* modes, size_t modesSize, int log);

/// What the last Note() was given; of the server's thread.
std::string& lastNote();

}  // namespace ligature::test
