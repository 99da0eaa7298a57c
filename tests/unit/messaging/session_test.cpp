// Sessions between well-behaved clients and servers: how they open and end.
#include <linux/capability.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>
#include <vector>

#include "tests/support/times_in.h"
#include "tests/unit/messaging/fixture.h"

using namespace ligature::test;

namespace
{

TEST_F(Messaging, AThreadThatPollsItsLoopHearsOfSessionsOpenedBeforeAndAfter)
{
    serveEcho();
    std::thread client(
        [&]
        {
            le_thread_InitLegatoThreadData("poller");
            int answers = 0;
            const auto ask = [&](le_msg_SessionRef_t session)
            {
                le_msg_RequestResponse(
                    makeMessage(session, "x"),
                    [](le_msg_MessageRef_t message, void* count)
                    {
                        le_msg_ReleaseMsg(message);
                        ++*static_cast<int*>(count);
                    },
                    &answers);
            };
            le_msg_SessionRef_t before = open();
            const int loop = le_event_GetFd();
            le_msg_SessionRef_t after = open();
            ask(before);
            ask(after);
            while (answers < 2 && pollOnce(loop, 5000))
            {
                le_event_ServiceLoop();
            }
            EXPECT_EQ(answers, 2);
            le_msg_DeleteSession(before);
            le_msg_DeleteSession(after);
            le_thread_CleanupLegatoThreadData();
        });
    client.join();
}

TEST_F(Messaging, CloseHandlersRunInReverseOrderWhileTheClientIsKnown)
{
    serveEcho();
    static std::string order;
    static std::string agent;
    static le_result_t credentials;
    order.clear();
    server_.run(
        [&]
        {
            le_msg_AddServiceCloseHandler(
                service_,
                [](le_msg_SessionRef_t session, void*)
                {
                    order += "a";
                    uid_t uid = 1;
                    pid_t pid = 0;
                    credentials = le_msg_GetClientUserCreds(session, &uid, &pid);
                    EXPECT_EQ(uid, geteuid());
                    EXPECT_EQ(pid, getpid());
                    char name[65];
                    EXPECT_EQ(le_msg_GetClientAgent(session, name, sizeof(name)), LE_OK);
                    agent = name;
                },
                nullptr);
            le_msg_SessionEventHandlerRef_t removed = le_msg_AddServiceCloseHandler(
                service_, [](le_msg_SessionRef_t, void*) { order += "removed"; }, nullptr);
            le_msg_AddServiceCloseHandler(
                service_, [](le_msg_SessionRef_t, void*) { order += "b"; }, nullptr);
            le_msg_RemoveServiceHandler(removed);
            le_msg_RemoveServiceHandler(removed);
        });
    client_.run([&] { le_msg_DeleteSession(open()); });
    EXPECT_TRUE(eventually([&] { return closed_ == 1; }));
    EXPECT_EQ(order, "ba");
    EXPECT_EQ(credentials, LE_OK);
    EXPECT_EQ(agent, "<" + ownAccount() + ">");
    EXPECT_EQ(opened_, 1);
}

TEST_F(Messaging, AServiceThatIsDeletedEndsItsSessions)
{
    serveEcho();
    le_msg_SessionRef_t session = nullptr;
    client_.run([&] { session = open(); });
    ASSERT_TRUE(eventually([&] { return opened_ == 1; }));
    server_.run([&] { le_msg_DeleteService(service_); });
    EXPECT_TRUE(eventually([&] { return lost_ == 1; }));
    client_.run(
        [&]
        {
            EXPECT_EQ(le_msg_TryOpenSessionSync(session), LE_UNAVAILABLE);
            le_msg_DeleteSession(session);
        });
    EXPECT_EQ(closed_, 1);
}

TEST_F(Messaging, ASessionThatIsOpenWhenItsServiceIsHiddenGoesOnThoughTheServerHasNotSeenIt)
{
    serveEcho();
    std::vector<le_msg_SessionRef_t> sessions;
    le_msg_SessionRef_t late = nullptr;
    server_.run(
        [&]
        {
            client_.run(
                [&]
                {
                    for (int i = 0; i < 20; ++i)
                    {
                        sessions.push_back(open());
                    }
                });
            le_msg_HideService(service_);
            le_msg_HideService(service_);
            client_.run(
                [&]
                {
                    late = le_msg_CreateSession(protocol(), "client");
                    EXPECT_EQ(le_msg_TryOpenSessionSync(late), LE_UNAVAILABLE);
                });
        });
    client_.run(
        [&]
        {
            for (le_msg_SessionRef_t session : sessions)
            {
                EXPECT_EQ(ask(session, "x"), "x");
                le_msg_DeleteSession(session);
            }
        });
    EXPECT_TRUE(eventually([&] { return closed_ == 20; }));
    EXPECT_EQ(lost_, 0);
    server_.run([&] { le_msg_AdvertiseService(service_); });
    client_.run(
        [&]
        {
            le_msg_OpenSessionSync(late);
            EXPECT_EQ(ask(late, "y"), "y");
            le_msg_DeleteSession(late);
        });
}

TEST_F(Messaging, AKilledClientLosesItsSessionOnce)
{
    serve(
        [](le_msg_MessageRef_t message)
        {
            LE_KILL_CLIENT("no such zone");
            EXPECT_EQ(le_msg_GetServiceRxMsg(), message);
            le_msg_Respond(message);
        });
    client_.run(
        [&]
        {
            EXPECT_EQ(le_msg_GetServiceRxMsg(), nullptr);
            EXPECT_EQ(ask(open(), "x"), "(none)");
        });
    EXPECT_TRUE(eventually([&] { return lost_ == 1; }));
    EXPECT_EQ(closed_, 1);
}

TEST_F(Messaging, OpeningSaysWhyItCannot)
{
    client_.run(
        [&]
        {
            le_msg_SessionRef_t unbound = le_msg_CreateSession(protocol(), "unbound");
            EXPECT_EQ(le_msg_TryOpenSessionSync(unbound), LE_NOT_PERMITTED);
            le_msg_SessionRef_t session = le_msg_CreateSession(protocol(), "client");
            EXPECT_EQ(le_msg_TryOpenSessionSync(session), LE_UNAVAILABLE);
            setenv("LIGATURE_SERVICE_DIRECTORY", "/nowhere/at/all", 1);
            EXPECT_EQ(le_msg_TryOpenSessionSync(session), LE_COMM_ERROR);
            le_msg_DeleteSession(session);
            le_msg_DeleteSession(unbound);
        });
}

TEST_F(Messaging, AClientWaitsForItsServerEitherWay)
{
    static std::atomic<bool> isOpen;
    isOpen = false;
    LoopThread blocking;
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = le_msg_CreateSession(protocol(), "client");
            le_msg_OpenSession(
                session, [](le_msg_SessionRef_t, void*) { isOpen = true; }, nullptr);
        });
    std::atomic<bool> isAnswered{false};
    blocking.start([&] { isAnswered = ask(open(), "x") == "x"; });
    ASSERT_TRUE(eventually([&] { return directory_.list()["waiting"].size() == 2; }));
    EXPECT_FALSE(isOpen);
    serveEcho();
    EXPECT_TRUE(eventually([&] { return isOpen && isAnswered; }));
    blocking.run([] {});
    client_.run([] {});
}

