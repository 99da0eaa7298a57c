// Every form of section, as a tree; and what is told of entries that do not have it (spec 2, telaf-dialect 2-4).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grammar/definition/sections.h"
#include "reading.h"

namespace ligature
{
namespace
{

using definition::Entry;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Sections, InterfacesHaveAliasesAndOptions)
{
    Reading reading;
    reading.read("a.cdef",
                 "requires : { api : { a/led.api [types-only]\n"
                 "al =foo.api[optional] x = \"y.api\" [manual-start] [optional] } }");
    EXPECT_EQ(reading.errors(), "");
    const auto& entries = reading.section({"requires", "api"}).entries;
    ASSERT_EQ(entries.size(), 3u);
    EXPECT_THAT(entries[0].name, IsEmpty());
    EXPECT_EQ(entries[0].values.at(0).raw, "a/led.api");
    EXPECT_THAT(rawOf(entries[0].options), ElementsAre("[types-only]"));
    EXPECT_THAT(rawOf(entries[1].name), ElementsAre("al"));
    EXPECT_EQ(entries[1].values.at(0).raw, "foo.api");
    EXPECT_THAT(rawOf(entries[2].options), ElementsAre("[manual-start]", "[optional]"));
    EXPECT_EQ(reading.sources.text(entries[2].span), "x = \"y.api\" [manual-start] [optional]");
}

TEST(Sections, FilesComeInPairs)
{
    Reading reading;
    reading.read("a.adef",
                 "bundles: { file: { a /b c /d [rw] e /f g /h } dir: { [r] i / } }\n"
                 "requires: { device: { [rw] /dev/a /dev/ } }");
    EXPECT_EQ(reading.errors(), "");
    const auto& entries = reading.section({"bundles", "file"}).entries;
    ASSERT_EQ(entries.size(), 4u);
    EXPECT_THAT(rawOf(entries[1].values), ElementsAre("c", "/d"));
    EXPECT_FALSE(entries[1].permissions);
    EXPECT_EQ(entries[2].permissions->raw, "[rw]");
    EXPECT_EQ(reading.sources.text(entries[2].span), "[rw] e /f");
    EXPECT_FALSE(entries[3].permissions) << "they belong to one pair";
}

TEST(Sections, ALoneBundledFileHasNoDestination)
{
    Reading reading;
    reading.read("a.adef", "bundles: { file: { [r] a.json [r] b.json } }");
    EXPECT_EQ(reading.errors(), "");
    const auto& entries = reading.section({"bundles", "file"}).entries;
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_THAT(rawOf(entries[1].values), ElementsAre("b.json"));
}

TEST(Sections, ExecutablesAndProcesses)
{
    Reading reading;
    reading.read("a.adef",
                 "executables: { a = ( b $X/c ) d=() }\n"
                 "processes: { run: { ( x $HOME \"${HOME} b\" 'c\"d' -x --a=b :0 ) foo = ( bar ) }\n"
                 "envVars: { A=$HOME B = \"x y\" PATH=/bin:/usr/bin C==d }\n"
                 "priority: rt08 watchdogTimeout: never maxFileBytes: 010K faultAction: stopApp }");
    EXPECT_EQ(reading.errors(), "");
    EXPECT_THAT(rawOf(reading.section({"executables"}).entries.at(0).values), ElementsAre("b", "$X/c"));
    EXPECT_THAT(reading.section({"executables"}).entries.at(1).values, IsEmpty());
    const auto& run = reading.section({"processes", "run"}).entries;
    EXPECT_THAT(run.at(0).name, IsEmpty());
    EXPECT_THAT(rawOf(run.at(0).values), ElementsAre("x", "$HOME", "\"${HOME} b\"", "'c\"d'", "-x", "--a=b", ":0"));
    EXPECT_THAT(rawOf(run.at(1).name), ElementsAre("foo"));
    EXPECT_THAT(reading.values({"processes", "envVars"}), ElementsAre("$HOME", "\"x y\"", "/bin:/usr/bin", "=d"));
}

TEST(Sections, BindingsOfAnApp)
{
    Reading reading;
    reading.read("a.adef", "bindings: { x.c.foo -> *.foo  x . c . foo -> <a-b>.foo x.c.foo->y.s.foo *.if -> app.if }");
    EXPECT_EQ(reading.errors(), "");
    const auto& entries = reading.section({"bindings"}).entries;
    ASSERT_EQ(entries.size(), 4u);
    EXPECT_THAT(rawOf(entries[0].client), ElementsAre("x", "c", "foo"));
    EXPECT_THAT(rawOf(entries[0].target), ElementsAre("*", "foo"));
    EXPECT_THAT(rawOf(entries[1].target), ElementsAre("<a-b>", "foo"));
    EXPECT_THAT(rawOf(entries[2].target), ElementsAre("y", "s", "foo"));
    EXPECT_THAT(rawOf(entries[3].client), ElementsAre("*", "if"));
}

TEST(Sections, BindingsOfASystem)
{
    Reading reading;
    reading.read("a.sdef", "bindings: { a.i -> b.i  a.e.c.i -> <root>.i  a.*.i -> b.i  <telaf>.i -> <root>.j }");
    EXPECT_EQ(reading.errors(), "");
    EXPECT_EQ(reading.section({"bindings"}).entries.size(), 4u);
    for (const char* bad : {"a -> b.i", "a.b.c -> d.i", "<u>.*.i -> b.i", "a.i -> *.i", "a.i -> b.c.i"})
    {
        Reading other;
        other.read("a.sdef", std::string("bindings: { ") + bad + " }");
        EXPECT_THAT(other.errors(), HasSubstr("[E0052]")) << bad;
    }
}

TEST(Sections, ExternExposesAndDeclares)
{
    Reading reading;
    reading.read(
        "a.adef",
        "extern: { al = a.b.c d.e.f\n requires: { foo.api [optional] a.b.c = bar.api }\n provides: { x = y.api } }");
    EXPECT_EQ(reading.errors(), "");
    const definition::Section& section = reading.section({"extern"});
    ASSERT_EQ(section.entries.size(), 2u);
    EXPECT_THAT(rawOf(section.entries[0].name), ElementsAre("al"));
    EXPECT_THAT(rawOf(section.entries[0].target), ElementsAre("a", "b", "c"));
    EXPECT_THAT(rawOf(section.entries[1].target), ElementsAre("d", "e", "f"));
    EXPECT_THAT(rawOf(reading.section({"extern", "requires"}).entries.at(1).name), ElementsAre("a", "b", "c"));
}

TEST(Sections, AppsOfASystemWithOverrides)
{
    Reading reading;
    reading.read(
        "a.sdef",
        "apps: { $R/one two.adef { } three { start: manual groups: { a-b } pools: { p = 4K } preloaded: anyVersion\n"
        "capability: { CAP_X } username: u } }\n"
        "commands: { go=three:/bin/go-1 } extern: { three.if al = three.jf } links: { l = ( $C \"a b\" ) }\n"
        "systemVersions: { \"a\":\"1\" \"b\" : \"2\" } externalWatchdogKick: 60K");
    EXPECT_EQ(reading.errors(), "");
    const auto& apps = reading.section({"apps"}).entries;
    ASSERT_EQ(apps.size(), 3u);
    EXPECT_THAT(apps[1].overrides, IsEmpty());
    EXPECT_EQ(apps[2].overrides.size(), 6u);
    const Entry& command = reading.section({"commands"}).entries.at(0);
    EXPECT_THAT(rawOf(command.name), ElementsAre("go"));
    EXPECT_THAT(rawOf(command.target), ElementsAre("three"));
    EXPECT_EQ(command.values.at(0).raw, "/bin/go-1");
    EXPECT_EQ(reading.section({"systemVersions"}).entries.at(0).name.at(0).raw, "\"a\"");
}

TEST(Sections, ConfigTreesModulesAndPools)
{
    Reading reading;
    reading.read("a.adef", "requires: { configTree: { [w] a b [r] . } kernelModules: { foo [optional] bar } }");
    EXPECT_EQ(reading.errors(), "");
    const auto& trees = reading.section({"requires", "configTree"}).entries;
    ASSERT_EQ(trees.size(), 3u);
    EXPECT_EQ(trees[0].permissions->raw, "[w]");
    EXPECT_FALSE(trees[1].permissions);
    EXPECT_EQ(trees[2].values.at(0).raw, ".");
    EXPECT_THAT(rawOf(reading.section({"requires", "kernelModules"}).entries.at(0).options), ElementsAre("[optional]"));

    reading.read("b.cdef", "pools: { a = 3 api.b = 4K } javaPackage: { com.example.led }");
    EXPECT_EQ(reading.errors(), "");
    EXPECT_THAT(rawOf(reading.section({"pools"}).entries.at(1).name), ElementsAre("api", "b"));
}

TEST(Sections, KernelModules)
{
    Reading reading;
    reading.read("a.mdef",
                 "kernelModule: { name: sub sources: { a.c } requires: { kernelModule: { other.mdef } } }\n"
                 "params: { speed = \"3\" } scripts: { install: a.sh remove: b.sh } load: manual preBuilt: { x.ko }");
    EXPECT_EQ(reading.errors(), "");
    EXPECT_EQ(reading.section({"kernelModule", "name"}).value->raw, "sub");
    EXPECT_EQ(reading.section({"scripts", "remove"}).value->raw, "b.sh");
}

TEST(Sections, TheDialectOfTelaf)
{
    Reading reading;
    reading.read("a.adef",
                 "capability: { CAP_NET_RAW CAP_SYS_NICE } username: metering startGroup: 14 groups: { }\n"
                 "requires : { dir: { /data/Q / } } maxWatchdogTimeout : 9");
    EXPECT_EQ(reading.errors(), "");
    EXPECT_EQ(reading.section({"username"}).value->raw, "metering");
    EXPECT_EQ(reading.section({"startGroup"}).value->raw, "14");
}

TEST(Sections, NamesAreNotReserved)
{
    Reading reading;
    reading.read("a.adef", "executables: { start = ( requires file ) } version: 1.0-beta+3:4 components: { bundles }");
    EXPECT_EQ(reading.errors(), "");
    EXPECT_EQ(reading.section({"version"}).value->raw, "1.0-beta+3:4");
}

TEST(Mistakes, OneOfEachLineInOneRun)
{
    Reading reading;
    reading.read("a.adef",
                 "start: later\n"
                 "executables:\n"
                 "{\n"
                 "    my-exe = ( a )\n"
                 "    good = ( b )\n"
                 "    x (\n"
                 "        c\n"
                 "        d\n"
                 "    )\n"
                 "    fine = ( e )\n"
                 "}\n"
                 "maxThread: 3\n"
                 "processes: { faultAction: restrat }\n");
    EXPECT_EQ(reading.errors(),
              "a.adef:1:8: error: 'later' is not possible for 'start' [E0045]\n"
              "    1 | start: later\n"
              "      |        ^~~~~\n"
              "hint: possible: auto, manual\n"
              "a.adef:4:7: error: expected '=', found '-exe' [E0042]\n"
              "    4 |     my-exe = ( a )\n"
              "      |       ^~~~\n"
              "hint: names consist of letters, digits and _\n"
              "a.adef:6:7: error: expected '=', found '(' [E0042]\n"
              "    6 |     x (\n"
              "      |       ^\n"
              "a.adef:12:1: error: unknown section 'maxThread' [E0040]\n"
              "   12 | maxThread: 3\n"
              "      | ^~~~~~~~~\n"
              "hint: did you mean 'maxThreads'?\n"
              "a.adef:13:27: error: 'restrat' is not possible for 'faultAction' [E0045]\n"
              "   13 | processes: { faultAction: restrat }\n"
              "      |                           ^~~~~~~\n"
              "hint: did you mean 'restart'?\n");
    EXPECT_EQ(reading.section({"executables"}).entries.size(), 2u) << "what is sound is kept";
}

TEST(Mistakes, AMissingOpeningBraceIsOneMistake)
{
    Reading reading;
    reading.read("a.cdef", "sources:\n    a.c\n    b.c\n}\ncflags: { -g }\n");
    EXPECT_EQ(reading.errors(),
              "a.cdef:2:5: error: expected '{', found 'a.c' [E0042]\n"
              "    2 |     a.c\n"
              "      |     ^~~\n");
    EXPECT_EQ(reading.section({"cflags"}).entries.size(), 1u);
}

TEST(Mistakes, AMissingClosingBraceIsOneMistake)
{
    Reading reading;
    reading.read("a.cdef", "sources:\n{\n    a.c\nrequires: { api: { x.api } }\ncflags: { -g }\n");
    EXPECT_EQ(reading.diagnostics.errorCount(), 1u) << reading.errors();
    EXPECT_THAT(reading.errors(), HasSubstr("a.cdef:2:1: note: this '{' is not closed"));
}

TEST(Mistakes, AMissingParenthesisIsCited)
{
    Reading reading;
    reading.read("a.adef", "executables: { a = ( b }\nstart: auto\n");
    EXPECT_EQ(reading.errors(),
              "a.adef:1:24: error: expected ')' before this '}' [E0020]\n"
              "    1 | executables: { a = ( b }\n"
              "      |                        ^\n"
              "a.adef:1:20: note: '(' is here\n");
}

TEST(Mistakes, AKnownSectionInTheWrongPlace)
{
    Reading reading;
    reading.read("a.adef", "run: { ( x ) }\nprocesses: { start: auto }\nrequires: { foo.api }\n");
    EXPECT_EQ(reading.errors(),
              "a.adef:1:1: error: unknown section 'run' [E0040]\n"
              "    1 | run: { ( x ) }\n"
              "      | ^~~\n"
              "hint: 'run' belongs inside 'processes'\n"
              "a.adef:2:14: error: unknown section 'start' in 'processes' [E0040]\n"
              "    2 | processes: { start: auto }\n"
              "      |              ^~~~~\n"
              "hint: 'start' belongs at the top of the file; is a '}' missing before it?\n"
              "a.adef:3:13: error: expected a section of 'requires', found 'foo.api' [E0042]\n"
              "    3 | requires: { foo.api }\n"
              "      |             ^~~~~~~\n"
              "hint: possible here: file, dir, device, configTree, kernelModule, kernelModules\n");
}

struct Rejected
{
    const char* file;
    const char* text;
    const char* code;
};

TEST(Mistakes, ValuesOutsideTheirRange)
{
    const std::vector<Rejected> table = {
        {"a.adef", "maxThreads: 0", "E0044"},
        {"a.adef", "maxFileSystemBytes: 18014398509481984K", "E0044"},
        {"a.adef", "runGroup: 256", "E0044"},
        {"a.adef", "watchdogTimeout: 5000000000", "E0044"},
        {"a.adef", "watchdogTimeout: always", "E0043"},
        {"a.adef", "cpuShare: -1", "E0043"},
        {"a.adef", "cpuShare: 0x10", "E0043"},
        {"a.adef", "processes: { priority: rt33 }", "E0044"},
        {"a.adef", "processes: { priority: rt0 }", "E0044"},
        {"a.adef", "sandboxed: maybe", "E0045"},
        {"a.adef", "tags: { a: b }", "E0042"},
        {"a.adef", "requires: { configTree: { [x] . } }", "E0051"},
        {"a.adef", "requires: { device: { [rx] /dev/a /dev/a } }", "E0051"},
        {"a.adef", "bundles: { file: { [manual start] a /b } }", "E0051"},
        {"a.adef", "bundles: { file: { [] a /b } }", "E0051"},
        {"a.adef", "extern: { requires: { a.b = x.api } }", "E0046"},
        {"a.adef", "extern: { provides: { x.api [optional] } }", "E0049"},
        {"a.adef", "extern: { requires: { x.api [optional] [manual-start] } }", "E0049"},
        {"a.adef", "username: a-b", "E0046"},
        {"a.cdef", "bundles: { binary: { a /b } }", "E0040"},
        {"a.cdef", "requires: { configTree: { . } }", "E0040"},
        {"a.cdef", "requires: { api: { x.api [types-only] [optional] } }", "E0050"},
        {"a.cdef", "requires: { api: { x.api [manual-start] [types-only] } }", "E0050"},
        {"a.cdef", "provides: { api: { x.api [optional] } }", "E0049"},
        {"a.cdef", "requires: { component: { x [provide-headers] } }", "E0049"},
        {"a.cdef", "javaPackage: { com..example }", "E0046"},
        {"a.cdef", "pools: { a = many }", "E0043"},
        {"a.sdef", "apps: { a { preloaded: 0123 } }", "E0045"},
        {"a.sdef", "apps: { a { sandboxed: perhaps } }", "E0045"},
        {"a.sdef", "extern: { a.b.c }", "E0052"},
        {"a.mdef", "load: foo", "E0045"},
    };
    for (const Rejected& row : table)
    {
        Reading reading;
        reading.read(row.file, row.text);
        EXPECT_EQ(reading.diagnostics.errorCount(), 1u) << row.text << "\n" << reading.errors();
        EXPECT_THAT(reading.errors(), HasSubstr(std::string("[") + row.code + "]")) << row.text;
    }
}

TEST(Table, EverySectionIsDescribedAndFound)
{
    using definition::FileKind;
    for (const FileKind kind : {FileKind::component, FileKind::application, FileKind::system, FileKind::kernelModule})
    {
        for (const definition::SectionShape& shape : definition::sectionsOf(kind))
        {
            EXPECT_FALSE(shape.summary.empty()) << shape.name;
            EXPECT_EQ(definition::findSection(definition::sectionsOf(kind), shape.name), &shape) << "listed twice";
        }
    }
    EXPECT_EQ(definition::kindOf("x/Component.cdef"), FileKind::component);
    EXPECT_EQ(definition::kindOf("x.sinc"), FileKind::system);
    EXPECT_EQ(definition::kindOf("x.api"), std::nullopt);
}

}  // namespace
}  // namespace ligature
