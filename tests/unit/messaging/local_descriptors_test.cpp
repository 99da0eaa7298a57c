// File descriptors in messages of local services.
#include <fcntl.h>
#include <unistd.h>

#include <string>

#include "tests/support/own_process.h"
#include "tests/support/times_in.h"
#include "tests/unit/messaging/files.h"
#include "tests/unit/messaging/local_fixture.h"

using namespace ligature::test;

namespace
{

int openNull()
{
    return ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}
TEST_F(LocalMessaging, DescriptorsTravelBothWaysAndNoneIsLeftOpen)
{
    LoopThread server;
    LoopThread client;
    std::atomic<int> received{-1};
    serve(server,
          [&](le_msg_MessageRef_t message)
          {
              received = le_msg_GetFd(message);
              EXPECT_EQ(le_msg_GetFd(message), -1);
              le_msg_SetFd(message, openNull());
              le_msg_Respond(message);
          });
    client.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            le_msg_MessageRef_t message = le_msg_CreateMsg(session);
            const int sent = openNull();
            le_msg_SetFd(message, sent);
            message = le_msg_RequestSyncResponse(message);
            EXPECT_EQ(received, sent);
            close(sent);
            const int answer = le_msg_GetFd(message);
            EXPECT_EQ(fcntl(answer, F_GETFD), FD_CLOEXEC);
            close(answer);
            le_msg_ReleaseMsg(message);
            message = le_msg_RequestSyncResponse(le_msg_CreateMsg(session));
            EXPECT_EQ(received, -1);
            le_msg_ReleaseMsg(message);
            le_msg_DeleteSession(session);
        });
    // The server gives back its own reference after the answer.
    EXPECT_TRUE(eventually([&] { return messagesInUse() == 0; }));
}

TEST_F(LocalMessaging, AnAnswerToARequestWhoseDescriptorWasNotTakenIsWarnedOfOnce)
{
    LoopThread server;
    LoopThread client;
    serve(server, [](le_msg_MessageRef_t message) { le_msg_Respond(message); });
    testing::internal::CaptureStderr();
    client.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            const size_t before = ownDescriptors();
            for (int i = 0; i < 2; ++i)
            {
                le_msg_MessageRef_t message = le_msg_CreateMsg(session);
                le_msg_SetFd(message, openNull());
                le_msg_ReleaseMsg(le_msg_RequestSyncResponse(message));
            }
            EXPECT_TRUE(eventually([&] { return ownDescriptors() <= before; }));
            le_msg_DeleteSession(session);
        });
    const std::string log = testing::internal::GetCapturedStderr();
    EXPECT_EQ(timesIn(log,
                      "A local request is answered, but a file descriptor that came with it was not taken; it is "
                      "closed."),
              1u)
        << log;
}

TEST_F(LocalMessaging, SeveralDescriptorsTravelEachAtItsPlaceAndNoneIsLeftOpen)
{
    LoopThread server;
    LoopThread client;
    serve(server,
          [&](le_msg_MessageRef_t message)
          {
              EXPECT_EQ(takeText(le_msg_GetFdAt(message, 1)), "one");
              EXPECT_EQ(le_msg_GetFd(message), -1);
              le_msg_SetFdAt(message, 7, fileWith("seven"));
              le_msg_SetFdAt(message, 2, fileWith("two"));
              le_msg_Respond(message);  // the one at place 4 is still there
          });
    client.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            const size_t before = ownDescriptors();
            for (int i = 0; i < 10; ++i)
            {
                le_msg_MessageRef_t message = le_msg_CreateMsg(session);
                le_msg_SetFdAt(message, 1, fileWith("one"));
                le_msg_SetFdAt(message, 4, fileWith("four"));
                message = le_msg_RequestSyncResponse(message);
                EXPECT_EQ(le_msg_GetFd(message), -1);
                EXPECT_EQ(le_msg_GetFdAt(message, 4), -1);
                EXPECT_EQ(takeText(le_msg_GetFdAt(message, 7)), "seven");
                le_msg_ReleaseMsg(message);  // the one at place 2 is still there
            }
            EXPECT_TRUE(eventually([&] { return ownDescriptors() <= before; }));
            le_msg_DeleteSession(session);
        });
    EXPECT_TRUE(eventually([&] { return messagesInUse() == 0; }));
}

}  // namespace
