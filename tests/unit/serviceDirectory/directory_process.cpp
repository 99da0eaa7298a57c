#include "tests/unit/serviceDirectory/directory_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <stdexcept>

#include "runtime/formats/account.h"
#include "runtime/formats/control.h"

namespace ligature::test
{

std::string buildRoot()
{
    return std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path().string();
}

std::string ownAccount()
{
    return formats::accountName(::geteuid());
}

DirectoryProcess::DirectoryProcess() : layout_{scratch_.path()}
{
    const std::string program = buildRoot() + "/libexec/ligature/serviceDirectory";
    const std::string logFile = root() + "/stderr";
    pid_ = ::fork();
    if (pid_ == 0)
    {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // a test that crashes leaves nothing running
        const int log = ::open(logFile.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
        ::dup2(log, STDERR_FILENO);
        ::setenv("LIGATURE_LOG_STREAM", "1", 1);
        ::execl(program.c_str(), program.c_str(), "--root", root().c_str(), nullptr);
        ::_exit(127);
    }
    formats::ControlClient::connectWithin(layout_.directoryControlSocket(), std::chrono::seconds(10));
}

DirectoryProcess::~DirectoryProcess()
{
    kill();
}

void DirectoryProcess::stop() const
{
    ::kill(pid_, SIGSTOP);
}

void DirectoryProcess::goOn() const
{
    ::kill(pid_, SIGCONT);
}

void DirectoryProcess::kill()
{
    if (pid_ > 0)
    {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
        pid_ = -1;
    }
}

nlohmann::json DirectoryProcess::command(const nlohmann::json& request, int descriptor) const
{
    formats::ControlClient client(layout_.directoryControlSocket());
    return client.request(request, descriptor);
}

void DirectoryProcess::addApp(const std::string& app, uid_t uid) const
{
    std::filesystem::create_directories(layout_.appSocketDirectory(app));
    const formats::UniqueFd listener = formats::listenUnix(appSocket(app), SOCK_SEQPACKET, 0666);
    const auto reply = command({{"command", "addApp"}, {"name", app}, {"uid", uid}}, listener.get());
    if (!reply.at("ok"))
    {
        throw std::runtime_error(reply.dump());
    }
}

void DirectoryProcess::bind(const std::string& client, const std::string& server) const
{
    command({{"command", "bind"},
             {"client", {{"user", ownAccount()}, {"interface", client}}},
             {"server", {{"user", ownAccount()}, {"interface", server}}}});
}

void DirectoryProcess::bindApps(const std::string& clientApp, const std::string& client, const std::string& serverApp,
                                const std::string& server) const
{
    command({{"command", "bind"},
             {"client", {{"app", clientApp}, {"interface", client}}},
             {"server", {{"app", serverApp}, {"interface", server}}}});
}

size_t DirectoryProcess::openDescriptors() const
{
    const std::filesystem::directory_iterator files("/proc/" + std::to_string(pid_) + "/fd");
    return static_cast<size_t>(std::distance(begin(files), end(files)));
}

bool DirectoryProcess::isRunning() const
{
    return pid_ > 0 && ::waitpid(pid_, nullptr, WNOHANG) == 0;
}

std::string DirectoryProcess::log() const
{
    return readText(root() + "/stderr");
}

bool DirectoryProcess::waitForLog(const std::string& text) const
{
    return eventually([&] { return log().find(text) != std::string::npos; });
}

directory::Request makeRequest(directory::Kind kind, const std::string& interface, const std::string& protocol,
                               uint32_t size, uint64_t token)
{
    directory::Request request{};
    request.header = directory::makeHeader(kind);
    request.token = kind == directory::Kind::Advertise && token == 0 ? 1 : token;
    request.maxMessageSize = size;
    directory::putText(request.protocolId, protocol);
    directory::putText(request.interfaceName, interface);
    return request;
}

formats::UniqueFd ask(const std::string& socket, const directory::Request& request)
{
    formats::UniqueFd fd = formats::connectUnix(socket, SOCK_SEQPACKET);
    ::send(fd.get(), &request, sizeof(request), MSG_NOSIGNAL);
    return fd;
}

bool pollOnce(int fd, int milliseconds)
{
    pollfd entry{fd, POLLIN, 0};
    return ::poll(&entry, 1, milliseconds) > 0;
}

void pauseBriefly()
{
    ::usleep(5000);
}

namespace
{

/// A reply or a notice.
std::optional<directory::Reply> readNext(int fd, int milliseconds)
{
    directory::Reply reply{};
    if (!pollOnce(fd, milliseconds))
    {
        return std::nullopt;
    }
    ssize_t size = ::recv(fd, &reply, sizeof(reply), MSG_DONTWAIT);
    if (size < 0 && errno == ECONNRESET)
    {
        size =
            ::recv(fd, &reply, sizeof(reply), MSG_DONTWAIT);  // closed before the request was read: the answer is there
    }
    return size == sizeof(reply) ? std::optional(reply) : std::nullopt;
}

bool isNotice(const std::optional<directory::Reply>& reply)
{
    return reply && static_cast<directory::Kind>(reply->header.kind) == directory::Kind::Notice;
}

}  // namespace

std::optional<directory::Reply> readReply(int fd, int milliseconds)
{
    const auto first = readNext(fd, milliseconds);
    return isNotice(first) ? readNext(fd, milliseconds) : first;
}

std::optional<directory::Result> readNotice(int fd, int milliseconds)
{
    const auto notice = readNext(fd, milliseconds);
    return isNotice(notice) ? std::optional(static_cast<directory::Result>(notice->result)) : std::nullopt;
}

std::optional<directory::Result> readResult(int fd, int milliseconds)
{
    const auto reply = readReply(fd, milliseconds);
    return reply ? std::optional(static_cast<directory::Result>(reply->result)) : std::nullopt;
}

std::optional<ReceivedClient> readHandOver(int fd, int milliseconds)
{
    ReceivedClient client{};
    iovec part{&client.handOver, sizeof(client.handOver)};
    alignas(cmsghdr) char space[CMSG_SPACE(sizeof(int))];
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = space;
    header.msg_controllen = sizeof(space);
    if (!pollOnce(fd, milliseconds) ||
        ::recvmsg(fd, &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC) != sizeof(client.handOver) ||
        CMSG_FIRSTHDR(&header) == nullptr)
    {
        return std::nullopt;
    }
    int received = -1;
    std::memcpy(&received, CMSG_DATA(CMSG_FIRSTHDR(&header)), sizeof(int));
    client.socket.reset(received);
    return client;
}

bool isClosed(int fd)
{
    char byte = 0;
    return pollOnce(fd, 5000) && ::recv(fd, &byte, 1, MSG_DONTWAIT) <= 0;
}

}  // namespace ligature::test
