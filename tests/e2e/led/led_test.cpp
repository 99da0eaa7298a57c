// From definition files to a running system: what `./dev demo` shows, with assertions.
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/e2e/led/packs.h"

namespace fs = std::filesystem;
using ligature::test::bin;
using ligature::test::kBuild;
using ligature::test::kLed;
using ligature::test::Led;
using ligature::test::Outcome;
using ligature::test::packs;
using ligature::test::readText;
using ligature::test::ScratchDirectory;
using ligature::test::Target;
using ligature::test::Who;
using testing::HasSubstr;
using testing::Not;

namespace
{

INSTANTIATE_TEST_SUITE_P(Users, Led, testing::Values(Who::asIs, Who::ordinaryUser), ligature::test::nameOfUser);

TEST_P(Led, StoryOfTwoDevices)
{
    const Target target(GetParam());

    const Outcome install = target.run({"update", packs().deviceA});
    ASSERT_EQ(0, install.status) << install.out << install.err;
    EXPECT_THAT(install.out, HasSubstr("SUCCESS"));
    const Outcome start = target.run({"legato", "start"});
    ASSERT_EQ(0, start.status) << start.out << start.err;

    target.waitForLog("gpioPin21", "pin 21 on");
    target.waitForLog("gpioPin21", "pin 21 off");
    target.waitForLog("ledBlinker", "the LED reports: on");
    EXPECT_THAT(target.log("gpioPin22"), Not(HasSubstr("pin 22 on")));
    EXPECT_EQ("[running] gpioPin21\n[running] gpioPin22\n[stopped] intruder\n[running] ledBlinker\n",
              target.run({"app", "status"}).out);
    EXPECT_THAT(target.run({"sdir", "list"}).out, HasSubstr("ledBlinker.led -> gpioPin21.led"));

    // The other system over it, while it runs.
    const Outcome update = target.run({"update", packs().deviceB});
    ASSERT_EQ(0, update.status) << update.out << update.err;
    EXPECT_THAT(update.out, HasSubstr("SUCCESS"));
    target.waitForLog("gpioPin22", "pin 22 on");
    EXPECT_THAT(target.run({"sdir", "list"}).out, HasSubstr("ledBlinker.led -> gpioPin22.led"));

    // The same app build serves both systems and is stored once.
    size_t stored = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(target.root() + "/apps"))
    {
        ++stored;
    }
    EXPECT_EQ(4u, stored);

    const Outcome stop = target.run({"legato", "stop"});
    EXPECT_EQ(0, stop.status) << stop.out << stop.err;
    EXPECT_EQ(1, target.run({"legato", "status"}).status);
}

TEST_P(Led, UnboundClientIsRefused)
{
    const Target target(GetParam());
    ASSERT_EQ(0, target.run({"update", packs().deviceA}).status);
    ASSERT_EQ(0, target.run({"legato", "start"}).status);

    const Outcome start = target.run({"app", "start", "intruder"});
    ASSERT_EQ(0, start.status) << start.out << start.err;
    const std::string log = target.waitForLog("intruder", "refused: LE_NOT_PERMITTED");
    EXPECT_THAT(log, Not(HasSubstr("connected")));
}

TEST_P(Led, KilledProcessIsStartedAgainAndKeepsItsState)
{
    const Target target(GetParam());
    ASSERT_EQ(0, target.run({"update", packs().deviceA}).status);
    ASSERT_EQ(0, target.run({"legato", "start"}).status);
    target.waitForLog("gpioPin21", "pin 21 on");

    const pid_t before = target.processId("gpioPin21", "gpio");
    ASSERT_GT(before, 1);
    ASSERT_EQ(0, kill(before, SIGKILL));

    // `faultAction: restart`: up again as another process; its client, who lost its server, is restarted as well.
    target.waitForLog("gpioPin21", "driving pin 21", 2);
    target.waitForLog("ledBlinker", "blinking", 2);
    const pid_t after = target.processId("gpioPin21", "gpio");
    EXPECT_NE(before, after);
    EXPECT_TRUE(fs::exists(target.root() + "/systems/current/appsWriteable/gpioPin21/pin-state"));
    EXPECT_THAT(target.run({"app", "status", "ledBlinker"}).out, HasSubstr("[running] ledBlinker"))
        << target.run({"log"}).out;
}

