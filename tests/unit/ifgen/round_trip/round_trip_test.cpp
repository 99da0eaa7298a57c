// What a client passes is what the server sees, and back.
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csetjmp>
#include <csignal>
#include <cstring>
#include <map>

#include "kiln_messages.h"
#include "kiln_server.h"
#include "le_ipc.h"
#include "stove_interface.h"
#include "tests/unit/ifgen/round_trip/kiln_test.h"

namespace
{

using ligature::test::eventually;
using ligature::test::KilnWorld;

// ------------------------------------------------------------------------------------------------------ the server

struct Subscription
{
    kiln_AlarmHandlerFunc_t handler;
    void* context;
    kiln_Alarm_t mask;
    uint32_t period;
};

// What the server saw and what it is to do. Of the server's thread, but for the atomics.
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

Server& server()
{
    static Server state;
    return state;
}

template <typename Reference>
Reference reference(uintptr_t value)
{
    return reinterpret_cast<Reference>(value);
}

}  // namespace

extern "C" {
kiln_AlarmedHandlerRef_t kiln_AddAlarmedHandler(kiln_Alarm_t mask, kiln_AlarmHandlerFunc_t handlerPtr, void* contextPtr,
                                                uint32_t period)
{
    if (mask == 0)
    {
        return nullptr;
    }
    static char places[1000];
    static size_t next = 0;
    void* own = &places[next++];
    server().subscriptions[own] = {handlerPtr, contextPtr, mask, period};
    return static_cast<kiln_AlarmedHandlerRef_t>(own);
}

void kiln_RemoveAlarmedHandler(kiln_AlarmedHandlerRef_t handlerRef)
{
    server().subscriptions.erase(handlerRef);
    ++server().removed;
}

kiln_ChamberRef_t kiln_Open(const char* name)
{
    server().opened = name;
    server().session = kiln_GetClientSessionRef();
    return reference<kiln_ChamberRef_t>(0x10001);
}

le_result_t kiln_Read(kiln_ChamberRef_t chamber, kiln_Reading_t* nowPtr, uint16_t* pastPtr, size_t* pastSizePtr,
                      char* note, size_t noteSize)
{
    if (server().killsClient)
    {
        LE_KILL_CLIENT("bad chamber %p", static_cast<void*>(chamber));
        EXPECT_EQ(kiln_GetClientSessionRef(), nullptr);
        return LE_BAD_PARAMETER;
    }
    server().nowIsWanted = nowPtr != nullptr;
    server().pastCapacity = pastPtr != nullptr ? *pastSizePtr : 0;
    server().noteSize = note != nullptr ? noteSize : 0;
    EXPECT_EQ(pastPtr == nullptr, pastSizePtr == nullptr);
    if (nowPtr != nullptr)
    {
        EXPECT_EQ(nowPtr->value, 0.0);
        *nowPtr = {21.5, UNITS_KELVIN, "probe", {7, 8}, 2};
    }
    if (pastPtr != nullptr)
    {
        size_t count = std::min(*pastSizePtr, server().pastAnswer);
        for (size_t i = 0; i < count; ++i)
        {
            EXPECT_EQ(pastPtr[i], 0);
            pastPtr[i] = static_cast<uint16_t>(1000 + i);
        }
        *pastSizePtr = count;
    }
    if (note != nullptr)
    {
        snprintf(note, noteSize, "%s", server().noteAnswer.c_str());
    }
    return chamber == nullptr ? LE_NOT_FOUND : LE_OK;
}

le_result_t kiln_SetProfile(kiln_ChamberRef_t, const uint32_t* stepsPtr, size_t stepsSize,
                            const kiln_Reading_t* limitPtr, int log)
{
    EXPECT_NE(stepsPtr, nullptr);
    server().steps.assign(stepsPtr, stepsPtr + stepsSize);
    server().limit = *limitPtr;
    server().logged.clear();
    if (log >= 0)
    {
        char text[16] = {};
        EXPECT_GE(read(log, text, sizeof(text) - 1), 0);
        server().logged = text;
        close(log);
    }
    return LE_OK;
}

le_result_t kiln_Fire(kiln_ChamberRef_t, double target, kiln_DoneHandlerFunc_t donePtr, void* contextPtr)
{
    EXPECT_EQ(target, 180.5);
    server().done = donePtr;
    server().doneContext = contextPtr;
    return server().fireResult;
}

void kiln_GetChambers(kiln_ChamberRef_t* allPtr, size_t* allSizePtr, bool* isHotPtr, size_t* isHotSizePtr, int* logPtr)
{
    if (allPtr != nullptr)
    {
        *allSizePtr = std::min<size_t>(*allSizePtr, 2);
        for (size_t i = 0; i < *allSizePtr; ++i)
        {
            allPtr[i] = reference<kiln_ChamberRef_t>(0x101 + 2 * i);
        }
    }
    if (isHotPtr != nullptr)
    {
        *isHotSizePtr = std::min<size_t>(*isHotSizePtr, 2);
        for (size_t i = 0; i < *isHotSizePtr; ++i)
        {
            isHotPtr[i] = i == 1;
        }
    }
    if (logPtr != nullptr)
    {
        EXPECT_EQ(*logPtr, -1);
        if (server().setsFile)
        {
            *logPtr = open("/dev/null", O_RDONLY | O_CLOEXEC);
        }
    }
}

void kiln_Close(kiln_ChamberRef_t) {}

void kiln_Remark(kiln_ChamberRef_t chamber, const char* text, int log)
{
    server().session = kiln_GetClientSessionRef();
    server().remarked = chamber;
    server().remarks.emplace_back(text);
    if (log >= 0)
    {
        char more[16] = {};
        EXPECT_GE(read(log, more, sizeof(more) - 1), 0);
        server().remarks.back() += more;
        close(log);
    }
    if (server().killsClient)
    {
        LE_KILL_CLIENT("enough of '%s'", text);
    }
}

units_Scale_t kiln_GetScale(void)
{
    return UNITS_FAHRENHEIT;
}

kiln_Reading_t kiln_GetLimit(kiln_ChamberRef_t chamber)
{
    return {chamber == nullptr ? 0.5 : 1.5, UNITS_KELVIN, "limit", {7, 8}, 2};
}

void kiln_GetTitle(kiln_ChamberRef_t, char* result, size_t resultSize)
{
    server().noteSize = resultSize;
    if (result != nullptr)
    {
        EXPECT_STREQ(result, "");
        snprintf(result, resultSize, "The Large One");
    }
}
}

