// Parameters that may be left out: what a server gets when they are given and when they are not (known fault 31).
#include <unistd.h>

#include <numeric>
#include <vector>

#include "tests/unit/ifgen/optional/describe.h"
#include "tests/unit/ifgen/optional/fixture.h"
#include "tests/unit/messaging/files.h"

using namespace ligature::test;

namespace
{

constexpr errand_Point_t kPoint = {3, -4};
constexpr uint8_t kData[] = {1, 2, 3};
constexpr uint32_t kTimeout = 30;

// What the server of the calling thread's connection was given.
std::string started(const char* name, const uint32_t* timeout, int log, const errand_Point_t* at, const uint8_t* data,
                    size_t dataSize)
{
    char seen[201];
    EXPECT_EQ(boss_Start(name, timeout, log, at, data, dataSize, seen, sizeof(seen)), LE_OK);
    return seen;
}

std::string noted()
{
    char text[201];
    boss_LastNote(text, sizeof(text));
    return text;
}

TEST_F(Optional, F31_NothingIsGiven)
{
    client(
        []
        {
            EXPECT_EQ(started(nullptr, nullptr, -1, nullptr, nullptr, 0), "name - timeout - log - at - data -");
            char seen[401];
            boss_Describe(nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr,
                          nullptr, 0, nullptr, 0, nullptr, 0, seen, sizeof(seen));
            EXPECT_STREQ(seen,
                         "mode - days - runner - late - speed - letter - weight - light - last - class - "
                         "places - sizes - times -");
        });
}

TEST_F(Optional, F31_EverythingIsGiven)
{
    client(
        []
        {
            EXPECT_EQ(started("Ann", &kTimeout, fileWith("list"), &kPoint, kData, 3),
                      "name 'Ann' timeout 30 log 'list' at 3,-4 data [1 2 3]");
            const errand_Mode_t mode = ERRAND_FAST;
            const errand_Days_t days = ERRAND_MONDAY | ERRAND_SUNDAY;
            const auto runner = reinterpret_cast<errand_RunnerRef_t>(0x107);
            const bool isLate = true;
            const double speed = 2.5;
            const char letter = 'k';
            const size_t weight = 4000000000U;
            const le_onoff_t light = LE_ON;
            const le_result_t last = LE_BUSY;
            const uint64_t level = UINT64_MAX;
            const errand_Point_t places[] = {{1, 2}, {-3, 4}};
            const std::vector<size_t> sizes(ERRAND_MOST, 17);
            const uint64_t times[] = {5, 6, 7};
            char seen[401];
            boss_Describe(&mode, &days, &runner, &isLate, &speed, &letter, &weight, &light, &last, &level, places, 2,
                          sizes.data(), sizes.size(), times, 3, seen, sizeof(seen));
            EXPECT_EQ(seen,
                      "mode 5 days 65 runner 263 late 1 speed 2.500000 letter 'k' weight 4000000000 light 1 last " +
                          std::to_string(LE_BUSY) +
                          " class 18446744073709551615 places [1,2 -3,4] sizes 1100 elements, the last 17 "
                          "times [5 6 7]");
        });
}

TEST_F(Optional, F31_EachIsGivenAlone)
{
    client(
        []
        {
            EXPECT_EQ(started("Ann", nullptr, -1, nullptr, nullptr, 0), "name 'Ann' timeout - log - at - data -");
            EXPECT_EQ(started(nullptr, &kTimeout, -1, nullptr, nullptr, 0), "name - timeout 30 log - at - data -");
            EXPECT_EQ(started(nullptr, nullptr, fileWith("list"), nullptr, nullptr, 0),
                      "name - timeout - log 'list' at - data -");
            EXPECT_EQ(started(nullptr, nullptr, -1, &kPoint, nullptr, 0), "name - timeout - log - at 3,-4 data -");
            EXPECT_EQ(started(nullptr, nullptr, -1, nullptr, kData, 2), "name - timeout - log - at - data [1 2]");
        });
}

TEST_F(Optional, F31_WhatIsEmptyIsGiven)
{
    client(
        []
        {
            const uint32_t zero = 0;
            EXPECT_EQ(started("", &zero, fileWith(""), nullptr, kData, 0), "name '' timeout 0 log '' at - data []");
            const errand_RunnerRef_t nobody = nullptr;
            const size_t sizes[] = {1};
            char seen[401];
            boss_Describe(nullptr, nullptr, &nobody, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr,
                          &kPoint, 0, sizes, 0, nullptr, 0, seen, sizeof(seen));
            EXPECT_STREQ(seen,
                         "mode - days - runner 0 late - speed - letter - weight - light - last - class - "
                         "places [] sizes [] times -");
        });
}

TEST_F(Optional, F31_LargeArraysComeAndGo)
{
    client(
        []
        {
            std::vector<size_t> sizes(ERRAND_MOST);
            std::iota(sizes.begin(), sizes.end(), 0);
            for (size_t size : {ERRAND_MOST, 0, 1000, 0, ERRAND_MOST})
            {
                char seen[401];
                boss_Describe(nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr,
                              nullptr, 0, size != 0 ? sizes.data() : nullptr, size, nullptr, 0, seen, sizeof(seen));
                const std::string wanted =
                    size != 0 ? std::to_string(size) + " elements, the last " + std::to_string(size - 1) : "-";
                EXPECT_NE(std::string(seen).find("sizes " + wanted + " times -"), std::string::npos) << seen;
            }
        });
}

TEST_F(Optional, F31_OneWayCalls)
{
    client(
        []
        {
            const uint8_t level = 9;
            boss_Note("milk", &level, fileWith("and more"));
            EXPECT_EQ(noted(), "text 'milk' level 9 log 'and more'");
            boss_Note(nullptr, nullptr, -1);
            EXPECT_EQ(noted(), "text - level - log -");
        });
}

std::atomic<int> Reports{0};
std::string Report;

void onBack(const uint32_t* minutes, const char* note, const errand_Point_t* at, const uint16_t* steps,
            size_t stepsSize, const errand_Mode_t* modes, size_t modesSize, int log, void*)
{
    Report = describedReport(minutes, note, at, steps, stepsSize, modes, modesSize, log);
    ++Reports;
}

constexpr const char* kNothingReported = "minutes - note - at - steps - modes - log -";

TEST_F(Optional, F31_WhatACallbackIsTold)
{
    Reports = 0;
    const uint32_t delay = 12;
    const errand_Point_t target = {7, 0};
    client([&] { EXPECT_EQ(boss_Send(&target, onBack, nullptr, &delay), LE_OK); });
    EXPECT_TRUE(eventually([] { return Reports == 1; }));
    EXPECT_EQ(Report, "minutes 12 note 'back' at -1,2 steps [3 4] modes [5] log 'way'");
    client([&] { EXPECT_EQ(boss_Send(&target, onBack, nullptr, nullptr), LE_OK); });
    EXPECT_TRUE(eventually([] { return Reports == 2; }));
    EXPECT_EQ(Report, kNothingReported);
}

TEST_F(Optional, F31_WhatAnEventTells)
{
    Reports = 0;
    errand_BackHandlerRef_t handler = nullptr;
    client(
        [&]
        {
            const auto runner = reinterpret_cast<errand_RunnerRef_t>(0x20D);
            const uint8_t level = 0;
            handler = boss_AddBackHandler(&runner, onBack, nullptr);
            boss_Note(nullptr, &level, -1);
        });
    EXPECT_TRUE(eventually([] { return Reports == 1; }));
    EXPECT_EQ(Report, "minutes 525 note 'back' at -1,2 steps [3 4] modes [5] log 'way'");
    client(
        [&]
        {
            boss_RemoveBackHandler(handler);
            handler = boss_AddBackHandler(nullptr, onBack, nullptr);
            boss_Note(nullptr, nullptr, -1);
        });
    EXPECT_TRUE(eventually([] { return Reports == 2; }));
    EXPECT_EQ(Report, kNothingReported);
    client([&] { boss_RemoveBackHandler(handler); });
}

TEST_F(Optional, F31_WrongInputsEndTheProcess)
{
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    EXPECT_DEATH(client([] { started(nullptr, nullptr, -1, nullptr, nullptr, 3); }), "NULL was given");
    EXPECT_DEATH(client([] { started(std::string(33, 'x').c_str(), nullptr, -1, nullptr, nullptr, 0); }),
                 "longer than the 32 bytes");
    EXPECT_DEATH(client(
                     []
                     {
                         const uint8_t data[65] = {};
                         started(nullptr, nullptr, -1, nullptr, data, 65);
                     }),
                 "has 65 elements");
    EXPECT_DEATH(client([] { boss_Send(nullptr, onBack, nullptr, nullptr); }), "NULL was given")
        << "what is not OPTIONAL must be there";
}

}  // namespace
