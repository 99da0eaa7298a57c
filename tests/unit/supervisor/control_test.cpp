// Control sockets: lines, descriptors, limits, long paths.
#include "runtime/formats/control.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include <gtest/gtest.h>

#include "tests/support/scratch_directory.h"

namespace ligature::formats
{
namespace
{

using Status = ControlConnection::Status;

struct Pair
{
    UniqueFd raw;
    ControlConnection connection;

    static Pair make()
    {
        int ends[2];
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
        return {UniqueFd(ends[0]), ControlConnection(UniqueFd(ends[1]))};
    }
    void write(const std::string& text) const
    {
        EXPECT_EQ(::send(raw.get(), text.data(), text.size(), 0), static_cast<ssize_t>(text.size()));
    }
};

TEST(Control, SeveralMessagesInPieces)
{
    Pair pair = Pair::make();
    ControlMessage message;
    pair.write("{\"a\":1}\n{\"b\"");
    ASSERT_EQ(pair.connection.receive(message), Status::Message);
    EXPECT_EQ(message.body["a"], 1);
    EXPECT_EQ(pair.connection.receive(message), Status::Again);
    pair.write(":2}\n");
    ASSERT_EQ(pair.connection.receive(message), Status::Message);
    EXPECT_EQ(message.body["b"], 2);
    pair.raw.reset();
    EXPECT_EQ(pair.connection.receive(message), Status::Closed);
}

TEST(Control, WhatIsNoMessageBreaksTheConnection)
{
    const std::string deep(kControlDepthLimit + 1, '[');
    for (const std::string& text : {std::string("hello\n"), std::string("[1]\n"), "{\"a\":" + deep + "\n",
                                    std::string("{\"descriptor\":true}\n"), std::string("{\"descriptor\":false}\n")})
    {
        Pair pair = Pair::make();
        ControlMessage message;
        pair.write(text);
        EXPECT_EQ(pair.connection.receive(message), Status::Broken) << text;
    }
    Pair pair = Pair::make();
    std::thread writer(
        [&]
        {
            const std::string endless(kControlLineLimit + 100'000, 'x');
            ::send(pair.raw.get(), endless.data(), endless.size(), MSG_NOSIGNAL);
        });
    ControlMessage message;
    Status status = Status::Again;
    while (status == Status::Again)
    {
        status = pair.connection.receive(message);
    }
    EXPECT_EQ(status, Status::Broken);
    ::shutdown(pair.connection.fd(), SHUT_RDWR);
    writer.join();
}

TEST(Control, DescriptorsStayWithTheirMessage)
{
    int ends[2];
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    ControlConnection from{UniqueFd(ends[0])};
    ControlConnection to{UniqueFd(ends[1])};
    const UniqueFd file(::open("/dev/zero", O_RDONLY | O_CLOEXEC));
    ASSERT_TRUE(from.send({{"n", 1}}));
    ASSERT_TRUE(from.send({{"n", 2}}, file.get()));
    ASSERT_TRUE(from.send({{"n", 3}}));
    for (int n = 1; n <= 3; ++n)
    {
        ControlMessage message;
        ASSERT_EQ(to.receive(message), Status::Message);
        EXPECT_EQ(message.body, (nlohmann::json{{"n", n}}));
        EXPECT_EQ(static_cast<bool>(message.descriptor), n == 2);
    }
}

TEST(Control, PathsOfAnyLength)
{
    const test::ScratchDirectory scratch;
    const std::string folder = scratch.path() + "/" + std::string(100, 'a') + "/" + std::string(100, 'b');
    std::filesystem::create_directories(folder);
    const std::string path = folder + "/socket";
    EXPECT_THROW(connectUnix(path, SOCK_STREAM), ControlNotRunning);
    UniqueFd listener = listenUnix(path, SOCK_STREAM, 0600);
    struct stat status
    {
    };
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u);
    EXPECT_TRUE(connectUnix(path, SOCK_STREAM));
    listener.reset();
    EXPECT_THROW(connectUnix(path, SOCK_STREAM), ControlNotRunning);
    EXPECT_TRUE(listenUnix(path, SOCK_STREAM, 0600)) << "a dead socket is replaced";
    scratch.write("file", "");
    EXPECT_THROW(listenUnix(scratch.path() + "/file", SOCK_STREAM, 0600), ControlError);
}

TEST(Control, AClientDoesNotWaitForEver)
{
    const test::ScratchDirectory scratch;
    const UniqueFd listener = listenUnix(scratch.path() + "/s", SOCK_STREAM, 0600);
    ControlClient client(scratch.path() + "/s");
    try
    {
        client.request({{"command", "x"}}, -1, std::chrono::milliseconds(20));
        ADD_FAILURE();
    }
    catch (const ControlError& error)
    {
        EXPECT_EQ(error.what(), scratch.path() + "/s: no answer in time");
    }
}

}  // namespace
}  // namespace ligature::formats
