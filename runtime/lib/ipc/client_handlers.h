// The handlers of clients, as the rest of this folder sees them.
#pragma once

#include "le_ipc_direct.h"
#include "runtime/lib/event/loop.h"

namespace ligature::ipc
{

/// Calls the Remove function of every handler of a session, and forgets its callbacks. A connection without messages
/// stands for its own session.
void removeClientHandlers(const void* session);

/// The same for all that clients of a service have left, which has ended: the close handlers of their sessions did not
/// all run.
void removeHandlersOf(const le_ipc_Service_t& service);

/// The same for a session of a local service, by its client: the Remove functions run in the server's thread, if it
/// has not ended.
void removeLocalHandlers(const void* session);

/// Takes the handler of the calling thread for one call: fills in what to call, and returns what unpacks the report;
/// null when the handler is gone. A one-shot callback is gone after this.
void (*takeDirectHandler(uint32_t handler, le_ipc_Indication_t& indication))(le_ipc_Indication_t*);

/// Queues an item to the thread that added the handler. False when the handler is gone.
bool queueForHandler(uint32_t handler, event::QueueItem& item);

}  // namespace ligature::ipc
