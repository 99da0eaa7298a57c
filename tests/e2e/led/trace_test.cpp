// What `ipctrace` shows of the LED's story while it happens.
#include <cstring>
#include <future>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/e2e/led/packs.h"

using ligature::test::Led;
using ligature::test::Outcome;
using ligature::test::packs;
using ligature::test::readText;
using ligature::test::Target;
using ligature::test::Who;
using nlohmann::json;
using testing::ContainsRegex;
using testing::HasSubstr;

namespace
{

class Trace : public Led
{
};

INSTANTIATE_TEST_SUITE_P(Users, Trace, testing::Values(Who::asIs, Who::ordinaryUser), ligature::test::nameOfUser);

void startDeviceA(const Target& target)
{
    ASSERT_EQ(0, target.run({"update", packs().deviceA}).status);
    ASSERT_EQ(0, target.run({"legato", "start"}).status);
    target.waitForLog("ledBlinker", "blinking");
}

std::vector<json> linesOf(const Outcome& outcome)
{
    EXPECT_EQ(0, outcome.status) << outcome.err;
    std::vector<json> lines;
    std::istringstream text(outcome.out);
    for (std::string line; std::getline(text, line);)
    {
        lines.push_back(json::parse(line));
    }
    return lines;
}

/// The first line that has all these members; null if there is none.
json find(const std::vector<json>& lines, const json& members)
{
    for (const json& line : lines)
    {
        bool hasAll = true;
        for (const auto& [name, value] : members.items())
        {
            hasAll = hasAll && line.contains(name) && line[name] == value;
        }
        if (hasAll)
        {
            return line;
        }
    }
    return nullptr;
}

bool isSwitchedOn(const Target& target, const std::string& app)
{
    uint32_t generation = 0;
    const std::string content = readText(target.root() + "/run/app/" + app + "/trace/switch");
    std::memcpy(&generation, content.data(), sizeof(generation));
    return generation != 0;
}

TEST_P(Trace, BothSidesOfCallsAndReportsAreShown)
{
    const Target target(GetParam());
    startDeviceA(target);
    EXPECT_EQ(
        "<user>  programs that belong to no app\ngpioPin21  running\ngpioPin22  running\nintruder  stopped\n"
        "ledBlinker  running\n",
        target.run({"ipctrace", "list"}).out);

    const auto lines = linesOf(target.run({"ipctrace", "--interface", "led", "--json", "--count", "40"}));
    ASSERT_EQ(40u, lines.size());
    const pid_t blinker = target.processId("ledBlinker", "blink");
    const pid_t pin = target.processId("gpioPin21", "gpio");

    const json call = find(lines, {{"app", "ledBlinker"}, {"event", "call"}, {"function", "Set"}});
    ASSERT_FALSE(call.is_null());
    EXPECT_EQ(blinker, call["pid"]);
    EXPECT_EQ(pin, call["peerPid"]);
    EXPECT_EQ("gpioPin21", call["peerApp"]);
    EXPECT_EQ("client", call["side"]);
    EXPECT_EQ("sent", call["direction"]);
    EXPECT_EQ(5, call["bytes"]);  // a number and a bool
    const json answer = find(lines, {{"app", "ledBlinker"}, {"event", "answer"}, {"call", call["call"]}});
    ASSERT_FALSE(answer.is_null());
    EXPECT_EQ("Set", answer["function"]);
    EXPECT_GT(answer["durationNs"], 0);
    EXPECT_LT(answer["durationNs"], 10'000'000'000);

    const json served = find(lines, {{"app", "gpioPin21"}, {"event", "call"}, {"function", "Set"}});
    ASSERT_FALSE(served.is_null());
    EXPECT_EQ("server", served["side"]);
    EXPECT_EQ("received", served["direction"]);
    EXPECT_EQ("ledBlinker", served["peerApp"]);
    EXPECT_EQ(blinker, served["peerPid"]);

    for (const char* app : {"ledBlinker", "gpioPin21"})
    {
        const json report = find(lines, {{"app", app}, {"event", "report"}});
        ASSERT_FALSE(report.is_null()) << app;
        EXPECT_EQ("Changed", report["function"]);
        EXPECT_EQ("led", report["api"]);
    }
    EXPECT_FALSE(isSwitchedOn(target, "ledBlinker"));

    const Outcome text = target.run({"ipctrace", "--app", "ledBlinker", "--count", "10"});
    EXPECT_THAT(text.out,
                ContainsRegex("[0-9:]{8}\\.[0-9]{6} ledBlinker\\[[0-9]+\\] -> gpioPin21\\[[0-9]+\\] led\\.Set "
                              "#[0-9]+\\.[0-9]+ call 5 bytes\n"));
    EXPECT_THAT(text.out, ContainsRegex("led\\.Set #[0-9]+\\.[0-9]+ answer [0-9]+ bytes, [0-9.]+ (us|ms)\n"));
    EXPECT_THAT(text.out,
                ContainsRegex("ledBlinker\\[[0-9]+\\] <- gpioPin21\\[[0-9]+\\] led\\.Changed #[0-9]+ report"));
    // What an app could write to, it could switch on for itself.
    EXPECT_THAT(readText("/proc/" + std::to_string(blinker) + "/mountinfo"), HasSubstr(" /tmp/legato/trace ro,"));
}

TEST_P(Trace, AnAppIsFollowedFromItsFirstCall)
{
    const Target target(GetParam());
    startDeviceA(target);
    ASSERT_EQ(0, target.run({"app", "stop", "ledBlinker"}).status);
    auto tool = std::async(std::launch::async,
                           [&] {
                               return target.run({"ipctrace", "--app", "ledBlinker", "--json", "--count", "2"});
                           });
    for (int i = 0; i < 1000 && !isSwitchedOn(target, "ledBlinker"); ++i)
    {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ASSERT_EQ(0, target.run({"app", "start", "ledBlinker"}).status);
    const auto lines = linesOf(tool.get());
    ASSERT_EQ(2u, lines.size());
    EXPECT_EQ("AddChangedHandler", lines[0]["function"]);
    EXPECT_EQ("call", lines[0]["event"]);
    EXPECT_EQ("answer", lines[1]["event"]);
    EXPECT_EQ(1, lines[1]["session"]);
}

TEST_P(Trace, SaysWhyItCannotFollow)
{
    const Target target(GetParam());
    const Outcome down = target.run({"ipctrace", "--all"});
    EXPECT_EQ(1, down.status);
    EXPECT_EQ("ipctrace: the framework of " + target.root() + " is not running (try: legato start)\n", down.err);
    startDeviceA(target);

    const Outcome unknown = target.run({"ipctrace", "--app", "nobody"});
    EXPECT_EQ(1, unknown.status);
    EXPECT_EQ("ipctrace: the running system has no app 'nobody' (ipctrace list shows those it has)\n", unknown.err);
    EXPECT_EQ(2, target.run({"ipctrace"}).status);
    EXPECT_EQ(2, target.run({"ipctrace", "--all", "--app", "ledBlinker"}).status);
    for (const char* count : {"0", "-1", "x", "99999999999999999999"})
    {
        const Outcome wrong = target.run({"ipctrace", "--all", "--count", count});
        EXPECT_EQ(2, wrong.status);
        EXPECT_EQ("ipctrace: --count: Value " + std::string(count) + " not in range 1 to 1000000000000.  Try --help.\n",
                  wrong.err);
    }
    EXPECT_EQ(2, target.run({"ipctrace", "list", "--json"}).status);
}

TEST_P(Trace, ListSaysWhyItFails)
{
    const Target target(GetParam());
    startDeviceA(target);
    const std::string tool = ligature::test::reachableBuild(LIGATURE_BUILD_DIRECTORY) + "/bin/ipctrace";
    const Outcome unwritten =
        ligature::test::run({"sh", "-c", tool + " list --root " + target.root() + " > /dev/full"});
    EXPECT_EQ(1, unwritten.status);
    EXPECT_EQ("ipctrace: cannot write to the standard output: No space left on device\n", unwritten.err);
    if (geteuid() == 0)
    {
        const Outcome stranger =
            ligature::test::run({tool, "list", "--root", target.root()}, {.user = ligature::test::kOrdinaryUser + 1});
        EXPECT_EQ(1, stranger.status);
        EXPECT_EQ("ipctrace: " + target.root() +
                      "/run/app: Permission denied (root and the target's owner may follow apps)\n",
                  stranger.err);
    }
}

}  // namespace
