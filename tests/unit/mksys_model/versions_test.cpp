// Clients and servers of interfaces with versions in one system.
#include <gtest/gtest.h>

#include "tests/unit/mksys_model/system_bench.h"

namespace
{

using ligature::test::SystemBench;

/// `blinker` is built with one form of led.api, `pin21` with another.
std::string saidOfForms(const std::string& clientForm, const std::string& serverForm)
{
    SystemBench bench;
    bench.file("led.api", "").file("asked/led.api", clientForm).file("offered/led.api", serverForm);
    bench.component("ledBlinker", "requires: { api: { asked/led.api } }\n");
    bench.component("gpioPin", "provides: { api: { offered/led.api } }\n");
    bench.system("apps: { blinker pin21 }\nbindings: { blinker.led -> pin21.led }\n");
    return bench.said();
}

const std::string kVersion1To3 = "API_VERSION = 3;\nSERVING_VERSION = 1;\nFUNCTION Set(uint8 on) = 1;\n";
const std::string kVersion2To4 =
    "API_VERSION = 4;\nSERVING_VERSION = 2;\nFUNCTION Set(uint8 on) = 1;\nFUNCTION Blink(string how[900]) = 2;\n";
const std::string kVersion4To6 = "API_VERSION = 6;\nSERVING_VERSION = 4;\nFUNCTION Set(uint8 on) = 1;\n";

TEST(Versions, WithOneInCommonMayBeBound)
{
    EXPECT_EQ(saidOfForms(kVersion1To3, kVersion2To4), "");
    EXPECT_EQ(saidOfForms(kVersion2To4, kVersion1To3), "");
}

TEST(Versions, WithNoneInCommonAreNamed)
{
    EXPECT_EQ(saidOfForms(kVersion4To6, kVersion1To3),
              "s.sdef:2:13: error: client 'blinker.led' and server 'pin21.led' have no version of 'led' in common: "
              "client speaks version 4 to 6, server 1 to 3 [E0374]\n"
              "    2 | bindings: { blinker.led -> pin21.led }\n"
              "      |             ^~~~~~~~~~~\n"
              "ledBlinker/Component.cdef:2:20: note: the client requires '/p/asked/led.api' here\n"
              "gpioPin/Component.cdef:2:20: note: the server provides '/p/offered/led.api' here\n"
              "hint: build the server with an api of version 4 or later, or the client with one whose SERVING_VERSION "
              "is 3 or less\n");
    const std::string said = saidOfForms(kVersion1To3, kVersion4To6);
    EXPECT_NE(said.find("client speaks version 1 to 3, server 4 to 6 [E0374]\n"), std::string::npos) << said;
    EXPECT_NE(said.find("hint: build the client with an api of version 4 or later, or the server with one whose "
                        "SERVING_VERSION is 3 or less\n"),
              std::string::npos)
        << said;
}

TEST(Versions, AgainstNoneAreDifferentApis)
{
    const std::string said = saidOfForms(kVersion1To3, "FUNCTION Set(uint8 on);\n");
    EXPECT_NE(said.find("have different apis: '/p/asked/led.api' and '/p/offered/led.api' [E0621]\n"),
              std::string::npos)
        << said;
}

TEST(Versions, MustMeanTheSame)
{
    EXPECT_EQ(saidOfForms(kVersion1To3, "API_VERSION = 4;\nSERVING_VERSION = 2;\nFUNCTION Set(uint16 on) = 1;\n"),
              "s.sdef:2:13: error: client 'blinker.led' and server 'pin21.led' mean different things by version 3 of "
              "'led' [E0375]\n"
              "    2 | bindings: { blinker.led -> pin21.led }\n"
              "      |             ^~~~~~~~~~~\n"
              "ledBlinker/Component.cdef:2:20: note: the client requires '/p/asked/led.api' here\n"
              "gpioPin/Component.cdef:2:20: note: the server provides '/p/offered/led.api' here\n"
              "offered/led.api:3:14: note: parameter 'on' of FUNCTION Set changes from uint8 to uint16\n"
              "hint: ifgen --compare OLD NEW lists what differs\n");
}

TEST(Versions, AreProposedWhereOneIsInCommon)
{
    SystemBench bench;
    bench.file("led.api", "").file("asked/led.api", kVersion1To3).file("offered/led.api", kVersion2To4);
    bench.file("late/led.api", kVersion4To6);
    bench.component("ledBlinker", "requires: { api: { asked/led.api } }\n");
    bench.component("gpioPin", "provides: { api: { offered/led.api } }\n");
    bench.component("lampServer", "provides: { api: { lamp = late/led.api } }\n");
    bench.system("apps: { blinker pin21 pin22 other }\n");
    EXPECT_NE(bench.said().find("(pin21.led, pin22.led have the same api)\n"), std::string::npos) << bench.said();
}

}  // namespace
