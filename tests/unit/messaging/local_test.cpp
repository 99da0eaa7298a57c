// Local services: client and server are threads of this process. No Service Directory takes part.
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/own_process.h"
#include "tests/unit/messaging/files.h"
#include "tests/unit/messaging/local_fixture.h"

using namespace ligature::test;

namespace
{

/// What was logged: the texts alone.
std::string linesOf(const std::string& log)
{
    std::istringstream input(log);
    std::string texts;
    for (std::string line; std::getline(input, line);)
    {
        texts += line.substr(line.rfind(" | ") + 3) + "\n";
    }
    return texts;
}

TEST_F(LocalMessaging, WhatIsNotThereGivesNull)
{
    le_msg_LocalService_t unknown{};
    EXPECT_EQ(le_msg_CreateLocalSession(nullptr), nullptr);
    EXPECT_EQ(le_msg_CreateLocalSession(&unknown), nullptr);
    EXPECT_EQ(le_msg_InitLocalService(nullptr, "x", pool_), nullptr);
    EXPECT_EQ(le_msg_TryOpenSessionSync(nullptr), LE_NOT_PERMITTED);
    EXPECT_EQ(reference_->type, le_msg_Service::LE_MSG_SERVICE_LOCAL);
}

TEST_F(LocalMessaging, OpeningWaitsForTheServiceAndCallsBackBeforeItReturns)
{
    LoopThread client;
    LoopThread server;
    client.run(
        [&]
        {
            le_msg_SessionRef_t session = le_msg_CreateLocalSession(service_);
            EXPECT_EQ(le_msg_TryOpenSessionSync(session), LE_UNAVAILABLE);
            le_msg_DeleteSession(session);
        });
    std::atomic<bool> isOpen{false};
    client.start(
        [&]
        {
            bool wasCalled = false;
            le_msg_SessionRef_t session = le_msg_CreateLocalSession(service_);
            le_msg_OpenSession(
                session, [](le_msg_SessionRef_t, void* context) { *static_cast<bool*>(context) = true; }, &wasCalled);
            EXPECT_TRUE(wasCalled);
            EXPECT_EQ(ask(session, "a"), "a!");
            EXPECT_EQ(le_msg_GetSessionProtocol(session), nullptr);
            EXPECT_EQ(le_msg_GetSessionInterface(session), nullptr);
            le_msg_CloseSession(session);
            isOpen = true;
        });
    EXPECT_FALSE(isOpen);
    serveUpper(server);
    EXPECT_TRUE(eventually([&] { return isOpen.load(); }));
    EXPECT_EQ(messagesInUse(), 0u);
}

TEST_F(LocalMessaging, WhoWaitsForLongSaysWhatFor)
{
    testing::internal::CaptureStderr();
    LoopThread server;
    LoopThread client;
    client.start(
        [&]
        {
            le_msg_SessionRef_t session = le_msg_CreateLocalSession(service_);
            le_msg_OpenSessionSync(session);
            le_msg_CloseSession(session);
        });
    std::this_thread::sleep_for(std::chrono::milliseconds(1300));
    serveUpper(server);
    client.run([] {});
    const std::string log = testing::internal::GetCapturedStderr();
    EXPECT_NE(log.find("A session waits: local service 'local' is not advertised yet."), std::string::npos) << log;
}

TEST_F(LocalMessaging, WhatNobodyReceivesIsToldOnceAndWithTheName)
{
    testing::internal::CaptureStderr();
    {
        LoopThread server;
        server.run([&] { le_msg_AdvertiseService(reference_); });
        LoopThread client;
        client.run([&] { EXPECT_EQ(ask(open(), "nobody there"), "(none)"); });
    }
    EXPECT_EQ(linesOf(testing::internal::GetCapturedStderr()),
              "Local service 'local' has no receive handler: a session ends.\n");

    testing::internal::CaptureStderr();
    {
        LoopThread server;
        serve(server,
              [](le_msg_MessageRef_t message)
              {
                  le_msg_Send(le_msg_CreateMsg(le_msg_GetSession(message)));
                  le_msg_Respond(message);
              });
        LoopThread client;
        client.run(
            [&]
            {
                le_msg_SessionRef_t session = open();
                ask(session, "one");
                ask(session, "two");
            });
        client.run([] {});
    }
    EXPECT_EQ(linesOf(testing::internal::GetCapturedStderr()),
              "A session of local service 'local' has no receive handler: messages are dropped.\n");
}

TEST_F(LocalMessaging, TheClientIsThisProcessAndPayloadsStartZeroed)
{
    LoopThread server;
    LoopThread client;
    serve(server,
          [](le_msg_MessageRef_t message)
          {
              uid_t uid = 0;
              pid_t pid = 0;
              EXPECT_EQ(le_msg_GetClientUserCreds(le_msg_GetSession(message), &uid, &pid), LE_OK);
              EXPECT_EQ(uid, getuid());
              EXPECT_EQ(pid, getpid());
              EXPECT_EQ(read(message), "");
              le_msg_Respond(message);
          });
    client.run(
        [&]
        {
            int mark = 0;
            le_msg_SessionRef_t session = open();
            EXPECT_EQ(le_msg_GetSessionContextPtr(session), nullptr);
            le_msg_SetSessionContextPtr(session, &mark);
            EXPECT_EQ(le_msg_GetSessionContextPtr(session), &mark);
            le_msg_MessageRef_t message = le_msg_CreateMsg(session);
            EXPECT_EQ(le_msg_GetMaxPayloadSize(message), kPayload);
            EXPECT_EQ(le_msg_GetSession(message), session);
            le_msg_ReleaseMsg(message);
            EXPECT_EQ(ask(session, ""), "");
            le_msg_DeleteSession(session);
        });
}

TEST_F(LocalMessaging, EventsAndAsynchronousAnswersComeFromTheEventLoopInOrder)
{
    LoopThread server;
    LoopThread client;
    serve(server,
          [](le_msg_MessageRef_t message)
          {
              le_msg_MessageRef_t event = le_msg_CreateMsg(le_msg_GetSession(message));
              write(event, ("event of " + read(message)).c_str());
              le_msg_Send(event);
              le_msg_Respond(message);
          });
    le_msg_SessionRef_t session = nullptr;
    client.run(
        [&]
        {
            session = open();
            le_msg_SetSessionRecvHandler(session, keepAnswer, &answers_);
            for (const char* text : {"a", "b"})
            {
                le_msg_MessageRef_t message = le_msg_CreateMsg(session);
                write(message, text);
                le_msg_RequestResponse(message, keepAnswer, &answers_);
            }
            EXPECT_EQ(ask(session, "c"), "c");
            EXPECT_TRUE(answers_.empty());
        });
    EXPECT_TRUE(eventually(
        [&]
        {
            size_t count = 0;
            client.run([&] { count = answers_.size(); });
            return count == 5;
        }));
    EXPECT_EQ(answers_, (std::vector<std::string>{"event of a", "a", "event of b", "b", "event of c"}));
    client.run([&] { le_msg_DeleteSession(session); });
    EXPECT_TRUE(eventually([&] { return messagesInUse() == 0; }));
}

TEST_F(LocalMessaging, ClosingEndsOutstandingRequestsAndLateAnswersAreDropped)
{
    LoopThread server;
    LoopThread client;
    std::vector<le_msg_MessageRef_t> held;
    serve(server, [&](le_msg_MessageRef_t message) { held.push_back(message); });
    client.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            le_msg_RequestResponse(le_msg_CreateMsg(session), keepAnswer, &answers_);
            server.run([] {});
            le_msg_RequestResponse(le_msg_CreateMsg(session), keepAnswer, &answers_);
            le_msg_CloseSession(session);
            EXPECT_EQ(answers_, (std::vector<std::string>{"(none)", "(none)"}));
        });
    server.run(
        [&]
        {
            for (le_msg_MessageRef_t message : held)
            {
                le_msg_Respond(message);
            }
        });
    EXPECT_EQ(messagesInUse(), 0u);
}

