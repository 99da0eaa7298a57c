// The payload of a message of either kind, for those who would else ask for it in several calls.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/include/le_messaging.h"

namespace ligature::messaging
{

struct Payload
{
    uint8_t* bytes;
    size_t size;
};

/// What le_msg_GetPayloadPtr() and le_msg_GetPayloadSize() return.
Payload contentOf(le_msg_MessageRef_t message);

/// What le_msg_GetPayloadPtr() and le_msg_GetMaxPayloadSize() return.
Payload roomOf(le_msg_MessageRef_t message);

/// le_msg_CreateMsg() for who says how much of the message it has written before it sends it: the payload is not
/// cleared.
le_msg_MessageRef_t createUncleared(le_msg_SessionRef_t session);

}  // namespace ligature::messaging
