// Turns of sessions on the server's side: what is taken from a client when the event loop finds something of it, before
// others have theirs.
#include "runtime/lib/messaging/server_turn.h"

#include <algorithm>

#include "runtime/lib/messaging/incoming.h"
#include "runtime/lib/messaging/outgoing.h"
#include "runtime/lib/messaging/per_thread.h"
#include "runtime/lib/messaging/server.h"
#include "runtime/lib/messaging/service.h"
#include "runtime/lib/messaging/turn.h"

namespace ligature::messaging
{

namespace
{

/// What is taken from one client in one turn, before others have theirs.
struct Limits
{
    int datagrams;
    int messages;  ///< in them

    /// Added to the credit of a client that waits for each answer. One that asks again while its answer is being sent
    /// has a further one in the same turn, as long as it has credit: it need not be waited for, and what it needs is in
    /// the processor's caches still.
    uint8_t credit;
};

constexpr Limits kAlone{8, 64, 7};

/// While other clients are being served too: their next requests may be on their way. That is so until one client has
/// had so many turns in a row.
constexpr Limits kAmongOthers{1, 16, 1};
constexpr uint32_t kTurnsUntilAlone = 32;

/// Credit is kept for later turns, up to this: whoever was not as quick in one gets more in another, so that in the
/// long run all get the same (deficit round robin).
constexpr uint8_t kMostCredit = 31;

/// A client that waits for each answer gets no further one in a turn when the time of so many sends has gone since its
/// first.
constexpr uint64_t kSendsPerTurn = 128;

le_msg_Session& sessionOf(event::FdWatcher& watcher)
{
    return *reinterpret_cast<le_msg_Session*>(reinterpret_cast<char*>(&watcher) - offsetof(le_msg_Session, watcher));
}

/// Received messages that have not been released.
uint32_t heldOf(const le_msg_Session& session)
{
    return session.held - session.givenBack;
}

[[gnu::hot]] void handleMessage(le_msg_Session& session, Message* message)
{
    message->needsResponse = message->transaction != 0;
    message->isCounted = true;
    session.hasAsked = true;
    ++session.held;
    if (heldOf(session) >= kHeldLimit)
    {
        session.isPaused = true;
        resumeIfReady(session);  // another thread may have released some before it could see the pause
        updateWatching(session);
    }
    const Service& service = *session.service;
    if (service.receiveHandler == nullptr)
    {
        LE_ERROR("Service '%s' has no receive handler: the session of pid %d ends.", service.interface.name,
                 session.clientPid);
        message->needsResponse = false;
        releaseMessage(message);
        closeServer(session);
        return;
    }
    // The handler may give its reference back and still ask whose message it works on: keep one here. Nobody else has
    // the message yet.
    message->references.store(2, std::memory_order_relaxed);
    const CurrentMessage current(&message->open, __builtin_frame_address(0));
    service.receiveHandler(&message->open, service.receiveContext);
    current.end();
    releaseByUser(message);
}

/// From a client that something waits for, nothing is taken: one that does not read its answers gets no more of them.
[[gnu::always_inline]] inline bool isServed(const le_msg_Session& session)
{
    return session.state == State::Open && !session.isBroken && !session.isPaused && !isBlocked(session);
}

/// A turn of the session begins: notes whether other sessions have had theirs of late.
void noteTurn(le_msg_Session& session)
{
    PerThread& own = perThread();
    if (own.lastTurn != session.number)
    {
        own.lastTurn = session.number;
        own.turnsInARow = 0;
    }
    session.isAlone = ++own.turnsInARow > kTurnsUntilAlone;
}

/// Where a datagram came from, more may wait; unless its sender waits for the answer to it. The event loop is told
/// before a handler runs, which may leave by longjmp().
void noteWhatFollows(le_msg_Session& session, const Message& message)
{
    session.mayHoldMore = session.isEnding || (message.transaction & kWaits) == 0;
    if (session.mayHoldMore || session.watcher.mustRun)
    {
        updateRunAgain(session);
    }
}

/// A session from which no message could be received ends.
[[gnu::cold, gnu::noinline]] void endReceiving(le_msg_Session& session, ReceiveStatus status)
{
    if (status == ReceiveStatus::Bad)
    {
        LE_ERROR_IF(noteOffence(session), "Session '%s': pid %d sends a malformed message and is disconnected%s.",
                    session.interface.name, session.clientPid, describeVersions(session).c_str());
    }
    if (status == ReceiveStatus::NoDescriptors)
    {
        LE_ERROR_IF(noteOffence(session),
                    "Session '%s': this process has no file descriptors left for those that pid %d sends, which is "
                    "disconnected.",
                    session.interface.name, session.clientPid);
    }
    closeServer(session);
}

[[gnu::hot]] void takeMessages(le_msg_Session& session)
{
    noteTurn(session);
    const Limits& most = session.isAlone ? kAlone : kAmongOthers;
    session.credit = static_cast<uint8_t>(std::min(session.credit + most.credit, +kMostCredit));
    const size_t queued = event::queuedCount();
    uint64_t first = 0;  // when the first answer was sent
    bool wasRequest = false;
    bool hasAskedAgain = false;
    int datagrams = 0;
    for (int messages = 0; messages < most.messages && isServed(session); ++messages)
    {
        const bool isNewDatagram = session.batch == nullptr;
        if (isNewDatagram && !hasAskedAgain && (!session.mayHoldMore || datagrams++ == most.datagrams))
        {
            return;
        }
        Message* message = nullptr;
        const ReceiveStatus status = receiveNext(session, false, &message);
        if (status == ReceiveStatus::Empty)
        {
            if (hasAskedAgain)
            {
                session.answerTimes.correct();
            }
            session.isAhead = false;
            session.mayHoldMore = false;
            updateRunAgain(session);
            return;
        }
        if (status != ReceiveStatus::Done)
        {
            endReceiving(session, status);
            return;
        }
        session.isAhead |= isNewDatagram && wasRequest;
        wasRequest = message->transaction != 0 && (message->transaction & kWaits) == 0;
        noteWhatFollows(session, *message);
        const bool isFirst = !session.hasAsked;
        session.hasRun = false;
        handleMessage(session, message);
        perThread().served += !isFirst && session.state == State::Open;
        first = first == 0 ? session.answered : first;
        // What the handler or another thread has queued meanwhile comes before the client's next request.
        hasAskedAgain = session.hasRun && session.credit > 0 && event::queuedCount() <= queued &&
                        session.answerTimes.isShort(session.answered - first, kSendsPerTurn);
        session.credit -= hasAskedAgain ? 1 : 0;
    }
}

}  // namespace

void resumeIfReady(le_msg_Session& session)
{
    if (session.isPaused && heldOf(session) <= kHeldLimit / 2)
    {
        session.isPaused = false;
        updateWatching(session);
        updateRunAgain(session);
    }
}

[[gnu::hot]] void onServerEvent(event::FdWatcher& watcher, uint32_t events)
{
    le_msg_Session& session = sessionOf(watcher);
    Service& service = *session.service;
    void* frame = __builtin_frame_address(0);
    const ServiceUse use(service);
    if (wasTurnLeft(session, frame)) [[unlikely]]
    {
        releaseService(service);  // that turn still used it
    }
    const Turn turn(session, frame);
    if (perThread().current != nullptr) [[unlikely]]
    {
        CurrentMessage::get(frame);  // what was left behind may end the session
    }
    if ((events & EPOLLOUT) != 0 && !session.isBroken)
    {
        flushOutgoing(session);
    }
    session.isEnding |= (events & (EPOLLHUP | EPOLLERR)) != 0;
    session.mayHoldMore |= (events & EPOLLIN) != 0;
    if ((session.mayHoldMore || session.batch != nullptr) && isServed(session))
    {
        takeMessages(session);
    }
    else if (session.isEnding)
    {
        closeServer(session);
    }
    if (session.isBroken)
    {
        closeServer(session);
    }
}

}  // namespace ligature::messaging
