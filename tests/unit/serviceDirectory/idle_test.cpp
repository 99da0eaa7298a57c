// Connections that never send a request.
#include <sys/socket.h>

#include <thread>

#include <gtest/gtest.h>

#include "runtime/daemons/serviceDirectory/directory.h"
#include "runtime/formats/unix_socket.h"
#include "tests/support/scratch_directory.h"
#include "tests/unit/serviceDirectory/directory_process.h"

using namespace ligature;
using namespace ligature::test;
using directory::Kind;

namespace
{

TEST(IdleConnections, AreEndedAndThoseThatHaveAskedMayWait)
{
    const ScratchDirectory scratch;
    const std::string path = scratch.path() + "/socket";
    formats::UniqueFd listener = formats::listenUnix(path, SOCK_SEQPACKET, 0600);
    int wake[2];
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, wake), 0);
    const formats::UniqueFd stop(wake[0]);
    formats::UniqueFd stopper(wake[1]);
    std::thread server(
        [&]
        {
            Loop loop;
            directory::Directory directory(loop, std::chrono::milliseconds(50));
            loop.watch(stop.get(), EPOLLIN | EPOLLHUP, [&](uint32_t) { loop.quit(); });
            directory.serveUsers(std::move(listener));
            loop.run();
        });
    const formats::UniqueFd waiting = ask(path, makeRequest(Kind::Open, "unbound"));
    const formats::UniqueFd idle = formats::connectUnix(path, SOCK_SEQPACKET);
    EXPECT_TRUE(isClosed(idle.get()));
    EXPECT_FALSE(pollOnce(waiting.get(), 100));
    stopper.reset();
    server.join();
}

}  // namespace
