// Calls that do not wait, with parameters that may be left out (known fault 31).
#include <vector>

#include "boss_async.h"
#include "tests/unit/ifgen/optional/describe.h"
#include "tests/unit/ifgen/optional/fixture.h"
#include "tests/unit/messaging/files.h"

using namespace ligature::test;

namespace
{

std::atomic<int> Answers{0};
std::vector<std::string> Seen;

void onStarted(le_result_t, const char* seen, void*)
{
    Seen.emplace_back(seen);
    ++Answers;
}

TEST_F(Optional, F31_AsynchronousCalls)
{
    Answers = 0;
    Seen.clear();
    client(
        []
        {
            const errand_Point_t point = {3, -4};
            const uint8_t data[] = {1, 2, 3};
            const uint32_t timeout = 30;
            boss_StartAsync(nullptr, nullptr, -1, nullptr, nullptr, 0, onStarted, nullptr);
            boss_StartAsync("Ann", &timeout, fileWith("list"), &point, data, 3, onStarted, nullptr);
        });
    EXPECT_TRUE(eventually([] { return Answers == 2; }));
    client(
        []
        {
            EXPECT_EQ(Seen, (std::vector<std::string>{"name - timeout - log - at - data -",
                                                      "name 'Ann' timeout 30 log 'list' at 3,-4 data [1 2 3]"}));
        });
}

}  // namespace
