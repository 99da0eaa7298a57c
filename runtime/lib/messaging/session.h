// What a session is, on either side.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <string>

#include "runtime/formats/directory_protocol.h"
#include "runtime/lib/event/loop.h"
#include "runtime/lib/messaging/call_times.h"
#include "runtime/lib/messaging/message.h"
#include "runtime/lib/messaging/pending_requests.h"
#include "runtime/lib/thread/thread.h"

namespace ligature::messaging
{

struct Service;

/// A member of a doubly linked list of one thread or service.
template <typename T>
struct Links
{
    T* next = nullptr;
    T* previous = nullptr;
};

template <typename T, Links<T> T::*links>
struct List
{
    T* first = nullptr;

    void add(T& item)
    {
        (item.*links).next = first;
        (item.*links).previous = nullptr;
        if (first != nullptr)
        {
            (first->*links).previous = &item;
        }
        first = &item;
    }

    void remove(T& item)
    {
        T* next = (item.*links).next;
        T* previous = (item.*links).previous;
        (previous != nullptr ? (previous->*links).next : first) = next;
        if (next != nullptr)
        {
            (next->*links).previous = previous;
        }
        item.*links = {};
    }
};

/// How the client of a server-side session keeps up with what waits for it; see stall.h.
struct Stall
{
    bool isWaitedFor = false;
    uint32_t looks = 0;  ///< in a row, at which it had taken nothing
    int unread = 0;      ///< bytes in its socket at the last look
    bool hasSent = false;
};

enum class Side : uint8_t
{
    Client,
    Server
};

enum class State : uint8_t
{
    Closed,
    Opening,  ///< the Service Directory has not answered yet
    Open,
    Closing  ///< close handlers are running
};

/// Memory that may queue up for a peer that does not read, or for a thread that does not run its event loop. Beyond,
/// the session ends: a peer must not be able to take all memory.
inline constexpr size_t kQueueLimit = 8u << 20;

/// Received messages that a server may hold of one session before the session is not read from any more.
inline constexpr uint32_t kHeldLimit = 1024;

/// Numbers sessions of the process, for people who look at them: 1, 2, 3...
uint32_t newSessionNumber();

}  // namespace ligature::messaging

/// What every call looks at stands together: with many sessions, each place in memory that is far from the others costs
/// time.
struct alignas(64) le_msg_Session
{
    static constexpr uint32_t kMagic = 0x53455353;

    uint32_t magic = kMagic;
    const uint32_t number = ligature::messaging::newSessionNumber();
    std::atomic<uint32_t> references{1};
    int fd = -1;
    ligature::thread::Thread* owner = nullptr;
    std::atomic<ligature::messaging::State> state{ligature::messaging::State::Closed};
    ligature::messaging::Side side = ligature::messaging::Side::Client;
    bool isBroken = false;                       ///< given up; the event loop will close it
    std::atomic<bool> isPaused{false};           ///< server: too many messages are held
    uint8_t credit = 0;                          ///< server: further answers that it may have in this and later turns
    uint8_t placesToFollow = 0;                  ///< descriptors of the next message, announced by the peer
    bool isGathering = false;                    ///< `outgoing` goes at the end of the turn
    bool waitsForRoom = false;                   ///< `outgoing` waits for other descriptors to arrive; see in_flight.h
    bool mayHoldMore = false;                    ///< server: the socket may hold something that no event will tell of
    ligature::messaging::MessageQueue outgoing;  ///< what the socket did not take, or what is being gathered
    ligature::messaging::Message* batch = nullptr;  ///< received, with messages that are still to be taken
    uint32_t batchAt = 0;
    uint32_t lastSynchronous = 0;  ///< client: id of its last synchronous request, without kWaits
    ligature::messaging::PendingRequests* pending = nullptr;  ///< client: its own; null until it has had one
    uint64_t serverToken = 0;
    uint32_t timeLimit = 0;     ///< milliseconds that the server has to answer a synchronous request; 0: any
    uint32_t held = 0;          ///< server: received messages not released by the owner
    void* turnFrame = nullptr;  ///< where on the stack its messages are being handled
    ligature::messaging::Service* service = nullptr;
    ligature::messaging::CallTimes answerTimes;
    uint64_t answered = 0;  ///< server: when the last answer that a client waits for was sent, as ticks() tells it
    le_msg_Interface interface {
    };
    ligature::event::FdWatcher watcher;
    bool isEnding = false;  ///< server: the client has closed its end: what it sent before is all that comes
    bool isAhead = false;   ///< server: the client was seen to send requests before it has its answers
    bool isAlone = false;   ///< server: no other session of its thread has had a turn of late
    bool hasRun = false;    ///< server: the client, since it got the answer that it waited for
    bool hasAsked = false;  ///< server: a good message has come, and no offence after it
    std::atomic<uint32_t> givenBack{0};  ///< server: of the messages held, those released by other threads
    uint32_t inFlight = 0;               ///< descriptors sent since the peer was seen to have taken all
    size_t gatheredMessages = 0;
    size_t gatheredBytes = 0;
    ligature::messaging::Links<le_msg_Session> ofGathering;
    void* context = nullptr;
    ligature::directory::Speaks peer{};  ///< the other side, since the session was opened

