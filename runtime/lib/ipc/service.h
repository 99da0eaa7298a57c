// What the server's side of this folder shares.
#pragma once

#include "le_ipc.h"

namespace ligature::ipc
{

/// Runs `function` with the message in the service's thread: now if that is the calling one, else from its event loop.
void inServerThread(const le_ipc_Service_t& service, void (*function)(void* message, void*),
                    le_msg_MessageRef_t message);

}  // namespace ligature::ipc
