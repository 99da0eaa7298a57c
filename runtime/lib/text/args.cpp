// Command-line arguments: access and search (runtime specification, section 1.16).
#include "runtime/lib/text/args.h"

#include "runtime/include/le_log.h"
#include "runtime/include/le_utf8.h"

#include <cctype>
#include <cstring>

using namespace ligature::args;

namespace ligature::args
{

State& state()
{
    static State* const instance = new State;  // Kept to the end: handlers that run at exit may look at arguments.
    return *instance;
}

Match match(const char* argument, const char* shortName, const char* longName)
{
    if (argument[0] != '-')
    {
        return {false, nullptr};
    }
    if (argument[1] != '-')
    {
        return {shortName != nullptr && strcmp(argument + 1, shortName) == 0, nullptr};
    }
    if (longName == nullptr)
    {
        return {false, nullptr};
    }
    const size_t length = strlen(longName);
    if (strncmp(argument + 2, longName, length) != 0)
    {
        return {false, nullptr};
    }
    const char* rest = argument + 2 + length;
    return {*rest == '\0' || *rest == '=', *rest == '=' ? rest + 1 : nullptr};
}

bool isOption(const char* argument)
{
    return argument[0] == '-' && argument[1] != '\0' && strcmp(argument, "--") != 0;
}

}  // namespace ligature::args

namespace
{

/// Finds an option and its value (null: none). Returns whether the option is there.
bool find(const char* shortName, const char* longName, bool takesValue, const char*& value)
{
    LE_FATAL_IF(shortName == nullptr && longName == nullptr, "A command-line option has no name.");
    const State& all = state();
    for (size_t index = 1; index < all.count; ++index)
    {
        const Match found = match(all.values[index], shortName, longName);
        if (found.matches)
        {
            value = found.attached;
            const bool isShort = all.values[index][1] != '-';
            if (takesValue && isShort && index + 1 < all.count)
            {
                value = all.values[index + 1];
            }
            return true;
        }
    }
    return false;
}

}  // namespace

void le_arg_SetArgs(const size_t argc, const char** argv)
{
    state().count = argc;
    state().values = argv;
}

const char* le_arg_GetProgramName(void)
{
    const State& all = state();
    if (all.count == 0 || all.values[0] == nullptr || all.values[0][0] == '\0')
    {
        return "_UNKNOWN_";
    }
    const char* slash = strrchr(all.values[0], '/');
    return slash == nullptr ? all.values[0] : slash + 1;
}

size_t le_arg_NumArgs(void)
{
    return state().count == 0 ? 0 : state().count - 1;
}

const char* le_arg_GetArg(size_t argIndex)
{
    return argIndex < le_arg_NumArgs() ? state().values[argIndex + 1] : nullptr;
}

le_result_t le_arg_GetFlagOption(const char* shortName, const char* longName)
{
    const char* value = nullptr;
    if (!find(shortName, longName, false, value))
    {
        return LE_NOT_FOUND;
    }
    return value == nullptr ? LE_OK : LE_FORMAT_ERROR;
}

le_result_t le_arg_GetIntOption(int* varPtr, const char* shortName, const char* longName)
{
    const char* value = nullptr;
    if (!find(shortName, longName, true, value))
    {
        return LE_NOT_FOUND;
    }
    return le_utf8_ParseInt(varPtr, value);
}

le_result_t le_arg_GetStringOption(const char** varPtr, const char* shortName, const char* longName)
{
    const char* value = nullptr;
    if (!find(shortName, longName, true, value))
    {
        return LE_NOT_FOUND;
    }
    if (value == nullptr)
    {
        return LE_FORMAT_ERROR;
    }
    *varPtr = value;
    return LE_OK;
}

le_result_t le_arg_Split(const char* firstStr, char* cmdlinePtr, int* argc, const char** argv)
{
    if (cmdlinePtr == nullptr || argc == nullptr || argv == nullptr || *argc < 2)
    {
        return LE_BAD_PARAMETER;
    }
    const int limit = *argc - 1;
    int count = 0;
    if (firstStr != nullptr)
    {
        argv[count++] = firstStr;
    }
    le_result_t result = LE_OK;
    const char* next = cmdlinePtr;
    char* out = cmdlinePtr;  // Never ahead of `next`: each argument is at most as long as its text.
    for (;;)
    {
        while (isspace(static_cast<unsigned char>(*next)) != 0)
        {
            ++next;
        }
        if (*next == '\0')
        {
            break;
        }
        if (count == limit)
        {
            result = LE_OUT_OF_RANGE;
            break;
        }
        argv[count++] = out;
        char quote = '\0';
        for (; *next != '\0' && (quote != '\0' || isspace(static_cast<unsigned char>(*next)) == 0); ++next)
        {
            if (*next == '\\' && next[1] != '\0' && quote != '\'')
            {
                *out++ = *++next;
            }
            else if (*next == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && (*next == '"' || *next == '\''))
            {
                quote = *next;
            }
            else
            {
                *out++ = *next;
            }
        }
        if (quote != '\0')
        {
            result = LE_BAD_PARAMETER;  // The quote is not closed.
        }
        const bool isEnd = *next == '\0';
        *out++ = '\0';
        if (isEnd)
        {
            break;
        }
        ++next;
    }
    argv[count] = nullptr;
    *argc = count;
    return result;
}
