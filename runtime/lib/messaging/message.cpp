#include "runtime/lib/messaging/message.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

#include "runtime/lib/messaging/local.h"
#include "runtime/lib/messaging/payload.h"
#include "runtime/lib/messaging/per_thread.h"
#include "runtime/lib/messaging/server.h"

namespace ligature::messaging
{

void MessageQueue::push(Message* message)
{
    message->next = nullptr;
    (last != nullptr ? last->next : first) = message;
    last = message;
    bytes += sizeof(Message) + message->room;
}

Message* MessageQueue::pop()
{
    Message* message = first;
    first = message->next;
    last = first == nullptr ? nullptr : last;
    bytes -= sizeof(Message) + message->room;
    message->next = nullptr;
    return message;
}

MessagePool::MessagePool(size_t largestPayload)
{
    for (size_t capacity = 64; capacity < largestPayload && classCount_ < kClasses - 1; capacity *= 4)
    {
        rooms_[classCount_] = capacity;
        capacities_[classCount_++] = capacity;
    }
    const size_t batch = batchLimitFor(largestPayload) - sizeof(Message::transaction);
    rooms_[classCount_] = largestPayload < batch ? batch : largestPayload;
    capacities_[classCount_++] = largestPayload;
}

Message* MessagePool::take(size_t bytes)
{
    size_t index = bytes == capacities_[classCount_ - 1] ? classCount_ - 1 : 0;
    while (capacities_[index] < bytes)
    {
        ++index;
    }
    Message* message = nullptr;
    {
        const std::lock_guard lock(mutex_);
        message = free_[index];
        if (message != nullptr)
        {
            free_[index] = message->next;
            --freeCount_[index];
        }
    }
    if (message == nullptr)
    {
        void* block = std::calloc(1, sizeof(Message) + rooms_[index]);
        LE_FATAL_IF(block == nullptr, "No memory for a message of %zu bytes.", capacities_[index]);
        message = new (block) Message{};
        message->capacity = static_cast<uint32_t>(capacities_[index]);
        message->room = static_cast<uint32_t>(rooms_[index]);
        message->sizeClass = static_cast<uint8_t>(index);
    }
    return message;
}

void MessagePool::give(Message* message)
{
    const size_t index = message->sizeClass;
    {
        const std::lock_guard lock(mutex_);
        if (freeCount_[index] < kIdleBlocks || freeCount_[index] * rooms_[index] < kIdleBytes)
        {
            message->next = free_[index];
            free_[index] = message;
            ++freeCount_[index];
            return;
        }
    }
    message->~Message();
    std::free(message);
}

namespace
{

/// Larger blocks are not kept by a thread, which may be one of many.
constexpr size_t kLargestSpare = size_t{16} * 1024;

void forgetSession(Message& message)
{
    if (le_msg_SessionRef_t session = std::exchange(message.open.sessionRef, nullptr))
    {
        releaseReference(*session);
    }
}

/// Gives a block back to its pool, and its reference to a session with it.
void giveBlock(Message* message)
{
    forgetSession(*message);
    message->protocol->pool.give(message);
}

/// A block that refers to the session.
Message* takeBlock(le_msg_Session& session, size_t bytes)
{
    le_msg_Protocol& protocol = *session.interface.protocol;
    PerThread& own = perThread();
    Message* message = nullptr;
    if (own.spare != nullptr && own.spare->protocol == &protocol && bytes == protocol.largestPayload)
    {
        message = std::exchange(own.spare, nullptr);
        if (message->session() == &session)
        {
            return message;
        }
        forgetSession(*message);
    }
    else
    {
        message = protocol.pool.take(bytes);
        message->protocol = &protocol;
    }
    message->open.sessionRef = &session;
    addReference(session);
    return message;
}

}  // namespace

void dropSpare()
{
    if (Message* message = std::exchange(perThread().spare, nullptr))
    {
        giveBlock(message);
    }
}

void forgetInSpare(le_msg_Session& session)
{
    Message* message = perThread().spare;
    if (message != nullptr && message->session() == &session)
    {
        forgetSession(*message);
    }
}

[[gnu::hot]] Message* createMessage(le_msg_SessionRef_t session, size_t bytes)
{
    Message* message = takeBlock(*session, bytes);
    message->magic = Message::kMagic;
    message->references.store(1, std::memory_order_relaxed);
    message->receivedFd = -1;
    message->outgoingFd = -1;
    message->receivedSize = 0;
    message->transaction = 0;
    message->isReceived = message->hasSendSize = message->needsResponse = false;
    message->isCounted = message->isAnnounced = false;
    return message;
}

Message* shrink(Message* message, size_t bytes)
{
    if (bytes >= message->capacity / 2)
    {
        return message;
    }
    Message* small = createMessage(message->session(), bytes);
    std::memcpy(small->payload(), message->payload(), bytes);
    small->noteFilled(bytes);
    small->transaction = message->transaction;
    small->receivedSize = message->receivedSize;
    small->isReceived = message->isReceived;
    small->sendSize = message->sendSize;
    small->hasSendSize = message->hasSendSize;
    small->isAnnounced = message->isAnnounced;
    moveAll(message->received(), small->received());
    moveAll(message->outgoing(), small->outgoing());
    releaseMessage(message);
    return small;
}

namespace
{

/// Whoever says how much it sends has written no more; whoever does not may have written everywhere, unless it only
/// read what came.
void noteWritten(Message& message)
{
    const uint32_t written = message.hasSendSize ? message.sendSize : message.isReceived ? 0 : message.capacity;
    message.used = std::max(message.used, written);
}

/// Gives one reference back. True: it was the last, so the message is the caller's alone.
bool dropReference(Message& message)
{
    return message.references.load(std::memory_order_acquire) == 1 ||
           message.references.fetch_sub(1, std::memory_order_acq_rel) == 1;
}

/// Ends a message that nobody has a reference to.
[[gnu::hot]] void endMessage(Message* message)
{
    le_msg_SessionRef_t session = message->session();
    if (message->isCounted)
    {
        noteReleased(*session);
    }
    if ((message->receivedFd & message->outgoingFd) != -1)
    {
        closeAll(message->received());
        closeAll(message->outgoing());
    }
    noteWritten(*message);
    message->magic = 0;
    PerThread& own = perThread();
    if (own.isHooked && message->room <= kLargestSpare && message->protocol->pool.isLargest(*message))
    {
        // The next message is most likely of the same session. Only its owner learns that it ends.
        if (session->owner != thread::current() || session->state != State::Open)
        {
            forgetSession(*message);
        }
        message = std::exchange(own.spare, message);
        if (message == nullptr)
        {
            return;
        }
    }
    giveBlock(message);
}

}  // namespace

[[gnu::hot]] void releaseMessage(Message* message)
{
    if (dropReference(*message))
    {
        endMessage(message);
    }
}

[[gnu::hot]] void releaseByUser(Message* message)
{
    if (!dropReference(*message))
    {
        return;
    }
    // Only now: as long as others have references, they may answer it.
    if (message->needsResponse)
    {
        message->needsResponse = false;
        failUnanswered(*message->session());
    }
    endMessage(message);
}

[[gnu::hot]] bool reuseForAnswer(Message& message)
{
    if (message.references.load(std::memory_order_acquire) != 1 || message.isReceived || message.outgoingFd >= 0 ||
        !message.protocol->pool.isLargest(message))
    {
        return false;
    }
    noteWritten(message);
    message.hasSendSize = false;
    message.transaction = 0;
    return true;
}

[[gnu::hot]] le_msg_MessageRef_t createUncleared(le_msg_SessionRef_t session)
{
    if (LocalSession* local = toLocal(session))
    {
        return &createMessage(*local)->message;
    }
    checkSession(session);
    return &createMessage(session, session->interface.protocol->largestPayload)->open;
}

void keepCopies(le_msg_MessageRef_t reference)
{
    LocalMessage* local = toLocal(reference);
    keepCopies(local != nullptr ? outgoingOf(*local) : toMessage(reference)->outgoing());
}

void failNoMessage(le_msg_MessageRef_t reference)
{
    LE_FATAL("Message reference %p is not valid.", static_cast<void*>(reference));
}

}  // namespace ligature::messaging

