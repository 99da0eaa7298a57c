#include "run_loop.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <set>
#include <string>

namespace
{

/// What a program writes to a pipe that it gets as its standard output.
struct Output
{
    int ends[2];
    Output() { EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0); }
    std::string read()
    {
        close(ends[1]);
        std::string text;
        char buffer[256];
        ssize_t count = 0;
        while ((count = ::read(ends[0], buffer, sizeof(buffer))) > 0)
        {
            text.append(buffer, static_cast<size_t>(count));
        }
        close(ends[0]);
        return text;
    }
};

TEST(Process, RunsAProgramOnceWithItsArgumentsAndEnvironment)
{
    for (const bool detach : {false, true})
    {
        Output output;
        const char* arguments[] = {"sh", "-c", "echo $0-$NAME-$PATH", "given", nullptr};
        const char* environment[] = {"NAME=value", nullptr};
        le_proc_Parameters_t parameters = {};
        parameters.executableStr = "/bin/sh";
        parameters.argumentsPtr = arguments;
        parameters.environmentPtr = environment;
        parameters.detach = detach;
        parameters.closeFds = 3;
        parameters.init = [](void* fd) { dup2(*static_cast<int*>(fd), STDOUT_FILENO); };
        parameters.userPtr = &output.ends[1];
        const pid_t child = le_proc_Execute(&parameters);
        const std::string text = output.read();
        EXPECT_EQ(text.substr(0, 12), "given-value-");
        EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
        if (detach)
        {
            EXPECT_EQ(child, 0);
        }
        else
        {
            int status = -1;
            EXPECT_EQ(waitpid(child, &status, 0), child);
            EXPECT_EQ(status, 0);
        }
    }
}

TEST(Process, ReportsWhatCannotBeStarted)
{
    for (const bool detach : {false, true})
    {
        le_proc_Parameters_t parameters = {};
        parameters.executableStr = "/nonexistent/program";
        parameters.detach = detach;
        parameters.closeFds = LE_PROC_NO_FDS;
        EXPECT_EQ(le_proc_Execute(&parameters), -1);
        EXPECT_EQ(errno, ENOENT);
    }
}

TEST(Signals, ArriveThroughTheLoop)
{
    static int received;
    received = 0;
    le_sig_Block(SIGUSR1);
    le_sig_SetEventHandler(SIGUSR1, [](int signal) { received = signal; });
    kill(getpid(), SIGUSR1);
    ASSERT_TRUE(serveUntil([]() { return received == SIGUSR1; }));
    le_sig_SetEventHandler(SIGUSR1, nullptr);
    received = 0;
    kill(getpid(), SIGUSR1);
    serveAll();
    EXPECT_EQ(received, 0);
    le_sig_SetEventHandler(SIGUSR1,
                           [](int signal)
                           {
                               received = signal;
                               le_sig_DeleteAll();
                           });
    ASSERT_TRUE(serveUntil([]() { return received == SIGUSR1; }));  // It was still pending.
    le_sig_DeleteAll();
}

TEST(SignalsDeath, TerminationEndsTheProcess)
{
    EXPECT_EXIT(
        {
            le_sig_InstallDefaultTermHandler();
            kill(getpid(), SIGTERM);
            le_event_RunLoop();
        },
        testing::ExitedWithCode(0), "\\*CRT\\* .* Terminated");
    // Also one that never comes back to its loop.
    EXPECT_EXIT(
        {
            le_sig_InstallDefaultTermHandler();
            kill(getpid(), SIGTERM);
            for (;;)
            {
                pause();
            }
        },
        testing::ExitedWithCode(0), "");
    EXPECT_EXIT(
        {
            le_sig_InstallDefaultTermHandler();
            le_sig_SetEventHandler(SIGTERM, [](int) { _exit(7); });
            kill(getpid(), SIGTERM);
            le_event_RunLoop();
        },
        testing::ExitedWithCode(7), "");
    EXPECT_FATAL(le_sig_SetEventHandler(SIGSEGV, [](int) {}), "cannot have an event handler");
}

TEST(SignalsDeath, ACrashShowsItsPlaceAndEndsBySignal)
{
    EXPECT_EXIT(
        {
            le_sig_InstallShowStackHandler();
            raise(SIGSEGV);
        },
        testing::KilledBySignal(SIGSEGV), "SIGNAL: SIGSEGV\n(.*\n)*COMMAND: .*\n(.*\n)*STACK:\n.*\\[0x");
}

TEST(Random, DrawsFromTheWholeRange)
{
    EXPECT_EQ(le_rand_GetNumBetween(5, 5), 5u);
    std::set<uint32_t> seen;
    for (int draw = 0; draw < 1000; ++draw)
    {
        seen.insert(le_rand_GetNumBetween(10, 13));
        le_rand_GetNumBetween(0, UINT32_MAX);
    }
    EXPECT_EQ(seen, (std::set<uint32_t>{10, 11, 12, 13}));
    EXPECT_FATAL(le_rand_GetNumBetween(2, 1), "between 2 and 1");
    uint8_t bytes[64] = {};
    le_rand_GetBuffer(bytes, sizeof(bytes));
    EXPECT_GT(std::set<uint8_t>(bytes, bytes + sizeof(bytes)).size(), 8u);
}

}  // namespace
