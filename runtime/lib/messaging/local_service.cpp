// Local services and the life of their sessions.
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "runtime/lib/messaging/local_state.h"
#include "runtime/lib/messaging/per_thread.h"

namespace ligature::messaging
{

namespace
{

/// How long a session waits for its service before it says so.
constexpr std::chrono::seconds kSilentWait{1};

/// Never destroyed: threads may outlive main().
struct LocalWorld
{
    std::mutex mutex;
    std::condition_variable advertised;
    LocalServer* servers = nullptr;
    List<LocalSession, &LocalSession::ofProcess> sessions;
};

LocalWorld& world()
{
    static auto* all = new LocalWorld;
    return *all;
}

void onClientItemDropped(event::QueueItem* item)
{
    releaseSession(
        *reinterpret_cast<LocalSession*>(reinterpret_cast<char*>(item) - offsetof(LocalSession, clientItem)));
}

void onServerItemDropped(event::QueueItem* item)
{
    auto& session =
        *reinterpret_cast<LocalSession*>(reinterpret_cast<char*>(item) - offsetof(LocalSession, serverItem));
    {
        const LocalLock lock;
        session.isServerQueued = false;
        if (session.toServer.first != nullptr)
        {
            queueServer(lock, session);  // to another thread that serves by now
        }
    }
    releaseSession(session);
}

/// The destructor of every pool of local messages.
void onMessageFreed(void* object)
{
    auto& message = *static_cast<LocalMessage*>(object);
    if ((message.receivedFd & message.fd) != -1)
    {
        closeAll(receivedOf(message));
        closeAll(outgoingOf(message));
    }
    auto* session = reinterpret_cast<LocalSession*>(message.message.sessionRef);
    message.message.sessionRef = nullptr;
    releaseSession(*session);
}

/// The server's record; null if the service was never initialised. The caller holds the lock.
LocalServer* findServer(const le_msg_LocalService_t& service)
{
    LocalServer* server = world().servers;
    while (server != nullptr && server->service != &service)
    {
        server = server->next;
    }
    return server;
}

void releaseAll(LocalQueue& queue)
{
    while (LocalMessage* message = queue.pop())
    {
        le_mem_Release(message);
    }
}

/// Ends a session: what the server has not seen goes to `dropped`, but for requests that the client is still to be told
/// about. The caller holds the lock.
void shut(LocalSession& session, LocalState state, LocalQueue& dropped)
{
    session.state = state;
    while (LocalMessage* message = session.toServer.pop())
    {
        __atomic_store_n(&message->needsResponse, false, __ATOMIC_RELAXED);
        message->isFailed = session.pending.has(*message);
        if (!message->isFailed)
        {
            dropped.push(message);
        }
    }
    if (session.awaited != nullptr)
    {
        session.awaited = nullptr;
        session.answer = nullptr;
        le_sem_Post(session.answered);
    }
    if (std::exchange(session.waitsForRoom, false))
    {
        le_sem_Post(session.answered);
    }
}

/// A session of a client's thread, which is none of it any more; null if there is none.
LocalSession* takeSessionOf(const thread::Thread* client)
{
    const LocalLock lock;
    LocalSession* session = world().sessions.first;
    while (session != nullptr && session->client != client)
    {
        session = session->ofProcess.next;
    }
    if (session != nullptr)
    {
        session->client = nullptr;
    }
    return session;
}

}  // namespace

LocalLock::LocalLock()
{
    world().mutex.lock();
}

LocalLock::~LocalLock()
{
    world().mutex.unlock();
}

Unanswered takeFirstPending(const LocalLock&, LocalSession& session)
{
    LocalMessage* message = session.pending.first;
    if (message == nullptr)
    {
        return {};
    }
    session.pending.remove(*message);
    return {message->completionCallback, message->contextPtr, message->isFailed ? message : nullptr};
}

void tell(const Unanswered& unanswered)
{
    if (unanswered.message != nullptr)
    {
        le_mem_Release(unanswered.message);
    }
    if (unanswered.callback != nullptr)
    {
        unanswered.callback(nullptr, unanswered.context);
    }
}

void queueClient(const LocalLock&, LocalSession& session)
{
    // A thread lets go of its sessions before its loop ends, so the loop is there.
    if (session.client != nullptr && !session.isClientQueued)
    {
        session.isClientQueued = true;
        ++session.references;
        event::queueItem(*session.client->loop, session.clientItem);
    }
}

void queueServer(const LocalLock&, LocalSession& session)
{
    if (session.server->thread != nullptr && !session.isServerQueued)
    {
        session.isServerQueued = true;
        ++session.references;
        event::queueItem(*session.server->thread->loop, session.serverItem);
    }
}

void releaseSession(LocalSession& session)
{
    {
        const LocalLock lock;
        if (--session.references > 0)
        {
            return;
        }
        world().sessions.remove(session);
    }
    le_sem_Delete(session.answered);
    session.magic = 0;
    delete &session;
}

void shutByServer(LocalSession& session)
{
    LocalQueue dropped;
    {
        const LocalLock lock;
        if (session.state == LocalState::Open)
        {
            shut(session, LocalState::Ended, dropped);
            queueClient(lock, session);
        }
    }
    releaseAll(dropped);
}

bool openLocal(LocalSession& session, bool wait)
{
    std::unique_lock lock(world().mutex);
    LE_FATAL_IF(session.client != thread::current(),
                "A session of local service '%s' is used by a thread that doesn't own session.",
                session.server->name.c_str());
    LE_FATAL_IF(session.state == LocalState::Open, "A session of local service '%s' is open already.",
                session.server->name.c_str());
    const auto mayGoOn = [&] { return !wait || session.server->thread != nullptr; };
    if (!world().advertised.wait_for(lock, kSilentWait, mayGoOn))
    {
        lock.unlock();
        LE_WARN("A session waits: local service '%s' is not advertised yet.", session.server->name.c_str());
        lock.lock();
        world().advertised.wait(lock, mayGoOn);
    }
    if (session.server->thread == nullptr)
    {
        return false;
    }
    session.state = LocalState::Open;
    session.isOverdue = false;
    session.hasDropped = false;
    return true;
}

void closeLocal(LocalSession& session)
{
    if (isServerSide(session))
    {
        shutByServer(session);
        return;
    }
    LocalQueue dropped;
    {
        const LocalLock lock;
        shut(session, LocalState::Closed, dropped);
        // Answers that nobody looked at come too late.
        while (LocalMessage* message = session.toClient.pop())
        {
            message->isFailed = session.pending.has(*message);
            if (!message->isFailed)
            {
                dropped.push(message);
            }
        }
    }
    releaseAll(dropped);
    // Until nobody is left to be told; what the server answers meanwhile waits for its turn like the others.
    for (bool isAnyLeft = true; isAnyLeft;)
    {
        Unanswered first;
        {
            const LocalLock lock;
            first = takeFirstPending(lock, session);
            isAnyLeft = first.callback != nullptr;
            session.client = isAnyLeft ? session.client : nullptr;
        }
        tell(first);
    }
    releaseSession(session);
}

void setReceiver(le_msg_LocalService_t& service, le_msg_ReceiveHandler_t handler, void* context)
{
    const LocalLock lock;
    const LocalServer* server = findServer(service);
    LE_FATAL_IF(server == nullptr, "A local service is used before it is initialised.");
    LE_FATAL_IF(server->thread != nullptr && server->thread != thread::current(),
                "Local service '%s' is used by a thread that doesn't own it.", server->name.c_str());
    service.receiver.handler = handler;
    service.receiver.contextPtr = context;
}

void advertise(le_msg_LocalService_t& service)
{
    joinThread();
    {
        const LocalLock lock;
        LocalServer* server = findServer(service);
        LE_FATAL_IF(server == nullptr, "A local service is used before it is initialised.");
        LE_FATAL_IF(server->thread != nullptr, "Local service '%s' is advertised already.", server->name.c_str());
        server->thread = thread::current();
        service.receiver.thread = server->thread->reference;
        service.serviceReady = true;
    }
    world().advertised.notify_all();
}

void endLocalOfThread()
{
    const thread::Thread* self = thread::current();
    while (LocalSession* session = takeSessionOf(self))
    {
        LocalQueue dropped;
        {
            const LocalLock lock;
            shut(*session, LocalState::Closed, dropped);
            while (session->pending.first != nullptr)
            {
                if (LocalMessage* message = takeFirstPending(lock, *session).message)
                {
                    dropped.push(message);
                }
            }
            while (LocalMessage* message = session->toClient.pop())
            {
                dropped.push(message);
            }
        }
        releaseAll(dropped);
        releaseSession(*session);
    }
    LocalQueue dropped;
    {
        const LocalLock lock;
        for (LocalSession* session = world().sessions.first; session != nullptr; session = session->ofProcess.next)
        {
            if (session->server->thread == self && session->state == LocalState::Open)
            {
                shut(*session, LocalState::Ended, dropped);
                queueClient(lock, *session);
            }
        }
        for (LocalServer* server = world().servers; server != nullptr; server = server->next)
        {
            if (server->thread == self)
            {
                server->thread = nullptr;
                server->service->serviceReady = false;
            }
        }
    }
    releaseAll(dropped);
}

}  // namespace ligature::messaging

