// Robustness: faults 12 to 20, and 34 and 35.
#include <fcntl.h>
#include <malloc.h>
#include <unistd.h>

#include <chrono>
#include <utility>

#include "late_interface.h"
#include "tests/conformance/faults/fixture.h"
#include "tests/unit/messaging/files.h"

namespace ligature::test
{
namespace
{

void onDone(uint32_t value, void* context)
{
    *static_cast<std::atomic<uint32_t>*>(context) += value;
}

size_t heapBytes()
{
    return mallinfo2().uordblks;
}

/// What `work` leaves behind of the heap when it has been done a thousand times more.
template <typename Work>
size_t growth(Work work)
{
    for (int i = 0; i < 100; ++i)
    {
        work();
    }
    const size_t before = heapBytes();
    for (int i = 0; i < 1000; ++i)
    {
        work();
    }
    const size_t after = heapBytes();
    return after > before ? after - before : 0;
}

constexpr size_t kNoise = 8 * 1024;  ///< bytes; one leaked context a call would be more

TEST_F(Fault, F12_CallbacksWhoseFunctionFailsLeaveNothing)
{
    static std::atomic<uint32_t> sum{0};
    size_t bytes = 0;
    client([&] { bytes = growth([] { EXPECT_EQ(soft_Begin(LE_FAULT, onDone, &sum), LE_FAULT); }); });
    EXPECT_LT(bytes, kNoise);
}

TEST_F(Fault, F12_RefusedHandlersLeaveNothing)
{
    size_t bytes = 0;
    client([&] { bytes = growth([] { EXPECT_EQ(soft_AddTickHandler(0, nullptr, nullptr), nullptr); }); });
    EXPECT_LT(bytes, kNoise);
}

TEST_F(Fault, F12_BadRequestsLeaveNothing)
{
    for (int i = 0; i < 20; ++i)
    {
        EXPECT_TRUE(endsSession(999, ""));
    }
    server([] {});
    const size_t before = heapBytes();
    const size_t open = ownDescriptors();
    for (int i = 0; i < 300; ++i)
    {
        EXPECT_TRUE(endsSession(i % 2 == 0 ? 999 : IFGEN_FAULT_MSG_Large, "x"));
    }
    server([] {});
    EXPECT_LT(heapBytes(), before + kNoise);
    EXPECT_TRUE(eventually([&] { return ownDescriptors() <= open; }));
}

TEST_F(Fault, F13_AnUnknownNumberEndsTheSession)
{
    EXPECT_TRUE(endsSession(999, ""));
    EXPECT_TRUE(endsSession(0xFFFFFFFF, "whatever"));
}

TEST_F(Fault, F14_AThreadThatEndsClosesItsSessions)
{
    client([] { soft_Nothing(); });  // whoever came before this client has been taken by the server
    const int opened = faultServer().opened;
    le_msg_SessionRef_t session = nullptr;
    {
        LoopThread passing;
        passing.run(
            []
            {
                soft_ConnectService();
                soft_Nothing();
            });
        EXPECT_EQ(faultServer().opened, opened + 1);
        session = faultServer().session;
    }
    EXPECT_TRUE(eventually([&] { return faultServer().lastClosed == session; }));
}

TEST(FaultFatal, F15_ACallBeforeTheFirstConnectSaysSo)
{
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    EXPECT_EXIT(soft_Nothing(), testing::ExitedWithCode(1), "soft_ConnectService\\(\\) was not called");
}

TEST_F(Fault, F16_CallbacksOfManyThreadsAreCalledOnceEach)
{
    constexpr int kThreads = 4;
    constexpr int kEach = 200;
    server([] { faultServer().answersAtOnce = true; });
    static std::atomic<uint32_t> sum;
    sum = 0;
    LoopThread threads[kThreads];
    for (LoopThread& thread : threads)
    {
        thread.start(
            []
            {
                soft_ConnectService();
                for (int i = 0; i < kEach; ++i)
                {
                    EXPECT_EQ(soft_Begin(LE_OK, onDone, &sum), LE_OK);
                }
            });
    }
    EXPECT_TRUE(eventually([&] { return sum == kThreads * kEach; })) << sum;
}

TEST_F(Fault, F17_ARemoveFunctionMayCloseAnotherSession)
{
    LoopThread other;
    other.run(
        []
        {
            soft_ConnectService();
            soft_SetServerDisconnectHandler([](void*) { le_thread_Exit(nullptr); }, nullptr);
            soft_AddTickHandler(
                1, [](const char*, uint32_t, void*) {}, nullptr);
            soft_Nothing();
        });
    const int before = faultServer().removed;
    server([] { faultServer().closesOnRemove = faultServer().session; });
    client(
        []
        {
            soft_AddTickHandler(
                1, [](const char*, uint32_t, void*) {}, nullptr);
            soft_DisconnectService();
        });
    EXPECT_TRUE(eventually([&] { return faultServer().removed == before + 2; }));
    client([] { soft_ConnectService(); });
}

TEST_F(Fault, F18_AnyThreadMayRespond)
{
    uint32_t answer = 0;
    LoopThread asking;
    asking.start(
        [&]
        {
            late_ConnectService();
            answer = late_Wait(5);
        });
    later_ServerCmdRef_t waiting = nullptr;
    EXPECT_TRUE(eventually([&] { return (waiting = laterServer().takeHeld()) != nullptr; }));
    LoopThread third;
    third.run([&] { later_WaitRespond(waiting, 77); });
    asking.run([] {});
    EXPECT_EQ(answer, 77U);
}

TEST_F(Fault, F19_AClientThatLeftItsHandlerByLongjmpMayConnectAndSubscribeAgain)
{
    client(
        []
        {
            for (int i = 0; i < 3; ++i)
            {
                soft_Nothing();
                EXPECT_TRUE(losesSession(soft_SetServerDisconnectHandler, soft_ConnectService,
                                         []
                                         {
                                             world().server.run([] { le_msg_CloseSession(faultServer().session); });
                                             soft_Nothing();
                                         }));
                fault_TickHandlerRef_t handler = soft_AddTickHandler(
                    1, [](const char*, uint32_t, void*) {}, nullptr);
                EXPECT_NE(handler, nullptr);
                soft_RemoveTickHandler(handler);
            }
        });
}

/// Keeps the server's thread busy as long as it lives.
class BlockedServer
{
public:
    explicit BlockedServer(LoopThread& server) : server_(server)
    {
        server.start(
            [this]
            {
                while (!isOver_)
                {
                    usleep(1000);
                }
            });
    }
    ~BlockedServer()
    {
        isOver_ = true;
        server_.run([] {});
    }
    BlockedServer(const BlockedServer&) = delete;
    BlockedServer& operator=(const BlockedServer&) = delete;

private:
    LoopThread& server_;
    std::atomic<bool> isOver_{false};
};

TEST_F(Fault, F31_F34_ABlockedServerKeepsItsClientsNoLongerThanTheyAllow)
{
    server([] { faultServer().session = nullptr; });
    testing::internal::CaptureStderr();
    {
        const BlockedServer blocked(world().server);
        client(
            []
            {
                EXPECT_EQ(soft_SetTimeLimit(50), LE_OK);
                const auto begin = std::chrono::steady_clock::now();
                EXPECT_TRUE(losesSession(soft_SetServerDisconnectHandler, soft_ConnectService, [] { soft_Nothing(); }));
                EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(50));
            });
    }
    EXPECT_NE(testing::internal::GetCapturedStderr().find(
                  "Connection of soft is lost: the server did not answer within 50 ms."),
              std::string::npos);
    client([] { soft_Nothing(); });
    server([] { EXPECT_NE(faultServer().session, nullptr); });
}

TEST_F(Fault, F31_OneWayCallsWaitForNoAnswer)
{
    server([] { faultServer().notes.clear(); });
    {
        const BlockedServer blocked(world().server);
        client(
            []
            {
                soft_Note(1);
                soft_Note(2);
            });
    }
    client(
        []
        {
            soft_Note(3);
            soft_Nothing();  // is served after them
        });
    server([] { EXPECT_EQ(faultServer().notes, (std::vector<uint32_t>{1, 2, 3})); });
}

TEST_F(Fault, F31_OneWayCallsThatComeFasterThanTheyAreServedWaitInsteadOfFillingMemory)
{
    static constexpr uint32_t kMany = 200'000;  // more than 8 MiB, were they all kept
    std::atomic<uint32_t> sent{0};
    server([] { faultServer().notes.clear(); });
    {
        const BlockedServer blocked(world().server);
        world().client.start(
            [&]
            {
                for (; sent < kMany; ++sent)
                {
                    soft_Note(sent);
                }
            });
        uint32_t before = UINT32_MAX;
        EXPECT_TRUE(eventually([&] { return sent > 10 && std::exchange(before, sent.load()) == sent; }));
        EXPECT_LT(sent, kMany / 4);
    }
    client([] { soft_Nothing(); });
    server(
        []
        {
            ASSERT_EQ(faultServer().notes.size(), kMany);
            for (uint32_t i = 0; i < kMany; ++i)
            {
                ASSERT_EQ(faultServer().notes[i], i);
            }
        });
}

TEST_F(Fault, F31_OneWayCallsThatNobodyTakesInTimeEndTheConnection)
{
    testing::internal::CaptureStderr();
    {
        const BlockedServer blocked(world().server);
        client(
            []
            {
                EXPECT_EQ(soft_SetTimeLimit(50), LE_OK);
                EXPECT_TRUE(losesSession(soft_SetServerDisconnectHandler, soft_ConnectService,
                                         []
                                         {
                                             for (;;)
                                             {
                                                 soft_Note(1);
                                             }
                                         }));
            });
    }
    EXPECT_NE(testing::internal::GetCapturedStderr().find(
                  "Connection of soft is lost: the server did not take the call within 50 ms."),
              std::string::npos);
    client([] { soft_Nothing(); });
}

TEST_F(Fault, F31_AThreadMayCallItselfOneWay)
{
    constexpr size_t kMany = 10'000;
    static constexpr uint32_t kOwn = 1'000'000;  // what is left of other sessions may still come
    server(
        []
        {
            faultServer().notes.clear();
            soft_ConnectService();
            for (uint32_t i = 0; i < kMany; ++i)
            {
                soft_Note(kOwn + i);
            }
        });
    std::vector<uint32_t> own;
    EXPECT_TRUE(eventually(
        [&]
        {
            server([&] { own = faultServer().notes; });
            std::erase_if(own, [](uint32_t note) { return note < kOwn; });
            return own.size() == kMany;
        }));
    EXPECT_EQ(own.back(), kOwn + kMany - 1);
    server([] { soft_DisconnectService(); });
}

TEST_F(Fault, F31_AMessageCarriesSeveralDescriptors)
{
    client([] { soft_Nothing(); });
    const size_t before = ownDescriptors();
    client(
        []
        {
            for (int i = 0; i < 100; ++i)
            {
                int x = -2;
                int y = -2;
                soft_Turn(fileWith("a"), fileWith("b"), &x, &y);
                EXPECT_EQ(takeText(x), "b");
                EXPECT_EQ(takeText(y), "a");
                soft_Turn(-1, fileWith("b"), &x, &y);
                EXPECT_EQ(takeText(x), "b");
                EXPECT_EQ(y, -1);
                soft_Turn(fileWith("a"), -1, &x, &y);
                EXPECT_EQ(x, -1);
                EXPECT_EQ(takeText(y), "a") << "the second without the first";
            }
        });
    EXPECT_TRUE(eventually([&] { return ownDescriptors() <= before; })) << ownDescriptors() << " instead of " << before;
}

TEST(FaultFatal, F31_ATimeLimitIsThatOfAConnection)
{
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    EXPECT_DEATH(soft_SetTimeLimit(1), "soft_ConnectService\\(\\) was not called for the current thread");
}

TEST_F(Fault, F35_DescriptorsAreClosedOnceOnBothSides)
{
    client([] { soft_Nothing(); });
    const size_t before = ownDescriptors();
    client(
        []
        {
            for (int i = 0; i < 100; ++i)
            {
                int got = -1;
                soft_Open(&got);
                ASSERT_GE(got, 0);
                soft_Take(got);  // the library closes what it has sent
                soft_Open(nullptr);
            }
        });
    EXPECT_TRUE(eventually([&] { return ownDescriptors() <= before; })) << ownDescriptors() << " instead of " << before;
}

}  // namespace
}  // namespace ligature::test
