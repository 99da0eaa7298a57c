// Peers that break the rules: a raw socket in the place of a client or a server.
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <thread>
#include <vector>

#include "runtime/formats/unix_socket.h"
#include "tests/unit/messaging/raw_client.h"

using namespace ligature;
using namespace ligature::test;
using directory::Kind;
using directory::Result;
using formats::UniqueFd;

namespace
{

struct Datagram
{
    std::string bytes;
    size_t descriptors = 0;
    uint32_t places = 0;  ///< announced; 0: nothing is
};

void send(int socket, const Datagram& datagram)
{
    if (datagram.places != 0)
    {
        sendWithDescriptors(socket, announcement(datagram.places), {});
    }
    sendWithDescriptors(socket, datagram.bytes, std::vector<int>(datagram.descriptors, STDIN_FILENO));
}

const std::vector<Datagram> kMalformed = {
    {"", 0},
    {"", 1},
    {"x", 0},
    {"xyz", 1},
    {"xyz", 1, 1},
    {"", 1, 1},
    {"", 8, 0xFF},
    {"xyz", 2, 3},
    // Not as many as announced.
    {std::string(4, '\1'), 0, 1},
    {std::string(4, '\1'), 2, 1},
    {std::string(4, '\0'), 7, 1},
    {std::string(4, '\1'), 0, 3},
    {std::string(4, '\1'), 1, 3},
    {std::string(4, '\1'), 3, 0xC0},
    {std::string(4, '\1'), 7, 0xFF},
    {std::string(4, '\1'), 9, 0xFF},
    {std::string(4, '\0'), 200, 0xFF},
    {std::string(5 + kLargest, '\0'), 1, 1},
    {std::string(5 + kLargest, '\0'), 3, 7},
    // Announcements that are none.
    {announcement(1), 1, 1},
    {announcement(3), 2, 3},
    {announcement(1) + "x", 0},
    {announcement(0), 0},
    {std::string(4, '\xFF'), 0},
    {std::string("\1\xFF\xFF\xFF", 4), 0},
    {batch({"in", "it"}), 2, 3},
    {std::string("\0\xFF\xFF\xFF", 4), 0},  // an id that none has
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
                const UniqueFd peer = openRaw();
                send(peer.get(), datagram);
                EXPECT_TRUE(isClosed(peer.get())) << datagram.bytes.size() << " " << datagram.descriptors;
                ++expected;
                EXPECT_TRUE(eventually([&] { return closed_ == expected; }));
                EXPECT_EQ(ask(good, "y"), "y");
            }
            EXPECT_TRUE(eventually([&] { return ownDescriptors() <= before; }));
        });
    EXPECT_EQ(lost_, 0);
}

TEST_F(Messaging, ADescriptorThatNobodyAnnouncedIsLostAndHarmsNobody)
{
    serve(
        [](le_msg_MessageRef_t message)
        {
            EXPECT_EQ(le_msg_GetFd(message), -1);
            le_msg_Respond(message);
        });
    const UniqueFd peer = openRaw();
    ASSERT_TRUE(eventually([&] { return opened_ == 1; }));
    const size_t before = ownDescriptors();
    for (size_t count : {1, 7})
    {
        sendWithDescriptors(peer.get(), std::string(8, '\1'), std::vector<int>(count, STDIN_FILENO));
        ASSERT_TRUE(pollOnce(peer.get(), 5000));
        char answer[8];
        EXPECT_EQ(::recv(peer.get(), answer, sizeof(answer), MSG_TRUNC), 4 + static_cast<ssize_t>(kLargest));
    }
    EXPECT_EQ(ownDescriptors(), before);
    EXPECT_EQ(closed_, 0);
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
    const UniqueFd peer = openRaw();
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
        send(client->socket.get(), answer);
        EXPECT_TRUE(eventually([&] { return isDone.load(); })) << answer.bytes.size() << " " << answer.descriptors;
        ++expected;
        EXPECT_TRUE(eventually([&] { return lost_ == expected; }));
    }
    EXPECT_TRUE(eventually([&] { return ownDescriptors() <= before; }));
}

/// A Service Directory's socket: each that connects gets these bytes, and then the connection ends.
class FalseDirectory
{
public:
    explicit FalseDirectory(const std::string& bytes)
        : listener_(formats::listenUnix(path(), SOCK_SEQPACKET, 0600)), thread_([this, bytes] { serve(bytes); })
    {
    }
    ~FalseDirectory()
    {
        isOver_ = true;
        thread_.join();
    }
    std::string path() const { return scratch_.path() + "/directory"; }

private:
    void serve(const std::string& bytes) const
    {
        while (!isOver_)
        {
            if (pollOnce(listener_.get(), 10))
            {
                const UniqueFd peer(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
                ::send(peer.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
            }
        }
    }

    ScratchDirectory scratch_;
    UniqueFd listener_;
    std::atomic<bool> isOver_{false};
    std::thread thread_;
};

TEST_F(Messaging, ADatagramLongerThanAReplyIsNoAnswerOfTheDirectory)
{
    directory::Reply reply{};
    reply.header = directory::makeHeader(Kind::Reply);
    reply.result = static_cast<int32_t>(Result::Ok);
    const FalseDirectory directory(std::string(reinterpret_cast<const char*>(&reply), sizeof(reply)) + "x");
    setenv("LIGATURE_SERVICE_DIRECTORY", directory.path().c_str(), 1);
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = le_msg_CreateSession(protocol(), "client");
            EXPECT_EQ(le_msg_TryOpenSessionSync(session), LE_COMM_ERROR);
            le_msg_DeleteSession(session);
        });
}

}  // namespace
