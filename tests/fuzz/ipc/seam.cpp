#include "tests/fuzz/ipc/seam.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <iterator>
#include <new>
#include <utility>
#include <vector>

#include "runtime/lib/messaging/descriptors.h"
#include "runtime/lib/messaging/one_way.h"
#include "runtime/lib/messaging/payload.h"
#include "runtime/lib/messaging/service_end.h"
#include "tests/fuzz/descriptors.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__clang__)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(address, bytes) ((void)(address))
#define ASAN_UNPOISON_MEMORY_REGION(address, bytes) ((void)(address))
#endif

struct le_msg_Protocol
{
    size_t largest;
};

struct le_msg_Session
{
    le_msg_ProtocolRef_t protocol;
    bool isServerSide;
    bool isOpen;
    int references;
    void* context;
    le_msg_ReceiveHandler_t onMessage;
    void* onMessageContext;
};

namespace
{

using ligature::fuzz::Answer;
using ligature::fuzz::Datagram;

constexpr size_t kLargest = 1 << 20;

struct Message
{
    le_msg_Message open;
    int references;
    bool needsResponse;
    int received[LE_MSG_MAX_FDS];
    int outgoing[LE_MSG_MAX_FDS];
    size_t size;
    size_t capacity;
    uint8_t* payload;
};

struct Service
{
    le_msg_Service open;
    le_msg_ProtocolRef_t protocol;
    le_msg_ReceiveHandler_t onMessage;
    void* onMessageContext;
    le_msg_SessionEventHandler_t onClose;
    void* onCloseContext;
};

struct World
{
    le_msg_Protocol protocol{};
    Service service{};
    Message* receiving = nullptr;
    Datagram* answer = nullptr;
    bool isAnswered = false;
    Answer onRequest = nullptr;
    void (*onOneWay)(const Datagram&) = nullptr;
    Datagram report;
    std::vector<le_msg_SessionRef_t> clients;
    int messages = 0;
    int sessions = 0;
};

World& world()
{
    static World all;
    return all;
}

Message* toMessage(le_msg_MessageRef_t reference)
{
    return reinterpret_cast<Message*>(reference);
}

void drop(le_msg_SessionRef_t session)
{
    if (--session->references == 0)
    {
        --world().sessions;
        delete session;
    }
}

void closeFile(int fd)
{
    if (fd >= 0)
    {
        close(fd);
    }
}

// Payloads are used again, the one that has been idle longest first; nobody may touch those that are idle.
std::deque<uint8_t*>& idlePayloads()
{
    static auto* all = new std::deque<uint8_t*>;
    return *all;
}

uint8_t* takePayload(size_t capacity)
{
    constexpr size_t kIdle = 8;
    static size_t idleCapacity = 0;
    std::deque<uint8_t*>& idle = idlePayloads();
    if (capacity != idleCapacity)
    {
        std::for_each(idle.begin(), idle.end(), free);
        idle.clear();
        idleCapacity = capacity;
    }
    if (idle.size() < kIdle)
    {
        return static_cast<uint8_t*>(calloc(1, capacity));
    }
    uint8_t* payload = idle.front();
    idle.pop_front();
    ASAN_UNPOISON_MEMORY_REGION(payload, capacity);
    return payload;
}

void givePayload(uint8_t* payload, size_t capacity)
{
    ASAN_UNPOISON_MEMORY_REGION(payload, capacity);
    memset(payload, 0, capacity);
    ASAN_POISON_MEMORY_REGION(payload, capacity);
    idlePayloads().push_back(payload);
}

Message* make(le_msg_SessionRef_t session)
{
    auto* message = new Message{};
    message->open.sessionRef = session;
    message->references = 1;
    std::fill(std::begin(message->received), std::end(message->received), -1);
    std::fill(std::begin(message->outgoing), std::end(message->outgoing), -1);
    message->capacity = session->protocol->largest;
    message->payload = takePayload(message->capacity);
    ++session->references;
    ++world().messages;
    return message;
}

// A received message, of which nothing can be read beyond what came.
Message* receive(le_msg_SessionRef_t session, const Datagram& datagram)
{
    Message* message = make(session);
    message->size = std::min(datagram.bytes.size(), message->capacity);
    memcpy(message->payload, datagram.bytes.data(), message->size);
    for (size_t place = 0; place < LE_MSG_MAX_FDS; ++place)
    {
        message->received[place] = (datagram.files >> place & 1) != 0 ? ligature::fuzz::newFile() : -1;
    }
    ASAN_POISON_MEMORY_REGION(message->payload + message->size, message->capacity - message->size);
    return message;
}

Datagram sent(const Message& message)
{
    Datagram datagram{{reinterpret_cast<const char*>(message.payload), message.size}};
    for (size_t place = 0; place < LE_MSG_MAX_FDS; ++place)
    {
        datagram.files |= static_cast<uint8_t>((message.outgoing[place] >= 0 ? 1 : 0) << place);
    }
    return datagram;
}

void endServerSession(le_msg_SessionRef_t session)
{
    if (session->isOpen)
    {
        if (world().service.onClose != nullptr)
        {
            world().service.onClose(session, world().service.onCloseContext);
        }
        session->isOpen = false;
        drop(session);
    }
}

}  // namespace

