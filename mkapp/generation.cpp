// What the stages of one run share: variables, search lists, toolchain (spec/definition-files.md 3).
#include <sstream>

#include "mkapp/generator.h"
#include "mkapp/toolchain.h"

namespace ligature::mkapp
{
namespace
{

/// `device-a` -> `device_a`: for use in the name of a C symbol.
std::string targetSymbol(const std::string& target)
{
    std::string symbol;
    for (const char c : target)
    {
        if (c == '-')
        {
            symbol += '_';
        }
        else if (std::isalnum(static_cast<unsigned char>(c)) || c == '_')
        {
            symbol += c;
        }
    }
    return symbol;
}

}  // namespace

Generation::Generation(const Options& options, std::string currentDirectory)
    : options_(options),
      currentDirectory_(std::move(currentDirectory)),
      install_(findInstallTree()),
      world_(disk_),
      variables_(world_),
      apis_(world_, sources_, diagnostics_, {}),
      model_{{world_, sources_, diagnostics_, variables_}, apis_, search_, components_, options.target,
             workDirectoryOf(options, currentDirectory_)}
{
    setVariables();
    setSearchLists();
}

std::string Generation::absolute(const std::string& path) const
{
    return normalizePath(joinPath(currentDirectory_, path));
}

void Generation::setVariables()
{
    variables_.set("LEGATO_TARGET", options_.target);
    variables_.set("LEGATO_TARGET_SYMBOL", targetSymbol(options_.target));
    const std::string root = world_.variable("LEGATO_ROOT").value_or("");
    if (!root.empty())
    {
        variables_.set("LEGATO_BUILD", root + "/build/" + options_.target);
        readConfiguration();
    }
    tools_ = selectToolchain(world_, install_, options_.target, variables_);
}

/// `$LEGATO_BUILD/config.sh`, where a checkout of Legato keeps its configuration: lines `[export ]NAME=VALUE`.
void Generation::readConfiguration()
{
    const std::optional<std::string> text = world_.readFile(*variables_.get("LEGATO_BUILD") + "/config.sh");
    std::istringstream lines(text.value_or(""));
    for (std::string line; std::getline(lines, line);)
    {
        if (line.starts_with("export "))
        {
            line.erase(0, 7);
        }
        const size_t equals = line.find('=');
        if (line.starts_with("#") || equals == std::string::npos || equals == 0)
        {
            continue;
        }
        std::string value = line.substr(equals + 1);
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
        {
            value = value.substr(1, value.size() - 2);
        }
        variables_.set(line.substr(0, equals), value);
    }
}

void Generation::setSearchLists()
{
    const bool hasFile = options_.tool == Tool::mkapp || options_.tool == Tool::mksys;
    const std::string here = hasFile ? directoryOf(absolute(options_.items.at(0))) : currentDirectory_;

    std::vector<std::string>& interfaces = search_.interfaces;
    interfaces.push_back(install_.interfaces());
    const std::string root = world_.variable("LEGATO_ROOT").value_or("");
    if (!root.empty())
    {
        interfaces.push_back(absolute(root + "/interfaces"));
        interfaces.push_back(absolute(root + "/framework/include"));
        interfaces.push_back(absolute(root + "/build/" + options_.target + "/framework/include"));
    }
    for (const std::string& directory : options_.interfaceSearch)
    {
        interfaces.push_back(absolute(directory));
    }
    const std::string limits = root.empty() ? "" : absolute(root + "/interfaces/platformLimits");
    if (options_.tool == Tool::mksys)
    {
        search_.platformLimits = limits;
    }
    else if (!limits.empty())
    {
        interfaces.push_back(limits);
    }
    interfaces.push_back(here);
    for (const std::string& directory : interfaces)
    {
        apis_.addImportDirectory(directory);
    }

    for (auto* list : {&search_.components, &search_.sources, &search_.apps, &search_.modules})
    {
        for (const std::string& directory : options_.sourceSearch)
        {
            list->push_back(absolute(directory));
        }
        list->push_back(here);
    }
}

BuildSettings Generation::settings(const Toolchain& sdef) const
{
    const bool hasFile = options_.tool == Tool::mkapp || options_.tool == Tool::mksys;
    BuildSettings settings;
    settings.target = options_.target;
    settings.workDirectory = model_.workDirectory;
    settings.outputDirectory = absolute(options_.outputDirectory);
    settings.libraryDirectory = hasFile ? "" : absolute(options_.libraryDirectory);
    settings.currentDirectory = currentDirectory_;
    settings.definitionDirectory = hasFile ? directoryOf(absolute(options_.items.at(0))) : currentDirectory_;
    for (const std::string& directory : search_.interfaces)
    {
        // Headers are ours alone; a checkout of Legato gives interfaces.
        if (!directory.ends_with("/framework/include"))
        {
            settings.interfaceDirectories.push_back(directory);
        }
    }
    settings.install = install_;
    settings.positionIndependent = !options_.positionDependent;
    for (const std::string& suffix : options_.versionSuffixes)
    {
        settings.versionSuffix += suffix;
    }
    settings.tools = tools_;
    const auto add = [](std::vector<std::string>& flags, const std::vector<std::string>& more)
    { flags.insert(flags.end(), more.begin(), more.end()); };
    add(settings.tools.cflags, options_.cflags);
    add(settings.tools.cflags, sdef.cflags);
    add(settings.tools.cxxflags, options_.cxxflags);
    add(settings.tools.cxxflags, sdef.cxxflags);
    add(settings.tools.ldflags, options_.ldflags);
    add(settings.tools.ldflags, sdef.ldflags);
    return settings;
}

}  // namespace ligature::mkapp
