// What the Registry has decided is carried out: clients are joined to servers, answered, told why they wait.
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "runtime/daemons/serviceDirectory/directory.h"
#include "runtime/daemons/serviceDirectory/peer.h"
#include "runtime/formats/unix_socket.h"

namespace ligature::directory
{

namespace
{

Speaks speaks(const Protocol& protocol)
{
    return makeSpeaks(protocol.id, protocol.maxMessageSize);
}

}  // namespace

void Directory::apply(const Effects& effects)
{
    for (const Effect& effect : effects)
    {
        Connection* connection = find(effect.connection);
        if (connection == nullptr)
        {
            continue;
        }
        if (!effect.reason.empty())
        {
            tell(connection->agent, effect.reason);
        }
        if (effect.what == Effect::What::Join)
        {
            join(effect.connection, effect.server);
        }
        else if (effect.what == Effect::What::Answer &&
                 (!answer(*connection, effect.result, connection->token, find(effect.server)) ||
                  effect.result != Result::Ok))
        {
            drop(effect.connection);
        }
    }
}

void Directory::join(ConnectionId clientId, ConnectionId serverId)
{
    Connection* client = find(clientId);
    Connection* server = find(serverId);
    if (client == nullptr || server == nullptr)
    {
        return;
    }
    if (server->toHandOver.empty() && isWritable(server->socket.get()))
    {
        if (!handOver(*client, *server))
        {
            drop(serverId);
        }
        return;
    }
    // The server has not taken the clients it was given before.
    if (!client->mayWait)
    {
        answer(*client, Result::Unavailable);
        drop(clientId);
        return;
    }
    server->toHandOver.push_back(clientId);
    loop_.change(server->socket.get(), EPOLLIN | EPOLLRDHUP | EPOLLOUT);
}

/// Passes a client on and forgets it; false if the server is not there any more.
bool Directory::handOver(Connection& client, Connection& server)
{
    // The client's answer goes first, because it has to come before anything the server sends. The server's socket has
    // been found writable: what can still go wrong is the server's death, and that looks to the client as if the server
    // had died right after taking it.
    bool serverLives = true;
    if (answer(client, Result::Ok, server.token, &server))
    {
        HandOver message{};
        message.header = makeHeader(Kind::HandOver);
        message.uid = client.uid;
        message.pid = client.pid;
        message.client = speaks(client.party.protocol);
        putText(message.agent, client.agent.kind == "app" ? client.agent.name : "<" + client.agent.name + ">");
        const ssize_t sent =
            formats::sendWithDescriptor(server.socket.get(), &message, sizeof(message), client.socket.get());
        const int error = errno;
        if (sent < 0)  // datagrams go whole or not at all
        {
            tell(server.agent,
                 fmt::format("client {} (pid {}) cannot be passed to {} (pid {}): {}",
                             directory::describe(client.party.interface), client.pid,
                             directory::describe(server.party.interface), server.pid, std::strerror(error)));
            serverLives = error != EPIPE && error != ECONNRESET && error != ENOTCONN;
        }
    }
    drop(client.id);
    return serverLives;
}

void Directory::flushHandOvers(ConnectionId serverId)
{
    for (;;)
    {
        Connection* server = find(serverId);
        if (server == nullptr)
        {
            return;
        }
        if (server->toHandOver.empty())
        {
            loop_.change(server->socket.get(), EPOLLIN | EPOLLRDHUP);
            return;
        }
        if (!isWritable(server->socket.get()))
        {
            return;
        }
        Connection* client = find(server->toHandOver.front());
        server->toHandOver.pop_front();
        if (client != nullptr && !handOver(*client, *server))
        {
            drop(serverId);
        }
    }
}

bool Directory::answer(Connection& connection, Result result, uint64_t token, const Connection* server)
{
    Reply reply{};
    reply.header = makeHeader(Kind::Reply);
    reply.result = static_cast<int32_t>(result);
    reply.serverPid = -1;
    if (server != nullptr)
    {
        reply.serverPid = server->pid;
        reply.server = speaks(server->party.protocol);
    }
    reply.token = token;
    return ::send(connection.socket.get(), &reply, sizeof(reply), MSG_DONTWAIT | MSG_NOSIGNAL) == sizeof(reply);
}

/// Tells a client why it waits; somebody may look into its log for that.
void Directory::notify(ConnectionId id)
{
    if (const Connection* client = find(id))
    {
        Reply notice{};
        notice.header = makeHeader(Kind::Notice);
        notice.result = static_cast<int32_t>(registry_.lacking(client->party));
        notice.serverPid = -1;
        ::send(client->socket.get(), &notice, sizeof(notice), MSG_DONTWAIT | MSG_NOSIGNAL);
    }
}

}  // namespace ligature::directory
