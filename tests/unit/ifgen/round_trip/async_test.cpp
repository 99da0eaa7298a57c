// A server that answers later.
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "kiln_messages.h"
#include "kiln_server.h"
#include "stove_interface.h"
#include "tests/unit/ifgen/joined_world.h"
#include "tests/unit/messaging/loses_session.h"

namespace
{

using ligature::test::Joined;
using ligature::test::LoopThread;
using ligature::test::losesSession;

struct Server
{
    kiln_ServerCmdRef_t pending = nullptr;
    size_t pastSize = 0;
    size_t noteSize = 0;
    std::string remark;
};

Server& server()
{
    static Server state;
    return state;
}

LoopThread& helper()
{
    static auto* thread = new LoopThread;
    return *thread;
}

}  // namespace

extern "C" {
kiln_AlarmedHandlerRef_t kiln_AddAlarmedHandler(kiln_Alarm_t, kiln_AlarmHandlerFunc_t, void*, uint32_t)
{
    return nullptr;
}

void kiln_RemoveAlarmedHandler(kiln_AlarmedHandlerRef_t) {}

// Answers from another thread.
void kiln_Open(kiln_ServerCmdRef_t cmdRef, const char* name)
{
    size_t length = strlen(name);
    helper().start([=] { kiln_OpenRespond(cmdRef, reinterpret_cast<kiln_ChamberRef_t>(2 * length + 1)); });
}

// Answers at once, with more than the client may have room for.
void kiln_Read(kiln_ServerCmdRef_t cmdRef, kiln_ChamberRef_t, size_t pastSize, size_t noteSize)
{
    server().pastSize = pastSize;
    server().noteSize = noteSize;
    const kiln_Reading_t now = {1.5, UNITS_CELSIUS, "x", {}, 0};
    const uint16_t past[] = {1, 2, 3, 4, 5, 6, 7, 8};
    kiln_ReadRespond(cmdRef, LE_OK, &now, past, 8, "0123456789");
}

void kiln_SetProfile(kiln_ServerCmdRef_t cmdRef, kiln_ChamberRef_t, const uint32_t*, size_t, const kiln_Reading_t*,
                     int log)
{
    if (log >= 0)
    {
        close(log);
    }
    kiln_SetProfileRespond(cmdRef, LE_OK);
}

le_result_t kiln_Fire(kiln_ChamberRef_t, double, kiln_DoneHandlerFunc_t, void*)
{
    return LE_BUSY;
}

void kiln_GetChambers(kiln_ServerCmdRef_t cmdRef, size_t, size_t)
{
    kiln_ChamberRef_t all[] = {nullptr};
    bool isHot[] = {true};
    kiln_GetChambersRespond(cmdRef, all, 1, isHot, 1, -1);
}

void kiln_Close(kiln_ServerCmdRef_t cmdRef, kiln_ChamberRef_t)
{
    server().pending = cmdRef;
}

void kiln_Remark(kiln_ChamberRef_t, const char* text, int)
{
    server().remark = text;
}

void kiln_GetScale(kiln_ServerCmdRef_t cmdRef)
{
    // Answers the one that waits first, so that two are outstanding at a time.
    if (server().pending != nullptr)
    {
        kiln_CloseRespond(server().pending);
        server().pending = nullptr;
    }
    kiln_GetScaleRespond(cmdRef, UNITS_KELVIN);
}

void kiln_GetLimit(kiln_ServerCmdRef_t cmdRef, kiln_ChamberRef_t)
{
    kiln_GetLimitRespond(cmdRef, {1.5, UNITS_CELSIUS, "x", {7}, 1});
}

void kiln_GetTitle(kiln_ServerCmdRef_t cmdRef, kiln_ChamberRef_t, size_t resultSize)
{
    kiln_GetTitleRespond(cmdRef, resultSize == 25 ? "The Large One" : "The Large One, Cut");
}
}

