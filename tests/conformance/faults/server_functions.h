// The servers of fault.api and later.api: what they are told to do, and what they have seen.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <vector>

#include "fault_server.h"
#include "later_server.h"

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

/// The asynchronous server of later.api. Commands wait until a test takes them or too many wait.
class LaterServer
{
public:
    static constexpr size_t kMostHeld = 8;

    std::atomic<int> opened{0};
    std::atomic<int> closed{0};

    void hold(later_ServerCmdRef_t command);
    /// The command that waits longest, for the caller to answer from any thread; null when none waits.
    later_ServerCmdRef_t takeHeld();

private:
    std::mutex mutex_;
    std::vector<later_ServerCmdRef_t> held_;
};

LaterServer& laterServer();

}  // namespace ligature::test
