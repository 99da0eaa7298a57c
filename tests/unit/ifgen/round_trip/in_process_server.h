// A server of kiln.api in the process of its clients: what it was asked for, and what it is to do.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "kiln_server.h"

namespace ligature::test
{

struct Subscription
{
    kiln_AlarmHandlerFunc_t handler;
    void* context;
};

/// Of the thread in which its functions run, but for the atomics.
struct Server
{
    std::map<void*, Subscription> subscriptions;
    std::atomic<int> removed{0};
    std::thread::id removedBy;
    std::function<void()> onRemoved;
    bool hasSession = false;
    size_t pastCapacity = 0;
    size_t noteSize = 0;
    bool nowIsWanted = false;
    std::vector<uint32_t> steps;
    bool sawSteps = false;
    kiln_DoneHandlerFunc_t done = nullptr;
    void* doneContext = nullptr;
    le_result_t fireResult = LE_OK;
    std::vector<std::string> remarks;
};

/// One for all tests of a program.
Server& server();

/// Nobody has subscribed, and no function is to fail.
void resetServer();

/// Calls every handler that the server has.
void report(const char* text);

}  // namespace ligature::test