namespace ligature::fuzz
{

le_msg_SessionRef_t openClient()
{
    ++world().sessions;
    // One reference for being open, one for the caller.
    return new le_msg_Session{&world().protocol, true, true, 2, nullptr, nullptr, nullptr};
}

bool isOpen(le_msg_SessionRef_t session)
{
    return session->isOpen;
}

void closeClient(le_msg_SessionRef_t session)
{
    endServerSession(session);
    drop(session);
}

bool request(le_msg_SessionRef_t session, const Datagram& datagram, bool needsResponse, Datagram* answer)
{
    Message* message = receive(session, datagram);
    message->needsResponse = needsResponse;
    world().answer = answer;
    world().isAnswered = false;
    world().receiving = message;
    world().service.onMessage(&message->open, world().service.onMessageContext);
    world().receiving = nullptr;
    world().answer = nullptr;
    return world().isAnswered;
}

void setAnswer(Answer answer)
{
    world().onRequest = answer;
}

void setOneWay(void (*receiver)(const Datagram& call))
{
    world().onOneWay = receiver;
}

void indicate(const Datagram& datagram)
{
    for (size_t i = 0; i < world().clients.size(); ++i)
    {
        le_msg_SessionRef_t session = world().clients[i];
        session->onMessage(&receive(session, datagram)->open, session->onMessageContext);
    }
}

Datagram& lastReport()
{
    return world().report;
}

int newFile()
{
    return newDescriptor();
}

int openFiles()
{
    return openDescriptors();
}

int liveMessages()
{
    return world().messages;
}

int liveSessions()
{
    return world().sessions;
}

}  // namespace ligature::fuzz

ligature::messaging::Payload ligature::messaging::contentOf(le_msg_MessageRef_t reference)
{
    Message* message = toMessage(reference);
    return {message->payload, message->size};
}

ligature::messaging::Payload ligature::messaging::roomOf(le_msg_MessageRef_t reference)
{
    return {static_cast<uint8_t*>(le_msg_GetPayloadPtr(reference)), le_msg_GetMaxPayloadSize(reference)};
}

// What generated code does not write is not zero by chance.
le_msg_MessageRef_t ligature::messaging::createUncleared(le_msg_SessionRef_t session)
{
    Message* message = make(session);
    memset(message->payload, 0xA5, message->capacity);
    return &message->open;
}

void ligature::messaging::keepCopies(le_msg_MessageRef_t) {}

void ligature::messaging::onDeletion(le_msg_ServiceRef_t, void (*)(void*), void*) {}

void ligature::messaging::endServices() {}

bool ligature::messaging::sendOneWay(le_msg_MessageRef_t msgRef)
{
    const bool isTaken = world().onOneWay != nullptr;
    if (isTaken)
    {
        world().onOneWay(sent(*toMessage(msgRef)));
    }
    le_msg_ReleaseMsg(msgRef);
    return isTaken;
}

