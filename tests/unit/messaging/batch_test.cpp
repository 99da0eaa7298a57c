// Batches as they stand on the wire, and the order of what travels in them.
#include <fcntl.h>

#include <vector>

#include "tests/support/times_in.h"
#include "tests/unit/messaging/batch_fixture.h"
#include "tests/unit/messaging/raw_client.h"

using namespace ligature;
using namespace ligature::test;
using directory::Kind;
using directory::Result;
using formats::UniqueFd;

namespace
{

TEST_F(Batches, RequestsThatCameTogetherAreAnsweredTogetherInOrder)
{
    serveInOrder();
    const UniqueFd peer = openRaw();
    sendDatagram(peer.get(), kBatchId + record(1, "a") + record(0, "one-way") + record(2, "") + record(3, "ccc"));
    EXPECT_EQ(receiveDatagram(peer.get()), kBatchId + record(1, "a") + record(2, "") + record(3, "ccc"));
    EXPECT_EQ(received(), "a one-way  ccc ");
    sendDatagram(peer.get(), kBatchId + record(4, "alone"));
    EXPECT_EQ(receiveDatagram(peer.get()), bytesOf(4) + "alone");
}

TEST_F(Batches, ABatchMayBeLargerThanTheProtocolsMessagesButNoMessageOfIt)
{
    static constexpr size_t kSmall = 8;
    std::atomic<int> small{0};
    static std::atomic<int>* count;
    count = &small;
    directory_.bind("tiny", "tiny");
    server_.run(
        []
        {
            le_msg_ServiceRef_t service = le_msg_CreateService(le_msg_GetProtocolRef("tiny", kSmall), "tiny");
            le_msg_SetServiceRecvHandler(
                service,
                [](le_msg_MessageRef_t message, void*)
                {
                    EXPECT_EQ(le_msg_GetMaxPayloadSize(message), kSmall);
                    ++*count;
                    le_msg_ReleaseMsg(message);
                },
                nullptr);
            le_msg_AdvertiseService(service);
        });
    const UniqueFd peer = test::ask(directory_.userSocket(), makeRequest(Kind::Open, "tiny", "tiny", kSmall));
    ASSERT_EQ(readResult(peer.get()), Result::Ok);
    std::string batch = kBatchId;
    for (int i = 0; i < 60; ++i)
    {
        batch += record(0, std::string(kSmall, 'x'));
    }
    sendDatagram(peer.get(), batch);
    EXPECT_TRUE(eventually([&] { return small == 60; }));
    sendDatagram(peer.get(), bytesOf(0) + std::string(kSmall + 1, 'x'));
    EXPECT_TRUE(isClosed(peer.get()));
    EXPECT_EQ(small, 60);
}

TEST_F(Batches, WhatIsWrongInABatchEndsTheSessionAfterWhatWasRight)
{
    serveInOrder();
    const UniqueFd good = openRaw();
    const std::string first = record(1, "first");
    const std::vector<std::string> wrong = {
        "x",
        "seven b",
        bytesOf(1) + bytesOf(2),
        bytesOf(0xFFFFFFFF) + bytesOf(2) + "x",
        bytesOf(kLargest + 1) + bytesOf(2) + "x",
        record(0xFFFFFFFF, ""),
        record(0x7FFFFF01, ""),  // what announces a descriptor
        record(0xFFFFFFFE, record(2, "nested")),
        record(0xFFFFFF00, ""),
    };
    testing::internal::CaptureStderr();
    size_t opened = 0;
    for (const std::string& tail : wrong)
    {
        const UniqueFd alone = openRaw();
        sendDatagram(alone.get(), kBatchId + tail);
        EXPECT_EQ(receiveDatagram(alone.get()), "(closed)") << tail;
        const UniqueFd second = openRaw();
        sendDatagram(second.get(), kBatchId + first + tail);
        EXPECT_EQ(receiveDatagram(second.get()), bytesOf(1) + "first") << tail;
        EXPECT_EQ(receiveDatagram(second.get()), "(closed)") << tail;
        opened += 2;
    }
    const UniqueFd empty = openRaw();
    sendDatagram(empty.get(), kBatchId);
    EXPECT_EQ(receiveDatagram(empty.get()), "(closed)");
    const UniqueFd large = openRaw();
    sendDatagram(large.get(), kBatchId + record(1, std::string(kLargest - 7, 'x')));
    EXPECT_EQ(receiveDatagram(large.get()), "(closed)");
    const UniqueFd announced = openRaw();
    sendDatagram(announced.get(), announcement(1));
    sendDatagram(announced.get(), kBatchId + first);
    EXPECT_EQ(receiveDatagram(announced.get()), "(closed)");
    opened += 3;
    sendDatagram(good.get(), bytesOf(7) + "still");
    EXPECT_EQ(receiveDatagram(good.get()), bytesOf(7) + "still");
    const std::string log = testing::internal::GetCapturedStderr();
    EXPECT_EQ(timesIn(log, "sends a malformed message and is disconnected"), 1u)
        << "for all " << opened << " sessions of one client";
}

TEST_F(Batches, AServerHoldsNoMoreOfABatchThanOfOtherMessages)
{
    std::vector<le_msg_MessageRef_t> held;
    serve([&](le_msg_MessageRef_t message) { held.push_back(message); });
    const UniqueFd peer = openRaw();
    constexpr size_t kMessages = 3000;
    std::string batch;
    size_t sent = 0;
    for (size_t i = 0; i < kMessages; ++i)
    {
        batch += record(0, "");
        if (batch.size() + 12 > kLargest || i + 1 == kMessages)
        {
            sendDatagram(peer.get(), kBatchId + batch);
            batch.clear();
            ++sent;
        }
    }
    EXPECT_LT(sent, 10u);
    size_t all = 0;
    EXPECT_TRUE(eventually(
        [&]
        {
            server_.run(
                [&]
                {
                    EXPECT_LE(held.size(), 1024u);
                    all += held.size();
                    for (le_msg_MessageRef_t message : held)
                    {
                        le_msg_ReleaseMsg(message);
                    }
                    held.clear();
                });
            return all == kMessages;
        }));
}

TEST_F(Batches, OrderIsKeptWhateverGoesTogether)
{
    serveInOrder();
    std::string expected;
    Ahead ahead;
    std::atomic<bool> isDone{false};
    auto note = [&](const std::string& what)
    {
        expected += what + " ";
        return what;
    };
    ahead.next = [&](Ahead& own)
    {
        const int turn = own.answered;
        const std::string name = std::to_string(turn);
        if (turn > 300)
        {
            isDone = turn == 300 + kUnderWay;
            return;
        }
        if (turn % 3 == 0)
        {
            le_msg_Send(makeMessage(own.session, note("one-way" + name)));
        }
        if (turn % 5 == 0)
        {
            le_msg_MessageRef_t message = makeMessage(own.session, note("file" + name));
            expected.back() = '+';
            expected += "fd ";
            le_msg_SetFd(message, ::open("/dev/null", O_RDONLY | O_CLOEXEC));
            le_msg_Send(message);
        }
        if (turn % 7 == 0)
        {
            EXPECT_EQ(ask(own.session, note("sync" + name)), "sync" + name);
        }
        if (turn % 11 == 0)
        {
            le_msg_Send(makeMessage(own.session, note(std::string(kLargest, 'L'))));
        }
        le_msg_RequestResponse(makeMessage(own.session, note(name)), Ahead::onAnswer, &own);
    };
    const size_t before = ownDescriptors();
    client_.run(
        [&]
        {
            ahead.session = open();
            for (int i = 0; i < kUnderWay; ++i)
            {
                le_msg_RequestResponse(makeMessage(ahead.session, note("start")), Ahead::onAnswer, &ahead);
            }
        });
    EXPECT_TRUE(eventually([&] { return isDone.load(); }));
    client_.run([&] { le_msg_DeleteSession(ahead.session); });
    EXPECT_EQ(received(), expected);
    EXPECT_TRUE(eventually([&] { return ownDescriptors() <= before; }));
}

TEST_F(Batches, AnswersAndEventsComeInTheOrderTheServerSentThem)
{
    serve(
        [](le_msg_MessageRef_t message)
        {
            const std::string name = text(message);
            le_msg_Send(makeMessage(le_msg_GetSession(message), "before" + name));
            setText(message, name);
            le_msg_Respond(message);
        });
    static std::string order;
    static std::atomic<int> left;
    order.clear();
    left = 200;
    std::string expected;
    le_msg_SessionRef_t session = nullptr;
    client_.run(
        [&]
        {
            session = open();
            const auto take = [](le_msg_MessageRef_t message, void*)
            {
                order += text(message) + " ";
                le_msg_ReleaseMsg(message);
                --left;
            };
            le_msg_SetSessionRecvHandler(session, take, nullptr);
            for (int i = 0; i < 100; ++i)
            {
                expected += "before" + std::to_string(i) + " " + std::to_string(i) + " ";
                le_msg_RequestResponse(makeMessage(session, std::to_string(i)), take, nullptr);
            }
        });
    EXPECT_TRUE(eventually([&] { return left == 0; }));
    EXPECT_EQ(order, expected);
    client_.run([&] { le_msg_DeleteSession(session); });
}

}  // namespace
