#include "runtime/lib/ipc/trace.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <mutex>
#include <string>

#include "runtime/lib/messaging/session_facts.h"
#include "runtime/lib/messaging/socket_path.h"

namespace ligature::ipc::trace
{

using namespace ligature::trace;

namespace
{

constexpr uint32_t kAlwaysOff = 0;

/// Bytes that may wait for a listener that is slow; the system may allow fewer.
constexpr int kBufferBytes = 1 << 20;

/// The way to the listener of one generation.
struct Output
{
    std::mutex mutex;
    dev_t device = 0;         // of the switch that is mapped, as its inode
    ino_t inode = 0;          // 0: none is
    std::string listener;     // its path
    uint32_t generation = 0;  // its own
    bool isTried = false;     // not: there was no room for one more process, or no descriptor
    int fd = -1;              // -1: not reached, or lost
    uint32_t lost = 0;        // records without room since the last that had it
};

Output& output()
{
    static auto* only = new Output;  // never destroyed: threads may still run when the process ends
    return *only;
}

std::string folder()
{
    const std::string socket = messaging::directorySocket();
    const size_t slash = socket.rfind('/');
    return (slash == std::string::npos ? "" : socket.substr(0, slash + 1)) + kFolder;
}

void disconnect(Output& out)
{
    if (out.fd >= 0)
    {
        ::close(out.fd);
        out.fd = -1;
    }
}

/// What was mapped before stays: other threads may look at it.
void mapSwitch(Output& out)
{
    const std::string path = folder();
    struct stat status
    {
    };
    if (::stat((path + "/" + kSwitchFile).c_str(), &status) == 0 && out.device == status.st_dev &&
        out.inode == status.st_ino)
    {
        return;
    }
    const int fd = ::open((path + "/" + kSwitchFile).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
    {
        return;
    }
    // Reading past the end of a mapped file would end the process.
    if (::fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size >= static_cast<off_t>(kSwitchSize))
    {
        void* page = ::mmap(nullptr, kSwitchSize, PROT_READ, MAP_SHARED, fd, 0);
        if (page != MAP_FAILED)
        {
            disconnect(out);
            out.generation = 0;
            out.device = status.st_dev;
            out.inode = status.st_ino;
            out.listener = path + "/" + kListenerSocket;
            __atomic_store_n(&Generation, &static_cast<const Switch*>(page)->generation, __ATOMIC_RELEASE);
        }
    }
    ::close(fd);
}

/// Connects to the listener. False: that may succeed later.
bool connect(Output& out)
{
    out.fd = ::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (out.fd < 0 || !messaging::connectToPath(out.fd, out.listener.c_str()))
    {
        const bool isShortage = errno == EAGAIN || errno == EMFILE || errno == ENFILE;
        disconnect(out);
        return !isShortage;
    }
    ::setsockopt(out.fd, SOL_SOCKET, SO_SNDBUF, &kBufferBytes, sizeof(kBufferBytes));
    return true;
}

void send(Header& header, size_t size)
{
    Output& out = output();
    const std::lock_guard lock(out.mutex);
    const uint32_t generation = __atomic_load_n(__atomic_load_n(&Generation, __ATOMIC_RELAXED), __ATOMIC_ACQUIRE);
    // Whoever listened has ended meanwhile.
    if (generation == 0)
    {
        return;
    }
    if (generation != out.generation)
    {
        disconnect(out);
        out.generation = generation;
        out.isTried = false;
        out.lost = 0;
    }
    if (!out.isTried && !(out.isTried = connect(out)))
    {
        ++out.lost;
        return;
    }
    if (out.fd < 0)
    {
        return;
    }
    header.lost = out.lost;
    if (::send(out.fd, &header, size, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0)
    {
        out.lost = 0;
    }
    else if (errno == EAGAIN || errno == ENOBUFS || errno == EINTR || errno == ENOMEM)
    {
        ++out.lost;
    }
    else
    {
        disconnect(out);
    }
}

std::string_view nameOf(const Point& point, bool isReport)
{
    if (point.names != nullptr)
    {
        const le_ipc_Name_t* end = point.names->functions + point.names->count;
        const le_ipc_Name_t* name =
            std::find_if(point.names->functions, end, [&](const auto& one) { return one.number == point.number; });
        if (name != end)
        {
            return isReport && name->event != nullptr ? name->event : name->function;
        }
    }
    return {};
}

uint64_t now()
{
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<uint64_t>(time.tv_sec) * 1'000'000'000U + static_cast<uint64_t>(time.tv_nsec);
}

void record(Event event, const Point& point, uint64_t time, uint64_t duration, uint32_t call)
{
    alignas(Header) unsigned char space[kRecordLimit];
    auto* header = new (space) Header{};
    const messaging::SessionFacts facts = messaging::factsOf(point.session);
    header->magic = kMagic;
    header->version = kVersion;
    header->event = static_cast<uint8_t>(event);
    header->time = time;
    header->duration = duration;
    header->session = facts.number;
    header->call = call;
    header->number = point.number;
    header->bytes = static_cast<uint32_t>(point.bytes);
    header->peer = facts.peer;
    send(*header, appendNames(header, point.names != nullptr ? point.names->api : "", point.interface,
                              nameOf(point, call == 0)));
}

}  // namespace

const uint32_t* Generation = &kAlwaysOff;

void prepare()
{
    Output& out = output();
    const std::lock_guard lock(out.mutex);
    mapSwitch(out);
}

le_ipc_Traced_t begin(Event event, const Point& point)
{
    static std::atomic<uint32_t> last{0};
    uint32_t call = last.fetch_add(1, std::memory_order_relaxed) + 1;
    if (call == 0)
    {
        call = last.fetch_add(1, std::memory_order_relaxed) + 1;
    }
    const le_ipc_Traced_t traced = {now(), call};
    record(event, point, traced.time, 0, call);
    return traced;
}

void end(Event event, const Point& point, const le_ipc_Traced_t& call)
{
    const uint64_t time = now();
    record(event, point, time, time - call.time, call.call);
}

void report(Event event, const Point& point)
{
    record(event, point, now(), 0, 0);
}

}  // namespace ligature::ipc::trace
