#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "mksys/codes.h"
#include "tests/unit/mksys_model/system_bench.h"

namespace
{

using namespace ligature;
using test::api;
using test::SystemBench;
using testing::ElementsAre;

std::vector<std::string> table(const mksys::System& system)
{
    std::vector<std::string> lines;
    for (const mksys::SystemBinding& binding : system.bindings)
    {
        const bool userClient = binding.client.kind == mksys::BindingClient::Kind::user;
        const bool userServer = binding.server.kind == mkapp::BindingTarget::Kind::user;
        lines.push_back((userClient ? "user " : "") + binding.client.agent + "|" + binding.client.interface + " -> " +
                        (userServer ? "user " : "") + binding.server.agent + "|" + binding.server.interface);
    }
    return lines;
}

TEST(System, JoinsAppsByItsBindings)
{
    SystemBench bench;
    const auto system = bench.system(R"(
        apps: { pin21 blinker.adef }
        bindings: { blinker.led -> pin21.led  <root>.led -> pin21.led }
        commands: { show = blinker:/bin/blink }
        cflags: { "-DX=\"a b\"" }
    )");
    EXPECT_EQ(bench.said(), "");
    EXPECT_EQ(system->name, "s");
    ASSERT_EQ(system->apps.size(), 2u);
    EXPECT_EQ(system->apps[0].app->name, "blinker");
    EXPECT_THAT(table(*system), ElementsAre("blinker|led -> pin21|led", "user root|led -> pin21|led"));
    ASSERT_EQ(system->commands.size(), 1u);
    EXPECT_EQ(system->commands[0].path, "/bin/blink");
    EXPECT_THAT(system->cflags, ElementsAre("-DX=\"a b\""));
}

TEST(System, BindingsReplaceThoseOfAppsAndEarlierOnes)
{
    SystemBench bench;
    bench.file("blinker.adef",
               "executables: { blink = ( ledBlinker ) }\nbindings: { blink.ledBlinker.led -> pin21.led }\n");
    const auto system = bench.system(R"(
        apps: { blinker pin21 pin22 }
        bindings: { blinker.blink.ledBlinker.led -> pin21.led  blinker.blink.ledBlinker.led -> pin22.led }
    )");
    EXPECT_EQ(bench.said(), "");
    EXPECT_THAT(table(*system), ElementsAre("blinker|blink.ledBlinker.led -> pin22|led"));
    // The app itself stays as it is, whatever system it is in.
    EXPECT_EQ(system->apps[0].app->executables[0].instances[0].clients[0].binding->agent, "pin21");
}

// What a [direct] server of the executable serves has no session that could lead elsewhere.
TEST(System, ClientsOfDirectServersNeedNoBinding)
{
    SystemBench bench;
    bench.component("direct", "provides: { api: { led.api [direct] } }\n");
    bench.file("near.adef", "executables: { x = ( ledBlinker direct ) }\n");
    EXPECT_THAT(table(*bench.system("apps: { near }\n")), ElementsAre());
    EXPECT_EQ(bench.said(), "");
}

TEST(System, ClientsOfDirectServersCannotBeBoundElsewhere)
{
    SystemBench bench;
    bench.component("direct", "provides: { api: { led.api [direct] } }\n");
    bench.file("near.adef", "executables: { x = ( ledBlinker direct ) }\n");
    bench.system("apps: { near pin21 }\nbindings: { near.x.ledBlinker.led -> pin21.led }\n");
    EXPECT_EQ(bench.said(),
              "s.sdef:2:31: error: client interface 'x.ledBlinker.led' calls the [direct] server of its own executable "
              "[E0357]\n"
              "    2 | bindings: { near.x.ledBlinker.led -> pin21.led }\n"
              "      |                               ^~~\n"
              "ledBlinker/Component.cdef:2:20: note: it is here\n");
}

TEST(System, AMistypedNameOfAClientOfADirectServerIsOneMistake)
{
    SystemBench bench;
    bench.component("direct", "provides: { api: { led.api [direct] } }\n");
    bench.file("near.adef", "executables: { x = ( ledBlinker direct ) }\n");
    bench.system("apps: { near pin21 }\nbindings: { near.x.ledBlinker.ledd -> pin21.led }\n");
    EXPECT_EQ(bench.diagnostics.errorCount(), 1u) << bench.said();
}

TEST(System, BindsExternalClientsOfTheFrameworksServicesUnlessItSaysOtherwise)
{
    SystemBench bench;
    bench.file("le_wdog.api", api()).component("kick", "requires: { api: { le_wdog.api } }\n");
    bench.file("dog.adef", "executables: { x = ( kick ) }\nextern: { w = x.kick.le_wdog }\n");
    bench.file("cat.adef", "executables: { x = ( kick ) }\nextern: { w = x.kick.le_wdog }\n");
    const auto system = bench.system("apps: { cat dog pin21 } bindings: { cat.w -> pin21.led }");
    EXPECT_EQ(bench.said(), "");
    EXPECT_THAT(table(*system), ElementsAre("cat|w -> pin21|led", "dog|w -> user root|le_wdog"));
}

TEST(System, OverridesDoNotTouchTheApp)
{
    SystemBench bench;
    const auto system = bench.system(R"(
        apps: { other {
            maxThreads: 9 maxFileBytes: 1K faultAction: reboot groups: { a } groups: { b } sandboxed: off
            start: manual watchdogTimeout: never watchdogAction: stop runGroup: 4 username: u maxPriority: rt3
            capability: { CAP_KILL } preloaded: false
        } }
    )");
    EXPECT_EQ(bench.said(), "");
    const mksys::AppOverrides& overrides = system->apps[0].overrides;
    EXPECT_EQ(overrides.maxThreads, 9u);
    EXPECT_EQ(overrides.maxFileBytes, 1024u);
    EXPECT_EQ(overrides.faultAction, mkapp::FaultAction::reboot);
    EXPECT_THAT(*overrides.groups, ElementsAre("a", "b"));
    EXPECT_EQ(overrides.sandboxed, false);
    EXPECT_EQ(overrides.startManual, true);
    EXPECT_EQ(overrides.watchdogTimeout, mkapp::kWatchdogNever);
    EXPECT_EQ(overrides.watchdogAction, mkapp::WatchdogAction::stop);
    EXPECT_EQ(overrides.runGroup, 4u);
    EXPECT_EQ(overrides.username, "u");
    EXPECT_EQ(overrides.maxPriority, "rt3");
    EXPECT_THAT(*overrides.capabilities, ElementsAre("CAP_KILL"));
    EXPECT_FALSE(system->apps[0].app->maxThreads.has_value());
    EXPECT_TRUE(system->apps[0].app->sandboxed);
}

TEST(System, SearchesItsInterfacesBeforeThoseOfThePlatform)
{
    SystemBench bench;
    bench.search.platformLimits = "/legato/platformLimits";
    bench.system("interfaceSearch: { /more }\n");
    EXPECT_EQ(bench.search.interfaces, (std::vector<std::string>{"/p", "/more", "/legato/platformLimits"}));
}

TEST(System, SearchSectionsHoldForEveryApp)
{
    SystemBench bench;
    bench.file("more/far.api", api()).file("apps/x.adef", "executables: { x = ( y ) }");
    bench.file("parts/y/Component.cdef", "sources: { y.c } provides: { api: { far.api } }").file("parts/y/y.c", "");
    bench.system(
        "apps: { x }\ninterfaceSearch: { $CURDIR/more }\nappSearch: { /p/apps }\ncomponentSearch: { parts }\n");
    EXPECT_EQ(bench.said(),
              "s.sdef:4:20: warning: 'parts' is relative to the directory that the tool is started in [E0603]\n"
              "    4 | componentSearch: { parts }\n"
              "      |                    ^~~~~\n"
              "hint: $CURDIR/parts would be relative to this file\n");
}

TEST(System, UnboundClientsAreReportedWithWhoCouldServeThem)
{
    SystemBench bench;
    bench.file("inner.adef", "executables: { in = ( ledBlinker ) }\n");
    bench.system("apps: { blinker inner pin21 pin22 }\n");
    EXPECT_EQ(
        bench.said(),
        "blinker.adef:2:28: error: client interface 'blinker.led' (blinker.blink.ledBlinker.led) is not bound to a "
        "server [E0620]\n"
        "    2 | extern: { blink.ledBlinker.led }\n"
        "      |                            ^~~\n"
        "ledBlinker/Component.cdef:2:20: note: required here\n"
        "hint: add to bindings:   blinker.led -> <app>.<interface>      (pin21.led, pin22.led have the same api)\n"
        "inner.adef:1:16: error: client interface 'inner.in.ledBlinker.led' is not bound to a server [E0620]\n"
        "    1 | executables: { in = ( ledBlinker ) }\n"
        "      |                ^~\n"
        "ledBlinker/Component.cdef:2:20: note: required here\n"
        "hint: add to bindings:   inner.in.ledBlinker.led -> <app>.<interface>      (pin21.led, pin22.led have the "
        "same api)\n");
}

TEST(System, ModelsEachFileOnce)
{
    SystemBench bench;
    bench.system("apps: { blinker pin21 pin22 } bindings: { blinker.led -> pin21.led }");
    std::set<std::string> distinct(bench.world.reads().begin(), bench.world.reads().end());
    EXPECT_EQ(distinct.size(), bench.world.reads().size());
}

struct Mistake
{
    const char* name;
    const char* text;
    const char* said;
};

class SystemMistake : public testing::TestWithParam<Mistake>
{
};

TEST_P(SystemMistake, IsSaidOnce)
{
    SystemBench bench;
    bench.system(GetParam().text);
    EXPECT_EQ(bench.said(), GetParam().said);
}

const Mistake kMistakes[] = {
    {"MissingApp", "apps: { pin23 }\nbindings: { pin23.x -> pin23.led }\n",
     "s.sdef:1:9: error: there is no app definition 'pin23.adef' [E0600]\n"
     "    1 | apps: { pin23 }\n"
     "      |         ^~~~~\n"
     "note: searched in '/p'\n"
     "hint: did you mean 'pin21.adef'?\n"},
    {"AppTwice", "apps: { pin21\n/p/pin21.adef }\n",
     "s.sdef:2:1: error: the system has two apps named 'pin21' [E0601]\n"
     "    2 | /p/pin21.adef }\n"
     "      | ^~~~~~~~~~~~~\n"
     "s.sdef:1:9: note: first listed here\n"},
    {"EmptyApp", "apps: { $NONE }\n",
     "s.sdef:1:9: warning: the name of this app is empty, so it is left out [E0602]\n"
     "    1 | apps: { $NONE }\n"
     "      |         ^~~~~\n"},
    {"LoweredPriority", "apps: { hasty { maxPriority: low } }\n",
     "s.sdef:1:30: warning: processes of app 'hasty' are started with priority low instead of high [E0604]\n"
     "    1 | apps: { hasty { maxPriority: low } }\n"
     "      |                              ^~~\n"
     "hasty.adef:1:1: note: the app sets their priority here\n"},
    {"UnknownServerApp", "apps: { blinker pin21 }\nbindings: { blinker.led -> pin12.led }\n",
     "s.sdef:2:28: error: the system has no app 'pin12' [E0610]\n"
     "    2 | bindings: { blinker.led -> pin12.led }\n"
     "      |                            ^~~~~\n"
     "hint: did you mean 'pin21'?\n"},
    {"UnknownClientApp", "apps: { pin21 }\nbindings: { blonker.led -> pin21.led }\n",
     "s.sdef:2:13: error: the system has no app 'blonker' [E0610]\n"
     "    2 | bindings: { blonker.led -> pin21.led }\n"
     "      |             ^~~~~~~\n"},
    {"UnknownServer", "apps: { blinker pin21 }\nbindings: { blinker.led -> pin21.lad }\n",
     "s.sdef:2:28: error: app 'pin21' has no external server interface 'lad' [E0611]\n"
     "    2 | bindings: { blinker.led -> pin21.lad }\n"
     "      |                            ^~~~~~~~~\n"
     "hint: did you mean 'led'?\n"},
    {"UnknownClient", "apps: { blinker pin21 }\nbindings: { blinker.lad -> pin21.led }\n",
     "s.sdef:2:21: error: app 'blinker' has no external client interface 'lad' [E0611]\n"
     "    2 | bindings: { blinker.lad -> pin21.led }\n"
     "      |                     ^~~\n"
     "hint: did you mean 'led'?\n"},
    {"UnknownInternalClient", "apps: { blinker pin21 }\nbindings: { blinker.blink.ledBlinkr.led -> pin21.led }\n",
     "s.sdef:2:27: error: executable 'blink' has no component 'ledBlinkr' [E0351]\n"
     "    2 | bindings: { blinker.blink.ledBlinkr.led -> pin21.led }\n"
     "      |                           ^~~~~~~~~\n"
     "hint: did you mean 'ledBlinker'?\n"},
    {"UserBoundTwice", "apps: { pin21 }\nbindings: { <r>.led -> pin21.led\n<r>.led -> pin21.led }\n",
     "s.sdef:3:1: error: client interface '<r>.led' is bound twice [E0612]\n"
     "    3 | <r>.led -> pin21.led }\n"
     "      | ^~~~~~~\n"
     "s.sdef:2:13: note: first bound here\n"},
    {"CommandTwice", "apps: { pin21 }\ncommands: { a = pin21:/bin/pin a = pin21:/bin/pin }\n",
     "s.sdef:2:32: error: the system has two commands named 'a' [E0613]\n"
     "    2 | commands: { a = pin21:/bin/pin a = pin21:/bin/pin }\n"
     "      |                                ^\n"
     "s.sdef:2:13: note: first defined here\n"},
    {"CommandPath", "apps: { pin21 }\ncommands: { a = pin21:bin/pin }\n",
     "s.sdef:2:23: error: 'bin/pin' is no absolute path inside the app [E0614]\n"
     "    2 | commands: { a = pin21:bin/pin }\n"
     "      |                       ^~~~~~~\n"
     "hint: a program of the app is at /bin/<name>: a = pin21:/bin/pin\n"},
    {"CommandOfUnknownApp", "apps: { pin21 }\ncommands: { a = pin:/bin/pin }\n",
     "s.sdef:2:17: error: the system has no app 'pin' [E0610]\n"
     "    2 | commands: { a = pin:/bin/pin }\n"
     "      |                 ^~~\n"},
    {"DifferentApis", "apps: { blinker other }\nbindings: { blinker.led -> other.lamp }\n",
     "s.sdef:2:13: error: client 'blinker.led' and server 'other.lamp' have different apis: '/p/led.api' and "
     "'/p/lamp.api' [E0621]\n"
     "    2 | bindings: { blinker.led -> other.lamp }\n"
     "      |             ^~~~~~~~~~~\n"
     "ledBlinker/Component.cdef:2:20: note: the client requires its api here\n"
     "lampServer/Component.cdef:2:20: note: the server provides its api here\n"},
    {"RunGroups", "apps: { blinker { runGroup: 2 } pin21 { runGroup: 3 } }\nbindings: { blinker.led -> pin21.led }\n",
     "s.sdef:2:13: error: client 'blinker.led' is in run group 2, its server 'pin21.led' in run group 3 [E0622]\n"
     "    2 | bindings: { blinker.led -> pin21.led }\n"
     "      |             ^~~~~~~~~~~\n"},
    {"BinaryApp", "apps: { x.localhost.app }\n",
     "s.sdef:1:9: error: apps in binary form are not supported yet [E0300]\n"
     "    1 | apps: { x.localhost.app }\n"
     "      |         ^~~~~~~~~~~~~~~\n"},
    {"Preloaded", "apps: { pin21 { preloaded: anyVersion } }\n",
     "s.sdef:1:17: error: preloaded apps are not supported yet [E0300]\n"
     "    1 | apps: { pin21 { preloaded: anyVersion } }\n"
     "      |                 ^~~~~~~~~\n"},
    {"Links", "links: { l = ( c ) }\n",
     "s.sdef:1:1: error: links between systems are not supported yet [E0300]\n"
     "    1 | links: { l = ( c ) }\n"
     "      | ^~~~~\n"},
};

INSTANTIATE_TEST_SUITE_P(All, SystemMistake, testing::ValuesIn(kMistakes),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(System, TellsAnInternalServerFromNone)
{
    SystemBench bench;
    bench.file("pin21.adef", "executables: { pin = ( gpioPin ) }\n");
    bench.system("apps: { blinker pin21 }\nbindings: { blinker.led -> pin21.led }\n");
    EXPECT_EQ(bench.said(),
              "s.sdef:2:28: error: app 'pin21' has no external server interface 'led' [E0611]\n"
              "    2 | bindings: { blinker.led -> pin21.led }\n"
              "      |                            ^~~~~~~~~\n"
              "hint: add to extern of 'pin21.adef':   pin.gpioPin.led\n");
}

TEST(System, ABindingOfAnAppToAnUnknownAppIsReportedThere)
{
    SystemBench bench;
    bench.file("blinker.adef",
               "executables: { blink = ( ledBlinker ) }\nbindings: { blink.ledBlinker.led -> pin12.led }\n");
    bench.system("apps: { blinker pin21 }\n");
    EXPECT_EQ(bench.said(),
              "blinker.adef:2:37: error: the system has no app 'pin12' [E0610]\n"
              "    2 | bindings: { blink.ledBlinker.led -> pin12.led }\n"
              "      |                                     ^~~~~~~~~\n"
              "hint: did you mean 'pin21'?\n");
}

TEST(Codes, AreNumberedAndExplained)
{
    std::set<std::string> ids;
    for (const Code* code : mksys::mksysCodes())
    {
        const std::string id = code->id;
        EXPECT_TRUE(id >= "E0600" && id <= "E0699") << id;
        EXPECT_TRUE(ids.insert(id).second) << id;
        const std::string text = code->explanation;
        EXPECT_NE(text.find("\nBad:\n"), std::string::npos) << id;
        EXPECT_NE(text.find("\nGood:\n"), std::string::npos) << id;
    }
}

}  // namespace
