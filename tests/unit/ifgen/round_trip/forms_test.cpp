// Several generated clients of one interface in one process: under the names `stove` and `range`, both of which call
// the server directly, and one that sends messages.
#include <cstring>

#include "kiln_messages.h"
#include "range_async.h"
#include "range_interface.h"
#include "tests/unit/ifgen/round_trip/client_thread.h"
#include "tests/unit/serviceDirectory/directory_process.h"

namespace
{

using namespace ligature::test;

class Forms : public ClientThread
{
protected:
    static void SetUpTestSuite()
    {
        directory_ = new DirectoryProcess;
        setenv("LIGATURE_SERVICE_DIRECTORY", directory_->userSocket().c_str(), 1);
        directory_->bind("pot", "kiln");
        server_ = new LoopThread;
        server_->run(kiln_AdvertiseService);
    }
    static void TearDownTestSuite()
    {
        delete server_;
        delete directory_;
    }

    void SetUp() override
    {
        resetServer();
        connect();
        client([] { range_ConnectService(); });
    }

    static inline DirectoryProcess* directory_ = nullptr;
    static inline LoopThread* server_ = nullptr;
};

TEST_F(Forms, EachHasAConnectionOfItsOwn)
{
    Told stove;
    Told range;
    client(
        [&]
        {
            stove_AddAlarmedHandler(KILN_FAN, onAlarm, &stove, 0);
            range_AddAlarmedHandler(KILN_FAN, onAlarm, &range, 0);
            EXPECT_EQ(stove_GetScale(), UNITS_FAHRENHEIT);
            EXPECT_EQ(range_GetScale(), UNITS_FAHRENHEIT);
            stove_DisconnectService();
            EXPECT_EQ(range_GetScale(), UNITS_FAHRENHEIT);
        });
    EXPECT_EQ(server().removed, 1);
    report("hot");
    settle();
    EXPECT_EQ(stove.calls, 0);
    EXPECT_EQ(range.calls, 1);
    client(range_DisconnectService);
    EXPECT_EQ(server().removed, 2);
    EXPECT_TRUE(server().subscriptions.empty());
}

TEST_F(Forms, EachHandlerIsToldOnceInTheThreadThatAddedIt)
{
    Told stove;
    Told range;
    std::thread::id stoveThread;
    std::thread::id rangeThread;
    client(
        [&]
        {
            stoveThread = std::this_thread::get_id();
            stove_AddAlarmedHandler(KILN_FAN, onAlarm, &stove, 0);
        });
    LoopThread other;
    other.run(
        [&]
        {
            rangeThread = std::this_thread::get_id();
            range_ConnectService();
            range_AddAlarmedHandler(KILN_FAN, onAlarm, &range, 0);
        });
    report("hot");
    settle();
    other.run([] {});
    EXPECT_EQ(stove.calls, 1);
    EXPECT_EQ(range.calls, 1);
    EXPECT_EQ(stove.thread, stoveThread);
    EXPECT_EQ(range.thread, rangeThread);
}

TEST_F(Forms, ACallbackGoesToTheOneThatGaveIt)
{
    Told stove;
    Told range;
    client(
        [&]
        {
            EXPECT_EQ(stove_Fire(nullptr, 1.0, onDone, &stove), LE_OK);
            EXPECT_EQ(range_Fire(nullptr, 1.0, onDone, &range), LE_OK);
            EXPECT_EQ(range_Fire(nullptr, 1.0, onDone, &range), LE_OK);
        });
    settle();
    EXPECT_EQ(stove.calls, 1);
    EXPECT_EQ(range.calls, 2);
}

TEST_F(Forms, ARemoveFunctionMayConnectWhileItsThreadEnds)
{
    Told told;
    {
        LoopThread other;
        other.run(
            [&]
            {
                stove_ConnectService();
                stove_AddAlarmedHandler(KILN_FAN, onAlarm, &told, 0);
            });
        server().onRemoved = [&]
        {
            range_ConnectService();
            range_AddAlarmedHandler(KILN_FAN, onAlarm, &told, 0);
        };
    }
    EXPECT_EQ(server().removed, 2);
    EXPECT_TRUE(server().subscriptions.empty());
}

// What the messages of a client of another process are.
TEST_F(Forms, AClientThatSendsMessagesIsServedBesides)
{
    Told direct;
    static std::atomic<int> reports{0};
    client([&] { stove_AddAlarmedHandler(KILN_FAN, onAlarm, &direct, 0); });
    LoopThread other;
    le_msg_SessionRef_t session = nullptr;
    other.run(
        [&]
        {
            session =
                le_msg_CreateSession(le_msg_GetProtocolRef(IFGEN_KILN_PROTOCOL_ID, IFGEN_KILN_MESSAGE_SIZE), "pot");
            le_msg_SetSessionRecvHandler(
                session,
                [](le_msg_MessageRef_t message, void*)
                {
                    ++reports;
                    le_msg_ReleaseMsg(message);
                },
                nullptr);
            le_msg_OpenSessionSync(session);
            // Number, mask, handler, period.
            const uint32_t subscribe[] = {IFGEN_KILN_MSG_AddAlarmedHandler, KILN_FAN, 77, 0};
            le_msg_MessageRef_t message = le_msg_CreateMsg(session);
            memcpy(le_msg_GetPayloadPtr(message), subscribe, sizeof(subscribe));
            le_msg_SetPayloadSize(message, sizeof(subscribe));
            le_msg_MessageRef_t answer = le_msg_RequestSyncResponse(message);
            ASSERT_NE(answer, nullptr);
            le_msg_ReleaseMsg(answer);
        });
    server_->run([] { EXPECT_EQ(server().subscriptions.size(), 2U); });
    server_->run([] { report("hot"); });
    settle();
    EXPECT_TRUE(eventually([] { return reports == 1; }));
    EXPECT_EQ(direct.calls, 1);
    other.run([&] { le_msg_DeleteSession(session); });
    EXPECT_TRUE(eventually([] { return server().removed == 1; }));
    server_->run([] { report("again"); });
    settle();
    EXPECT_EQ(direct.calls, 2);
    EXPECT_EQ(reports, 1);
}

TEST_F(Forms, AHandlerOfOneCannotBeRemovedByTheOther)
{
    testing::GTEST_FLAG(death_test_style) = "threadsafe";
    Told told;
    EXPECT_DEATH(client([&] { range_RemoveAlarmedHandler(stove_AddAlarmedHandler(KILN_FAN, onAlarm, &told, 0)); }),
                 "no handler that this thread added");
}

TEST_F(Forms, TheAsynchronousFormIsForMessages)
{
    testing::GTEST_FLAG(death_test_style) = "threadsafe";
    EXPECT_DEATH(client([] { range_GetScaleAsync([](units_Scale_t, void*) {}, nullptr); }),
                 "range calls a server of this process directly: that cannot be done asynchronously");
}

}  // namespace