using namespace ligature::messaging;

le_msg_ServiceRef_t le_msg_InitLocalService(le_msg_LocalService_t* servicePtr, const char* serviceNameStr,
                                            le_mem_PoolRef_t messagingPoolRef)
{
    if (servicePtr == nullptr)
    {
        return nullptr;
    }
    LE_FATAL_IF(serviceNameStr == nullptr || messagingPoolRef == nullptr, "A local service needs a name and a pool.");
    LE_FATAL_IF(le_mem_GetObjectSize(messagingPoolRef) < LE_MSG_LOCAL_HEADER_SIZE,
                "Local service '%s': blocks of %zu bytes have no room for a message.", serviceNameStr,
                le_mem_GetObjectSize(messagingPoolRef));
    const LocalLock lock;
    LE_FATAL_IF(findServer(*servicePtr) != nullptr, "Local service '%s' is initialised already.", serviceNameStr);
    le_mem_SetDestructor(messagingPoolRef, onMessageFreed);
    *servicePtr = {};
    servicePtr->service.type = le_msg_Service::LE_MSG_SERVICE_LOCAL;
    servicePtr->messagePool = messagingPoolRef;
    auto* server = new LocalServer;
    server->service = servicePtr;
    server->name = serviceNameStr;
    server->next = world().servers;
    world().servers = server;
    return &servicePtr->service;
}

le_msg_SessionRef_t le_msg_CreateLocalSession(le_msg_LocalService_t* servicePtr)
{
    if (servicePtr == nullptr)
    {
        return nullptr;
    }
    joinThread();
    const LocalLock lock;
    LocalServer* server = findServer(*servicePtr);
    if (server == nullptr)
    {
        return nullptr;
    }
    auto* session = new LocalSession;
    session->server = server;
    session->client = ligature::thread::current();
    session->answered = le_sem_Create("localAnswer", 0);
    session->clientItem.run = onClientItem;
    session->clientItem.drop = onClientItemDropped;
    session->serverItem.run = onServerItem;
    session->serverItem.drop = onServerItemDropped;
    world().sessions.add(*session);
    return reinterpret_cast<le_msg_SessionRef_t>(session);
}
