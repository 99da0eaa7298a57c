// Counting of unit-test results (runtime specification, section 1.18).
#include "runtime/include/le_test.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>

namespace
{

constexpr int maxExitStatus = 126;

struct State
{
    std::atomic<int> plan = LE_TEST_NO_PLAN;
    std::atomic<int> tests = 0;
    std::atomic<int> failures = 0;
    std::atomic<int> skipped = 0;  ///< How many of the next checks are skipped.
    std::atomic<bool> isTodo = false;
};

constinit State state;

}  // namespace

void _le_test_Init(int numTests)
{
    state.plan = numTests;
    state.tests = 0;
    state.failures = 0;
    state.skipped = 0;
    state.isTodo = false;
}

bool _le_test_CheckNeedsPlan(void)
{
    return state.plan == LE_TEST_NO_PLAN;
}

void _le_test_Exit(void)
{
    exit(std::min(state.failures.load(), maxExitStatus));
}

void _le_test_Fail(void)
{
    if (!state.isTodo && state.skipped <= 0)
    {
        ++state.failures;
    }
}

int _le_test_NumberTest(void)
{
    if (state.skipped > 0)
    {
        --state.skipped;
    }
    return ++state.tests;
}

int _le_test_GetNumTests(void)
{
    return state.tests;
}

int _le_test_GetNumFailures(void)
{
    return state.failures;
}

void _le_test_SetTodo(bool isTodo)
{
    state.isTodo = isTodo;
}

void _le_test_Skip(int numTests)
{
    state.skipped = numTests;
}

bool _le_test_IsSkipping(void)
{
    return state.skipped > 0;
}

const char* _le_test_GetTag(void)
{
    return _le_test_IsSkipping() ? " # skip" : state.isTodo ? " # TODO" : "";
}
