#include "runtime/lib/ipc/service.h"

#include <algorithm>
#include <cstdlib>

#include "legato.h"
#include "runtime/lib/event/loop.h"
#include "runtime/lib/ipc/buffers.h"
#include "runtime/lib/ipc/client_handlers.h"
#include "runtime/lib/ipc/trace.h"
#include "runtime/lib/ipc/versions.h"
#include "runtime/lib/messaging/descriptors.h"
#include "runtime/lib/messaging/offence.h"
#include "runtime/lib/messaging/service_end.h"
#include "runtime/lib/messaging/session_facts.h"

// A large buffer, and the list of those that wait for the next request.
struct le_ipc_Block
{
    le_ipc_Block* next;
    size_t bytes;
    alignas(max_align_t) unsigned char data[];
};

namespace ligature::ipc
{

namespace
{

le_ipc_Block* blockOf(void* buffer)
{
    return reinterpret_cast<le_ipc_Block*>(static_cast<unsigned char*>(buffer) - offsetof(le_ipc_Block, data));
}

// Ends the session of a client that sent what no client of this interface sends. Logged once: nothing more can come.
[[gnu::cold, gnu::noinline]] void refuse(le_ipc_Request_t& request)
{
    pid_t pid = 0;
    le_msg_GetClientProcessId(request.session, &pid);
    LE_EMERG_IF(ligature::messaging::noteOffence(*request.session),
                "Client with pid %d sent %s a message (number %u, %zu bytes) that makes no sense%s: its session ends.",
                static_cast<int>(pid), request.service->name, request.number, request.in.size,
                describeVersions(request.session, request.service->protocolId).c_str());
    if (!request.isOneWay && isNewer(request.session, request.service->protocolId))
    {
        answerWithRefusal(request, kUnknownValue);  // it could not know
        le_msg_CloseSession(request.session);
        return;
    }
    le_msg_CloseSession(request.session);
    le_msg_ReleaseMsg(request.message);
}

bool isOneWayFunction(const le_ipc_Service_t& service, uint32_t number)
{
    const uint32_t* end = service.oneWay + service.oneWayCount;
    return std::find(service.oneWay, end, number) != end;
}

// Whether the request is answered: the message is then to be sent.
[[gnu::hot, gnu::noinline]] bool handle(le_msg_MessageRef_t message, le_ipc_Service_t* service)
{
    le_ipc_Request_t request;  // `out` is for le_ipc_BeginReply()
    request.service = service;
    request.session = le_msg_GetSession(message);
    request.message = message;
    request.isDone = false;
    request.isAnswered = false;
    request.isOneWay = !le_msg_NeedsResponse(message);
    request.traced.time = 0;
    request.in = readerOf(message, true);
    request.number = le_ipc_GetU32(&request.in);

    // A server function may run its own event loop, so that requests nest.
    le_msg_SessionRef_t outer = service->clientSession;
    service->clientSession = request.session;
    if (!request.in.isBad)
    {
        // What comes in the wrong way is not right, whatever is in it. Only the dispatcher knows whether there is such
        // a function at all.
        request.in.isBad = request.isOneWay != isOneWayFunction(*service, request.number);
        if (trace::isOn() && !request.in.isBad)
        {
            request.traced = trace::begin(trace::Event::CallReceived, {service->name, service->names, request.session,
                                                                       request.number, request.in.size});
        }
        service->onRequest(&request);
    }
    if (!request.isDone)
    {
        refuse(request);
    }
    service->clientSession = outer;
    return request.isAnswered;
}

// The answer is sent from here and not where it is made, for the reason that sendMessage() in messaging/wire.h has.
[[gnu::hot]] void receive(le_msg_MessageRef_t message, void* context)
{
    if (handle(message, static_cast<le_ipc_Service_t*>(context)))
    {
        le_msg_Respond(message);
    }
}

using Send = void (*)(le_msg_MessageRef_t);

// The session may be one of a thread that has served before: sending over that is not for this one.
void sendIfOpen(void* message, void* send)
{
    auto* reference = static_cast<le_msg_MessageRef_t>(message);
    if (messaging::factsOf(le_msg_GetSession(reference)).isOver)
    {
        le_msg_ReleaseMsg(reference);
        return;
    }
    reinterpret_cast<Send>(send)(reference);
}

// The service has ended with its thread, and so have its sessions.
void dropMessage(void* message, void*)
{
    le_msg_ReleaseMsg(static_cast<le_msg_MessageRef_t>(message));
}

void onClose(le_msg_SessionRef_t session, void* context)
{
    auto* service = static_cast<le_ipc_Service_t*>(context);
    le_msg_SessionRef_t outer = service->clientSession;
    service->clientSession = session;
    removeClientHandlers(session);
    service->clientSession = outer == session ? nullptr : outer;
}

// Another thread may offer the service anew.
void onDeleted(void* context)
{
    auto* service = static_cast<le_ipc_Service_t*>(context);
    service->clientSession = nullptr;
    removeHandlersOf(*service);
    service->serviceRef = nullptr;
}

}  // namespace

void inServerThread(const le_ipc_Service_t& service, Send send, le_msg_MessageRef_t message)
{
    auto* how = reinterpret_cast<void*>(send);
    if (isServedHere(service))
    {
        sendIfOpen(message, how);
    }
    else
    {
        messaging::keepCopies(message);
        event::queueFunction(threadOf(service), sendIfOpen, dropMessage, message, how);
    }
}

}  // namespace ligature::ipc

