// The server of fault.api: what it is told to do, and what it has seen.
#pragma once

#include <atomic>
#include <map>
#include <vector>

#include "fault_server.h"

namespace ligature::test
{

struct Subscription
{
    told_LongHandlerFunc_t handler;
    void* context;
};

/// Of the server's thread, but for the atomics.
struct FaultServer
{
    std::map<void*, Subscription> subscriptions;
    std::atomic<int> removed{0};
    std::atomic<int> opened{0};
    std::atomic<int> closed{0};
    std::atomic<le_msg_SessionRef_t> lastClosed{nullptr};
    fault_DoneHandlerFunc_t done = nullptr;
    void* doneContext = nullptr;
    bool answersAtOnce = false;  ///< calls one-shot callbacks before their function returns
    bool setsFile = true;
    le_msg_SessionRef_t session = nullptr;  ///< of the last call of Nothing
    std::vector<uint32_t> notes;
    le_msg_SessionRef_t closesOnRemove = nullptr;  ///< what the next Remove function closes
};

FaultServer& faultServer();

}  // namespace ligature::test
