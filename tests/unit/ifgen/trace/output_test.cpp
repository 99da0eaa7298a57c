// What a follower prints, and one whose lines are not read or cannot be written.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>

#include "tests/support/times_in.h"
#include "tests/unit/ifgen/trace/fixture.h"

namespace ligature::test
{
namespace
{

using formats::UniqueFd;

struct Pipe
{
    UniqueFd reader;
    UniqueFd writer;

    bool isFull() const
    {
        pollfd writable{writer.get(), POLLOUT, 0};
        return ::poll(&writable, 1, 0) == 0;
    }
};

Pipe narrowPipe()
{
    int ends[2] = {-1, -1};
    EXPECT_EQ(::pipe2(ends, O_CLOEXEC), 0);
    EXPECT_GE(::fcntl(ends[1], F_SETPIPE_SZ, 4096), 4096);
    return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

std::string contentOf(const Pipe& pipe)
{
    std::string text(65536, '\0');
    text.resize(static_cast<size_t>(std::max<ssize_t>(::read(pipe.reader.get(), text.data(), text.size()), 0)));
    return text;
}

UniqueFd newFile(const std::string& path)
{
    return UniqueFd(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
}

/// Its exit status; -1 if it does not end by itself.
int endOf(pid_t tool)
{
    int status = 0;
    const bool hasEnded = eventually([&] { return ::waitpid(tool, &status, WNOHANG) == tool; });
    if (!hasEnded)
    {
        ::kill(tool, SIGKILL);
        ::waitpid(tool, &status, 0);
    }
    return hasEnded && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// Until it has ended, apps record, and nobody else can follow them.
TEST_F(Trace, TheToolEndsWhenItIsToldToThoughItsReaderPauses)
{
    for (const int signal : {SIGTERM, SIGINT})
    {
        const Pipe pipe = narrowPipe();
        const pid_t tool = startTool(pipe.writer.get(), STDERR_FILENO);
        setLevel(500);
        EXPECT_TRUE(eventually([&] { return pipe.isFull(); }));
        ::kill(tool, signal);
        EXPECT_EQ(endOf(tool), 0);
        EXPECT_EQ(generation(), 0U);
        const std::string text = contentOf(pipe);
        EXPECT_TRUE(text.ends_with(" bytes\n") || text.ends_with(" us\n")) << text;
    }
}

TEST_F(Trace, TheToolEndsWithoutAWordWhenItsReaderHasGone)
{
    const ScratchDirectory scratch;
    Pipe pipe = narrowPipe();
    const pid_t tool = startTool(pipe.writer.get(), newFile(scratch.path() + "/stderr").get());
    setLevel(500);
    EXPECT_TRUE(eventually([&] { return pipe.isFull(); }));
    pipe.reader.reset();
    EXPECT_EQ(endOf(tool), 1);
    EXPECT_EQ(readText(scratch.path() + "/stderr"), "");
    EXPECT_EQ(generation(), 0U);
}

TEST_F(Trace, TheToolSaysWhyItCannotWrite)
{
    const ScratchDirectory scratch;
    const UniqueFd full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
    const pid_t tool = startTool(full.get(), newFile(scratch.path() + "/stderr").get());
    setLevel();
    EXPECT_EQ(endOf(tool), 1);
    EXPECT_EQ(readText(scratch.path() + "/stderr"),
              "ipctrace: cannot write to the standard output: No space left on device\n");
}

// Both are followed: no line says less than the next.
TEST_F(Trace, AProcessHasItsNameAsTheOtherSideBeforeItsOwnFirstLine)
{
    const ScratchDirectory scratch;
    const pid_t tool = startTool(scratch.path());
    const uint64_t time = static_cast<uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
    const pid_t other = ::fork();
    if (other == 0)
    {
        connectAndSend(listenerPath(), time);
        ::_exit(0);
    }
    ::waitpid(other, nullptr, 0);
    const UniqueFd first = connectAndSend(listenerPath(), time - 1, other);
    const auto shown = [&] { return readText(scratch.path() + "/stdout"); };
    EXPECT_TRUE(eventually([&] { return timesIn(shown(), "late.Call") == 2; }));
    EXPECT_NE(shown().find(" -> <" + ownAccount() + ">[" + std::to_string(other) + "] late.Call"), std::string::npos)
        << shown();
    ::kill(tool, SIGTERM);
    EXPECT_EQ(endOf(tool), 0);
}

TEST_F(Trace, WhatWaitsForTheToolIsShownInTheOrderItHappened)
{
    const ScratchDirectory scratch;
    const pid_t tool = startTool(scratch.path());
    ::kill(tool, SIGSTOP);
    ::waitpid(tool, nullptr, WUNTRACED);
    size_t count = 0;
    std::vector<UniqueFd> sockets;
    for (const uint32_t session : {2, 1})  // that is when they sent
    {
        sockets.push_back(formats::connectUnix(listenerPath(), SOCK_SEQPACKET));
        while (sendRecord(sockets.back(), session, 0, session))
        {
            ++count;
        }
    }
    ::kill(tool, SIGCONT);
    const auto shown = [&] { return readText(scratch.path() + "/stdout"); };
    EXPECT_TRUE(eventually([&] { return timesIn(shown(), "late.Call") == count; }));
    EXPECT_LT(shown().rfind(" #1.1 "), shown().find(" #2.1 "));
    ::kill(tool, SIGTERM);
    EXPECT_EQ(endOf(tool), 0);
}

}  // namespace
}  // namespace ligature::test
