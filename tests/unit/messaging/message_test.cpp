// Messages between well-behaved clients and servers.
#include <fcntl.h>
#include <unistd.h>

#include <future>
#include <vector>

#include "runtime/include/le_ipc.h"
#include "tests/support/times_in.h"
#include "tests/unit/messaging/files.h"
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

TEST_F(Messaging, AHandMadeMessageIsZeroedAfterACallOfGeneratedCode)
{
    serveEcho();
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            for (const size_t length : {kLargest - sizeof(uint32_t), size_t{1}, size_t{100}})
            {
                le_ipc_Call_t call;
                le_ipc_BeginCall(&call, session, 0x78787878);
                le_ipc_PutBlock(&call.out, std::string(length, 'x').data(), length);
                le_msg_MessageRef_t answer = le_ipc_Ask(&call);
                ASSERT_NE(answer, nullptr);
                EXPECT_EQ(text(answer), std::string(sizeof(uint32_t) + length, 'x'));
                le_msg_ReleaseMsg(answer);
                le_msg_MessageRef_t next = le_msg_CreateMsg(session);
                EXPECT_EQ(text(next), std::string(kLargest, '\0'));
                le_msg_ReleaseMsg(next);
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

TEST_F(Messaging, ADescriptorThatHasToWaitIsClosedForWhoHasGivenIt)
{
    std::promise<void> isSent;
    serve(
        [&](le_msg_MessageRef_t message)
        {
            le_msg_SessionRef_t session = le_msg_GetSession(message);
            // Far more than a socket takes.
            for (int i = 0; i < 1000; ++i)
            {
                le_msg_Send(makeMessage(session, std::string(kLargest, 'x')));
            }
            const int fds[] = {fileWith("one"), fileWith("other")};
            le_msg_MessageRef_t last = makeMessage(session, "last");
            le_msg_SetFd(last, fds[0]);
            le_msg_Send(last);
            last = makeMessage(session, "last");
            le_msg_SetFdAt(last, 0, fds[1]);
            le_msg_SetFdAt(last, 3, fileWith("third"));
            le_msg_Send(last);
            EXPECT_EQ(close(fds[0]), -1);
            EXPECT_EQ(close(fds[1]), -1);
            le_msg_ReleaseMsg(message);
            isSent.set_value();
        });
    std::string got;  // in the client's thread
    le_msg_SessionRef_t session = nullptr;
    client_.run(
        [&]
        {
            session = open();
            le_msg_SetSessionRecvHandler(
                session,
                [](le_msg_MessageRef_t message, void* context)
                {
                    if (le_msg_GetPayloadSize(message) < kLargest)
                    {
                        auto& texts = *static_cast<std::string*>(context);
                        texts += takeText(le_msg_GetFd(message)) + " " + takeText(le_msg_GetFdAt(message, 3)) + " ";
                    }
                    le_msg_ReleaseMsg(message);
                },
                &got);
            le_msg_Send(makeMessage(session, "go"));
            isSent.get_future().wait();
        });
    const auto hasGot = [&](const char* texts)
    {
        bool has = false;
        client_.run([&] { has = got == texts; });
        return has;
    };
    EXPECT_TRUE(eventually([&] { return hasGot("one - other third "); }));
    client_.run([&] { le_msg_DeleteSession(session); });
}

TEST_F(Messaging, AnAnswerToARequestWhoseDescriptorWasNotTakenIsWarnedOfOnce)
{
    serve([](le_msg_MessageRef_t message) { le_msg_Respond(message); });
    testing::internal::CaptureStderr();
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            ask(session, "");
            const size_t before = ownDescriptors();
            for (const int count : {1, 3, 1})
            {
                le_msg_MessageRef_t message = le_msg_CreateMsg(session);
                for (int place = 0; place < count; ++place)
                {
                    le_msg_SetFdAt(message, static_cast<size_t>(place), ::open("/dev/null", O_RDONLY | O_CLOEXEC));
                }
                le_msg_ReleaseMsg(le_msg_RequestSyncResponse(message));
            }
            EXPECT_TRUE(eventually([&] { return ownDescriptors() <= before; }));
            le_msg_DeleteSession(session);
        });
    const std::string log = testing::internal::GetCapturedStderr();
    const std::string warning = "Session 'server': a request of pid " + std::to_string(getpid()) +
                                " is answered, but a file descriptor that came with it was not taken; it is closed.";
    EXPECT_EQ(timesIn(log, warning), 1u) << log;
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
