// How services end, for those who have something to do with it.
#pragma once

#include "runtime/include/le_messaging.h"

namespace ligature::messaging
{

/// Has `tell` called when the service has been deleted, also because its thread ends: in that thread, after the last
/// handler of its sessions. Owning thread only, and not for a local service, which is never deleted.
void onDeletion(le_msg_ServiceRef_t service, void (*tell)(void* context), void* context);

/// Deletes the services of the calling thread, which ends: close handlers run, and may call what the thread is a client
/// of if its connections are still there.
void endServices();

}  // namespace ligature::messaging
