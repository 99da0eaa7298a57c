// What a service is. Everything here is for its owning thread.
#pragma once

#include "runtime/lib/messaging/offence.h"
#include "runtime/lib/messaging/pace.h"
#include "runtime/lib/messaging/session.h"

struct le_msg_SessionEventHandler;

namespace ligature::messaging
{

enum class HandlerKind : uint8_t
{
    Open,
    Close
};

/// An open or close handler. Later ones stand first, which is the order they are called in.
struct Handler
{
    Handler* next = nullptr;
    uintptr_t id = 0;  ///< what the user's reference is; never used twice, never 0
    HandlerKind kind = HandlerKind::Open;
    bool isRemoved = false;  ///< goes when no handler of the service is running
    le_msg_SessionEventHandler_t function = nullptr;
    void* context = nullptr;
};

struct Service
{
    static constexpr uint32_t kMagic = 0x53525643;

    le_msg_Service open{le_msg_Service::LE_MSG_SERVICE_UNIX_SOCKET};  ///< the part that users see; must be first
    uint32_t magic = kMagic;
    uint32_t users = 1;  ///< those who still work with it; it is freed by the last
    le_msg_Interface interface {
    };
    thread::Thread* owner = nullptr;
    uint64_t token = 0;
    int directoryFd = -1;  ///< -1: not advertised
    event::FdWatcher watcher;
    Handler* handlers = nullptr;
    bool hasRemovedHandlers = false;
    bool isDeleted = false;  ///< it is freed when nobody works with it any more
    void (*tellDeletion)(void* context) = nullptr;
    void* deletionContext = nullptr;
    le_msg_ReceiveHandler_t receiveHandler = nullptr;
    void* receiveContext = nullptr;
    void* context = nullptr;
    List<le_msg_Session, &le_msg_Session::ofService> sessions;
    Offences offences;
    Pace pace;
    Service* next = nullptr;  ///< of the same thread
    Service* nextInProcess = nullptr;
};

/// Calls the handlers of one kind, the latest first; those for open sessions as long as it is one.
void callHandlers(Service& service, HandlerKind kind, le_msg_Session& session);

/// Frees the handlers that were removed while one was running, and the service when nobody works with it any more.
void sweepService(Service& service);

inline void releaseService(Service& service)
{
    --service.users;
    if (service.users == 0 || (service.users == 1 && service.hasRemovedHandlers))
    {
        sweepService(service);
    }
}

/// Uses a service as long as it lives, or until a handler that runs meanwhile has ended its thread.
class ServiceUse
{
public:
    explicit ServiceUse(Service& service) : service_(service) { ++service.users; }
    ~ServiceUse() { releaseService(service_); }
    ServiceUse(const ServiceUse&) = delete;
    ServiceUse& operator=(const ServiceUse&) = delete;

private:
    Service& service_;
};

/// Takes the next client that the Service Directory has handed over. False if there is none, or it is not whole.
bool takeClient(Service& service);

/// The service watches for clients no more. Returns its connection to the Service Directory, the caller's from then on;
/// -1 if it had none.
int stopOffering(Service& service);
void deleteService(Service& service);

/// Whether the calling thread owns the service with this token.
bool isServedByThisThread(uint64_t token);

}  // namespace ligature::messaging
