// A thread that uses kiln.api in the process of its server, and what its handlers are told.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "stove_interface.h"
#include "tests/unit/ifgen/round_trip/in_process_server.h"
#include "tests/unit/messaging/loop_thread.h"

namespace ligature::test
{

struct Told
{
    std::atomic<int> calls{0};
    std::string text;
    std::thread::id thread;
};

inline void onAlarm(kiln_ChamberRef_t, kiln_Alarm_t, const char* text, void* contextPtr)
{
    auto* told = static_cast<Told*>(contextPtr);
    told->text = text;
    told->thread = std::this_thread::get_id();
    ++told->calls;
}

inline void onDone(le_result_t, void* contextPtr)
{
    ++static_cast<Told*>(contextPtr)->calls;
}

class ClientThread : public testing::Test
{
protected:
    /// Starts the thread, which connects.
    void connect()
    {
        client_ = std::make_unique<LoopThread>();
        client_->run([] { stove_ConnectService(); });
    }

    void client(std::function<void()> work) { client_->run(std::move(work)); }
    /// Lets the client's event loop do what waits.
    void settle()
    {
        client([] {});
    }

    std::unique_ptr<LoopThread> client_;
};

}  // namespace ligature::test
