// bench_ipc_message server|client BYTES: the same through the messaging API: le_msg_RequestSyncResponse() and a service
// that responds from its event loop.
#include <cstdlib>
#include <cstring>

#include "runtime/include/legato.h"
#include "tests/bench/ipc/peer.h"

namespace
{

void serve(le_msg_ProtocolRef_t protocol)
{
    le_msg_ServiceRef_t service = le_msg_CreateService(protocol, "server");
    le_msg_SetServiceRecvHandler(
        service,
        [](le_msg_MessageRef_t message, void*)
        {
            le_msg_SetPayloadSize(message, le_msg_GetPayloadSize(message));
            le_msg_Respond(message);
        },
        nullptr);
    le_msg_AdvertiseService(service);
    le_event_RunLoop();
}

void ask(le_msg_ProtocolRef_t protocol, size_t bytes)
{
    le_msg_SessionRef_t session = le_msg_CreateSession(protocol, "client");
    le_msg_OpenSessionSync(session);
    ligature::bench::answerOrders(
        [&]
        {
            le_msg_MessageRef_t message = le_msg_CreateMsg(session);
            std::memset(le_msg_GetPayloadPtr(message), 'x', bytes);
            le_msg_SetPayloadSize(message, bytes);
            message = le_msg_RequestSyncResponse(message);
            LE_FATAL_IF(message == nullptr || le_msg_GetPayloadSize(message) != bytes, "No answer.");
            le_msg_ReleaseMsg(message);
        });
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 3)
    {
        return 2;
    }
    le_msg_ProtocolRef_t protocol = le_msg_GetProtocolRef("bench", 4096);
    if (std::strcmp(argv[1], "server") == 0)
    {
        serve(protocol);
    }
    ask(protocol, std::strtoul(argv[2], nullptr, 10));
    return 0;
}
