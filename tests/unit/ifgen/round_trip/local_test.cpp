// Generated code of a client and a server that are threads of one process, over a local service. No Service Directory
// runs.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csetjmp>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "le_ipc_local.h"
#include "tests/unit/ifgen/round_trip/client_thread.h"
#include "tests/unit/messaging/loses_session.h"
#include "tests/unit/serviceDirectory/directory_process.h"

// Of the generated code alone, so in C.
extern "C" bool ifgen_hasLocalBinding_kiln(void);

namespace
{

using namespace ligature::test;

le_msg_LocalService_t Service;

// One for all tests of a program: a local service stays.
LoopThread& serverThread()
{
    static auto* thread = []
    {
        auto* made = new LoopThread;
        made->run(
            []
            {
                kiln_InitService(&Service);
                kiln_SetServiceRef(&Service);
                kiln_AdvertiseService();
            });
        return made;
    }();
    return *thread;
}

std::atomic<bool> IsReleased{true};

/// Keeps the server's thread from its work.
void blockServer()
{
    IsReleased = false;
    serverThread().start(
        []
        {
            while (!IsReleased)
            {
                usleep(1000);
            }
        });
}

void releaseServer()
{
    IsReleased = true;
}

class Local : public ClientThread
{
protected:
    void SetUp() override
    {
        serverThread().run(resetServer);
        stove_SetBinding(&Service);
        connect();
    }

