// Local services: client and server are threads of one process, and a message goes from one to the other as it is.
//
// One lock guards all that the two sides share. What a thread has to do waits in a queue of the session; the event loop
// of the thread is told through a queue item that is a member of the session, so nothing is allocated to deliver.
#pragma once

#include <string>

#include "runtime/lib/messaging/session.h"

namespace ligature::messaging
{

using LocalMessage = le_msg_LocalMessage_t;

/// What the library keeps about a service that was initialised; lives as long as the process.
struct LocalServer
{
    le_msg_LocalService_t* service = nullptr;
    std::string name;
    thread::Thread* thread = nullptr;  ///< that runs the receive handler; null: not advertised
    LocalServer* next = nullptr;
};

/// Messages in the order they came; links through LocalMessage::nextPtr.
struct LocalQueue
{
    LocalMessage* first = nullptr;
    LocalMessage* last = nullptr;
    size_t count = 0;

    void push(LocalMessage* message);
    LocalMessage* pop();  ///< null if empty
};

/// Asynchronous requests whose clients have not been told the answer yet, in the order in which they were made; links
/// through LocalMessage::nextPendingPtr and previousPendingPtr, so that each can be taken out. One that isFailed
/// belongs to the client here, another to who works on it.
struct LocalRequests
{
    LocalMessage* first = nullptr;
    LocalMessage* last = nullptr;

    bool has(const LocalMessage& message) const { return message.previousPendingPtr != nullptr || first == &message; }
    void add(LocalMessage& message);
    void remove(LocalMessage& message);  ///< which is there
};

enum class LocalState : uint8_t
{
    Closed,
    Open,
    Ended  ///< by the server; the client has not closed it yet
};

struct LocalSession
{
    static constexpr uint32_t kMagic = 0x4c434c53;

    uint32_t magic = kMagic;  ///< must be first, as in le_msg_Session
    uint32_t references = 1;
    LocalServer* server = nullptr;
    thread::Thread* client = nullptr;  ///< null: that thread has ended
    LocalState state = LocalState::Closed;
    uint32_t timeLimit = 0;  ///< as le_msg_Session's
    bool isOverdue = false;
    bool hasToldUntaken = false;  ///< as le_msg_Session's
    bool hasDropped = false;      ///< as le_msg_Session's
    bool waitsForRoom = false;    ///< the client, in `toServer`; `answered` tells it
    void* context = nullptr;
    le_msg_ReceiveHandler_t receiveHandler = nullptr;
    void* receiveContext = nullptr;

    LocalQueue toServer;
    LocalQueue toClient;
    event::QueueItem serverItem;
    event::QueueItem clientItem;
    bool isServerQueued = false;  ///< its item holds a reference
    bool isClientQueued = false;

    LocalRequests pending;
    LocalMessage* awaited = nullptr;  ///< the synchronous one
    LocalMessage* answer = nullptr;
    le_sem_Ref_t answered = nullptr;

    Links<LocalSession> ofProcess;
};

/// The local session behind a reference; null if it is another one, fatal if it is none.
inline LocalSession* toLocal(le_msg_SessionRef_t reference)
{
    auto* local = reinterpret_cast<LocalSession*>(reference);
    return local != nullptr && local->magic == LocalSession::kMagic ? local : nullptr;
}

/// The local message behind a reference; null if it is another one. One load for a message that is not local.
inline LocalMessage* toLocal(le_msg_MessageRef_t reference)
{
    if (reference == nullptr || reinterpret_cast<Message*>(reference)->magic == Message::kMagic) [[likely]]
    {
        return nullptr;
    }
    return toLocal(reference->sessionRef) != nullptr ? reinterpret_cast<LocalMessage*>(reference) : nullptr;
}

/// The local service behind a reference; null if it is another one.
inline le_msg_LocalService_t* toLocal(le_msg_ServiceRef_t reference)
{
    return reference != nullptr && reference->type == le_msg_Service::LE_MSG_SERVICE_LOCAL
               ? reinterpret_cast<le_msg_LocalService_t*>(reference)
               : nullptr;
}

// What the functions of the API do with local references; contracts in le_messaging.h.
LocalMessage* createMessage(LocalSession& session);
void releaseMessage(LocalMessage& message);
size_t capacityOf(const LocalMessage& message);
inline Descriptors receivedOf(LocalMessage& message)
{
    return {message.receivedFd, message.receivedFdsPtr};
}
inline Descriptors outgoingOf(LocalMessage& message)
{
    return {message.fd, message.fdsPtr};
}
void send(LocalMessage& message);
bool sendOneWay(LocalMessage& message);
void request(LocalMessage& message, le_msg_ResponseCallback_t callback, void* context);
LocalMessage* requestSync(LocalMessage& message);
void respond(LocalMessage& message);
/// `wait`: until the service is there. False: it is not there.
bool openLocal(LocalSession& session, bool wait);
void closeLocal(LocalSession& session);
void advertise(le_msg_LocalService_t& service);
void setReceiver(le_msg_LocalService_t& service, le_msg_ReceiveHandler_t handler, void* context);

/// The calling thread ends: so do its sessions and its services' sessions.
void endLocalOfThread();

}  // namespace ligature::messaging
