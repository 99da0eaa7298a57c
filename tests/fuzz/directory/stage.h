// The Service Directory with its real sockets and loop inside the process that fuzzes it, and the peers that talk to
// it. The stage checks what no peer may bring about: a join without a binding, a join of different protocols, a
// malformed answer, something left behind.
#pragma once

#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <string>
#include <vector>

#include "runtime/daemons/serviceDirectory/control_server.h"
#include "runtime/daemons/serviceDirectory/directory.h"
#include "runtime/daemons/serviceDirectory/peer.h"

namespace ligature::fuzz
{

/// A bound and listening socket without a name in the file system.
struct Listener
{
    formats::UniqueFd socket;
    sockaddr_un address{};
    socklen_t length = 0;
};
Listener listenAnywhere(int type);

class Stage
{
public:
    /// Whose socket a peer connects to.
    enum Door
    {
        users,
        appA,
        appB,
        control,
        doorCount
    };

    static constexpr size_t kPeers = 16;

    /// `patience`: of the directory, with connections that say nothing and before it tells clients why they wait.
    explicit Stage(std::chrono::milliseconds patience);

    /// Connects; a peer that has the number already is closed before.
    void connect(size_t peer, Door door);
    void close(size_t peer);
    void shutDown(size_t peer, int how);
    void send(size_t peer, const std::string& bytes, size_t descriptors);
    /// A command on a control connection that carries a new listening socket of `door`.
    void sendWithListener(size_t peer, const std::string& command, Door door, int type);
    void read(size_t peer);
    /// Lets the directory handle what is there.
    void turn();
    /// The same, while no descriptor is left for a connection.
    void turnWithoutDescriptors();
    /// All peers go. The directory must have forgotten them.
    void end();

    /// Folder of a system whose manifest binds interfaces of all agents.
    static const std::string& systemFolder();

private:
    struct Peer
    {
        formats::UniqueFd socket;
        Door door = users;
        bool hasSent = false;
        directory::ParsedRequest request;  ///< the first datagram, as the directory reads it
        bool isNotified = false;
        bool isAnswered = false;
        std::string heard;  ///< control: what came and is not checked yet
    };

    /// One end of what the directory has joined: an interface, and what it speaks.
    struct End
    {
        directory::Interface interface;
        directory::Protocol protocol;
    };

    struct Session
    {
        formats::UniqueFd socket;
        End server;
    };

    void readAnswer(Peer& peer);
    void readHandOver(Peer& peer);
    void readControl(Peer& peer);
    void checkJoins();
    bool wasBound(const directory::Interface& client, const directory::Interface& server) const;

    Loop loop_;
    directory::Directory directory_;
    directory::ControlServer controlServer_;
    std::array<Listener, doorCount> doors_;
    std::array<Peer, kPeers> peers_;
    size_t connects_ = 0;
    std::vector<End> clients_;  ///< joined ones; each tells its number to the server it was joined to
    std::vector<Session> sessions_;
    std::vector<std::string> commands_;  ///< all bytes of each control connection there was
    std::array<size_t, kPeers> commandsOf_{};
};

}  // namespace ligature::fuzz
