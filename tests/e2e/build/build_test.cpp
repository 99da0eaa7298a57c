// What the build tools make, and how they fail.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "runtime/formats/pack.h"
#include "tests/e2e/build/project.h"

using namespace ligature;
using ligature::test::Outcome;
using ligature::test::Project;
using testing::HasSubstr;

namespace fs = std::filesystem;

TEST(Build, SystemHasAppsAndBindings)
{
    Project project;
    project.build();
    const auto manifest =
        std::get<formats::SystemManifest>(formats::readPackHead(project.file("dev.localhost.update")).manifest);
    EXPECT_EQ(manifest.name, "dev");
    ASSERT_EQ(manifest.apps.size(), 2u);
    EXPECT_EQ(manifest.apps[0].name, "reader");
    EXPECT_EQ(manifest.apps[1].name, "source");
    const formats::BindingEntry expected{{"app", "reader"}, "num", {"app", "source"}, "num"};
    EXPECT_THAT(manifest.bindings, testing::ElementsAre(expected));
    ASSERT_EQ(manifest.files.size(), 1u);
    EXPECT_EQ(manifest.files[0].path, "lib/liblegato.so");
    EXPECT_TRUE(fs::exists(project.file("_build_dev/localhost/compile_commands.json")));
}

TEST(Build, SameBytesInAnotherDirectory)
{
    Project first, second;
    first.build();
    fs::create_directories(second.file("deep/er"));
    const Outcome outcome = second.tool({"mksys", "-o", "deep/er", "-w", "deep/work", "dev.sdef"});
    ASSERT_EQ(outcome.status, 0) << outcome.out << outcome.err;
    EXPECT_TRUE(test::readText(first.file("dev.localhost.update")) ==
                test::readText(second.file("deep/er/dev.localhost.update")));
}

TEST(Build, AppIsTheSameInEverySystemAndAlone)
{
    Project project;
    project.build();
    project.write("other.sdef",
                  "apps:\n{\n    source\n    reader { maxThreads: 5 start: manual }\n}\n"
                  "bindings:\n{\n    reader.num -> source.num\n}\n");
    const Outcome system = project.tool({"mksys", "other.sdef"});
    ASSERT_EQ(system.status, 0) << system.out << system.err;
    const Outcome app = project.tool({"mkapp", "reader.adef"});
    ASSERT_EQ(app.status, 0) << app.out << app.err;
    const std::string pack = test::readText(project.file("reader.localhost.update"));
    EXPECT_TRUE(pack == test::readText(project.file("_build_dev/localhost/app/reader/reader.localhost.update")));
    EXPECT_TRUE(pack == test::readText(project.file("_build_other/localhost/app/reader/reader.localhost.update")));
}

TEST(Build, DirectServersAreCalledInWhateverOrderTheyAreListed)
{
    Project project;
    project.write("calc.api",
                  "HANDLER TickHandler(uint32 count);\nEVENT Tick(TickHandler handler);\n"
                  "FUNCTION int32 Add(int32 left, int32 right);\nFUNCTION string[20] Name();\n");
    project.write("server/Component.cdef",
                  "provides: { api: { calc.api [direct] [manual-start] } }\nsources: { server.c }\n");
    project.write("server/server.c", R"(
#include "legato.h"
#include "interfaces.h"
static const char* Name = "none";
int32_t calc_Add(int32_t left, int32_t right) { return left + right; }
void calc_Name(char* result, size_t resultSize) { le_utf8_Copy(result, Name, resultSize, NULL); }
calc_TickHandlerRef_t calc_AddTickHandler(calc_TickHandlerFunc_t handlerPtr, void* contextPtr)
{
    handlerPtr(7, contextPtr);
    return (calc_TickHandlerRef_t)0x101;
}
void calc_RemoveTickHandler(calc_TickHandlerRef_t handlerRef) { LE_UNUSED(handlerRef); }
COMPONENT_INIT { Name = "started"; }
)");
    project.write("client/Component.cdef", "requires: { api: { sum = calc.api } }\nsources: { client.c }\n");
    project.write("client/client.c", R"(
#include "legato.h"
#include "interfaces.h"
static void OnTick(uint32_t count, void* contextPtr) { printf("tick %u\n", count); exit(contextPtr != NULL); }
COMPONENT_INIT
{
    char name[20];
    sum_Name(name, sizeof(name));
    printf("%s %d\n", name, sum_Add(2, 3));
    sum_AddTickHandler(OnTick, NULL);
    printf("later\n");
}
)");
    for (const auto& list : {std::vector<std::string>{"client", "server"}, {"server", "client"}})
    {
        const Outcome made = project.tool({"mkexe", "-o", "both", list[0], list[1]});
        ASSERT_EQ(made.status, 0) << made.out << made.err;
        // There is no Service Directory: a session would wait for ever.
        const Outcome outcome = test::run({"timeout", "20", project.file("both")});
        EXPECT_EQ(outcome.status, 0) << outcome.err;
        EXPECT_EQ(outcome.out, "started 5\nlater\ntick 7\n");
    }
    project.write("calls.adef", "executables: { calls = ( server client ) }\nprocesses: { run: { ( calls ) } }\n");
    const Outcome app = project.tool({"mkapp", "calls.adef"});
    ASSERT_EQ(app.status, 0) << app.out << app.err;
    const auto manifest =
        std::get<formats::AppManifest>(formats::readPackHead(project.file("calls.localhost.update")).manifest);
    EXPECT_TRUE(manifest.clients.empty());
    EXPECT_TRUE(manifest.bindings.empty());
    EXPECT_EQ(manifest.servers.size(), 1u);
}