namespace
{

// ------------------------------------------------------------------------------------------------------- the client

void advertise()
{
    kiln_AdvertiseService();
    le_msg_AddServiceCloseHandler(
        kiln_GetServiceRef(), [](le_msg_SessionRef_t, void*) { ++server().sessionsClosed; }, nullptr);
}

class RoundTrip : public testing::Test
{
protected:
    static KilnWorld& world() { return *world_; }
    static void SetUpTestSuite() { world_ = new KilnWorld(advertise); }
    static void TearDownTestSuite()
    {
        delete world_;
        world_ = nullptr;
    }
    static inline KilnWorld* world_ = nullptr;

    RoundTrip()
    {
        world().client.run([] { stove_ConnectService(); });
    }
    ~RoundTrip() override
    {
        world().client.run([] { stove_DisconnectService(); });
        world().server.run(
            []
            {
                server().noteAnswer = "fine";
                server().pastAnswer = 3;
                server().fireResult = LE_OK;
                server().setsFile = true;
            });
    }

    /// In the client's thread.
    template <typename Work>
    void client(Work work)
    {
        world().client.run(work);
    }
    template <typename Work>
    void serverThread(Work work)
    {
        world().server.run(work);
    }
};

TEST_F(RoundTrip, StringsAndReferences)
{
    client(
        []
        {
            EXPECT_EQ(stove_Open("main"), reference<kiln_ChamberRef_t>(0x10001));
            EXPECT_EQ(stove_Open(""), reference<kiln_ChamberRef_t>(0x10001));
            EXPECT_EQ(stove_Open("123456789012345"), reference<kiln_ChamberRef_t>(0x10001));
        });
    EXPECT_EQ(server().opened, "123456789012345");
    EXPECT_NE(server().session, nullptr);
    serverThread([] { EXPECT_EQ(kiln_GetClientSessionRef(), nullptr); });
}

TEST_F(RoundTrip, AllOutputs)
{
    client(
        []
        {
            kiln_Reading_t now = {};
            uint16_t past[8] = {};
            size_t pastSize = 8;
            char note[65] = "";
            EXPECT_EQ(stove_Read(reference<kiln_ChamberRef_t>(1), &now, past, &pastSize, note, sizeof(note)), LE_OK);
            EXPECT_EQ(now.value, 21.5);
            EXPECT_EQ(now.scale, UNITS_KELVIN);
            EXPECT_STREQ(now.label, "probe");
            EXPECT_EQ(now.historyCount, 2U);
            EXPECT_EQ(now.history[1], 8);
            EXPECT_EQ(pastSize, 3U);
            EXPECT_EQ(past[2], 1002);
            EXPECT_STREQ(note, "fine");
        });
    EXPECT_EQ(server().pastCapacity, 8U);
    EXPECT_EQ(server().noteSize, 65U);
}

TEST_F(RoundTrip, UnwantedOutputs)
{
    client([] { EXPECT_EQ(stove_Read(nullptr, nullptr, nullptr, nullptr, nullptr, 0), LE_NOT_FOUND); });
    EXPECT_FALSE(server().nowIsWanted);
    EXPECT_EQ(server().pastCapacity, 0U);
    EXPECT_EQ(server().noteSize, 0U);
}

TEST_F(RoundTrip, CapacityOfAnArray)
{
    client(
        []
        {
            uint16_t past[100] = {};
            size_t size = 2;
            EXPECT_EQ(stove_Read(nullptr, nullptr, past, &size, nullptr, 0), LE_NOT_FOUND);
            EXPECT_EQ(size, 2U);
            EXPECT_EQ(past[1], 1001);
            EXPECT_EQ(past[2], 0);
            size = 100;
            stove_Read(nullptr, nullptr, past, &size, nullptr, 0);
            EXPECT_EQ(size, 3U);
            size = 0;
            stove_Read(nullptr, nullptr, past, &size, nullptr, 0);
            EXPECT_EQ(size, 0U);
        });
}

TEST_F(RoundTrip, SizeOfAStringBuffer)
{
    server().noteAnswer = "four";
    client(
        []
        {
            char note[] = "xxxxxxxxxx";
            stove_Read(nullptr, nullptr, nullptr, nullptr, note, 0);
            EXPECT_STREQ(note, "xxxxxxxxxx");
            stove_Read(nullptr, nullptr, nullptr, nullptr, note, 1);
            EXPECT_STREQ(note, "");
            EXPECT_EQ(note[1], 'x');
            stove_Read(nullptr, nullptr, nullptr, nullptr, note, 4);
            EXPECT_STREQ(note, "fou");
            EXPECT_EQ(note[4], 'x');
            stove_Read(nullptr, nullptr, nullptr, nullptr, note, 5);
            EXPECT_STREQ(note, "four");
        });
}

TEST_F(RoundTrip, ArraysStructuresAndFilesIn)
{
    client(
        []
        {
            const uint32_t steps[] = {1, 2, 0xFFFFFFFF};
            kiln_Reading_t limit = {-1.5, UNITS_FAHRENHEIT, "top", {1, 2, 3}, 3};
            int ends[2];
            ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
            ASSERT_EQ(write(ends[1], "hello", 5), 5);
            EXPECT_EQ(stove_SetProfile(nullptr, steps, 3, &limit, ends[0]), LE_OK);
            // The library owns what was sent: with the server's copy closed too, nobody can read any more.
            signal(SIGPIPE, SIG_IGN);
            EXPECT_EQ(write(ends[1], "x", 1), -1);
            EXPECT_EQ(errno, EPIPE);
            close(ends[1]);
        });
    EXPECT_EQ(server().steps, (std::vector<uint32_t>{1, 2, 0xFFFFFFFF}));
    EXPECT_STREQ(server().limit.label, "top");
    EXPECT_EQ(server().limit.scale, UNITS_FAHRENHEIT);
    EXPECT_EQ(server().limit.historyCount, 3U);
    EXPECT_EQ(server().logged, "hello");
    client(
        []
        {
            kiln_Reading_t limit = {};
            EXPECT_EQ(stove_SetProfile(nullptr, nullptr, 0, &limit, -1), LE_OK);
        });
    EXPECT_TRUE(server().steps.empty());
}

TEST_F(RoundTrip, ReferencesBoolsAndFilesOut)
{
    client(
        []
        {
            kiln_ChamberRef_t all[8];
            size_t allSize = 8;
            bool isHot[8];
            size_t isHotSize = 8;
            int log = -1;
            stove_GetChambers(all, &allSize, isHot, &isHotSize, &log);
            EXPECT_EQ(allSize, 2U);
            EXPECT_EQ(all[1], reference<kiln_ChamberRef_t>(0x103));
            EXPECT_EQ(isHotSize, 2U);
            EXPECT_FALSE(isHot[0]);
            EXPECT_TRUE(isHot[1]);
            EXPECT_GE(log, 0);
            close(log);
            EXPECT_EQ(stove_GetScale(), UNITS_FAHRENHEIT);
        });
}

TEST_F(RoundTrip, StructIsReturned)
{
    client(
        []
        {
            const kiln_Reading_t limit = stove_GetLimit(reference<kiln_ChamberRef_t>(0x101));
            EXPECT_EQ(limit.value, 1.5);
            EXPECT_EQ(limit.scale, UNITS_KELVIN);
            EXPECT_STREQ(limit.label, "limit");
            EXPECT_EQ(limit.historyCount, 2U);
            EXPECT_EQ(limit.history[1], 8);
        });
}

TEST_F(RoundTrip, StringIsReturned)
{
    client(
        []
        {
            char title[40] = "before";
            stove_GetTitle(nullptr, title, sizeof(title));
            EXPECT_STREQ(title, "The Large One");
        });
    EXPECT_EQ(server().noteSize, 25U);
    client(
        []
        {
            char title[4] = "";
            stove_GetTitle(nullptr, title, sizeof(title));
            EXPECT_STREQ(title, "The");
            stove_GetTitle(nullptr, nullptr, 0);
        });
}

TEST_F(RoundTrip, FileThatTheServerDoesNotSet)
{
    server().setsFile = false;
    client(
        []
        {
            int log = 99;
            stove_GetChambers(nullptr, nullptr, nullptr, nullptr, &log);
            EXPECT_EQ(log, -1);
        });
    EXPECT_NE(fcntl(0, F_GETFD), -1);
}

// ----------------------------------------------------------------------------------------------------------- events

struct Alarms
{
    std::atomic<int> count{0};
    kiln_Alarm_t last = 0;
    std::string text;
};

void onAlarm(kiln_ChamberRef_t, kiln_Alarm_t alarms, const char* text, void* context)
{
    auto* seen = static_cast<Alarms*>(context);
    seen->last = alarms;
    seen->text = text;
    ++seen->count;
}

void report(kiln_Alarm_t alarms)
{
    for (const auto& [own, subscription] : server().subscriptions)
    {
        subscription.handler(reference<kiln_ChamberRef_t>(5), alarms, "hot", subscription.context);
    }
}

TEST_F(RoundTrip, EventsReachTheHandlerUntilItIsRemoved)
{
    Alarms seen;
    kiln_AlarmedHandlerRef_t handler = nullptr;
    client([&] { handler = stove_AddAlarmedHandler(KILN_FAN, onAlarm, &seen, 7); });
    ASSERT_NE(handler, nullptr);
    EXPECT_EQ(server().subscriptions.begin()->second.period, 7U);
    EXPECT_NE(static_cast<void*>(handler), server().subscriptions.begin()->first);
    serverThread([] { report(KILN_OVERHEAT); });
    EXPECT_TRUE(eventually([&] { return seen.count == 1; }));
    EXPECT_EQ(seen.last, static_cast<kiln_Alarm_t>(KILN_OVERHEAT));
    EXPECT_EQ(seen.text, "hot");

    // From a foreign thread.
    ligature::test::LoopThread other;
    other.run([] { report(KILN_FAN); });
    EXPECT_TRUE(eventually([&] { return seen.count == 2; }));

    // What was reported before the removal and not delivered yet is dropped.
    client(
        [&]
        {
            world().server.run([] { report(KILN_FAN); });
            stove_RemoveAlarmedHandler(handler);
        });
    client([] {});
    EXPECT_EQ(seen.count, 2);
    EXPECT_TRUE(server().subscriptions.empty());
}

TEST_F(RoundTrip, RefusedHandler)
{
    client([] { EXPECT_EQ(stove_AddAlarmedHandler(0, onAlarm, nullptr, 0), nullptr); });
}

TEST_F(RoundTrip, HandlersOfAClientThatGoesAreRemoved)
{
    Alarms seen;
    int before = server().removed;
    client(
        [&]
        {
            stove_AddAlarmedHandler(KILN_FAN, onAlarm, &seen, 0);
            stove_AddAlarmedHandler(KILN_FAN, onAlarm, &seen, 0);
            stove_DisconnectService();
        });
    EXPECT_TRUE(eventually([&] { return server().removed == before + 2; }));
    client([] { stove_ConnectService(); });
}

void onDone(le_result_t outcome, void* context)
{
    *static_cast<std::atomic<int>*>(context) = static_cast<int>(outcome);
}

TEST_F(RoundTrip, CallbackIsCalledOnce)
{
    std::atomic<int> outcome{1};
    client([&] { EXPECT_EQ(stove_Fire(nullptr, 180.5, onDone, &outcome), LE_OK); });
    serverThread([] { server().done(LE_TIMEOUT, server().doneContext); });
    EXPECT_TRUE(eventually([&] { return outcome == LE_TIMEOUT; }));
    EXPECT_EXIT(server().done(LE_OK, server().doneContext), testing::ExitedWithCode(1), "more than once");
}

TEST_F(RoundTrip, CallbackOfAClientThatIsGoneIsDropped)
{
    int before = server().sessionsClosed;
    std::atomic<int> outcome{1};
    client(
        [&]
        {
            EXPECT_EQ(stove_Fire(nullptr, 180.5, onDone, &outcome), LE_OK);
            stove_DisconnectService();
        });
    EXPECT_TRUE(eventually([&] { return server().sessionsClosed > before; }));
    serverThread([] {});
    client([] { stove_ConnectService(); });
    serverThread([] { server().done(LE_OK, server().doneContext); });
    client([] {});
    EXPECT_EQ(outcome, 1);
}

// ----------------------------------------------------------------------------------------------------- lost sessions

// A client that outlives its session, as the documentation tells it to.
template <typename Work>
bool survivesLoss(Work work)
{
    static thread_local jmp_buf again;
    stove_SetServerDisconnectHandler([](void*) { longjmp(again, 1); }, nullptr);
    if (setjmp(again) == 0)
    {
        work();
        return false;
    }
    stove_ConnectService();
    return true;
}

TEST_F(RoundTrip, KilledClientMayGoOnAndTheServerDoes)
{
    server().killsClient = true;
    client([] { EXPECT_TRUE(survivesLoss([] { stove_Read(nullptr, nullptr, nullptr, nullptr, nullptr, 0); })); });
    server().killsClient = false;
    client([] { EXPECT_EQ(stove_GetScale(), UNITS_FAHRENHEIT); });
}

// Sends a request by hand, as a hostile client would.
void sendRaw(uint32_t number, const void* bytes, size_t size)
{
    le_msg_ProtocolRef_t protocol = le_msg_GetProtocolRef(IFGEN_KILN_PROTOCOL_ID, IFGEN_KILN_MESSAGE_SIZE);
    le_msg_SessionRef_t session = le_msg_CreateSession(protocol, "stove");
    le_msg_SetSessionCloseHandler(
        session, [](le_msg_SessionRef_t, void*) {}, nullptr);
    le_msg_OpenSessionSync(session);
    le_msg_MessageRef_t message = le_msg_CreateMsg(session);
    auto* payload = static_cast<char*>(le_msg_GetPayloadPtr(message));
    memcpy(payload, &number, sizeof(number));
    if (size != 0)
    {
        memcpy(payload + sizeof(number), bytes, size);
    }
    le_msg_SetPayloadSize(message, sizeof(number) + size);
    EXPECT_EQ(le_msg_RequestSyncResponse(message), nullptr) << number;
    le_msg_DeleteSession(session);
}

TEST_F(RoundTrip, HostileRequestsCostTheClientItsSession)
{
    client(
        []
        {
            sendRaw(999, nullptr, 0);                  // no such message
            sendRaw(IFGEN_KILN_MSG_Open, nullptr, 0);  // cut short
            sendRaw(IFGEN_KILN_MSG_Open,
                    "\x10\0\0\0"
                    "0123456789abcdef\0",
                    21);                                                    // longer than allowed
            sendRaw(IFGEN_KILN_MSG_Open, "\xFF\xFF\xFF\xFF", 4);            // longer than the message
            sendRaw(IFGEN_KILN_MSG_Open, "\x01\0\0\0ab", 6);                // no zero at the end
            sendRaw(IFGEN_KILN_MSG_Open, "\x02\0\0\0a\0\0", 7);             // a zero inside
            sendRaw(IFGEN_KILN_MSG_Close, "\x02\0\0\0", 4);                 // even reference
            sendRaw(IFGEN_KILN_MSG_Close, "\x01\0\0\0x", 5);                // something left over
            sendRaw(IFGEN_KILN_MSG_RemoveAlarmedHandler, "\x01\0\0\0", 4);  // a handler it does not have
            sendRaw(IFGEN_KILN_MSG_SetProfile, "\x01\0\0\0\xFF\0\0\0", 8);  // too many elements
            EXPECT_EQ(stove_GetScale(), UNITS_FAHRENHEIT);
        });
}

/// Sends a message that wants no answer. True if the session outlives it.
bool survivesOneWay(uint32_t number, const void* bytes, size_t size)
{
    le_msg_SessionRef_t session =
        le_msg_CreateSession(le_msg_GetProtocolRef(IFGEN_KILN_PROTOCOL_ID, IFGEN_KILN_MESSAGE_SIZE), "stove");
    le_msg_SetSessionCloseHandler(
        session, [](le_msg_SessionRef_t, void*) {}, nullptr);
    le_msg_OpenSessionSync(session);
    le_msg_MessageRef_t message = le_msg_CreateMsg(session);
    auto* payload = static_cast<uint8_t*>(le_msg_GetPayloadPtr(message));
    memcpy(payload, &number, sizeof(number));
    memcpy(payload + sizeof(number), bytes, size);
    le_msg_SetPayloadSize(message, sizeof(number) + size);
    le_msg_Send(message);
    const uint32_t question = IFGEN_KILN_MSG_GetScale;
    message = le_msg_CreateMsg(session);
    memcpy(le_msg_GetPayloadPtr(message), &question, sizeof(question));
    le_msg_SetPayloadSize(message, sizeof(question));
    le_msg_MessageRef_t answer = le_msg_RequestSyncResponse(message);
    if (answer != nullptr)
    {
        le_msg_ReleaseMsg(answer);
    }
    le_msg_DeleteSession(session);
    return answer != nullptr;
}

TEST_F(RoundTrip, EveryFunctionIsCalledInItsOwnWayAlone)
{
    // A chamber, and "ab" behind its length.
    constexpr char kGood[] = "\x01\0\0\0\x02\0\0\0ab";
    client(
        [&]
        {
            EXPECT_TRUE(survivesOneWay(IFGEN_KILN_MSG_Remark, kGood, sizeof(kGood)));
            sendRaw(IFGEN_KILN_MSG_Remark, kGood, sizeof(kGood));
            EXPECT_FALSE(survivesOneWay(IFGEN_KILN_MSG_Remark, kGood, sizeof(kGood) - 1));
            EXPECT_FALSE(survivesOneWay(IFGEN_KILN_MSG_Close, "\x01\0\0\0", 4));
            EXPECT_FALSE(survivesOneWay(IFGEN_KILN_MSG_GetScale, "", 0));
            EXPECT_FALSE(survivesOneWay(999, "", 0));
            EXPECT_EQ(stove_GetScale(), UNITS_FAHRENHEIT);
        });
    serverThread([] { EXPECT_EQ(server().remarks, std::vector<std::string>{"ab"}); });
}

TEST_F(RoundTrip, OneWayCallsWaitForNobodyAndKeepTheirOrder)
{
    static std::atomic<bool> isOver;
    isOver = false;
    serverThread([] { server().remarks.clear(); });
    world().server.start(
        []
        {
            while (!isOver)
            {
                usleep(1000);
            }
        });
    client(
        []
        {
            int ends[2];
            ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
            ASSERT_EQ(write(ends[1], " and more", 9), 9);
            close(ends[1]);
            stove_Remark(reference<kiln_ChamberRef_t>(0x301), "first", ends[0]);
            stove_Remark(nullptr, "second", -1);
            stove_Remark(reference<kiln_ChamberRef_t>(0x303), "", -1);
            isOver = true;
            EXPECT_EQ(stove_GetScale(), UNITS_FAHRENHEIT);
        });
    serverThread(
        []
        {
            EXPECT_EQ(server().remarks, (std::vector<std::string>{"first and more", "second", ""}));
            EXPECT_EQ(server().remarked, reference<kiln_ChamberRef_t>(0x303));
            EXPECT_NE(server().session, nullptr);
        });
}

TEST_F(RoundTrip, AOneWayCallTellsThatTheServerIsGone)
{
    static jmp_buf again;
    static int calls;
    calls = 0;
    serverThread([] { server().killsClient = true; });
    client(
        []
        {
            stove_SetServerDisconnectHandler([](void*) { longjmp(again, 1); }, nullptr);
            if (setjmp(again) == 0)
            {
                // The thread's event loop does not run meanwhile.
                for (; calls < 10'000'000; ++calls)
                {
                    stove_Remark(nullptr, "x", -1);
                }
            }
            stove_ConnectService();
        });
    serverThread([] { server().killsClient = false; });
    EXPECT_LT(calls, 10'000'000);
}

TEST_F(RoundTrip, HandlerOfAnotherClientCannotBeRemoved)
{
    Alarms seen;
    client(
        [&]
        {
            kiln_AlarmedHandlerRef_t handler = stove_AddAlarmedHandler(KILN_FAN, onAlarm, &seen, 0);
            for (uint32_t guess = 1; guess < 16; guess += 2)
            {
                sendRaw(IFGEN_KILN_MSG_RemoveAlarmedHandler, &guess, sizeof(guess));
            }
            stove_RemoveAlarmedHandler(handler);
        });
}

// ------------------------------------------------------------------------------------------------------------ misuse

// Fatal ends the process, so these run in a child: packing alone, without a session.
TEST(Misuse, IsFatalInTheCaller)
{
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    uint8_t bytes[64];
    le_ipc_Writer_t out = {bytes, 0, sizeof(bytes)};
    EXPECT_EXIT(le_ipc_PutString(&out, "123456", 5), testing::ExitedWithCode(1), "longer than the 5 bytes");
    EXPECT_EXIT(le_ipc_PutString(&out, nullptr, 5), testing::ExitedWithCode(1), "NULL was given");
    EXPECT_EXIT(le_ipc_PutArray(&out, bytes, 6, 1, 5), testing::ExitedWithCode(1), "6 elements");
    EXPECT_EXIT(le_ipc_PutArray(&out, nullptr, 1, 1, 5), testing::ExitedWithCode(1), "NULL was given");
    EXPECT_EXIT(le_ipc_PutReference(&out, reference<void*>(2)), testing::ExitedWithCode(1), "no reference");
    EXPECT_EXIT(stove_GetScale(), testing::ExitedWithCode(1), "stove_ConnectService\\(\\) was not called");
}

TEST(Misuse, ConnectingWithoutABinding)
{
    // No directory at all: nothing is left behind and it can be tried again.
    EXPECT_EXIT(
        {
            setenv("LIGATURE_SERVICE_DIRECTORY", "/nonexistent/socket", 1);
            exit(stove_TryConnectService() == LE_COMM_ERROR && stove_TryConnectService() == LE_COMM_ERROR ? 7 : 8);
        },
        testing::ExitedWithCode(7), "");
}

}  // namespace
