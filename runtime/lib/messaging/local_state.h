// What the files of local services share among themselves.
#pragma once

#include "runtime/lib/messaging/local.h"

namespace ligature::messaging
{

/// Holds the lock of all that client and server threads share. No last reference to a message must be
/// released meanwhile.
class LocalLock
{
public:
    LocalLock();
    ~LocalLock();
    LocalLock(const LocalLock&) = delete;
    LocalLock& operator=(const LocalLock&) = delete;
};

/// Tells the client's or the server's event loop that its queue has something.
void queueClient(const LocalLock& lock, LocalSession& session);
void queueServer(const LocalLock& lock, LocalSession& session);

/// Whether the calling thread acts as the server: where both sides are one thread, it does in the receive handler.
bool isServerSide(const LocalSession& session);

/// Messages of this size that may wait for the server before a client that sends one-way has to: what a socket takes.
size_t mostWaiting(const LocalMessage& message);

/// Gives one reference back; not under the lock.
void releaseSession(LocalSession& session);

/// Ends the session as its server: who waits for an answer gets none.
void shutByServer(LocalSession& session);

/// What to tell that an asynchronous request will have no answer; null callback: nobody.
struct Unanswered
{
    le_msg_ResponseCallback_t callback = nullptr;
    void* context = nullptr;
    LocalMessage* message = nullptr;  ///< to be released before; null: somebody still works on it
};

/// Takes the first of the session's requests.
Unanswered takeFirstPending(const LocalLock& lock, LocalSession& session);

/// Releases the message and runs the callback, if there is one; not under the lock.
void tell(const Unanswered& unanswered);

/// Run in the client's and the server's event loop.
void onClientItem(event::QueueItem* item);
void onServerItem(event::QueueItem* item);

}  // namespace ligature::messaging
