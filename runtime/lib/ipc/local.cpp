// Clients and servers that are threads of one process.
#include <map>
#include <mutex>
#include <string>

#include "le_ipc_local.h"
#include "legato.h"
#include "runtime/formats/protocol_versions.h"

namespace formats = ligature::formats;

namespace
{

/// Which protocol a local service was made for, and the pool that the services of a server share. Never destroyed:
/// threads may still run when the process ends.
struct Protocols
{
    std::mutex mutex;
    std::map<const le_msg_LocalService_t*, std::string> ids;
    std::map<const le_ipc_Service_t*, le_mem_PoolRef_t> pools;
};

Protocols& protocols()
{
    static auto* all = new Protocols;
    return *all;
}

std::string protocolOf(const char* name, const le_msg_LocalService_t* local)
{
    Protocols& all = protocols();
    const std::lock_guard lock(all.mutex);
    const auto known = all.ids.find(local);
    if (known == all.ids.end())
    {
        LE_FATAL("%s is given a local service that InitService() was not called for.", name);
    }
    return known->second;
}

[[noreturn]] void refuse(const char* name, const char* protocolId, const std::string& localId)
{
    const auto own = formats::parseVersionedProtocolId(protocolId);
    const auto other = formats::parseVersionedProtocolId(localId);
    if (own && other && own->name == other->name)
    {
        LE_FATAL("%s speaks version %s and is given a local service of version %s.", name,
                 formats::describeVersions(own->versions).c_str(), formats::describeVersions(other->versions).c_str());
    }
    LE_FATAL("%s is given a local service of another interface.", name);
}

}  // namespace

extern "C" void le_ipc_InitLocal(const le_ipc_Service_t* service, le_msg_LocalService_t* local)
{
    if (local == nullptr)
    {
        LE_FATAL("%s_InitService() is given NULL.", service->name);
    }
    Protocols& all = protocols();
    const std::lock_guard lock(all.mutex);
    le_mem_PoolRef_t& pool = all.pools[service];
    if (pool == nullptr)
    {
        const std::string name = std::string(service->name) + "_Messages";
        pool = le_mem_CreatePool(name.c_str(), LE_MSG_LOCAL_HEADER_SIZE + service->messageSize);
    }
    le_msg_InitLocalService(local, service->name, pool);
    all.ids[local] = service->protocolId;
}

extern "C" void le_ipc_SetLocal(le_ipc_Service_t* service, le_msg_LocalService_t* local)
{
    // Not a version that works together with it: clients go by what the service was made for.
    if (const std::string id = protocolOf(service->name, local); id != service->protocolId)
    {
        refuse(service->name, service->protocolId, id);
    }
    service->serviceRef = &local->service;
}

extern "C" void le_ipc_AdvertiseLocal(le_ipc_Service_t* service)
{
    if (service->serviceRef == nullptr)
    {
        LE_FATAL("%s_SetServiceRef() was not called.", service->name);
    }
    __atomic_store_n(&service->thread, nullptr, __ATOMIC_RELAXED);
    le_ipc_Advertise(service, service->name);
}

extern "C" void le_ipc_BindLocal(le_ipc_Client_t* client, le_msg_LocalService_t* local)
{
    if (local != nullptr)
    {
        if (const std::string id = protocolOf(client->name, local); !formats::workTogether(client->protocolId, id))
        {
            refuse(client->name, client->protocolId, id);
        }
    }
    client->local = local;
}
