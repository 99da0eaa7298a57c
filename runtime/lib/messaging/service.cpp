#include "runtime/lib/messaging/service.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <utility>

#include "runtime/formats/unique_fd.h"
#include "runtime/lib/messaging/directory_client.h"
#include "runtime/lib/messaging/local.h"
#include "runtime/lib/messaging/per_thread.h"
#include "runtime/lib/messaging/server.h"
#include "runtime/lib/messaging/service_end.h"
#include "runtime/lib/messaging/time_limit.h"

namespace ligature::messaging
{

namespace
{

struct Services
{
    std::mutex mutex;
    Service* first = nullptr;
};

/// All services of the process, for the check that there are no two of one name. Never destroyed.
Services& services()
{
    static auto* all = new Services;
    return *all;
}

uint64_t newToken()
{
    uint64_t token = 0;
    while (token == 0)
    {
        LE_FATAL_IF(::getrandom(&token, sizeof(token), 0) != sizeof(token), "No random number: %m.");
    }
    return token;
}

uintptr_t newHandlerId()
{
    static std::atomic<uintptr_t> last{1};
    return last.fetch_add(2, std::memory_order_relaxed) + 2;
}

Service& toService(le_msg_ServiceRef_t reference)
{
    LE_FATAL_IF(toLocal(reference) != nullptr, "This cannot be done with a local service.");
    auto* service = reinterpret_cast<Service*>(reference);
    LE_FATAL_IF(service == nullptr || service->magic != Service::kMagic,
                "Service reference %p is not valid. Make sure the service is started.", static_cast<void*>(reference));
    return *service;
}

void checkOwner(const Service& service)
{
    LE_FATAL_IF(service.owner != thread::current(), "Service '%s' is used by a thread that doesn't own it.",
                service.interface.name);
}

void sweepHandlers(Service& service)
{
    service.hasRemovedHandlers = false;
    for (Handler** place = &service.handlers; *place != nullptr;)
    {
        Handler* handler = *place;
        if (handler->isRemoved)
        {
            *place = handler->next;
            delete handler;
        }
        else
        {
            place = &handler->next;
        }
    }
}

/// Takes the next client out of a connection to the Service Directory.
HandOverStatus takeFrom(Service& service, int fd)
{
    directory::HandOver handOver;
    int clientFd = -1;
    const HandOverStatus status = receiveHandOver(fd, handOver, &clientFd);
    if (status == HandOverStatus::Done)
    {
        const ServiceUse use(service);
        acceptClient(service, clientFd, handOver);
    }
    LE_ERROR_IF(status == HandOverStatus::Bad,
                "Service '%s': a client did not arrive whole and is dropped (file descriptors may have run out).",
                service.interface.name);
    return status;
}

/// Takes all clients that come over a connection that the service has given up: as they see it their sessions are open.
void takeLast(Service& service, int fd)
{
    // The Service Directory closes it too then, once it has handed over those that it has promised to. Others wait
    // until the service is offered again.
    ::shutdown(fd, SHUT_WR);
    constexpr uint32_t kLongest = 5000;  // milliseconds, for a directory that does nothing
    const Deadline deadline(kLongest);
    HandOverStatus status = HandOverStatus::Empty;
    short found = 0;
    while (status != HandOverStatus::Lost && deadline.wait(fd, POLLIN, &found))
    {
        status = takeFrom(service, fd);
    }
}

/// Takes one client: the loop comes back for the next, and sessions have their turn in between.
void onHandOver(event::FdWatcher& watcher, uint32_t events)
{
    auto& service = *reinterpret_cast<Service*>(reinterpret_cast<char*>(&watcher) - offsetof(Service, watcher));
    if ((events & EPOLLHUP) != 0 || mayTakeClient(service))
    {
        takeClient(service);
    }
}

void addToLists(Service& service)
{
    {
        const std::lock_guard lock(services().mutex);
        for (const Service* other = services().first; other != nullptr; other = other->nextInProcess)
        {
            LE_FATAL_IF(other->interface.protocol == service.interface.protocol &&
                            std::strcmp(other->interface.name, service.interface.name) == 0,
                        "This process has a service '%s' already.", service.interface.name);
        }
        service.nextInProcess = services().first;
        services().first = &service;
    }
    PerThread& own = joinThread();
    service.next = own.services;
    own.services = &service;
}

void removeFromLists(Service& service)
{
    {
        const std::lock_guard lock(services().mutex);
        Service** place = &services().first;
        while (*place != &service)
        {
            place = &(*place)->nextInProcess;
        }
        *place = service.nextInProcess;
    }
    Service** place = &perThread().services;
    while (*place != &service)
    {
        place = &(*place)->next;
    }
    *place = service.next;
}

le_msg_SessionEventHandlerRef_t addHandler(le_msg_ServiceRef_t serviceRef, HandlerKind kind,
                                           le_msg_SessionEventHandler_t function, void* context)
{
    if (toLocal(serviceRef) != nullptr)
    {
        LE_WARN("A local service does not tell when its sessions open and close.");
        return nullptr;
    }
    Service& service = toService(serviceRef);
    checkOwner(service);
    LE_FATAL_IF(function == nullptr, "Service '%s': no handler function.", service.interface.name);
    service.handlers = new Handler{service.handlers, newHandlerId(), kind, false, function, context};
    return reinterpret_cast<le_msg_SessionEventHandlerRef_t>(service.handlers->id);
}

/// The same connection at a number that is above those of most sessions; as it is if there is none.
///
/// The kernel ends what a process that dies had open from the highest number down. So the Service Directory hears of
/// its end before its clients do: one that is started again at once is not handed over to a server that is about to
/// end.
int liftAboveSessions(int fd)
{
    constexpr int kAboveSessions = 200;  // within the next larger of the kernel's tables, of 256 descriptors
    const int raised = ::fcntl(fd, F_DUPFD_CLOEXEC, kAboveSessions);
    if (raised < 0)
    {
        return fd;
    }
    formats::closeWhole(fd);
    return raised;
}

}  // namespace

bool takeClient(Service& service)
{
    const HandOverStatus status = takeFrom(service, service.directoryFd);
    LE_FATAL_IF(status == HandOverStatus::Lost, "Service '%s' has lost the Service Directory.", service.interface.name);
    return status == HandOverStatus::Done;
}

void callHandlers(Service& service, HandlerKind kind, le_msg_Session& session)
{
    const ServiceUse use(service);
    // A handler added meanwhile stands before this place and is not called; a removed one stays until all have run.
    for (const Handler* handler = service.handlers; handler != nullptr; handler = handler->next)
    {
        // A session that one of them has closed has been told to all close handlers.
        if (kind == HandlerKind::Open && session.state != State::Open)
        {
            break;
        }
        if (handler->kind == kind && !handler->isRemoved)
        {
            handler->function(&session, handler->context);
        }
    }
}

void sweepService(Service& service)
{
    if (service.users == 0)
    {
        for (Handler* handler = service.handlers; handler != nullptr; handler = handler->next)
        {
            handler->isRemoved = true;
        }
    }
    sweepHandlers(service);
    if (service.users == 0)
    {
        service.magic = 0;
        delete &service;
    }
}

int stopOffering(Service& service)
{
    if (service.directoryFd >= 0)
    {
        forgetPace(service);
        event::stopWatching(service.watcher);
    }
    return std::exchange(service.directoryFd, -1);
}

void deleteService(Service& service)
{
    const ServiceUse use(service);
    if (const int fd = stopOffering(service); fd >= 0)
    {
        formats::closeWhole(fd);
    }
    while (le_msg_Session* session = service.sessions.first)
    {
        if (session->state == State::Open)
        {
            closeServer(*session);
        }
        else
        {
            finishServer(*session);  // one of its close handlers calls this, or was left by longjmp()
        }
    }
    // A close handler may have deleted the service meanwhile.
    if (!std::exchange(service.isDeleted, true))
    {
        removeFromLists(service);
        if (service.tellDeletion != nullptr)
        {
            service.tellDeletion(service.deletionContext);
        }
        releaseService(service);
    }
}

void endServices()
{
    CurrentMessage::get(reinterpret_cast<void*>(UINTPTR_MAX));  // lets go of what a handler has left
    while (perThread().services != nullptr)
    {
        deleteService(*perThread().services);
    }
}

void onDeletion(le_msg_ServiceRef_t reference, void (*tell)(void* context), void* context)
{
    Service& service = toService(reference);
    checkOwner(service);
    service.tellDeletion = tell;
    service.deletionContext = context;
}

[[gnu::hot]] bool isServedByThisThread(uint64_t token)
{
    for (const Service* service = perThread().services; service != nullptr; service = service->next)
    {
        if (service->token == token)
        {
            return true;
        }
    }
    return false;
}

}  // namespace ligature::messaging

