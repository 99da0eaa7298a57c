#include "mkapp/toolchain.h"

#include <nlohmann/json.hpp>

#include "mkapp/words.h"

namespace ligature::mkapp
{
namespace
{

using Json = nlohmann::json;

std::string upperCase(const std::string& target)
{
    std::string result;
    for (const char c : target)
    {
        result += c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return result;
}

class Selection
{
public:
    Selection(World& world, const std::string& target) : world_(world), target_(target) {}

    /// What the environment says about a tool; empty: nothing.
    std::string fromEnvironment(const std::string& tool) const
    {
        for (const std::string& name : {upperCase(target_) + "_" + tool, target_ + "_" + tool, tool})
        {
            if (const auto value = world_.variable(name); value && !value->empty())
            {
                return *value;
            }
        }
        return {};
    }

    std::string program(const std::string& tool, const std::string& fallback) const
    {
        std::string given = fromEnvironment(tool);
        if (!given.empty())
        {
            return given;
        }
        const std::string directory = fromEnvironment("TOOLCHAIN_DIR");
        return (directory.empty() ? "" : directory + "/") + fromEnvironment("TOOLCHAIN_PREFIX") + fallback;
    }

private:
    World& world_;
    const std::string& target_;
};

std::string knownTargets(World& world, const InstallTree& install)
{
    std::string names;
    for (const DirectoryEntry& entry : world.listDirectory(install.targets()).value_or(std::vector<DirectoryEntry>()))
    {
        if (world.fileExists(install.targets() + "/" + entry.name + "/target.json"))
        {
            names += (names.empty() ? "" : ", ") + entry.name;
        }
    }
    return names.empty() ? "none" : names;
}

std::vector<std::string> wordsOf(const std::string& what, const std::string& text)
{
    std::optional<std::vector<std::string>> words = splitWords(text);
    if (!words || words->empty())
    {
        throw ToolchainError("the value of " + what + " is not a command: " + text);
    }
    return std::move(*words);
}

}  // namespace

Toolchain selectToolchain(World& world, const InstallTree& install, const std::string& target, Variables& variables)
{
    const std::string path = install.targets() + "/" + target + "/target.json";
    const std::optional<std::string> text = world.readFile(path);
    if (!text)
    {
        throw ToolchainError("there is no target '" + target + "'; known: " + knownTargets(world, install) +
                             " (a target is defined by " + install.targets() + "/<name>/target.json)");
    }
    Toolchain tools;
    Json tool;
    try
    {
        const Json definition = Json::parse(*text);
        tool = definition.value("tools", Json::object());
        tools.cflags = definition.value("cflags", std::vector<std::string>());
        tools.cxxflags = definition.value("cxxflags", std::vector<std::string>());
        tools.ldflags = definition.value("ldflags", std::vector<std::string>());
        const Selection selection(world, target);
        const auto choose = [&](const std::string& variable, const char* key, const char* fallback)
        { return selection.program(variable, tool.value(key, std::string(fallback))); };

        std::string launcher = selection.fromEnvironment("CCACHE");
        const std::string cc = choose("CC", "cc", "gcc");
        const std::string cxx = choose("CXX", "cxx", "g++");
        tools.cc = wordsOf("CC", launcher.empty() ? cc : launcher + " " + cc);
        tools.cxx = wordsOf("CXX", launcher.empty() ? cxx : launcher + " " + cxx);
        variables.set("CC", quoteForShell(tools.cc));
        variables.set("CXX", quoteForShell(tools.cxx));
        for (const auto& [name, key] :
             {std::pair{"CPP", "cpp"}, std::pair{"LD", "ld"}, std::pair{"AR", "ar"}, std::pair{"AS", "as"},
              std::pair{"STRIP", "strip"}, std::pair{"OBJCOPY", "objcopy"}, std::pair{"READELF", "readelf"}})
        {
            variables.set(name, choose(name, key, key));
        }
        for (const char* name : {"TOOLCHAIN_DIR", "TOOLCHAIN_PREFIX", "CCACHE"})
        {
            if (const std::string value = selection.fromEnvironment(name); !value.empty())
            {
                variables.set(name, value);
            }
        }

        std::string sysroot = world.variable("LEGATO_SYSROOT").value_or("");
        if (sysroot.empty())
        {
            sysroot = selection.fromEnvironment("SYSROOT");
        }
        if (sysroot.empty())
        {
            sysroot = tool.value("sysroot", std::string());
        }
        if (!sysroot.empty())
        {
            variables.set("LEGATO_SYSROOT", sysroot);
            for (auto* flags : {&tools.cflags, &tools.cxxflags, &tools.ldflags})
            {
                flags->insert(flags->begin(), "--sysroot=" + sysroot);
            }
        }
    }
    catch (const Json::exception& error)
    {
        throw ToolchainError(path + " is damaged: " + error.what());
    }
    return tools;
}

}  // namespace ligature::mkapp
