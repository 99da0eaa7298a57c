/**
 * @file le_clock.h
 * Time (runtime specification, section 1.9). Any thread.
 */
#ifndef LE_CLOCK_H_INCLUDE_GUARD
#define LE_CLOCK_H_INCLUDE_GUARD

#include "le_basics.h"

#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A time or a span of time: seconds plus 0 to 999999 microseconds (the seconds carry the sign). */
typedef struct
{
    time_t sec;  ///< Seconds.
    long usec;   ///< Microseconds.
} le_clk_Time_t;

#define LE_CLK_STRING_FORMAT_DATE_TIME "%c"
#define LE_CLK_STRING_FORMAT_DATE "%x"
#define LE_CLK_STRING_FORMAT_TIME "%X"

/** Time since the system started, sleep included. Never goes back. */
LE_SHARED le_clk_Time_t le_clk_GetRelativeTime(void);

/** Time since 1970-01-01 00:00 UTC. */
LE_SHARED le_clk_Time_t le_clk_GetAbsoluteTime(void);

/** Sum. */
LE_SHARED le_clk_Time_t le_clk_Add(le_clk_Time_t timeA, le_clk_Time_t timeB);

/** Difference A - B. */
LE_SHARED le_clk_Time_t le_clk_Sub(le_clk_Time_t timeA, le_clk_Time_t timeB);

/** Product. */
LE_SHARED le_clk_Time_t le_clk_Multiply(le_clk_Time_t timeA, int scaleFactor);

/** A > B. */
LE_SHARED bool le_clk_GreaterThan(le_clk_Time_t timeA, le_clk_Time_t timeB);

/** A equals B. */
LE_SHARED bool le_clk_Equal(le_clk_Time_t timeA, le_clk_Time_t timeB);

/**
 * The time now as text, in UTC.
 *
 * @param formatSpecStrPtr as of strftime(3), and `%J` for milliseconds (3 digits), `%K` for microseconds (6 digits)
 * @param destStrPtr       [out] the text; empty if it does not fit
 * @param destSize         size of the buffer, in bytes
 * @param numBytesPtr      [out] length of the text without its end mark; may be NULL
 * @return LE_OK, LE_OVERFLOW if it does not fit
 */
LE_SHARED le_result_t le_clk_GetUTCDateTimeString(const char* formatSpecStrPtr, char* destStrPtr, size_t destSize,
                                                  size_t* numBytesPtr);

/** As le_clk_GetUTCDateTimeString(), in the local time zone. */
LE_SHARED le_result_t le_clk_GetLocalDateTimeString(const char* formatSpecStrPtr, char* destStrPtr, size_t destSize,
                                                    size_t* numBytesPtr);

/** As le_clk_GetUTCDateTimeString(), for a given time. */
LE_SHARED le_result_t le_clk_ConvertToUTCString(le_clk_Time_t time, const char* formatSpecStrPtr, char* destStrPtr,
                                                size_t destSize, size_t* numBytesPtr);

/** As le_clk_GetLocalDateTimeString(), for a given time. */
LE_SHARED le_result_t le_clk_ConvertToLocalTimeString(le_clk_Time_t time, const char* formatSpecStrPtr,
                                                      char* destStrPtr, size_t destSize, size_t* numBytesPtr);

/** Sets the clock. @return LE_OK, LE_NOT_PERMITTED, LE_BAD_PARAMETER for an invalid time, LE_FAULT */
LE_SHARED le_result_t le_clk_SetAbsoluteTime(le_clk_Time_t absoluteTime);

/** Reads a UTC time from text. @param formatSpecStrPtr as of strptime(3) @return LE_OK, LE_BAD_PARAMETER */
LE_SHARED le_result_t le_clk_ConvertToTime(const char* formatSpecStrPtr, const char* srcStrPtr, le_clk_Time_t* timePtr);

/** Sets the clock from a UTC time as text. @return as le_clk_ConvertToTime() and le_clk_SetAbsoluteTime() */
LE_SHARED le_result_t le_clk_SetUTCDateTimeString(const char* formatSpecStrPtr, const char* srcStrPtr);

/** Writes a time zone file: not on this system. @return LE_UNSUPPORTED */
LE_SHARED le_result_t le_clk_SetTimezoneFile(const int32_t timezoneOffsetSeconds, const uint8_t dstOffsetHours);

#ifdef __cplusplus
}
#endif

#endif
