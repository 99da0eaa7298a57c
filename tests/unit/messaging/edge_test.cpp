// A server hears of what a client sends once: nothing may be left in the socket, whatever came together and however a
// handler ends.
#include <csetjmp>
#include <thread>

#include "tests/unit/messaging/batch_fixture.h"

using namespace ligature;
using namespace ligature::test;
using formats::UniqueFd;

namespace
{

constexpr uint32_t kWaits = kFirstSynchronous - 1;

class Edges : public Batches
{
protected:
    /// `send` runs while the server does not: what it sends arrives as one event.
    void atOnce(const std::function<void()>& send) { server_.run(send); }

    bool hasCome(const std::string& all)
    {
        return eventually([&] { return received() == all; });
    }
};

TEST_F(Edges, TheEndOfAClientThatWaitsIsSeenThoughItCameWithItsRequest)
{
    serveInOrder();
    UniqueFd peer = openRaw();
    atOnce(
        [&]
        {
            sendDatagram(peer.get(), bytesOf(kWaits + 1) + "last");
            peer.reset();
        });
    EXPECT_TRUE(eventually([&] { return closed_ == 1; }));
    EXPECT_EQ(received(), "last ");
}

TEST_F(Edges, AllThatCameBeforeTheEndIsTaken)
{
    serveInOrder();
    UniqueFd peer = openRaw();
    std::string all;
    atOnce(
        [&]
        {
            for (int i = 0; i < 20; ++i)
            {
                sendDatagram(peer.get(), bytesOf(i % 2 == 0 ? kWaits + 1 : 0) + std::to_string(i));
                all += std::to_string(i) + " ";
            }
            peer.reset();
        });
    EXPECT_TRUE(eventually([&] { return closed_ == 1; }));
    EXPECT_EQ(received(), all);
}

TEST_F(Edges, MoreThanOneTurnTakesIsTakenWithoutAnotherEvent)
{
    serveInOrder();
    const UniqueFd first = openRaw();
    const UniqueFd second = openRaw();
    atOnce(
        [&]
        {
            for (int i = 0; i < 100; ++i)
            {
                sendDatagram(first.get(), bytesOf(0) + "a");
                sendDatagram(second.get(), bytesOf(0) + "b");
            }
        });
    EXPECT_TRUE(eventually([&] { return count_ == 200; }));
}

TEST_F(Edges, AClientThatSaysItWaitsAndDoesNotKeepsItselfWaiting)
{
    serveInOrder();
    const UniqueFd liar = openRaw();
    const UniqueFd other = openRaw();
    atOnce(
        [&]
        {
            sendDatagram(liar.get(), bytesOf(kWaits + 1) + "one");
            sendDatagram(liar.get(), bytesOf(kWaits + 2) + "two");
        });
    EXPECT_TRUE(hasCome("one "));
    sendDatagram(other.get(), bytesOf(kWaits + 1) + "other");
    EXPECT_EQ(receiveDatagram(other.get()), bytesOf(kWaits + 1) + "other");
    sendDatagram(liar.get(), bytesOf(0) + "three");
    EXPECT_TRUE(hasCome("one other two ") || hasCome("one other two three "));
    EXPECT_EQ(closed_, 0);
}

TEST_F(Edges, AnIdThatIsNoIdEndsTheSession)
{
    serveInOrder();
    for (const uint32_t id : {kWaits, 0x7FFFFF00u, 0xFFFFFF00u, 0xFFFFFFFDu})
    {
        const UniqueFd peer = openRaw();
        sendDatagram(peer.get(), bytesOf(id) + "x");
        EXPECT_TRUE(isClosed(peer.get())) << id;
    }
    EXPECT_EQ(received(), "");
}

/// A server whose handler leaves by longjmp() each time.
struct Jumper
{
    jmp_buf place;
    std::string received;
    std::atomic<int> count{0};
    std::atomic<bool> isServing{false};
    std::atomic<bool> mayBegin{false};

    static void jump(le_msg_MessageRef_t message, void* context)
    {
        auto& own = *static_cast<Jumper*>(context);
        own.received += text(message);
        ++own.count;
        le_msg_ReleaseMsg(message);
        longjmp(own.place, 1);
    }

    /// Until so many messages have come.
    void serve(le_msg_ProtocolRef_t protocol, int messages)
    {
        le_thread_InitLegatoThreadData("jumper");
        le_msg_ServiceRef_t service = le_msg_CreateService(protocol, "server");
        le_msg_SetServiceRecvHandler(service, jump, this);
        le_msg_AdvertiseService(service);
        isServing = true;
        while (!mayBegin)
        {
            ::usleep(1000);
        }
        setjmp(place);
        while (count < messages && pollOnce(le_event_GetFd(), 5000))
        {
            le_event_ServiceLoop();
        }
        le_msg_DeleteService(service);
        le_thread_CleanupLegatoThreadData();
    }
};

TEST_F(Edges, AServersHandlerThatLeavesByLongjmpLeavesTheRestToTheLoop)
{
    Jumper jumper;
    std::thread server([&] { jumper.serve(protocol(), 9); });
    EXPECT_TRUE(eventually([&] { return jumper.isServing.load(); }));
    const UniqueFd peer = openRaw();
    for (const char* payload : {"a", "b", "c", "d", "e"})
    {
        sendDatagram(peer.get(), bytesOf(0) + payload);
    }
    sendDatagram(peer.get(), kBatchId + record(0, "f") + record(0, "g") + record(0, "h"));
    sendDatagram(peer.get(), bytesOf(0) + "i");
    jumper.mayBegin = true;
    server.join();
    EXPECT_EQ(jumper.received, "abcdefghi");
}

TEST_F(Edges, AServersHandlerThatLeavesByLongjmpHoldsNoMessage)
{
    constexpr int kMessages = 3000;  // more than a server may hold
    Jumper jumper;
    jumper.mayBegin = true;
    std::thread server([&] { jumper.serve(protocol(), kMessages); });
    EXPECT_TRUE(eventually([&] { return jumper.isServing.load(); }));
    const UniqueFd peer = openRaw();
    for (int i = 0; i < kMessages; ++i)
    {
        EXPECT_TRUE(eventually([&] { return jumper.count > i - 50; })) << i;
        if (HasFailure())
        {
            break;
        }
        sendDatagram(peer.get(), bytesOf(0) + "x");
    }
    server.join();
    EXPECT_EQ(jumper.count, kMessages);
}

}  // namespace
