// A thread that serves kiln.api asynchronously, and one that uses it under the name `stove`. What joins them: see
// messages_test.cpp and local_test.cpp.
#pragma once

#include <atomic>
#include <csetjmp>

#include "stove_async.h"
#include "tests/support/own_process.h"
#include "tests/unit/ifgen/joined_world.h"

namespace ligature::test
{

class AsyncClient : public Joined
{
protected:
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

    /// Has the server answer all that waits, and the client's event loop take what is answered.
    static void settle()
    {
        static std::atomic<bool> isSettled;
        isSettled = false;
        client([] { stove_GetScaleAsync([](units_Scale_t, void*) { isSettled = true; }, nullptr); });
        EXPECT_TRUE(eventually([] { return isSettled.load(); }));
    }
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
