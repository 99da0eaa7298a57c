// What a system says over an app's own definition (spec/definition-files.md 2.1.3).
#include <fmt/format.h>

#include <charconv>

#include "mksys/codes.h"
#include "mksys/model_support.h"

namespace ligature::mksys
{
namespace
{

/// Priorities in order: idle, low, medium, high, rt1 to rt32.
int rankOf(const std::string& priority)
{
    if (priority.starts_with("rt"))
    {
        int level = 0;
        std::from_chars(priority.data() + 2, priority.data() + priority.size(), level);
        return 3 + level;
    }
    return priority == "idle" ? 0 : priority == "low" ? 1 : priority == "medium" ? 2 : 3;
}

void warnOfLowered(const Word& word, const std::string& highest, const mkapp::App& app, Diagnostics& diagnostics)
{
    for (const mkapp::ProcessEnvironment& environment : app.environments)
    {
        if (environment.priority && rankOf(*environment.priority) > rankOf(highest))
        {
            diagnostics
                .warning(codes::kLoweredPriority, word.span,
                         fmt::format("processes of app '{}' are started with priority {} instead of {}", app.name,
                                     highest, *environment.priority))
                .note(environment.span, "the app sets their priority here");
        }
    }
}

std::set<std::string> namesOf(const Section& section, Diagnostics& diagnostics)
{
    std::set<std::string> names;
    for (const Entry& entry : section.entries)
    {
        for (const Word& word : entry.values)
        {
            if (section.name.raw == "groups" || mkapp::capabilityOf(word, diagnostics))
            {
                names.insert(word.raw);
            }
        }
    }
    return names;
}

/// The first section of a kind replaces what the app says, further ones add to it.
void add(std::optional<std::set<std::string>>& target, std::set<std::string> names)
{
    if (!target)
    {
        target.emplace();
    }
    target->merge(names);
}

void setting(const Section& section, const mkapp::App& app, AppOverrides& overrides, Diagnostics& diagnostics)
{
    const std::string& name = section.name.raw;
    const Word& value = *section.value;
    if (name == "faultAction")
    {
        overrides.faultAction = mkapp::faultActionOf(value);
    }
    else if (name == "watchdogAction")
    {
        overrides.watchdogAction = mkapp::watchdogActionOf(value);
    }
    else if (name == "watchdogTimeout")
    {
        overrides.watchdogTimeout = mkapp::watchdogTimeoutOf(value);
    }
    else if (name == "maxWatchdogTimeout")
    {
        overrides.maxWatchdogTimeout = mkapp::watchdogTimeoutOf(value);
    }
    else if (name == "maxPriority")
    {
        overrides.maxPriority = mkapp::priorityOf(value);
        if (overrides.maxPriority)
        {
            warnOfLowered(value, *overrides.maxPriority, app, diagnostics);
        }
    }
    else if (name == "username")
    {
        overrides.username = value.raw;
    }
    else if (name == "runGroup")
    {
        if (const auto number = mkapp::numberOf(value))
        {
            overrides.runGroup = static_cast<uint32_t>(*number);
        }
    }
    else if (name == "sandboxed")
    {
        overrides.sandboxed = mkapp::booleanOf(value);
    }
    else if (name == "start")
    {
        overrides.startManual = mkapp::startOf(value);
    }
    else if (name == "preloaded" && value.raw != "false" && value.raw != "off")
    {
        mkapp::reportNotSupported(section.name, "preloaded apps are", diagnostics);
    }
}

}  // namespace

AppOverrides modelOverrides(const Entry& entry, const mkapp::App& app, Diagnostics& diagnostics)
{
    AppOverrides overrides;
    for (const Section& section : entry.overrides)
    {
        const std::string& name = section.name.raw;
        if (name == "groups")
        {
            add(overrides.groups, namesOf(section, diagnostics));
        }
        else if (name == "capability")
        {
            add(overrides.capabilities, namesOf(section, diagnostics));
        }
        else if (name == "pools")
        {
            mkapp::reportNotSupported(section.name, "pool sizes set by a system are", diagnostics);
        }
        else if (section.value &&
                 !mkapp::readLimit<AppOverrides>(mkapp::kAppLimits<AppOverrides>, section, overrides) &&
                 !mkapp::readLimit<AppOverrides>(mkapp::kProcessLimits<AppOverrides>, section, overrides))
        {
            setting(section, app, overrides, diagnostics);
        }
    }
    return overrides;
}

}  // namespace ligature::mksys