namespace
{

class Async : public Joined
{
protected:
    template <typename Work>
    void client(Work work)
    {
        Joined::client(
            [&]
            {
                stove_ConnectService();
                work();
                stove_DisconnectService();
            });
    }

    /// The command that the server keeps, once there is one.
    static kiln_ServerCmdRef_t pending()
    {
        kiln_ServerCmdRef_t command = nullptr;
        EXPECT_TRUE(ligature::test::eventually(
            [&]
            {
                world_->server.run([&] { command = std::exchange(server().pending, nullptr); });
                return command != nullptr;
            }));
        return command;
    }

    /// Ends the thread that serves while a client waits for its answer.
    [[noreturn]] static void answerAfterTheServerHasEnded()
    {
        world_->client.start(
            []
            {
                stove_ConnectService();
                losesSession(stove_SetServerDisconnectHandler, [] { stove_Close(nullptr); });
            });
        kiln_ServerCmdRef_t command = pending();
        world_->server.~LoopThread();
        world_->client.run([] {});
        kiln_CloseRespond(command);
        _exit(0);
    }
};

TEST_F(Async, AnswerFromAnotherThread)
{
    client([] { EXPECT_EQ(stove_Open("four"), reinterpret_cast<kiln_ChamberRef_t>(9)); });
}

TEST_F(Async, AnswerFromAThreadThatLegatoDoesNotKnow)
{
    std::promise<void> closed;
    world_->client.start(
        [&]
        {
            stove_ConnectService();
            stove_Close(nullptr);
            stove_DisconnectService();
            closed.set_value();
        });
    kiln_ServerCmdRef_t command = pending();
    std::thread([=] { kiln_CloseRespond(command); }).join();
    closed.get_future().wait();
}

TEST_F(Async, AnswersAreCutToWhatTheClientHasRoomFor)
{
    client(
        []
        {
            uint16_t past[3] = {};
            size_t pastSize = 2;
            char note[6] = "xxxxx";
            EXPECT_EQ(stove_Read(nullptr, nullptr, past, &pastSize, note, 5), LE_OK);
            EXPECT_EQ(pastSize, 2U);
            EXPECT_EQ(past[1], 2);
            EXPECT_EQ(past[2], 0);
            EXPECT_STREQ(note, "0123");
        });
    EXPECT_EQ(server().pastSize, 2U);
    EXPECT_EQ(server().noteSize, 5U);
}

TEST_F(Async, StructIsReturned)
{
    client([] { EXPECT_EQ(stove_GetLimit(nullptr).history[0], 7); });
}

TEST_F(Async, StringIsReturned)
{
    client(
        []
        {
            char title[25];
            stove_GetTitle(nullptr, title, sizeof(title));
            EXPECT_STREQ(title, "The Large One");
            stove_GetTitle(nullptr, title, 8);
            EXPECT_STREQ(title, "The Lar");
            stove_GetTitle(nullptr, nullptr, 0);
        });
}

TEST_F(Async, UnwantedOutputsAreDropped)
{
    client([] { EXPECT_EQ(stove_Read(nullptr, nullptr, nullptr, nullptr, nullptr, 0), LE_OK); });
}

TEST_F(Async, AnswersInAnyOrder)
{
    LoopThread other;
    std::promise<void> closed;
    other.start(
        [&]
        {
            stove_ConnectService();
            stove_Close(nullptr);
            closed.set_value();
        });
    EXPECT_TRUE(ligature::test::eventually(
        []
        {
            bool isPending = false;
            world_->server.run([&] { isPending = server().pending != nullptr; });
            return isPending;
        }));
    client([] { EXPECT_EQ(stove_GetScale(), UNITS_KELVIN); });
    closed.get_future().wait();
    other.run([] { stove_DisconnectService(); });
}

// What the thread answers with must not be gone before its destructors run.
TEST_F(Async, AThreadMayAnswerWhileItEnds)
{
    static std::promise<void>* isAnswered;
    static std::promise<kiln_ServerCmdRef_t>* last;
    std::promise<void> first;
    std::promise<kiln_ServerCmdRef_t> second;
    isAnswered = &first;
    last = &second;
    std::promise<void> closed;
    world_->client.start(
        [&]
        {
            stove_ConnectService();
            stove_Close(nullptr);
            stove_Close(nullptr);
            stove_DisconnectService();
            closed.set_value();
        });
    le_thread_Ref_t thread = le_thread_Create(
        "answering",
        [](void* command) -> void*
        {
            le_thread_AddDestructor(
                [](void*)
                {
                    kiln_ServerCmdRef_t command = last->get_future().get();
                    // Takes the place of what may have been freed.
                    std::vector<std::unique_ptr<std::vector<char>>> own;
                    for (int i = 0; i < 8; ++i)
                    {
                        own.push_back(std::make_unique<std::vector<char>>(IFGEN_KILN_MESSAGE_SIZE, 'x'));
                    }
                    kiln_CloseRespond(command);
                    for (const auto& each : own)
                    {
                        EXPECT_EQ(std::count(each->begin(), each->end(), 'x'), IFGEN_KILN_MESSAGE_SIZE);
                    }
                },
                nullptr);
            kiln_CloseRespond(static_cast<kiln_ServerCmdRef_t>(command));
            isAnswered->set_value();
            return nullptr;
        },
        pending());
    le_thread_SetJoinable(thread);
    le_thread_Start(thread);
    first.get_future().wait();
    second.set_value(pending());
    le_thread_Join(thread, nullptr);
    closed.get_future().wait();
}

TEST_F(Async, OneWayFunctionsHaveNothingToAnswer)
{
    client(
        []
        {
            stove_Remark(nullptr, "noted", -1);
            EXPECT_EQ(stove_GetScale(), UNITS_KELVIN);
        });
    world_->server.run([] { EXPECT_EQ(server().remark, "noted"); });
}

TEST_F(Async, FunctionsWithHandlersStaySynchronous)
{
    client(
        []
        {
            EXPECT_EQ(stove_Fire(nullptr, 1.0, nullptr, nullptr), LE_BUSY);
            EXPECT_EQ(stove_AddAlarmedHandler(KILN_FAN, nullptr, nullptr, 0), nullptr);
        });
}

TEST_F(Async, AnAnswerThatComesAfterTheServersThreadHasEndedIsDropped)
{
    testing::GTEST_FLAG(death_test_style) = "threadsafe";
    EXPECT_EXIT(answerAfterTheServerHasEnded(), testing::ExitedWithCode(0), "");
}

// With what clients of the first thread have left to be answered by whom it may.
TEST_F(Async, AServiceIsOfferedAgainByAnotherThread)
{
    for (int round = 0; round < 2; ++round)
    {
        world_->client.start(
            []
            {
                stove_ConnectService();
                losesSession(stove_SetServerDisconnectHandler, [] { stove_Close(nullptr); });
            });
        kiln_ServerCmdRef_t command = pending();
        world_->server.~LoopThread();
        EXPECT_EQ(kiln_GetServiceRef(), nullptr);
        EXPECT_EQ(kiln_GetClientSessionRef(), nullptr);
        world_->client.run([] {});

        new (&world_->server) LoopThread;
        world_->server.run(kiln_AdvertiseService);
        const auto answer = [&] { kiln_CloseRespond(command); };
        round == 0 ? answer() : world_->server.run(answer);
        client([] { EXPECT_EQ(stove_GetScale(), UNITS_KELVIN); });
    }
}

TEST_F(Async, AnsweringTwiceOrNothingIsFatal)
{
    EXPECT_EXIT(kiln_CloseRespond(nullptr), testing::ExitedWithCode(1), "no command");
}

}  // namespace

ligature::test::JoinedWorld::JoinedWorld() : directory(std::make_unique<DirectoryProcess>())
{
    setenv("LIGATURE_SERVICE_DIRECTORY", directory->userSocket().c_str(), 1);
    directory->bind("stove", "kiln");
    server.run(kiln_AdvertiseService);
}
