// Lines of the log: cutting streams, their layout, rotation, and many writers at once.
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/daemons/logControl/log_server.h"
#include "runtime/formats/control.h"
#include "tests/support/scratch_directory.h"

namespace ligature::logControl
{
namespace
{

using ::testing::ElementsAre;

TEST(LineSplitter, JoinsPiecesAndKeepsTheRest)
{
    LineSplitter lines;
    EXPECT_THAT(lines.add("on"), ElementsAre());
    EXPECT_THAT(lines.add("e\ntwo\n\nthr"), ElementsAre("one", "two", ""));
    EXPECT_EQ(lines.rest(), "thr");
    EXPECT_EQ(lines.rest(), "");
}

TEST(LineSplitter, CutsLinesThatAreTooLong)
{
    LineSplitter lines;
    const std::string full(kLineLimit, 'x');
    EXPECT_THAT(lines.add(full + "y\n"), ElementsAre(full + " [...]", "y"));
    EXPECT_THAT(lines.add(full), ElementsAre());
    EXPECT_THAT(lines.add("\nz\n"), ElementsAre(full, "z"));
}

TEST(LogLine, HeaderIsCheckedStrictly)
{
    const auto source = parseHeader(R"({"app":"a","process":"my proc","pid":7,"stream":"stderr"})");
    ASSERT_TRUE(source);
    EXPECT_EQ(source->app, "a");
    EXPECT_EQ(source->process, "my_proc");
    EXPECT_EQ(source->pid, 7);
    EXPECT_TRUE(source->isError);
    for (const char* bad : {"", "text", "[]", "{}", R"({"app":"a b","process":"p","pid":7,"stream":"stdout"})",
                            R"({"app":"a","process":"p","pid":"7","stream":"stdout"})",
                            R"({"app":"a","process":"p","pid":7,"stream":"other"})",
                            R"({"app":1,"process":"p","pid":7,"stream":"stdout"})"})
    {
        EXPECT_FALSE(parseHeader(bad)) << bad;
    }
}

TEST(LogLine, KeepsTheLayoutOfLogLinesAndGivesOneToOthers)
{
    ::setenv("TZ", "UTC", 1);
    const Source source{"led", "blink", 2, false};
    EXPECT_EQ(formatLine(source, " INFO | blink[2]/comp T=main | a.c f() 1 | on", 0),
              "Jan  1 00:00:00 led :  INFO | blink[2]/comp T=main | a.c f() 1 | on\n");
    EXPECT_EQ(formatLine(source, "key | blink[2]/comp T=main | a.c f() 1 | trace", 0),
              "Jan  1 00:00:00 led : key | blink[2]/comp T=main | a.c f() 1 | trace\n");
    EXPECT_EQ(formatLine(source, "a | b", 0), "Jan  1 00:00:00 led :  INFO | blink[2] | a | b\n");
    EXPECT_EQ(formatLine({"led", "blink", 2, true}, "bad", 0), "Jan  1 00:00:00 led : =ERR= | blink[2] | bad\n");
    EXPECT_EQ(formatLine({"", "supervisor", 9, true}, "up\x1b[2J\r", 0),
              "Jan  1 00:00:00 : =ERR= | supervisor[9] | up?[2J?\n");
}

TEST(LogFile, PutsFullFilesAsideAndKeepsSome)
{
    const test::ScratchDirectory scratch;
    const std::string path = scratch.path() + "/log/messages";
    LogFile file(path, 20, 2);
    for (const char* line : {"first line\n", "second one\n", "third line\n", "fourth one\n"})
    {
        EXPECT_TRUE(file.append(line));
    }
    EXPECT_EQ(test::readText(path), "fourth one\n");
    EXPECT_EQ(test::readText(path + ".1"), "third line\n");
    EXPECT_EQ(test::readText(path + ".2"), "second one\n");
    EXPECT_NE(::access((path + ".3").c_str(), F_OK), 0);
}

TEST(LogServer, AFloodDoesNotStarveOthers)
{
    const test::ScratchDirectory scratch;
    Loop loop;
    LogFile file(scratch.path() + "/messages", 1 << 30, 1);
    LogServer server(loop, file, scratch.path() + "/log");
    const auto connect = [&](const std::string& app)
    {
        formats::UniqueFd fd = formats::connectUnix(scratch.path() + "/log", SOCK_STREAM);
        const std::string header = R"({"app":")" + app + R"(","process":"p","pid":1,"stream":"stdout"})" + "\n";
        EXPECT_EQ(::send(fd.get(), header.data(), header.size(), 0), static_cast<ssize_t>(header.size()));
        return fd;
    };
    const formats::UniqueFd flood = connect("flood");
    const formats::UniqueFd quiet = connect("quiet");
    const std::string noise = std::string(4000, 'n') + "\n";
    unsigned noisy = 0;
    std::function<void()> refill = [&]
    {
        while (::send(flood.get(), noise.data(), noise.size(), MSG_DONTWAIT) == static_cast<ssize_t>(noise.size()))
        {
            ++noisy;
        }
        loop.after(std::chrono::milliseconds(0), refill);
    };
    refill();
    EXPECT_EQ(::send(quiet.get(), "here\n", 5, 0), 5);
    std::function<void()> look = [&]
    {
        if (test::readText(scratch.path() + "/messages").find("quiet :  INFO | p[1] | here\n") != std::string::npos ||
            noisy > 100'000)
        {
            loop.quit();
            return;
        }
        loop.after(std::chrono::milliseconds(1), look);
    };
    look();
    loop.run();
    EXPECT_LE(noisy, 2000u);
}

TEST(LogServer, AConnectionWithoutProperHeaderIsClosed)
{
    const test::ScratchDirectory scratch;
    Loop loop;
    LogFile file(scratch.path() + "/messages", 1 << 20, 1);
    LogServer server(loop, file, scratch.path() + "/log");
    const formats::UniqueFd fd = formats::connectUnix(scratch.path() + "/log", SOCK_STREAM);
    EXPECT_EQ(::send(fd.get(), "who am I?\nline\n", 15, 0), 15);
    server.drain();
    char byte = 0;
    EXPECT_LE(::recv(fd.get(), &byte, 1, MSG_DONTWAIT), 0);
    EXPECT_EQ(test::readText(scratch.path() + "/messages"), "");
}

}  // namespace
}  // namespace ligature::logControl
