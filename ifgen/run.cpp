#include "ifgen/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <optional>

#include "grammar/parallel.h"
#include "grammar/write.h"
#include "ifgen/c_names.h"
#include "ifgen/codes.h"
#include "ifgen/documents.h"
#include "ifgen/json_dump.h"
#include "ifgen/library.h"
#include "ifgen/summary.h"
#include "ifgen/tell.h"

namespace ligature::ifgen
{

namespace
{

constexpr int kDone = 0;
constexpr int kWrongInput = 1;

std::vector<CFile> wantedFiles(const Options& options)
{
    const std::pair<bool, CFile> all[] = {
        {options.commonInterface, CFile::common},
        {options.interface, CFile::interfaceHeader},
        {options.serverInterface, CFile::serverHeader},
        {options.messages, CFile::messages},
        {options.local, CFile::service},
        {options.client, CFile::client},
        {options.commonClient, CFile::commonClient},
        {options.server, CFile::server},
        {options.serverStub, CFile::serverStub},
        {options.asyncClient, CFile::asyncClientHeader},
        {options.asyncClient, CFile::asyncClient},
    };
    std::vector<CFile> wanted;
    for (const auto& [isWanted, file] : all)
    {
        // A stub is the start of somebody's work, and not every client calls asynchronously: made when asked for by
        // name.
        const bool isOfAll =
            file != CFile::serverStub && file != CFile::asyncClientHeader && file != CFile::asyncClient;
        if (isWanted || (options.all && isOfAll))
        {
            wanted.push_back(file);
        }
    }
    return wanted;
}

std::string escapedForMake(const std::string& path)
{
    std::string text;
    for (char c : path)
    {
        text += c == ' ' || c == '#' || c == '\\' ? std::string("\\") + c : c == '$' ? "$$" : std::string(1, c);
    }
    return text;
}

// Each interface and all it uses, each once, what is used before what uses it.
std::vector<const Interface*> usedBy(const std::vector<const Interface*>& interfaces)
{
    std::vector<const Interface*> list;
    for (const Interface* interface : interfaces)
    {
        for (const Interface* used : importClosure(*interface))
        {
            if (std::find(list.begin(), list.end(), used) == list.end())
            {
                list.push_back(used);
            }
        }
    }
    return list;
}

// A file to make.
struct Output
{
    const Interface* interface;
    std::string path;
    std::optional<CFile> file;  ///< nothing: it is no code
};

std::vector<Output> plan(const Options& options, const COptions& c, const std::vector<const Interface*>& interfaces)
{
    std::vector<Output> outputs;
    for (const Interface* interface : interfaces)
    {
        for (CFile file : wantedFiles(options))
        {
            outputs.push_back({interface, joinPath(options.outputDirectory, cFileName(*interface, file, c)), file});
        }
    }
    return outputs;
}

// Two files of one name in different directories would overwrite each other's code.
bool areDifferent(const std::vector<const Interface*>& interfaces)
{
    std::map<std::string, const Interface*> byName;
    for (const Interface* interface : interfaces)
    {
        auto [other, isNew] = byName.emplace(baseName(*interface), interface);
        if (!isNew)
        {
            tell(fmt::format("ifgen: {} and {} would be written to the same files: generate them apart\n",
                             filePath(*other->second), filePath(*interface)));
            return false;
        }
    }
    return true;
}

// An alias makes files and names of its own, which must not be those of a file that is used.
bool isPrefixFree(const Options& options, const Interface& interface)
{
    for (const Interface* used : importClosure(interface))
    {
        if (!options.namePrefix.empty() && upper(baseName(*used)) == upper(options.namePrefix))
        {
            tell(fmt::format("ifgen: --name-prefix '{}' is taken: {} uses {}, whose files and names begin so\n",
                             options.namePrefix, filePath(interface), filePath(*used)));
            return false;
        }
    }
    return true;
}

// One rule for each interface.
std::string dependencies(const std::vector<Output>& outputs)
{
    std::string text;
    for (size_t i = 0; i < outputs.size();)
    {
        const Interface* interface = outputs[i].interface;
        for (; i < outputs.size() && outputs[i].interface == interface; ++i)
        {
            text += escapedForMake(outputs[i].path) + " ";
        }
        text += ": " + escapedForMake(filePath(*interface));
        for (const Interface* used : importClosure(*interface))
        {
            text += " " + escapedForMake(filePath(*used));
        }
        text += "\n";
    }
    return text;
}

void writeDependencies(const Options& options, const std::vector<Output>& outputs)
{
    if (!options.dependencyFile.empty())
    {
        const UninterruptedWriting writing;
        writeIfChanged(options.dependencyFile, dependencies(outputs));
    }
}

int generateDocuments(const Options& options, const std::vector<const Interface*>& interfaces, const SourceMap& sources)
{
    if (!areDifferent(interfaces))
    {
        return kWrongInput;
    }
    const Templates templates(findInstallTree().templates());
    std::vector<Output> outputs;
    for (const Interface* interface : interfaces)
    {
        for (const GeneratedFile& made : makeDocuments(options, *interface, sources, templates))
        {
            if (options.outputDirectory == "-")
            {
                fmt::print("{}", made.text);
                continue;
            }
            const UninterruptedWriting writing;
            outputs.push_back({interface, joinPath(options.outputDirectory, made.name), {}});
            writeIfChanged(outputs.back().path, made.text);
        }
    }
    writeDependencies(options, outputs);
    return kDone;
}

int generate(const Options& options, const std::vector<const Interface*>& interfaces)
{
    COptions c;
    c.prefix = options.namePrefix;
    c.serviceName = options.serviceName;
    c.async = options.asyncServer;
    c.direct = options.allowDirect;
    c.local = options.localService;
    c.traceNames = !options.noTrace;
    const std::vector<Output> outputs = plan(options, c, interfaces);
    if (!areDifferent(interfaces) || !isPrefixFree(options, *interfaces.front()))
    {
        return kWrongInput;
    }
    const Templates templates(findInstallTree().templates());
    if (options.outputDirectory == "-")
    {
        for (const Output& output : outputs)
        {
            fmt::print("{}", generateC(*output.interface, *output.file, c, templates).text);
        }
    }
    else
    {
        const UninterruptedWriting writing;
        inParallel(outputs.size(), 4,
                   [&](size_t i)
                   {
                       const Output& output = outputs[i];
                       writeIfChanged(output.path, generateC(*output.interface, *output.file, c, templates).text);
                   });
    }
    writeDependencies(options, outputs);
    return kDone;
}

// What can be made of any interface, but not with these options.
bool checkKind(const Options& options, const Interface& interface, const SourceMap& sources, Diagnostics& diagnostics)
{
    const bool isAsyncClient = !options.asyncClient || checkAsyncClient(interface, diagnostics);
    const bool isAsyncServer = !options.asyncServer || checkAsyncServer(interface, diagnostics);
    const bool isLocal = !options.localService || checkLocalService(interface, diagnostics);
    const bool isJson = !wantsJson(options) || checkJson(interface, sources, diagnostics);
    return isAsyncClient && isAsyncServer && isLocal && isJson;
}

}  // namespace

int run(const Options& options)
{
    DiskWorld world;
    SourceMap sources;
    Diagnostics diagnostics;
    Library library(world, sources, diagnostics, options.importDirectories);
    std::vector<const Interface*> interfaces;
    bool areGood = true;
    for (const std::string& file : options.files)
    {
        if (!world.fileExists(file))
        {
            tellUnreadable(options, file, diagnostics);
            areGood = false;
            continue;
        }
        const Interface* interface = library.load(file);
        if (std::find(interfaces.begin(), interfaces.end(), interface) != interfaces.end())
        {
            continue;
        }
        const bool isGood = interface != nullptr && checkKind(options, *interface, sources, diagnostics);
        areGood = areGood && isGood;
        interfaces.push_back(interface);
    }
    tell(options, diagnostics, sources, world);
    if (!areGood)
    {
        return kWrongInput;
    }
    if (options.check)
    {
        return kDone;
    }
    if (options.listImports)
    {
        for (const Interface* used : usedBy(interfaces))
        {
            fmt::print("{}\n", filePath(*used));
        }
        return kDone;
    }
    for (const Interface* interface : interfaces)
    {
        if (options.hash)
        {
            // With both, what is hashed: for whoever wonders why two ids differ.
            fmt::print("{}\n", options.dump ? protocolText(*interface) : protocolId(*interface));
        }
        else if (options.dump)
        {
            fmt::print("{}", summary(*interface));
        }
    }
    if (options.hash || options.dump)
    {
        return kDone;
    }
    try
    {
        return wantsDocuments(options) ? generateDocuments(options, interfaces, sources)
                                       : generate(options, interfaces);
    }
    catch (const WriteError& error)
    {
        tell(fmt::format("ifgen: {}\n", error.what()));
        return kWrongInput;
    }
}

}  // namespace ligature::ifgen
