#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mkapp/build_codes.h"
#include "tests/unit/mkapp_model/workbench.h"

namespace
{

using namespace ligature;
using test::api;
using test::Workbench;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

std::vector<std::string> startOrder(const mkapp::Executable& executable)
{
    std::vector<std::string> names;
    for (const mkapp::ComponentInstance& instance : executable.instances)
    {
        names.push_back(instance.component->name);
    }
    return names;
}

TEST(App, HasDefaults)
{
    Workbench bench;
    const auto app = bench.app("");
    ASSERT_NE(app, nullptr);
    EXPECT_EQ(bench.said(), "");
    EXPECT_EQ(app->name, "t");
    EXPECT_EQ(app->definition, "/p/t.adef");
    EXPECT_TRUE(app->sandboxed);
    EXPECT_FALSE(app->startManual);
}

TEST(App, ReadsItsSettings)
{
    Workbench bench;
    bench.variables.set("LEVEL", "7");
    const auto app = bench.app(R"(
        version: $LEVEL
        sandboxed: false
        start: manual
        cpuShare: 2K
        maxThreads: 010
        runGroup: 3
        startGroup: 14
        username: metering
        capability: { CAP_NET_RAW CAP_CHOWN CAP_NET_RAW }
        groups: { www-data }
        groups: { disk }
        tags: { "a" : "b$LEVEL" }
        watchdogTimeout: never
        maxWatchdogTimeout: 90
        watchdogAction: restartApp
        requires: { configTree: { [w] a b [r] . } }
    )");
    ASSERT_NE(app, nullptr);
    EXPECT_EQ(bench.said(), "");
    EXPECT_EQ(app->version, "7");
    EXPECT_FALSE(app->sandboxed);
    EXPECT_TRUE(app->startManual);
    EXPECT_EQ(app->cpuShare, 2048u);
    EXPECT_EQ(app->maxThreads, 10u);
    EXPECT_EQ(app->runGroup, 3u);
    EXPECT_EQ(app->startGroup, 14u);
    EXPECT_EQ(app->username, "metering");
    EXPECT_THAT(app->capabilities, ElementsAre("CAP_CHOWN", "CAP_NET_RAW"));
    EXPECT_THAT(app->groups, ElementsAre("disk", "www-data"));
    EXPECT_THAT(app->tags, ElementsAre(Pair("a", "b7")));
    EXPECT_EQ(app->watchdogTimeout, mkapp::kWatchdogNever);
    EXPECT_EQ(app->maxWatchdogTimeout, 90);
    EXPECT_EQ(app->watchdogAction, mkapp::WatchdogAction::restartApp);
    EXPECT_THAT(app->configTrees, ElementsAre(Pair("a", true), Pair("b", false), Pair("t", false)));
}

TEST(App, NameIsMadeAnIdentifier)
{
    Workbench bench;
    bench.file("1my-app.adef", "");
    const auto app = mkapp::modelApp(bench.context, "1my-app.adef");
    ASSERT_NE(app, nullptr);
    EXPECT_EQ(app->name, "my_app");
    EXPECT_EQ(app->fileStem, "1my-app");
}

TEST(App, NameMustBePossible)
{
    Workbench bench;
    bench.file("123.adef", "");
    EXPECT_EQ(mkapp::modelApp(bench.context, "123.adef"), nullptr);
    EXPECT_EQ(bench.said(), "error: no app name can be made of the file name '123.adef' [E0305]\n");
}

TEST(App, NotesSettingsWithoutEffect)
{
    Workbench bench;
    const auto app = bench.app("version: 1\nprocesses: { watchdogTimeout: 5 }\nrequires: { configTree: { . } }\n");
    EXPECT_EQ(app->withoutEffect.names, (std::vector<std::string>{"watchdogTimeout", "configTree"}));
    EXPECT_EQ(bench.said(), "");
    mkapp::checkEffects(app->name, app->withoutEffect, bench.diagnostics);
    EXPECT_EQ(bench.said(),
              "t.adef:2:14: warning: watchdogTimeout, configTree of app 't' have no effect yet on the target [E0801]\n"
              "    2 | processes: { watchdogTimeout: 5 }\n"
              "      |              ^~~~~~~~~~~~~~~\n");
}

TEST(App, WatchdogIsSetOnce)
{
    Workbench bench;
    bench.app("watchdogTimeout: 5\nwatchdogTimeout: 8\n");
    EXPECT_EQ(bench.said(),
              "t.adef:2:1: error: 'watchdogTimeout' is set twice [E0304]\n"
              "    2 | watchdogTimeout: 8\n"
              "      | ^~~~~~~~~~~~~~~\n"
              "t.adef:1:1: note: first set here\n");
}

TEST(App, CapabilitiesAreThoseOfLinux)
{
    Workbench bench;
    bench.app("capability: { CAP_NETADMIN }\n");
    EXPECT_EQ(bench.said(),
              "t.adef:1:15: error: 'CAP_NETADMIN' is no capability [E0302]\n"
              "    1 | capability: { CAP_NETADMIN }\n"
              "      |               ^~~~~~~~~~~~\n"
              "hint: did you mean 'CAP_NET_ADMIN'?\n");
}

TEST(App, FileSystemLimitNeedsASandbox)
{
    Workbench bench;
    const auto app = bench.app("maxFileSystemBytes: 1K\nsandboxed: false\n");
    EXPECT_FALSE(app->maxFileSystemBytes.has_value());
    EXPECT_EQ(bench.said(),
              "t.adef:1:1: warning: maxFileSystemBytes has no effect: the app is not sandboxed [E0344]\n"
              "    1 | maxFileSystemBytes: 1K\n"
              "      | ^~~~~~~~~~~~~~~~~~\n");
}

TEST(App, ConfigTreeIsRequiredOnce)
{
    Workbench bench;
    bench.app("requires: { configTree: { [w] . t } }\n");
    EXPECT_EQ(bench.said(),
              "t.adef:1:33: error: configuration tree 't' is required twice [E0311]\n"
              "    1 | requires: { configTree: { [w] . t } }\n"
              "      |                                 ^\n"
              "t.adef:1:31: note: first required here\n");
}

TEST(App, KernelModulesAreNotSupportedYet)
{
    Workbench bench;
    bench.app("requires: { kernelModules: { x } }\n");
    EXPECT_EQ(bench.said(),
              "t.adef:1:13: error: kernel modules are not supported yet [E0300]\n"
              "    1 | requires: { kernelModules: { x } }\n"
              "      |             ^~~~~~~~~~~~~\n");
}

TEST(Executable, StartsFromTheLastComponentDependenciesFirst)
{
    Workbench bench;
    bench.component("a", "requires: { component: { c d } }").component("b").component("c").component("d");
    const auto app = bench.app("executables: { exe = ( a b ) }");
    EXPECT_EQ(bench.said(), "");
    EXPECT_THAT(startOrder(app->executables[0]), ElementsAre("b", "d", "c", "a"));
    std::vector<std::string> link;
    for (const mkapp::Component* component : app->executables[0].linkOrder)
    {
        link.push_back(component->name);
    }
    EXPECT_THAT(link, ElementsAre("a", "d", "c", "b"));
}

TEST(Executable, HoldsAComponentOnce)
{
    Workbench bench;
    bench.component("a", "requires: { component: { c } }")
        .component("b", "requires: { component: { c } }")
        .component("c");
    const auto app = bench.app("executables: { exe = ( a b a c ) }");
    EXPECT_EQ(bench.said(), "");
    EXPECT_THAT(startOrder(app->executables[0]), ElementsAre("c", "a", "b"));
    EXPECT_EQ(app->components.size(), 3u);
    EXPECT_EQ(app->components[0]->name, "c");
}

TEST(Executable, NeedsSourceCode)
{
    Workbench bench;
    bench.file("c/Component.cdef", "");
    bench.app("executables: { exe = ( c ) }\n");
    EXPECT_EQ(bench.said(),
              "t.adef:1:16: error: Executable doesn't contain any components that have source code files. [E0341]\n"
              "    1 | executables: { exe = ( c ) }\n"
              "      |                ^~~\n");
}

TEST(Executable, HasANameOfItsOwn)
{
    Workbench bench;
    bench.component("c");
    bench.app("executables: { exe = ( c )\n exe = ( c ) }\n");
    EXPECT_EQ(bench.said(),
              "t.adef:2:2: error: the app has two executables named 'exe' [E0340]\n"
              "    2 |  exe = ( c ) }\n"
              "      |  ^~~\n"
              "t.adef:1:16: note: first defined here\n");
}

TEST(Executable, WithMissingComponentIsReportedOnce)
{
    Workbench bench;
    bench.component("blinker").component("c");
    bench.app(
        "executables: { exe = ( blinkr c )\n two = ( blinkr ) }\n"
        "bindings: { exe.blinkr.led -> x.led }\nextern: { exe.blinkr.foo }\n");
    EXPECT_EQ(bench.said(),
              "t.adef:1:24: error: there is no component 'blinkr' [E0320]\n"
              "    1 | executables: { exe = ( blinkr c )\n"
              "      |                        ^~~~~~\n"
              "note: searched in '/p'\n"
              "hint: did you mean 'blinker'?\n");
}

TEST(Process, HasSettingsOfItsSection)
{
    Workbench bench;
    bench.variables.set("HOME", "/h");
    const auto app = bench.app(R"(
        processes:
        {
            run: { ( /bin/x $HOME "${HOME} b" 'c"d' ) y = ( z ) }
            envVars: { A = $HOME B = "x y" }
            faultAction: restart
            priority: rt08
            maxFileBytes: 4K
            watchdogTimeout: 20
        }
        processes: { run: { ( w ) } }
    )");
    EXPECT_EQ(bench.said(), "");
    ASSERT_EQ(app->environments.size(), 2u);
    const mkapp::ProcessEnvironment& environment = app->environments[0];
    ASSERT_EQ(environment.processes.size(), 2u);
    EXPECT_EQ(environment.processes[0].name, "x");
    EXPECT_EQ(environment.processes[0].executable, "/bin/x");
    EXPECT_THAT(environment.processes[0].arguments, ElementsAre("$HOME", "${HOME} b", "c\"d"));
    EXPECT_EQ(environment.processes[1].name, "y");
    EXPECT_THAT(environment.variables, ElementsAre(Pair("A", "/h"), Pair("B", "x y")));
    EXPECT_EQ(environment.faultAction, mkapp::FaultAction::restart);
    EXPECT_EQ(environment.priority, "rt8");
    EXPECT_EQ(environment.maxFileBytes, 4096u);
    EXPECT_EQ(environment.watchdogTimeout, 20);
    EXPECT_FALSE(app->environments[1].faultAction.has_value());
}

TEST(Process, NamesAreUniqueInTheApp)
{
    Workbench bench;
    bench.app("processes: { run: { ( x ) } }\nprocesses: { run: { ( /bin/x ) } }\n");
    EXPECT_EQ(bench.said(),
              "t.adef:2:23: error: the app has two processes named 'x' [E0342]\n"
              "    2 | processes: { run: { ( /bin/x ) } }\n"
              "      |                       ^~~~~~\n"
              "t.adef:1:23: note: first named here\n"
              "hint: name one of them: x2 = ( /bin/x )\n");
}

TEST(Process, NameHasLimits)
{
    Workbench bench;
    bench.app("processes: { run: { ( .. ) } }\n");
    EXPECT_EQ(bench.said(),
              "t.adef:1:23: error: '..' is no name for a process [E0305]\n"
              "    1 | processes: { run: { ( .. ) } }\n"
              "      |                       ^~\n");
}

TEST(Process, ProgramThatLooksMistypedIsWarnedOf)
{
    Workbench bench;
    bench.component("c");
    bench.app("executables: { meter = ( c ) }\nprocesses: { run: { ( mater ) ( other ) } }\n");
    EXPECT_EQ(bench.said(),
              "t.adef:2:23: warning: the app neither builds nor bundles a program 'mater' [E0343]\n"
              "    2 | processes: { run: { ( mater ) ( other ) } }\n"
              "      |                       ^~~~~\n"
              "hint: did you mean 'meter'?\n");
}

TEST(App, TwoComponentsOfOneNameCollide)
{
    Workbench bench;
    bench.component("left/driver").component("right/driver");
    bench.app("executables: { exe = ( left/driver right/driver ) }\n");
    EXPECT_EQ(bench.said(),
              "right/driver/Component.cdef:1:1: error: app 't' has two components named 'driver': '/p/left/driver' and "
              "'/p/right/driver' [E0372]\n"
              "    1 | sources: { a.c }\n"
              "      | ^\n"
              "left/driver/Component.cdef:1:1: note: the other one is here\n"
              "hint: rename one of the directories: a component is called as its directory\n");
}

}  // namespace
