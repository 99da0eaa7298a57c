#include "tests/support/background_program.h"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace ligature::test
{

BackgroundProgram::BackgroundProgram(const std::vector<std::string>& arguments, const RunOptions& options)
{
    std::vector<char*> words;
    for (const std::string& argument : arguments)
    {
        words.push_back(const_cast<char*>(argument.c_str()));
    }
    words.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ < 0)
    {
        throw std::runtime_error("cannot start " + arguments.at(0));
    }
    if (pid_ == 0)
    {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        for (const auto& [name, value] : options.variables)
        {
            ::setenv(name.c_str(), value.c_str(), 1);
        }
        if (options.directory.empty() || ::chdir(options.directory.c_str()) == 0)
        {
            ::execvp(words[0], words.data());
        }
        ::_exit(127);
    }
}

BackgroundProgram::~BackgroundProgram()
{
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

}  // namespace ligature::test