TEST_F(Messaging, WhoWaitsForLongSaysOnceWhatFor)
{
    static std::atomic<int> opened;
    opened = 0;
    testing::internal::CaptureStderr();
    LoopThread blocking;
    client_.run(
        [&]
        {
            le_msg_OpenSession(
                le_msg_CreateSession(protocol(), "unbound"), [](le_msg_SessionRef_t, void*) { ++opened; }, nullptr);
        });
    blocking.start([&] { opened += ask(open(), "x") == "x"; });
    std::this_thread::sleep_for(std::chrono::milliseconds(2500));
    directory_.bind("unbound", "server");
    serveEcho();
    EXPECT_TRUE(eventually([&] { return opened == 2; }));
    blocking.run([] {});
    client_.run([] {});
    const std::string log = testing::internal::GetCapturedStderr();
    EXPECT_EQ(timesIn(log, "Session 'unbound' waits: it is not bound to a server."), 1U) << log;
    EXPECT_EQ(timesIn(log, "Session 'client' waits: it is bound, but its server does not offer the service yet."), 1U)
        << log;
}

size_t countOf(const std::string& text, const std::string& part)
{
    size_t count = 0;
    for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    {
        ++count;
    }
    return count;
}

TEST_F(Messaging, AClientWithoutAReceiveHandlerSaysOnceThatMessagesAreDropped)
{
    serve(
        [](le_msg_MessageRef_t message)
        {
            for (int i = 0; i < 100; ++i)
            {
                le_msg_Send(makeMessage(le_msg_GetSession(message), "event"));
            }
            le_msg_Respond(message);
        });
    testing::internal::CaptureStderr();
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            ask(session, "x");
            le_msg_RequestResponse(
                makeMessage(session, "x"),
                [](le_msg_MessageRef_t message, void*)
                {
                    le_msg_SessionRef_t own = le_msg_GetSession(message);
                    le_msg_ReleaseMsg(message);
                    le_msg_DeleteSession(own);
                },
                nullptr);
        });
    EXPECT_TRUE(eventually([&] { return closed_ == 1; }));
    const std::string log = testing::internal::GetCapturedStderr();
    EXPECT_EQ(countOf(log, "Session 'client' has no receive handler: messages are dropped."), 1U) << log;
}

