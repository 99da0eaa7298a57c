#include "runtime/lib/messaging/session.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "runtime/formats/unique_fd.h"
#include "runtime/lib/messaging/client.h"
#include "runtime/lib/messaging/in_flight.h"
#include "runtime/lib/messaging/local.h"
#include "runtime/lib/messaging/offence.h"
#include "runtime/lib/messaging/outgoing.h"
#include "runtime/lib/messaging/per_thread.h"
#include "runtime/lib/messaging/server.h"
#include "runtime/lib/messaging/service_end.h"
#include "runtime/lib/messaging/stall.h"
#include "runtime/lib/messaging/turn.h"

namespace ligature::messaging
{

namespace
{

/// The thread ends: nobody can use its sessions and services any more.
void onThreadExit(thread::ExitHook*)
{
    PerThread& own = perThread();
    endServices();
    for (auto* sessions : {&own.sessions, &own.deleted})
    {
        while (le_msg_Session* session = sessions->first)
        {
            sendGathered(*session);
            session->state = State::Closed;
            shutSocket(*session);
            sessions->remove(*session);
            releaseReference(*session);
        }
    }
    endLocalOfThread();
    forgetStalls();
    forgetRoom();
    dropSpare();
    own = {};
}

}  // namespace

thread_local constinit PerThread ownRecord;

[[gnu::hot]] CurrentMessage::CurrentMessage(le_msg_MessageRef_t message, void* frame)
    : outer_(get(frame)), outerFrame_(nullptr)
{
    PerThread& own = perThread();
    outerFrame_ = own.currentFrame;
    own.current = message;
    own.currentFrame = frame;
}

[[gnu::hot]] void CurrentMessage::end() const
{
    PerThread& own = perThread();
    own.current = outer_;
    own.currentFrame = outerFrame_;
}

[[gnu::hot]] le_msg_MessageRef_t CurrentMessage::get(const void* frame)
{
    // The stack grows down: whoever runs inside the handler stands below the place where it was called.
    PerThread& own = perThread();
    if (own.current != nullptr && frame >= own.currentFrame) [[unlikely]]
    {
        own.currentFrame = nullptr;
        le_msg_ReleaseMsg(std::exchange(own.current, nullptr));  // as its caller would have done
    }
    return own.current;
}

PerThread& joinThread()
{
    PerThread& own = perThread();
    if (!own.isHooked)
    {
        thread::require();
        own.isHooked = true;
        own.pid = ::getpid();
        own.exitHook.run = onThreadExit;
        thread::addExitHook(own.exitHook);
    }
    return own;
}

void destroySession(le_msg_Session& session)
{
    session.magic = 0;
    delete session.pending;
    delete &session;
}

std::string describeVersions(const le_msg_Session& session)
{
    const auto own = formats::parseVersionedProtocolId(session.interface.protocol->id);
    const formats::VersionRange peer{session.peer.oldestVersion, session.peer.newestVersion};
    if (!own || own->versions == peer)
    {
        return "";
    }
    const bool isClient = session.side == Side::Client;
    return " (" +
           (isClient ? formats::describeVersions(own->versions, peer)
                     : formats::describeVersions(peer, own->versions)) +
           ")";
}

void updateWatching(le_msg_Session& session)
{
    const bool waits = isBlocked(session);
    if (waits && !session.stall.isWaitedFor && session.side == Side::Server)
    {
        watchForStall(session);
    }
    session.stall.isWaitedFor = waits;
    // A server does not read from a client that does not read: the answers would only wait.
    const bool isRead = !session.isPaused && !(waits && session.side == Side::Server);
    const bool waitsForSocket = waits && !session.waitsForRoom;
    const uint32_t events = (isRead ? static_cast<uint32_t>(EPOLLIN) : 0u) |
                            (waitsForSocket ? static_cast<uint32_t>(EPOLLOUT) : 0u) |
                            (session.watcher.events & EPOLLET);
    if (session.watcher.loop != nullptr && session.watcher.events != events)
    {
        event::changeWatching(session.watcher, events);
    }
}

void updateRunAgain(le_msg_Session& session)
{
    const bool isRead = !session.isPaused && !(session.side == Side::Server && isBlocked(session));
    if (session.isGathering || ((session.batch != nullptr || session.mayHoldMore) && isRead) ||
        !session.deferred.isEmpty())
    {
        event::runAgain(session.watcher);
    }
    else
    {
        event::doNotRunAgain(session.watcher);
    }
}

void giveUp(le_msg_Session& session, const char* why)
{
    if (!session.isBroken)
    {
        const bool isServer = session.side == Side::Server;
        LE_ERROR_IF(!isServer || noteOffence(session), "Session '%s' (peer pid %d) ends: %s.", session.interface.name,
                    isServer ? session.clientPid : session.serverPid, why);
        session.isBroken = true;
        ::shutdown(session.fd, SHUT_RDWR);
    }
}

// Not inlined: it compares its own frame to that of a turn that may call it.
[[gnu::noinline]] void shutSocket(le_msg_Session& session)
{
    if (wasTurnLeft(session, __builtin_frame_address(0)))
    {
        session.turnFrame = nullptr;
        releaseReference(session);  // the turn's
    }
    event::stopWatching(session.watcher);
    stopGathering(session);
    if (session.batch != nullptr)
    {
        releaseMessage(std::exchange(session.batch, nullptr));
    }
    forgetInSpare(session);
    if (session.fd >= 0)
    {
        formats::closeWhole(session.fd);
        session.fd = -1;
    }
    while (!session.outgoing.isEmpty())
    {
        releaseMessage(session.outgoing.pop());
    }
    while (!session.deferred.isEmpty())
    {
        releaseMessage(session.deferred.pop());
    }
    session.isBroken = false;
    session.isPaused = false;
    session.placesToFollow = 0;
    session.waitsForRoom = false;
    session.inFlight = 0;
}

}  // namespace ligature::messaging

