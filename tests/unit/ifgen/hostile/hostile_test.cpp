// Raw sockets in the place of clients of every.api. The valid requests are the seeds of the fuzzer of its server.
#include <sys/socket.h>
#include <sys/time.h>

#include <bit>
#include <cstring>
#include <filesystem>
#include <set>
#include <vector>

#include "every_messages.h"
#include "every_server.h"
#include "tests/fuzz/ipc/seam.h"
#include "tests/fuzz/ipc/server_functions.h"
#include "tests/support/times_in.h"
#include "tests/unit/messaging/raw_client.h"

namespace ligature::test
{
namespace
{

using directory::Kind;
using directory::Result;
using formats::UniqueFd;

uint32_t numberOf(const std::string& request)
{
    uint32_t number = UINT32_MAX;
    memcpy(&number, request.data(), std::min(request.size(), sizeof(number)));
    return number;
}

// Every valid request, without what stands before it in a seed: one byte and the length. A seed has several, but of
// what fuzzing has found only the first is one. `isOneWay`: those that are not answered instead.
std::set<std::string> validRequests(bool isOneWay = false)
{
    std::set<std::string> requests;
    for (const auto& seed : std::filesystem::directory_iterator("tests/fuzz/ipc/corpus/ipc_server"))
    {
        const bool isMade = seed.path().filename().string().find('_') != std::string::npos;
        const std::string text = readText(seed.path().string());
        for (size_t at = 0; at + 3 <= text.size() && (at == 0 || isMade);)
        {
            const size_t length = static_cast<uint8_t>(text[at + 1]) | static_cast<uint8_t>(text[at + 2]) << 8;
            const std::string request = text.substr(at + 3, length);
            const uint32_t number = numberOf(request);
            if (length != 0 && request.size() == length &&
                (number == IFGEN_EVERY_MSG_Tell || number == IFGEN_EVERY_MSG_Drop) == isOneWay)
            {
                requests.insert(request);
            }
            at += 3 + length;
        }
    }
    return requests;
}

// What the server does with a datagram.
enum class Answer
{
    given,
    sessionEnded,
    none,  ///< within some seconds
};

class Hostile : public testing::Test
{
protected:
    static void SetUpTestSuite()
    {
        directory_ = new DirectoryProcess;
        setenv("LIGATURE_SERVICE_DIRECTORY", directory_->userSocket().c_str(), 1);
        directory_->bind("client", "every");
        server_ = new LoopThread;
        server_->openTimers();
        server_->run(every_AdvertiseService);
    }
    static void TearDownTestSuite()
    {
        delete server_;
        delete directory_;
    }

