// Asynchronous calls of a client: what comes back, in which order, and what becomes of calls that get no answer.
#include <fcntl.h>
#include <setjmp.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstring>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "kiln_messages.h"
#include "kiln_server.h"
#include "range_async.h"
#include "stove_async.h"
#include "tests/unit/messaging/fixture.h"

using namespace ligature::test;

namespace
{

/// Of the server's thread: commands that wait until GetScale() is called.
std::vector<kiln_ServerCmdRef_t>& waiting()
{
    static std::vector<kiln_ServerCmdRef_t> list;
    return list;
}

/// Of the server's thread.
std::string& remarks()
{
    static std::string all;
    return all;
}

std::atomic<int> Delay{0};  // ms that GetLimit() blocks

}  // namespace

extern "C" {
kiln_AlarmedHandlerRef_t kiln_AddAlarmedHandler(kiln_Alarm_t, kiln_AlarmHandlerFunc_t, void*, uint32_t)
{
    return nullptr;
}

void kiln_RemoveAlarmedHandler(kiln_AlarmedHandlerRef_t) {}

void kiln_Open(kiln_ServerCmdRef_t cmdRef, const char* name)
{
    if (std::string(name) == "kill")
    {
        le_msg_CloseSession(kiln_GetClientSessionRef());
        kiln_OpenRespond(cmdRef, nullptr);
        return;
    }
    kiln_OpenRespond(cmdRef, reinterpret_cast<kiln_ChamberRef_t>(2 * strlen(name) + 1));
}

void kiln_Read(kiln_ServerCmdRef_t cmdRef, kiln_ChamberRef_t, size_t pastSize, size_t noteSize)
{
    const kiln_Reading_t now = {21.5, UNITS_CELSIUS, "now", {7, 8}, 2};
    const uint16_t past[] = {1, 2, 3, 4, 5, 6, 7, 8};
    kiln_ReadRespond(cmdRef, LE_BUSY, &now, past, pastSize, std::string(noteSize - 1, 'n').c_str());
}

void kiln_SetProfile(kiln_ServerCmdRef_t cmdRef, kiln_ChamberRef_t, const uint32_t* steps, size_t size,
                     const kiln_Reading_t*, int log)
{
    const ssize_t written = write(log, steps, size * sizeof(uint32_t));
    close(log);
    kiln_SetProfileRespond(cmdRef, written == 8 ? LE_OK : LE_FAULT);
}

le_result_t kiln_Fire(kiln_ChamberRef_t, double, kiln_DoneHandlerFunc_t, void*)
{
    return LE_BUSY;
}

void kiln_GetChambers(kiln_ServerCmdRef_t cmdRef, size_t, size_t)
{
    kiln_ChamberRef_t all[] = {nullptr, reinterpret_cast<kiln_ChamberRef_t>(5)};
    bool isHot[] = {true};
    kiln_GetChambersRespond(cmdRef, all, 2, isHot, 1, open("/dev/null", O_RDONLY | O_CLOEXEC));
}

void kiln_Close(kiln_ServerCmdRef_t cmdRef, kiln_ChamberRef_t)
{
    waiting().push_back(cmdRef);
}

void kiln_Remark(kiln_ChamberRef_t, const char* text, int)
{
    remarks() += text;
}

// Answers those that wait, the last first.
void kiln_GetScale(kiln_ServerCmdRef_t cmdRef)
{
    for (; !waiting().empty(); waiting().pop_back())
    {
        kiln_CloseRespond(waiting().back());
    }
    kiln_GetScaleRespond(cmdRef, UNITS_KELVIN);
}

void kiln_GetLimit(kiln_ServerCmdRef_t cmdRef, kiln_ChamberRef_t)
{
    std::this_thread::sleep_for(std::chrono::milliseconds(Delay.load()));
    kiln_GetLimitRespond(cmdRef, {1.5, UNITS_KELVIN, "limit", {}, 0});
}

void kiln_GetTitle(kiln_ServerCmdRef_t cmdRef, kiln_ChamberRef_t, size_t)
{
    kiln_GetTitleRespond(cmdRef, remarks().empty() ? "The Large One" : remarks().c_str());
    remarks().clear();
}
}