TEST_P(Led, BrokenPackIsRefusedWholeAndTheRunningSystemIsUntouched)
{
    const Target target(GetParam());
    ASSERT_EQ(0, target.run({"update", packs().deviceA}).status);
    ASSERT_EQ(0, target.run({"legato", "start"}).status);
    target.waitForLog("gpioPin21", "pin 21 on");
    const pid_t before = target.processId("ledBlinker", "blink");

    const ScratchDirectory scratch;
    std::string pack = readText(packs().deviceB);
    const std::string truncated = scratch.write("truncated.update", pack.substr(0, pack.size() / 2));
    pack[pack.size() / 2] ^= 0x20;
    const std::string damaged = scratch.write("damaged.update", pack);
    for (const std::string& bad : {truncated, damaged})
    {
        const Outcome update = target.run({"update", bad});
        EXPECT_EQ(1, update.status);
        EXPECT_THAT(update.err, HasSubstr("bad update package"));
        EXPECT_THAT(update.out + update.err, HasSubstr("FAILED"));
    }
    EXPECT_EQ(before, target.processId("ledBlinker", "blink"));
    EXPECT_THAT(target.run({"sdir", "list"}).out, HasSubstr("ledBlinker.led -> gpioPin21.led"));
}

TEST_P(Led, SystemThatCannotStartFallsBackToTheOneBefore)
{
    const Target target(GetParam());
    ASSERT_EQ(0, target.run({"update", packs().deviceA}).status);
    ASSERT_EQ(0, target.run({"legato", "start"}).status);
    target.waitForLog("gpioPin21", "pin 21 on");

    // A system whose one app dies at once, again and again.
    const ScratchDirectory scratch;
    scratch.write("dying/Component.cdef", "sources:\n{\n    dying.c\n}\n");
    scratch.write("dying/dying.c", "#include \"legato.h\"\n\nCOMPONENT_INIT\n{\n    LE_FATAL(\"I cannot live\");\n}\n");
    scratch.write("dying.adef",
                  "executables:\n{\n    die = ( dying )\n}\n\nprocesses:\n{\n    run:\n    {\n        ( die )\n    }\n"
                  "    faultAction: restart\n}\n");
    const std::string sdef = scratch.write("broken.sdef", "apps:\n{\n    dying\n}\n");
    ligature::test::runOrThrow({bin("mksys"), "-o", scratch.path(), "-w", scratch.path() + "/w", sdef});

    const Outcome update = target.run({"update", scratch.path() + "/broken.localhost.update"});
    EXPECT_EQ(1, update.status) << update.out << update.err;
    EXPECT_THAT(update.out + update.err, HasSubstr("FAILED"));

    // Device A is back.
    target.waitForLog("ledBlinker", "blinking", 2);
    EXPECT_THAT(target.run({"app", "status", "ledBlinker"}).out, HasSubstr("[running] ledBlinker"));
    EXPECT_EQ("[not installed] dying\n", target.run({"app", "status", "dying"}).out);
    EXPECT_THAT(target.run({"legato", "status"}).out, HasSubstr("bad"));
}

TEST(LedPacks, AppPackIsTheSameBytesInBothSystems)
{
    const std::string app = "/app/ledBlinker/ledBlinker.localhost.update";
    EXPECT_EQ(readText(packs().scratch.path() + "/A" + app), readText(packs().scratch.path() + "/B" + app));
    EXPECT_NE(readText(packs().deviceA), readText(packs().deviceB));
}

TEST(LedDemo, ScriptRunsToTheEndAndLeavesNothingRunning)
{
    const Outcome demo = ligature::test::run({kLed + "/demo", kBuild}, {.timeoutSeconds = 300});
    EXPECT_EQ(0, demo.status) << demo.out << demo.err;
    EXPECT_THAT(demo.out, HasSubstr("pin 21 on"));
    EXPECT_THAT(demo.out, HasSubstr("pin 22 on"));
    EXPECT_THAT(demo.out, HasSubstr("refused: LE_NOT_PERMITTED"));
}

}  // namespace