using namespace ligature::ipc;

extern "C" void le_ipc_Advertise(le_ipc_Service_t* service, const char* serviceName)
{
    const bool isNew = service->serviceRef == nullptr;
    if (isNew)
    {
        le_msg_ProtocolRef_t protocol = le_msg_GetProtocolRef(service->protocolId, service->messageSize);
        trace::prepare();
        service->serviceRef = le_msg_CreateService(protocol, serviceName);
        // Close handlers run last first: this one after all that the server itself adds.
        le_msg_AddServiceCloseHandler(service->serviceRef, onClose, service);
        ligature::messaging::onDeletion(service->serviceRef, onDeleted, service);
    }
    if (isNew || service->thread == nullptr)
    {
        __atomic_store_n(&service->thread, le_thread_GetCurrent(), __ATOMIC_RELAXED);
        le_msg_SetServiceRecvHandler(service->serviceRef, receive, service);
    }
    le_msg_AdvertiseService(service->serviceRef);
}

extern "C" le_msg_SessionRef_t le_ipc_GetClientSession(const le_ipc_Service_t* service)
{
    return isServedHere(*service) ? service->clientSession : nullptr;
}

extern "C" [[gnu::hot]] void le_ipc_BeginReply(le_ipc_Request_t* request)
{
    request->out = writerOf(request->message);
    le_ipc_PutU32(&request->out, request->number);
}

extern "C" [[gnu::hot]] void le_ipc_EndReply(le_ipc_Request_t* request)
{
    le_msg_SetPayloadSize(request->message, request->out.at);
    if (request->traced.time != 0)
    {
        const le_ipc_Service_t& service = *request->service;
        trace::end(trace::Event::AnswerSent,
                   {service.name, service.names, request->session, request->number, request->out.at}, request->traced);
    }
    request->isDone = true;
    request->isAnswered = true;
}

extern "C" void le_ipc_EndOneWay(le_ipc_Request_t* request)
{
    le_msg_ReleaseMsg(request->message);
    request->isDone = true;
}

extern "C" void* le_ipc_TakeBuffer(le_ipc_Service_t* service, size_t bytes)
{
    for (le_ipc_Block** place = &service->blocks; *place != nullptr; place = &(*place)->next)
    {
        if ((*place)->bytes >= bytes)
        {
            le_ipc_Block* block = *place;
            *place = block->next;
            return block->data;
        }
    }
    auto* block = static_cast<le_ipc_Block*>(malloc(sizeof(le_ipc_Block) + bytes));
    if (block == nullptr)
    {
        LE_FATAL("No memory for a parameter of %zu bytes.", bytes);
    }
    block->bytes = bytes;
    return block->data;
}

extern "C" void le_ipc_GiveBuffer(le_ipc_Service_t* service, void* buffer)
{
    le_ipc_Block* block = blockOf(buffer);
    block->next = service->blocks;
    service->blocks = block;
}
