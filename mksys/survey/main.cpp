// survey DIR: how much of an existing code base parses, models, checks and builds.
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <thread>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "grammar/command_line.h"
#include "mkapp/run.h"
#include "mksys/survey/collect.h"
#include "mksys/survey/examine.h"
#include "mksys/survey/table.h"
#include "mksys/survey/workers.h"
#include "templates/templates.h"

using namespace ligature;
using namespace ligature::survey;

namespace
{

constexpr int kSecondsToCheck = 20;
constexpr int kSecondsToBuild = 900;

/// Where builds are made; goes away with the object.
class BuildDirectory
{
public:
    BuildDirectory()
    {
        path_ = (std::filesystem::temp_directory_path() / "ligature-survey.XXXXXX").string();
        if (mkdtemp(path_.data()) == nullptr)
        {
            throw std::runtime_error("cannot make a directory to build in");
        }
    }
    ~BuildDirectory()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    BuildDirectory(const BuildDirectory&) = delete;
    BuildDirectory& operator=(const BuildDirectory&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

FileResult resultOf(const WorkResult& work, const FoundFile& file)
{
    if (work.how == WorkResult::How::done)
    {
        return fromLine(work.line);
    }
    FileResult result;
    result.kind = file.kind;
    result.path = file.relative;
    const bool crashed = work.how == WorkResult::How::crashed;
    result.reasons = {{crashed ? "crash" : "timeout",
                       crashed ? "a tool crashed: a defect of Ligature" : "took too long", "please report this file",
                       file.relative}};
    return result;
}

int runSurvey(Settings settings, bool json)
{
    DiskWorld world;
    settings.currentDirectory = world.workingDirectory();
    settings.folder = world.canonicalPath(settings.folder);
    if (!world.directoryExists(settings.folder))
    {
        fmt::print(stderr, "survey: '{}' is not a directory\n", settings.folder);
        return mkapp::kExitInput;
    }
    for (auto* list : {&settings.interfaceSearch, &settings.sourceSearch})
    {
        for (std::string& directory : *list)
        {
            directory = normalizePath(joinPath(settings.currentDirectory, directory));
        }
    }
    const std::vector<FoundFile> files = collect(world, settings.folder);
    std::optional<BuildDirectory> scratch;
    if (settings.build)
    {
        scratch.emplace();
        settings.workDirectory = scratch->path();
        settings.programs = findInstallTree().bin();
    }

    const bool progress = isatty(STDERR_FILENO) != 0;
    const std::vector<WorkResult> work = runWorkers(
        files.size(), std::max(1u, std::thread::hardware_concurrency()),
        settings.build ? kSecondsToBuild : kSecondsToCheck,
        [&](size_t item) { return toLine(examine(files[item], settings)); },
        [&](size_t done)
        {
            if (progress)
            {
                fmt::print(stderr, "\r{} of {} files", done, files.size());
            }
        });
    if (progress)
    {
        fmt::print(stderr, "\r\033[K");
    }
    std::vector<FileResult> results;
    for (size_t i = 0; i < files.size(); ++i)
    {
        results.push_back(resultOf(work[i], files[i]));
    }
    fmt::print("{}", json ? toJson(results, settings.build) : toTable(results, settings.build));
    return mkapp::kExitDone;
}

}  // namespace

int main(int argc, char** argv)
{
    CLI::App app(
        "Tells how much of a folder of definition files parses, models, checks and builds, and why the rest does not.",
        "survey");
    app.footer("examples:\n  survey . --interface-search interfaces\n  survey . --build --json > report.json");
    app.set_version_flag("--version", LIGATURE_VERSION);
    Settings settings;
    bool json = false;
    app.add_option("DIR", settings.folder, "the folder")->required();
    app.add_option("-i,--interface-search", settings.interfaceSearch, "where .api files are searched")
        ->take_all()
        ->allow_extra_args(false);
    app.add_option("-s,--source-search", settings.sourceSearch, "where components and sources are searched")
        ->take_all()
        ->allow_extra_args(false);
    app.add_option("-t,--target", settings.target, "the target")->capture_default_str();
    app.add_flag("--build", settings.build, "also build what checks clean");
    app.add_flag("--json", json, "print JSON");
    try
    {
        app.parse(argc, argv);
    }
    catch (const CLI::ParseError& error)
    {
        if (error.get_exit_code() == 0)
        {
            return app.exit(error);
        }
        fmt::print(stderr, "survey: {}\nTry 'survey --help'.\n", refusalOf(app, error));
        return mkapp::kExitCommandLine;
    }
    try
    {
        const int status = runSurvey(std::move(settings), json);
        flushOutput();
        return status;
    }
    catch (const std::system_error& error)
    {
        fmt::print(stderr, "survey: {}\n", error.what());
        return mkapp::kExitInput;
    }
    catch (const std::exception& error)
    {
        fmt::print(stderr, "survey: {}\n", error.what());
        return mkapp::kExitDefect;
    }
}
