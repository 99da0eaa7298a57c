#include "mksys/survey/build.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

namespace ligature::survey
{

namespace
{

std::vector<std::string> commandFor(const FoundFile& file, const Settings& settings, const std::string& directory)
{
    std::vector<std::string> command;
    switch (file.kind)
    {
        case Kind::api:
            command = {settings.programs + "/ifgen", "--gen-all", "--output-dir", directory};
            for (const std::string& search : settings.interfaceSearch)
            {
                command.insert(command.end(), {"--import-dir", search});
            }
            command.push_back(file.path);
            return command;
        case Kind::cdef:
            command = {settings.programs + "/mkcomp", "-l", directory + "/lib"};
            break;
        case Kind::adef:
            command = {settings.programs + "/mkapp", "-o", directory + "/out"};
            break;
        default:
            command = {settings.programs + "/mksys", "-o", directory + "/out"};
            break;
    }
    command.insert(command.end(), {"-j", "1", "-t", settings.target, "-w", directory + "/work"});
    for (const std::string& search : settings.interfaceSearch)
    {
        command.insert(command.end(), {"-i", search});
    }
    for (const std::string& search : settings.sourceSearch)
    {
        command.insert(command.end(), {"-s", search});
    }
    command.push_back(file.kind == Kind::cdef ? directoryOf(file.path) : file.path);
    return command;
}

/// Runs a command with all output to a file; its exit status.
int run(const std::vector<std::string>& command, const std::string& output)
{
    const pid_t pid = fork();
    if (pid < 0)
    {
        return -1;
    }
    if (pid == 0)
    {
        const int fd = open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        dup2(fd, STDOUT_FILENO);
        dup2(fd, STDERR_FILENO);
        std::vector<char*> argv;
        for (const std::string& word : command)
        {
            argv.push_back(const_cast<char*>(word.c_str()));
        }
        argv.push_back(nullptr);
        execv(argv[0], argv.data());
        _exit(127);
    }
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
    {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// The first line in which a tool or compiler tells of an error (a command line with -Werror is none).
std::string firstError(const std::string& output)
{
    std::ifstream file(output);
    std::string line;
    std::string first;
    while (std::getline(file, line))
    {
        if (line.find("error: ") != std::string::npos || line.find("undefined reference") != std::string::npos)
        {
            return line;
        }
        first = first.empty() ? line : first;
    }
    return first;
}

}  // namespace

std::optional<Reason> build(const FoundFile& file, const Settings& settings)
{
    std::error_code ignored;
    const std::string directory = fmt::format("{}/{}", settings.workDirectory, getpid());
    std::filesystem::create_directories(directory, ignored);
    const std::string output = directory + "/output";
    const int status = run(commandFor(file, settings, directory), output);
    std::optional<Reason> reason;
    if (status != 0)
    {
        reason = Reason{"build", "a build step failed", firstError(output), file.relative};
    }
    std::filesystem::remove_all(directory, ignored);
    return reason;
}

}  // namespace ligature::survey
