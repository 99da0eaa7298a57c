#include "tests/support/process.h"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

extern char** environ;

namespace ligature::test
{

namespace
{

std::vector<std::string> environmentWith(const std::vector<std::pair<std::string, std::string>>& variables)
{
    std::vector<std::string> environment;
    for (char** entry = environ; *entry != nullptr; ++entry)
    {
        environment.emplace_back(*entry);
    }
    for (const auto& variable : variables)
    {
        const std::string prefix = variable.first + "=";
        std::erase_if(environment, [&](const std::string& entry) { return entry.starts_with(prefix); });
        environment.push_back(prefix + variable.second);
    }
    return environment;
}

std::vector<char*> pointers(std::vector<std::string>& texts)
{
    std::vector<char*> result;
    for (std::string& text : texts)
    {
        result.push_back(text.data());
    }
    result.push_back(nullptr);
    return result;
}

[[noreturn]] void becomeProgram(const RunOptions& options, char* const* argv, char** envp, int out, int err)
{
    dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    bool ok = options.directory.empty() || chdir(options.directory.c_str()) == 0;
    if (options.user)
    {
        ok = ok && setgroups(0, nullptr) == 0 && setgid(*options.user) == 0 && setuid(*options.user) == 0;
    }
    if (ok)
    {
        environ = envp;
        execvp(argv[0], argv);
    }
    dprintf(STDERR_FILENO, "cannot run %s: %s\n", argv[0], std::strerror(errno));
    _exit(127);
}

}  // namespace

Outcome run(const std::vector<std::string>& arguments, const RunOptions& options)
{
    std::vector<std::string> argumentTexts = arguments;
    std::vector<std::string> environmentTexts = environmentWith(options.variables);
    const std::vector<char*> argv = pointers(argumentTexts);
    std::vector<char*> envp = pointers(environmentTexts);

    int out[2];
    int err[2];
    if (pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0)
    {
        throw std::runtime_error("cannot make pipes");
    }
    const pid_t pid = fork();
    if (pid < 0)
    {
        throw std::runtime_error("cannot fork");
    }
    if (pid == 0)
    {
        becomeProgram(options, argv.data(), envp.data(), out[1], err[1]);
    }
    close(out[1]);
    close(err[1]);

    // The program's own descendants may keep the pipes open (daemons): stop reading a moment after it has ended.
    Outcome outcome;
    pollfd files[2] = {{out[0], POLLIN, 0}, {err[0], POLLIN, 0}};
    std::string* texts[2] = {&outcome.out, &outcome.err};
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(options.timeoutSeconds);
    int status = 0;
    bool ended = false;
    while (files[0].fd >= 0 || files[1].fd >= 0)
    {
        const int ready = poll(files, 2, ended ? 20 : 10);
        for (int i = 0; i < 2; ++i)
        {
            char buffer[65536];
            if (files[i].fd < 0 || (files[i].revents & (POLLIN | POLLHUP)) == 0)
            {
                continue;
            }
            const ssize_t count = read(files[i].fd, buffer, sizeof(buffer));
            if (count > 0)
            {
                texts[i]->append(buffer, static_cast<size_t>(count));
            }
            else if (count == 0 || errno != EINTR)
            {
                files[i].fd = -1;
            }
        }
        if (ended && ready == 0)
        {
            break;
        }
        ended = ended || waitpid(pid, &status, WNOHANG) == pid;
        if (!ended && std::chrono::steady_clock::now() > deadline)
        {
            kill(pid, SIGKILL);
        }
    }
    close(out[0]);
    close(err[0]);
    while (!ended && waitpid(pid, &status, 0) < 0 && errno == EINTR)
    {
    }
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return outcome;
}

Outcome runOrThrow(const std::vector<std::string>& arguments, const RunOptions& options)
{
    Outcome outcome = run(arguments, options);
    if (outcome.status != 0)
    {
        throw std::runtime_error(fmt::format("{} exited with {}:\n{}{}", fmt::join(arguments, " "), outcome.status,
                                             outcome.out, outcome.err));
    }
    return outcome;
}

}  // namespace ligature::test
