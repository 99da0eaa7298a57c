// AF_UNIX sockets by path, of any length, and who is at their other end.
#pragma once

#include <sys/types.h>

#include <stdexcept>
#include <string>

#include "runtime/formats/unique_fd.h"

namespace ligature::formats
{

/// A control socket that cannot be made, reached or talked over. `what()` says which and why, in words for a person.
class ControlError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// Nobody listens there: the daemon is not running.
class ControlNotRunning : public ControlError
{
public:
    using ControlError::ControlError;
};

/// Binds and listens at `path`, of any length (the last node at most 80 bytes); a socket left there by a dead daemon is
/// replaced, anything else there is an error. `type` is SOCK_STREAM or SOCK_SEQPACKET; the descriptor is non-blocking
/// and close-on-exec. `mode` are the permission bits the socket file has before the first connect can succeed. Throws
/// ControlError.
UniqueFd listenUnix(const std::string& path, int type, mode_t mode);

/// Connects to the socket at `path`, of any length as above; blocking, close-on-exec. Throws ControlNotRunning if there
/// is no socket or nobody listens, else ControlError.
UniqueFd connectUnix(const std::string& path, int type);

struct PeerIdentity
{
    pid_t pid = -1;
    uid_t uid = static_cast<uid_t>(-1);
    gid_t gid = static_cast<gid_t>(-1);
};

/// Who is at the other end of a connected AF_UNIX socket (SO_PEERCRED). Where the kernel does not tell, the ids stay
/// -1, which no process has.
PeerIdentity peerOf(int socket);

/// Whether a peer may give commands to a daemon of this user: root and the daemon's own user may.
bool mayControl(const PeerIdentity& peer);

/// Sends bytes, with a descriptor unless that is -1, without blocking or SIGPIPE. Bytes sent; -1 with errno. On a
/// stream the descriptor goes with the first byte.
ssize_t sendWithDescriptor(int socket, const void* data, size_t size, int descriptor);

}  // namespace ligature::formats
