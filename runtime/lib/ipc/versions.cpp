#include "runtime/lib/ipc/versions.h"

#include <cstdio>
#include <string>

#include "legato.h"
#include "runtime/formats/protocol_versions.h"
#include "runtime/lib/ipc/connection.h"
#include "runtime/lib/ipc/service.h"
#include "runtime/lib/messaging/clock.h"
#include "runtime/lib/messaging/offence.h"

namespace ligature::ipc
{

namespace
{

formats::VersionRange ownVersions(const char* protocolId)
{
    const auto parsed = formats::parseVersionedProtocolId(protocolId);
    return parsed ? parsed->versions : formats::VersionRange{};
}

formats::VersionRange peerVersions(le_msg_SessionRef_t session)
{
    const le_msg_PeerProtocol_t peer = le_msg_GetPeerProtocol(session);
    return {peer.oldestVersion, peer.newestVersion};
}

/// A session within the process does not tell the versions.
std::string inBrackets(formats::VersionRange client, formats::VersionRange server)
{
    const bool areKnown = client.newest != 0 && server.newest != 0;
    return areKnown ? " (" + formats::describeVersions(client, server) + ")" : "";
}

// Nobody waits, so the client may go on. Log lines about it must not come as fast as such calls can.
void ignore(le_ipc_Request_t& request, pid_t pid)
{
    constexpr int64_t kQuietMilliseconds = 10'000;
    le_ipc_Service_t& service = *request.service;
    const int64_t now = messaging::milliseconds();
    if (service.ignoredLogged == 0 || now - service.ignoredLogged >= kQuietMilliseconds)
    {
        LE_WARN_IF(service.ignored != 0, "%u more calls of one-way functions that %s does not know were ignored.",
                   service.ignored, service.name);
        LE_WARN(
            "Client with pid %d calls one-way function number %u of %s, which this server does not know%s: ignored.",
            static_cast<int>(pid), request.number, service.name,
            describeVersions(request.session, service.protocolId).c_str());
        service.ignored = 0;
        service.ignoredLogged = now;
    }
    else
    {
        ++service.ignored;
    }
    le_ipc_EndOneWay(&request);
}

}  // namespace

std::string describeVersions(le_msg_SessionRef_t client, const char* protocolId)
{
    return inBrackets(peerVersions(client), ownVersions(protocolId));
}

const char* refusalOf(uint32_t number)
{
    switch (number)
    {
        case kUnknownFunction:
            return "is not known to the server";
        case kUnknownValue:
            return "was given what the server does not know";
        default:
            return nullptr;
    }
}

void answerWithRefusal(le_ipc_Request_t& request, uint32_t number)
{
    // Nobody has forgotten to take them, as would be said of those that are left.
    for (size_t place = 0; place < LE_MSG_MAX_FDS; ++place)
    {
        le_ipc_CloseFile(le_msg_GetFdAt(request.message, place));
    }
    le_ipc_BeginReply(&request);
    request.out.at = 0;
    le_ipc_PutU32(&request.out, number);
    le_msg_SetPayloadSize(request.message, request.out.at);
    le_msg_Respond(request.message);
}

bool isNewer(le_msg_SessionRef_t client, const char* protocolId)
{
    return peerVersions(client).newest > ownVersions(protocolId).newest;
}

void loseToVersion(const le_ipc_Call_t& call, const char* reason)
{
    Connection* connection = connectionOf(call.session);
    // The user's function may leave by longjmp(): nothing here may need destruction by then.
    char text[160];
    {
        const std::string versions =
            inBrackets(ownVersions(connection->client->protocolId), peerVersions(call.session));
        std::snprintf(text, sizeof(text), "function number %u %s%s", call.number, reason, versions.c_str());
    }
    lose(connection, text);
}

}  // namespace ligature::ipc

using namespace ligature::ipc;

extern "C" void le_ipc_RefuseUnknown(le_ipc_Request_t* request)
{
    le_msg_SessionRef_t session = request->session;
    pid_t pid = 0;
    le_msg_GetClientProcessId(session, &pid);
    if (request->isOneWay)
    {
        ignore(*request, pid);
        return;
    }
    LE_ERROR_IF(
        ligature::messaging::noteOffence(*session),
        "Client with pid %d calls function number %u of %s, which this server does not know%s: its session ends.",
        static_cast<int>(pid), request->number, request->service->name,
        describeVersions(session, request->service->protocolId).c_str());
    answerWithRefusal(*request, kUnknownFunction);
    request->isDone = true;
    le_msg_CloseSession(session);
}
