// The directory's rules, with values alone.
#include "runtime/daemons/serviceDirectory/registry.h"

#include <gtest/gtest.h>

using namespace ligature::directory;
using ligature::formats::Agent;

namespace
{

const Agent kBlinker{"app", "blinker"};
const Agent kPin{"app", "pin"};

Party party(ConnectionId id, const Agent& agent, const std::string& name, const std::string& protocol = "p",
            uint32_t size = 8)
{
    return {id, {agent, name}, {protocol, size}, static_cast<pid_t>(id) + 1000};
}

/// The id of led.api in these versions.
std::string led(uint16_t oldest, uint16_t newest)
{
    return ligature::formats::versionedProtocolId("led", {oldest, newest});
}

TEST(Registry, ServesWaitingClientsInTheirOrder)
{
    Registry registry;
    registry.setBindings({{kBlinker, "a", kPin, "led"}, {kBlinker, "b", kPin, "led"}});
    EXPECT_EQ(registry.open(party(1, kBlinker, "b"), true)[0].what, Effect::What::Wait);
    EXPECT_EQ(registry.open(party(2, kBlinker, "a"), true)[0].what, Effect::What::Wait);
    const Effects effects = registry.advertise(party(3, kPin, "led"));
    ASSERT_EQ(effects.size(), 3u);
    EXPECT_EQ(effects[0].what, Effect::What::Answer);
    EXPECT_EQ(effects[1].connection, 1u);
    EXPECT_EQ(effects[1].server, 3u);
    EXPECT_EQ(effects[2].connection, 2u);
    EXPECT_TRUE(registry.waiting().empty());
}

TEST(Registry, ABindingOfOneAppIsNoneOfAnother)
{
    Registry registry;
    registry.setBindings({{kBlinker, "led", kPin, "led"}});
    registry.advertise(party(1, kPin, "led"));
    EXPECT_EQ(registry.open(party(2, kPin, "led"), false)[0].result, Result::NotPermitted);
    EXPECT_EQ(registry.open(party(3, kBlinker, "led"), false)[0].what, Effect::What::Join);
}

TEST(Registry, JoinsVersionsThatHaveOneInCommon)
{
    Registry registry;
    registry.setBindings({{kBlinker, "led", kPin, "led"}});
    registry.advertise(party(1, kPin, "led", led(2, 4), 100));
    EXPECT_EQ(registry.open(party(2, kBlinker, "led", led(2, 4), 100), false)[0].what, Effect::What::Join);
    EXPECT_EQ(registry.open(party(3, kBlinker, "led", led(1, 2), 8), false)[0].what, Effect::What::Join);
    EXPECT_EQ(registry.open(party(4, kBlinker, "led", led(4, 9), 5000), false)[0].what, Effect::What::Join);
    EXPECT_EQ(registry.open(party(5, kBlinker, "led", led(2, 4), 8), false)[0].what, Effect::What::Join);
}

TEST(Registry, RefusesVersionsWithNoneInCommonAndNamesBoth)
{
    Registry registry;
    registry.setBindings({{kBlinker, "led", kPin, "led"}});
    registry.advertise(party(1, kPin, "led", led(1, 3)));
    const Effect tooNew = registry.open(party(2, kBlinker, "led", led(4, 6)), true)[0];
    EXPECT_EQ(tooNew.what, Effect::What::Answer);
    EXPECT_EQ(tooNew.result, Result::Fault);
    EXPECT_EQ(tooNew.server, 1u);
    EXPECT_EQ(tooNew.reason,
              "client blinker.led (pid 1002) speaks 'led' in version 4 to 6, but server pin.led (pid 1001) speaks "
              "'led' in version 1 to 3");
    EXPECT_EQ(registry.open(party(3, kBlinker, "led", "0123"), true)[0].reason,
              "client blinker.led (pid 1003) speaks protocol '0123' with messages of 8 bytes, but server pin.led (pid "
              "1001) speaks 'led' in version 1 to 3");
    EXPECT_EQ(registry.open(party(4, kBlinker, "led", ligature::formats::versionedProtocolId("lamp", {1, 3})), true)[0]
                  .result,
              Result::Fault);
}

TEST(Registry, LimitsWhatOneAppHolds)
{
    Registry registry({.services = 1, .waiting = 1});
    EXPECT_EQ(registry.advertise(party(1, kPin, "a"))[0].result, Result::Ok);
    const Effects refused = registry.advertise(party(2, kPin, "b"));
    EXPECT_EQ(refused[0].result, Result::Busy);
    EXPECT_EQ(refused[0].reason, "server pin.b (pid 1002) is refused: its app offers 1 services already");
    EXPECT_EQ(registry.advertise(party(3, kBlinker, "a"))[0].result, Result::Ok);
    EXPECT_EQ(registry.open(party(4, kBlinker, "x"), true)[0].what, Effect::What::Wait);
    EXPECT_EQ(registry.open(party(5, kBlinker, "x"), true)[0].result, Result::Busy);
    registry.remove(4);
    EXPECT_EQ(registry.open(party(6, kBlinker, "x"), true)[0].what, Effect::What::Wait);
}

TEST(Registry, ABindingThatGoesLeavesItsClientWaiting)
{
    Registry registry;
    registry.bind({kBlinker, "led"}, {kPin, "led"});
    registry.open(party(1, kBlinker, "led"), true);
    EXPECT_TRUE(registry.unbind({kBlinker, "led"}));
    EXPECT_FALSE(registry.unbind({kBlinker, "led"}));
    EXPECT_EQ(registry.advertise(party(2, kPin, "led")).size(), 1u);
    const Effects effects = registry.bind({kBlinker, "led"}, {kPin, "led"});
    ASSERT_EQ(effects.size(), 1u);
    EXPECT_EQ(effects[0].what, Effect::What::Join);
}

}  // namespace
