#include "mkapp/generator.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <set>

#include "grammar/api/codes.h"
#include "grammar/codes.h"
#include "grammar/terminal.h"
#include "grammar/write.h"
#include "ifgen/codes.h"
#include "mkapp/codes.h"
#include "mkapp/emit.h"
#include "mkapp/record.h"
#include "mkapp/run.h"
#include "mkapp/toolchain.h"
#include "mkapp/words.h"

namespace ligature::mkapp
{
namespace
{

int explain(const Options& options, const std::vector<const Code*>& codes)
{
    for (const Code* code : codes)
    {
        if (code->id == options.explain)
        {
            std::printf("%s: %s\n\n%s\n", code->id, code->title, code->explanation);
            return kExitDone;
        }
    }
    const bool knowsAll = options.tool == Tool::mksys;
    std::fprintf(stderr, "%s: there is no diagnostic '%s'%s\n", toolName(options.tool), options.explain.c_str(),
                 knowsAll ? "" : " here; mksys --explain knows those of all tools");
    return kExitCommandLine;
}

void print(const Generation& generation, const Diagnostics& diagnostics, const std::string& currentDirectory)
{
    if (generation.options().jsonDiagnostics)
    {
        std::printf("%s\n", renderJson(diagnostics, generation.sources()).c_str());
        std::fflush(stdout);
        return;
    }
    std::fputs(renderAll(diagnostics, generation.sources(), styleOfStandardError(currentDirectory)).c_str(), stderr);
    if (diagnostics.hasErrors())
    {
        std::fprintf(stderr, "%zu error%s\n", diagnostics.errorCount(), diagnostics.errorCount() == 1 ? "" : "s");
    }
}

/// Parts of the tool itself that decide what is generated.
std::vector<std::string> toolFiles(const InstallTree& install)
{
    std::vector<std::string> files = {std::filesystem::read_symlink("/proc/self/exe").string()};
    std::error_code ignored;
    for (auto at = std::filesystem::recursive_directory_iterator(
             install.templates(), std::filesystem::directory_options::follow_directory_symlink, ignored);
         at != std::filesystem::recursive_directory_iterator(); at.increment(ignored))
    {
        if (at->path().extension() == ".mustache")
        {
            files.push_back(at->path().string());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// Generated files of the last run that are not part of this one.
void removeOutdated(const std::optional<Record>& last, const std::vector<std::string>& written,
                    const std::string& workDirectory)
{
    if (!last)
    {
        return;
    }
    const std::set<std::string> current(written.begin(), written.end());
    for (const Record::Output& output : last->outputs)
    {
        if (output.path.starts_with(workDirectory + "/") && !current.contains(output.path))
        {
            ::unlink(output.path.c_str());
        }
    }
}

int generate(const Options& options, int argc, char** argv, const PlanMaker& makePlan)
{
    const int64_t began = nowNanoseconds();
    const std::string currentDirectory = DiskWorld().workingDirectory();
    const std::string workDirectory = workDirectoryOf(options, currentDirectory);

    Generation generation(options, currentDirectory);
    const Plan plan = makePlan(generation);
    Diagnostics& diagnostics = generation.diagnostics();
    if (options.jsonDiagnostics || !diagnostics.list().empty())
    {
        print(generation, diagnostics, currentDirectory);
    }
    const std::string record = recordPath(workDirectory);
    if (diagnostics.hasErrors())
    {
        // Nothing was written, but a record that still fits would hide the mistakes.
        ::unlink(record.c_str());
        return kExitInput;
    }

    const WorkDirectoryLock lock(workDirectory);
    const std::optional<std::string> lastText = DiskWorld().readFile(record);
    ::unlink(record.c_str());
    const Templates templates(generation.install().templates());
    {
        const UninterruptedWriting writing;
        std::vector<std::string> kept = emit(plan, templates, currentDirectory);
        removeOutdated(lastText ? readRecord(*lastText) : std::nullopt, kept, workDirectory);
        const std::vector<std::string> tool = toolFiles(generation.install());
        kept.insert(kept.end(), tool.begin(), tool.end());
        writeIfChanged(record, recordText(makeRecord(commandOf(argc, argv, currentDirectory),
                                                     generation.world().probes(), kept, began)));
    }
    if (options.verbose)
    {
        std::fprintf(stderr, "%s: %zu files generated, %zu build steps planned in %s (%lld ms)\n",
                     toolName(options.tool), plan.files.size(), plan.edges.size(), workDirectory.c_str(),
                     static_cast<long long>((nowNanoseconds() - began) / 1'000'000));
    }
    if (options.dontRunNinja || options.generateOnly)
    {
        return kExitDone;
    }
    return runNinja(options, workDirectory);
}

}  // namespace

int runGenerator(Tool tool, int argc, char** argv, const std::vector<const Code*>& codes, const PlanMaker& makePlan)
{
    try
    {
        const auto parsed = parseCommandLine(tool, argc, argv);
        if (const int* status = std::get_if<int>(&parsed))
        {
            return *status;
        }
        const Options& options = std::get<Options>(parsed);
        return options.explain.empty() ? generate(options, argc, argv, makePlan) : explain(options, codes);
    }
    catch (const ToolchainError& error)
    {
        std::fprintf(stderr, "%s: %s\n", toolName(tool), error.what());
        return kExitCommandLine;
    }
    catch (const NotForNinja& error)
    {
        std::fprintf(stderr, "%s: %s\n", toolName(tool), error.what());
        return kExitInput;
    }
    catch (const WriteError& error)
    {
        std::fprintf(stderr, "%s: %s\n", toolName(tool), error.what());
        return kExitBuildStep;
    }
    catch (const std::exception& error)
    {
        std::fprintf(stderr, "%s: this is a defect of Ligature, please report it: %s\n", toolName(tool), error.what());
        return kExitDefect;
    }
}

}  // namespace ligature::mkapp
