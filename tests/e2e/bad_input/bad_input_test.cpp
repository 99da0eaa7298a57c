// Bad input to mkapp and mksys: a diagnostic with a place, exit status 1, and nothing left that a later run would
// trust.
#include <filesystem>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/on_terminal.h"
#include "tests/support/process.h"
#include "tests/support/scratch_directory.h"

namespace fs = std::filesystem;
using ligature::test::Outcome;
using ligature::test::ScratchDirectory;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

namespace
{

/// A directory with a component `c` that requires foo.api, its mistakes to be made in t.adef or t.sdef.
class BadInput : public testing::Test
{
protected:
    void SetUp() override
    {
        scratch_.write("foo.api", "FUNCTION Go();\n");
        scratch_.write("c/Component.cdef", "sources: { a.c }\nrequires: { api: { foo.api } }\n");
        scratch_.write("c/a.c", "#include \"legato.h\"\nCOMPONENT_INIT\n{\n}\n");
    }

    Outcome run(const std::string& tool, const std::string& file) const
    {
        return ligature::test::run({LIGATURE_BUILD_DIRECTORY "/bin/" + tool, file}, {.directory = scratch_.path()});
    }

    /// What mkapp says of `text` as t.adef.
    std::string mkapp(const std::string& text) const { return refused("mkapp", "t.adef", text); }
    std::string mksys(const std::string& text) const { return refused("mksys", "t.sdef", text); }

