// Memory safety and security: faults 1 to 11 of the generators before this one.
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <vector>

#include "tests/conformance/faults/fixture.h"

namespace ligature::test
{
namespace
{

std::string repeated(uint32_t number, size_t count)
{
    std::string bytes = bytesOf(static_cast<uint32_t>(count));
    for (size_t i = 0; i < count; ++i)
    {
        bytes += bytesOf(number);
    }
    return bytes;
}

bool losesBold(std::function<void()> work)
{
    return losesSession(bold_SetServerDisconnectHandler, bold_ConnectService, work);
}

TEST_F(Fault, F01_AnArrayLongerThanTheCallersIsNotWrittenBehindIt)
{
    // The result, eight numbers where two were asked for, no text.
    answerWith(bytesOf(0) + repeated(0x77777777, 8));
    client(
        []
        {
            bold_ConnectService();
            uint32_t list[8] = {};
            EXPECT_TRUE(losesBold(
                [&]
                {
                    size_t size = 2;
                    bold_Give(list, &size, nullptr, 0);
                }));
            EXPECT_EQ(list[2], 0U);
            EXPECT_EQ(list[7], 0U);
            bold_DisconnectService();
        });
}

TEST_F(Fault, F02_AStringOfTheBuffersSizeIsNotEndedBehindIt)
{
    answerWith(bytesOf(0) + bytesOf(16) + "0123456789abcdef" + std::string(1, '\0'));
    client(
        []
        {
            bold_ConnectService();
            char text[18] = "................x";
            const bool isLost = losesBold([&] { bold_Give(nullptr, nullptr, text, 16); });
            EXPECT_TRUE(isLost || std::string(text) == "0123456789abcde");
            EXPECT_EQ(text[16], 'x');
            bold_DisconnectService();
        });
}

struct Told
{
    std::string text;
    std::atomic<uint32_t> number{0};
};

void onTick(const char* text, uint32_t number, void* context)
{
    auto* told = static_cast<Told*>(context);
    told->text = text;
    told->number = number;
}

TEST_F(Fault, F03_HandlersOfOtherFilesCountForTheSizeOfMessages)
{
    Told told;
    fault_TickHandlerRef_t handler = nullptr;
    client([&] { handler = soft_AddTickHandler(1, onTick, &told); });
    const std::string text(1000, 'l');
    server(
        [&]
        {
            const Subscription& only = faultServer().subscriptions.begin()->second;
            only.handler(text.c_str(), 9, only.context);
        });
    EXPECT_TRUE(eventually([&] { return told.number == 9; }));
    EXPECT_EQ(told.text, text);
    client([&] { soft_RemoveTickHandler(handler); });
}

void onDone(uint32_t value, void* context)
{
    *static_cast<std::atomic<uint32_t>*>(context) += value;
}

TEST_F(Fault, F05_ACallbackOfAClientThatIsGoneReachesNobody)
{
    std::atomic<uint32_t> sum{0};
    const int before = faultServer().closed;
    client(
        [&]
        {
            EXPECT_EQ(soft_Begin(LE_OK, onDone, &sum), LE_OK);
            soft_DisconnectService();
        });
    EXPECT_TRUE(eventually([&] { return faultServer().closed > before; }));
    // The next client may have the memory of the one before.
    client([] { soft_ConnectService(); });
    server([] { faultServer().done(1, faultServer().doneContext); });
    client([] { soft_Nothing(); });
    EXPECT_EQ(sum, 0U);
}

TEST_F(Fault, F05_ReportsOfOtherThreadsWhileAClientGoesReachNobody)
{
    LoopThread other;
    for (int i = 0; i < 50; ++i)
    {
        Told told;
        Subscription known{};
        client([&] { soft_AddTickHandler(1, onTick, &told); });
        server([&] { known = faultServer().subscriptions.begin()->second; });
        other.start(
            [known]
            {
                for (uint32_t number = 1; number <= 20; ++number)
                {
                    known.handler("x", number, known.context);
                }
            });
        const int before = faultServer().removed;
        client(
            []
            {
                soft_DisconnectService();
                soft_ConnectService();
            });
        EXPECT_TRUE(eventually([&] { return faultServer().removed > before; }));
        other.run([] {});
        server([] {});
        client([] { soft_Nothing(); });
    }
}

TEST_F(Fault, F06_TheDisconnectHandlerGetsItsOwnContext)
{
    client(
        []
        {
            soft_Nothing();
            static thread_local jmp_buf again;
            static thread_local void* given = nullptr;
            static int context = 0;
            soft_SetServerDisconnectHandler(
                [](void* contextPtr)
                {
                    given = contextPtr;
                    longjmp(again, 1);
                },
                &context);
            if (setjmp(again) == 0)
            {
                world().server.run([] { le_msg_CloseSession(faultServer().session); });
                soft_Nothing();
                ADD_FAILURE() << "the session goes on";
            }
            EXPECT_EQ(given, &context);
            soft_ConnectService();
        });
}

TEST_F(Fault, F07_AHandlerOfAnotherClientCannotBeRemoved)
{
    Told told;
    fault_TickHandlerRef_t handler = nullptr;
    client([&] { handler = soft_AddTickHandler(1, onTick, &told); });
    const int before = faultServer().removed;
    for (uint32_t guess = 1; guess < 200; ++guess)
    {
        EXPECT_TRUE(endsSession(IFGEN_FAULT_MSG_RemoveTickHandler, bytesOf(guess)));
    }
    EXPECT_EQ(faultServer().removed, before);
    client([&] { soft_RemoveTickHandler(handler); });
    EXPECT_EQ(faultServer().removed, before + 1);
}

TEST_F(Fault, F08_AFileThatTheServerDoesNotSetIsNone)
{
    faultServer().setsFile = false;
    client(
        []
        {
            int file = 99;
            soft_Open(&file);
            EXPECT_EQ(file, -1);
        });
    EXPECT_NE(fcntl(STDIN_FILENO, F_GETFD), -1);
}

TEST_F(Fault, F09_LengthsAreHeldAgainstTheMessageAndNotOnlyAgainstTheMaximum)
{
    // Allowed by the interface, but not there.
    EXPECT_TRUE(endsSession(IFGEN_FAULT_MSG_Large, bytesOf(1) + bytesOf(1000) + "ten bytes."));
    EXPECT_TRUE(endsSession(IFGEN_FAULT_MSG_Large, bytesOf(1)));
    EXPECT_TRUE(endsSession(IFGEN_FAULT_MSG_Large, ""));
    client([] { soft_Nothing(); });
}

TEST_F(Fault, EachValueOfAnArrayIsHeldAgainstItsType)
{
    client(
        []
        {
            const le_onoff_t all[] = {LE_ON, LE_OFF, LE_ON, LE_OFF};
            soft_Switch(all, 4);
        });
    EXPECT_TRUE(endsSession(IFGEN_FAULT_MSG_Switch, repeated(2, 3)));
    EXPECT_FALSE(endsSession(IFGEN_FAULT_MSG_Switch, repeated(LE_ON, 1)));
}

TEST_F(Fault, F10_LargeParametersDoNotStandOnTheServersStack)
{
    static_assert(FAULT_LARGE > kServerStack);
    client(
        []
        {
            std::vector<uint8_t> data(FAULT_LARGE, 7);
            std::vector<uint8_t> copy(FAULT_LARGE);
            size_t size = copy.size();
            EXPECT_EQ(soft_Large(data.data(), data.size(), copy.data(), &size), LE_OK);
            EXPECT_EQ(size, data.size());
            EXPECT_EQ(copy, data);
        });
}

TEST_F(Fault, F10_LargeStructuresDoNotStandOnTheServersStack)
{
    static_assert(sizeof(fault_Bulk_t) > kServerStack);
    client(
        []
        {
            const auto given = std::make_unique<fault_Bulk_t>();
            const auto got = std::make_unique<fault_Bulk_t>();
            given->dataCount = FAULT_LARGE;
            given->data[FAULT_LARGE - 1] = 9;
            for (int i = 0; i < 3; ++i)
            {
                EXPECT_EQ(soft_Bulk(given.get(), nullptr, got.get()), FAULT_LARGE);
                EXPECT_EQ(got->dataCount, FAULT_LARGE);
                EXPECT_EQ(got->data[FAULT_LARGE - 1], 9);
                EXPECT_EQ(soft_Bulk(given.get(), given.get(), nullptr), 2 * FAULT_LARGE);
            }
        });
    EXPECT_TRUE(endsSession(IFGEN_FAULT_MSG_Bulk, bytesOf(1) + bytesOf(FAULT_LARGE)));
}

TEST_F(Fault, F11_AClientThatSendsNonsenseAndLeavesAtOnceDoesNotHarmTheServer)
{
    for (int i = 0; i < 200; ++i)
    {
        const formats::UniqueFd peer =
            ask(world().directory.userSocket(),
                makeRequest(directory::Kind::Open, "soft", IFGEN_FAULT_PROTOCOL_ID, IFGEN_FAULT_MESSAGE_SIZE));
        EXPECT_EQ(readResult(peer.get()), directory::Result::Ok);
        const std::string nonsense = bytesOf(1) + bytesOf(12345);
        EXPECT_EQ(send(peer.get(), nonsense.data(), nonsense.size(), MSG_NOSIGNAL),
                  static_cast<ssize_t>(nonsense.size()));
    }
    client([] { soft_Nothing(); });
}

}  // namespace
}  // namespace ligature::test
