// app: the apps of the current system.
#include <cstdio>
#include <map>

#include "runtime/tools/target/target.h"

namespace
{

using namespace ligature;
using formats::TargetLayout;
using nlohmann::json;

int notRunning()
{
    std::fputs("Legato framework is NOT running.\n", stderr);
    return 1;
}

/// What the Supervisor knows of each app by name; empty if it does not run.
std::map<std::string, json> runningApps(const TargetLayout& layout)
{
    std::map<std::string, json> apps;
    if (const auto reply = tools::askSupervisor(layout, {{"command", "status"}}))
    {
        for (const auto& app : reply->value("apps", json::array()))
        {
            apps[app.value("name", "")] = app;
        }
    }
    return apps;
}

bool isRunning(const std::map<std::string, json>& apps, const std::string& name)
{
    const auto found = apps.find(name);
    return found != apps.end() && found->second.value("state", "stopped") != "stopped";
}

/// One command for one app, with the texts that scripts know.
int control(const TargetLayout& layout, const std::string& command, const std::string& name)
{
    const auto reply = tools::askSupervisor(layout, {{"command", command}, {"app", name}});
    if (!reply)
    {
        return notRunning();
    }
    if (reply->value("ok", false))
    {
        return 0;
    }
    const std::string reason = reply->value("reason", "");
    const std::string message = reply->value("message", "");
    if (reason == "notRunning")
    {
        std::puts(message.c_str());
        return 1;
    }
    if (reason == "failed")
    {
        std::fprintf(stderr,
                     "There was an error.  Application '%s' could not be %s.\n%s\nCheck the system log for error "
                     "messages.\n",
                     name.c_str(), command == "stop" ? "stopped" : "started", message.c_str());
        return 1;
    }
    std::fprintf(stderr, "%s\n", message.c_str());
    return 1;
}

int stopAll(const TargetLayout& layout)
{
    if (!tools::supervisorRuns(layout))
    {
        return notRunning();
    }
    int result = 0;
    const auto apps = runningApps(layout);
    for (const auto& [name, app] : apps)
    {
        if (isRunning(apps, name))
        {
            result |= control(layout, "stop", name);
        }
    }
    return result;
}

int status(const TargetLayout& layout, const std::string& name)
{
    const auto running = runningApps(layout);
    bool found = false;
    for (const auto& app : tools::installedApps(layout))
    {
        if (name.empty() || name == app.manifest.name)
        {
            found = true;
            std::printf("[%s] %s\n", isRunning(running, app.manifest.name) ? "running" : "stopped",
                        app.manifest.name.c_str());
        }
    }
    if (!found && !name.empty())
    {
        std::printf("[not installed] %s\n", name.c_str());
    }
    return 0;
}

int list(const TargetLayout& layout)
{
    for (const auto& app : tools::installedApps(layout))
    {
        std::puts(app.manifest.name.c_str());
    }
    return 0;
}

int version(const TargetLayout& layout, const std::string& name)
{
    for (const auto& app : tools::installedApps(layout))
    {
        if (name == app.manifest.name)
        {
            const std::string text = app.manifest.version.empty() ? "has no version" : app.manifest.version;
            std::printf("%s %s\n", name.c_str(), text.c_str());
            return 0;
        }
    }
    std::printf("%s is not installed.\n", name.c_str());
    return 1;
}

void printProcesses(const json& app)
{
    std::puts("  running processes:");
    for (const auto& process : app.value("processes", json::array()))
    {
        std::string threads;
        for (const auto& thread : process.value("threads", std::vector<int>()))
        {
            threads += (threads.empty() ? "" : ", ") + std::to_string(thread);
        }
        std::printf("    %s[%d] (%s)\n", process.value("name", "?").c_str(), process.value("pid", 0), threads.c_str());
    }
}

int info(const TargetLayout& layout, const std::string& name)
{
    const auto running = runningApps(layout);
    bool found = false;
    for (const auto& app : tools::installedApps(layout))
    {
        const auto& manifest = app.manifest;
        if (!name.empty() && name != manifest.name)
        {
            continue;
        }
        found = true;
        const bool runs = isRunning(running, manifest.name);
        std::printf("%s\n  status: %s\n", manifest.name.c_str(), runs ? "running" : "stopped");
        if (runs)
        {
            printProcesses(running.at(manifest.name));
        }
        std::printf("  app.name=%s\n  app.hash=%s\n  app.version=%s\n", manifest.name.c_str(), app.hash.c_str(),
                    manifest.version.c_str());
        std::printf("  sandboxed: %s\n  start: %s\n", manifest.sandboxed ? "true" : "false",
                    manifest.startManual ? "manual" : "auto");
        for (const auto& process : manifest.processes)
        {
            std::string line;
            for (const auto& argument : process.arguments)
            {
                line += " " + argument;
            }
            std::printf("  process %s:%s (faultAction: %s)\n", process.name.c_str(), line.c_str(),
                        process.faultAction.empty() ? "ignore" : process.faultAction.c_str());
        }
        std::puts("");
    }
    if (!found && !name.empty())
    {
        std::printf("%s is not installed.\n", name.c_str());
        return 1;
    }
    return 0;
}

int notSupported(const char* command)
{
    std::fprintf(stderr, "app: '%s' is not supported yet\n", command);
    return 2;
}

}  // namespace

int main(int argc, char** argv)
{
    CLI::App app("Starts, stops and shows the apps of the current system.", "app");
    std::string root;
    std::string name;
    tools::addCommonOptions(app, root);
    app.require_subcommand(1);
    std::map<std::string, std::function<int(const TargetLayout&)>> actions;
    const auto add = [&](const std::string& command, const std::string& text, bool needsName,
                         std::function<int(const TargetLayout&)> action)
    {
        auto* subcommand = app.add_subcommand(command, text);
        subcommand->fallthrough();
        subcommand->add_option("NAME", name, "the app")->required(needsName);
        actions[command] = std::move(action);
    };
    add("start", "start an app", true, [&](const TargetLayout& layout) { return control(layout, "start", name); });
    add("stop", "stop an app, or all with '*'", true,
        [&](const TargetLayout& layout) { return name == "*" ? stopAll(layout) : control(layout, "stop", name); });
    add("restart", "stop an app if it runs, and start it", true,
        [&](const TargetLayout& layout) { return control(layout, "restart", name); });
    add("status", "whether apps run", false, [&](const TargetLayout& layout) { return status(layout, name); });
    add("list", "names of the installed apps", false, [&](const TargetLayout& layout) { return list(layout); });
    add("info", "what is known of apps", false, [&](const TargetLayout& layout) { return info(layout, name); });
    add("version", "version of an app", true, [&](const TargetLayout& layout) { return version(layout, name); });
    add("remove", "not supported yet; see update --remove", true,
        [&](const TargetLayout&) { return notSupported("remove"); });
    add("runProc", "not supported yet", false, [&](const TargetLayout&) { return notSupported("runProc"); });
    app.get_subcommand("runProc")->allow_extras()->fallthrough(false);
    app.footer("Examples:\n  app status\n  app start ledBlinker\n  app stop \"*\"");
    return tools::runTool(app, argc, argv, root,
                          [&](const TargetLayout& layout)
                          { return actions.at(app.get_subcommands().front()->get_name())(layout); });
}
