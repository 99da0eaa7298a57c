// The arguments of the process and what le_arg_Scan() does with them.
#pragma once

#include "runtime/include/le_args.h"

#include <cstddef>
#include <vector>

namespace ligature::args
{

enum class Kind
{
    flag,
    integer,
    string,
};

/// An option that le_arg_Scan() knows: sets a variable or calls a function.
struct Option
{
    Kind kind;
    const char* shortName;
    const char* longName;
    void* variable;
    void (*callback)(void);
};

/// Arguments are for the main thread, so nothing is locked.
struct State
{
    size_t count = 0;  ///< The program's name included.
    const char** values = nullptr;
    std::vector<Option> options;
    std::vector<le_arg_StringCallbackFunc_t> positional;
    bool allowsMore = false;
    bool allowsLess = false;
    bool exitsOnError = true;
    le_arg_ErrorHandlerFunc_t errorHandler = nullptr;
    le_result_t result = LE_OK;
};

State& state();

/// How an argument relates to an option.
struct Match
{
    bool matches;
    const char* attached;  ///< The value after `=`, null if there is none.
};

Match match(const char* argument, const char* shortName, const char* longName);

/// Whether an argument looks like an option: `-` and something more, but not `--` alone.
bool isOption(const char* argument);

}  // namespace ligature::args
