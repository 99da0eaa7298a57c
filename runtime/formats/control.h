// Control sockets of the daemons: AF_UNIX SOCK_STREAM, one JSON object per line each way, each with at most one
// descriptor. Requests are answered in order. By convention a request is {"command":...} and a reply {"ok":bool,...}
// with "message" (words for a person) where ok is false.
//
// A message that carries a descriptor says so in the member "descriptor":true, which send() adds and receive() removes:
// the kernel does not tell which bytes of a stream a descriptor came with.
//
// Nothing here keeps state outside its objects: different objects may be used by different threads.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <deque>
#include <stdexcept>
#include <string>

#include <nlohmann/json.hpp>

#include "runtime/formats/unique_fd.h"

namespace ligature::formats
{

inline constexpr size_t kControlLineLimit = 1 << 20;     ///< bytes of one message
inline constexpr size_t kControlBacklogLimit = 4 << 20;  ///< bytes queued for a peer that does not read
inline constexpr unsigned kControlDepthLimit = 32;       ///< nesting of a message

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

/// Who is at the other end of a connected AF_UNIX socket (SO_PEERCRED). Throws ControlError.
PeerIdentity peerOf(int socket);

/// Whether a peer may give commands to a daemon of this user: root and the daemon's own user may.
bool mayControl(const PeerIdentity& peer);

struct ControlMessage
{
    nlohmann::json body;  ///< an object
    UniqueFd descriptor;  ///< close-on-exec; empty if none came
};

/// One end of a control connection, for use in an event loop: no function blocks.
class ControlConnection
{
public:
    /// Takes over a connected SOCK_STREAM socket and makes it non-blocking.
    explicit ControlConnection(UniqueFd socket);

    int fd() const { return socket_.get(); }

    enum class Status
    {
        Message,  ///< one message was stored; call again
        Again,    ///< nothing complete yet: wait until readable
        Closed,   ///< the peer is done
        Broken    ///< not a message, too long, or a socket error; error() says what. Drop the connection
    };

    /// The next message, if one is there. Messages of valid JSON that are no object are Broken.
    Status receive(ControlMessage& message);
    const std::string& error() const { return error_; }

    /// Queues a message and writes what the socket takes. `descriptor` is duplicated; -1 for none. False if the
    /// connection is broken or the peer has let more than kControlBacklogLimit bytes pile up: drop it.
    bool send(const nlohmann::json& body, int descriptor = -1);

    /// Writes what is queued. To be called when the socket is writeable and wantsWrite() holds. False: drop it.
    bool flush();
    bool wantsWrite() const { return !output_.empty(); }

private:
    struct Chunk
    {
        std::string text;
        size_t done = 0;
        UniqueFd descriptor;
    };

    bool takeLine(ControlMessage& message, Status& status);
    Status fill();
    Status broken(std::string why);

    UniqueFd socket_;
    std::string input_;
    size_t scanned_ = 0;  ///< bytes of input_ known to hold no line end
    std::deque<UniqueFd> descriptors_;
    std::deque<Chunk> output_;
    size_t queued_ = 0;
    std::string error_;
};

/// The asking side, for tools and for a daemon's start-up: each call waits for its answer.
class ControlClient
{
public:
    /// Throws ControlNotRunning, ControlError.
    explicit ControlClient(const std::string& path);

    /// Tries again until somebody listens or `patience` is over: for daemons that are just starting.
    static ControlClient connectWithin(const std::string& path, std::chrono::milliseconds patience);

    /// Sends a request and waits for the reply. Throws ControlError when the connection ends, the reply is no object,
    /// or `timeout` passes; after that the client cannot be used any more.
    nlohmann::json request(const nlohmann::json& body, int descriptor = -1,
                           std::chrono::milliseconds timeout = std::chrono::seconds(30));

private:
    std::string path_;
    ControlConnection connection_;
};

}  // namespace ligature::formats
