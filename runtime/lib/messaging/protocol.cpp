// The process-wide registry of protocols, and the interfaces that speak them.
#include <cstring>
#include <mutex>

#include "runtime/formats/protocol_versions.h"
#include "runtime/lib/messaging/message.h"

namespace
{

struct Protocols
{
    std::mutex mutex;
    le_msg_Protocol* first = nullptr;
};

/// Never destroyed: threads may outlive main().
Protocols& protocols()
{
    static auto* all = new Protocols;
    return *all;
}

constexpr size_t kLargestPayload = 64u << 20;

}  // namespace

le_msg_Interface ligature::messaging::makeInterface(le_msg_ProtocolRef_t protocol, const char* name, const char* whose)
{
    LE_FATAL_IF(protocol == nullptr || name == nullptr, "%s needs a protocol and a name.", whose);
    const size_t length = std::strlen(name);
    LE_FATAL_IF(length > LE_MSG_MAX_NAME_BYTES, "Interface name '%s' is longer than %d bytes.", name,
                LE_MSG_MAX_NAME_BYTES);
    le_msg_Interface interface {
        protocol, {}
    };
    std::memcpy(interface.name, name, length);
    return interface;
}

le_msg_ProtocolRef_t le_msg_GetProtocolRef(const char* protocolId, size_t largestMsgSize)
{
    LE_FATAL_IF(protocolId == nullptr, "A protocol id must be given.");
    LE_FATAL_IF(largestMsgSize > kLargestPayload, "Protocol '%s': messages of %zu bytes are too large (limit %zu).",
                protocolId, largestMsgSize, kLargestPayload);
    char id[LE_MSG_MAX_NAME_BYTES + 1];
    if (std::strlen(protocolId) > LE_MSG_MAX_NAME_BYTES)
    {
        LE_CRIT("Protocol id '%s' is longer than %d bytes and is cut off.", protocolId, LE_MSG_MAX_NAME_BYTES);
    }
    std::strncpy(id, protocolId, LE_MSG_MAX_NAME_BYTES);
    id[LE_MSG_MAX_NAME_BYTES] = '\0';

    const std::lock_guard lock(protocols().mutex);
    for (le_msg_Protocol* protocol = protocols().first; protocol != nullptr; protocol = protocol->next)
    {
        // Two forms of a file with versions may say the same of them and differ in size.
        const bool isOther = protocol->largestPayload != largestMsgSize;
        if (std::strcmp(protocol->id, id) == 0 && !(isOther && ligature::formats::parseVersionedProtocolId(id)))
        {
            LE_FATAL_IF(isOther, "Protocol '%s' has messages of %zu bytes, not of %zu.", id, protocol->largestPayload,
                        largestMsgSize);
            return protocol;
        }
    }
    auto* protocol =
        new le_msg_Protocol{{}, largestMsgSize, ligature::messaging::MessagePool(largestMsgSize), nullptr, {}};
    std::memcpy(protocol->id, id, sizeof(id));
    protocol->next = protocols().first;
    protocols().first = protocol;
    return protocol;
}

const char* le_msg_GetProtocolIdStr(le_msg_ProtocolRef_t protocolRef)
{
    LE_FATAL_IF(protocolRef == nullptr, "Protocol reference is NULL.");
    return protocolRef->id;
}

size_t le_msg_GetProtocolMaxMsgSize(le_msg_ProtocolRef_t protocolRef)
{
    LE_FATAL_IF(protocolRef == nullptr, "Protocol reference is NULL.");
    return protocolRef->largestPayload;
}

const char* le_msg_GetInterfaceName(le_msg_InterfaceRef_t interfaceRef)
{
    LE_FATAL_IF(interfaceRef == nullptr, "Interface reference is NULL.");
    return interfaceRef->name;
}

le_msg_ProtocolRef_t le_msg_GetInterfaceProtocol(le_msg_InterfaceRef_t interfaceRef)
{
    LE_FATAL_IF(interfaceRef == nullptr, "Interface reference is NULL.");
    return interfaceRef->protocol;
}