TEST_F(LocalMessaging, AServerThatDoesNotAnswerInTimeIsGivenUp)
{
    LoopThread server;
    LoopThread client;
    le_msg_MessageRef_t held = nullptr;
    serve(server,
          [&](le_msg_MessageRef_t message)
          {
              if (read(message) == "keep")
              {
                  held = message;
                  return;
              }
              le_msg_Respond(message);
          });
    client.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            le_msg_SetSessionTimeLimit(session, 50);
            EXPECT_EQ(ask(session, "a"), "a");
            EXPECT_EQ(ask(session, "keep"), "(none)");
            EXPECT_EQ(ask(session, "a"), "(none)") << "the session is over";
            le_msg_CloseSession(session);
            session = open();
            EXPECT_EQ(ask(session, "a"), "a");
            le_msg_CloseSession(session);
        });
    server.run([&] { le_msg_Respond(held); });
    EXPECT_EQ(messagesInUse(), 0u);
}

TEST_F(LocalMessaging, AServerThatDoesNotEvenTakeTheRequestIsGivenUp)
{
    LoopThread server;
    LoopThread client;
    serveUpper(server);
    std::atomic<bool> isOver{false};
    server.start(
        [&]
        {
            while (!isOver)
            {
                usleep(1000);
            }
        });
    client.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            le_msg_SetSessionTimeLimit(session, 30);
            EXPECT_EQ(ask(session, "a"), "(none)");
            le_msg_CloseSession(session);
        });
    EXPECT_EQ(messagesInUse(), 0u);
    isOver = true;
    server.run([] {});
}

TEST_F(LocalMessaging, AThreadThatServesItselfGetsNoSynchronousAnswer)
{
    LoopThread both;
    serveUpper(both);
    both.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            EXPECT_EQ(ask(session, "x"), "(none)");
            le_msg_MessageRef_t message = le_msg_CreateMsg(session);
            write(message, "y");
            le_msg_RequestResponse(message, keepAnswer, &answers_);
        });
    EXPECT_TRUE(eventually(
        [&]
        {
            size_t count = 0;
            both.run([&] { count = answers_.size(); });
            return count == 1;
        }));
    EXPECT_EQ(answers_, std::vector<std::string>{"y!"});
}

}  // namespace
