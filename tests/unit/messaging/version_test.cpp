// Sessions between two versions of a protocol, by hand.
#include "tests/unit/messaging/batch_fixture.h"

using namespace ligature;
using namespace ligature::test;

namespace
{

/// An open session of the calling thread with `server`, as a client of version 2 to 4 with messages of 64 bytes.
le_msg_SessionRef_t openNewer()
{
    le_msg_SessionRef_t session = le_msg_CreateSession(
        le_msg_GetProtocolRef(formats::versionedProtocolId("thing", {2, 4}).c_str(), 64), "client");
    EXPECT_EQ(le_msg_GetPeerProtocol(session).newestVersion, 0);
    le_msg_SetSessionCloseHandler(
        session, [](le_msg_SessionRef_t, void*) {}, nullptr);
    le_msg_OpenSessionSync(session);
    return session;
}

class MessagingVersions : public Messaging
{
protected:
    /// Serves version 1 to 3 with messages of 16 bytes; the answer is the newest version that the client speaks.
    void serveOlder()
    {
        server_.run(
            []
            {
                le_msg_ServiceRef_t service = le_msg_CreateService(
                    le_msg_GetProtocolRef(formats::versionedProtocolId("thing", {1, 3}).c_str(), 16), "server");
                le_msg_SetServiceRecvHandler(
                    service,
                    [](le_msg_MessageRef_t message, void*)
                    {
                        const le_msg_PeerProtocol_t client = le_msg_GetPeerProtocol(le_msg_GetSession(message));
                        setText(message, std::to_string(client.oldestVersion) + " to " +
                                             std::to_string(client.newestVersion) + ", " +
                                             std::to_string(client.largestMessage));
                        le_msg_Respond(message);
                    },
                    nullptr);
                le_msg_AdvertiseService(service);
            });
    }
};

TEST_F(MessagingVersions, EachSideKnowsWhatTheOtherSpeaks)
{
    serveOlder();
    client_.run(
        []
        {
            le_msg_SessionRef_t session = openNewer();
            const le_msg_PeerProtocol_t server = le_msg_GetPeerProtocol(session);
            EXPECT_EQ(server.oldestVersion, 1);
            EXPECT_EQ(server.newestVersion, 3);
            EXPECT_EQ(server.largestMessage, 16u);
            EXPECT_EQ(ask(session, "?"), "2 to 4, 64");
            le_msg_DeleteSession(session);
        });
}

TEST_F(MessagingVersions, MessageLargerThanTheOtherSideTakesEndsTheSessionAlone)
{
    serveOlder();
    client_.run(
        []
        {
            le_msg_SessionRef_t session = openNewer();
            EXPECT_EQ(ask(session, std::string(16, 'x')), "2 to 4, 64");
            EXPECT_EQ(ask(session, std::string(17, 'x')), "(none)");
            le_msg_DeleteSession(session);
            session = openNewer();
            EXPECT_EQ(ask(session, "?"), "2 to 4, 64");
            le_msg_DeleteSession(session);
        });
}

TEST_F(Batches, AreNoLargerThanAClientOfAnotherVersionTakes)
{
    constexpr size_t kRoom = 1024;  // of a client with messages of 64 bytes
    server_.run(
        []
        {
            le_msg_ServiceRef_t service = le_msg_CreateService(
                le_msg_GetProtocolRef(formats::versionedProtocolId("thing", {1, 3}).c_str(), 16000), "server");
            le_msg_SetServiceRecvHandler(
                service,
                [](le_msg_MessageRef_t message, void*)
                {
                    setText(message, std::string(60, 'x'));
                    le_msg_Respond(message);
                },
                nullptr);
            le_msg_AdvertiseService(service);
        });
    const formats::UniqueFd client =
        test::ask(directory_.userSocket(),
                  makeRequest(directory::Kind::Open, "client", formats::versionedProtocolId("thing", {2, 4}), 64));
    ASSERT_EQ(readResult(client.get()), directory::Result::Ok);
    constexpr size_t kRequests = 60;
    std::string batch = kBatchId;
    for (uint32_t i = 1; i <= kRequests; ++i)
    {
        batch += record(i, "?");
    }
    sendDatagram(client.get(), batch);
    const size_t answerSize = record(1, std::string(60, 'x')).size();
    size_t answers = 0;
    size_t datagrams = 0;
    while (answers < kRequests)
    {
        const std::string datagram = receiveDatagram(client.get());
        ASSERT_GT(datagram.size(), 60u) << datagram;
        EXPECT_LE(datagram.size(), kRoom);
        answers += datagram.starts_with(kBatchId) ? (datagram.size() - kBatchId.size()) / answerSize : 1;
        ++datagrams;
    }
    EXPECT_LT(datagrams, kRequests / 2);  // batches all the same
}

}  // namespace
