#include "runtime/formats/target_layout.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include <unistd.h>

namespace ligature::formats
{
namespace
{

std::string variable(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

std::string absolute(const std::string& path)
{
    std::error_code error;
    std::filesystem::path result = std::filesystem::absolute(path, error).lexically_normal();
    if (error)
    {
        return path;
    }
    std::string text = result.string();
    while (text.size() > 1 && text.back() == '/')
    {
        text.pop_back();
    }
    return text;
}

}  // namespace

std::string targetRoot(const std::string& option)
{
    if (!option.empty())
    {
        return absolute(option);
    }
    if (const std::string root = variable("LIGATURE_TARGET_ROOT"); !root.empty())
    {
        return absolute(root);
    }
    if (geteuid() == 0)
    {
        return "/legato";
    }
    const std::string home = variable("HOME");
    return home.empty() ? "" : absolute(home + "/.local/share/ligature");
}

}  // namespace ligature::formats
