// Serves control connections in the loop; only root and the daemon's own user may give commands.
#pragma once

#include <map>
#include <memory>

#include "runtime/daemons/loop/loop.h"
#include "runtime/daemons/serviceDirectory/directory.h"
#include "runtime/formats/control.h"

namespace ligature::directory
{

class ControlServer
{
public:
    /// Control connections at a time.
    static constexpr size_t kConnections = 32;

    /// Both must outlive it.
    ControlServer(Loop& loop, Directory& directory) : loop_(loop), directory_(directory) {}
    ~ControlServer();
    ControlServer(const ControlServer&) = delete;
    ControlServer& operator=(const ControlServer&) = delete;

    /// Accepts connections on a listening SOCK_STREAM socket.
    void listen(formats::UniqueFd listener);
    /// Serves one connection that was inherited and is trusted; when it ends, so does the loop.
    void serveParent(formats::UniqueFd socket);

private:
    struct Client
    {
        formats::ControlConnection connection;
        bool isParent = false;
    };

    void accept();
    void add(formats::UniqueFd socket, bool isParent);
    void handle(uint64_t id, uint32_t events);
    bool serve(Client& client, uint32_t events);

    Loop& loop_;
    Directory& directory_;
    formats::UniqueFd listener_;
    std::map<uint64_t, std::unique_ptr<Client>> clients_;
    uint64_t next_ = 1;
};

}  // namespace ligature::directory
