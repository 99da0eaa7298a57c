// A thread that serves kiln.api asynchronously, and one that uses it under the name `stove`. What joins them is another
// thing in each program: a Service Directory (messages_test.cpp) or a local service (local_test.cpp).
#pragma once

#include <csetjmp>
#include <functional>
#include <memory>

#include <gtest/gtest.h>

#include "stove_async.h"
#include "tests/unit/messaging/fixture.h"

namespace ligature::test
{

struct AsyncWorld
{
    struct Joint;

    std::unique_ptr<Joint> joint;
    LoopThread server;
    LoopThread client;

    AsyncWorld();
    ~AsyncWorld();
};

class AsyncClient : public testing::Test
{
protected:
    static void SetUpTestSuite() { world_ = new AsyncWorld; }
    static void TearDownTestSuite()
    {
        delete world_;
        world_ = nullptr;
    }
    void SetUp() override
    {
        client(
            []
            {
                stove_ConnectService();
                EXPECT_EQ(stove_GetScale(), UNITS_KELVIN);  // the server has its end, so descriptors can be counted
            });
    }
    void TearDown() override { client(stove_DisconnectService); }

    static void client(std::function<void()> work) { world_->client.run(std::move(work)); }

    /// Has the server answer all that waits, and the client's event loop take what is answered.
    static void settle()
    {
        static std::atomic<bool> isSettled;
        isSettled = false;
        client([] { stove_GetScaleAsync([](units_Scale_t, void*) { isSettled = true; }, nullptr); });
        EXPECT_TRUE(eventually([] { return isSettled.load(); }));
    }

    static inline AsyncWorld* world_ = nullptr;
};

/// Runs `work` and an event loop in a thread of its own until the connection under this name is lost: true.
template <typename Work>
bool losesConnection(void (*connect)(), void (*setHandler)(void (*)(void*), void*), Work work)
{
    struct Thread
    {
        void (*connect)();
        void (*setHandler)(void (*)(void*), void*);
        Work work;
        jmp_buf lost;
        std::atomic<bool> isLost{false};
    };
    Thread given{connect, setHandler, work, {}, {}};
    le_thread_Ref_t thread = le_thread_Create(
        "loses",
        [](void* context) -> void*
        {
            auto* own = static_cast<Thread*>(context);
            own->connect();
            own->setHandler([](void* lost) { longjmp(static_cast<Thread*>(lost)->lost, 1); }, own);
            if (setjmp(own->lost) == 0)
            {
                own->work();
                le_event_RunLoop();
            }
            own->isLost = true;
            return nullptr;
        },
        &given);
    le_thread_SetJoinable(thread);
    le_thread_Start(thread);
    le_thread_Join(thread, nullptr);
    return given.isLost;
}

}  // namespace ligature::test
