// Calls within the process: servers that clients call without messages, and how their reports reach the clients.
#include "runtime/lib/ipc/direct.h"

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

#include "legato.h"
#include "runtime/lib/ipc/client_handlers.h"
#include "runtime/lib/ipc/service.h"
#include "runtime/lib/messaging/per_thread.h"

namespace ligature::ipc
{

namespace
{

/// A report on its way to the event loop of the thread that added the handler.
struct DirectReport
{
    event::QueueItem item;  // first: what the loop gives back is the report
    std::vector<uint8_t> bytes;
    size_t size = 0;
    uint32_t handler = 0;
    int files[LE_MSG_MAX_FDS] = {};
    size_t fileCount = 0;  ///< places that have one or -1; those behind have none
};

std::mutex ServersMutex;
le_ipc_Direct_t* Servers = nullptr;

/// Reports that are not under way, so that one costs no allocation. The lock is never held with another.
struct Spares
{
    static constexpr size_t kMost = 16;

    std::mutex mutex;
    std::vector<DirectReport*> list;
};

Spares& spares()
{
    static auto* all = new Spares;  // never destroyed: threads may still run when the process ends
    return *all;
}

void giveBack(DirectReport* report)
{
    while (report->fileCount > 0)
    {
        le_ipc_CloseFile(report->files[--report->fileCount]);
    }
    Spares& all = spares();
    {
        const std::lock_guard lock(all.mutex);
        if (all.list.size() < Spares::kMost)
        {
            all.list.push_back(report);
            return;
        }
    }
    delete report;
}

// The same versions do not make the same table of functions: each file that declares them may have its own.
bool isOf(const le_ipc_Direct_t& server, const char* protocolId, const char* meaning)
{
    return strcmp(server.protocolId, protocolId) == 0 && strcmp(server.meaning, meaning) == 0;
}

DirectReport* reportOf(event::QueueItem* item)
{
    return reinterpret_cast<DirectReport*>(item);
}

void onDropped(event::QueueItem* item)
{
    giveBack(reportOf(item));
}

// In the thread that added the handler.
void onDelivered(event::QueueItem* item)
{
    DirectReport* report = reportOf(item);
    le_ipc_Indication_t indication = {};
    void (*onIndication)(le_ipc_Indication_t*) = takeDirectHandler(report->handler, indication);
    // A report for a handler that was removed meanwhile is dropped.
    if (onIndication != nullptr)
    {
        if (indication.function == nullptr)
        {
            LE_FATAL("A server reports to a handler that is NULL.");
        }
        indication.in = {report->bytes.data(), 0, report->size, false, false};
        indication.number = le_ipc_GetU32(&indication.in);
        le_ipc_GetU32(&indication.in);
        indication.direct = report;
        onIndication(&indication);
    }
    giveBack(report);
}

}  // namespace

void beginDirectReport(le_ipc_Report_t& report, uint32_t handler, size_t messageSize)
{
    DirectReport* made = nullptr;
    Spares& all = spares();
    {
        const std::lock_guard lock(all.mutex);
        if (!all.list.empty())
        {
            made = all.list.back();
            all.list.pop_back();
        }
    }
    if (made == nullptr)
    {
        made = new DirectReport;
        made->item.run = onDelivered;
        made->item.drop = onDropped;
    }
    if (made->bytes.size() < messageSize)
    {
        made->bytes.resize(messageSize);
    }
    made->handler = handler;
    report.message = nullptr;
    report.direct = made;
    report.out = {made->bytes.data(), 0, messageSize};
}

void sendDirectReport(le_ipc_Report_t& report)
{
    auto* direct = static_cast<DirectReport*>(report.direct);
    direct->size = report.out.at;
    if (!queueForHandler(direct->handler, direct->item))
    {
        giveBack(direct);
    }
}

const le_ipc_Direct_t* findDirect(const le_ipc_Client_t& client, const char* serviceName)
{
    const std::lock_guard lock(ServersMutex);
    for (const le_ipc_Direct_t* each = Servers; each != nullptr; each = each->next)
    {
        if (isOf(*each, client.protocolId, client.meaning))
        {
            return serviceName == nullptr || each->servesAll ? each : nullptr;
        }
    }
    return nullptr;
}

}  // namespace ligature::ipc

using namespace ligature::ipc;

extern "C" void le_ipc_OfferDirect(le_ipc_Direct_t* direct)
{
    const std::lock_guard lock(ServersMutex);
    for (const le_ipc_Direct_t* each = Servers; each != nullptr; each = each->next)
    {
        if (each != direct && isOf(*each, direct->protocolId, direct->meaning))
        {
            LE_FATAL("%s and %s serve the same interface directly: in one process there can be one.", each->name,
                     direct->name);
        }
    }
    direct->next = Servers;
    Servers = direct;
}

extern "C" void le_ipc_EnterDirect(le_ipc_DirectCall_t* call, le_ipc_Service_t* service)
{
    ligature::messaging::PerThread& own = ligature::messaging::perThread();
    call->message = std::exchange(own.current, nullptr);
    call->frame = std::exchange(own.currentFrame, nullptr);
    // The session is the business of the server's thread alone.
    call->service = isServedHere(*service) ? service : nullptr;
    if (call->service != nullptr)
    {
        call->session = std::exchange(service->clientSession, nullptr);
    }
}

extern "C" void le_ipc_LeaveDirect(const le_ipc_DirectCall_t* call)
{
    ligature::messaging::PerThread& own = ligature::messaging::perThread();
    own.current = static_cast<le_msg_MessageRef_t>(call->message);
    own.currentFrame = call->frame;
    if (call->service != nullptr)
    {
        call->service->clientSession = call->session;
    }
}

extern "C" void le_ipc_FatalEnum(int64_t value)
{
    LE_FATAL("%lld is no value that the .api file declares.", static_cast<long long>(value));
}

extern "C" void le_ipc_CheckFiles(const int* files, size_t count)
{
    for (const int* file = files; file < files + count; ++file)
    {
        if (*file >= 0 && std::find(files, file, *file) != file)
        {
            LE_FATAL("File descriptor %d is given twice.", *file);
        }
    }
}

extern "C" void le_ipc_ReportFile(le_ipc_Report_t* report, size_t place, int fd)
{
    if (report->message != nullptr)
    {
        le_ipc_PutFile(report->message, place, fd);
        return;
    }
    auto& direct = *static_cast<DirectReport*>(report->direct);
    while (direct.fileCount <= place)
    {
        direct.files[direct.fileCount++] = -1;
    }
    direct.files[place] = fd;
    le_ipc_CheckFiles(direct.files, direct.fileCount);
}

extern "C" int le_ipc_TakeFile(le_ipc_Indication_t* indication, size_t place)
{
    if (indication->message != nullptr)
    {
        return le_msg_GetFdAt(indication->message, place);
    }
    auto& direct = *static_cast<DirectReport*>(indication->direct);
    return place < direct.fileCount ? std::exchange(direct.files[place], -1) : -1;
}
