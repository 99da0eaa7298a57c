// What the server's side of this folder shares.
#pragma once

#include "le_ipc.h"
#include "le_thread.h"
#include "runtime/lib/thread/thread.h"

namespace ligature::ipc
{

/// The thread that serves; null: none so far. Any thread may ask, while the server begins.
inline le_thread_Ref_t threadOf(const le_ipc_Service_t& service)
{
    return static_cast<le_thread_Ref_t>(__atomic_load_n(&service.thread, __ATOMIC_RELAXED));
}

/// Whether the calling thread serves. Also for one that Legato does not know.
inline bool isServedHere(const le_ipc_Service_t& service)
{
    const thread::Thread* self = thread::current();
    return self != nullptr && self->reference == threadOf(service);
}

/// Calls `send` with the message in the service's thread: now if that is the calling one, else from its event loop.
/// Where that thread has ended, or the message is of a session that one before it had, the message is released.
void inServerThread(const le_ipc_Service_t& service, void (*send)(le_msg_MessageRef_t), le_msg_MessageRef_t message);

}  // namespace ligature::ipc
