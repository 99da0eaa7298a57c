// Where the directory socket of this app is, and how sockets are reached by their paths.
#pragma once

namespace ligature::messaging
{

/// The path of this app's directory socket: $LIGATURE_SERVICE_DIRECTORY, else the usual one.
const char* directorySocket();

/// Connects to a path of any length: beyond the 107 bytes of a socket address, through its folder's descriptor. False
/// with errno if that fails.
bool connectToPath(int fd, const char* path);

}  // namespace ligature::messaging
