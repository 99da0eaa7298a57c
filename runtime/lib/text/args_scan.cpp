// Scanning of the command line by what the program has said about it (runtime specification, section 1.16).
#include "runtime/include/le_log.h"
#include "runtime/include/le_utf8.h"
#include "runtime/lib/text/args.h"

#include <cstdio>
#include <cstdlib>

using namespace ligature::args;

namespace
{

void add(Kind kind, const char* shortName, const char* longName, void* variable, void (*callback)(void))
{
    LE_FATAL_IF(shortName == nullptr && longName == nullptr, "A command-line option has no name.");
    LE_FATAL_IF(variable == nullptr && callback == nullptr, "Command-line option '%s' has no variable or function.",
                longName != nullptr ? longName : shortName);
    state().options.push_back({kind, shortName, longName, variable, callback});
}

const char* reason(le_result_t code)
{
    switch (code)
    {
        case LE_BAD_PARAMETER:
            return "unexpected option";
        case LE_NOT_FOUND:
            return "the option's value is missing";
        case LE_FORMAT_ERROR:
            return "the option's value is no integer";
        case LE_OUT_OF_RANGE:
            return "the option's value is out of range";
        case LE_UNSUPPORTED:
            return "the option takes no value";
        case LE_OVERFLOW:
            return "too many arguments";
        case LE_UNDERFLOW:
            return "too few arguments";
        default:
            return LE_RESULT_TXT(code);
    }
}

/// Gives a value to an option. Returns what is wrong with it.
le_result_t apply(const Option& option, const char* value)
{
    if (option.kind == Kind::flag)
    {
        if (option.callback != nullptr)
        {
            option.callback();
        }
        else
        {
            *static_cast<bool*>(option.variable) = true;
        }
        return LE_OK;
    }
    if (value == nullptr)
    {
        return LE_NOT_FOUND;
    }
    if (option.kind == Kind::string)
    {
        if (option.callback != nullptr)
        {
            reinterpret_cast<le_arg_StringCallbackFunc_t>(option.callback)(value);
        }
        else
        {
            *static_cast<const char**>(option.variable) = value;
        }
        return LE_OK;
    }
    int number = 0;
    const le_result_t result = le_utf8_ParseInt(&number, value);
    if (result == LE_OK && option.callback != nullptr)
    {
        reinterpret_cast<le_arg_IntCallbackFunc_t>(option.callback)(number);
    }
    else if (result == LE_OK)
    {
        *static_cast<int*>(option.variable) = number;
    }
    return result;
}

/// Handles the option at `index` (0: the first argument); `used` becomes the number of arguments it takes.
le_result_t scanOption(size_t index, size_t& used)
{
    const char* argument = le_arg_GetArg(index);
    used = 1;
    for (const Option& option : state().options)
    {
        const Match found = match(argument, option.shortName, option.longName);
        if (!found.matches)
        {
            continue;
        }
        if (option.kind == Kind::flag && found.attached != nullptr)
        {
            return LE_UNSUPPORTED;
        }
        const char* value = found.attached;
        if (option.kind != Kind::flag && argument[1] != '-')
        {
            value = le_arg_GetArg(index + 1);
            used = 2;
        }
        const Option copy = option;  // The function it calls may add options.
        return apply(copy, value);
    }
    return LE_BAD_PARAMETER;
}

/// Tells of an error. Returns the number of arguments to skip; `goesOn` says whether to go on at all.
size_t report(size_t index, le_result_t code, bool& goesOn)
{
    State& all = state();
    all.result = code;
    if (all.errorHandler != nullptr)
    {
        goesOn = true;
        return all.errorHandler(index, code);
    }
    goesOn = false;
    if (all.exitsOnError)
    {
        fprintf(stderr, "* %s: at argument %zu: %s.\nTry '%s --help'.\n", le_arg_GetProgramName(), index + 1,
                reason(code), le_arg_GetProgramName());
        exit(EXIT_FAILURE);
    }
    return 0;
}

}  // namespace

void le_arg_SetFlagVar(bool* varPtr, const char* shortName, const char* longName)
{
    add(Kind::flag, shortName, longName, varPtr, nullptr);
}

void le_arg_SetIntVar(int* varPtr, const char* shortName, const char* longName)
{
    add(Kind::integer, shortName, longName, varPtr, nullptr);
}

void le_arg_SetStringVar(const char** varPtr, const char* shortName, const char* longName)
{
    add(Kind::string, shortName, longName, varPtr, nullptr);
}

void le_arg_SetFlagCallback(le_arg_FlagCallbackFunc_t func, const char* shortName, const char* longName)
{
    add(Kind::flag, shortName, longName, nullptr, func);
}

void le_arg_SetIntCallback(le_arg_IntCallbackFunc_t func, const char* shortName, const char* longName)
{
    add(Kind::integer, shortName, longName, nullptr, reinterpret_cast<void (*)(void)>(func));
}

void le_arg_SetStringCallback(le_arg_StringCallbackFunc_t func, const char* shortName, const char* longName)
{
    add(Kind::string, shortName, longName, nullptr, reinterpret_cast<void (*)(void)>(func));
}

void le_arg_AddPositionalCallback(le_arg_StringCallbackFunc_t func)
{
    LE_FATAL_IF(func == nullptr, "The function of a positional argument is NULL.");
    state().positional.push_back(func);
}

void le_arg_AllowMorePositionalArgsThanCallbacks(void)
{
    state().allowsMore = true;
}

void le_arg_AllowLessPositionalArgsThanCallbacks(void)
{
    state().allowsLess = true;
}

void le_arg_SetErrorHandler(le_arg_ErrorHandlerFunc_t errorHandlerFunc)
{
    state().errorHandler = errorHandlerFunc;
}

void le_arg_SetExitOnError(bool exitOnError)
{
    state().exitsOnError = exitOnError;
}

le_result_t le_arg_GetScanResult(void)
{
    return state().result;
}

void le_arg_Scan(void)
{
    State& all = state();
    all.result = LE_OK;
    size_t positionals = 0;
    bool goesOn = true;
    size_t index = 0;
    while (index < le_arg_NumArgs() && goesOn)
    {
        const char* argument = le_arg_GetArg(index);
        size_t used = 1;
        le_result_t code = LE_OK;
        if (isOption(argument))
        {
            code = scanOption(index, used);
        }
        else if (positionals < all.positional.size() || (all.allowsMore && !all.positional.empty()))
        {
            const size_t which = positionals < all.positional.size() ? positionals : all.positional.size() - 1;
            ++positionals;
            all.positional[which](argument);
        }
        else
        {
            code = LE_OVERFLOW;
        }
        if (code != LE_OK)
        {
            used = 1 + report(index, code, goesOn);
        }
        index += used;
    }
    if (goesOn && positionals < all.positional.size() && !all.allowsLess)
    {
        report(le_arg_NumArgs(), LE_UNDERFLOW, goesOn);
    }
}