    /// In the server's thread.
    static void report(const char* text)
    {
        serverThread().run([text] { ligature::test::report(text); });
    }
};

using LocalDeath = Local;

TEST_F(Local, ValuesGoBothWays)
{
    client(
        []
        {
            kiln_Reading_t now;
            uint16_t past[3];
            size_t pastSize = 3;
            char note[5];
            EXPECT_EQ(stove_Read(nullptr, &now, past, &pastSize, note, sizeof(note)), LE_OK);
            EXPECT_EQ(now.value, 21.5);
            EXPECT_EQ(pastSize, 3U);
            EXPECT_EQ(past[2], 1002);
            EXPECT_STREQ(note, "xxxx");
            EXPECT_EQ(stove_GetScale(), UNITS_FAHRENHEIT);
            EXPECT_STREQ(stove_GetLimit(nullptr).label, "limit");
            char title[25];
            stove_GetTitle(nullptr, title, sizeof(title));
            EXPECT_STREQ(title, "The Large One");
        });
}

TEST_F(Local, DescriptorsGoBothWays)
{
    client(
        []
        {
            int ends[2];
            ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
            const uint32_t steps[] = {1, 2};
            const kiln_Reading_t limit = {};
            EXPECT_EQ(stove_SetProfile(nullptr, steps, 2, &limit, ends[1]), LE_OK);
            uint32_t seen[2] = {};
            EXPECT_EQ(read(ends[0], seen, sizeof(seen)), 8);
            EXPECT_EQ(seen[1], 2U);
            EXPECT_EQ(read(ends[0], seen, sizeof(seen)), 0);  // nobody has the other end any more
            close(ends[0]);
            int log = -1;
            stove_GetChambers(nullptr, nullptr, nullptr, nullptr, &log);
            EXPECT_GE(log, 0);
            EXPECT_EQ(close(log), 0);
        });
}

TEST_F(Local, TheServerHasASession)
{
    client(
        []
        {
            stove_Open("a");
            EXPECT_EQ(stove_GetScale(), UNITS_FAHRENHEIT);
        });
    EXPECT_TRUE(server().hasSession);
    serverThread().run([] { EXPECT_EQ(kiln_GetClientSessionRef(), nullptr); });
}

TEST_F(Local, OneWayCallsKeepTheirOrderAndWaitForRoomAlone)
{
    constexpr int kMany = 5000;
    static std::atomic<int> sent;
    sent = 0;
    serverThread().run([] { server().remarks.clear(); });
    blockServer();
    client_->start(
        []
        {
            for (; sent < kMany; ++sent)
            {
                stove_Remark(nullptr, std::to_string(sent).c_str(), -1);
            }
        });
    int before = -1;
    EXPECT_TRUE(eventually([&] { return std::exchange(before, sent.load()) == sent && sent > 10; }));
    EXPECT_LT(sent, 2000) << "no more than some 256 KiB wait";
    releaseServer();
    client(
        []
        {
            int ends[2];
            ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
            stove_Remark(nullptr, "last", ends[1]);
            char byte = 0;
            EXPECT_EQ(read(ends[0], &byte, 1), 1);
            EXPECT_EQ(read(ends[0], &byte, 1), 0) << "nobody has the other end any more";
            close(ends[0]);
            EXPECT_EQ(stove_GetScale(), UNITS_FAHRENHEIT);
        });
    serverThread().run(
        []
        {
            ASSERT_EQ(server().remarks.size(), kMany + 1U);
            for (int i = 0; i < kMany; ++i)
            {
                ASSERT_EQ(server().remarks[static_cast<size_t>(i)], std::to_string(i));
            }
        });
}

TEST_F(Local, AServerThatDoesNotTakeOneWayCallsInTimeIsLost)
{
    blockServer();
    client(
        []
        {
            EXPECT_EQ(stove_SetTimeLimit(30), LE_OK);
            EXPECT_TRUE(losesSession(stove_SetServerDisconnectHandler,
                                     []
                                     {
                                         for (;;)
                                         {
                                             stove_Remark(nullptr, "x", -1);
                                         }
                                     }));
            releaseServer();
            stove_ConnectService();
            stove_Remark(nullptr, "taken", -1);
            EXPECT_EQ(stove_GetScale(), UNITS_FAHRENHEIT);
        });
    serverThread().run([] { EXPECT_EQ(server().remarks.back(), "taken"); });
}

TEST_F(Local, AServerThatDoesNotAnswerInTimeIsLost)
{
    blockServer();
    client(
        []
        {
            EXPECT_EQ(stove_SetTimeLimit(30), LE_OK);
            EXPECT_TRUE(losesSession(stove_SetServerDisconnectHandler, [] { stove_GetScale(); }));
            releaseServer();
            stove_ConnectService();
            EXPECT_EQ(stove_GetScale(), UNITS_FAHRENHEIT);
        });
}

TEST_F(Local, HandlersRunInTheThreadThatAddedThem)
{
    Told told;
    std::thread::id own;
    kiln_AlarmedHandlerRef_t handler = nullptr;
    client(
        [&]
        {
            own = std::this_thread::get_id();
            handler = stove_AddAlarmedHandler(KILN_FAN, onAlarm, &told, 0);
        });
    report("hot");
    settle();
    EXPECT_EQ(told.calls, 1);
    EXPECT_EQ(told.text, "hot");
    EXPECT_EQ(told.thread, own);
    client([&] { stove_RemoveAlarmedHandler(handler); });
    report("gone");
    settle();
    EXPECT_EQ(told.calls, 1);
    EXPECT_EQ(server().removed, 1);
}

TEST_F(Local, CallbackRunsOnce)
{
    Told told;
    client([&] { EXPECT_EQ(stove_Fire(nullptr, 1.0, onDone, &told), LE_OK); });
    settle();
    EXPECT_EQ(told.calls, 1);
}

TEST_F(Local, HandlersOfAThreadThatEndsAreRemovedByTheServer)
{
    Told told;
    client([&] { stove_AddAlarmedHandler(KILN_FAN, onAlarm, &told, 0); });
    client_.reset();
    std::thread::id own;
    serverThread().run([&] { own = std::this_thread::get_id(); });
    EXPECT_EQ(server().removed, 1);
    EXPECT_EQ(server().removedBy, own);
    report("nobody hears");
    EXPECT_EQ(told.calls, 0);
}

// Leaves a handler by longjmp(), and with it the message that it works on; then the thread ends.
TEST_F(Local, AThreadMayEndAfterAHandlerWasLeft)
{
    static jmp_buf place;
    le_thread_Ref_t thread = le_thread_Create(
        "leaving",
        [](void*) -> void*
        {
            stove_ConnectService();
            stove_AddAlarmedHandler(
                KILN_FAN, [](kiln_ChamberRef_t, kiln_Alarm_t, const char*, void*) { longjmp(place, 1); }, nullptr, 0);
            serverThread().start([] { ligature::test::report("hot"); });
            if (setjmp(place) == 0)
            {
                le_event_RunLoop();
            }
            return nullptr;
        },
        nullptr);
    le_thread_SetJoinable(thread);
    le_thread_Start(thread);
    EXPECT_EQ(le_thread_Join(thread, nullptr), LE_OK);
    serverThread().run([] {});
    EXPECT_EQ(server().removed, 1);
}

TEST_F(Local, TwoClients)
{
    LoopThread other;
    other.run(
        []
        {
            EXPECT_EQ(stove_TryConnectService(), LE_OK);
            EXPECT_EQ(stove_GetScale(), UNITS_FAHRENHEIT);
            stove_DisconnectService();
        });
    client([] { EXPECT_EQ(stove_GetScale(), UNITS_FAHRENHEIT); });
}

TEST_F(Local, NoServiceYet)
{
    static le_msg_LocalService_t later;
    kiln_InitService(&later);
    LoopThread other;
    other.run(
        []
        {
            stove_SetBinding(nullptr);
            EXPECT_EQ(stove_TryConnectService(), LE_NOT_PERMITTED);
            stove_SetBinding(&later);
            EXPECT_EQ(stove_TryConnectService(), LE_UNAVAILABLE);
        });
    EXPECT_FALSE(ifgen_hasLocalBinding_kiln());
}

constexpr const char* kMeter1To3 = "meter~~~~~~~~~~~~~~:11:003:001:0";
constexpr const char* kMeter2To4 = "meter~~~~~~~~~~~~~~:11:004:002:0";
constexpr const char* kMeter4To6 = "meter~~~~~~~~~~~~~~:11:006:004:0";

le_ipc_Service_t meterServer(const char* protocolId)
{
    le_ipc_Service_t made = {};
    made.name = "meter";
    made.protocolId = protocolId;
    made.messageSize = 16;
    return made;
}

le_ipc_Client_t meterClient(const char* protocolId)
{
    le_ipc_Client_t made = {};
    made.name = "gauge";
    made.protocolId = protocolId;
    made.messageSize = 16;
    made.isLocal = true;
    return made;
}

TEST_F(Local, ClientsOfVersionsThatTheServiceSpeaks)
{
    static le_msg_LocalService_t meter;
    static le_ipc_Service_t server = meterServer(kMeter2To4);
    le_ipc_InitLocal(&server, &meter);
    le_ipc_SetLocal(&server, &meter);
    serverThread().run([] { le_ipc_AdvertiseLocal(&server); });
    for (const char* versions : {kMeter1To3, kMeter2To4, kMeter4To6})
    {
        le_ipc_Client_t gauge = meterClient(versions);
        le_ipc_BindLocal(&gauge, &meter);
        client(
            [&gauge]
            {
                EXPECT_EQ(le_ipc_TryConnect(&gauge, "meter"), LE_OK);
                le_ipc_Disconnect(&gauge);
            });
    }
}

/// Another thread reports to a client, which has its handler still, after the server's thread has ended.
[[noreturn]] void reportAfterTheServerHasEnded(const std::function<void()>& addHandler)
{
    addHandler();
    serverThread().~LoopThread();
    ligature::test::report("late");
    _exit(0);
}

TEST_F(LocalDeath, AReportThatComesAfterTheServersThreadHasEndedIsDropped)
{
    testing::GTEST_FLAG(death_test_style) = "threadsafe";
    EXPECT_EXIT(reportAfterTheServerHasEnded(
                    [this] { client([] { stove_AddAlarmedHandler(KILN_FAN, onAlarm, nullptr, 0); }); }),
                testing::ExitedWithCode(0), "");
}

TEST_F(LocalDeath, OtherVersions)
{
    testing::GTEST_FLAG(death_test_style) = "threadsafe";
    static le_msg_LocalService_t meter;
    le_ipc_Service_t server = meterServer(kMeter1To3);
    le_ipc_InitLocal(&server, &meter);
    le_ipc_Client_t gauge = meterClient(kMeter4To6);
    EXPECT_DEATH(le_ipc_BindLocal(&gauge, &meter),
                 "gauge speaks version 4 to 6 and is given a local service of version 1 to 3");
    le_ipc_Service_t newer = meterServer(kMeter2To4);
    EXPECT_DEATH(le_ipc_SetLocal(&newer, &meter),
                 "meter speaks version 2 to 4 and is given a local service of version 1 to 3");
    EXPECT_DEATH(stove_SetBinding(&meter), "stove is given a local service of another interface");
}

TEST_F(LocalDeath, WrongUse)
{
    testing::GTEST_FLAG(death_test_style) = "threadsafe";
    static le_msg_LocalService_t unknown;
    EXPECT_DEATH(stove_SetBinding(&unknown),
                 "stove is given a local service that InitService\\(\\) was not called for");
    EXPECT_DEATH(kiln_InitService(nullptr), "kiln_InitService\\(\\) is given NULL");
    EXPECT_DEATH(
        {
            stove_SetBinding(nullptr);
            LoopThread other;
            other.run([] { stove_ConnectService(); });
        },
        "stove_SetBinding\\(\\) was not called");
    EXPECT_DEATH(client([] { stove_Open("kill"); }), "Connection of stove is lost");
    EXPECT_DEATH(client([] { stove_Open("sixteen letters!"); }), "longer than the 15 bytes");
}

}  // namespace