extern "C" {
le_msg_ProtocolRef_t le_msg_GetProtocolRef(const char*, size_t largestMsgSize)
{
    world().protocol.largest = std::min(largestMsgSize, kLargest);
    return &world().protocol;
}

le_msg_SessionRef_t le_msg_CreateSession(le_msg_ProtocolRef_t protocolRef, const char*)
{
    ++world().sessions;
    return new le_msg_Session{protocolRef, false, false, 1, nullptr, nullptr, nullptr};
}

le_msg_SessionRef_t le_msg_CreateLocalSession(le_msg_LocalService_t*)
{
    return nullptr;
}

void le_msg_OpenSessionSync(le_msg_SessionRef_t sessionRef)
{
    sessionRef->isOpen = true;
    world().clients.push_back(sessionRef);
}

le_result_t le_msg_TryOpenSessionSync(le_msg_SessionRef_t sessionRef)
{
    le_msg_OpenSessionSync(sessionRef);
    return LE_OK;
}

void le_msg_DeleteSession(le_msg_SessionRef_t sessionRef)
{
    sessionRef->isOpen = false;
    std::erase(world().clients, sessionRef);
    drop(sessionRef);
}

void le_msg_CloseSession(le_msg_SessionRef_t sessionRef)
{
    endServerSession(sessionRef);
}

void le_msg_SetSessionContextPtr(le_msg_SessionRef_t sessionRef, void* contextPtr)
{
    sessionRef->context = contextPtr;
}

void* le_msg_GetSessionContextPtr(le_msg_SessionRef_t sessionRef)
{
    return sessionRef->context;
}

void le_msg_SetSessionRecvHandler(le_msg_SessionRef_t sessionRef, le_msg_ReceiveHandler_t handlerFunc, void* contextPtr)
{
    sessionRef->onMessage = handlerFunc;
    sessionRef->onMessageContext = contextPtr;
}

void le_msg_SetSessionCloseHandler(le_msg_SessionRef_t, le_msg_SessionEventHandler_t, void*) {}

void le_msg_SetSessionTimeLimit(le_msg_SessionRef_t, uint32_t) {}

le_result_t le_msg_GetClientProcessId(le_msg_SessionRef_t, pid_t* processIdPtr)
{
    *processIdPtr = 1;
    return LE_OK;
}

le_msg_PeerProtocol_t le_msg_GetPeerProtocol(le_msg_SessionRef_t)
{
    return {};
}

void le_msg_ReleaseMsg(le_msg_MessageRef_t msgRef)
{
    Message* message = toMessage(msgRef);
    if (--message->references == 0)
    {
        std::for_each(std::begin(message->received), std::end(message->received), closeFile);
        std::for_each(std::begin(message->outgoing), std::end(message->outgoing), closeFile);
        givePayload(message->payload, message->capacity);
        drop(message->open.sessionRef);
        --world().messages;
        delete message;
    }
}

void* le_msg_GetPayloadPtr(le_msg_MessageRef_t msgRef)
{
    return toMessage(msgRef)->payload;
}

// Who asks this is about to write.
size_t le_msg_GetMaxPayloadSize(le_msg_MessageRef_t msgRef)
{
    Message* message = toMessage(msgRef);
    ASAN_UNPOISON_MEMORY_REGION(message->payload, message->capacity);
    return message->capacity;
}

void le_msg_SetPayloadSize(le_msg_MessageRef_t msgRef, size_t bytes)
{
    toMessage(msgRef)->size = bytes;
}

le_msg_SessionRef_t le_msg_GetSession(le_msg_MessageRef_t msgRef)
{
    return msgRef->sessionRef;
}

bool le_msg_NeedsResponse(le_msg_MessageRef_t msgRef)
{
    return toMessage(msgRef)->needsResponse;
}

void le_msg_SetFdAt(le_msg_MessageRef_t msgRef, size_t place, int fd)
{
    toMessage(msgRef)->outgoing[place] = fd;
}

int le_msg_GetFdAt(le_msg_MessageRef_t msgRef, size_t place)
{
    return std::exchange(toMessage(msgRef)->received[place], -1);
}

void le_msg_Send(le_msg_MessageRef_t msgRef)
{
    world().report = sent(*toMessage(msgRef));
    le_msg_ReleaseMsg(msgRef);
}

void le_msg_Respond(le_msg_MessageRef_t msgRef)
{
    Message* message = toMessage(msgRef);
    world().isAnswered = true;
    if (world().answer != nullptr)
    {
        *world().answer = sent(*message);
    }
    message->needsResponse = false;
    le_msg_ReleaseMsg(msgRef);
}

le_msg_MessageRef_t le_msg_RequestSyncResponse(le_msg_MessageRef_t msgRef)
{
    Datagram answer;
    le_msg_SessionRef_t session = msgRef->sessionRef;
    const bool isAnswered = world().onRequest != nullptr && world().onRequest(sent(*toMessage(msgRef)), answer);
    le_msg_ReleaseMsg(msgRef);
    return isAnswered ? &receive(session, answer)->open : nullptr;
}

le_msg_ServiceRef_t le_msg_CreateService(le_msg_ProtocolRef_t protocolRef, const char*)
{
    world().service.protocol = protocolRef;
    return &world().service.open;
}

void le_msg_AdvertiseService(le_msg_ServiceRef_t) {}

void le_msg_SetServiceRecvHandler(le_msg_ServiceRef_t, le_msg_ReceiveHandler_t handlerFunc, void* contextPtr)
{
    world().service.onMessage = handlerFunc;
    world().service.onMessageContext = contextPtr;
}

le_msg_SessionEventHandlerRef_t le_msg_AddServiceCloseHandler(le_msg_ServiceRef_t,
                                                              le_msg_SessionEventHandler_t handlerFunc,
                                                              void* contextPtr)
{
    world().service.onClose = handlerFunc;
    world().service.onCloseContext = contextPtr;
    return nullptr;
}

le_msg_MessageRef_t le_msg_GetServiceRxMsg(void)
{
    return world().receiving != nullptr ? &world().receiving->open : nullptr;
}
}
