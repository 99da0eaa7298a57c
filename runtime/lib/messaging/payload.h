// The payload of a message of either kind, for those who would else ask for it in several calls.
#pragma once

#include "runtime/include/legato.h"
#include "runtime/lib/messaging/local.h"

namespace ligature::messaging
{

/// What le_msg_GetPayloadPtr() and le_msg_GetPayloadSize() return.
struct Content
{
    uint8_t* bytes;
    size_t size;
};

[[gnu::always_inline]] inline Content contentOf(le_msg_MessageRef_t reference)
{
    if (LocalMessage* local = toLocal(reference)) [[unlikely]]
    {
        return {local->data, local->payloadSize};
    }
    Message* message = toMessage(reference);
    const bool isAsItCame = message->isReceived && !message->hasSendSize;
    return {message->payload(), isAsItCame ? message->receivedSize : message->sizeToSend()};
}

/// What le_msg_GetPayloadPtr() and le_msg_GetMaxPayloadSize() return.
struct Room
{
    uint8_t* bytes;
    size_t size;
};

[[gnu::always_inline]] inline Room roomOf(le_msg_MessageRef_t reference)
{
    if (LocalMessage* local = toLocal(reference)) [[unlikely]]
    {
        return {local->data, capacityOf(*local)};
    }
    Message* message = toMessage(reference);
    return {message->payload(), message->capacity};
}

/// le_msg_CreateMsg() for who says how much of the message it has written before it sends it: the payload is not
/// cleared.
le_msg_MessageRef_t createUncleared(le_msg_SessionRef_t session);

}  // namespace ligature::messaging
