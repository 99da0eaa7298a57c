// Sessions between two versions of a protocol, by hand.
#include "tests/unit/messaging/fixture.h"

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

}  // namespace