using namespace ligature::messaging;

[[gnu::hot]] le_msg_MessageRef_t le_msg_CreateMsg(le_msg_SessionRef_t sessionRef)
{
    le_msg_MessageRef_t reference = createUncleared(sessionRef);
    if (toLocal(reference) == nullptr)
    {
        toMessage(reference)->noteFilled(0);
    }
    return reference;
}

void le_msg_AddRef(le_msg_MessageRef_t msgRef)
{
    if (LocalMessage* local = toLocal(msgRef))
    {
        le_mem_AddRef(local);
        return;
    }
    toMessage(msgRef)->references.fetch_add(1, std::memory_order_relaxed);
}

[[gnu::hot]] void le_msg_ReleaseMsg(le_msg_MessageRef_t msgRef)
{
    if (LocalMessage* local = toLocal(msgRef))
    {
        releaseMessage(*local);
        return;
    }
    releaseByUser(toMessage(msgRef));
}

[[gnu::hot]] le_msg_SessionRef_t le_msg_GetSession(le_msg_MessageRef_t msgRef)
{
    return toLocal(msgRef) != nullptr ? msgRef->sessionRef : toMessage(msgRef)->session();
}

[[gnu::hot]] bool le_msg_NeedsResponse(le_msg_MessageRef_t msgRef)
{
    if (const LocalMessage* local = toLocal(msgRef))
    {
        return local->needsResponse;
    }
    return toMessage(msgRef)->needsResponse;
}

void le_msg_SetFdAt(le_msg_MessageRef_t msgRef, size_t place, int fd)
{
    LocalMessage* local = toLocal(msgRef);
    put(local != nullptr ? outgoingOf(*local) : toMessage(msgRef)->outgoing(), place, fd);
}

void le_msg_SetFd(le_msg_MessageRef_t msgRef, int fd)
{
    le_msg_SetFdAt(msgRef, 0, fd);
}

int le_msg_GetFdAt(le_msg_MessageRef_t msgRef, size_t place)
{
    LocalMessage* local = toLocal(msgRef);
    return take(local != nullptr ? receivedOf(*local) : toMessage(msgRef)->received(), place);
}

int le_msg_GetFd(le_msg_MessageRef_t msgRef)
{
    return le_msg_GetFdAt(msgRef, 0);
}