TEST(Build, PathsWithBlanksAndOtherCharacters)
{
    Project project;
    const std::string odd = project.file("it's $odd; x: y");
    fs::create_directories(odd);
    for (const char* name : {"num.api", "source", "source.adef"})
    {
        fs::copy(project.file(name), odd + "/" + name, fs::copy_options::recursive);
    }
    const Outcome outcome = test::run({test::toolDirectory() + "/mkapp", "source.adef"}, {.directory = odd});
    EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
    EXPECT_TRUE(fs::exists(odd + "/source.localhost.update"));
}

TEST(Build, FlagsAreWordsAndNeverCommands)
{
    Project project;
    project.replace("source/Component.cdef", "-DANSWER=42", "-DANSWER=42 \"-DX=;touch owned;$$(touch owned)\"");
    const Outcome outcome = project.tool({"mkapp", "-C", "'-DY=`touch owned`' -DZ=\\;touch", "source.adef"});
    EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
    EXPECT_FALSE(fs::exists(project.file("owned")));
    EXPECT_FALSE(fs::exists(project.file("_build_source/localhost/owned")));
}

TEST(Build, FailedCompilationIsStatus3)
{
    Project project;
    project.write("source/source.c", "no C at all\n");
    const Outcome outcome = project.tool({"mkapp", "source.adef"});
    EXPECT_EQ(outcome.status, 3);
    EXPECT_THAT(outcome.out, HasSubstr("source.c:1"));
    EXPECT_FALSE(fs::exists(project.file("source.localhost.update")));
}

