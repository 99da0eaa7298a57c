// Control sockets of the daemons: AF_UNIX SOCK_STREAM, one JSON object per line each way, each with at most one
// descriptor. Requests are answered in order. By convention a request is {"command":...} and a reply {"ok":bool,...}
// with "message" (words for a person) where ok is false.
//
// A message that carries a descriptor says so in the member "descriptor":true, which send() adds and receive() removes:
// the kernel does not tell which bytes of a stream a descriptor came with.
//
// Nothing here keeps state outside its objects: different objects may be used by different threads.
#pragma once

#include <chrono>
#include <deque>
#include <string>

#include <nlohmann/json.hpp>

#include "runtime/formats/unix_socket.h"

namespace ligature::formats
{

inline constexpr size_t kControlLineLimit = 1 << 20;     ///< bytes of one message
inline constexpr size_t kControlBacklogLimit = 4 << 20;  ///< bytes queued for a peer that does not read
inline constexpr unsigned kControlDepthLimit = 32;       ///< nesting of a message

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
