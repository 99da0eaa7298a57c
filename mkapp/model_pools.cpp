// `pools:` of a Component.cdef (spec/definition-files.md 2.3).
#include <fmt/format.h>

#include <cstdint>
#include <map>
#include <set>
#include <utility>

#include "mkapp/codes.h"
#include "mkapp/model_support.h"

namespace ligature::mkapp
{
namespace
{

using Spans = std::map<std::pair<std::string, std::string>, Span>;  ///< by interface and pool

std::set<std::string> interfacesOf(const Component& component)
{
    std::set<std::string> names;
    for (const auto& server : component.servers)
    {
        names.insert(server.name);
    }
    for (const auto& client : component.clients)
    {
        names.insert(client.name);
    }
    return names;
}

void modelSection(ModelContext& context, const Section& section, const std::set<std::string>& interfaces, bool complete,
                  Spans& spans, Component& component)
{
    for (const Entry& entry : section.entries)
    {
        if (entry.name.empty() || entry.values.empty())
        {
            continue;
        }
        PoolSize pool;
        pool.span = entry.span;
        pool.interfaceName = entry.name.size() > 1 ? entry.name[0].raw : "";
        pool.pool = entry.name.back().raw;
        if (!pool.interfaceName.empty() && !complete)
        {
            continue;  // the interface may be one of those that have been reported
        }
        if (!pool.interfaceName.empty() && !interfaces.contains(pool.interfaceName))
        {
            Diagnostic& error = context.read.diagnostics.error(
                codes::kPoolWithoutApi, entry.name[0].span,
                fmt::format("the component has no interface '{}' whose pools could be sized", pool.interfaceName));
            if (const std::string nearest = nearestName(pool.interfaceName, {interfaces.begin(), interfaces.end()});
                !nearest.empty())
            {
                error.suggest(fmt::format("did you mean '{}'?", nearest));
            }
            continue;
        }
        const auto [first, isNew] = spans.try_emplace({pool.interfaceName, pool.pool}, entry.span);
        if (!isNew)
        {
            context.read.diagnostics
                .error(codes::kPoolTwice, entry.span, fmt::format("pool '{}' is sized twice", pool.pool))
                .note(first->second, "first sized here");
            continue;
        }
        const auto blocks = numberOf(entry.values[0]);
        if (blocks && *blocks > UINT32_MAX)
        {
            context.read.diagnostics.error(codes::kOutOfRange, entry.values[0].span,
                                           fmt::format("a pool cannot have more than {} blocks", UINT32_MAX));
        }
        else if (blocks)
        {
            pool.blocks = static_cast<uint32_t>(*blocks);
            component.pools.push_back(std::move(pool));
        }
    }
}

}  // namespace

void modelPools(ModelContext& context, const std::vector<const Section*>& sections, bool complete, Component& component)
{
    const std::set<std::string> interfaces = interfacesOf(component);
    Spans spans;
    for (const Section* section : sections)
    {
        modelSection(context, *section, interfaces, complete, spans, component);
    }
}

}  // namespace ligature::mkapp
