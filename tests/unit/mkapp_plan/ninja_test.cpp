// build.ninja of a plan made by hand: every character that ninja or the shell could take for its own.
#include "mkapp/ninja.h"

#include <gtest/gtest.h>

using namespace ligature::mkapp;

namespace
{

/// The text behind the rules: what differs from plan to plan.
std::string edgesOf(const Plan& plan)
{
    const std::string text = ninjaText(plan);
    const std::string end = "restat = 1\n\n";
    return text.substr(text.rfind(end) + end.size());
}

Plan planWith(Edge edge)
{
    Plan plan;
    plan.workDirectory = "/wd";
    plan.tools.cc = {"gcc"};
    plan.tools.cxx = {"g++"};
    plan.packTool = "/opt/packtool";
    plan.edges.push_back(std::move(edge));
    return plan;
}

}  // namespace

TEST(Ninja, WritesPathsOfTheWorkDirectoryShort)
{
    Edge edge{Rule::compileC, "/wd/a.o", {"/src/a.c"}, {}, "", {"-I/wd/x", "-DX=/wd/y"}, {}};
    EXPECT_EQ(edgesOf(planWith(edge)),
              "\nbuild $w/a.o: compileC /src/a.c\n"
              "  words = -I$w/x -DX=/wd/y\n");
}

TEST(Ninja, SeesAWorkDirectoryBelowTheCurrentOneFromThere)
{
    Plan plan = planWith({Rule::compileC, "/here/w/a.o", {"/here/a.c"}, {}, "", {"-I/here/w", "-I/here/w2"}, {}});
    plan.workDirectory = "/here/w";
    plan.currentDirectory = "/here";
    EXPECT_NE(ninjaText(plan).find("\nw = w\n"), std::string::npos);
    EXPECT_EQ(edgesOf(plan),
              "\nbuild $w/a.o: compileC /here/a.c\n"
              "  words = -I$w -I/here/w2\n");
}

TEST(Ninja, EscapesPaths)
{
    Edge edge{Rule::compileC, "/wd/a b.o", {"/s:c/$a.c"}, {"/x y"}, "", {}, {}};
    EXPECT_EQ(edgesOf(planWith(edge)), "\nbuild $w/a$ b.o: compileC /s$:c/$$a.c | /x$ y\n");
}

TEST(Ninja, QuotesWords)
{
    Edge edge{Rule::linkC,
              "/wd/x",
              {"/wd/a.o"},
              {"/wd/l.so"},
              "",
              {"-Wl,-rpath,$ORIGIN/../lib", "-DS=\"a b\""},
              {"; touch /tmp/owned", "`id`", "it's"}};
    EXPECT_EQ(edgesOf(planWith(edge)),
              "\nbuild $w/x: linkC $w/a.o | $w/l.so\n"
              "  words = '-Wl,-rpath,$$ORIGIN/../lib' '-DS=\"a b\"'\n"
              "  tail = '; touch /tmp/owned' '`id`' 'it'\\''s'\n");
}

TEST(Ninja, NamesFlagsOnce)
{
    Plan plan = planWith({Rule::compileCxx, "/wd/a.o", {"/src/a.cpp"}, {}, "flags_cxx_c.2", {}, {}});
    plan.flagSets.push_back({"flags_cxx_c.2", {"-I/wd/c", "-DX=a b"}});
    EXPECT_EQ(edgesOf(plan),
              "flags_cxx_c.2 = -I$w/c '-DX=a b'\n"
              "\nbuild $w/a.o: compileCxx /src/a.cpp\n"
              "  flags = ${flags_cxx_c.2}\n");
}

TEST(Ninja, DoesNotShortenInAWorkDirectoryThatNeedsQuotes)
{
    Plan plan = planWith({Rule::compileC, "/my work/a.o", {"/src/a.c"}, {}, "", {"-I/my work/x"}, {}});
    plan.workDirectory = "/my work";
    EXPECT_EQ(edgesOf(plan),
              "\nbuild $w/a.o: compileC /src/a.c\n"
              "  words = '-I/my work/x'\n");
}

TEST(Ninja, RefusesALineBreakInAPath)
{
    EXPECT_THROW(ninjaText(planWith({Rule::compileC, "/wd/a.o", {"/src/a\nb.c"}, {}, "", {}, {}})),
                 std::invalid_argument);
}

TEST(CompileCommands, HasOneObjectPerCompilation)
{
    Plan plan = planWith({Rule::compileC, "/wd/a.o", {"/src/a.c"}, {}, "flags_c", {"-DF=\"a\""}, {}});
    plan.flagSets.push_back({"flags_c", {"-Ix y"}});
    plan.edges.push_back({Rule::linkC, "/wd/a", {"/wd/a.o"}, {}, "", {}, {}});
    EXPECT_EQ(compileCommandsText(plan, "/here"),
              "[\n"
              "{\"directory\": \"/here\", \"file\": \"/src/a.c\", \"output\": \"/wd/a.o\", \"arguments\": [\"gcc\", "
              "\"-Ix y\", \"-DF=\\\"a\\\"\", \"-c\", \"/src/a.c\", \"-o\", \"/wd/a.o\"]}\n"
              "]\n");
}
