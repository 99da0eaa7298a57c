// Where generated code reads and writes a message.
#pragma once

#include "le_ipc_pack.h"
#include "runtime/lib/messaging/payload.h"

namespace ligature::ipc
{

/// From the start of what came. `isStrict`: on the server.
inline le_ipc_Reader_t readerOf(le_msg_MessageRef_t message, bool isStrict)
{
    const messaging::Payload content = messaging::contentOf(message);
    return {content.bytes, 0, content.size, false, isStrict};
}

/// From the start of all that the message has room for.
inline le_ipc_Writer_t writerOf(le_msg_MessageRef_t message)
{
    const messaging::Payload room = messaging::roomOf(message);
    return {room.bytes, 0, room.size};
}

}  // namespace ligature::ipc
