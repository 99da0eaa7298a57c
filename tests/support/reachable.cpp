#include "tests/support/reachable.h"

#include <sys/stat.h>

#include <filesystem>
#include <optional>

#include "tests/support/scratch_directory.h"

namespace fs = std::filesystem;

namespace ligature::test
{

namespace
{

/// What another user runs in tests: the target's tools and daemons, their library, and helpers of tests.
constexpr const char* kPrograms[] = {"bin/legato",
                                     "bin/app",
                                     "bin/update",
                                     "bin/log",
                                     "bin/sdir",
                                     "bin/ipctrace",
                                     "libexec/ligature/supervisor",
                                     "libexec/ligature/serviceDirectory",
                                     "libexec/ligature/logControl",
                                     "lib/liblegato.so",
                                     "test/probe",
                                     "test/forbid_namespaces"};

bool everybodyMayPass(fs::path directory)
{
    for (directory = fs::canonical(directory); directory != directory.root_path(); directory = directory.parent_path())
    {
        struct stat status;
        if (stat(directory.c_str(), &status) != 0 || (status.st_mode & S_IXOTH) == 0)
        {
            return false;
        }
    }
    return true;
}

/// The build, or a copy of it.
struct Reachable
{
    explicit Reachable(const std::string& build)
    {
        if (everybodyMayPass(build))
        {
            path = build;
            return;
        }
        copy.emplace();
        path = copy->path();
        for (const fs::path program : kPrograms)
        {
            if (fs::exists(fs::path(build) / program))
            {
                fs::create_directories(fs::path(path) / program.parent_path());
                fs::copy_file(fs::path(build) / program, fs::path(path) / program);
            }
        }
    }

    std::optional<ScratchDirectory> copy;
    std::string path;
};

}  // namespace

const std::string& reachableBuild(const std::string& build)
{
    static const Reachable reachable(build);
    return reachable.path;
}

}  // namespace ligature::test
