// What two versions of an interface do about functions that only one of them has.
#pragma once

#include <cstdint>
#include <string>

#include "le_ipc.h"
#include "le_messaging.h"

namespace ligature::ipc
{

/// Stand for the message number in the last answer that a client gets, for its log to say why. No function has these
/// numbers.
inline constexpr uint32_t kUnknownFunction = UINT32_MAX;
inline constexpr uint32_t kUnknownValue = UINT32_MAX - 1;

/// What the client says of the function when the answer has this number; null for any other.
const char* refusalOf(uint32_t number);

/// Answers a request with one of these.
void answerWithRefusal(le_ipc_Request_t& request, uint32_t number);

/// Whether the client knows newer versions than the server, whose protocol id this is.
bool isNewer(le_msg_SessionRef_t client, const char* protocolId);

/// For the end of a log line of the server: " (client speaks version 4 to 6, server 1 to 3)"; "" where they are not
/// known. `protocolId`: the server's.
std::string describeVersions(le_msg_SessionRef_t client, const char* protocolId);

}  // namespace ligature::ipc
