// A server and its client in one process, without messages: nothing else may be different (known fault 36). No Service
// Directory runs.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "kiln_messages.h"
#include "kiln_server.h"
#include "le_ipc_direct.h"
#include "stove_interface.h"
#include "tests/unit/messaging/loop_thread.h"

namespace
{

using ligature::test::LoopThread;

struct Subscription
{
    kiln_AlarmHandlerFunc_t handler;
    void* context;
};

struct Server
{
    std::string remark;
    std::map<void*, Subscription> subscriptions;
    std::atomic<int> removed{0};
    bool hasSession = false;
    size_t pastCapacity = 0;
    size_t noteSize = 0;
    bool nowIsWanted = false;
    std::vector<uint32_t> steps;
    bool sawSteps = false;
    kiln_DoneHandlerFunc_t done = nullptr;
    void* doneContext = nullptr;
    le_result_t fireResult = LE_OK;
};

Server& server()
{
    static Server state;
    return state;
}

char Places[100];

}  // namespace

extern "C" {
kiln_AlarmedHandlerRef_t kiln_AddAlarmedHandler(kiln_Alarm_t mask, kiln_AlarmHandlerFunc_t handlerPtr, void* contextPtr,
                                                uint32_t)
{
    if (mask == 0)
    {
        return nullptr;
    }
    static size_t next = 0;
    void* own = &Places[next++];
    server().subscriptions[own] = {handlerPtr, contextPtr};
    return static_cast<kiln_AlarmedHandlerRef_t>(own);
}

void kiln_RemoveAlarmedHandler(kiln_AlarmedHandlerRef_t handlerRef)
{
    server().subscriptions.erase(handlerRef);
    ++server().removed;
}

kiln_ChamberRef_t kiln_Open(const char* name)
{
    if (std::string(name) == "kill")
    {
        LE_KILL_CLIENT("killed as asked");
    }
    server().hasSession = kiln_GetClientSessionRef() != nullptr;
    return nullptr;
}

le_result_t kiln_Read(kiln_ChamberRef_t, kiln_Reading_t* nowPtr, uint16_t* pastPtr, size_t* pastSizePtr, char* note,
                      size_t noteSize)
{
    server().nowIsWanted = nowPtr != nullptr;
    server().noteSize = noteSize;
    EXPECT_EQ(pastPtr == nullptr, pastSizePtr == nullptr);
    server().pastCapacity = pastPtr != nullptr ? *pastSizePtr : 0;
    if (nowPtr != nullptr)
    {
        EXPECT_EQ(nowPtr->value, 0.0);
        EXPECT_STREQ(nowPtr->label, "");
        nowPtr->value = 21.5;
    }
    for (size_t i = 0; i < server().pastCapacity; ++i)
    {
        EXPECT_EQ(pastPtr[i], 0);
        pastPtr[i] = static_cast<uint16_t>(1000 + i);
    }
    if (note != nullptr)
    {
        EXPECT_STREQ(note, "");
        memset(note, 'x', noteSize);  // without an end
    }
    return LE_OK;
}

le_result_t kiln_SetProfile(kiln_ChamberRef_t, const uint32_t* stepsPtr, size_t stepsSize, const kiln_Reading_t*, int)
{
    server().sawSteps = stepsPtr != nullptr;
    server().steps.assign(stepsPtr, stepsPtr + stepsSize);
    return LE_OK;
}

le_result_t kiln_Fire(kiln_ChamberRef_t, double target, kiln_DoneHandlerFunc_t donePtr, void* contextPtr)
{
    server().done = donePtr;
    server().doneContext = contextPtr;
    if (target > 0)
    {
        donePtr(LE_OK, contextPtr);
    }
    return server().fireResult;
}

void kiln_GetChambers(kiln_ChamberRef_t*, size_t* allSizePtr, bool*, size_t*, int* logPtr)
{
    if (allSizePtr != nullptr)
    {
        *allSizePtr = 1;
    }
    if (logPtr != nullptr && server().fireResult == LE_OK)
    {
        *logPtr = open("/dev/null", O_RDONLY | O_CLOEXEC);
    }
}

void kiln_Close(kiln_ChamberRef_t) {}

void kiln_Remark(kiln_ChamberRef_t, const char* text, int)
{
    server().remark = text;
}

units_Scale_t kiln_GetScale(void)
{
    return UNITS_FAHRENHEIT;
}

kiln_Reading_t kiln_GetLimit(kiln_ChamberRef_t)
{
    return {1.5, UNITS_KELVIN, "limit", {7, 8}, 2};
}

void kiln_GetTitle(kiln_ChamberRef_t, char* result, size_t resultSize)
{
    if (result != nullptr)
    {
        snprintf(result, resultSize, "The Large One");
    }
}
}

