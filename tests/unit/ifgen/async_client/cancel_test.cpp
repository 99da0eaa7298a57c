// Asynchronous calls that their client cancels (known fault 31): what is dropped, and what there is not to cancel. The
// same between processes and within one.
#include <unistd.h>

#include <set>
#include <string>
#include <vector>

#include "tests/unit/ifgen/async_client/fixture.h"
#include "tests/unit/ifgen/async_client/server_functions.h"
#include "tests/unit/messaging/count_allocations.h"

namespace ligature::test
{

namespace
{

std::atomic<int> Answers{0};
std::atomic<int> Cancelled{0};  // answers that must not come

void onScale(units_Scale_t, void*)
{
    ++Answers;
}

void onUnwanted(void*)
{
    ++Cancelled;
}

/// A call that is answered as soon as somebody asks for the scale.
le_ipc_AsyncCallRef_t waitingCall()
{
    return stove_CloseAsync(nullptr, onUnwanted, nullptr);
}

TEST_F(AsyncClient, F31_ACancelledCallIsNotAnswered)
{
    Answers = Cancelled = 0;
    client(
        []
        {
            const le_ipc_AsyncCallRef_t call = waitingCall();
            stove_CloseAsync(
                nullptr, [](void*) { ++Answers; }, nullptr);
            EXPECT_EQ(stove_CancelAsyncCall(call), LE_OK);
            EXPECT_EQ(stove_CancelAsyncCall(call), LE_NOT_FOUND) << "it is cancelled already";
        });
    settle();
    EXPECT_EQ(Answers, 1) << "the others are answered";
    EXPECT_EQ(Cancelled, 0);
}

TEST_F(AsyncClient, F31_TheServerIsNotTold)
{
    Answers = Cancelled = 0;
    client([] { stove_CancelAsyncCall(waitingCall()); });
    client([] { EXPECT_EQ(stove_GetLimit(nullptr).value, 1.5); });  // so the call has come
    world_->server.run([] { EXPECT_EQ(asyncServer().waiting.size(), 1U); });
    settle();
    EXPECT_EQ(Cancelled, 0);
}

TEST_F(AsyncClient, F31_ThereIsNothingToCancelOnceItIsOver)
{
    Answers = Cancelled = 0;
    static le_ipc_AsyncCallRef_t call;
    static le_result_t whileItIsCalled;
    whileItIsCalled = LE_OK;
    client(
        []
        {
            call = stove_GetScaleAsync(
                [](units_Scale_t, void*)
                {
                    whileItIsCalled = stove_CancelAsyncCall(call);
                    ++Answers;
                },
                nullptr);
        });
    EXPECT_TRUE(eventually([] { return Answers == 1; }));
    EXPECT_EQ(whileItIsCalled, LE_NOT_FOUND);
    client([] { EXPECT_EQ(stove_CancelAsyncCall(call), LE_NOT_FOUND); });
}

TEST_F(AsyncClient, F31_NonsenseIsNotFound)
{
    Answers = Cancelled = 0;
    client(
        []
        {
            const le_ipc_AsyncCallRef_t call = waitingCall();
            EXPECT_EQ(stove_CancelAsyncCall({}), LE_NOT_FOUND);
            EXPECT_EQ(stove_CancelAsyncCall({0, call.place}), LE_NOT_FOUND);
            EXPECT_EQ(stove_CancelAsyncCall({call.number + 1, call.place}), LE_NOT_FOUND);
            EXPECT_EQ(stove_CancelAsyncCall({call.number, call.place + 1}), LE_NOT_FOUND);
            EXPECT_EQ(stove_CancelAsyncCall({call.number, UINT32_MAX}), LE_NOT_FOUND);
            EXPECT_EQ(stove_CancelAsyncCall({UINT64_MAX, UINT32_MAX}), LE_NOT_FOUND);
            EXPECT_EQ(stove_CancelAsyncCall(call), LE_OK);
        });
    settle();
    // A thread that has made no call, and is not connected.
    LoopThread other;
    other.run([] { EXPECT_EQ(stove_CancelAsyncCall({1, 0}), LE_NOT_FOUND); });
}

TEST_F(AsyncClient, F31_ACallOfAnotherThreadIsNotFound)
{
    Answers = Cancelled = 0;
    static le_ipc_AsyncCallRef_t call;
    client([] { call = waitingCall(); });
    LoopThread other;
    other.run(
        []
        {
            stove_ConnectService();
            const le_ipc_AsyncCallRef_t own = waitingCall();
            EXPECT_EQ(own.place, 0U) << "the first record of the thread";
            EXPECT_EQ(stove_CancelAsyncCall(call), LE_NOT_FOUND);
            EXPECT_EQ(stove_CancelAsyncCall({call.number, own.place}), LE_NOT_FOUND);
            EXPECT_EQ(stove_CancelAsyncCall(own), LE_OK);
        });
    settle();
    EXPECT_TRUE(eventually([] { return Cancelled == 1; })) << "that of the client's thread";
    other.run(stove_DisconnectService);
}

// Answers that came together are handed on one after the other.
TEST_F(AsyncClient, F31_ACallMayBeCancelledWhenAnotherIsAnswered)
{
    Answers = Cancelled = 0;
    static le_ipc_AsyncCallRef_t second;
    client(
        []
        {
            second = stove_CloseAsync(nullptr, onUnwanted, nullptr);
            stove_CloseAsync(
                nullptr,
                [](void*)
                {
                    EXPECT_EQ(stove_CancelAsyncCall(second), LE_OK);
                    ++Answers;
                },
                nullptr);
            EXPECT_EQ(stove_GetScale(), UNITS_KELVIN);  // now both answers are there, the last first
        });
    settle();
    EXPECT_EQ(Answers, 1);
    EXPECT_EQ(Cancelled, 0);
}

TEST_F(AsyncClient, F31_DescriptorsOfDroppedAnswersAreClosed)
{
    Answers = Cancelled = 0;
    const size_t descriptors = ownDescriptors();
    client(
        []
        {
            for (int i = 0; i < 20; ++i)
            {
                const le_ipc_AsyncCallRef_t call =
                    stove_GetChambersAsync([](const kiln_ChamberRef_t*, size_t, const bool*, size_t, int log, void*)
                                           { Cancelled += 1 + close(log); },
                                           nullptr);
                EXPECT_EQ(stove_CancelAsyncCall(call), LE_OK);
            }
        });
    settle();
    EXPECT_EQ(Cancelled, 0);
    EXPECT_TRUE(eventually([&] { return ownDescriptors() <= descriptors; }));
}

TEST_F(AsyncClient, F31_ALostSessionLeavesNothingToCancel)
{
    Answers = Cancelled = 0;
    static le_ipc_AsyncCallRef_t call;
    static le_result_t inHandler;
    inHandler = LE_OK;
    EXPECT_TRUE(losesConnection(
        stove_ConnectService,
        [](void (*handler)(void*), void* context)
        {
            // Before the fixture's own handler leaves.
            static void (*leave)(void*);
            leave = handler;
            stove_SetServerDisconnectHandler(
                [](void* given)
                {
                    inHandler = stove_CancelAsyncCall(call);
                    leave(given);
                },
                context);
        },
        []
        {
            call = waitingCall();
            stove_CancelAsyncCall(waitingCall());  // what is cancelled is lost as quietly
            stove_OpenAsync(
                "kill", [](kiln_ChamberRef_t, void*) { ++Cancelled; }, nullptr);
        }));
    EXPECT_EQ(inHandler, LE_NOT_FOUND);
    settle();
    EXPECT_EQ(Cancelled, 0);
}

TEST_F(AsyncClient, F31_TheEndOfASessionIsToldWhenAllCallsAreCancelled)
{
    Answers = Cancelled = 0;
    EXPECT_TRUE(losesConnection(stove_ConnectService, stove_SetServerDisconnectHandler,
                                []
                                {
                                    stove_CancelAsyncCall(stove_OpenAsync(
                                        "kill", [](kiln_ChamberRef_t, void*) { ++Cancelled; }, nullptr));
                                }));
    EXPECT_EQ(Cancelled, 0);
}

TEST_F(AsyncClient, F31_CallsOfAConnectionThatIsEndedAreNotFound)
{
    Answers = Cancelled = 0;
    LoopThread other;
    other.run(
        []
        {
            stove_ConnectService();
            const le_ipc_AsyncCallRef_t before = waitingCall();
            stove_DisconnectService();
            EXPECT_EQ(stove_CancelAsyncCall(before), LE_NOT_FOUND);
            stove_ConnectService();
            const le_ipc_AsyncCallRef_t after = waitingCall();
            EXPECT_EQ(after.place, before.place);
            EXPECT_EQ(stove_CancelAsyncCall(before), LE_NOT_FOUND) << "its record serves another call";
            EXPECT_EQ(stove_CancelAsyncCall(after), LE_OK);
            stove_DisconnectService();
        });
    settle();
    EXPECT_EQ(Cancelled, 0);
}

TEST_F(AsyncClient, F31_AThreadThatEndsTakesItsCallsAlong)
{
    Answers = Cancelled = 0;
    for (int i = 0; i < 20; ++i)
    {
        LoopThread other;
        other.run(
            []
            {
                stove_ConnectService();
                waitingCall();
                EXPECT_EQ(stove_CancelAsyncCall(waitingCall()), LE_OK);
            });
    }
    // One that runs nothing of its own when it ends.
    le_thread_Ref_t thread = le_thread_Create(
        "ends",
        [](void*) -> void*
        {
            stove_ConnectService();
            waitingCall();
            EXPECT_EQ(stove_CancelAsyncCall(waitingCall()), LE_OK);
            pthread_exit(nullptr);
        },
        nullptr);
    le_thread_SetJoinable(thread);
    le_thread_Start(thread);
    le_thread_Join(thread, nullptr);
    settle();
    EXPECT_EQ(Cancelled, 0);
}

TEST_F(AsyncClient, F31_NoNumberIsUsedTwice)
{
    Answers = Cancelled = 0;
    static std::set<uint64_t> numbers;
    static size_t made;
    numbers.clear();
    made = 0;
    const auto collect = []
    {
        for (int i = 0; i < 1000; ++i)
        {
            const le_ipc_AsyncCallRef_t call = waitingCall();
            numbers.insert(call.number);
            ++made;
            stove_CancelAsyncCall(call);
        }
    };
    for (int round = 0; round < 3; ++round)
    {
        client(collect);
        settle();
        LoopThread other;
        other.run(
            [&]
            {
                stove_ConnectService();
                collect();
            });
    }
    settle();
    EXPECT_EQ(numbers.size(), made);
    EXPECT_EQ(numbers.count(0), 0U);
    EXPECT_EQ(Cancelled, 0);
}

TEST_F(AsyncClient, F31_ManyCallsUnderWay)
{
    Answers = Cancelled = 0;
    constexpr int kCalls = 4000;
    client(
        []
        {
            std::vector<le_ipc_AsyncCallRef_t> calls;
            for (int i = 0; i < kCalls; ++i)
            {
                calls.push_back(stove_GetScaleAsync(
                    i % 2 == 0 ? onScale : [](units_Scale_t, void*) { ++Cancelled; }, nullptr));
            }
            for (int i = kCalls - 1; i > 0; i -= 2)
            {
                EXPECT_EQ(stove_CancelAsyncCall(calls[static_cast<size_t>(i)]), LE_OK);
            }
        });
    EXPECT_TRUE(eventually([] { return Answers == kCalls / 2; }));
    settle();
    EXPECT_EQ(Cancelled, 0);
}

void cancelMany()
{
    for (int i = 0; i < 50; ++i)
    {
        stove_CancelAsyncCall(waitingCall());
    }
    stove_GetScaleAsync(onScale, nullptr);
}

TEST_F(AsyncClient, F31_CancellingAllocatesNothing)
{
    Answers = Cancelled = 0;
    world_->server.run([] { asyncServer().waiting.reserve(50); });
    const size_t own = allocationsOf(world_->client, Answers, 0, [] {});
    EXPECT_EQ(allocationsOf(world_->client, Answers, 1, cancelMany), own);
    EXPECT_EQ(Cancelled, 0);
}

}  // namespace

}  // namespace ligature::test
