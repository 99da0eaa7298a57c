#include "mkapp/planner.h"

#include <algorithm>

#include "grammar/world.h"
#include "mkapp/words.h"

namespace ligature::mkapp
{

const std::string& NameTable::name(const std::string& key, const std::string& wanted)
{
    const auto [entry, isNew] = names_.try_emplace(key);
    if (isNew)
    {
        entry->second = wanted;
        for (int number = 2; !taken_.insert(entry->second).second; ++number)
        {
            entry->second = wanted + "." + std::to_string(number);
        }
    }
    return entry->second;
}

void addOnce(std::vector<std::string>& list, const std::string& text)
{
    if (std::find(list.begin(), list.end(), text) == list.end())
    {
        list.push_back(text);
    }
}

std::string shortestPath(const std::string& path, const std::string& currentDirectory)
{
    const std::string prefix = currentDirectory.ends_with('/') ? currentDirectory : currentDirectory + "/";
    return path.starts_with(prefix) && path.size() > prefix.size() ? path.substr(prefix.size()) : path;
}

Planner::Planner(const BuildSettings& settings) : settings_(settings)
{
    plan_.workDirectory = settings.workDirectory;
    plan_.currentDirectory = settings.currentDirectory;
    plan_.packTool = settings.install.libexec() + "/packtool";
    plan_.tools = settings.tools;

    // What every compilation is told. Absolute paths are mapped away: the same sources give the same bytes wherever
    // they lie. The last map that fits wins.
    std::vector<std::string> common = {"-Wall", "-Werror", "-fvisibility=hidden", "-fPIC"};
    if (settings.target != "localhost")
    {
        common.push_back("-DLEGATO_EMBEDDED");
    }
    common.push_back("-ffile-prefix-map=" + settings.install.include() + "=ligature");
    for (const std::string& directory :
         {settings.currentDirectory, settings.definitionDirectory, settings.workDirectory})
    {
        addOnce(common, "-ffile-prefix-map=" + directory + "=.");
    }
    if (const std::string below = shortestPath(settings.workDirectory, settings.currentDirectory);
        below != settings.workDirectory)
    {
        common.push_back("-ffile-prefix-map=" + below + "/=./");
    }
    const std::vector<std::string> includes = commonIncludes();
    for (std::vector<std::string>* flags : {&plan_.tools.cflags, &plan_.tools.cxxflags})
    {
        flags->insert(flags->begin(), common.begin(), common.end());
        flags->insert(flags->end(), includes.begin(), includes.end());
    }
}

std::vector<std::string> Planner::commonIncludes() const
{
    // Our own headers first: nothing found on an interface search path may stand in for them.
    std::vector<std::string> words = {"-I" + settings_.install.include(), "-I" + settings_.workDirectory};
    for (const std::string& directory : settings_.interfaceDirectories)
    {
        words.push_back("-I" + directory);
    }
    return words;
}

std::string Planner::addFlagSet(const std::string& name, std::vector<std::string> words)
{
    plan_.flagSets.push_back({"flags_" + name, std::move(words)});
    return plan_.flagSets.back().name;
}

void Planner::addCompile(Rule rule, const std::string& source, const std::string& object, const std::string& flags,
                         std::vector<std::string> words)
{
    Edge edge;
    edge.rule = rule;
    edge.output = object;
    edge.inputs = {source};
    edge.flags = flags;
    edge.words = std::move(words);
    plan_.edges.push_back(std::move(edge));
}

std::vector<std::string> Planner::planSources(const std::vector<SourceFile>& sources, const std::string& directory,
                                              const std::string& cFlags, const std::string& cxxFlags)
{
    std::vector<std::string> objects;
    NameTable names;
    names.name("", "_componentMain.c");
    for (const SourceFile& source : sources)
    {
        const std::string file = fileNameOf(source.path);
        const std::string object = directory + "/" + names.name(source.path, file) + ".o";
        const bool isCxx = source.language == SourceFile::Language::cxx;
        addCompile(isCxx ? Rule::compileCxx : Rule::compileC, source.path, object, isCxx ? cxxFlags : cFlags,
                   {"-DLE_FILENAME=" + file});
        objects.push_back(object);
    }
    return objects;
}

void Planner::planPack(PackPlan pack, Rule rule, const std::string& packPath, std::vector<std::string> contents)
{
    Edge edge;
    edge.rule = rule;
    edge.output = packPath;
    edge.inputs = {pack.path};
    edge.implicit = std::move(contents);
    plan_.packs.push_back(std::move(pack));
    plan_.edges.push_back(std::move(edge));
}

Plan Planner::take()
{
    return std::move(plan_);
}

}  // namespace ligature::mkapp
