#include "tests/fuzz/directory/stage.h"

#include <sys/random.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <set>

#include <nlohmann/json.hpp>

#include "runtime/formats/account.h"
#include "runtime/formats/directory_protocol.h"
#include "runtime/formats/manifest.h"
#include "tests/fuzz/demand.h"
#include "tests/fuzz/descriptors.h"
#include "tests/fuzz/directory/seam.h"
#include "tests/support/scratch_directory.h"

namespace ligature::fuzz
{

namespace
{

using nlohmann::json;

const formats::Agent& agentOf(Stage::Door door)
{
    static const formats::Agent user{"user", formats::accountName(::geteuid())};
    static const formats::Agent a{"app", "a"};
    static const formats::Agent b{"app", "b"};
    return door == Stage::appA ? a : door == Stage::appB ? b : user;
}

/// Interfaces "i0" to "i3" of each agent, bound to those of the next.
const formats::SystemManifest& system()
{
    static const formats::SystemManifest manifest = []
    {
        formats::SystemManifest made;
        made.name = "s";
        made.target = "localhost";
        for (int door = Stage::users; door <= Stage::appB; ++door)
        {
            for (char digit = '0'; digit < '4'; ++digit)
            {
                made.bindings.push_back({agentOf(Stage::Door(door)), std::string("i") + digit,
                                         agentOf(Stage::Door((door + 1) % 3)), std::string("i") + digit});
            }
        }
        std::sort(made.bindings.begin(), made.bindings.end());
        return made;
    }();
    return manifest;
}

template <typename Message>
void checkHeader(const Message& message, directory::Kind kind)
{
    const directory::Header right = directory::makeHeader(kind);
    demand(std::memcmp(&message.header, &right, sizeof(right)) == 0);
}

/// What a client tells the server it was joined to, so that both are known. No input contains the secret.
struct Mark
{
    uint64_t secret;
    uint64_t number;
};

uint64_t secret()
{
    static const uint64_t one = []
    {
        uint64_t made = 0;
        demand(::getrandom(&made, sizeof(made), 0) == sizeof(made));
        return made;
    }();
    return one;
}

/// Whom a member of a command names; nothing if it names nobody.
directory::Interface interfaceOf(const json& command, const char* member)
{
    const json end = command.value(member, json::object());
    for (const char* kind : {"app", "user"})
    {
        if (end.is_object() && end.contains(kind) && end[kind].is_string() && end.contains("interface") &&
            end["interface"].is_string())
        {
            return {{kind, end[kind]}, end["interface"]};
        }
    }
    return {};
}

}  // namespace

Listener listenAnywhere(int type)
{
    Listener made;
    made.socket.reset(::socket(AF_UNIX, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    made.address.sun_family = AF_UNIX;
    made.length = sizeof(made.address);
    demand(::bind(made.socket.get(), reinterpret_cast<sockaddr*>(&made.address), sizeof(sa_family_t)) == 0 &&
           ::listen(made.socket.get(), SOMAXCONN) == 0 &&
           ::getsockname(made.socket.get(), reinterpret_cast<sockaddr*>(&made.address), &made.length) == 0);
    return made;
}

const std::string& Stage::systemFolder()
{
    static const test::ScratchDirectory scratch;
    static const std::string path = (scratch.write("manifest.json", formats::toJson(system())), scratch.path());
    return path;
}

Stage::Stage(std::chrono::milliseconds patience)
    : directory_(loop_, patience, patience), controlServer_(loop_, directory_)
{
    for (Door door : {users, appA, control})
    {
        doors_[door] = listenAnywhere(door == control ? SOCK_STREAM : SOCK_SEQPACKET);
    }
    directory_.serveUsers(std::move(doors_[users].socket));
    directory_.addApp("a", ::geteuid(), std::move(doors_[appA].socket));
    controlServer_.listen(std::move(doors_[control].socket));
}

void Stage::connect(size_t number, Door door)
{
    close(number);
    Peer& peer = peers_[number];
    peer = {};
    peer.door = door;
    if (doors_[door].length != 0)
    {
        peer.socket.reset(
            ::socket(AF_UNIX, (door == control ? SOCK_STREAM : SOCK_SEQPACKET) | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        ::connect(peer.socket.get(), reinterpret_cast<const sockaddr*>(&doors_[door].address), doors_[door].length);
        ++connects_;
    }
    if (door == control)
    {
        commandsOf_[number] = commands_.size();
        commands_.emplace_back();
    }
}

void Stage::close(size_t number)
{
    peers_[number].socket.reset();
}

void Stage::shutDown(size_t number, int how)
{
    ::shutdown(peers_[number].socket.get(), how);
}

void Stage::send(size_t number, const std::string& bytes, size_t descriptors)
{
    Peer& peer = peers_[number];
    sendWithNew(peer.socket.get(), bytes, descriptors);
    if (peer.door == control)
    {
        commands_[commandsOf_[number]] += bytes;
    }
    else if (!peer.hasSent)
    {
        peer.hasSent = true;
        peer.request = directory::parseRequest(bytes.data(), bytes.size());
    }
}

void Stage::sendWithListener(size_t number, const std::string& command, Door door, int type)
{
    if (peers_[number].door == control)
    {
        doors_[door] = listenAnywhere(type);
        test::sendWithDescriptors(peers_[number].socket.get(), command, {doors_[door].socket.get()});
        doors_[door].socket.reset();
        commands_[commandsOf_[number]] += command;
    }
}

void Stage::read(size_t number)
{
    Peer& peer = peers_[number];
    if (peer.door == control)
    {
        readControl(peer);
    }
    else if (peer.isAnswered && peer.request.kind == directory::Kind::Advertise)
    {
        readHandOver(peer);
    }
    else if (!peer.isAnswered)
    {
        readAnswer(peer);
    }
}

void Stage::readAnswer(Peer& peer)
{
    directory::Reply reply{};
    if (::recv(peer.socket.get(), &reply, sizeof(reply), MSG_DONTWAIT | MSG_TRUNC) <= 0)
    {
        return;
    }
    const bool mayWait = peer.request.error == directory::Result::Ok && peer.request.kind == directory::Kind::Open;
    if (static_cast<directory::Kind>(reply.header.kind) == directory::Kind::Notice && mayWait && !peer.isNotified)
    {
        checkHeader(reply, directory::Kind::Notice);
        peer.isNotified = true;
        return;
    }
    checkHeader(reply, directory::Kind::Reply);
    peer.isAnswered = true;
    if (reply.result != static_cast<int32_t>(directory::Result::Ok))
    {
        return;
    }
    demand(peer.hasSent && peer.request.error == directory::Result::Ok);
    if (peer.request.kind != directory::Kind::Advertise)
    {
        const Mark mark{secret(), clients_.size()};
        clients_.push_back({{agentOf(peer.door), peer.request.interfaceName}, peer.request.protocol});
        ::send(peer.socket.get(), &mark, sizeof(mark), MSG_NOSIGNAL | MSG_DONTWAIT);
    }
}

void Stage::readHandOver(Peer& peer)
{
    directory::HandOver handOver{};
    iovec part{&handOver, sizeof(handOver)};
    alignas(cmsghdr) char space[CMSG_SPACE(sizeof(int) * 4)];
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = space;
    header.msg_controllen = sizeof(space);
    const ssize_t size = ::recvmsg(peer.socket.get(), &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (size <= 0)
    {
        return;
    }
    const cmsghdr* rights = CMSG_FIRSTHDR(&header);
    demand(size == sizeof(handOver) && rights != nullptr && rights->cmsg_len == CMSG_LEN(sizeof(int)));
    checkHeader(handOver, directory::Kind::HandOver);
    bool isTerminated = true;
    directory::getText(handOver.agent, isTerminated);
    demand(isTerminated && handOver.uid == ::geteuid() && handOver.pid == ::getpid());
    int fd = -1;
    std::memcpy(&fd, CMSG_DATA(rights), sizeof(int));
    sessions_.push_back(
        {formats::UniqueFd(fd), {{agentOf(peer.door), peer.request.interfaceName}, peer.request.protocol}});
}

void Stage::readControl(Peer& peer)
{
    char piece[4096];
    const ssize_t size = ::recv(peer.socket.get(), piece, sizeof(piece), MSG_DONTWAIT);
    if (size > 0)
    {
        peer.heard.append(piece, static_cast<size_t>(size));
    }
    for (size_t end = 0; (end = peer.heard.find('\n')) != std::string::npos; peer.heard.erase(0, end + 1))
    {
        const json reply = json::parse(peer.heard.substr(0, end), nullptr, false);
        demand(reply.is_object() && reply.contains("ok") && reply["ok"].is_boolean() &&
               (reply["ok"] || reply.contains("message")));
    }
}

void Stage::turn()
{
    loop_.after(std::chrono::milliseconds(0), [this] { loop_.quit(); });
    loop_.run();
}

void Stage::turnWithoutDescriptors()
{
    haveNoDescriptors(true);
    turn();
    haveNoDescriptors(false);
}

bool Stage::wasBound(const directory::Interface& client, const directory::Interface& server) const
{
    for (const std::string& text : commands_)
    {
        for (size_t begin = 0, end = 0; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1)
        {
            const json command = json::parse(text.substr(begin, end - begin), nullptr, false);
            if (!command.is_object() || !command.contains("command"))
            {
                continue;
            }
            if (command["command"] == "bind" && interfaceOf(command, "client") == client &&
                interfaceOf(command, "server") == server)
            {
                return true;
            }
            if (command["command"] == "load")
            {
                const auto& bindings = system().bindings;
                const formats::BindingEntry entry{client.agent, client.name, server.agent, server.name};
                if (std::find(bindings.begin(), bindings.end(), entry) != bindings.end())
                {
                    return true;
                }
            }
        }
    }
    return false;
}

void Stage::checkJoins()
{
    std::set<uint64_t> seen;
    for (const Session& session : sessions_)
    {
        Mark mark{};
        if (::recv(session.socket.get(), &mark, sizeof(mark), MSG_DONTWAIT | MSG_TRUNC) == sizeof(mark) &&
            mark.secret == secret())
        {
            demand(mark.number < clients_.size() && seen.insert(mark.number).second);
            const End& client = clients_[mark.number];
            demand(client.protocol == session.server.protocol);
            demand(wasBound(client.interface, session.server.interface));
        }
    }
}

void Stage::end()
{
    turn();
    for (size_t number = 0; number < kPeers; ++number)
    {
        read(number);
    }
    checkJoins();
    for (size_t number = 0; number < kPeers; ++number)
    {
        close(number);
    }
    sessions_.clear();
    const directory::Registry& registry = directory_.registry();
    // A turn accepts one connection: that many may still wait for it, and then a few finish what was begun.
    constexpr size_t kMore = 100;
    for (size_t i = 0; i < connects_ + kMore && !(registry.services().empty() && registry.waiting().empty()); ++i)
    {
        turn();
    }
    demand(registry.services().empty() && registry.waiting().empty());
}

}  // namespace ligature::fuzz
