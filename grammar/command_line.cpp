#include "grammar/command_line.h"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <vector>

#include "grammar/diagnostic.h"

namespace ligature
{

namespace
{

// The long options that `written` may be short for or, if there are none, the one that is nearest.
std::vector<std::string> meantBy(const CLI::App& app, const std::string& written)
{
    std::vector<std::string> names;
    std::vector<std::string> meant;
    for (const CLI::Option* option : app.get_options())
    {
        for (const std::string& name : option->get_lnames())
        {
            names.push_back("--" + name);
            if (names.back().starts_with(written))
            {
                meant.push_back(names.back());
            }
        }
    }
    if (meant.empty())
    {
        if (std::string nearest = nearestName(written, names); !nearest.empty())
        {
            meant.push_back(std::move(nearest));
        }
    }
    return meant;
}

}  // namespace

std::string refusalOf(const CLI::App& app, const CLI::ParseError& error)
{
    std::string text = error.what();
    for (const std::string& argument : app.remaining())
    {
        const std::string written = argument.substr(0, argument.find('='));
        if (!written.starts_with("--") || written.size() < 4)
        {
            continue;
        }
        const char* before = "\nhint: did you mean ";
        for (const std::string& name : meantBy(app, written))
        {
            text += before + name;
            before = " or ";
        }
        text += before[0] == ' ' ? "?" : "";
    }
    return text;
}

void flushOutput()
{
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
    {
        throw std::system_error(errno, std::generic_category(), "cannot write to the standard output");
    }
}

}  // namespace ligature
