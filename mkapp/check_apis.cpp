#include "mkapp/check_apis.h"

#include <fmt/format.h>

#include "ifgen/compare.h"
#include "mkapp/codes.h"
#include "runtime/formats/protocol_versions.h"

namespace ligature::mkapp
{

namespace
{

void noteEnds(const ApiEnd& client, const ApiEnd& server, Diagnostic& error)
{
    error.note(client.declared, fmt::format("the client requires '{}' here", ifgen::filePath(*client.api)))
        .note(server.declared, fmt::format("the server provides '{}' here", ifgen::filePath(*server.api)));
}

void reportNoCommonVersion(const ApiEnd& client, const ApiEnd& server, Span binding, Diagnostics& diagnostics)
{
    const formats::VersionRange asked = ifgen::versionsOf(*client.api);
    const formats::VersionRange offered = ifgen::versionsOf(*server.api);
    Diagnostic& error =
        diagnostics.error(codes::kNoCommonVersion, binding,
                          fmt::format("client '{}' and server '{}' have no version of '{}' in common: client speaks "
                                      "version {}, server {}",
                                      client.name, server.name, ifgen::baseName(*client.api),
                                      formats::describeVersions(asked), formats::describeVersions(offered)));
    noteEnds(client, server, error);
    const bool isServerOld = offered.newest < asked.oldest;
    error.suggest(isServerOld ? fmt::format("build the server with an api of version {} or later, or the client with "
                                            "one whose SERVING_VERSION is {} or less",
                                            asked.oldest, offered.newest)
                              : fmt::format("build the client with an api of version {} or later, or the server with "
                                            "one whose SERVING_VERSION is {} or less",
                                            offered.oldest, asked.newest));
}

/// Two files may both say that they are version 3 and mean different things by it.
void checkMeaning(const ApiEnd& client, const ApiEnd& server, Span binding, Diagnostics& diagnostics)
{
    constexpr size_t kMostNamed = 3;
    const formats::VersionRange asked = ifgen::versionsOf(*client.api);
    const formats::VersionRange offered = ifgen::versionsOf(*server.api);
    const bool isClientNewer = asked.newest > offered.newest;
    const ifgen::Interface& older = isClientNewer ? *server.api : *client.api;
    const ifgen::Interface& newer = isClientNewer ? *client.api : *server.api;
    std::vector<ifgen::Change> breaks = ifgen::compare(older, newer);
    std::erase_if(breaks, [](const ifgen::Change& change) { return !change.breaksWire; });
    if (breaks.empty())
    {
        return;
    }
    Diagnostic& error = diagnostics.error(
        codes::kVersionOfTwoMeanings, binding,
        fmt::format("client '{}' and server '{}' mean different things by version {} of '{}'", client.name, server.name,
                    std::min(asked.newest, offered.newest), ifgen::baseName(*client.api)));
    noteEnds(client, server, error);
    for (size_t i = 0; i < std::min(breaks.size(), kMostNamed); ++i)
    {
        error.note(breaks[i].place, breaks[i].message);
    }
    error.suggest("ifgen --compare OLD NEW lists what differs");
}

}  // namespace

bool workTogether(const ifgen::Interface& client, const ifgen::Interface& server)
{
    return &client == &server || formats::workTogether(ifgen::protocolId(client), ifgen::protocolId(server));
}

void checkApis(const ApiEnd& client, const ApiEnd& server, Span binding, const Code& different,
               Diagnostics& diagnostics)
{
    if (client.api == server.api)
    {
        return;
    }
    const bool haveVersions = ifgen::versionsOf(*client.api).newest != 0 &&
                              ifgen::versionsOf(*server.api).newest != 0 &&
                              ifgen::baseName(*client.api) == ifgen::baseName(*server.api);
    if (workTogether(*client.api, *server.api))
    {
        if (haveVersions)
        {
            checkMeaning(client, server, binding, diagnostics);
        }
        return;
    }
    if (haveVersions)
    {
        reportNoCommonVersion(client, server, binding, diagnostics);
        return;
    }
    diagnostics
        .error(different, binding,
               fmt::format("client '{}' and server '{}' have different apis: '{}' and '{}'", client.name, server.name,
                           ifgen::filePath(*client.api), ifgen::filePath(*server.api)))
        .note(client.declared, "the client requires its api here")
        .note(server.declared, "the server provides its api here");
}

}  // namespace ligature::mkapp