namespace
{

// What the client's handlers were told.
struct Told
{
    std::atomic<int> calls{0};
    std::string text;
    std::thread::id thread;
};

void onAlarm(kiln_ChamberRef_t, kiln_Alarm_t, const char* text, void* contextPtr)
{
    auto* told = static_cast<Told*>(contextPtr);
    told->text = text;
    told->thread = std::this_thread::get_id();
    ++told->calls;
}

void onDone(le_result_t, void* contextPtr)
{
    ++static_cast<Told*>(contextPtr)->calls;
}

// Calls every handler that the server has.
void report(const char* text)
{
    for (const auto& [reference, subscription] : std::map<void*, Subscription>(server().subscriptions))
    {
        subscription.handler(nullptr, KILN_FAN, text, subscription.context);
    }
}

class Direct : public testing::Test
{
protected:
    void SetUp() override
    {
        server().subscriptions.clear();
        server().removed = 0;
        server().fireResult = LE_OK;
        client_ = std::make_unique<LoopThread>();
        client_->run([] { stove_ConnectService(); });
    }

    void client(std::function<void()> work) { client_->run(std::move(work)); }
    // Lets the client's event loop do what waits.
    void settle()
    {
        client([] {});
    }

    std::unique_ptr<LoopThread> client_;
};

using DirectDeath = Direct;

constexpr const char* kMeter = "meter~~~~~~~~~~~~~~:11:004:002:0";

le_ipc_Direct_t meterServer(const char* meaning)
{
    le_ipc_Direct_t made = {};
    made.name = "meter";
    made.protocolId = kMeter;
    made.meaning = meaning;
    made.functions = meaning;
    made.servesAll = true;
    return made;
}

TEST_F(Direct, F36_OutputsStartEmptyAndKeepTheirBounds)
{
    client(
        []
        {
            kiln_Reading_t now = {5.0, UNITS_KELVIN, "old", {1, 2, 3}, 3};
            uint16_t past[20];
            memset(past, 0xFF, sizeof(past));
            size_t pastSize = 20;
            char note[100];
            memset(note, 'o', sizeof(note));
            EXPECT_EQ(stove_Read(nullptr, &now, past, &pastSize, note, sizeof(note)), LE_OK);
            EXPECT_EQ(now.value, 21.5);
            EXPECT_EQ(now.historyCount, 0U);
            EXPECT_EQ(pastSize, static_cast<size_t>(KILN_MAX_CHAMBERS));
            EXPECT_EQ(past[7], 1007);
            EXPECT_EQ(past[8], 0xFFFF);
            EXPECT_EQ(std::string(note), std::string(64, 'x'));
            EXPECT_EQ(note[65], 'o');
        });
    EXPECT_EQ(server().noteSize, 65U);
}

TEST_F(Direct, SmallBuffers)
{
    client(
        []
        {
            uint16_t past[2] = {0xFFFF, 0xFFFF};
            size_t pastSize = 1;
            char note[3] = "oo";
            EXPECT_EQ(stove_Read(nullptr, nullptr, past, &pastSize, note, 2), LE_OK);
            EXPECT_EQ(past[0], 1000);
            EXPECT_EQ(past[1], 0xFFFF);
            EXPECT_STREQ(note, "x");
            EXPECT_EQ(server().noteSize, 2U);

            char none = 'o';
            EXPECT_EQ(stove_Read(nullptr, nullptr, past, nullptr, &none, 0), LE_OK);
            EXPECT_EQ(none, 'o');
            EXPECT_EQ(server().noteSize, 1U);
            EXPECT_EQ(server().pastCapacity, 0U);
        });
}

TEST_F(Direct, UnwantedOutputsAreNull)
{
    client([] { EXPECT_EQ(stove_Read(nullptr, nullptr, nullptr, nullptr, nullptr, 0), LE_OK); });
    EXPECT_FALSE(server().nowIsWanted);
}

TEST_F(Direct, ResultsOfEveryKind)
{
    client(
        []
        {
            EXPECT_EQ(stove_GetScale(), UNITS_FAHRENHEIT);
            EXPECT_STREQ(stove_GetLimit(nullptr).label, "limit");
            char title[4];
            stove_GetTitle(nullptr, title, sizeof(title));
            EXPECT_STREQ(title, "The");
            int log = 0;
            stove_GetChambers(nullptr, nullptr, nullptr, nullptr, &log);
            EXPECT_GE(log, 3);
            close(log);
            server().fireResult = LE_FAULT;
            stove_GetChambers(nullptr, nullptr, nullptr, nullptr, &log);
            EXPECT_EQ(log, -1);
        });
}

TEST_F(Direct, EmptyArrayIsNoNullForTheServer)
{
    const kiln_Reading_t limit = {};
    client([&] { EXPECT_EQ(stove_SetProfile(nullptr, nullptr, 0, &limit, -1), LE_OK); });
    EXPECT_TRUE(server().sawSteps);
    EXPECT_TRUE(server().steps.empty());
}

TEST_F(Direct, F36_HandlersRunInTheThreadThatAddedThem)
{
    Told told;
    std::thread::id own;
    client(
        [&]
        {
            own = std::this_thread::get_id();
            ASSERT_NE(stove_AddAlarmedHandler(KILN_FAN, onAlarm, &told, 0), nullptr);
            std::string text = "hot";
            report(text.c_str());
            text = "gone";
            EXPECT_EQ(told.calls, 0);  // not before the event loop has its turn
        });
    settle();
    EXPECT_EQ(told.calls, 1);
    EXPECT_EQ(told.text, "hot");
    report("again");  // from the test's own thread
    settle();
    EXPECT_EQ(told.calls, 2);
    EXPECT_EQ(told.text, "again");
    EXPECT_EQ(told.thread, own);
}

TEST_F(Direct, RefusedHandlerIsNoHandler)
{
    client([] { EXPECT_EQ(stove_AddAlarmedHandler(0, onAlarm, nullptr, 0), nullptr); });
}

TEST_F(Direct, RemovedHandlerGetsNoReportThatWaits)
{
    Told told;
    client(
        [&]
        {
            kiln_AlarmedHandlerRef_t handler = stove_AddAlarmedHandler(KILN_FAN, onAlarm, &told, 0);
            report("waits");
            stove_RemoveAlarmedHandler(handler);
        });
    settle();
    EXPECT_EQ(told.calls, 0);
    EXPECT_EQ(server().removed, 1);
    EXPECT_TRUE(server().subscriptions.empty());
}

TEST_F(Direct, HandlersGoWithTheConnectionOrTheThread)
{
    Told told;
    client(
        [&]
        {
            stove_AddAlarmedHandler(KILN_FAN, onAlarm, &told, 0);
            stove_DisconnectService();
        });
    EXPECT_EQ(server().removed, 1);
    client(
        [&]
        {
            stove_ConnectService();
            stove_AddAlarmedHandler(KILN_FAN, onAlarm, &told, 0);
        });
    const Subscription late = server().subscriptions.begin()->second;
    client_.reset();
    EXPECT_EQ(server().removed, 2);
    late.handler(nullptr, KILN_FAN, "nobody hears", late.context);
    EXPECT_EQ(told.calls, 0);
}

TEST_F(Direct, F36_CallbackRunsOnceAndLater)
{
    Told told;
    client(
        [&]
        {
            EXPECT_EQ(stove_Fire(nullptr, 1.0, onDone, &told), LE_OK);
            EXPECT_EQ(told.calls, 0);
        });
    settle();
    EXPECT_EQ(told.calls, 1);
}

TEST_F(Direct, CallbackOfAFailedFunctionIsForgotten)
{
    Told told;
    server().fireResult = LE_FAULT;
    client([&] { EXPECT_EQ(stove_Fire(nullptr, 0.0, onDone, &told), LE_FAULT); });
    server().done(LE_OK, server().doneContext);
    settle();
    EXPECT_EQ(told.calls, 0);
}

TEST_F(Direct, OneWayCallsAreMadeAtOnce)
{
    client(
        []
        {
            stove_Remark(nullptr, "noted", -1);
            EXPECT_EQ(server().remark, "noted");
        });
}

TEST_F(Direct, ThereIsNoSession)
{
    client(
        []
        {
            EXPECT_EQ(stove_TryConnectService(), LE_OK);
            EXPECT_EQ(stove_SetTimeLimit(10), LE_UNSUPPORTED) << "nobody waits";
            EXPECT_EQ(stove_Open("a"), nullptr);
        });
    EXPECT_FALSE(server().hasSession);
}

TEST_F(DirectDeath, F36_WrongInputs)
{
    testing::GTEST_FLAG(death_test_style) = "threadsafe";
    const uint32_t steps[17] = {};
    kiln_Reading_t limit = {};
    EXPECT_DEATH(client([] { stove_Open("sixteen letters!"); }), "longer than the 15 bytes");
    EXPECT_DEATH(client([] { stove_Open(nullptr); }), "NULL was given");
    EXPECT_DEATH(client([] { stove_Remark(nullptr, nullptr, -1); }), "NULL was given");
    EXPECT_DEATH(client([&] { stove_SetProfile(nullptr, steps, 17, &limit, -1); }), "has 17 elements");
    EXPECT_DEATH(client([&] { stove_SetProfile(nullptr, nullptr, 1, &limit, -1); }), "NULL was given");
    EXPECT_DEATH(client([&] { stove_SetProfile(nullptr, steps, 1, nullptr, -1); }), "NULL was given");
    limit.scale = static_cast<units_Scale_t>(5);
    EXPECT_DEATH(client([&] { stove_SetProfile(nullptr, steps, 1, &limit, -1); }), "5 is no value");
    limit = {};
    memset(limit.label, 'x', sizeof(limit.label));
    EXPECT_DEATH(client([&] { stove_SetProfile(nullptr, steps, 1, &limit, -1); }), "longer than the 15 bytes");
}

TEST_F(DirectDeath, WrongUse)
{
    testing::GTEST_FLAG(death_test_style) = "threadsafe";
    EXPECT_DEATH(client([] { stove_Open("kill"); }), "killed as asked");
    EXPECT_DEATH(client(
                     []
                     {
                         stove_DisconnectService();
                         stove_GetScale();
                     }),
                 "stove_ConnectService\\(\\) was not called");
    EXPECT_DEATH(client([] { stove_RemoveAlarmedHandler(reinterpret_cast<kiln_AlarmedHandlerRef_t>(0x101)); }),
                 "no handler that this thread added");
    Told told;
    EXPECT_DEATH(client(
                     [&]
                     {
                         stove_Fire(nullptr, 1.0, onDone, &told);
                         server().done(LE_OK, server().doneContext);
                     }),
                 "can't be called more than once");
    EXPECT_DEATH(
        {
            client([&] { stove_Fire(nullptr, 1.0, onDone, &told); });
            settle();
            server().done(LE_OK, server().doneContext);
        },
        "can't be called more than once");
    EXPECT_DEATH(
        {
            client([&] { stove_Fire(nullptr, 1.0, nullptr, &told); });
            settle();
        },
        "handler that is NULL");
}

TEST_F(DirectDeath, SecondServer)
{
    testing::GTEST_FLAG(death_test_style) = "threadsafe";
    static le_ipc_Direct_t other = {};
    other.name = "other";
    other.protocolId = IFGEN_KILN_PROTOCOL_ID;
    other.meaning = IFGEN_KILN_MEANING;
    EXPECT_DEATH(le_ipc_OfferDirect(&other), "kiln and other serve the same interface directly");
}

le_ipc_Client_t meterClient(const char* meaning)
{
    le_ipc_Client_t made = {};
    made.name = "meter";
    made.protocolId = kMeter;
    made.meaning = meaning;
    return made;
}

TEST_F(DirectDeath, AClientThatIsToldToFindsNoServer)
{
    testing::GTEST_FLAG(death_test_style) = "threadsafe";
    static le_ipc_Client_t lonely = meterClient("nobody's");
    EXPECT_DEATH(client([] { le_ipc_Connect(&lonely, nullptr); }), "meter is to call a server of this process");
}

// The versions of two forms are the same, what their functions are is not.
TEST_F(DirectDeath, AnotherFormOfAVersionedInterfaceIsNotCalled)
{
    testing::GTEST_FLAG(death_test_style) = "threadsafe";
    static le_ipc_Direct_t first = meterServer("one hash");
    static le_ipc_Direct_t second = meterServer("another hash");
    static le_ipc_Client_t caller = meterClient("another hash");
    le_ipc_OfferDirect(&first);
    client([] { EXPECT_EQ(le_ipc_TryConnect(&caller, "meter"), LE_COMM_ERROR); });  // asked for a session
    EXPECT_EQ(caller.direct, nullptr);
    EXPECT_DEATH(client([] { le_ipc_Connect(&caller, nullptr); }), "meter is to call a server of this process");
    le_ipc_OfferDirect(&second);  // each form may have its server
    client([] { EXPECT_EQ(le_ipc_TryConnect(&caller, "meter"), LE_OK); });
    EXPECT_EQ(caller.direct, second.functions);
}

}  // namespace