    static UniqueFd open()
    {
        UniqueFd peer = ask(directory_->userSocket(),
                            makeRequest(Kind::Open, "client", IFGEN_EVERY_PROTOCOL_ID, IFGEN_EVERY_MESSAGE_SIZE));
        EXPECT_EQ(readResult(peer.get()), Result::Ok);
        const timeval limit{10, 0};
        setsockopt(peer.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
        return peer;
    }

    // The number before the payload tells requests from other messages.
    static void send(const UniqueFd& peer, const std::string& payload, uint32_t transaction = 1)
    {
        const std::string datagram = bytesOf(transaction) + payload;
        ::send(peer.get(), datagram.data(), datagram.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    }

    static Answer answerTo(const UniqueFd& peer)
    {
        char buffer[65536];
        const ssize_t size = recv(peer.get(), buffer, sizeof(buffer), 0);
        return size > 0 ? Answer::given : size == 0 || errno == ECONNRESET ? Answer::sessionEnded : Answer::none;
    }

    static Answer tryOnce(const std::string& payload, uint32_t transaction = 1)
    {
        const UniqueFd peer = open();
        send(peer, payload, transaction);
        return answerTo(peer);
    }

    static bool isServed(const UniqueFd& peer)
    {
        send(peer, bytesOf(IFGEN_EVERY_MSG_Nothing));
        return answerTo(peer) == Answer::given;
    }

    // A session that the server has at hand, so that its descriptors can be counted.
    static UniqueFd openServed()
    {
        UniqueFd peer = open();
        EXPECT_TRUE(isServed(peer));
        return peer;
    }

    // Once all clients are gone, nothing of them is left in the server.
    static void expectNothingLeft(size_t descriptors)
    {
        EXPECT_TRUE(eventually(
            []
            {
                size_t left = 1;
                server_->run([&] { left = fuzz::subscriptions(); });
                return left == 0;
            }));
        server_->run(fuzz::reportAll);
        EXPECT_TRUE(eventually([&] { return ownDescriptors() <= descriptors; }));
    }

    static inline DirectoryProcess* directory_ = nullptr;
    static inline LoopThread* server_ = nullptr;
};

TEST_F(Hostile, EveryTruncationOfEveryRequestEndsTheSession)
{
    const std::set<std::string> requests = validRequests();
    ASSERT_GE(requests.size(), 14U);
    testing::internal::CaptureStderr();
    const UniqueFd neighbour = openServed();
    const size_t descriptors = ownDescriptors();
    size_t refused = 0;
    for (const std::string& request : requests)
    {
        for (size_t size = 0; size < request.size(); ++size)
        {
            EXPECT_EQ(tryOnce(request.substr(0, size)), Answer::sessionEnded) << size << " of " << request.size();
            ++refused;
        }
        EXPECT_EQ(tryOnce(request + '\0'), Answer::sessionEnded) << request.size();
        ++refused;
        EXPECT_TRUE(isServed(neighbour));
    }
    expectNothingLeft(descriptors);
    const std::string log = testing::internal::GetCapturedStderr();
    const size_t lines = timesIn(log, "makes no sense: its session ends");
    // All are sessions of one client, which is logged every ten seconds.
    EXPECT_GE(lines, 1U);
    EXPECT_LE(lines, 5U) << "for " << refused << " sessions";
}

TEST_F(Hostile, ChangedRequestsAreAnsweredOrEndTheSession)
{
    testing::internal::CaptureStderr();
    const UniqueFd neighbour = openServed();
    const size_t descriptors = ownDescriptors();
    for (const std::string& request : validRequests())
    {
        constexpr size_t kPlaces = 100;
        for (size_t place = 0; place < std::min(request.size(), kPlaces); ++place)
        {
            for (int change : {0x01, 0x80, 0xFF})
            {
                std::string spoilt = request;
                spoilt[place] = static_cast<char>(spoilt[place] ^ change);
                EXPECT_NE(tryOnce(spoilt), Answer::none) << place;
            }
        }
        EXPECT_TRUE(isServed(neighbour));
    }
    expectNothingLeft(descriptors);
    testing::internal::GetCapturedStderr();
}

// In C a bool that was never set holds any byte.
TEST_F(Hostile, ABoolIsTrueWhateverItsByteIsButZero)
{
    constexpr size_t kPlace = 4 + 1 + 2 + 4 + 8 + 1 + 2 + 4 + 8 + 8;  // of `j` in a call of Scalars()
    size_t tried = 0;
    for (std::string request : validRequests())
    {
        // Fuzzing has found some that only begin right.
        if (numberOf(request) != IFGEN_EVERY_MSG_Scalars || tryOnce(request) != Answer::given)
        {
            continue;
        }
        ++tried;
        for (int value : {0, 1, 2, 0x55, 0xFF})
        {
            request[kPlace] = static_cast<char>(value);
            EXPECT_EQ(tryOnce(request), Answer::given) << value;
        }
    }
    EXPECT_GE(tried, 1U);
}

TEST_F(Hostile, RequestsThatAreNoneEndTheSession)
{
    testing::internal::CaptureStderr();
    for (const std::string& request : validRequests())
    {
        EXPECT_EQ(tryOnce(request, 0), Answer::sessionEnded);
    }
    testing::internal::GetCapturedStderr();
}

TEST_F(Hostile, OneWayCallsThatAreNotRightEndTheSession)
{
    testing::internal::CaptureStderr();
    const UniqueFd neighbour = openServed();
    const size_t descriptors = ownDescriptors();
    const std::set<std::string> calls = validRequests(true);
    ASSERT_GE(calls.size(), 1U);
    for (const std::string& call : calls)
    {
        EXPECT_EQ(tryOnce(call, 1), Answer::sessionEnded) << "as a request";
        for (size_t size = 0; size < call.size(); ++size)
        {
            EXPECT_EQ(tryOnce(call.substr(0, size), 0), Answer::sessionEnded) << size;
        }
        EXPECT_EQ(tryOnce(call + '\0', 0), Answer::sessionEnded);
        const UniqueFd good = open();
        send(good, call, 0);
        EXPECT_TRUE(isServed(good)) << "nothing comes before the answer to the next request";
    }
    EXPECT_TRUE(isServed(neighbour));
    expectNothingLeft(descriptors);
    testing::internal::GetCapturedStderr();
}

TEST_F(Hostile, DescriptorsThatAFunctionHasNotAreClosed)
{
    testing::internal::CaptureStderr();
    const UniqueFd neighbour = openServed();
    const size_t descriptors = ownDescriptors();
    std::set<std::string> requests = validRequests();
    requests.merge(validRequests(true));
    for (const std::string& request : requests)
    {
        const bool isOneWay = validRequests(true).contains(request);
        for (const uint32_t places : {0x01U, 0x02U, 0x03U, 0x80U, 0xFCU, 0xFFU})
        {
            const std::vector<int> files(static_cast<size_t>(std::popcount(places)), STDIN_FILENO);
            const std::string whole = datagram(isOneWay ? kOneWay : 1, request);
            const UniqueFd peer = open();
            sendWithDescriptors(peer.get(), announcement(places), {});
            sendWithDescriptors(peer.get(), whole, files);
            // Removing a handler that nobody has added is all that is wrong.
            EXPECT_NE(isOneWay ? (isServed(peer) ? Answer::given : Answer::none) : answerTo(peer), Answer::none);
            // Fewer than were said.
            const UniqueFd liar = open();
            sendWithDescriptors(liar.get(), announcement(places), {});
            sendWithDescriptors(liar.get(), whole, {files.begin() + 1, files.end()});
            EXPECT_EQ(answerTo(liar), Answer::sessionEnded);
        }
    }
    EXPECT_TRUE(isServed(neighbour));
    expectNothingLeft(descriptors);
    testing::internal::GetCapturedStderr();
}

TEST_F(Hostile, AnswersThatAreNeverReadStopNobodyElse)
{
    testing::internal::CaptureStderr();
    const UniqueFd neighbour = openServed();
    // Asks for the largest answer again and again: number, wanted, two empty texts, room for the third output.
    const std::string request = {std::string("\x07\0\0\0\4\0\0\0\0\0\0\0\0\0\0\0\0\0\xFF\xFF\0\0", 22)};
    static_assert(IFGEN_EVERY_MSG_Texts == 7);
    size_t descriptors = 0;
    for (int round = 0; round < 3; ++round)
    {
        {
            const UniqueFd greedy = open();
            for (uint32_t i = 1; i < 20'000; ++i)
            {
                send(greedy, request, i);
            }
            EXPECT_TRUE(isServed(neighbour));
            send(greedy, request);
        }
        EXPECT_TRUE(isServed(neighbour));
        // From the first slow client on, the server's thread has a timer.
        descriptors = round == 0 ? ownDescriptors() : descriptors;
    }
    expectNothingLeft(descriptors);
    testing::internal::GetCapturedStderr();
}

TEST_F(Hostile, ClientsThatComeAndGoLeaveNothing)
{
    const UniqueFd neighbour = openServed();
    const size_t descriptors = ownDescriptors();
    // Subscribes, and is gone before or after the answer.
    const std::string subscribe("\0\0\0\0\1\0\0\0\1\0\0\0\3\0\0\0", 16);
    static_assert(IFGEN_EVERY_MSG_AddFullHandler == 0);
    for (int i = 0; i < 10'000; ++i)
    {
        const UniqueFd peer = open();
        send(peer, subscribe);
        if (i % 2 == 0)
        {
            EXPECT_EQ(answerTo(peer), Answer::given);
        }
    }
    EXPECT_TRUE(isServed(neighbour));
    expectNothingLeft(descriptors);
}

}  // namespace
}  // namespace ligature::test