TEST_F(Messaging, ASystemThatHasNoRoomForLargeMessagesIsComplainedOfOnce)
{
    constexpr size_t kHuge = 60 << 20;
    const auto hugeProtocol = [] { return le_msg_GetProtocolRef("huge", kHuge); };
    directory_.bind("hugeClient", "huge");
    testing::internal::CaptureStderr();
    const pid_t pid = fork();
    if (pid == 0)
    {
        // Without the privilege to have more room than others.
        __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
        const __user_cap_data_struct none[2] = {};
        ::syscall(SYS_capset, &header, none);
        alarm(20);
        LoopThread server;
        server.run([&] { le_msg_AdvertiseService(le_msg_CreateService(hugeProtocol(), "huge")); });
        for (int i = 0; i < 10; ++i)
        {
            le_msg_SessionRef_t session = le_msg_CreateSession(hugeProtocol(), "hugeClient");
            le_msg_OpenSessionSync(session);
            le_msg_DeleteSession(session);
        }
        server.run([] {});
        _exit(0);
    }
    int status = -1;
    ::waitpid(pid, &status, 0);
    EXPECT_EQ(status, 0);
    const std::string log = testing::internal::GetCapturedStderr();
    EXPECT_EQ(countOf(log, "cannot take messages of more than"), 1U) << log;
}

TEST_F(Messaging, ThousandSessionsLeaveNothingBehind)
{
    serveEcho();
    client_.run(
        [&]
        {
            ask(open(), "warm");
            const size_t before = ownDescriptors();
            for (int i = 0; i < 1000; ++i)
            {
                le_msg_SessionRef_t session = open();
                if (i % 10 == 0)
                {
                    ask(session, "x");
                }
                le_msg_DeleteSession(session);
            }
            EXPECT_TRUE(eventually([&] { return ownDescriptors() <= before; }));
        });
    EXPECT_TRUE(eventually([&] { return closed_ == 1000; }));
    EXPECT_EQ(opened_, 1001);
}

}  // namespace
