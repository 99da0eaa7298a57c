#include "tests/bench/ipc/pinned_program.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace ligature::bench
{

namespace
{

[[noreturn]] void become(const std::vector<std::string>& command,
                         const std::vector<std::pair<std::string, std::string>>& variables)
{
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(firstProcessor(), &one);
    ::sched_setaffinity(0, sizeof(one), &one);
    for (const auto& [name, value] : variables)
    {
        ::setenv(name.c_str(), value.c_str(), 1);
    }
    std::vector<char*> arguments;
    for (const std::string& argument : command)
    {
        arguments.push_back(const_cast<char*>(argument.c_str()));
    }
    arguments.push_back(nullptr);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
}

}  // namespace

int firstProcessor()
{
    cpu_set_t allowed;
    ::sched_getaffinity(0, sizeof(allowed), &allowed);
    int first = 0;
    while (first < CPU_SETSIZE - 1 && !CPU_ISSET(first, &allowed))
    {
        ++first;
    }
    return first;
}

PinnedProgram::PinnedProgram(const std::vector<std::string>& command,
                             const std::vector<std::pair<std::string, std::string>>& variables)
    : name_(command.at(0))
{
    int in[2];
    int out[2];
    if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0)
    {
        throw std::runtime_error("cannot make pipes");
    }
    pid_ = ::fork();
    if (pid_ == 0)
    {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::dup2(in[0], STDIN_FILENO);
        ::dup2(out[1], STDOUT_FILENO);
        become(command, variables);
    }
    ::close(in[0]);
    ::close(out[1]);
    orders_ = ::fdopen(in[1], "w");
    times_ = ::fdopen(out[0], "r");
}

PinnedProgram::~PinnedProgram()
{
    std::fclose(orders_);
    std::fclose(times_);
    end(SIGKILL);
}

void PinnedProgram::end(int signal)
{
    if (pid_ > 0)
    {
        ::kill(pid_, signal);
        ::waitpid(pid_, nullptr, 0);
        pid_ = -1;
    }
}

void PinnedProgram::order(const std::string& line)
{
    std::fprintf(orders_, "%s\n", line.c_str());
    std::fflush(orders_);
}

double PinnedProgram::number()
{
    double value = 0;
    if (std::fscanf(times_, "%lf", &value) != 1)
    {
        throw std::runtime_error(name_ + " has failed");
    }
    return value;
}

double PinnedProgram::roundTrips(int count)
{
    order(std::to_string(count));
    return number() / 1000 / count;
}

}  // namespace ligature::bench