    // Client side.
    ligature::messaging::Links<le_msg_Session> ofThread;
    ligature::messaging::MessageQueue deferred;  ///< received during a synchronous request
    bool isOverdue = false;                      ///< the server has not answered within the time limit
    bool isGone = false;                         ///< something could not be sent because the peer is gone
    bool isDeleted = false;                      ///< le_msg_DeleteSession() was called
    bool hasToldUntaken = false;                 ///< server: that a request was answered and its descriptor not taken
    bool hasDropped = false;                     ///< a message, for want of a receive handler, since it was opened
    pid_t serverPid = -1;
    le_msg_ReceiveHandler_t receiveHandler = nullptr;
    void* receiveContext = nullptr;
    le_msg_SessionEventHandler_t closeHandler = nullptr;
    void* closeContext = nullptr;
    le_msg_SessionEventHandler_t openCallback = nullptr;
    void* openContext = nullptr;

    // Server side.
    ligature::messaging::Links<le_msg_Session> ofService;
    ligature::messaging::Stall stall;
    ligature::event::QueueItem ownerItem;  ///< work that another thread leaves to the owner
    bool isOwnerQueued = false;            ///< guarded by ownerLock()
    std::atomic<bool> isUnanswered{false};
    uid_t clientUid = static_cast<uid_t>(-1);
    pid_t clientPid = -1;
    char clientAgent[ligature::directory::kAgentSize] = {};
};

namespace ligature::messaging
{

/// Fatal if the reference is none.
inline void checkSession(le_msg_SessionRef_t session)
{
    LE_FATAL_IF(session == nullptr || session->magic != le_msg_Session::kMagic, "Session reference %p is not valid.",
                static_cast<void*>(session));
}

/// Fatal if the calling thread does not own the session.
inline void checkOwner(const le_msg_Session& session)
{
    LE_FATAL_IF(session.owner != thread::current(), "Session '%s' is used by a thread that doesn't own session.",
                session.interface.name);
}

inline void addReference(le_msg_Session& session)
{
    session.references.fetch_add(1, std::memory_order_relaxed);
}

void destroySession(le_msg_Session& session);

inline void releaseReference(le_msg_Session& session)
{
    if (session.references.fetch_sub(1, std::memory_order_acq_rel) == 1)
    {
        destroySession(session);
    }
}

/// Has a reference as long as it lives, or until a handler that runs meanwhile has ended its thread.
class SessionUse
{
public:
    explicit SessionUse(le_msg_Session& session) : session_(session) { addReference(session); }
    ~SessionUse() { releaseReference(session_); }
    SessionUse(const SessionUse&) = delete;
    SessionUse& operator=(const SessionUse&) = delete;

private:
    le_msg_Session& session_;
};

/// Whether something waits because the socket does not take it.
inline bool isBlocked(const le_msg_Session& session)
{
    return !session.outgoing.isEmpty() && !session.isGathering;
}

/// Starts and stops watching the socket for what the session needs now.
void updateWatching(le_msg_Session& session);

/// Sees to it that the event loop comes back to a session with something left to do that no event will tell.
void updateRunAgain(le_msg_Session& session);

/// Makes sure that the session ends soon, through the event loop: logs why, sends and receives nothing more.
void giveUp(le_msg_Session& session, const char* why);

/// Stops watching, closes the socket, drops what is queued, gives back the reference of a turn that was left. The
/// caller has another one. No handler runs.
void shutSocket(le_msg_Session& session);

/// For the end of a log line: " (client speaks version 4 to 6, server 1 to 3)"; "" unless they differ.
std::string describeVersions(const le_msg_Session& session);

}  // namespace ligature::messaging
