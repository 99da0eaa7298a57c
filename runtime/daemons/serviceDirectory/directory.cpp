#include "runtime/daemons/serviceDirectory/directory.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "runtime/daemons/serviceDirectory/log.h"
#include "runtime/daemons/serviceDirectory/peer.h"
#include "runtime/formats/unix_socket.h"

namespace ligature::directory
{

namespace
{

constexpr size_t kMaxComplaints = 1000;

std::string describe(const formats::Agent& agent)
{
    return agent.kind == "app" ? fmt::format("app '{}'", agent.name) : fmt::format("user '{}'", agent.name);
}

formats::UniqueFd openSpare()
{
    return formats::UniqueFd(::open("/dev/null", O_RDONLY | O_CLOEXEC));
}

}  // namespace

Directory::Directory(Loop& loop, std::chrono::milliseconds requestTime, std::chrono::milliseconds noticeTime)
    : loop_(loop), requestTime_(requestTime), noticeTime_(noticeTime), spare_(openSpare())
{
}

Directory::~Directory()
{
    for (auto& [id, connection] : connections_)
    {
        loop_.forget(connection.socket.get());
        loop_.cancel(connection.timer);
    }
    for (auto& [app, listener] : listeners_)
    {
        loop_.forget(listener->socket.get());
    }
}

void Directory::serveUsers(formats::UniqueFd listener)
{
    addApp({}, 0, std::move(listener));
}

bool Directory::addApp(const std::string& name, uid_t uid, formats::UniqueFd socket)
{
    const auto [place, isNew] = listeners_.try_emplace(name);
    if (!isNew)
    {
        return false;
    }
    ::fcntl(socket.get(), F_SETFL, ::fcntl(socket.get(), F_GETFL) | O_NONBLOCK);
    place->second = std::make_unique<Listener>(Listener{std::move(socket), name, uid});
    Listener& listener = *place->second;
    loop_.watch(listener.socket.get(), EPOLLIN, [this, &listener](uint32_t) { accept(listener); });
    return true;
}

bool Directory::removeApp(const std::string& name)
{
    const auto listener = listeners_.find(name);
    if (name.empty() || listener == listeners_.end())
    {
        return false;
    }
    loop_.forget(listener->second->socket.get());
    listeners_.erase(listener);
    std::vector<ConnectionId> ended;
    for (const auto& [id, connection] : connections_)
    {
        if (connection.agent.kind == "app" && connection.agent.name == name)
        {
            ended.push_back(id);
        }
    }
    for (const ConnectionId id : ended)
    {
        drop(id);
    }
    allowances_.erase({"app", name});
    std::erase_if(complaints_,
                  [prefix = "app " + name + " "](const std::string& text) { return text.starts_with(prefix); });
    return true;
}

void Directory::setBindings(const std::vector<formats::BindingEntry>& bindings)
{
    apply(registry_.setBindings(bindings));
}

void Directory::bind(const Interface& client, const Interface& server)
{
    apply(registry_.bind(client, server));
}

bool Directory::unbind(const Interface& client)
{
    return registry_.unbind(client);
}

void Directory::accept(Listener& listener)
{
    // One at a time: the loop comes back for the next, and an app with many does not keep the others waiting.
    formats::UniqueFd socket(::accept4(listener.socket.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (socket)
    {
        admit(listener, std::move(socket));
    }
    else if (errno == EMFILE || errno == ENFILE)
    {
        // Left in the queue, the connection would wake us for ever: take it with the spare descriptor and let it go.
        spare_.reset();
        formats::UniqueFd refused(::accept4(listener.socket.get(), nullptr, nullptr, SOCK_CLOEXEC));
        refused.reset();
        spare_ = openSpare();
        complain({}, "descriptors", "no more descriptors: connections are refused");
    }
}

void Directory::admit(const Listener& listener, formats::UniqueFd socket)
{
    const formats::PeerIdentity peer = formats::peerOf(socket.get());
    if (peer.pid < 0)
    {
        return;
    }
    Connection connection;
    connection.id = next_++;
    connection.uid = peer.uid;
    connection.pid = peer.pid;
    connection.agent =
        listener.app.empty() ? formats::Agent{"user", accountNames_.of(peer.uid)} : formats::Agent{"app", listener.app};
    connection.socket = std::move(socket);
    if (!listener.app.empty() && peer.uid != listener.uid)
    {
        complain(connection.agent, fmt::format("uid {}", peer.uid),
                 fmt::format("pid {} of user id {} is refused at the socket of {}, whose user id is {}", peer.pid,
                             peer.uid, describe(connection.agent), listener.uid));
        answer(connection, Result::NotPermitted);
        return;
    }
    size_t& count = connectionCounts_[connection.agent];
    if (count >= kConnectionsPerAgent)
    {
        complain(connection.agent, "connections",
                 fmt::format("{} has {} connections: more are refused", describe(connection.agent), count));
        answer(connection, Result::Busy);
        return;
    }
    ++count;
    const ConnectionId id = connection.id;
    // A client that is joined at once is never watched: most have sent their request by now.
    if (receiveRequest(connections_.emplace(id, std::move(connection)).first->second) == Received::Nothing && watch(id))
    {
        find(id)->timer = loop_.after(requestTime_, [this, id] { endIdle(id); });
    }
}

/// Listens to a connection from now on. False if that cannot be; then it is dropped.
bool Directory::watch(ConnectionId id)
{
    Connection* connection = find(id);
    if (connection == nullptr || connection->isWatched)
    {
        return connection != nullptr;
    }
    try
    {
        loop_.watch(connection->socket.get(), EPOLLIN | EPOLLRDHUP,
                    [this, id](uint32_t events) { handle(id, events); });
        connection->isWatched = true;
        return true;
    }
    catch (const std::system_error& error)
    {
        complain({}, "epoll", fmt::format("connections are refused: {}", error.what()));
        drop(id);
        return false;
    }
}

Directory::Connection* Directory::find(ConnectionId id)
{
    const auto place = connections_.find(id);
    return place == connections_.end() ? nullptr : &place->second;
}

void Directory::handle(ConnectionId id, uint32_t events)
{
    Connection* connection = find(id);
    if (connection == nullptr)
    {
        return;
    }
    if (connection->state == Connection::State::Fresh)
    {
        receiveRequest(*connection);
        return;
    }
    if ((events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0)
    {
        // After its request a peer has nothing to say: this is its end, or an offence.
        char byte = 0;
        if (::recv(connection->socket.get(), &byte, 1, MSG_DONTWAIT) > 0)
        {
            complain(connection->agent, "surplus",
                     fmt::format("{} (pid {}) sends more than a request: it is disconnected",
                                 describe(connection->agent), connection->pid));
        }
        drop(id);
        return;
    }
    if ((events & EPOLLOUT) != 0)
    {
        flushHandOvers(id);
    }
}

void Directory::endIdle(ConnectionId id)
{
    const Connection* connection = find(id);
    if (connection != nullptr && connection->state == Connection::State::Fresh)
    {
        complain(connection->agent, "idle",
                 fmt::format("{} (pid {}) connects but sends no request: it is disconnected",
                             describe(connection->agent), connection->pid));
        drop(id);
    }
}

Directory::Received Directory::receiveRequest(Connection& connection)
{
    // One byte of room more than a request has, so that a longer datagram shows. Descriptors that come with it are
    // discarded by the kernel, as there is no room for them.
    struct
    {
        Request request;
        char surplus;
    } buffer;
    const ssize_t size = ::recv(connection.socket.get(), &buffer, sizeof(buffer), MSG_DONTWAIT);
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
    {
        return Received::Nothing;
    }
    if (size <= 0)
    {
        drop(connection.id);
        return Received::Something;
    }
    loop_.cancel(connection.timer);
    const ParsedRequest parsed = parseRequest(&buffer.request, static_cast<size_t>(size));
    if (parsed.error != Result::Ok)
    {
        complain(connection.agent, "malformed",
                 fmt::format("{} (pid {}) sends a malformed request ({}): it is disconnected",
                             describe(connection.agent), connection.pid, parsed.reason));
        answer(connection, parsed.error);
        drop(connection.id);
        return Received::Something;
    }
    const ConnectionId id = connection.id;
    connection.party = {id, {connection.agent, parsed.interfaceName}, parsed.protocol, connection.pid};
    connection.token = parsed.token;
    if (parsed.kind == Kind::Advertise)
    {
        connection.state = Connection::State::Service;
        if (watch(id))
        {
            dropIfGone(connection.party.interface);
            apply(registry_.advertise(connection.party));
        }
    }
    else
    {
        connection.state = Connection::State::Client;
        connection.mayWait = parsed.kind == Kind::Open;
        apply(registry_.open(connection.party, connection.mayWait));
        if (watch(id))  // it is still there: it waits
        {
            find(id)->timer = loop_.after(noticeTime_, [this, id] { notify(id); });
        }
    }
    return Received::Something;
}

/// The loop may come to a server that starts anew, or offers again what it has hidden, before it comes to the end of
/// the connection before: which of two that are ready is first is not for it to say.
void Directory::dropIfGone(const Interface& server)
{
    const auto offered = registry_.services().find(server);
    const Connection* connection = offered != registry_.services().end() ? find(offered->second.connection) : nullptr;
    if (connection != nullptr)
    {
        pollfd end{connection->socket.get(), POLLRDHUP, 0};
        if (::poll(&end, 1, 0) == 1)
        {
            drop(connection->id);
        }
    }
}

void Directory::drop(ConnectionId id)
{
    const auto place = connections_.find(id);
    if (place == connections_.end())
    {
        return;
    }
    Connection connection = std::move(place->second);
    connections_.erase(place);
    if (connection.isWatched)
    {
        loop_.forget(connection.socket.get());
    }
    loop_.cancel(connection.timer);
    registry_.remove(id);
    const auto count = connectionCounts_.find(connection.agent);
    if (count != connectionCounts_.end() && --count->second == 0)
    {
        connectionCounts_.erase(count);
    }
    // Clients that this server has not taken wait for the next one.
    for (const ConnectionId waiting : connection.toHandOver)
    {
        if (Connection* client = find(waiting))
        {
            apply(registry_.open(client->party, true));
        }
    }
}

/// Logs a line that an agent has caused, unless there are too many of them.
void Directory::tell(const formats::Agent& agent, const std::string& text)
{
    const Allowance::Answer answer = allowances_[agent].ask(Allowance::Clock::now());
    if (answer.leftOut != 0)
    {
        log(Level::Warning, fmt::format("{} more lines about {} were left out", answer.leftOut, describe(agent)));
    }
    if (answer.mayLog)
    {
        log(Level::Warning, text);
    }
}

/// Logs what an agent does wrong, once for each kind.
void Directory::complain(const formats::Agent& agent, const std::string& kind, const std::string& text)
{
    if (complaints_.size() < kMaxComplaints && complaints_.insert(agent.kind + " " + agent.name + " " + kind).second)
    {
        log(Level::Warning, text);
    }
}

}  // namespace ligature::directory
