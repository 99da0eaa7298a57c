// Peers that break the rules: a raw socket in the place of a client or a server.
#include <sys/socket.h>
#include <unistd.h>

#include <vector>

#include "tests/unit/messaging/fixture.h"

using namespace ligature;
using namespace ligature::test;
using directory::Kind;
using directory::Result;
using formats::UniqueFd;

namespace
{

/// Sends a datagram with that many descriptors.
void sendWithDescriptors(int socket, const std::string& bytes, int count)
{
    iovec part{const_cast<char*>(bytes.data()), bytes.size()};
    alignas(cmsghdr) char space[CMSG_SPACE(sizeof(int) * 8)] = {};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    if (count > 0)
    {
        header.msg_control = space;
        header.msg_controllen = CMSG_SPACE(sizeof(int) * static_cast<size_t>(count));
        cmsghdr* rights = CMSG_FIRSTHDR(&header);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(sizeof(int) * static_cast<size_t>(count));
        for (int i = 0; i < count; ++i)
        {
            const int fd = STDIN_FILENO;
            std::memcpy(CMSG_DATA(rights) + sizeof(int) * static_cast<size_t>(i), &fd, sizeof(int));
        }
    }
    ::sendmsg(socket, &header, MSG_NOSIGNAL | MSG_DONTWAIT);
}

struct Datagram
{
    std::string bytes;
    int descriptors = 0;
};

const std::vector<Datagram> kMalformed = {
    {"", 0},
    {"", 1},
    {"x", 0},
    {"xyz", 1},
    {std::string(4, '\1'), 2},
    {std::string(4, '\0'), 7},
    {std::string(5 + kLargest, '\0'), 0},
    {std::string(100'000, 'A'), 1},
};

TEST_F(Messaging, AMalformedMessageCostsTheClientItsSessionAndNobodyElse)
{
    serveEcho();
    client_.run(
        [&]
        {
            le_msg_SessionRef_t good = open();
            EXPECT_EQ(ask(good, "x"), "x");
            const size_t before = ownDescriptors();
            int expected = 0;
            for (const Datagram& datagram : kMalformed)
            {
                const UniqueFd peer =
                    test::ask(directory_.userSocket(), makeRequest(Kind::Open, "client", "proto", kLargest));
                ASSERT_EQ(readResult(peer.get()), Result::Ok);
                sendWithDescriptors(peer.get(), datagram.bytes, datagram.descriptors);
                EXPECT_TRUE(isClosed(peer.get())) << datagram.bytes.size() << " " << datagram.descriptors;
                ++expected;
                EXPECT_TRUE(eventually([&] { return closed_ == expected; }));
                EXPECT_EQ(ask(good, "y"), "y");
            }
            EXPECT_TRUE(eventually([&] { return ownDescriptors() <= before; }));
        });
    EXPECT_EQ(lost_, 0);
}

TEST_F(Messaging, AClientThatNeverReadsIsDisconnected)
{
    serve(
        [](le_msg_MessageRef_t message)
        {
            // One request, an endless stream of answers.
            for (int i = 0; i < 10'000; ++i)
            {
                le_msg_Send(le_msg_CreateMsg(le_msg_GetSession(message)));
            }
            le_msg_ReleaseMsg(message);
        });
    const UniqueFd peer = test::ask(directory_.userSocket(), makeRequest(Kind::Open, "client", "proto", kLargest));
    ASSERT_EQ(readResult(peer.get()), Result::Ok);
    ::send(peer.get(), "\0\0\0\0", 4, 0);
    EXPECT_TRUE(eventually([&] { return closed_ == 1; }));
}

TEST_F(Messaging, AServerThatAnswersNonsenseLosesItsClient)
{
    const UniqueFd server =
        test::ask(directory_.userSocket(), makeRequest(Kind::Advertise, "server", "proto", kLargest));
    ASSERT_EQ(readResult(server.get()), Result::Ok);
    std::vector<Datagram> answers = kMalformed;
    answers.push_back({std::string(8, 'Z'), 0});  // an answer to no request
    int expected = 0;
    const size_t before = ownDescriptors();
    for (const Datagram& answer : answers)
    {
        std::atomic<bool> isDone{false};
        client_.start(
            [&]
            {
                le_msg_SessionRef_t session = open();
                EXPECT_EQ(ask(session, "x"), "(none)");
                isDone = true;
            });
        auto client = readHandOver(server.get());
        ASSERT_TRUE(client);
        ASSERT_TRUE(pollOnce(client->socket.get(), 5000));
        sendWithDescriptors(client->socket.get(), answer.bytes, answer.descriptors);
        if (answer.bytes.empty() && answer.descriptors == 0)
        {
            client->socket.reset();
        }
        EXPECT_TRUE(eventually([&] { return isDone.load(); })) << answer.bytes.size() << " " << answer.descriptors;
        ++expected;
        EXPECT_TRUE(eventually([&] { return lost_ == expected; }));
    }
    EXPECT_TRUE(eventually([&] { return ownDescriptors() <= before; }));
}

}  // namespace
