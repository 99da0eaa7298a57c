/**
 * @file le_log.h
 * Log messages and traces (runtime specification, section 1.2).
 *
 * A line reads `<level> | <process>[<pid>]/<component> T=<thread> | <file> <function>() <line> | <message>` and leaves
 * the process in one write to standard error. Every function and macro may be used from any thread; errno is kept, so
 * `%m` works.
 *
 * The build gives each component its own session and level filter by defining LE_LOG_SESSION and
 * LE_LOG_LEVEL_FILTER_PTR as the names of two global variables. Without them, messages pass through the process's own
 * session.
 */
#ifndef LE_LOG_H_INCLUDE_GUARD
#define LE_LOG_H_INCLUDE_GUARD

#include "le_basics.h"

#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Severity. Messages below a component's filter level are not sent. The filter starts at LE_LOG_INFO. */
typedef enum
{
    LE_LOG_DEBUG = 0,  ///< For developers.
    LE_LOG_INFO = 1,   ///< Normal, noteworthy.
    LE_LOG_WARN = 2,   ///< Might become a problem.
    LE_LOG_ERR = 3,    ///< Something failed, others can go on.
    LE_LOG_CRIT = 4,   ///< A service is lost.
    LE_LOG_EMERG = 5,  ///< The process or the system cannot go on.
    LE_LOG_MAX = 6
} le_log_Level_t;

/** A component's registration with the log. */
typedef struct le_log_Session* le_log_SessionRef_t;

/** A trace keyword. It points to the flag (bool) that says whether the trace is on. */
typedef struct le_log_Trace* le_log_TraceRef_t;

#ifdef LE_LOG_SESSION
extern LE_SHARED le_log_SessionRef_t LE_LOG_SESSION;
#else
#define LE_LOG_SESSION ((le_log_SessionRef_t)NULL)
#endif

#ifdef LE_LOG_LEVEL_FILTER_PTR
extern LE_SHARED le_log_Level_t* LE_LOG_LEVEL_FILTER_PTR;
#else
#define LE_LOG_LEVEL_FILTER_PTR ((le_log_Level_t*)NULL)
#endif

#ifdef LE_FILENAME
#define _LE_LOG_FILE STRINGIZE(LE_FILENAME)
#else
#define _LE_LOG_FILE __FILE__
#endif

#ifdef LE_CONFIG_LOG_STATIC_FILTER_EMERG
#define LE_LOG_LEVEL_STATIC_FILTER LE_LOG_EMERG
#elif defined(LE_CONFIG_LOG_STATIC_FILTER_CRIT)
#define LE_LOG_LEVEL_STATIC_FILTER LE_LOG_CRIT
#elif defined(LE_CONFIG_LOG_STATIC_FILTER_ERR)
#define LE_LOG_LEVEL_STATIC_FILTER LE_LOG_ERR
#elif defined(LE_CONFIG_LOG_STATIC_FILTER_WARN)
#define LE_LOG_LEVEL_STATIC_FILTER LE_LOG_WARN
#elif defined(LE_CONFIG_LOG_STATIC_FILTER_INFO)
#define LE_LOG_LEVEL_STATIC_FILTER LE_LOG_INFO
#else
#define LE_LOG_LEVEL_STATIC_FILTER LE_LOG_DEBUG
#endif

/** Whether a level was compiled in. */
#define LE_DEBUG_ENABLED (LE_LOG_DEBUG >= LE_LOG_LEVEL_STATIC_FILTER)
#define LE_INFO_ENABLED (LE_LOG_INFO >= LE_LOG_LEVEL_STATIC_FILTER)
#define LE_WARN_ENABLED (LE_LOG_WARN >= LE_LOG_LEVEL_STATIC_FILTER)
#define LE_ERROR_ENABLED (LE_LOG_ERR >= LE_LOG_LEVEL_STATIC_FILTER)
#define LE_CRIT_ENABLED (LE_LOG_CRIT >= LE_LOG_LEVEL_STATIC_FILTER)
#define LE_EMERG_ENABLED (LE_LOG_EMERG >= LE_LOG_LEVEL_STATIC_FILTER)
#define LE_LOG_CAN_TRACE 1

/**
 * For the macros below only: sends one line. `level` -1 marks a trace, whose keyword stands in place of the level.
 *
 * @param traceRef   the trace, or NULL
 * @param sessionRef the component's session, or NULL for the process's own
 * @param filenamePtr, functionNamePtr, lineNumber  where the macro stands
 * @param formatPtr  as of printf(3)
 */
LE_SHARED void _le_log_Send(int level, le_log_TraceRef_t traceRef, le_log_SessionRef_t sessionRef,
                            const char* filenamePtr, const char* functionNamePtr, unsigned int lineNumber,
                            const char* formatPtr, ...) __attribute__((format(printf, 7, 8)));

/** For LE_DUMP and LE_LOG_DUMP only: logs `dataLength` bytes, 16 to a line. */
LE_SHARED void _le_LogData(le_log_Level_t level, const void* dataPtr, size_t dataLength, const char* filenamePtr,
                           const char* functionNamePtr, unsigned int lineNumber);

