// Calls, handlers, callbacks and one-way calls with several files: the same whatever joins client and server.
#include <vector>

#include "tests/unit/ifgen/files/fixture.h"

using namespace ligature::test;

namespace
{

std::atomic<int> Calls{0};
std::string Told;

void onGot(int first, uint32_t, int second, int third, void*)
{
    Told = takeText(first) + " " + takeText(second) + " " + takeText(third);
    ++Calls;
}

std::string textOf(bool isGiven, const char* text)
{
    return isGiven ? text : "-";
}

TEST_F(Files, OfACallAreAnyThatAreGivenAndWanted)
{
    client(
        []
        {
            for (uint32_t round = 0; round < 64; ++round)
            {
                const bool hasA = (round & 1) != 0;
                const bool hasB = (round & 2) != 0;
                const bool wantsX = (round & 4) != 0;
                const bool wantsY = (round & 8) != 0;
                const uint32_t gives = round >> 4;
                int x = 1234;
                int y = 1234;
                uint32_t number = 0;
                EXPECT_EQ(post_Swap(hasA ? fileWith("a") : -1, gives, hasB ? fileWith("b") : -7, wantsX ? &x : nullptr,
                                    &number, wantsY ? &y : nullptr),
                          LE_OK);
                EXPECT_EQ(number, gives);
                EXPECT_EQ(seenByServer(), textOf(hasA, "a") + " " + textOf(hasB, "b") + " ");
                if (wantsX)
                {
                    EXPECT_EQ((gives & kFirst) != 0 ? "-" : std::to_string(x), (gives & kFirst) != 0 ? "-" : "-1");
                    EXPECT_EQ(takeText(x), textOf((gives & kFirst) != 0, "x"));
                }
                if (wantsY)
                {
                    EXPECT_EQ(takeText(y), textOf((gives & kSecond) != 0, "y")) << "whether or not there is an x";
                }
            }
        });
}

TEST_F(Files, AreAsManyAsAMessageCarries)
{
    client(
        []
        {
            for (int round = 0; round < 20; ++round)
            {
                int f[8];
                post_Many(fileWith("a"), fileWith("b"), fileWith("c"), fileWith("d"), fileWith("e"), fileWith("f"),
                          fileWith("g"), fileWith("h"), &f[0], &f[1], &f[2], &f[3], &f[4], &f[5], &f[6], &f[7]);
                std::string got;
                for (const int file : f)
                {
                    got += takeText(file);
                }
                EXPECT_EQ(got, "ijklmnop");
                EXPECT_EQ(seenByServer(), "a b c d e f g h ");
            }
        });
}

TEST_F(Files, OfOneWayCallsArrive)
{
    client(
        []
        {
            for (int round = 0; round < 100; ++round)
            {
                post_Drop(round % 2 == 0 ? fileWith("a") : -1, 1, fileWith("b"));
                EXPECT_EQ(seenByServer(), textOf(round % 2 == 0, "a") + " b ");
            }
        });
}

TEST_F(Files, OfHandlersAndCallbacksAreThoseThatTheServerGives)
{
    post_GotHandlerRef_t handler = nullptr;
    client([&] { handler = post_AddGotHandler(onGot, nullptr); });
    for (uint32_t gives = 0; gives < 8; ++gives)
    {
        const std::string expected = textOf((gives & kFirst) != 0, "first") + " " +
                                     textOf((gives & kSecond) != 0, "second") + " " +
                                     textOf((gives & kThird) != 0, "third");
        Calls = 0;
        client([&] { post_Report(gives); });
        EXPECT_TRUE(eventually([] { return Calls == 1; }));
        client([&] { EXPECT_EQ(Told, expected); });
        client([&] { post_Later(gives, onGot, nullptr); });
        EXPECT_TRUE(eventually([] { return Calls == 2; }));
        client([&] { EXPECT_EQ(Told, expected) << "by a callback"; });
    }
    client([&] { post_RemoveGotHandler(handler); });
}

TEST_F(Files, OfReportsThatNobodyTakesAreClosed)
{
    Removed = 0;
    client(
        []
        {
            post_GotHandlerRef_t handler = post_AddGotHandler(onGot, nullptr);
            Calls = 0;
            for (int i = 0; i < 5; ++i)
            {
                post_Report(kFirst | kThird);
            }
            post_RemoveGotHandler(handler);  // before the event loop gets to the reports
        });
    settle();
    LoopThread other;
    other.run(
        []
        {
            post_ConnectService();
            post_AddGotHandler(onGot, &Calls);
            post_Report(kFirst | kSecond | kThird);
            post_Later(kSecond | kThird, onGot, nullptr);
            post_DisconnectService();
        });
    EXPECT_TRUE(eventually([] { return Removed == 2; }));
    EXPECT_EQ(Calls, 0);
}

TEST_F(Files, GivenTwiceWouldHaveTwoOwners)
{
    testing::GTEST_FLAG(death_test_style) = "threadsafe";
    const char* text = "File descriptor [0-9]+ is (in the message already|given twice)\\.";
    EXPECT_DEATH(client(
                     []
                     {
                         const int fd = fileWith("a");
                         post_Swap(fd, 0, fd, nullptr, nullptr, nullptr);
                     }),
                 text);
    EXPECT_DEATH(client(
                     []
                     {
                         int x = -1;
                         int y = -1;
                         post_Swap(-1, kFirst | kTwice, -1, &x, nullptr, &y);
                     }),
                 text);
    EXPECT_DEATH(client(
                     []
                     {
                         post_AddGotHandler(onGot, nullptr);
                         post_Report(kFirst | kTwice);
                     }),
                 text);
}

}  // namespace
