// Messages of local services that have come: what the event loops of the two threads do with them.
#include <utility>

#include "runtime/lib/messaging/local_state.h"
#include "runtime/lib/messaging/per_thread.h"

namespace ligature::messaging
{

namespace
{

void deliverToClient(LocalSession& session, LocalMessage& message)
{
    if (message.completionCallback != nullptr)
    {
        message.completionCallback(&message.message, message.contextPtr);
        return;
    }
    if (session.receiveHandler == nullptr)
    {
        LE_WARN_IF(!std::exchange(session.hasDropped, true),
                   "A session of local service '%s' has no receive handler: messages are dropped.",
                   session.server->name.c_str());
        le_mem_Release(&message);
        return;
    }
    session.receiveHandler(&message.message, session.receiveContext);
}

void deliverToServer(LocalSession& session, LocalMessage& message)
{
    const le_msg_LocalReceiver_t& receiver = session.server->service->receiver;
    if (receiver.handler == nullptr)
    {
        LE_ERROR("Local service '%s' has no receive handler: a session ends.", session.server->name.c_str());
        shutByServer(session);
        releaseMessage(message);
        return;
    }
    // The handler may give its reference back and still ask whose message it works on: keep one here.
    le_mem_AddRef(&message);
    const CurrentMessage current(&message.message, __builtin_frame_address(0));
    receiver.handler(&message.message, receiver.contextPtr);
    current.end();
    releaseMessage(message);
}

}  // namespace

// One message in one turn of the event loop: other work has its turn, and a handler may leave by longjmp().
void onClientItem(event::QueueItem* item)
{
    auto& session =
        *reinterpret_cast<LocalSession*>(reinterpret_cast<char*>(item) - offsetof(LocalSession, clientItem));
    LocalMessage* message = nullptr;
    Unanswered unanswered;
    {
        const LocalLock lock;
        session.isClientQueued = false;
        message = session.toClient.pop();
        const bool isOver = session.state == LocalState::Ended;
        if (message != nullptr && session.pending.has(*message))
        {
            session.pending.remove(*message);
        }
        else if (message == nullptr && isOver)
        {
            unanswered = takeFirstPending(lock, session);
        }
        if (session.toClient.first != nullptr || (isOver && session.pending.first != nullptr))
        {
            queueClient(lock, session);
        }
    }
    // The item's reference first, since what is called may never come back; a message has one of its own.
    releaseSession(session);
    if (message != nullptr)
    {
        deliverToClient(session, *message);
    }
    else
    {
        tell(unanswered);
    }
}

void onServerItem(event::QueueItem* item)
{
    auto& session =
        *reinterpret_cast<LocalSession*>(reinterpret_cast<char*>(item) - offsetof(LocalSession, serverItem));
    LocalMessage* message = nullptr;
    {
        const LocalLock lock;
        message = session.toServer.pop();
        session.isServerQueued = false;
        if (session.waitsForRoom && message != nullptr && session.toServer.count * 2 <= mostWaiting(*message))
        {
            session.waitsForRoom = false;
            le_sem_Post(session.answered);
        }
        if (session.toServer.first != nullptr)
        {
            queueServer(lock, session);
        }
    }
    if (message != nullptr)
    {
        deliverToServer(session, *message);
    }
    releaseSession(session);
}

}  // namespace ligature::messaging
