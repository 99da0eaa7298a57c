// A server of kiln.api that tells what it saw, and a client of it: what the one passes is what the other sees.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "kiln_server.h"
#include "stove_interface.h"
#include "tests/unit/ifgen/joined_world.h"

namespace ligature::test
{

struct Subscription
{
    kiln_AlarmHandlerFunc_t handler;
    void* context;
    kiln_Alarm_t mask;
    uint32_t period;
};

/// What the server saw and what it is to do. Of the server's thread, but for the atomics.
struct Server
{
    std::string opened;
    std::map<void*, Subscription> subscriptions;
    std::atomic<int> removed{0};
    std::atomic<int> sessionsClosed{0};
    std::vector<uint32_t> steps;
    kiln_Reading_t limit = {};
    std::string logged;
    bool nowIsWanted = false;
    size_t pastCapacity = 0;
    size_t noteSize = 0;
    std::string noteAnswer = "fine";
    bool isNoteEnded = true;  ///< also where that costs the last character, as strncpy() would not do
    size_t pastAnswer = 3;
    kiln_DoneHandlerFunc_t done = nullptr;
    void* doneContext = nullptr;
    le_result_t fireResult = LE_OK;
    bool killsClient = false;
    bool setsFile = true;
    le_msg_SessionRef_t session = nullptr;
    std::vector<std::string> remarks;
    kiln_ChamberRef_t remarked = nullptr;
};

/// One for all tests of a program.
Server& server();

template <typename Reference>
Reference reference(uintptr_t value)
{
    return reinterpret_cast<Reference>(value);
}

class RoundTrip : public Joined
{
protected:
    RoundTrip() { client(stove_ConnectService); }
    ~RoundTrip() override
    {
        client(stove_DisconnectService);
        serverThread(
            []
            {
                server().noteAnswer = "fine";
                server().isNoteEnded = true;
                server().pastAnswer = 3;
                server().fireResult = LE_OK;
                server().setsFile = true;
            });
    }

    static void serverThread(std::function<void()> work) { world_->server.run(std::move(work)); }
};

}  // namespace ligature::test
