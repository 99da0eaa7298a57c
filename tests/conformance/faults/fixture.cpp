#include "tests/conformance/faults/fixture.h"

#include <atomic>
#include <cstring>
#include <mutex>

namespace ligature::test
{

namespace
{

/// What the hand-made server and the tests tell each other.
struct RawServer
{
    std::mutex mutex;
    std::string answer;
    size_t requestSize = 0;
};

RawServer& rawServer()
{
    static RawServer state;
    return state;
}

void answerByHand(le_msg_MessageRef_t message, void*)
{
    const std::lock_guard lock(rawServer().mutex);
    rawServer().requestSize = le_msg_GetPayloadSize(message);
    auto* payload = static_cast<char*>(le_msg_GetPayloadPtr(message));
    std::memcpy(payload + sizeof(uint32_t), rawServer().answer.data(), rawServer().answer.size());
    le_msg_SetPayloadSize(message, sizeof(uint32_t) + rawServer().answer.size());
    le_msg_Respond(message);
}

le_msg_ProtocolRef_t faultProtocol()
{
    return le_msg_GetProtocolRef(IFGEN_FAULT_PROTOCOL_ID, IFGEN_FAULT_MESSAGE_SIZE);
}

}  // namespace

FaultWorld::FaultWorld()
{
    setenv("LIGATURE_SERVICE_DIRECTORY", directory.userSocket().c_str(), 1);
    directory.bind("soft", "fault");
    directory.bind("late", "later");
    directory.bind("bold", "raw");
    server.run(
        []
        {
            fault_AdvertiseService();
            le_msg_AddServiceOpenHandler(
                fault_GetServiceRef(), [](le_msg_SessionRef_t, void*) { ++faultServer().opened; }, nullptr);
            le_msg_AddServiceCloseHandler(
                fault_GetServiceRef(),
                [](le_msg_SessionRef_t session, void*)
                {
                    ++faultServer().closed;
                    faultServer().lastClosed = session;
                },
                nullptr);
        });
    laterServer.run(
        []
        {
            later_AdvertiseService();
            le_msg_AddServiceOpenHandler(
                later_GetServiceRef(), [](le_msg_SessionRef_t, void*) { ++test::laterServer().opened; }, nullptr);
            le_msg_AddServiceCloseHandler(
                later_GetServiceRef(), [](le_msg_SessionRef_t, void*) { ++test::laterServer().closed; }, nullptr);
        });
    rawServer.run(
        []
        {
            le_msg_ServiceRef_t service = le_msg_CreateService(faultProtocol(), "raw");
            le_msg_SetServiceRecvHandler(service, answerByHand, nullptr);
            le_msg_AdvertiseService(service);
        });
}

Fault::Fault()
{
    client([] { soft_ConnectService(); });
}

Fault::~Fault()
{
    client([] { soft_DisconnectService(); });
    server(
        []
        {
            faultServer().setsFile = true;
            faultServer().answersAtOnce = false;
            faultServer().closesOnRemove = nullptr;
        });
}

void Fault::answerWith(const std::string& bytes)
{
    const std::lock_guard lock(test::rawServer().mutex);
    test::rawServer().answer = bytes;
}

size_t Fault::lastRequestSize()
{
    const std::lock_guard lock(test::rawServer().mutex);
    return test::rawServer().requestSize;
}

bool Fault::endsSession(uint32_t number, const std::string& bytes)
{
    bool isEnded = false;
    client(
        [&]
        {
            le_msg_SessionRef_t session = le_msg_CreateSession(faultProtocol(), "soft");
            le_msg_SetSessionCloseHandler(
                session, [](le_msg_SessionRef_t, void*) {}, nullptr);
            le_msg_OpenSessionSync(session);
            le_msg_MessageRef_t message = le_msg_CreateMsg(session);
            const std::string payload = bytesOf(number) + bytes;
            std::memcpy(le_msg_GetPayloadPtr(message), payload.data(), payload.size());
            le_msg_SetPayloadSize(message, payload.size());
            le_msg_MessageRef_t answer = le_msg_RequestSyncResponse(message);
            isEnded = answer == nullptr;
            if (answer != nullptr)
            {
                le_msg_ReleaseMsg(answer);
            }
            le_msg_DeleteSession(session);
        });
    return isEnded;
}

}  // namespace ligature::test