TEST(Build, UserMistakeIsStatus1AndWritesNothing)
{
    Project project;
    const Outcome outcome = project.tool({"mkapp", "absent.adef"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_THAT(outcome.err, HasSubstr("absent.adef"));
    EXPECT_FALSE(fs::exists(project.file("_build_absent")));
}

TEST(Build, AWorkDirectoryThatCannotBeIsNoDefect)
{
    Project project;
    const Outcome file = project.tool({"mkapp", "-w", "source.adef", "source.adef"});
    EXPECT_EQ(file.status, 3);
    EXPECT_EQ(file.err,
              "mkapp: cannot write to the working directory '" + project.file("source.adef") + "': Not a directory\n");
    const Outcome below = project.tool({"mkapp", "-w", "source.adef/w", "source.adef"});
    EXPECT_EQ(below.status, 3);
    EXPECT_EQ(below.err, "mkapp: cannot make the directory '" + project.file("source.adef/w") + "': Not a directory\n");
    const Outcome lines = project.tool({"mkapp", "-w", "two\nlines", "source.adef"});
    EXPECT_EQ(lines.status, 1);
    EXPECT_EQ(lines.err, "mkapp: ninja cannot build what has a line break or '|' in its path: '" +
                             project.file("two\nlines") + "'\n");
}

TEST(Build, NamesTheOptionThatWasMeant)
{
    Project project;
    const Outcome outcome = project.tool({"mkapp", "--interfacesearch=x", "source.adef"});
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.err,
              "mkapp: The following argument was not expected: --interfacesearch=x\n"
              "hint: did you mean --interface-search?\n"
              "Try 'mkapp --help'.\n");
}

TEST(Build, EachDirectoryThatWasSearchedIsNamedOnce)
{
    Project project;
    project.write("source.adef", "executables: { run = ( absent ) }\n");
    EXPECT_THAT(project.tool({"mkapp", "source.adef"}).err,
                HasSubstr("\nnote: searched in '" + project.path() + "'\n"));
}

TEST(Build, UnknownTargetIsStatus2)
{
    Project project;
    const Outcome outcome = project.tool({"mkapp", "-t", "toaster", "source.adef"});
    EXPECT_EQ(outcome.status, 2);
    EXPECT_THAT(outcome.err, HasSubstr("mkapp: there is no target 'toaster'; known: localhost"));
}

TEST(Build, DiagnosticsAsJson)
{
    Project project;
    project.replace("reader.adef", "version: 1", "versoin: 1");
    const Outcome outcome = project.tool({"mkapp", "--diagnostics=json", "reader.adef"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_THAT(outcome.out, HasSubstr("\"line\": 5,"));
}

TEST(Build, ExplainsEveryCodeItPrints)
{
    Project project;
    project.replace("reader.adef", "version: 1", "versoin: 1");
    const std::string text = project.tool({"mkapp", "reader.adef"}).err;
    const size_t at = text.find("[E0");
    ASSERT_NE(at, std::string::npos) << text;
    const Outcome page = project.tool({"mkapp", "--explain", text.substr(at + 1, 5)});
    EXPECT_EQ(page.status, 0);
    EXPECT_THAT(page.out, HasSubstr(text.substr(at + 1, 5) + ": "));
    EXPECT_EQ(project.tool({"mkapp", "--explain", "E9999"}).status, 2);
    EXPECT_EQ(project.tool({"mkapp", "--explain", "E0601"}).err,
              "mkapp: there is no diagnostic 'E0601' here; mksys --explain knows those of all tools\n");
    EXPECT_EQ(project.tool({"mksys", "--explain", "E0601"}).status, 0);
}

TEST(Build, DontRunNinjaGeneratesOnly)
{
    Project project;
    EXPECT_EQ(project.tool({"mkapp", "-n", "source.adef"}).status, 0);
    EXPECT_TRUE(fs::exists(project.file("_build_source/localhost/component/source/interfaces.h")));
    EXPECT_FALSE(fs::exists(project.file("source.localhost.update")));
}

TEST(Build, ExecutableAloneRuns)
{
    Project project;
    project.write("main.c", "#include \"legato.h\"\nCOMPONENT_INIT\n{\n    printf(\"alive\\n\");\n    exit(7);\n}\n");
    const Outcome build = project.tool({"mkexe", "-o", "bin/alone", "main.c"});
    ASSERT_EQ(build.status, 0) << build.out << build.err;
    const Outcome alone = test::run({project.file("bin/alone")}, {.directory = project.path()});
    EXPECT_EQ(alone.status, 7) << alone.err;
    EXPECT_EQ(alone.out, "alive\n");
}

TEST(Build, ComponentsStartInTheSpecifiedOrder)
{
    // exe = ( a b ), a requires c and d: the last listed comes first, what is required before what requires it.
    Project project;
    for (const std::string name : {"a", "b", "c", "d"})
    {
        const std::string needs = name == "a" ? "requires: { component: { c d } }\n" : "";
        project.write(name + "/Component.cdef", needs + "sources: { x.c }\n");
        project.write(name + "/x.c", "#include \"legato.h\"\nCOMPONENT_INIT_ONCE\n{\n    printf(\"once " + name +
                                         "\\n\");\n}\nCOMPONENT_INIT\n{\n    printf(\"init " + name + "\\n\");\n" +
                                         (name == "a" ? "    exit(0);\n" : "") + "}\n");
    }
    const Outcome build = project.tool({"mkexe", "-o", "order", "-l", "lib", "a", "b"});
    ASSERT_EQ(build.status, 0) << build.out << build.err;
    const Outcome order = test::run({project.file("order")}, {.directory = project.path()});
    EXPECT_EQ(order.status, 0) << order.err;
    EXPECT_EQ(order.out, "once b\ninit b\nonce d\ninit d\nonce c\ninit c\nonce a\ninit a\n");
}

TEST(Build, ComponentAlone)
{
    Project project;
    const Outcome build = project.tool({"mkcomp", "-l", "lib", "source"});
    ASSERT_EQ(build.status, 0) << build.out << build.err;
    EXPECT_TRUE(fs::exists(project.file("lib/libComponent_source.so")));
    const Outcome plugin = project.tool({"mkcomp", "-a", "-w", "w", "-o", "plugin.so", "source"});
    ASSERT_EQ(plugin.status, 0) << plugin.out << plugin.err;
    EXPECT_TRUE(fs::exists(project.file("plugin.so")));
}