namespace
{

/// What the server under the name `range` answers after the number of the message; of its thread.
std::string Lie;

void advertiseLiar()
{
    le_msg_ServiceRef_t service =
        le_msg_CreateService(le_msg_GetProtocolRef(IFGEN_KILN_PROTOCOL_ID, IFGEN_KILN_MESSAGE_SIZE), "liar");
    le_msg_SetServiceRecvHandler(
        service,
        [](le_msg_MessageRef_t message, void*)
        {
            auto* payload = static_cast<char*>(le_msg_GetPayloadPtr(message));
            memcpy(payload, Lie.data(), Lie.size());
            le_msg_SetPayloadSize(message, Lie.size());
            const int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
            le_msg_SetFd(message, fd);
            le_msg_Respond(message);
        },
        nullptr);
    le_msg_AdvertiseService(service);
}

std::string numbered(uint32_t number, const std::string& rest)
{
    return std::string(reinterpret_cast<const char*>(&number), sizeof(number)) + rest;
}

class AsyncClient : public testing::Test
{
protected:
    struct World
    {
        DirectoryProcess directory;
        LoopThread server;
        LoopThread liar;
        LoopThread client;
    };

    static void SetUpTestSuite()
    {
        world_ = new World;
        setenv("LIGATURE_SERVICE_DIRECTORY", world_->directory.userSocket().c_str(), 1);
        world_->directory.bind("stove", "kiln");
        world_->directory.bind("range", "liar");
        world_->server.run(kiln_AdvertiseService);
        world_->liar.run(advertiseLiar);
    }
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

