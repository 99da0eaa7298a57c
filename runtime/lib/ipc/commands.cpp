// Server side: requests that are answered later.
#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

#include "legato.h"
#include "runtime/lib/ipc/handle_table.h"
#include "runtime/lib/ipc/service.h"
#include "runtime/lib/ipc/trace.h"

namespace ligature::ipc
{

namespace
{

// An answer is packed here first: its parameters may point into the request, whose place it will take.
using Scratch = std::vector<uint8_t>;

struct Command : le_ipc_Command_t
{
    Scratch scratch;  // while it is being answered
};

struct Commands
{
    std::mutex mutex;
    HandleTable<Command> table;
    // So that a call costs no allocation.
    std::vector<Command*> spare;
    std::vector<Scratch> spareScratches;  // as many as threads have answered at once
};

Commands& commands()
{
    static auto* all = new Commands;  // never destroyed: threads may still run when the process ends
    return *all;
}

}  // namespace

}  // namespace ligature::ipc

using namespace ligature::ipc;

extern "C" void* le_ipc_KeepRequest(le_ipc_Request_t* request, uint32_t wanted, const uint32_t* room, size_t rooms)
{
    Commands& all = commands();
    std::lock_guard lock(all.mutex);
    if (all.spare.empty())
    {
        all.spare.push_back(new Command);
    }
    Command* command = all.spare.back();
    command->service = request->service;
    command->message = request->message;
    command->traced = request->traced;
    command->number = request->number;
    command->wanted = wanted;
    std::copy(room, room + rooms, command->room);
    command->reference = all.table.insert(command);
    if (command->reference == 0)
    {
        LE_FATAL("Too many commands wait for their answers.");
    }
    all.spare.pop_back();
    request->isDone = true;
    return reinterpret_cast<void*>(static_cast<uintptr_t>(command->reference));
}

extern "C" le_ipc_Command_t* le_ipc_BeginRespond(const void* reference, uint32_t number)
{
    Command* command = nullptr;
    {
        Commands& all = commands();
        std::lock_guard lock(all.mutex);
        auto value = reinterpret_cast<uintptr_t>(reference);
        command = value <= UINT32_MAX ? all.table.find(static_cast<uint32_t>(value)) : nullptr;
        if (command != nullptr && command->number == number)
        {
            all.table.erase(command->reference);
            if (!all.spareScratches.empty())
            {
                command->scratch = std::move(all.spareScratches.back());
                all.spareScratches.pop_back();
            }
        }
    }
    if (command == nullptr)
    {
        LE_FATAL("%p is no command, or was answered already.", reference);
    }
    if (command->number != number)
    {
        LE_FATAL("Command %p is answered by the Respond function of another.", reference);
    }
    const size_t room = le_msg_GetMaxPayloadSize(command->message);
    command->scratch.resize(std::max(command->scratch.size(), room));
    command->out = {command->scratch.data(), 0, room};
    le_ipc_PutU32(&command->out, number);
    return command;
}

extern "C" void le_ipc_SendRespond(le_ipc_Command_t* given)
{
    auto* command = static_cast<Command*>(given);
    le_msg_MessageRef_t message = command->message;
    memcpy(le_msg_GetPayloadPtr(message), command->out.base, command->out.at);
    le_msg_SetPayloadSize(message, command->out.at);
    const le_ipc_Service_t& service = *command->service;
    if (command->traced.time != 0)
    {
        trace::end(trace::Event::AnswerSent,
                   {service.name, service.names, le_msg_GetSession(message), command->number, command->out.at},
                   command->traced);
    }
    {
        Commands& all = commands();
        std::lock_guard lock(all.mutex);
        all.spareScratches.push_back(std::move(command->scratch));
        all.spare.push_back(command);
    }
    inServerThread(service, le_msg_Respond, message);
}
