// `processes:` sections of a .adef (spec/definition-files.md 2.2.5).
#include <fmt/format.h>

#include "mkapp/codes.h"
#include "mkapp/model_support.h"

namespace ligature::mkapp
{
namespace
{

constexpr size_t kLongestProcessName = 47;

/// What is wrong with a process name, or an empty string.
std::string faultOf(const std::string& name)
{
    if (name.empty() || name == "." || name == "..")
    {
        return fmt::format("'{}' is no name for a process", name);
    }
    if (name.size() > kLongestProcessName)
    {
        return fmt::format("the process name '{}' has {} bytes; at most {} are allowed", name, name.size(),
                           kLongestProcessName);
    }
    if (name.find_first_of(":/") != std::string::npos)
    {
        return fmt::format("the process name '{}' contains ':' or '/'", name);
    }
    return "";
}

void run(const Section& section, ProcessEnvironment& environment, Diagnostics& diagnostics)
{
    for (const Entry& entry : section.entries)
    {
        if (entry.values.empty())
        {
            continue;
        }
        Process process;
        process.executable = definition::unquote(entry.values[0]);
        const Word& nameWord = entry.name.empty() ? entry.values[0] : entry.name[0];
        process.span = nameWord.span;
        process.name = entry.name.empty() ? fileNameOf(process.executable) : entry.name[0].raw;
        if (const std::string fault = faultOf(process.name); !fault.empty())
        {
            diagnostics.error(codes::kBadName, nameWord.span, fault);
            continue;
        }
        for (size_t i = 1; i < entry.values.size(); ++i)
        {
            process.arguments.push_back(definition::unquote(entry.values[i]));
        }
        environment.processes.push_back(std::move(process));
    }
}

void setting(const Section& section, ProcessEnvironment& environment)
{
    const std::string& name = section.name.raw;
    const Word& value = *section.value;
    if (name == "faultAction")
    {
        environment.faultAction = faultActionOf(value);
    }
    else if (name == "priority")
    {
        environment.priority = priorityOf(value);
    }
    else if (name == "watchdogAction")
    {
        environment.watchdogAction = watchdogActionOf(value);
    }
    else if (name == "watchdogTimeout")
    {
        environment.watchdogTimeout = watchdogTimeoutOf(value);
    }
    else if (name == "maxWatchdogTimeout")
    {
        environment.maxWatchdogTimeout = watchdogTimeoutOf(value);
    }
}

}  // namespace

void modelProcesses(ModelContext& context, const Section& section, App& app)
{
    Diagnostics& diagnostics = context.read.diagnostics;
    ProcessEnvironment environment;
    environment.span = section.name.span;
    for (const Section& part : section.sections)
    {
        if (part.name.raw == "run")
        {
            run(part, environment, diagnostics);
        }
        else if (part.name.raw == "envVars")
        {
            for (const Entry& entry : part.entries)
            {
                if (!entry.name.empty() && !entry.values.empty())
                {
                    environment.variables[entry.name[0].raw] = definition::expand(entry.values[0], context.read);
                }
            }
        }
        else if (part.value && !readLimit<ProcessEnvironment>(kProcessLimits<ProcessEnvironment>, part, environment))
        {
            setting(part, environment);
        }
    }
    app.environments.push_back(std::move(environment));
}

}  // namespace ligature::mkapp
