// Clocks and the arithmetic of time (runtime specification, section 1.9).
#include "runtime/include/le_clock.h"

#include "runtime/include/le_log.h"

#include <sys/time.h>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>

namespace
{

constexpr long microseconds = 1000000;

/// Whole seconds wrap around when they do not fit.
std::uint64_t seconds(le_clk_Time_t time)
{
    return static_cast<std::uint64_t>(time.sec) + static_cast<std::uint64_t>(time.usec / microseconds);
}

std::int64_t fraction(le_clk_Time_t time)
{
    return time.usec % microseconds;
}

/// Brings the microseconds into 0 to 999999.
le_clk_Time_t normalised(std::uint64_t sec, std::int64_t usec)
{
    std::int64_t carry = usec / microseconds;
    usec %= microseconds;
    if (usec < 0)
    {
        usec += microseconds;
        --carry;
    }
    return {static_cast<time_t>(sec + static_cast<std::uint64_t>(carry)), static_cast<long>(usec)};
}

le_clk_Time_t read(clockid_t clock)
{
    timespec now = {};
    if (clock_gettime(clock, &now) != 0)
    {
        clock_gettime(CLOCK_MONOTONIC, &now);
    }
    return {now.tv_sec, now.tv_nsec / 1000};
}

/// Replaces %J and %K, which strftime does not know, by their digits.
std::string expandFractions(const char* format, long usec)
{
    std::string result;
    for (const char* next = format; *next != '\0'; ++next)
    {
        char digits[32] = "";
        if (next[0] == '%' && next[1] == 'J')
        {
            snprintf(digits, sizeof(digits), "%03ld", usec / 1000);
        }
        else if (next[0] == '%' && next[1] == 'K')
        {
            snprintf(digits, sizeof(digits), "%06ld", usec);
        }
        if (digits[0] != '\0')
        {
            result += digits;
            ++next;
            continue;
        }
        result += *next;
        if (next[0] == '%' && next[1] != '\0')
        {
            result += *++next;
        }
    }
    return result;
}

le_result_t print(le_clk_Time_t time, bool isLocal, const char* format, char* text, size_t size, size_t* length)
{
    tm parts = {};
    const tm* known = isLocal ? localtime_r(&time.sec, &parts) : gmtime_r(&time.sec, &parts);
    // One character that is cut off again tells an empty result from one that does not fit.
    const std::string expanded = expandFractions(format, time.usec) + ".";
    std::string buffer(size + 1, '\0');
    const size_t written = known == nullptr ? 0 : strftime(buffer.data(), buffer.size(), expanded.c_str(), &parts);
    const bool fits = written > 0 && size > 0;
    if (size > 0)
    {
        if (fits)
        {
            memcpy(text, buffer.data(), written - 1);
        }
        text[fits ? written - 1 : 0] = '\0';
    }
    if (length != nullptr)
    {
        *length = fits ? written - 1 : 0;
    }
    return fits ? LE_OK : LE_OVERFLOW;
}

}  // namespace

le_clk_Time_t le_clk_GetRelativeTime(void)
{
    return read(CLOCK_BOOTTIME);
}

le_clk_Time_t le_clk_GetAbsoluteTime(void)
{
    return read(CLOCK_REALTIME);
}

le_clk_Time_t le_clk_Add(le_clk_Time_t timeA, le_clk_Time_t timeB)
{
    return normalised(seconds(timeA) + seconds(timeB), fraction(timeA) + fraction(timeB));
}

le_clk_Time_t le_clk_Sub(le_clk_Time_t timeA, le_clk_Time_t timeB)
{
    return normalised(seconds(timeA) - seconds(timeB), fraction(timeA) - fraction(timeB));
}

le_clk_Time_t le_clk_Multiply(le_clk_Time_t timeA, int scaleFactor)
{
    return normalised(seconds(timeA) * static_cast<std::uint64_t>(scaleFactor), fraction(timeA) * scaleFactor);
}

bool le_clk_GreaterThan(le_clk_Time_t timeA, le_clk_Time_t timeB)
{
    return timeA.sec > timeB.sec || (timeA.sec == timeB.sec && timeA.usec > timeB.usec);
}

bool le_clk_Equal(le_clk_Time_t timeA, le_clk_Time_t timeB)
{
    return timeA.sec == timeB.sec && timeA.usec == timeB.usec;
}

le_result_t le_clk_GetUTCDateTimeString(const char* formatSpecStrPtr, char* destStrPtr, size_t destSize,
                                        size_t* numBytesPtr)
{
    return print(le_clk_GetAbsoluteTime(), false, formatSpecStrPtr, destStrPtr, destSize, numBytesPtr);
}

le_result_t le_clk_GetLocalDateTimeString(const char* formatSpecStrPtr, char* destStrPtr, size_t destSize,
                                          size_t* numBytesPtr)
{
    return print(le_clk_GetAbsoluteTime(), true, formatSpecStrPtr, destStrPtr, destSize, numBytesPtr);
}

le_result_t le_clk_ConvertToUTCString(le_clk_Time_t time, const char* formatSpecStrPtr, char* destStrPtr,
                                      size_t destSize, size_t* numBytesPtr)
{
    return print(time, false, formatSpecStrPtr, destStrPtr, destSize, numBytesPtr);
}

le_result_t le_clk_ConvertToLocalTimeString(le_clk_Time_t time, const char* formatSpecStrPtr, char* destStrPtr,
                                            size_t destSize, size_t* numBytesPtr)
{
    return print(time, true, formatSpecStrPtr, destStrPtr, destSize, numBytesPtr);
}

le_result_t le_clk_SetAbsoluteTime(le_clk_Time_t absoluteTime)
{
    if (absoluteTime.sec < 0 || absoluteTime.usec < 0 || absoluteTime.usec >= microseconds)
    {
        return LE_BAD_PARAMETER;
    }
    const timeval value = {absoluteTime.sec, absoluteTime.usec};
    if (settimeofday(&value, nullptr) == 0)
    {
        return LE_OK;
    }
    return errno == EPERM ? LE_NOT_PERMITTED : errno == EINVAL ? LE_BAD_PARAMETER : LE_FAULT;
}

le_result_t le_clk_ConvertToTime(const char* formatSpecStrPtr, const char* srcStrPtr, le_clk_Time_t* timePtr)
{
    if (formatSpecStrPtr == nullptr || srcStrPtr == nullptr || timePtr == nullptr)
    {
        return LE_BAD_PARAMETER;
    }
    tm parts = {};
    const char* end = strptime(srcStrPtr, formatSpecStrPtr, &parts);
    if (end == nullptr)
    {
        return LE_BAD_PARAMETER;
    }
    *timePtr = {timegm(&parts), 0};
    return LE_OK;
}

le_result_t le_clk_SetUTCDateTimeString(const char* formatSpecStrPtr, const char* srcStrPtr)
{
    le_clk_Time_t time = {};
    const le_result_t result = le_clk_ConvertToTime(formatSpecStrPtr, srcStrPtr, &time);
    return result == LE_OK ? le_clk_SetAbsoluteTime(time) : result;
}

le_result_t le_clk_SetTimezoneFile(const int32_t timezoneOffsetSeconds, const uint8_t dstOffsetHours)
{
    LE_UNUSED(timezoneOffsetSeconds);
    LE_UNUSED(dstOffsetHours);
    return LE_UNSUPPORTED;
}
