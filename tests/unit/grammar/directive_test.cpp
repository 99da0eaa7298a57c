// Directives at any token boundary, includes, and variables that take effect while reading (spec 1.8, 2.1.5).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reading.h"

namespace ligature
{
namespace
{

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Taken
{
    const char* text;
    std::vector<std::string> sources;
};

TEST(Conditions, ChooseBranches)
{
    const std::vector<Taken> table = {
        {"#if a = a a.c #endif", {"a.c"}},
        {"#if a = b a.c #endif b.c", {"b.c"}},
        {"#if a = b a.c #else b.c #endif", {"b.c"}},
        {"#if a = b a.c #elif c = c b.c #elif d = d c.c #else d.c #endif", {"b.c"}},
        {"#if y = \"y\" a.c #endif #if 'y' = \"y\" b.c #endif", {"a.c", "b.c"}},
        {"#if $ON = y a.c #endif #if ${ON} =y b.c #endif #if \"$ON\"=y c.c #endif", {"a.c", "b.c", "c.c"}},
        {"#if $UNSET = \"\" a.c #endif", {"a.c"}},
        {"#if file_exists(here.c) a.c #endif #if file_exists ( dir ) b.c #endif", {"a.c"}},
        {"#if dir_exists(dir) a.c #endif #if dir_exists(\"here.c\") b.c #endif", {"a.c"}},
        {"#if a = a #if a = b a.c #else b.c #endif c.c #endif", {"b.c", "c.c"}},
        {"#if a = b #if a = a a.c #else b.c #endif c.c #else d.c #endif", {"d.c"}},
        {"#if a = b #include nowhere #if nonsense a.c #endif #unknown , @ } ${ #endif b.c", {"b.c"}},
        {"a#if a = a\n/b #endif", {"a", "/b"}},
    };
    for (const Taken& row : table)
    {
        Reading reading;
        reading.world.addFile("here.c", "");
        reading.world.addFile("dir/x", "");
        reading.variables.set("ON", "y");
        reading.read("a.cdef", std::string("sources: { ") + row.text + " }");
        EXPECT_EQ(reading.errors(), "") << row.text;
        EXPECT_EQ(reading.values({"sources"}), row.sources) << row.text;
    }
}

TEST(Conditions, OnOneLineWithSections)
{
    Reading reading;
    reading.world.addFile("c/a.c", "");
    reading.read("a.adef", "#if file_exists(c/a.c) start: manual #elif a = b start: bogus #else start: bogus2 #endif");
    EXPECT_EQ(reading.errors(), "");
    EXPECT_EQ(reading.section({"start"}).value->raw, "manual");
}

TEST(Conditions, QuotesCountInSkippedText)
{
    Reading reading;
    reading.read("a.cdef", "#if a = b\nit's\n#endif\n");
    EXPECT_EQ(reading.errors(),
              "a.cdef:2:3: error: the quoted word that begins here has no closing ' on its line [E0011]\n"
              "    2 | it's\n"
              "      |   ^\n"
              "hint: quotes count in skipped text too; put a comment there\n");
}

TEST(Conditions, MustEndWhetherActiveOrSkipped)
{
    for (const char* condition : {"a = a", "a = b"})
    {
        Reading reading;
        reading.read("a.adef", std::string("#if ") + condition + "\nstart: auto\n");
        EXPECT_THAT(reading.errors(), HasSubstr("a.adef:1:1: error: this #if has no #endif [E0032]"));
        EXPECT_EQ(reading.diagnostics.errorCount(), 1u);
    }
}

TEST(Conditions, BelongToTheirFile)
{
    Reading reading;
    reading.world.addFile("b.sinc", "#endif\n");
    reading.read("a.sdef", "#if a = a\n#include b.sinc\n");
    EXPECT_EQ(reading.errors(),
              "a.sdef:1:1: error: this #if has no #endif [E0032]\n"
              "    1 | #if a = a\n"
              "      | ^~~\n"
              "a.sdef:2:16: note: the file ends here\n"
              "b.sinc:1:1: error: #endif without #if in this file [E0033]\n"
              "    1 | #endif\n"
              "      | ^~~~~~\n");
}

TEST(Conditions, ABadOneIsToldOnceAndTakesNoBranch)
{
    Reading reading;
    reading.read("a.cdef", "sources: {\n#if exists(x) a.c\nb.c\n#else\nc.c\n#endif\nd.c }\n");
    EXPECT_EQ(reading.errors(),
              "a.cdef:2:5: error: unknown condition 'exists' [E0031]\n"
              "    2 | #if exists(x) a.c\n"
              "      |     ^~~~~~\n"
              "hint: a condition is   A = B   or   file_exists(PATH)   or   dir_exists(PATH)\n");
    EXPECT_THAT(reading.values({"sources"}), ElementsAre("d.c"));
}

TEST(Conditions, PathsAreRelativeToTheFragment)
{
    Reading reading;
    reading.world.addFile("sub/b.sinc", "#if file_exists(near) cflags: { -DNEAR } #endif");
    reading.world.addFile("sub/near", "");
    reading.read("a.sdef", "#include sub/b.sinc");
    EXPECT_THAT(reading.values({"cflags"}), ElementsAre("-DNEAR"));
}

TEST(Includes, AreSplicedBetweenAnyTokens)
{
    Reading reading;
    reading.world.addFile("list.inc", "b.c\n#if a = a c.c #endif");
    reading.world.addFile("open.inc", "sources: {");
    reading.world.addFile("close.inc", "} // the end");
    reading.read("a.cdef", "sources: { a.c #include list.inc d.c }\n#include open.inc e.c\n#include \"close.inc\"\n");
    EXPECT_EQ(reading.errors(), "");
    EXPECT_THAT(reading.values({"sources"}), ElementsAre("a.c", "b.c", "c.c", "d.c"));
    ASSERT_EQ(reading.tree->sections.size(), 2u);
    const definition::Section& second = reading.tree->sections[1];
    EXPECT_EQ(second.entries.at(0).values.at(0).raw, "e.c");
    EXPECT_EQ(reading.sources.path(second.name.span.file), "/w/open.inc") << "spans name the fragment";
}

TEST(Includes, AreFoundBesideTheIncluderThenInLegatoRoot)
{
    Reading reading;
    reading.variables.set("LEGATO_ROOT", "/root");
    reading.world.addFile("/root/x.sinc", "cflags: { -DROOT }");
    reading.world.addFile("/root/y.sinc", "cflags: { -DROOT }");
    reading.world.addFile("sub/b.sinc", "#include x.sinc\n#include y.sinc\n");
    reading.world.addFile("sub/x.sinc", "ldflags: { -lnear }");
    reading.read("a.sdef", "#include sub/b.sinc");
    EXPECT_EQ(reading.errors(), "");
    EXPECT_THAT(reading.values({"ldflags"}), ElementsAre("-lnear"));
    EXPECT_THAT(reading.values({"cflags"}), ElementsAre("-DROOT"));
    EXPECT_THAT(reading.world.reads(), ElementsAre("/w/a.sdef", "/w/sub/b.sinc", "/w/sub/x.sinc", "/root/y.sinc"))
        << "no file is read that is not needed";
}

TEST(Includes, TwiceIsNotACycle)
{
    Reading reading;
    reading.world.addFile("b.sinc", "cflags: { -g }");
    reading.read("a.sdef", "#include b.sinc\n#include b.sinc\n");
    EXPECT_EQ(reading.errors(), "");
    EXPECT_EQ(reading.tree->sections.size(), 2u);
}

TEST(Includes, AreLimitedInDepth)
{
    Reading reading;
    for (int i = 1; i < 100; ++i)
    {
        reading.world.addFile("f" + std::to_string(i), "#include f" + std::to_string(i + 1) + "\n");
    }
    reading.read("a.sdef", "#include f1\n");
    EXPECT_EQ(reading.errors(),
              "f63:1:10: error: includes are nested more than 64 deep [E0022]\n"
              "    1 | #include f64\n"
              "      |          ^~~\n");
}

TEST(BuildVars, TakeEffectWhileReading)
{
    Reading reading;
    reading.read("a.sdef",
                 "buildVars: { X = foo  X = bar  X = foo${X} #if ${X} = foobar Y = yes #endif X2 = \"$X baz\" }\n"
                 "#if $Y = yes cflags: { -DY } #endif");
    EXPECT_EQ(reading.errors(), "");
    EXPECT_EQ(reading.variables.get("X2"), "foobar baz");
    EXPECT_THAT(reading.values({"cflags"}), ElementsAre("-DY"));
}

TEST(BuildVars, AFrozenOneMayKeepItsValue)
{
    Reading reading;
    reading.read("a.sdef", "buildVars: { X = a }\n#if $X = a\n#endif\nbuildVars: { X = a }\n");
    EXPECT_EQ(reading.errors(), "");
}

TEST(BuildVars, AnIncludeFreezesToo)
{
    Reading reading;
    reading.world.addFile("one.sinc", "");
    reading.variables.set("F", "one");
    reading.read("a.sdef", "#include ${F}.sinc\nbuildVars: { F = two }\n");
    EXPECT_THAT(reading.errors(), HasSubstr("a.sdef:2:14: error: variable 'F' cannot become 'two'"));
    EXPECT_THAT(reading.errors(), HasSubstr("a.sdef:1:10: note: first used here"));
}

TEST(BuildVars, OnlySystemsSetVariables)
{
    Reading reading;
    reading.read("a.adef", "processes: { envVars: { X = a } }");
    EXPECT_EQ(reading.variables.get("X"), std::nullopt);
}

}  // namespace
}  // namespace ligature
