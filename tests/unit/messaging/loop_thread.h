// A Legato thread with an event loop, told what to do by the test.
#pragma once

#include <functional>
#include <future>

#include "runtime/include/legato.h"

namespace ligature::test
{

class LoopThread
{
public:
    /// `stackBytes` 0: the usual.
    explicit LoopThread(size_t stackBytes = 0)
    {
        thread_ = le_thread_Create(
            "loop", [](void*) -> void* { le_event_RunLoop(); }, nullptr);
        le_thread_SetJoinable(thread_);
        if (stackBytes != 0)
        {
            le_thread_SetStackSize(thread_, stackBytes);
        }
        le_thread_Start(thread_);
    }
    ~LoopThread()
    {
        le_event_QueueFunctionToThread(
            thread_, [](void*, void*) { le_thread_Exit(nullptr); }, nullptr, nullptr);
        le_thread_Join(thread_, nullptr);
    }
    LoopThread(const LoopThread&) = delete;
    LoopThread& operator=(const LoopThread&) = delete;

    /// Has the thread open the descriptor of the timers that messaging uses, so that a test may count descriptors
    /// before it needs one.
    void openTimers()
    {
        run(
            []
            {
                le_timer_Ref_t timer = le_timer_Create("first");
                le_timer_SetMsInterval(timer, 1000);
                le_timer_SetWakeup(timer, false);
                le_timer_Start(timer);
                le_timer_Delete(timer);
            });
    }

    /// Runs it in the thread; returns when it is done.
    void run(std::function<void()> work)
    {
        std::promise<void> done;
        start(
            [&]
            {
                work();
                done.set_value();
            });
        done.get_future().wait();
    }

    /// Runs it in the thread some time.
    void start(std::function<void()> work)
    {
        le_event_QueueFunctionToThread(
            thread_,
            [](void* context, void*)
            {
                auto* given = static_cast<std::function<void()>*>(context);
                (*given)();
                delete given;
            },
            new std::function<void()>(std::move(work)), nullptr);
    }

private:
    le_thread_Ref_t thread_ = nullptr;
};

}  // namespace ligature::test