    ScratchDirectory scratch_;

private:
    std::string refused(const std::string& tool, const std::string& file, const std::string& text) const
    {
        scratch_.write(file, text);
        const Outcome outcome = run(tool, file);
        EXPECT_EQ(1, outcome.status) << outcome.out << outcome.err;
        EXPECT_EQ("", outcome.out);
        for (const auto& entry : fs::recursive_directory_iterator(scratch_.path()))
        {
            EXPECT_NE(".update", entry.path().extension()) << entry.path();
            EXPECT_NE("inputs", entry.path().filename()) << entry.path();
            EXPECT_NE("build.ninja", entry.path().filename()) << entry.path();
        }
        return outcome.err;
    }
};

TEST_F(BadInput, ColourIsForTerminalsAndThoseWhoWantIt)
{
    scratch_.write("t.adef", "executabels: { e = ( c ) }\n");
    scratch_.write("t.sdef", "appps: { }\n");
    for (const std::string call : {"mkapp t.adef", "mksys t.sdef"})
    {
        const auto hasColour = [&](const std::string& environment)
        {
            const std::string shown =
                ligature::test::shownOnTerminal(environment, LIGATURE_BUILD_DIRECTORY "/bin/" + call, scratch_.path());
            EXPECT_THAT(shown, HasSubstr("unknown section")) << call;
            return shown.find('\033') != std::string::npos;
        };
        EXPECT_TRUE(hasColour("-u NO_COLOR TERM=xterm")) << call;
        EXPECT_TRUE(hasColour("NO_COLOR= TERM=xterm")) << call;
        EXPECT_FALSE(hasColour("NO_COLOR=1 TERM=xterm")) << call;
        EXPECT_FALSE(hasColour("-u NO_COLOR TERM=dumb")) << call;
        EXPECT_FALSE(hasColour("-u NO_COLOR -u TERM")) << call;
    }
}

TEST_F(BadInput, OfManyMistakesTheFirstAreShown)
{
    std::string components;
    for (int i = 0; i < 150; ++i)
    {
        components += " nope" + std::to_string(i);
    }
    const std::string text = mkapp("components: {" + components + " }\n");
    EXPECT_THAT(text, HasSubstr("'nope99'"));
    EXPECT_THAT(text, Not(HasSubstr("'nope100'")));
    EXPECT_THAT(text, EndsWith("... and 50 more errors\n150 errors\n"));
}

TEST_F(BadInput, MissingFile)
{
    const Outcome outcome = run("mkapp", "nope.adef");
    EXPECT_EQ(1, outcome.status);
    EXPECT_THAT(outcome.err, HasSubstr("nope.adef"));
    EXPECT_THAT(outcome.err, HasSubstr("no such file"));
}

TEST_F(BadInput, UnknownSection)
{
    EXPECT_EQ(
        "t.adef:1:1: error: unknown section 'executabels' [E0040]\n"
        "    1 | executabels: { e = ( c ) }\n"
        "      | ^~~~~~~~~~~\n"
        "hint: did you mean 'executables'?\n"
        "1 error\n",
        mkapp("executabels: { e = ( c ) }\n"));
}

TEST_F(BadInput, UnbalancedBracesCiteTheOpener)
{
    EXPECT_EQ(
        "t.adef:3:14: error: expected '}' before the end of the file [E0020]\n"
        "    3 |     e = ( c )\n"
        "      |              ^\n"
        "t.adef:2:1: note: this '{' is not closed\n"
        "1 error\n",
        mkapp("executables:\n{\n    e = ( c )\n"));
}

TEST_F(BadInput, UnterminatedConditionAndComment)
{
    EXPECT_THAT(mkapp("#if a = b\nstart: manual\n"), StartsWith("t.adef:1:1: error: this #if has no #endif [E0032]\n"));
    EXPECT_THAT(mkapp("#if a = a\nstart: manual\n"), StartsWith("t.adef:1:1: error: this #if has no #endif [E0032]\n"));
    EXPECT_THAT(mkapp("start: manual /* here\n"),
                StartsWith("t.adef:1:15: error: the comment that begins here has no closing */ [E0012]\n"));
}

TEST_F(BadInput, IncludeCycle)
{
    scratch_.write("inc.sinc", "#include \"t.adef\"\n");
    const std::string text = mkapp("#include \"inc.sinc\"\n");
    EXPECT_THAT(text, StartsWith("inc.sinc:1:10: error: 't.adef' includes itself [E0036]\n"));
    EXPECT_THAT(text, HasSubstr("t.adef:1:10: note: 'inc.sinc' is included here\n"));
}

TEST_F(BadInput, ComponentCycleIsShownAsAChain)
{
    scratch_.write("c/Component.cdef", "sources: { a.c }\nrequires: { component: { ../d } }\n");
    scratch_.write("d/Component.cdef", "requires: { component: { ../c } }\n");
    EXPECT_THAT(mkapp("executables: { e = ( c ) }\n"),
                HasSubstr("component 'c' requires itself: c -> d -> c [E0321]\n"));
}

TEST_F(BadInput, UnboundClient)
{
    EXPECT_EQ(
        "t.adef:1:16: error: client interface 'e.c.foo' is not bound to a server [E0370]\n"
        "    1 | executables: { e = ( c ) }\n"
        "      |                ^\n"
        "c/Component.cdef:2:20: note: required here\n"
        "hint: add to bindings:   e.c.foo -> <app>.<interface>\n"
        "1 error\n",
        mkapp("executables: { e = ( c ) }\n"));
}

TEST_F(BadInput, BindingsToUnknownNamesSuggestTheNearest)
{
    const std::string text = mkapp(
        "executables: { exe = ( c ) }\n"
        "bindings:\n{\n    exe.c.fo -> x.foo\n    exee.c.foo -> x.foo\n    exe.cc.foo -> x.foo\n}\n");
    EXPECT_THAT(text, HasSubstr("t.adef:4:11: error: component 'c' has no client interface 'fo' [E0352]\n"));
    EXPECT_THAT(text, HasSubstr("hint: did you mean 'foo'?\n"));
    EXPECT_THAT(text, HasSubstr("t.adef:5:5: error: the app has no executable 'exee' [E0350]\n"));
    EXPECT_THAT(text, HasSubstr("hint: did you mean 'exe'?\n"));
    EXPECT_THAT(text, HasSubstr("t.adef:6:9: error: executable 'exe' has no component 'cc' [E0351]\n"));
}

TEST_F(BadInput, BindingOfASystemToAnUnknownApp)
{
    scratch_.write("one.adef", "executables: { e = ( c ) }\nextern: { foo = e.c.foo }\n");
    const std::string text = mksys("apps:\n{\n    one\n}\nbindings:\n{\n    one.foo -> onne.foo\n}\n");
    EXPECT_THAT(text, HasSubstr("t.sdef:7:16: error: the system has no app 'onne' [E0610]\n"));
    EXPECT_THAT(text, HasSubstr("hint: did you mean 'one'?\n"));
}

TEST_F(BadInput, AMistakeOfSyntaxDoesNotMakeEveryClientUnbound)
{
    scratch_.write("one.adef", "executables: { e = ( c ) }\nextern: { foo = e.c.foo }\n");
    const std::string text = mksys("apps:\n{\n    one\n}\nbindngs:\n{\n    one.foo -> two.foo\n}\n");
    EXPECT_THAT(text, StartsWith("t.sdef:5:1: error: unknown section 'bindngs' [E0040]\n"));
    EXPECT_THAT(text, HasSubstr("1 error\n"));
}

TEST_F(BadInput, InterfaceBoundTwiceCitesTheFirst)
{
    EXPECT_EQ(
        "t.adef:5:5: error: client interface 'e.c.foo' is bound twice [E0353]\n"
        "    5 |     e.c.foo -> y.foo\n"
        "      |     ^~~~~~~\n"
        "t.adef:4:5: note: first bound here\n"
        "1 error\n",
        mkapp("executables: { e = ( c ) }\nbindings:\n{\n    e.c.foo -> x.foo\n    e.c.foo -> y.foo\n}\n"));
}

TEST_F(BadInput, BundlePermissionsAndNumbers)
{
    const std::string text =
        mkapp("bundles: { file: { [wx] foo.api b } }\nmaxThreads: 0\nmaxThreads: 99999999999999999999999\n");
    EXPECT_THAT(text,
                HasSubstr("t.adef:1:20: error: a bundled file cannot be both writeable and executable [E0051]\n"));
    EXPECT_THAT(text, HasSubstr("t.adef:2:13: error: 0 is too small for 'maxThreads': at least 1 [E0044]\n"));
    EXPECT_THAT(text, HasSubstr("t.adef:3:13: error: 99999999999999999999999 is too large for 'maxThreads'"));
    EXPECT_THAT(text, HasSubstr("3 errors\n"));
}

TEST_F(BadInput, InvalidUtf8IsNotPassedToTheTerminal)
{
    const std::string text = mkapp("start: manual // \xff\xfe\x1b[31m\n");
    EXPECT_THAT(text, StartsWith("t.adef:1:18: error: this is not UTF-8 text: byte 0xFF [E0003]\n"));
    EXPECT_EQ(std::string::npos, text.find('\x1b'));
}

TEST_F(BadInput, TenMegabytesOfRandomBytes)
{
    std::mt19937_64 random(1);
    std::string noise(10'000'000, '\0');
    for (char& byte : noise)
    {
        byte = static_cast<char>(random());
    }
    EXPECT_THAT(mkapp(noise), HasSubstr("t.adef:"));
    for (char& byte : noise)
    {
        byte = static_cast<char>(' ' + static_cast<unsigned char>(byte) % 95);
    }
    EXPECT_THAT(mkapp(noise), HasSubstr("t.adef:"));
}

TEST_F(BadInput, AHundredThousandNestedBraces)
{
    EXPECT_THAT(mkapp(std::string(100'000, '{')), HasSubstr("t.adef:1:1: error: "));
    std::string lines = "executables: ";
    for (int i = 0; i < 100'000; ++i)
    {
        lines += "{\n";
    }
    EXPECT_THAT(mkapp(lines), HasSubstr("error: brackets are nested more than 64 deep [E0022]\n"));
}

TEST_F(BadInput, AFailedRunLeavesTheLastGoodPackAndIsNotTakenForDone)
{
    scratch_.write("t.adef", "executables: { e = ( c ) }\nbindings: { e.c.foo -> x.foo }\n");
    ASSERT_EQ(0, run("mkapp", "t.adef").status);
    const std::string pack = ligature::test::readText(scratch_.path() + "/t.localhost.update");

    scratch_.write("t.adef", "executables: { e = ( c ) }\n");
    EXPECT_EQ(1, run("mkapp", "t.adef").status);
    EXPECT_EQ(1, run("mkapp", "t.adef").status) << "the second run trusted what the failed one left";
    EXPECT_EQ(pack, ligature::test::readText(scratch_.path() + "/t.localhost.update"));
}

}  // namespace
