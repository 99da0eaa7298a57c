// Other ways to call a function in another process, as Debian packages them, beside a call of generated code.
#pragma once

#include <string>
#include <vector>

#include "tests/bench/bench.h"

namespace ligature::bench
{

/// One of them, with the command lines of its programs. The client follows ipc/peer.h.
struct Rival
{
    std::string name;
    std::vector<std::string> daemon;  ///< runs beside client and server; empty if there is none
    std::vector<std::string> server;
    std::vector<std::string> client;
};

/// All of them, installed or not, for an echo of so many bytes ("4", "100", "1024"). Their sockets, and the message
/// bus's configuration, which is written, are in the work directory.
std::vector<Rival> allRivals(const Context& context, const std::string& bytes);

/// True if all its programs exist.
bool isInstalled(const Rival& rival);

/// The line of the table for one that is not.
Result notInstalled(const std::string& name);

/// How long the echo takes with each.
std::vector<Result> measureRivals(const Context& context);

/// How much memory client and server of the echo hold when they have nothing to do (memory.cpp).
std::vector<Result> measureMemory(const Context& context);

/// The measurements of this folder.
std::vector<Benchmark> rivalBenchmarks();

}  // namespace ligature::bench