    static inline World* world_ = nullptr;
};

std::atomic<int> Answers{0};

void onScale(units_Scale_t scale, void*)
{
    EXPECT_EQ(scale, UNITS_KELVIN);
    ++Answers;
}

void onRead(le_result_t result, const kiln_Reading_t* now, const uint16_t* past, size_t pastSize, const char* note,
            void* context)
{
    EXPECT_EQ(result, LE_BUSY);
    EXPECT_EQ(now->value, 21.5);
    EXPECT_EQ(now->history[1], 8);
    ASSERT_EQ(pastSize, 8U);  // all that the .api file allows
    EXPECT_EQ(past[7], 8);
    EXPECT_EQ(note, std::string(64, 'n'));
    EXPECT_EQ(context, &Answers);
    ++Answers;
}

void onChambers(const kiln_ChamberRef_t* all, size_t allSize, const bool* isHot, size_t isHotSize, int log, void*)
{
    ASSERT_EQ(allSize, 2U);
    EXPECT_EQ(all[1], reinterpret_cast<kiln_ChamberRef_t>(5));
    ASSERT_EQ(isHotSize, 1U);
    EXPECT_TRUE(isHot[0]);
    EXPECT_EQ(close(log), 0);
    ++Answers;
}

void onTitle(const char* title, void*)
{
    EXPECT_STREQ(title, "ab");  // what was remarked since the last title
    ++Answers;
}

// Answers of calls that are under way together come together, and so goes what their handlers send.
TEST_F(AsyncClient, OneWayCallsKeepTheirPlaceAmongOthers)
{
    Answers = 0;
    client(
        []
        {
            for (int i = 0; i < 8; ++i)
            {
                stove_GetScaleAsync(
                    [](units_Scale_t, void*)
                    {
                        stove_Remark(nullptr, "a", -1);
                        stove_Remark(nullptr, "b", -1);
                        stove_GetTitleAsync(nullptr, onTitle, nullptr);
                    },
                    nullptr);
            }
        });
    EXPECT_TRUE(eventually([] { return Answers == 8; }));
}

TEST_F(AsyncClient, EveryKindOfOutputArrives)
{
    Answers = 0;
    int ends[2];
    ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
    client(
        [&]
        {
            const uint32_t steps[] = {1, 2};
            const kiln_Reading_t limit = {};
            stove_ReadAsync(nullptr, onRead, &Answers);
            stove_GetChambersAsync(onChambers, nullptr);
            stove_GetScaleAsync(onScale, nullptr);
            stove_OpenAsync(
                "four",
                [](kiln_ChamberRef_t chamber, void*)
                {
                    EXPECT_EQ(chamber, reinterpret_cast<kiln_ChamberRef_t>(9));
                    ++Answers;
                },
                nullptr);
            stove_GetLimitAsync(
                nullptr,
                [](kiln_Reading_t limit, void*)
                {
                    EXPECT_STREQ(limit.label, "limit");
                    ++Answers;
                },
                nullptr);
            stove_GetTitleAsync(
                nullptr,
                [](const char* title, void*)
                {
                    EXPECT_STREQ(title, "The Large One");
                    ++Answers;
                },
                nullptr);
            stove_SetProfileAsync(
                nullptr, steps, 2, &limit, ends[1],
                [](le_result_t result, void*)
                {
                    EXPECT_EQ(result, LE_OK);
                    ++Answers;
                },
                nullptr);
            EXPECT_EQ(Answers, 0);  // only from the event loop
        });
    EXPECT_TRUE(eventually([] { return Answers == 7; }));
    uint32_t seen[2] = {};
    EXPECT_EQ(read(ends[0], seen, sizeof(seen)), 8);
    EXPECT_EQ(read(ends[0], seen, sizeof(seen)), 0);  // nobody has the other end any more
    close(ends[0]);
}

TEST_F(AsyncClient, AnswersComeInTheOrderOfTheServer)
{
    static std::vector<int> order;
    static int names[3] = {0, 1, 2};
    order.clear();
    Answers = 0;
    client(
        []
        {
            for (int& name : names)
            {
                stove_CloseAsync(
                    nullptr, [](void* context) { order.push_back(*static_cast<int*>(context)); }, &name);
            }
            stove_GetScaleAsync(onScale, nullptr);
            EXPECT_EQ(stove_GetScale(), UNITS_KELVIN);  // a synchronous call in between
        });
    EXPECT_TRUE(eventually([] { return Answers == 1; }));
    client([] { EXPECT_EQ(order, (std::vector<int>{2, 1, 0})); });
}

TEST_F(AsyncClient, ManyCallsUnderWay)
{
    Answers = 0;
    client(
        []
        {
            for (int i = 0; i < 5000; ++i)
            {
                stove_GetScaleAsync(onScale, nullptr);
            }
        });
    EXPECT_TRUE(eventually([] { return Answers == 5000; }));
}

TEST_F(AsyncClient, F34_ABlockedServerDoesNotBlockItsClient)
{
    static std::atomic<int> ticks;
    static std::atomic<int> ticksBefore;
    ticks = 0;
    ticksBefore = -1;
    Delay = 300;
    le_timer_Ref_t timer = nullptr;
    client(
        [&]
        {
            timer = le_timer_Create("tick");
            le_timer_SetMsInterval(timer, 5);
            le_timer_SetRepeat(timer, 0);
            le_timer_SetHandler(timer, [](le_timer_Ref_t) { ++ticks; });
            le_timer_Start(timer);
            stove_GetLimitAsync(
                nullptr, [](kiln_Reading_t, void*) { ticksBefore = ticks.load(); }, nullptr);
        });
    EXPECT_TRUE(eventually([] { return ticksBefore >= 0; }));
    EXPECT_GE(ticksBefore, 5);
    Delay = 0;
    client([&] { le_timer_Delete(timer); });
}

TEST_F(AsyncClient, CallsUnderWayAreForgottenWhenTheClientDisconnects)
{
    Answers = 0;
    const size_t descriptors = ownDescriptors();
    for (int i = 0; i < 50; ++i)
    {
        LoopThread other;
        other.run(
            []
            {
                stove_ConnectService();
                stove_GetChambersAsync(
                    [](const kiln_ChamberRef_t*, size_t, const bool*, size_t, int log, void*)
                    {
                        close(log);
                        ++Answers;
                    },
                    nullptr);
                stove_CloseAsync(
                    nullptr, [](void*) { ++Answers; }, nullptr);
                stove_DisconnectService();
            });
    }
    client([] { EXPECT_EQ(stove_GetScale(), UNITS_KELVIN); });  // the server answers those that are gone
    EXPECT_TRUE(eventually([&] { return ownDescriptors() <= descriptors; }));
    EXPECT_EQ(Answers, 0);
}

TEST_F(AsyncClient, AFunctionThatGetsAnAnswerMayDisconnect)
{
    Answers = 0;
    LoopThread other;
    other.run(
        []
        {
            stove_ConnectService();
            for (int i = 0; i < 3; ++i)
            {
                stove_GetScaleAsync(
                    [](units_Scale_t, void*)
                    {
                        stove_DisconnectService();
                        ++Answers;
                    },
                    nullptr);
            }
        });
    EXPECT_TRUE(eventually([] { return Answers == 1; }));
    other.run([] {});
    EXPECT_EQ(Answers, 1);
}

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

TEST_F(AsyncClient, ALostSessionIsToldByTheDisconnectHandlerAlone)
{
    Answers = 0;
    EXPECT_TRUE(losesConnection(stove_ConnectService, stove_SetServerDisconnectHandler,
                                []
                                {
                                    stove_CloseAsync(
                                        nullptr, [](void*) { ++Answers; }, nullptr);
                                    stove_OpenAsync(
                                        "kill", [](kiln_ChamberRef_t, void*) { ++Answers; }, nullptr);
                                }));
    EXPECT_EQ(Answers, 0);
    client([] { EXPECT_EQ(stove_GetScale(), UNITS_KELVIN); });
}

TEST_F(AsyncClient, AnAnswerThatMakesNoSenseLosesTheSessionAndIsNotHandedOn)
{
    const std::string lies[] = {
        "",
        "\x01",
        numbered(IFGEN_KILN_MSG_GetScale, ""),                                       // another call's
        numbered(IFGEN_KILN_MSG_GetChambers, ""),                                    // cut short
        numbered(IFGEN_KILN_MSG_GetChambers, std::string("\xFF\xFF\xFF\xFF", 4)),    // too many
        numbered(IFGEN_KILN_MSG_GetChambers, std::string(9, '\0')),                  // something left over
        numbered(IFGEN_KILN_MSG_GetChambers, std::string("\1\0\0\0\2\0\0\0", 8)),    // even reference
        numbered(IFGEN_KILN_MSG_GetChambers, std::string("\0\0\0\0\1\0\0\0\2", 9)),  // no bool
        numbered(UINT32_MAX, ""),                                                    // "I do not know that function"
    };
    for (const std::string& lie : lies)
    {
        world_->liar.run([&] { Lie = lie; });
        const size_t descriptors = ownDescriptors();
        Answers = 0;
        EXPECT_TRUE(losesConnection(range_ConnectService, range_SetServerDisconnectHandler,
                                    []
                                    {
                                        range_GetChambersAsync([](const kiln_ChamberRef_t*, size_t, const bool*, size_t,
                                                                  int, void*) { ++Answers; },
                                                               nullptr);
                                    }));
        EXPECT_EQ(Answers, 0);
        EXPECT_TRUE(eventually([&] { return ownDescriptors() <= descriptors; }));
    }
}

TEST(AsyncClientMisuse, IsFatal)
{
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    EXPECT_EXIT(stove_GetScaleAsync(nullptr, nullptr), testing::ExitedWithCode(1), "nothing is to be called");
    EXPECT_EXIT(stove_GetScaleAsync(onScale, nullptr), testing::ExitedWithCode(1), "was not called for the current");
}

}  // namespace
