#include "mkapp/front.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>

#include "grammar/write.h"
#include "mkapp/record.h"
#include "mkapp/run.h"
#include "templates/templates.h"

namespace ligature::mkapp
{
namespace
{

bool nothingToGenerate(const Options& options, const std::string& workDirectory, int argc, char** argv,
                       const std::string& currentDirectory)
{
    if (!options.explain.empty() || options.dontRunNinja || options.generateOnly)
    {
        return false;
    }
    DiskWorld world;
    const std::optional<std::string> text = world.readFile(recordPath(workDirectory));
    const std::optional<Record> record = text ? readRecord(*text) : std::nullopt;
    return record && isUpToDate(*record, commandOf(argc, argv, currentDirectory), world);
}

}  // namespace

int runFront(Tool tool, const char* generator, int argc, char** argv)
{
    try
    {
        const auto parsed = parseCommandLine(tool, argc, argv);
        if (const int* status = std::get_if<int>(&parsed))
        {
            return *status;
        }
        const Options& options = std::get<Options>(parsed);
        const std::string currentDirectory = DiskWorld().workingDirectory();
        if (options.explain.empty())
        {
            const std::string workDirectory = workDirectoryOf(options, currentDirectory);
            if (nothingToGenerate(options, workDirectory, argc, argv, currentDirectory))
            {
                const WorkDirectoryLock lock(workDirectory);
                return runNinja(options, workDirectory);
            }
        }
        const std::string program = findInstallTree().libexec() + "/" + generator;
        std::vector<char*> words = {const_cast<char*>(program.c_str()), const_cast<char*>(toolName(tool))};
        words.insert(words.end(), argv, argv + argc + 1);
        ::execv(program.c_str(), words.data());
        std::fprintf(stderr, "%s: cannot run %s: %s\n", toolName(tool), program.c_str(), std::strerror(errno));
        return kExitDefect;
    }
    catch (const WriteError& error)
    {
        std::fprintf(stderr, "%s: %s\n", toolName(tool), error.what());
        return kExitBuildStep;
    }
    catch (const std::exception& error)
    {
        std::fprintf(stderr, "%s: %s\n", toolName(tool), error.what());
        return kExitDefect;
    }
}

}  // namespace ligature::mkapp
