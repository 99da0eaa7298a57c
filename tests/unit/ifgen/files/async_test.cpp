// Asynchronous calls with several files.
#include "post_async.h"
#include "tests/unit/ifgen/files/fixture.h"

using namespace ligature::test;

namespace
{

std::atomic<int> Answers{0};

TEST_F(Files, OfAsynchronousCallsBelongToWhoGetsTheAnswer)
{
    Answers = 0;
    static std::string got;
    got.clear();
    client(
        []
        {
            for (uint32_t gives = 0; gives < 4; ++gives)
            {
                post_SwapAsync(
                    fileWith("a"), gives, gives == 0 ? -1 : fileWith("b"),
                    [](le_result_t result, int x, uint32_t, int y, void*)
                    {
                        EXPECT_EQ(result, LE_OK);
                        got += takeText(x) + takeText(y) + " ";
                        ++Answers;
                    },
                    nullptr);
            }
            post_ManyAsync(
                fileWith("a"), fileWith("b"), -1, fileWith("d"), fileWith("e"), fileWith("f"), fileWith("g"),
                fileWith("h"),
                [](int i, int j, int k, int l, int m, int n, int o, int p, void*)
                {
                    for (const int file : {i, j, k, l, m, n, o, p})
                    {
                        got += takeText(file);
                    }
                    ++Answers;
                },
                nullptr);
        });
    EXPECT_TRUE(eventually([] { return Answers == 5; }));
    client(
        []
        {
            EXPECT_EQ(got, "-- x- -y xy ijklmnop");
            EXPECT_EQ(seenByServer(), "a b - d e f g h ");
        });
}

TEST_F(Files, OfAnswersThatNobodyWaitsForAreClosed)
{
    Answers = 0;
    for (int i = 0; i < 10; ++i)
    {
        LoopThread other;
        other.run(
            []
            {
                post_ConnectService();
                for (int calls = 0; calls < 3; ++calls)
                {
                    post_SwapAsync(
                        fileWith("a"), kFirst | kSecond, fileWith("b"),
                        [](le_result_t, int, uint32_t, int, void*) { ++Answers; }, nullptr);
                }
                post_DisconnectService();
            });
    }
    client([] { post_Report(0); });  // the server has dealt with those that are gone
    EXPECT_EQ(Answers, 0);
}

}  // namespace
