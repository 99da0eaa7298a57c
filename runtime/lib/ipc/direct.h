// Calls within the process. Private to this folder.
#pragma once

#include "le_ipc_direct.h"

namespace ligature::ipc
{

/// The server that a client calls directly; null when it is to open a session, as with a server of another form of an
/// interface with versions. `serviceName`: NULL asks for such a server.
const le_ipc_Direct_t* findDirect(const le_ipc_Client_t& client, const char* serviceName);

/// Starts a report to a handler of the same process. Reports of one server need at most `messageSize` bytes.
void beginDirectReport(le_ipc_Report_t& report, uint32_t handler, size_t messageSize);
void sendDirectReport(le_ipc_Report_t& report);

}  // namespace ligature::ipc
