// Sessions between well-behaved clients and servers.
#include <fcntl.h>
#include <unistd.h>

#include <thread>
#include <vector>

#include "tests/unit/messaging/fixture.h"

using namespace ligature::test;

namespace
{

TEST_F(Messaging, AnswersAreAsLongAsTheirContent)
{
    serve(
        [](le_msg_MessageRef_t message)
        {
            const std::string received = text(message);
            setText(message, received + "/" + std::to_string(received.size()));
            le_msg_Respond(message);
        });
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            EXPECT_EQ(ask(session, "abc"), "abc/3");
            EXPECT_EQ(ask(session, ""), "/0");
            EXPECT_EQ(ask(session, std::string(kLargest - 5, 'x')), std::string(kLargest - 5, 'x') + "/4091");
            le_msg_DeleteSession(session);
        });
}

TEST_F(Messaging, AHandMadeMessageHasTheLargestSizeAndIsZeroed)
{
    serveEcho();
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            for (int i = 0; i < 3; ++i)
            {
                le_msg_MessageRef_t message = le_msg_CreateMsg(session);
                EXPECT_EQ(le_msg_GetMaxPayloadSize(message), kLargest);
                EXPECT_EQ(le_msg_GetPayloadSize(message), kLargest);
                EXPECT_EQ(text(message), std::string(kLargest, '\0'));
                std::memset(le_msg_GetPayloadPtr(message), 'x', kLargest);
                le_msg_MessageRef_t answer = le_msg_RequestSyncResponse(message);
                ASSERT_NE(answer, nullptr);
                EXPECT_EQ(text(answer), std::string(kLargest, 'x'));
                le_msg_ReleaseMsg(answer);
            }
            le_msg_DeleteSession(session);
        });
}

TEST_F(Messaging, WhatOneClientSentIsNeverSeenByAnother)
{
    serve(
        [](le_msg_MessageRef_t message)
        {
            // Answers without saying how long the answer is: all of the payload goes.
            if (text(message) == "short")
            {
                std::memcpy(le_msg_GetPayloadPtr(message), "answer", 6);
            }
            else
            {
                std::memset(le_msg_GetPayloadPtr(message), 'y', kLargest);
            }
            le_msg_Respond(message);
        });
    auto talk = [&](const std::string& request, const std::string& expected)
    {
        le_msg_SessionRef_t session = open();
        EXPECT_EQ(ask(session, request), expected);
        EXPECT_EQ(ask(session, request), expected);
        le_msg_MessageRef_t next = le_msg_CreateMsg(session);
        EXPECT_EQ(text(next), std::string(kLargest, '\0'));
        le_msg_ReleaseMsg(next);
        le_msg_DeleteSession(session);
    };
    const std::string full(kLargest, 'y');
    const std::string partly = "answer" + std::string(kLargest - 6, '\0');
    for (int i = 0; i < 3; ++i)
    {
        client_.run([&] { talk(std::string(kLargest, 'x'), full); });
        client_.run([&] { talk("short", partly); });
        client_.run([&] { talk("s", full); });
        client_.run([&] { talk("short", partly); });
    }
}

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

TEST_F(Messaging, AsynchronousAnswersComeInOrderAndAClosedSessionEndsTheRest)
{
    std::vector<le_msg_MessageRef_t> held;
    serve([&](le_msg_MessageRef_t message) { held.push_back(message); });
    static std::vector<std::string> answers;
    answers.clear();
    le_msg_SessionRef_t session = nullptr;
    client_.run(
        [&]
        {
            session = open();
            for (const char* name : {"a", "b", "c"})
            {
                le_msg_RequestResponse(
                    makeMessage(session, name),
                    [](le_msg_MessageRef_t message, void*)
                    {
                        answers.push_back(message != nullptr ? text(message) : "(none)");
                        if (message != nullptr)
                        {
                            le_msg_ReleaseMsg(message);
                        }
                    },
                    nullptr);
            }
        });
    ASSERT_TRUE(eventually(
        [&]
        {
            size_t count = 0;
            server_.run([&] { count = held.size(); });
            return count == 3;
        }));
    server_.run(
        [&]
        {
            le_msg_Respond(held[1]);
            le_msg_Respond(held[0]);
        });
    ASSERT_TRUE(eventually(
        [&]
        {
            size_t count = 0;
            client_.run([&] { count = answers.size(); });
            return count == 2;
        }));
    client_.run(
        [&]
        {
            le_msg_CloseSession(session);
            EXPECT_EQ(answers.back(), "(none)");
            le_msg_DeleteSession(session);
        });
    ASSERT_TRUE(eventually([&] { return closed_ == 1; }));
    server_.run([&] { le_msg_Respond(held[2]); });
    EXPECT_EQ(answers[0].substr(0, 1), "b");
    EXPECT_EQ(answers[1].substr(0, 1), "a");
}

