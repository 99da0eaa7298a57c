// Sessions that the server ends: for what its functions say, and for what clients send.
#include <cstring>

#include "kiln_messages.h"
#include "tests/unit/ifgen/round_trip/round_trip.h"
#include "tests/unit/messaging/loses_session.h"

namespace
{

using namespace ligature::test;

TEST_F(RoundTrip, KilledClientMayGoOnAndTheServerDoes)
{
    server().killsClient = true;
    client(
        []
        {
            EXPECT_TRUE(losesSession(stove_SetServerDisconnectHandler,
                                     [] { stove_Read(nullptr, nullptr, nullptr, nullptr, nullptr, 0); }));
            stove_ConnectService();
        });
    server().killsClient = false;
    client([] { EXPECT_EQ(stove_GetScale(), UNITS_FAHRENHEIT); });
}

// Sends a request by hand, as a hostile client would.
void sendRaw(uint32_t number, const void* bytes, size_t size)
{
    le_msg_ProtocolRef_t protocol = le_msg_GetProtocolRef(IFGEN_KILN_PROTOCOL_ID, IFGEN_KILN_MESSAGE_SIZE);
    le_msg_SessionRef_t session = le_msg_CreateSession(protocol, "stove");
    le_msg_SetSessionCloseHandler(
        session, [](le_msg_SessionRef_t, void*) {}, nullptr);
    le_msg_OpenSessionSync(session);
    le_msg_MessageRef_t message = le_msg_CreateMsg(session);
    auto* payload = static_cast<char*>(le_msg_GetPayloadPtr(message));
    memcpy(payload, &number, sizeof(number));
    if (size != 0)
    {
        memcpy(payload + sizeof(number), bytes, size);
    }
    le_msg_SetPayloadSize(message, sizeof(number) + size);
    EXPECT_EQ(le_msg_RequestSyncResponse(message), nullptr) << number;
    le_msg_DeleteSession(session);
}

TEST_F(RoundTrip, HostileRequestsCostTheClientItsSession)
{
    client(
        []
        {
            sendRaw(999, nullptr, 0);                  // no such message
            sendRaw(IFGEN_KILN_MSG_Open, nullptr, 0);  // cut short
            sendRaw(IFGEN_KILN_MSG_Open,
                    "\x10\0\0\0"
                    "0123456789abcdef\0",
                    21);                                                    // longer than allowed
            sendRaw(IFGEN_KILN_MSG_Open, "\xFF\xFF\xFF\xFF", 4);            // longer than the message
            sendRaw(IFGEN_KILN_MSG_Open, "\x01\0\0\0ab", 6);                // no zero at the end
            sendRaw(IFGEN_KILN_MSG_Open, "\x02\0\0\0a\0\0", 7);             // a zero inside
            sendRaw(IFGEN_KILN_MSG_Close, "\x02\0\0\0", 4);                 // even reference
            sendRaw(IFGEN_KILN_MSG_Close, "\x01\0\0\0x", 5);                // something left over
            sendRaw(IFGEN_KILN_MSG_RemoveAlarmedHandler, "\x01\0\0\0", 4);  // a handler it does not have
            sendRaw(IFGEN_KILN_MSG_SetProfile, "\x01\0\0\0\xFF\0\0\0", 8);  // too many elements
            EXPECT_EQ(stove_GetScale(), UNITS_FAHRENHEIT);
        });
}

TEST_F(RoundTrip, HandlerOfAnotherClientCannotBeRemoved)
{
    client(
        []
        {
            kiln_AlarmedHandlerRef_t handler = stove_AddAlarmedHandler(
                KILN_FAN, [](kiln_ChamberRef_t, kiln_Alarm_t, const char*, void*) {}, nullptr, 0);
            for (uint32_t guess = 1; guess < 16; guess += 2)
            {
                sendRaw(IFGEN_KILN_MSG_RemoveAlarmedHandler, &guess, sizeof(guess));
            }
            stove_RemoveAlarmedHandler(handler);
        });
}

/// Sends a message that wants no answer. True if the session outlives it.
bool survivesOneWay(uint32_t number, const void* bytes, size_t size)
{
    le_msg_SessionRef_t session =
        le_msg_CreateSession(le_msg_GetProtocolRef(IFGEN_KILN_PROTOCOL_ID, IFGEN_KILN_MESSAGE_SIZE), "stove");
    le_msg_SetSessionCloseHandler(
        session, [](le_msg_SessionRef_t, void*) {}, nullptr);
    le_msg_OpenSessionSync(session);
    le_msg_MessageRef_t message = le_msg_CreateMsg(session);
    auto* payload = static_cast<uint8_t*>(le_msg_GetPayloadPtr(message));
    memcpy(payload, &number, sizeof(number));
    memcpy(payload + sizeof(number), bytes, size);
    le_msg_SetPayloadSize(message, sizeof(number) + size);
    le_msg_Send(message);
    const uint32_t question = IFGEN_KILN_MSG_GetScale;
    message = le_msg_CreateMsg(session);
    memcpy(le_msg_GetPayloadPtr(message), &question, sizeof(question));
    le_msg_SetPayloadSize(message, sizeof(question));
    le_msg_MessageRef_t answer = le_msg_RequestSyncResponse(message);
    if (answer != nullptr)
    {
        le_msg_ReleaseMsg(answer);
    }
    le_msg_DeleteSession(session);
    return answer != nullptr;
}

TEST_F(RoundTrip, EveryFunctionIsCalledInItsOwnWayAlone)
{
    // A chamber, and "ab" behind its length.
    constexpr char kGood[] = "\x01\0\0\0\x02\0\0\0ab";
    client(
        [&]
        {
            EXPECT_TRUE(survivesOneWay(IFGEN_KILN_MSG_Remark, kGood, sizeof(kGood)));
            sendRaw(IFGEN_KILN_MSG_Remark, kGood, sizeof(kGood));
            EXPECT_FALSE(survivesOneWay(IFGEN_KILN_MSG_Remark, kGood, sizeof(kGood) - 1));
            EXPECT_FALSE(survivesOneWay(IFGEN_KILN_MSG_Close, "\x01\0\0\0", 4));
            EXPECT_FALSE(survivesOneWay(IFGEN_KILN_MSG_GetScale, "", 0));
            EXPECT_FALSE(survivesOneWay(999, "", 0));
            EXPECT_EQ(stove_GetScale(), UNITS_FAHRENHEIT);
        });
    serverThread([] { EXPECT_EQ(server().remarks, std::vector<std::string>{"ab"}); });
}

}  // namespace