/** For le_log_GetTraceRef() only. */
LE_SHARED le_log_TraceRef_t _le_log_GetTraceRef(le_log_SessionRef_t sessionRef, const char* keywordPtr);

/** For le_log_SetFilterLevel() only. */
LE_SHARED void _le_log_SetFilterLevel(le_log_SessionRef_t sessionRef, le_log_Level_t level);

/** For LE_RESULT_TXT() only. */
LE_SHARED const char* _le_log_GetResultCodeString(le_result_t resultCode);

/** For LE_ERRNO_TXT() only. */
LE_SHARED const char* _le_log_GetErrnoCodeString(int errnoValue);

/** For LE_FATAL() only: ends the process with status 1. If another thread is ending it already, ends this thread. */
LE_SHARED void _le_log_ExitFatal(void) __attribute__((noreturn));

/**
 * Registers a component with the log; generated code calls this before the component's own code runs.
 *
 * @param componentNamePtr   the component's name (copied)
 * @param levelFilterPtrPtr  [out] address of the session's level filter; the macros read the level through it
 * @return the session; registering a name again returns the session it has
 */
LE_SHARED le_log_SessionRef_t le_log_RegComponent(const char* componentNamePtr, le_log_Level_t** levelFilterPtrPtr);

/**
 * Called once by the generated main(). Log lines leave through standard error, which the Supervisor connects to the log
 * daemon, so there is no connection to open; the call settles the process's name and the levels given by its
 * environment (section 2.4).
 */
LE_SHARED void le_log_ConnectToControlDaemon(void);

#if !defined(LE_DEBUG)