TEST_F(Messaging, WhatArrivesDuringASynchronousRequestComesLaterInOrder)
{
    serve(
        [](le_msg_MessageRef_t message)
        {
            for (int i = 0; i < 5; ++i)
            {
                le_msg_Send(makeMessage(le_msg_GetSession(message), std::to_string(i)));
            }
            setText(message, "answer");
            le_msg_Respond(message);
        });
    static std::string received;
    received.clear();
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = le_msg_CreateSession(protocol(), "client");
            le_msg_SetSessionRecvHandler(
                session,
                [](le_msg_MessageRef_t message, void*)
                {
                    received += text(message);
                    le_msg_ReleaseMsg(message);
                },
                nullptr);
            le_msg_OpenSessionSync(session);
            EXPECT_EQ(ask(session, "x"), "answer");
            EXPECT_EQ(received, "");
        });
    EXPECT_TRUE(eventually(
        [&]
        {
            bool complete = false;
            client_.run([&] { complete = received == "01234"; });
            return complete;
        }));
}

TEST_F(Messaging, DescriptorsTravelBothWaysAndNoneIsLeft)
{
    serve(
        [](le_msg_MessageRef_t message)
        {
            const int fd = le_msg_GetFd(message);
            EXPECT_EQ(le_msg_GetFd(message), -1);
            if (fd >= 0)
            {
                le_msg_SetFd(message, fd);
            }
            le_msg_Respond(message);
        });
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            ask(session, "");
            const size_t before = ownDescriptors();
            for (int i = 0; i < 20; ++i)
            {
                int ends[2];
                ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
                le_msg_MessageRef_t message = le_msg_CreateMsg(session);
                le_msg_SetFd(message, ends[1]);
                le_msg_MessageRef_t answer = le_msg_RequestSyncResponse(message);
                ASSERT_NE(answer, nullptr);
                if (i % 2 == 0)
                {
                    const int back = le_msg_GetFd(answer);
                    EXPECT_EQ(write(back, "x", 1), 1);
                    char byte = 0;
                    EXPECT_EQ(read(ends[0], &byte, 1), 1);
                    close(back);
                }
                le_msg_ReleaseMsg(answer);
                close(ends[0]);
            }
            le_msg_MessageRef_t unsent = le_msg_CreateMsg(session);
            le_msg_SetFd(unsent, ::open("/dev/null", O_RDONLY));
            le_msg_ReleaseMsg(unsent);
            EXPECT_TRUE(eventually([&] { return ownDescriptors() <= before; }));
            le_msg_DeleteSession(session);
        });
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

TEST_F(Messaging, AServerThatEndsInARequestGivesNoAnswer)
{
    serve([this](le_msg_MessageRef_t message) { le_msg_ReleaseMsg(message); });
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            EXPECT_EQ(ask(session, "x"), "(none)");
        });
    EXPECT_TRUE(eventually([&] { return lost_ == 1 && closed_ == 1; }));
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
    const auto waiting = [](const std::string& log, const std::string& text)
    {
        size_t count = 0;
        for (size_t at = log.find(text); at != std::string::npos; at = log.find(text, at + 1))
        {
            ++count;
        }
        return count;
    };
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
    EXPECT_EQ(waiting(log, "Session 'unbound' waits: it is not bound to a server."), 1U) << log;
    EXPECT_EQ(waiting(log, "Session 'client' waits: it is bound, but its server does not offer the service yet."), 1U)
        << log;
}

TEST_F(Messaging, AThreadThatAsksItselfGetsNoAnswer)
{
    serveEcho();
    server_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            EXPECT_EQ(ask(session, "x"), "(none)");
            le_msg_DeleteSession(session);
        });
}

TEST_F(Messaging, TwoThreadsTalkAtOnce)
{
    serveEcho();
    LoopThread other;
    std::atomic<int> good{0};
    auto talk = [&]
    {
        le_msg_SessionRef_t session = open();
        for (int i = 0; i < 500; ++i)
        {
            good += ask(session, std::to_string(i)) == std::to_string(i);
        }
        le_msg_DeleteSession(session);
    };
    other.start(talk);
    client_.run(talk);
    other.run([] {});
    EXPECT_EQ(good, 1000);
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

TEST_F(Messaging, AServerMayHoldMoreRequestsThanItReadsAhead)
{
    std::vector<le_msg_MessageRef_t> held;
    serve([&](le_msg_MessageRef_t message) { held.push_back(message); });
    static std::atomic<int> answers;
    answers = 0;
    constexpr int kRequests = 3000;
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            for (int i = 0; i < kRequests; ++i)
            {
                le_msg_RequestResponse(
                    makeMessage(session, "x"),
                    [](le_msg_MessageRef_t message, void*)
                    {
                        ++answers;
                        le_msg_ReleaseMsg(message);
                    },
                    nullptr);
            }
        });
    EXPECT_TRUE(eventually(
        [&]
        {
            server_.run(
                [&]
                {
                    EXPECT_LE(held.size(), 1024u);
                    for (le_msg_MessageRef_t message : held)
                    {
                        le_msg_SetPayloadSize(message, 0);
                        le_msg_Respond(message);
                    }
                    held.clear();
                });
            return answers == kRequests;
        }));
}

}  // namespace
