/**
 * @file le_test.h
 * Unit tests that report in TAP, the Test Anything Protocol (runtime specification, section 1.18). Any thread.
 */
#ifndef LE_TEST_H_INCLUDE_GUARD
#define LE_TEST_H_INCLUDE_GUARD

#include "le_basics.h"
#include "le_log.h"

#include <stdlib.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Prints a line; may be defined otherwise before this file is included. */
#ifndef LE_TEST_OUTPUT
#define LE_TEST_OUTPUT(format, ...) LE_INFO("TAP | " format, ##__VA_ARGS__)
#endif

/** In place of a number of tests: not known in advance. */
#define LE_TEST_NO_PLAN (-1)

/** For the macros only. */
LE_SHARED void _le_test_Init(int numTests);
LE_SHARED bool _le_test_CheckNeedsPlan(void);
LE_SHARED void _le_test_Exit(void) __attribute__((noreturn));
LE_SHARED void _le_test_Fail(void);
LE_SHARED int _le_test_NumberTest(void);
LE_SHARED int _le_test_GetNumTests(void);
LE_SHARED int _le_test_GetNumFailures(void);
LE_SHARED void _le_test_SetTodo(bool isTodo);
LE_SHARED void _le_test_Skip(int numTests);
LE_SHARED bool _le_test_IsSkipping(void);
LE_SHARED const char* _le_test_GetTag(void);

/** Starts a test of `numTests` checks, or LE_TEST_NO_PLAN. */
#define LE_TEST_PLAN(numTests)                      \
    do                                              \
    {                                               \
        int _le_test_plan = (numTests);             \
        _le_test_Init(_le_test_plan);               \
        if (_le_test_plan != LE_TEST_NO_PLAN)       \
        {                                           \
            LE_TEST_OUTPUT("1..%d", _le_test_plan); \
        }                                           \
    } while (0)
#define LE_TEST_INIT LE_TEST_PLAN(LE_TEST_NO_PLAN)

/** A check with a description (printf format). */
#define LE_TEST_OK(condition, testNameFormat, ...)                                                                   \
    do                                                                                                               \
    {                                                                                                                \
        if (condition)                                                                                               \
        {                                                                                                            \
            LE_TEST_OUTPUT("ok %d - " testNameFormat "%s", _le_test_NumberTest(), ##__VA_ARGS__, _le_test_GetTag()); \
        }                                                                                                            \
        else                                                                                                         \
        {                                                                                                            \
            LE_TEST_OUTPUT("not ok %d - " testNameFormat "%s", _le_test_NumberTest(), ##__VA_ARGS__,                 \
                           _le_test_GetTag());                                                                       \
            _le_test_Fail();                                                                                         \
        }                                                                                                            \
    } while (0)

/** A check described by its own text. */
#define LE_TEST(condition) LE_TEST_OK(condition, "%s", #condition)

/** Prints `Bail out!` with a reason and ends the process with a failure. */
#define LE_TEST_FATAL(format, ...)                          \
    do                                                      \
    {                                                       \
        LE_TEST_OUTPUT("Bail out! " format, ##__VA_ARGS__); \
        exit(EXIT_FAILURE);                                 \
    } while (0)

/** A check without which there is no sense in going on. */
#define LE_TEST_ASSERT(condition, testNameFormat, ...)                                           \
    do                                                                                           \
    {                                                                                            \
        if (condition)                                                                           \
        {                                                                                        \
            LE_TEST_OUTPUT("ok %d - " testNameFormat, _le_test_NumberTest(), ##__VA_ARGS__);     \
        }                                                                                        \
        else                                                                                     \
        {                                                                                        \
            LE_TEST_OUTPUT("not ok %d - " testNameFormat, _le_test_NumberTest(), ##__VA_ARGS__); \
            _le_test_Fail();                                                                     \
            LE_TEST_FATAL(testNameFormat, ##__VA_ARGS__);                                        \
        }                                                                                        \
    } while (0)

/** A remark. */
#define LE_TEST_INFO(format, ...) LE_TEST_OUTPUT("# " format, ##__VA_ARGS__)

/** The `numTests` checks up to LE_TEST_END_SKIP() are left out if the condition holds. A semicolon may follow. */
#define LE_TEST_BEGIN_SKIP(condition, numTests)                        \
    do                                                                 \
    {                                                                  \
        if (condition)                                                 \
        {                                                              \
            int _le_test_left = (numTests);                            \
            _le_test_Skip(_le_test_left);                              \
            for (; _le_test_left > 0; _le_test_left--)                 \
            {                                                          \
                LE_TEST_OUTPUT("ok %d # skip", _le_test_NumberTest()); \
            }                                                          \
            break;                                                     \
        }
#define LE_TEST_END_SKIP() \
    }                      \
    while (0)

/** Failures of the checks up to LE_TEST_END_TODO() do not count if the condition holds. */
#define LE_TEST_BEGIN_TODO(condition) \
    do                                \
    {                                 \
    _le_test_SetTodo(condition)
#define LE_TEST_END_TODO()   \
    _le_test_SetTodo(false); \
    }                        \
    while (0)

/** Ends the process: its status is the number of failures, at most 126. */
#define LE_TEST_EXIT                                         \
    do                                                       \
    {                                                        \
        if (_le_test_CheckNeedsPlan())                       \
        {                                                    \
            LE_TEST_OUTPUT("1..%d", _le_test_GetNumTests()); \
        }                                                    \
        _le_test_Exit();                                     \
    } while (0)
#define LE_TEST_SUMMARY LE_TEST_EXIT

#ifdef __cplusplus
}
#endif

#endif