#define _LE_LOG_MSG(level, formatString, ...)                                                                \
    do                                                                                                       \
    {                                                                                                        \
        if (((level) >= LE_LOG_LEVEL_STATIC_FILTER) &&                                                       \
            ((LE_LOG_LEVEL_FILTER_PTR == NULL) || ((level) >= *LE_LOG_LEVEL_FILTER_PTR)))                    \
        {                                                                                                    \
            _le_log_Send((int)(level), NULL, LE_LOG_SESSION, _LE_LOG_FILE, __func__, __LINE__, formatString, \
                         ##__VA_ARGS__);                                                                     \
        }                                                                                                    \
    } while (0)

/** Logs a message; printf format. */
#define LE_DEBUG(formatString, ...) _LE_LOG_MSG(LE_LOG_DEBUG, formatString, ##__VA_ARGS__)
#define LE_INFO(formatString, ...) _LE_LOG_MSG(LE_LOG_INFO, formatString, ##__VA_ARGS__)
#define LE_WARN(formatString, ...) _LE_LOG_MSG(LE_LOG_WARN, formatString, ##__VA_ARGS__)
#define LE_ERROR(formatString, ...) _LE_LOG_MSG(LE_LOG_ERR, formatString, ##__VA_ARGS__)
#define LE_CRIT(formatString, ...) _LE_LOG_MSG(LE_LOG_CRIT, formatString, ##__VA_ARGS__)
#define LE_EMERG(formatString, ...) _LE_LOG_MSG(LE_LOG_EMERG, formatString, ##__VA_ARGS__)

/** Logs a message if a condition holds. */
#define LE_DEBUG_IF(condition, formatString, ...)  \
    do                                             \
    {                                              \
        if (condition)                             \
        {                                          \
            LE_DEBUG(formatString, ##__VA_ARGS__); \
        }                                          \
    } while (0)
#define LE_INFO_IF(condition, formatString, ...)  \
    do                                            \
    {                                             \
        if (condition)                            \
        {                                         \
            LE_INFO(formatString, ##__VA_ARGS__); \
        }                                         \
    } while (0)
#define LE_WARN_IF(condition, formatString, ...)  \
    do                                            \
    {                                             \
        if (condition)                            \
        {                                         \
            LE_WARN(formatString, ##__VA_ARGS__); \
        }                                         \
    } while (0)
#define LE_ERROR_IF(condition, formatString, ...)  \
    do                                             \
    {                                              \
        if (condition)                             \
        {                                          \
            LE_ERROR(formatString, ##__VA_ARGS__); \
        }                                          \
    } while (0)
#define LE_CRIT_IF(condition, formatString, ...)  \
    do                                            \
    {                                             \
        if (condition)                            \
        {                                         \
            LE_CRIT(formatString, ##__VA_ARGS__); \
        }                                         \
    } while (0)
#define LE_EMERG_IF(condition, formatString, ...)  \
    do                                             \
    {                                              \
        if (condition)                             \
        {                                          \
            LE_EMERG(formatString, ##__VA_ARGS__); \
        }                                          \
    } while (0)

/** Logs `length` bytes at `dataPtr`: hexadecimal pairs, then the printable characters; 16 bytes to a line. */
#define LE_LOG_DUMP(level, dataPtr, length)                                             \
    do                                                                                  \
    {                                                                                   \
        if ((LE_LOG_LEVEL_FILTER_PTR == NULL) || ((level) >= *LE_LOG_LEVEL_FILTER_PTR)) \
        {                                                                               \
            _le_LogData(level, dataPtr, length, _LE_LOG_FILE, __func__, __LINE__);      \
        }                                                                               \
    } while (0)
#define LE_DUMP(dataPtr, length) LE_LOG_DUMP(LE_LOG_DEBUG, dataPtr, length)

#define _LE_LOG_TRACE(traceRef, formatString, ...)                                                                     \
    do                                                                                                                 \
    {                                                                                                                  \
        if (le_log_IsTraceEnabled(traceRef))                                                                           \
        {                                                                                                              \
            _le_log_Send(-1, traceRef, LE_LOG_SESSION, _LE_LOG_FILE, __func__, __LINE__, formatString, ##__VA_ARGS__); \
        }                                                                                                              \
    } while (0)

/** Logs a message if the trace is on. The keyword stands in place of the level. */
#define LE_TRACE(traceRef, formatString, ...) _LE_LOG_TRACE(traceRef, formatString, ##__VA_ARGS__)

#endif  // LE_DEBUG

/** Whether a trace is on. */
#define LE_IS_TRACE_ENABLED(traceRef) (le_log_IsTraceEnabled(traceRef))

/** Logs an emergency, then ends the process with status 1. */
#if defined(LE_CONFIG_DEBUG)
#define LE_FATAL(formatString, ...)            \
    do                                         \
    {                                          \
        LE_EMERG(formatString, ##__VA_ARGS__); \
        abort();                               \
    } while (0)
#else
#define LE_FATAL(formatString, ...)            \
    do                                         \
    {                                          \
        LE_EMERG(formatString, ##__VA_ARGS__); \
        _le_log_ExitFatal();                   \
    } while (0)
#endif

/** The same if a condition holds. */
#define LE_FATAL_IF(condition, formatString, ...)  \
    do                                             \
    {                                              \
        if (condition)                             \
        {                                          \
            LE_FATAL(formatString, ##__VA_ARGS__); \
        }                                          \
    } while (0)

/** Fatal unless the condition holds. Never compiled out; the expression is evaluated once. */
#define LE_ASSERT(condition)                             \
    do                                                   \
    {                                                    \
        if (!(condition))                                \
        {                                                \
            LE_FATAL("Assert Failed: '%s'", #condition); \
        }                                                \
    } while (0)

/** Fatal unless the expression is LE_OK. Never compiled out; the expression is evaluated once. */
#define LE_ASSERT_OK(expression)                                           \
    do                                                                     \
    {                                                                      \
        if ((expression) != LE_OK)                                         \
        {                                                                  \
            LE_FATAL("Assert Failed: '%s' is not LE_OK (0)", #expression); \
        }                                                                  \
    } while (0)

/** Name of a result code, e.g. "LE_NOT_FOUND"; "(unknown)" for a number that is none. Static text. */
#define LE_RESULT_TXT(resultCode) _le_log_GetResultCodeString(resultCode)

/** Text of an errno value, in a buffer of the calling thread that lasts until its next use. */
#define LE_ERRNO_TXT(errnoValue) _le_log_GetErrnoCodeString(errnoValue)

/**
 * Finds or creates a trace of the calling component.
 *
 * @param keywordPtr the keyword, at most 63 bytes (longer ones are cut)
 * @return the trace; never NULL
 */
LE_DECLARE_INLINE le_log_TraceRef_t le_log_GetTraceRef(const char* keywordPtr)
{
    return _le_log_GetTraceRef(LE_LOG_SESSION, keywordPtr);
}

/** Whether a trace is on; false for NULL. */
LE_DECLARE_INLINE bool le_log_IsTraceEnabled(le_log_TraceRef_t traceRef)
{
    return (traceRef != NULL) && __atomic_load_n((const bool*)(const void*)traceRef, __ATOMIC_RELAXED);
}

/** Turns a trace on. @param traceRef not NULL */
LE_DECLARE_INLINE void le_log_EnableTrace(le_log_TraceRef_t traceRef)
{
    __atomic_store_n((bool*)(void*)traceRef, true, __ATOMIC_RELAXED);
}

/** Turns a trace off. @param traceRef not NULL */
LE_DECLARE_INLINE void le_log_DisableTrace(le_log_TraceRef_t traceRef)
{
    __atomic_store_n((bool*)(void*)traceRef, false, __ATOMIC_RELAXED);
}

/** Sets the level below which messages of the calling component are not sent. */
LE_DECLARE_INLINE void le_log_SetFilterLevel(le_log_Level_t level)
{
    _le_log_SetFilterLevel(LE_LOG_SESSION, level);
}

/** The level filter of the calling component; LE_LOG_INFO if it has none. */
LE_DECLARE_INLINE le_log_Level_t le_log_GetFilterLevel(void)
{
    le_log_Level_t* filterPtr = LE_LOG_LEVEL_FILTER_PTR;
    return (filterPtr != NULL) ? *filterPtr : LE_LOG_INFO;
}

#ifdef __cplusplus
}
#endif

#endif
