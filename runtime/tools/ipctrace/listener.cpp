#include "runtime/tools/ipctrace/listener.h"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "runtime/formats/account.h"
#include "runtime/formats/unix_socket.h"

namespace ligature::ipctrace
{

namespace
{

using formats::UniqueFd;

constexpr int kClientsPerTurn = 16;
/// More than wait for a follower at most: the turn of a process ends when it has none left, unless it sends without
/// end.
constexpr int kRecordsPerTurn = 4096;

[[noreturn]] void fail(const Source& source, const std::string& what)
{
    throw std::runtime_error(fmt::format("cannot follow {}: {}: {}{}", source.name, what, std::strerror(errno),
                                         errno == EACCES ? " (root and the target's owner may)" : ""));
}

UniqueFd openFolder(const Source& source, const std::string& path)
{
    UniqueFd folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder)
    {
        fail(source, path);
    }
    return folder;
}

/// What to call a process that has connected; nothing if it is no process of the source. An app is known by the owner
/// of its directory socket, which changes when a stopped app starts.
std::optional<std::string> nameOf(const Source& source, const UniqueFd& folder, const formats::PeerIdentity& peer)
{
    if (source.name == kUsers)
    {
        return fmt::format("<{}>", formats::accountName(peer.uid));
    }
    struct stat socket
    {
    };
    if (::fstatat(folder.get(), "serviceDirectory", &socket, AT_SYMLINK_NOFOLLOW) == 0 && socket.st_uid == peer.uid)
    {
        return source.name;
    }
    return std::nullopt;
}

}  // namespace

Listener::Listener(Source source)
    : source_(std::move(source)),
      folder_(openFolder(source_, source_.folder)),
      traceFolder_(openFolder(source_, source_.folder + "/" + trace::kFolder)),
      epoll_(::epoll_create1(EPOLL_CLOEXEC))
{
    // The folder, not a file in it: what the app can see it could lock itself.
    if (::flock(folder_.get(), LOCK_EX | LOCK_NB) != 0)
    {
        if (errno == EWOULDBLOCK)
        {
            throw std::runtime_error(fmt::format("{} is followed by another ipctrace", source_.name));
        }
        fail(source_, source_.folder);
    }
    openSwitch();
    const std::string path = source_.folder + "/" + trace::kFolder + "/" + trace::kListenerSocket;
    // Who connects is checked then: which account an app runs under is not known as long as it does not run.
    listener_ = formats::listenUnix(path, SOCK_SEQPACKET, 0666);
    watch(listener_.get());
    const uint32_t generation = switch_->last + 1 != 0 ? switch_->last + 1 : 1;
    __atomic_store_n(&switch_->last, generation, __ATOMIC_RELAXED);
    __atomic_store_n(&switch_->generation, generation, __ATOMIC_RELEASE);
}

Listener::~Listener()
{
    __atomic_store_n(&switch_->generation, 0, __ATOMIC_RELEASE);
    ::unlinkat(traceFolder_.get(), trace::kListenerSocket, 0);
}

void Listener::Unmap::operator()(trace::Switch* page) const
{
    ::munmap(page, trace::kSwitchSize);
}

void Listener::openSwitch()
{
    const UniqueFd file(::openat(traceFolder_.get(), trace::kSwitchFile, O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    struct stat status
    {
    };
    if (!file || ::fstat(file.get(), &status) != 0)
    {
        fail(source_, trace::kSwitchFile);
    }
    if (!S_ISREG(status.st_mode) || status.st_size < static_cast<off_t>(trace::kSwitchSize))
    {
        throw std::runtime_error(fmt::format("cannot follow {}: its switch is damaged", source_.name));
    }
    // Room on the disk for what is written to memory below: where it lacks, a write there would end this program.
    if ((errno = ::posix_fallocate(file.get(), 0, trace::kSwitchSize)) != 0)
    {
        fail(source_, trace::kSwitchFile);
    }
    void* page = ::mmap(nullptr, trace::kSwitchSize, PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0);
    if (page == MAP_FAILED)
    {
        fail(source_, trace::kSwitchFile);
    }
    switch_.reset(static_cast<trace::Switch*>(page));
}

void Listener::watch(int fd)
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = fd;
    if (::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event) != 0)
    {
        fail(source_, "a connection");
    }
}

void Listener::watchListener(bool isOn)
{
    epoll_event event{};
    event.events = isOn ? uint32_t{EPOLLIN} : 0;
    event.data.fd = listener_.get();
    ::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, listener_.get(), &event);  // needs nothing that could lack
}

bool Listener::isGone() const
{
    struct stat status
    {
    };
    return ::fstat(traceFolder_.get(), &status) != 0 || status.st_nlink == 0;
}

void Listener::receive(std::vector<Seen>& records)
{
    epoll_event events[64];
    const int count = ::epoll_wait(epoll_.get(), events, 64, 0);
    for (int i = 0; i < count; ++i)
    {
        const int fd = events[i].data.fd;
        if (fd == listener_.get())
        {
            accept();
        }
        else if (const auto process = processes_.find(fd); !receiveFrom(process->second, records))
        {
            processes_.erase(process);
        }
    }
}

void Listener::accept()
{
    if (processes_.size() >= kMostProcesses)
    {
        isFull_ = true;  // who has come waits in the queue, as below
        watchListener(false);
        return;
    }
    for (int i = 0; i < kClientsPerTurn && processes_.size() < kMostProcesses; ++i)
    {
        UniqueFd socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (!socket)
        {
            if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
            {
                // Its connection stays in the queue, which would be readable for ever. Refused, it would not come back.
                lacksDescriptors_ = true;
                watchListener(false);
            }
            return;
        }
        const formats::PeerIdentity peer = formats::peerOf(socket.get());
        if (const auto app = nameOf(source_, folder_, peer))
        {
            const int fd = socket.get();
            watch(fd);
            processes_.insert_or_assign(fd, Process{std::move(socket), *app, peer.pid});
        }
    }
}

void Listener::acceptAgain()
{
    const bool wasFull = std::exchange(isFull_, false);
    if (std::exchange(lacksDescriptors_, false) || wasFull)
    {
        watchListener(true);
    }
}

/// False: the connection is over.
bool Listener::receiveFrom(Process& process, std::vector<Seen>& records)
{
    for (int i = 0; i < kRecordsPerTurn; ++i)
    {
        char datagram[trace::kRecordLimit + 1];
        const ssize_t size = ::recv(process.socket.get(), datagram, sizeof(datagram), MSG_DONTWAIT);
        if (size < 0 && (errno == EAGAIN || errno == EINTR))
        {
            return true;
        }
        if (size <= 0)
        {
            return false;
        }
        auto record = trace::decode(datagram, static_cast<size_t>(size));
        if (!record)
        {
            ++badRecords_;
            return false;
        }
        records.push_back({std::move(*record), process.app, process.pid});
    }
    return true;
}

}  // namespace ligature::ipctrace
