// `requires: api: { later = scale.api [async] }`: built, installed, started, and what the log says.
#include <algorithm>

#include <gtest/gtest.h>

#include "tests/e2e/target.h"

namespace ligature::test
{
namespace
{

const std::string kKitchen = LIGATURE_SOURCE_DIRECTORY "/samples/kitchen";

using Async = OnTarget;

INSTANTIATE_TEST_SUITE_P(Users, Async, testing::Values(Who::asIs, Who::ordinaryUser), nameOfUser);

TEST_P(Async, HandlersGetTheAnswers)
{
    const ScratchDirectory scratch;
    for (const std::string file : {"kitchen.adef", "kitchen.sdef"})
    {
        const std::string tool = file.ends_with("adef") ? "mkapp" : "mksys";
        runOrThrow({bin(tool), "-i", kKitchen, "-s", kKitchen, "-o", scratch.path() + "/" + tool, "-w",
                    scratch.path() + "/" + tool + "/made", kKitchen + "/" + file});
    }
    // The app is the same alone and in the system.
    EXPECT_EQ(readText(scratch.path() + "/mkapp/kitchen.localhost.update"),
              readText(scratch.path() + "/mksys/made/app/kitchen/kitchen.localhost.update"));

    const Target target(GetParam());
    const Outcome install = target.run({"update", scratch.path() + "/mksys/kitchen.localhost.update"});
    ASSERT_EQ(0, install.status) << install.out << install.err;
    const Outcome start = target.run({"legato", "start"});
    ASSERT_EQ(0, start.status) << start.out << start.err;

    const std::string log = target.waitForLog("kitchen", "scale one: LE_OK, 100 g of flour");
    std::vector<size_t> places;
    for (const char* line : {"all 3 scales are in use", "scale three: LE_OK, 300 g of flour",
                             "scale two: LE_OK, 200 g of flour", "scale one: LE_OK, 100 g of flour"})
    {
        places.push_back(log.find(line));
        EXPECT_NE(places.back(), std::string::npos) << line << " in\n" << log;
    }
    EXPECT_TRUE(std::is_sorted(places.begin(), places.end())) << log;
}

}  // namespace
}  // namespace ligature::test