using namespace ligature::messaging;

le_msg_ServiceRef_t le_msg_CreateService(le_msg_ProtocolRef_t protocolRef, const char* interfaceName)
{
    const le_msg_Interface interface = makeInterface(protocolRef, interfaceName, "A service");
    auto* service = new Service;
    service->interface = interface;
    service->owner = &ligature::thread::require();
    service->token = newToken();
    addToLists(*service);
    return &service->open;
}

void le_msg_DeleteService(le_msg_ServiceRef_t serviceRef)
{
    Service& service = toService(serviceRef);
    checkOwner(service);
    deleteService(service);
}

le_msg_SessionEventHandlerRef_t le_msg_AddServiceOpenHandler(le_msg_ServiceRef_t serviceRef,
                                                             le_msg_SessionEventHandler_t handlerFunc, void* contextPtr)
{
    return addHandler(serviceRef, HandlerKind::Open, handlerFunc, contextPtr);
}

le_msg_SessionEventHandlerRef_t le_msg_AddServiceCloseHandler(le_msg_ServiceRef_t serviceRef,
                                                              le_msg_SessionEventHandler_t handlerFunc,
                                                              void* contextPtr)
{
    return addHandler(serviceRef, HandlerKind::Close, handlerFunc, contextPtr);
}

void le_msg_RemoveServiceHandler(le_msg_SessionEventHandlerRef_t handlerRef)
{
    const auto id = reinterpret_cast<uintptr_t>(handlerRef);
    for (Service* service = perThread().services; service != nullptr; service = service->next)
    {
        for (Handler* handler = service->handlers; handler != nullptr; handler = handler->next)
        {
            if (handler->id == id && !handler->isRemoved)
            {
                handler->isRemoved = true;
                service->hasRemovedHandlers = true;
                const ServiceUse use(*service);  // whose end frees the handler, unless one is running
                return;
            }
        }
    }
    LE_ERROR("No service of this thread has a handler %p.", static_cast<void*>(handlerRef));
}

