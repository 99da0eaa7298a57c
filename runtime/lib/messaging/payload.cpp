#include "runtime/lib/messaging/payload.h"

#include "runtime/lib/messaging/local.h"

namespace ligature::messaging
{

[[gnu::hot]] Payload contentOf(le_msg_MessageRef_t reference)
{
    if (LocalMessage* local = toLocal(reference))
    {
        return {local->data, local->payloadSize};
    }
    Message* message = toMessage(reference);
    const bool isAsItCame = message->isReceived && !message->hasSendSize;
    return {message->payload(), isAsItCame ? message->receivedSize : message->sizeToSend()};
}

[[gnu::hot]] Payload roomOf(le_msg_MessageRef_t reference)
{
    if (LocalMessage* local = toLocal(reference))
    {
        return {local->data, capacityOf(*local)};
    }
    Message* message = toMessage(reference);
    return {message->payload(), message->capacity};
}

}  // namespace ligature::messaging

using namespace ligature::messaging;

[[gnu::hot]] void* le_msg_GetPayloadPtr(le_msg_MessageRef_t msgRef)
{
    return contentOf(msgRef).bytes;
}

[[gnu::hot]] size_t le_msg_GetMaxPayloadSize(le_msg_MessageRef_t msgRef)
{
    return roomOf(msgRef).size;
}

[[gnu::hot]] void le_msg_SetPayloadSize(le_msg_MessageRef_t msgRef, size_t bytes)
{
    if (LocalMessage* local = toLocal(msgRef))
    {
        LE_FATAL_IF(bytes > capacityOf(*local), "Payload of %zu bytes does not fit into a message of %zu bytes.", bytes,
                    capacityOf(*local));
        local->payloadSize = bytes;
        return;
    }
    Message* message = toMessage(msgRef);
    LE_FATAL_IF(bytes > message->capacity, "Payload of %zu bytes does not fit into a message of %u bytes.", bytes,
                message->capacity);
    message->sendSize = static_cast<uint32_t>(bytes);
    message->hasSendSize = true;
}

[[gnu::hot]] size_t le_msg_GetPayloadSize(le_msg_MessageRef_t msgRef)
{
    return contentOf(msgRef).size;
}
