// update: installs a pack, removes an app, or ends the probation of the current system.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "runtime/daemons/systems/install.h"
#include "runtime/formats/files.h"
#include "runtime/tools/target/target.h"
#include "runtime/tools/update/progress.h"
#include "runtime/tools/update/spool.h"
#include "runtime/tools/update/switch.h"

namespace
{

using namespace ligature;
using systems::SystemStatus;

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kWrongCommandLine = 2;
constexpr int kOurDefect = 70;

/// "***Error: ..." with the reason, on standard error; FAILED, as scripts expect it.
int fail(const std::string& error, const std::string& reason)
{
    std::fflush(stdout);
    fmt::print(stderr, "***Error: {}\n", error);
    fmt::print(stderr, "update: {}\n", reason);
    fmt::print("FAILED\n");
    return kFailed;
}

/// Runs a change of the installed systems; prints how it ended.
template <typename Change>
int change(const formats::TargetLayout& layout, Change make)
{
    update::Progress progress(isatty(STDOUT_FILENO) != 0);
    systems::InstallOptions options;
    options.unpacking = [&](uint64_t done, uint64_t total) { progress.show("Unpacking package", done, total); };
    options.applying = [&](unsigned done, unsigned total) { progress.show("Applying update", done, total); };
    options.note = [&](const std::string& text)
    {
        progress.finish();
        fmt::print(stderr, "update: note: {}\n", text);
    };
    try
    {
        const systems::StoreLock lock(layout);
        const systems::Installed installed = make(lock, options);
        progress.finish();
        if (installed.changed)
        {
            if (const std::string reason = update::switchTo(layout, installed.index); !reason.empty())
            {
                return fail("The new system could not be started.", reason);
            }
            systems::removeOldSystems(lock, layout);
        }
    }
    catch (const systems::StoreError& error)
    {
        progress.finish();
        return fail("The update is refused.", error.what());
    }
    catch (const formats::FileError& error)
    {
        progress.finish();
        return fail("Internal error during update.", error.what());
    }
    catch (const formats::FormatError& error)
    {
        progress.finish();
        return fail("Received bad update package. See log for details.", error.what());
    }
    fmt::print("SUCCESS\n");
    return kDone;
}

/// Why a named pack cannot be read; empty if it can.
std::string whyUnreadable(const std::string& file)
{
    const formats::UniqueFd input(open(file.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat status = {};
    if (!input || fstat(input.get(), &status) != 0)
    {
        return fmt::format("cannot open {}: {}", file, std::strerror(errno));
    }
    return S_ISDIR(status.st_mode) ? fmt::format("{} is a directory", file) : "";
}

int installPack(const formats::TargetLayout& layout, const std::string& file)
{
    if (const std::string why = file == "-" ? "" : whyUnreadable(file); !why.empty())
    {
        return fail("The update package cannot be read.", why);
    }
    return change(layout,
                  [&](const systems::StoreLock& lock, const systems::InstallOptions& options)
                  {
                      const update::Spool pack(file, layout.root);
                      return systems::install(lock, layout, pack.path(), options);
                  });
}

int removeApp(const formats::TargetLayout& layout, const std::string& app)
{
    return change(layout, [&](const systems::StoreLock& lock, const systems::InstallOptions& options)
                  { return systems::removeApp(lock, layout, app, options); });
}

int refuseMark(const std::string& reason)
{
    fmt::print(stderr, "**ERROR: {}\n", reason);
    return kFailed;
}

/// Marks the current system; a bad one is left for the one to fall back to.
int mark(const formats::TargetLayout& layout, SystemStatus::Kind kind)
{
    try
    {
        const systems::StoreLock lock(layout);
        const std::optional<unsigned> now = systems::current(layout);
        if (!now)
        {
            return refuseMark("There is no system on this target.");
        }
        if (kind == SystemStatus::Kind::good)
        {
            if (systems::status(layout, *now).kind == SystemStatus::Kind::good)
            {
                return refuseMark("The probation period has already ended. Nothing to do.");
            }
            systems::setStatus(layout, *now, {kind, 0});
            fmt::print("System is now marked 'Good'.\n");
            return kDone;
        }
        const std::optional<unsigned> before = systems::rollbackTarget(layout, *now);
        if (!before)
        {
            return refuseMark("There is no other system to fall back to. Nothing was changed.");
        }
        systems::setStatus(layout, *now, {kind, 0});
        const std::string reason = update::switchTo(layout, *before);
        fmt::print("System is now marked 'Bad'.\n");
        return reason.empty() ? kDone : refuseMark(reason);
    }
    catch (const systems::StoreError&)
    {
        return refuseMark("Another update is currently in progress.");
    }
    catch (const formats::FormatError& error)
    {
        return refuseMark(error.what());
    }
}

int notSupported(const char* option)
{
    fmt::print(stderr, "update: {} is not supported yet\n", option);
    return kWrongCommandLine;
}

int run(int argc, char** argv)
{
    CLI::App app("Installs a pack made by mkapp or mksys on this target.", "update");
    app.footer(
        "If the framework runs it is restarted with the new system, and goes back to the old one if that fails.\n\n"
        "Examples:\n"
        "  update deviceA.localhost.update\n"
        "  cat blink.localhost.update | update -\n"
        "  update --remove blink\n"
        "  update --mark-bad --root /srv/target1\n\n"
        "Exit status: 0 done, 1 failed (nothing has changed) or its output is lost, 2 wrong command line.");
    app.set_version_flag("--version", std::string(LIGATURE_VERSION));
    std::string file, rootOption, remove;
    bool good = false, bad = false, force = false, defer = false;
    app.add_option("FILE", file, "The pack; - for the standard input");
    app.add_option("--root", rootOption, "Root directory of the target");
    app.add_option("-r,--remove", remove, "Make a system without this app");
    app.add_flag("-g,--mark-good", good, "End the probation of the current system");
    app.add_flag("-b,--mark-bad", bad, "Fall back to the system before");
    app.add_flag("-f,--force", force, "(not supported yet)");
    app.add_flag("-d,--defer", defer, "(not supported yet)");
    try
    {
        app.parse(argc, argv);
    }
    catch (const CLI::ParseError& error)
    {
        return tools::endParse(app, error);
    }
    if (force || defer)
    {
        return notSupported(force ? "--force" : "--defer");
    }
    const bool removing = app.count("--remove") > 0;
    const int actions = (app.count("FILE") > 0) + removing + good + bad;
    if (actions > 1)
    {
        fmt::print(stderr, "update: give one of FILE, --remove, --mark-good, --mark-bad\n");
        return kWrongCommandLine;
    }
    if (actions == 0)
    {
        file = "-";
        if (isatty(STDIN_FILENO))
        {
            fmt::print(stderr, "update: no pack given (try: update --help)\n");
            return kWrongCommandLine;
        }
    }
    const formats::TargetLayout layout{formats::targetRoot(rootOption)};
    if (layout.root.empty())
    {
        fmt::print(stderr, "update: no target root: give --root or set LIGATURE_TARGET_ROOT\n");
        return kWrongCommandLine;
    }
    const int status = good || bad ? mark(layout, good ? SystemStatus::Kind::good : SystemStatus::Kind::bad)
                       : removing  ? removeApp(layout, remove)
                                   : installPack(layout, file);
    return tools::endPrinting(app.get_name(), status);
}

}  // namespace

int main(int argc, char** argv)
{
    try
    {
        return run(argc, argv);
    }
    catch (const std::exception& error)
    {
        fmt::print(stderr, "update: internal error: {}\n", error.what());
        return kOurDefect;
    }
}
