// Writing generated files. All that the host tools make for others to read goes through here.
#pragma once

#include <signal.h>

#include <stdexcept>
#include <string>

namespace ligature
{

/// A file could not be written; `what()` names it and says why.
class WriteError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// Makes a directory and those above it; no mistake if it is there. From any thread. Throws WriteError.
void makeDirectories(const std::string& path);

/// Gives a file this text and makes the directories it needs. A file that has the text already keeps its time, so that
/// a build tool sees only real changes. Nobody ever sees half of a text: neither a reader at the same time nor, after
/// the writer was killed, a build tool that goes by times. What is no regular file, such as /dev/null or a symbolic
/// link, stays what it is and is written to. True if it was written. From any thread, for different files. Throws
/// WriteError.
bool writeIfChanged(const std::string& path, const std::string& text);

/// While one of these exists, what asks a program to end (SIGINT, SIGTERM, SIGHUP) waits, for the thread that made it
/// and those that are started meanwhile: an end in the middle of writeIfChanged() would leave a temporary file behind.
/// Not for what can take long, such as waiting for others.
class UninterruptedWriting
{
public:
    UninterruptedWriting();
    ~UninterruptedWriting();
    UninterruptedWriting(const UninterruptedWriting&) = delete;
    UninterruptedWriting& operator=(const UninterruptedWriting&) = delete;

private:
    sigset_t before_;
};

}  // namespace ligature
