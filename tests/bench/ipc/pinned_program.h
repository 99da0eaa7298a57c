// Runs the programs of a measurement, all on one processor.
#pragma once

#include <sched.h>
#include <sys/types.h>

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

namespace ligature::bench
{

/// A program pinned to the first processor this one may use, with pipes to its input and from its output. It is killed
/// with this object, and with this process.
class PinnedProgram
{
public:
    /// The first word of the command is a path. Variables are added to the environment. Throws std::runtime_error if
    /// there are no pipes to be had; a program that cannot be started fails at the first roundTrips().
    PinnedProgram(const std::vector<std::string>& command,
                  const std::vector<std::pair<std::string, std::string>>& variables);
    ~PinnedProgram();
    PinnedProgram(const PinnedProgram&) = delete;
    PinnedProgram& operator=(const PinnedProgram&) = delete;

    /// Has a client that follows peer.h make so many round trips; their mean in microseconds. Throws
    /// std::runtime_error if it ends instead.
    double roundTrips(int count);

    /// Gives it a line; number() waits for a number that it prints in answer. Throws std::runtime_error if it ends
    /// instead.
    void order(const std::string& line);
    double number();

    /// Sends it a signal and waits for its end; nothing else may be asked of it then.
    void end(int signal);

    pid_t pid() const { return pid_; }

private:
    std::string name_;
    pid_t pid_ = -1;
    std::FILE* orders_ = nullptr;
    std::FILE* times_ = nullptr;
};

/// The processor of pinned programs: the first that this one may use.
int firstProcessor();

/// Keeps the calling process, as long as it lives, and those it starts meanwhile, on one processor.
class OnProcessor
{
public:
    explicit OnProcessor(int processor)
    {
        ::sched_getaffinity(0, sizeof(before_), &before_);
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(processor, &one);
        ::sched_setaffinity(0, sizeof(one), &one);
    }
    ~OnProcessor() { ::sched_setaffinity(0, sizeof(before_), &before_); }
    OnProcessor(const OnProcessor&) = delete;
    OnProcessor& operator=(const OnProcessor&) = delete;

private:
    cpu_set_t before_;
};

}  // namespace ligature::bench
