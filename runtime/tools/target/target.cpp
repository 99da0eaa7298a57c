#include "runtime/tools/target/target.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "runtime/daemons/systems/systems.h"
#include "runtime/formats/control.h"

namespace ligature::tools
{

const char* toolVersion()
{
    return LIGATURE_VERSION;
}

void addCommonOptions(CLI::App& app, std::string& root)
{
    app.add_option("--root", root,
                   "root directory of the target (default: $LIGATURE_TARGET_ROOT, else /legato for root and "
                   "~/.local/share/ligature for others)");
    app.set_version_flag("--version", toolVersion());
}

int endPrinting(const std::string& tool, int status)
{
    errno = 0;
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0)
    {
        return status;
    }
    if (errno != EPIPE)
    {
        std::fprintf(stderr, "%s: cannot write to the standard output%s%s\n", tool.c_str(), errno != 0 ? ": " : "",
                     errno != 0 ? std::strerror(errno) : "");
    }
    return std::max(status, 1);
}

std::string helpText(const CLI::App& app)
{
    return app.get_formatter()->make_help(&app, app.get_name(), CLI::AppFormatMode::Normal);
}

int endParse(const CLI::App& app, const CLI::ParseError& error)
{
    if (error.get_exit_code() == 0)
    {
        return endPrinting(app.get_name(), app.exit(error));
    }
    const bool noCommand = app.get_require_subcommand_min() > 0 && app.get_subcommands().empty();
    if (noCommand && app.remaining_size() > 0)
    {
        const std::string word = app.remaining().front();
        std::fprintf(stderr, "Unknown %s '%s'.  Try --help.\n", word.starts_with('-') ? "option" : "command",
                     word.c_str());
        return 2;
    }
    std::fprintf(stderr, "%s: %s.  Try --help.\n", app.get_name().c_str(),
                 noCommand ? "no command given" : error.what());
    return 2;
}

int runTool(CLI::App& app, int argc, char** argv, const std::string& root,
            const std::function<int(const formats::TargetLayout&)>& body)
{
    try
    {
        app.parse(argc, argv);
    }
    catch (const CLI::ParseError& error)
    {
        return endParse(app, error);
    }
    try
    {
        const formats::TargetLayout layout{formats::targetRoot(root)};
        if (layout.root.empty())
        {
            throw std::runtime_error("no root directory: use --root DIR or set LIGATURE_TARGET_ROOT");
        }
        return endPrinting(app.get_name(), body(layout));
    }
    catch (const std::exception& error)
    {
        std::fprintf(stderr, "%s: %s\n", app.get_name().c_str(), error.what());
        return 1;
    }
}

std::optional<nlohmann::json> askSupervisor(const formats::TargetLayout& layout, const nlohmann::json& request)
{
    try
    {
        formats::ControlClient supervisor(layout.supervisorSocket());
        return supervisor.request(request, -1, std::chrono::hours(1));
    }
    catch (const formats::ControlNotRunning&)
    {
        return std::nullopt;
    }
}

bool supervisorRuns(const formats::TargetLayout& layout)
{
    return askSupervisor(layout, {{"command", "status"}}).has_value();
}

std::vector<InstalledApp> installedApps(const formats::TargetLayout& layout)
{
    std::vector<InstalledApp> apps;
    if (const auto index = systems::current(layout))
    {
        for (const auto& entry : systems::loadSystem(layout, *index).apps)
        {
            apps.push_back({entry.hash, systems::loadApp(layout, entry.hash)});
        }
    }
    return apps;
}

}  // namespace ligature::tools
