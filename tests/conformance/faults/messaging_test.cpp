// The messaging API and the Service Directory: the faults of the messaging specification, section 11.
#include <sys/socket.h>

#include "tests/unit/messaging/fixture.h"

namespace ligature::test
{
namespace
{

class MessagingFault : public Messaging
{
};

TEST_F(MessagingFault, M1_ARequestToTheOwnThreadIsAnsweredWithNone)
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

TEST_F(MessagingFault, M1_ARequestThatCannotBeSentIsAnsweredWithNone)
{
    serve([](le_msg_MessageRef_t message)
          { le_msg_CloseSession(le_msg_GetSession(message)), le_msg_ReleaseMsg(message); });
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            EXPECT_EQ(ask(session, "x"), "(none)");
            EXPECT_EQ(ask(session, "y"), "(none)");  // nobody is there to take it
            le_msg_DeleteSession(session);
        });
}

TEST_F(MessagingFault, M2_ClosingAnswersWhatWasAskedWithNone)
{
    std::atomic<int> asked{0};
    std::vector<le_msg_MessageRef_t> kept;
    serve(
        [&](le_msg_MessageRef_t message)
        {
            kept.push_back(message);
            ++asked;
        });
    static int none;
    none = 0;
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            for (int i = 0; i < 3; ++i)
            {
                le_msg_RequestResponse(
                    makeMessage(session, "x"), [](le_msg_MessageRef_t message, void*) { none += message == nullptr; },
                    nullptr);
            }
            while (asked < 3)
            {
                pauseBriefly();
            }
            le_msg_CloseSession(session);
            EXPECT_EQ(none, 3);
            le_msg_OpenSessionSync(session);  // it can be opened again
            le_msg_DeleteSession(session);
        });
    server_.run(
        [&]
        {
            for (le_msg_MessageRef_t message : kept)
            {
                le_msg_Respond(message);
            }
        });
}

TEST_F(MessagingFault, M3_ARequestThatIsDroppedRunsTheCloseHandlersOnce)
{
    serve([](le_msg_MessageRef_t message) { le_msg_ReleaseMsg(message); });
    client_.run([&] { EXPECT_EQ(ask(open(), "x"), "(none)"); });
    EXPECT_TRUE(eventually([&] { return lost_ == 1; }));
    server_.run([] {});
    EXPECT_EQ(closed_, 1);
}

TEST_F(MessagingFault, M4_OpeningNeedsNoCallback)
{
    serveEcho();
    le_msg_SessionRef_t session = nullptr;
    client_.run(
        [&]
        {
            session = le_msg_CreateSession(protocol(), "client");
            le_msg_OpenSession(session, nullptr, nullptr);
        });
    EXPECT_TRUE(eventually([&] { return opened_ == 1; }));
    client_.run([] {});  // the answer of the Service Directory came before the server's part
    client_.run(
        [&]
        {
            EXPECT_EQ(ask(session, "x"), "x");
            le_msg_DeleteSession(session);
        });
}

TEST_F(MessagingFault, M4_ContextsAreNullAtFirst)
{
    serveEcho();
    server_.run([&] { EXPECT_EQ(le_msg_GetServiceContextPtr(service_), nullptr); });
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            EXPECT_EQ(le_msg_GetSessionContextPtr(session), nullptr);
            le_msg_DeleteSession(session);
        });
}

TEST_F(MessagingFault, M4_AServiceWithoutAReceiveHandlerLosesItsClientsAndLives)
{
    server_.run(
        [&]
        {
            service_ = le_msg_CreateService(protocol(), "server");
            le_msg_AdvertiseService(service_);
        });
    client_.run(
        [&]
        {
            for (int i = 0; i < 3; ++i)
            {
                le_msg_SessionRef_t session = open();
                EXPECT_EQ(ask(session, "x"), "(none)");
                le_msg_DeleteSession(session);
            }
        });
    server_.run([] {});
}

TEST_F(MessagingFault, M5_LengthsAreThoseOfTheContent)
{
    serveEcho();
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            for (const size_t size : {size_t{0}, size_t{1}, size_t{100}, kLargest})
            {
                const std::string payload(size, 'p');
                EXPECT_EQ(ask(session, payload), payload);
            }
            le_msg_DeleteSession(session);
        });
}

TEST_F(MessagingFault, M6_AHandlerMayDeleteItsOwnSession)
{
    serve(
        [](le_msg_MessageRef_t message)
        {
            le_msg_SessionRef_t session = le_msg_GetSession(message);
            for (int i = 0; i < 5; ++i)
            {
                le_msg_Send(makeMessage(session, "event"));
            }
            le_msg_ReleaseMsg(message);
        });
    static std::atomic<int> received;
    received = 0;
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            le_msg_SetSessionRecvHandler(
                session,
                [](le_msg_MessageRef_t message, void*)
                {
                    le_msg_SessionRef_t own = le_msg_GetSession(message);
                    le_msg_ReleaseMsg(message);
                    ++received;
                    le_msg_DeleteSession(own);
                },
                nullptr);
            le_msg_Send(makeMessage(session, "go"));
        });
    EXPECT_TRUE(eventually([&] { return closed_ == 1; }));
    client_.run([] {});
    EXPECT_EQ(received, 1);
}

// The step that failed, asking a security module, is not there any more; handing the client to its server may fail too.
TEST_F(MessagingFault, M7_AClientThatCannotBeJoinedIsForgotten)
{
    using directory::Kind;
    using directory::Result;
    const std::string socket = directory_.userSocket();
    const size_t before = directory_.openDescriptors();
    for (int i = 0; i < 5; ++i)
    {
        const formats::UniqueFd deaf = test::ask(socket, makeRequest(Kind::Advertise, "server"));
        EXPECT_EQ(readResult(deaf.get()), Result::Ok);
        ASSERT_EQ(::shutdown(deaf.get(), SHUT_RD), 0);  // it looks as if it took clients, but sending to it fails
        const formats::UniqueFd client = test::ask(socket, makeRequest(Kind::Open, "client"));
        EXPECT_EQ(readResult(client.get()), Result::Ok);
        EXPECT_TRUE(isClosed(client.get()));
        EXPECT_TRUE(directory_.waitForLog("cannot be passed to"));
    }
    EXPECT_TRUE(directory_.list()["services"].empty());
    EXPECT_TRUE(eventually([&] { return directory_.openDescriptors() <= before; }));
    serveEcho();
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            EXPECT_EQ(ask(session, "x"), "x");
            le_msg_DeleteSession(session);
        });
}

}  // namespace
}  // namespace ligature::test
