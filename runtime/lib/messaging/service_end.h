// Who keeps the reference of a service, and must know when it is no longer one.
#pragma once

#include "runtime/include/le_messaging.h"

namespace ligature::messaging
{

/// Has `tell` called when the service has been deleted, also because its thread ends: in that thread, after the last
/// handler of its sessions. Owning thread only, and not for a local service, which is never deleted.
void onDeletion(le_msg_ServiceRef_t service, void (*tell)(void* context), void* context);

}  // namespace ligature::messaging
