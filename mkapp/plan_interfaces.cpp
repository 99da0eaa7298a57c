// The generated code of interfaces: which files there are, in which directories, compiled with what
// (spec/definition-files.md 5.5).

#include "mkapp/planner.h"
#include "mkapp/words.h"

namespace ligature::mkapp
{
namespace
{

/// The code of the kinds of servers has the same file names, so they have directories of their own.
std::string serverFolder(const ServerInterface& server)
{
    return server.async ? "/async" : server.direct ? "/direct" : "";
}

std::vector<std::string> poolWords(const Component& component, const std::string& interfaceName)
{
    std::vector<std::string> words;
    for (const PoolSize& pool : component.pools)
    {
        if (!interfaceName.empty() && pool.interfaceName == interfaceName)
        {
            words.push_back("-D_mem_" + pool.pool + "_POOL_SIZE=," + std::to_string(pool.blocks));
        }
    }
    return words;
}

}  // namespace

std::string Planner::apiDirectory(const ifgen::Interface& api)
{
    return settings_.workDirectory + "/api/" + apiNames_.name(ifgen::filePath(api), ifgen::baseName(api));
}

void Planner::addApiText(const ifgen::Interface& api, ifgen::CFile file, const ifgen::COptions& options,
                         const std::string& path)
{
    if (planned_.insert(path).second)
    {
        plan_.files.push_back({path, ApiText{&api, file, options}});
    }
}

std::string Planner::addApiObject(const ifgen::Interface& api, ifgen::CFile file, const ifgen::COptions& options,
                                  const std::string& directory, const Component& component,
                                  const std::string& interfaceName)
{
    const std::string source = directory + "/" + ifgen::cFileName(api, file, options);
    addApiText(api, file, options, source);

    // Components share an object unless one of them has sizes of its own for its pools.
    std::vector<std::string> words = poolWords(component, interfaceName);
    std::string object = source + ".o";
    if (!words.empty())
    {
        object = settings_.workDirectory + "/component/" + component.buildName +
                 source.substr(settings_.workDirectory.size()) + ".o";
    }
    if (planned_.insert(object).second)
    {
        const std::string name = "flags_api_" + fileNameOf(apiDirectory(api));
        if (planned_.insert(name).second)
        {
            std::vector<std::string> flags = {"-DMK_TOOLS_BUILD"};
            std::vector<const ifgen::Interface*> all = ifgen::importClosure(api);
            all.push_back(&api);
            for (const ifgen::Interface* each : all)
            {
                flags.push_back("-I" + apiDirectory(*each));
            }
            plan_.flagSets.push_back({name, std::move(flags)});
        }
        if (directory != apiDirectory(api))
        {
            words.insert(words.begin(), "-I" + directory);
        }
        addCompile(Rule::compileC, source, object, name, std::move(words));
    }
    return object;
}

Planner::Interfaces Planner::planInterfaces(const Component& component)
{
    using ifgen::CFile;
    Interfaces result;
    std::vector<std::string> commonObjects;
    const size_t cut = settings_.workDirectory.size() + 1;

    // The header that user code includes, and those it includes itself.
    const auto header =
        [&](const ifgen::Interface& api, CFile file, const ifgen::COptions& options, const std::string& folder)
    {
        const std::string base = apiDirectory(api);
        addApiText(api, CFile::common, {}, base + "/" + ifgen::cFileName(api, CFile::common, {}));
        const std::string path = base + folder + "/" + ifgen::cFileName(api, file, options);
        addApiText(api, file, options, path);
        addOnce(result.includeDirectories, base);
        addOnce(result.includeDirectories, base + folder);
        return path.substr(cut);
    };
    const auto imports = [&](const ifgen::Interface& api, CFile file)
    {
        for (const ifgen::Interface* import : ifgen::importClosure(api))
        {
            header(*import, file, {}, "");
            const std::string messages = ifgen::cFileName(*import, CFile::messages, {});
            addApiText(*import, CFile::messages, {}, apiDirectory(*import) + "/" + messages);
        }
    };
    const auto optionsOf = [](const std::string& name)
    {
        ifgen::COptions options;
        options.prefix = name;
        return options;
    };

    for (const TypesOnlyInterface& types : component.typesOnly)
    {
        result.headers.push_back(header(*types.api, CFile::interfaceHeader, optionsOf(types.name), ""));
        imports(*types.api, CFile::interfaceHeader);
    }
    for (const ClientInterface& client : component.clients)
    {
        const ifgen::COptions options = optionsOf(client.name);
        result.headers.push_back(header(*client.api, CFile::interfaceHeader, options, ""));
        if (client.async)
        {
            result.headers.push_back(header(*client.api, CFile::asyncClientHeader, options, ""));
        }
        imports(*client.api, CFile::interfaceHeader);
        if (!ifgen::hasFunctions(*client.api))
        {
            continue;
        }
        const std::string base = apiDirectory(*client.api);
        addApiText(*client.api, CFile::messages, {}, base + "/" + ifgen::cFileName(*client.api, CFile::messages, {}));
        addApiText(*client.api, CFile::service, options,
                   base + "/" + ifgen::cFileName(*client.api, CFile::service, options));
        result.objects.push_back(addApiObject(*client.api, CFile::client, options, base, component, client.name));
        if (client.async)
        {
            result.objects.push_back(
                addApiObject(*client.api, CFile::asyncClient, options, base, component, client.name));
        }
        addOnce(commonObjects, addApiObject(*client.api, CFile::commonClient, {}, base, component, client.name));
    }
    for (const ServerInterface& server : component.servers)
    {
        ifgen::COptions options = optionsOf(server.name);
        options.async = server.async;
        options.direct = server.direct;
        const std::string base = apiDirectory(*server.api);
        const std::string folder = base + serverFolder(server);
        result.headers.push_back(header(*server.api, CFile::serverHeader, options, serverFolder(server)));
        imports(*server.api, CFile::serverHeader);
        if (!ifgen::hasFunctions(*server.api))
        {
            continue;
        }
        addApiText(*server.api, CFile::messages, {}, base + "/" + ifgen::cFileName(*server.api, CFile::messages, {}));
        addApiText(*server.api, CFile::service, options,
                   folder + "/" + ifgen::cFileName(*server.api, CFile::service, options));
        result.objects.push_back(addApiObject(*server.api, CFile::server, options, folder, component, server.name));
    }
    result.objects.insert(result.objects.end(), commonObjects.begin(), commonObjects.end());
    return result;
}

}  // namespace ligature::mkapp
