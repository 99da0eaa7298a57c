// Client and server joined by a Service Directory; and a server under the name `range` that says what it likes.
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <string>

#include "grill_async.h"
#include "kiln_messages.h"
#include "kiln_server.h"
#include "range_async.h"
#include "tests/support/bytes.h"
#include "tests/unit/ifgen/async_client/fixture.h"

namespace ligature::test
{

namespace
{

/// What the server under the name `range` answers; of the server's thread.
std::string Lie;
std::atomic<int> Lies{0};  ///< told

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
            ++Lies;
        },
        nullptr);
    le_msg_AdvertiseService(service);
}

std::atomic<int> Answers{0};

TEST_F(AsyncClient, AnAnswerThatMakesNoSenseLosesTheSessionAndIsNotHandedOn)
{
    const std::string lies[] = {
        "",
        "\x01",
        bytesOf(IFGEN_KILN_MSG_GetScale),                                          // another call's
        bytesOf(IFGEN_KILN_MSG_GetChambers),                                       // cut short
        bytesOf(IFGEN_KILN_MSG_GetChambers) + std::string("\xFF\xFF\xFF\xFF", 4),  // too many
        bytesOf(IFGEN_KILN_MSG_GetChambers) + std::string(9, '\0'),                // something left over
        bytesOf(IFGEN_KILN_MSG_GetChambers) + std::string("\1\0\0\0\2\0\0\0", 8),  // even reference
        bytesOf(UINT32_MAX),                                                       // "I do not know that function"
    };
    for (const std::string& lie : lies)
    {
        world_->server.run([&] { Lie = lie; });
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

TEST_F(AsyncClient, F31_WhatIsInTheAnswerOfACancelledCallDoesNotMatter)
{
    static const std::string noChambers = bytesOf(IFGEN_KILN_MSG_GetChambers) + "no chambers at all";
    world_->server.run([] { Lie = noChambers; });
    const size_t descriptors = ownDescriptors();
    Answers = 0;
    Lies = 0;
    {
        LoopThread other;
        other.run(
            []
            {
                range_ConnectService();
                const le_ipc_AsyncCallRef_t call = range_GetChambersAsync(
                    [](const kiln_ChamberRef_t*, size_t, const bool*, size_t, int, void*) { ++Answers; }, nullptr);
                EXPECT_EQ(range_CancelAsyncCall(call), LE_OK);
            });
        EXPECT_TRUE(eventually([] { return Lies == 1; }));
        world_->server.run([] { Lie = bytesOf(IFGEN_KILN_MSG_GetScale) + std::string("\0\0\0\0", 4); });
        other.run(
            []
            {
                EXPECT_EQ(range_GetScale(), UNITS_CELSIUS) << "the session goes on";
                range_DisconnectService();
            });
    }
    EXPECT_EQ(Answers, 0);
    EXPECT_TRUE(eventually([&] { return ownDescriptors() <= descriptors; }));
}

TEST_F(AsyncClient, F31_AnAnswerThatIsNoneLosesTheSessionOfACancelledCallToo)
{
    for (const std::string& lie : {std::string(), bytesOf(IFGEN_KILN_MSG_GetScale), bytesOf(UINT32_MAX)})
    {
        world_->server.run([&] { Lie = lie; });
        EXPECT_TRUE(losesConnection(range_ConnectService, range_SetServerDisconnectHandler,
                                    []
                                    {
                                        range_CancelAsyncCall(range_GetLimitAsync(
                                            nullptr, [](kiln_Reading_t, void*) { ++Answers; }, nullptr));
                                    }));
    }
    EXPECT_EQ(Answers, 0);
}

TEST_F(AsyncClient, F31_ACallOfAnotherClientIsNotFound)
{
    static std::atomic<int> closed;
    closed = 0;
    LoopThread other;
    other.run(
        []
        {
            stove_ConnectService();
            grill_ConnectService();
            const le_ipc_AsyncCallRef_t call = stove_CloseAsync(
                nullptr, [](void*) { ++closed; }, nullptr);
            EXPECT_EQ(grill_CancelAsyncCall(call), LE_NOT_FOUND);
            EXPECT_EQ(grill_GetScale(), UNITS_KELVIN);
        });
    EXPECT_TRUE(eventually([] { return closed == 1; }));
    other.run(
        []
        {
            stove_DisconnectService();
            grill_DisconnectService();
        });
}

TEST_F(AsyncClient, TwoClientsOfOneInterfaceHaveTheirOwnCalls)
{
    static std::atomic<int> scales;
    static std::atomic<int> forgotten;
    scales = forgotten = 0;
    LoopThread other;
    other.run(
        []
        {
            const auto onScale = [](units_Scale_t scale, void*) { scales += scale == UNITS_KELVIN; };
            stove_ConnectService();
            grill_ConnectService();
            stove_CloseAsync(
                nullptr, [](void*) { ++forgotten; }, nullptr);
            grill_GetScaleAsync(onScale, nullptr);
            EXPECT_STREQ(grill_GetLimit(nullptr).label, "limit");
            EXPECT_STREQ(stove_GetLimit(nullptr).label, "limit");
            stove_DisconnectService();
            grill_GetScaleAsync(onScale, nullptr);
        });
    EXPECT_TRUE(eventually([] { return scales == 2; }));
    other.run(
        []
        {
            EXPECT_EQ(grill_GetScale(), UNITS_KELVIN);
            grill_DisconnectService();
        });
    EXPECT_EQ(forgotten, 0);
}

}  // namespace

JoinedWorld::JoinedWorld() : directory(std::make_unique<DirectoryProcess>())
{
    setenv("LIGATURE_SERVICE_DIRECTORY", directory->userSocket().c_str(), 1);
    directory->bind("stove", "kiln");
    directory->bind("grill", "kiln");
    directory->bind("range", "liar");
    server.run(kiln_AdvertiseService);
    server.run(advertiseLiar);
}

}  // namespace ligature::test
