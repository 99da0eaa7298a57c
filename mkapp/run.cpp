#include "mkapp/run.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "grammar/write.h"

namespace ligature::mkapp
{
namespace
{

/// The terminal sends an interrupt to ninja too; we wait for what ninja makes of it.
class IgnoreInterrupts
{
public:
    IgnoreInterrupts()
    {
        struct sigaction ignore = {};
        ignore.sa_handler = SIG_IGN;
        ::sigaction(SIGINT, &ignore, &oldInterrupt_);
        ::sigaction(SIGQUIT, &ignore, &oldQuit_);
    }
    ~IgnoreInterrupts()
    {
        ::sigaction(SIGINT, &oldInterrupt_, nullptr);
        ::sigaction(SIGQUIT, &oldQuit_, nullptr);
    }

private:
    struct sigaction oldInterrupt_, oldQuit_;
};

}  // namespace

int runNinja(const Options& options, const std::string& workDirectory)
{
    std::vector<std::string> words = {"ninja", "-f", workDirectory + "/build.ninja"};
    if (options.jobs > 0)
    {
        words.insert(words.end(), {"-j", std::to_string(options.jobs)});
    }
    if (options.verbose)
    {
        words.insert(words.end(), {"-v", "-k", "0", "-d", "explain"});
    }
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (std::string& word : words)
    {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);

    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    sigset_t defaults;
    ::sigemptyset(&defaults);
    ::sigaddset(&defaults, SIGINT);
    ::sigaddset(&defaults, SIGQUIT);
    ::posix_spawnattr_setsigdefault(&attributes, &defaults);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);

    const IgnoreInterrupts guard;
    pid_t child = 0;
    const int failure = ::posix_spawnp(&child, argv[0], nullptr, &attributes, argv.data(), environ);
    ::posix_spawnattr_destroy(&attributes);
    if (failure != 0)
    {
        std::fprintf(stderr, "%s: cannot run ninja: %s (the Debian package is ninja-build)\n", toolName(options.tool),
                     std::strerror(failure));
        return kExitBuildStep;
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR)
    {
    }
    if (WIFSIGNALED(status))
    {
        return 128 + WTERMSIG(status);
    }
    return WEXITSTATUS(status) == 0 ? kExitDone : kExitBuildStep;
}

WorkDirectoryLock::WorkDirectoryLock(const std::string& workDirectory)
{
    makeDirectories(workDirectory);
    const std::string path = workDirectory + "/.lock";
    file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file_ < 0)
    {
        throw WriteError("cannot write to the working directory '" + workDirectory + "': " + std::strerror(errno));
    }
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0)
    {
        std::fprintf(stderr, "waiting for another build in %s\n", workDirectory.c_str());
        while (::flock(file_, LOCK_EX) != 0 && errno == EINTR)
        {
        }
    }
}

WorkDirectoryLock::~WorkDirectoryLock()
{
    ::close(file_);
}

}  // namespace ligature::mkapp