void le_msg_SetServiceRecvHandler(le_msg_ServiceRef_t serviceRef, le_msg_ReceiveHandler_t handlerFunc, void* contextPtr)
{
    if (le_msg_LocalService_t* local = toLocal(serviceRef))
    {
        setReceiver(*local, handlerFunc, contextPtr);
        return;
    }
    Service& service = toService(serviceRef);
    checkOwner(service);
    service.receiveHandler = handlerFunc;
    service.receiveContext = contextPtr;
}

void le_msg_SetServiceContextPtr(le_msg_ServiceRef_t serviceRef, void* contextPtr)
{
    toService(serviceRef).context = contextPtr;
}

void* le_msg_GetServiceContextPtr(le_msg_ServiceRef_t serviceRef)
{
    return toService(serviceRef).context;
}

void le_msg_AdvertiseService(le_msg_ServiceRef_t serviceRef)
{
    if (le_msg_LocalService_t* local = toLocal(serviceRef))
    {
        advertise(*local);
        return;
    }
    Service& service = toService(serviceRef);
    checkOwner(service);
    LE_FATAL_IF(service.directoryFd >= 0, "Service '%s' is advertised already.", service.interface.name);
    ligature::formats::UniqueFd fd(
        askDirectory(ligature::directory::Kind::Advertise, service.interface, service.token));
    LE_FATAL_IF(fd.get() < 0, "Service '%s' cannot be advertised: the Service Directory is not reachable (%m).",
                service.interface.name);
    ligature::directory::Reply reply;
    const ReplyStatus status = receiveReply(fd.get(), true, reply);
    LE_FATAL_IF(status != ReplyStatus::Done,
                "Service '%s' cannot be advertised: the Service Directory does not answer.", service.interface.name);
    const auto result = static_cast<ligature::directory::Result>(reply.result);
    LE_FATAL_IF(result != ligature::directory::Result::Ok, "Service '%s' cannot be advertised: %s.",
                service.interface.name, describeRefusal(reply));
    service.directoryFd = liftAboveSessions(fd.release());
    LE_FATAL_IF(ligature::event::startWatching(service.watcher, service.directoryFd, EPOLLIN, onHandOver) != 0,
                "Service '%s' cannot be watched.", service.interface.name);
}

void le_msg_HideService(le_msg_ServiceRef_t serviceRef)
{
    if (toLocal(serviceRef) != nullptr)
    {
        LE_WARN("A local service cannot be hidden.");
        return;
    }
    Service& service = toService(serviceRef);
    checkOwner(service);
    if (const ligature::formats::UniqueFd fd(stopOffering(service)); fd.get() >= 0)
    {
        const ServiceUse use(service);
        takeLast(service, fd.get());
    }
}