using namespace ligature::messaging;

void le_msg_SetSessionContextPtr(le_msg_SessionRef_t sessionRef, void* contextPtr)
{
    if (LocalSession* local = toLocal(sessionRef))
    {
        local->context = contextPtr;
        return;
    }
    checkSession(sessionRef);
    sessionRef->context = contextPtr;
}

void* le_msg_GetSessionContextPtr(le_msg_SessionRef_t sessionRef)
{
    if (const LocalSession* local = toLocal(sessionRef))
    {
        return local->context;
    }
    checkSession(sessionRef);
    return sessionRef->context;
}

le_msg_ProtocolRef_t le_msg_GetSessionProtocol(le_msg_SessionRef_t sessionRef)
{
    if (toLocal(sessionRef) != nullptr)
    {
        return nullptr;
    }
    checkSession(sessionRef);
    return sessionRef->interface.protocol;
}

le_msg_InterfaceRef_t le_msg_GetSessionInterface(le_msg_SessionRef_t sessionRef)
{
    if (toLocal(sessionRef) != nullptr)
    {
        return nullptr;
    }
    checkSession(sessionRef);
    return &sessionRef->interface;
}

le_msg_PeerProtocol_t le_msg_GetPeerProtocol(le_msg_SessionRef_t sessionRef)
{
    if (toLocal(sessionRef) != nullptr)
    {
        return {};
    }
    checkSession(sessionRef);
    return {sessionRef->peer.maxMessageSize, sessionRef->peer.oldestVersion, sessionRef->peer.newestVersion};
}

void le_msg_CloseSession(le_msg_SessionRef_t sessionRef)
{
    if (LocalSession* local = toLocal(sessionRef))
    {
        closeLocal(*local);
        return;
    }
    checkSession(sessionRef);
    checkOwner(*sessionRef);
    if (sessionRef->side == Side::Client)
    {
        closeClient(*sessionRef);
    }
    else
    {
        closeServer(*sessionRef);
    }
}

void le_msg_Send(le_msg_MessageRef_t msgRef)
{
    if (LocalMessage* local = toLocal(msgRef))
    {
        send(*local);
        return;
    }
    Message* message = toMessage(msgRef);
    le_msg_Session& session = *message->session();
    checkOwner(session);
    LE_FATAL_IF(message->needsResponse, "Session '%s': le_msg_Send() does not answer a request; use le_msg_Respond().",
                session.interface.name);
    message->transaction = 0;
    if (session.state != State::Open)
    {
        releaseMessage(message);
        return;
    }
    post(session, message);
}
