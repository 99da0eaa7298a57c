#include "runtime/daemons/serviceDirectory/control_server.h"

#include <sys/socket.h>

#include <fmt/format.h>

#include "runtime/daemons/serviceDirectory/commands.h"
#include "runtime/daemons/serviceDirectory/log.h"

namespace ligature::directory
{

ControlServer::~ControlServer()
{
    for (auto& [id, client] : clients_)
    {
        loop_.forget(client->connection.fd());
    }
    loop_.forget(listener_.get());
}

void ControlServer::listen(formats::UniqueFd listener)
{
    listener_ = std::move(listener);
    loop_.watch(listener_.get(), EPOLLIN, [this](uint32_t) { accept(); });
}

void ControlServer::serveParent(formats::UniqueFd socket)
{
    add(std::move(socket), true);
}

void ControlServer::accept()
{
    formats::UniqueFd socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!socket)
    {
        return;
    }
    const formats::PeerIdentity peer = formats::peerOf(socket.get());
    if (!formats::mayControl(peer))
    {
        log(Level::Warning,
            fmt::format("pid {} of user id {} may not give commands: it is disconnected", peer.pid, peer.uid));
        return;
    }
    if (clients_.size() < kConnections)
    {
        add(std::move(socket), false);
    }
}

void ControlServer::add(formats::UniqueFd socket, bool isParent)
{
    const uint64_t id = next_++;
    auto client = std::make_unique<Client>(Client{formats::ControlConnection(std::move(socket)), isParent});
    loop_.watch(client->connection.fd(), EPOLLIN, [this, id](uint32_t events) { handle(id, events); });
    clients_.emplace(id, std::move(client));
}

void ControlServer::handle(uint64_t id, uint32_t events)
{
    const auto place = clients_.find(id);
    if (place == clients_.end())
    {
        return;
    }
    Client& client = *place->second;
    if (serve(client, events))
    {
        loop_.change(client.connection.fd(), client.connection.wantsWrite() ? EPOLLIN | EPOLLOUT : EPOLLIN);
        return;
    }
    if (client.isParent)
    {
        loop_.quit();
    }
    loop_.forget(client.connection.fd());
    clients_.erase(place);
}

/// False: the connection is over.
bool ControlServer::serve(Client& client, uint32_t events)
{
    if ((events & EPOLLOUT) != 0 && !client.connection.flush())
    {
        return false;
    }
    for (;;)
    {
        formats::ControlMessage message;
        switch (client.connection.receive(message))
        {
            case formats::ControlConnection::Status::Message:
                if (!client.connection.send(carryOut(directory_, message.body, std::move(message.descriptor))))
                {
                    return false;
                }
                break;
            case formats::ControlConnection::Status::Again:
                return true;
            case formats::ControlConnection::Status::Closed:
                return false;
            case formats::ControlConnection::Status::Broken:
                log(Level::Warning, "a control connection is broken: " + client.connection.error());
                return false;
        }
    }
}

}  // namespace ligature::directory
