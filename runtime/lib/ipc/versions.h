// What two versions of an interface do about functions that only one of them has.
#pragma once

#include <cstdint>
#include <string>

#include "le_messaging.h"

namespace ligature::ipc
{

/// Stands for the message number in the answer to a request for a function that the server does not know. No function
/// has this number.
inline constexpr uint32_t kUnknownFunction = UINT32_MAX;

/// For the end of a log line of the server: " (client speaks version 4 to 6, server 1 to 3)"; "" where they are not
/// known. `protocolId`: the server's.
std::string describeVersions(le_msg_SessionRef_t client, const char* protocolId);

}  // namespace ligature::ipc
