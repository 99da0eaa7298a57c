#include <gtest/gtest.h>

#include <algorithm>

#include "grammar/diagnostic.h"
#include "grammar/utf8.h"

namespace ligature
{
namespace
{

const Code kSome{"E0099", "some", ""};

std::string shown(const std::string& text, uint32_t begin, uint32_t end)
{
    SourceMap sources;
    const FileId file = sources.add("/w/a.adef", text);
    Diagnostics diagnostics;
    diagnostics.error(kSome, {file, begin, end}, "oops");
    return renderAll(diagnostics, sources, {false, "/w"});
}

TEST(Render, ShowsPlaceTextNotesAndHint)
{
    SourceMap sources;
    const FileId file = sources.add("/w/a.adef", "one two\n    three\n");
    const FileId other = sources.add("/elsewhere/b.cdef", "x\ny\n");
    Diagnostics diagnostics;
    diagnostics.error(kSome, {file, 12, 17}, "three is too many")
        .note({other, 2, 3}, "required here")
        .suggest("take two");
    EXPECT_EQ(renderAll(diagnostics, sources, {false, "/w"}),
              "a.adef:2:5: error: three is too many [E0099]\n"
              "    2 |     three\n"
              "      |     ^~~~~\n"
              "/elsewhere/b.cdef:2:1: note: required here\n"
              "hint: take two\n");
}

TEST(Render, WithoutAPlaceThereIsOnlyTheMessage)
{
    SourceMap sources;
    Diagnostics diagnostics;
    diagnostics.warning(kSome, {}, "odd");
    EXPECT_EQ(renderAll(diagnostics, sources, {}), "warning: odd [E0099]\n");
}

TEST(Render, TabsAndWideCharactersKeepTheCaretBelow)
{
    EXPECT_EQ(shown("\t\xC3\xBC\xE6\xBC\xA2 here", 7, 11),
              "a.adef:1:5: error: oops [E0099]\n"
              "    1 |     \xC3\xBC\xE6\xBC\xA2 here\n"
              "      |         ^~~~\n");
}

TEST(Render, ARangeOverSeveralLinesIsMarkedOnItsFirst)
{
    EXPECT_EQ(shown("ab {\n}\n", 3, 6),
              "a.adef:1:4: error: oops [E0099]\n"
              "    1 | ab {\n"
              "      |    ^\n");
}

TEST(Render, LongLinesAreCutAroundThePlace)
{
    const std::string text = shown(std::string(5000, 'a') + "HERE" + std::string(5000, 'b'), 5000, 5004);
    const size_t line = text.find("    1 | ");
    const size_t caret = text.find("      | ");
    ASSERT_NE(line, std::string::npos);
    EXPECT_LT(text.size(), 400u);
    EXPECT_EQ(text.find("HERE") - line, text.find("^~~~") - caret);
}

TEST(Render, AnOffsetAtTheVeryEndOfALongLineIsShown)
{
    const std::string text = shown(std::string(1000, 'a'), 1000, 1000);
    EXPECT_EQ(text.substr(text.size() - 2), "^\n");
}

TEST(Render, NothingFromAFileSteersTheTerminal)
{
    const std::string text = shown("a\033[2Jb\xFFz", 0, 1);
    EXPECT_EQ(text.find('\033'), std::string::npos);
    EXPECT_EQ(text.find('\xFF'), std::string::npos);
}

TEST(Render, ColourOnlyWhenAsked)
{
    SourceMap sources;
    Diagnostics diagnostics;
    diagnostics.error(kSome, {}, "oops");
    EXPECT_NE(renderAll(diagnostics, sources, {true, ""}).find("\033["), std::string::npos);
    EXPECT_EQ(renderAll(diagnostics, sources, {false, ""}).find("\033["), std::string::npos);
}

// A hundred errors and a hundred warnings, and how many more there are.
std::string shownOf(size_t errors, size_t warnings)
{
    SourceMap sources;
    Diagnostics diagnostics;
    for (size_t i = 0; i < warnings; ++i)
    {
        diagnostics.warning(kSome, {}, "odd " + std::to_string(i));
    }
    for (size_t i = 0; i < errors; ++i)
    {
        diagnostics.error(kSome, {}, "oops " + std::to_string(i));
    }
    return renderAll(diagnostics, sources, {});
}

TEST(Render, OfManyOnlyTheFirstAreShown)
{
    const auto lines = [](const std::string& text) { return std::count(text.begin(), text.end(), '\n'); };
    const auto last = [](const std::string& text) { return text.substr(text.rfind('\n', text.size() - 2) + 1); };
    EXPECT_EQ(lines(shownOf(100, 100)), 200);
    EXPECT_EQ(shownOf(100, 100).find("more"), std::string::npos);

    EXPECT_EQ(lines(shownOf(101, 0)), 101);
    EXPECT_EQ(last(shownOf(101, 0)), "... and 1 more error\n");
    EXPECT_EQ(lines(shownOf(100000, 3)), 104);
    EXPECT_EQ(last(shownOf(100000, 3)), "... and 99900 more errors\n");
    EXPECT_EQ(last(shownOf(0, 150)), "... and 50 more warnings\n");
    EXPECT_EQ(last(shownOf(102, 101)), "... and 2 more errors and 1 more warning\n");
    // A single error is not lost among warnings.
    EXPECT_NE(shownOf(1, 1000).find("error: oops 0 [E0099]\n"), std::string::npos);
}

TEST(Render, JsonHasAllHoweverMany)
{
    SourceMap sources;
    Diagnostics diagnostics;
    for (int i = 0; i < 500; ++i)
    {
        diagnostics.error(kSome, {}, "oops " + std::to_string(i));
    }
    EXPECT_NE(renderJson(diagnostics, sources).find("\"oops 499\""), std::string::npos);
}

TEST(Render, JsonHasOneObjectPerDiagnostic)
{
    SourceMap sources;
    const FileId file = sources.add("/w/a.adef", "one two\n");
    Diagnostics diagnostics;
    diagnostics.error(kSome, {file, 4, 7}, "bad \"two\"").note({file, 0, 3}, "one").suggest("none");
    EXPECT_EQ(
        renderJson(diagnostics, sources),
        "[\n  {\n    \"code\": \"E0099\",\n    \"severity\": \"error\",\n    \"message\": \"bad \\\"two\\\"\",\n"
        "    \"file\": \"/w/a.adef\",\n    \"line\": 1,\n    \"column\": 5,\n    \"endLine\": 1,\n    \"endColumn\": "
        "8,\n"
        "    \"notes\": [\n      {\n        \"file\": \"/w/a.adef\",\n        \"line\": 1,\n        \"column\": 1,\n"
        "        \"message\": \"one\"\n      }\n    ],\n    \"hint\": \"none\"\n  }\n]\n");
}

TEST(Diagnostics, AreSortedByPlaceAndToldOnce)
{
    Diagnostics diagnostics;
    diagnostics.error(kSome, {0, 9, 10}, "second");
    diagnostics.error(kSome, {0, 1, 2}, "first");
    diagnostics.error(kSome, {0, 9, 10}, "second");
    const std::vector<Diagnostic> sorted = diagnostics.sorted();
    ASSERT_EQ(sorted.size(), 2u);
    EXPECT_EQ(sorted[0].message, "first");
    EXPECT_EQ(diagnostics.errorCount(), 3u);
}

TEST(NearestName, FindsWhatWasMeant)
{
    const std::vector<std::string> names = {"sources", "requires", "provides", "cflags"};
    EXPECT_EQ(nearestName("source", names), "sources");
    EXPECT_EQ(nearestName("Requires", names), "requires");
    EXPECT_EQ(nearestName("clfags", names), "cflags");
    EXPECT_EQ(nearestName("bundles", names), "");
    EXPECT_EQ(nearestName("", names), "");
    EXPECT_EQ(nearestName(std::string(1000000, 'x'), names), "");
}

TEST(Utf8, FindsTheFirstByteThatIsNotText)
{
    EXPECT_EQ(utf8::firstInvalid("plain and gr\xC3\xBCn and \xF0\x9F\x98\x80"), std::nullopt);
    EXPECT_EQ(utf8::firstInvalid("0123456789\xFF"), 10u);
    EXPECT_EQ(utf8::firstInvalid("\xC0\xAF"), 0u) << "overlong";
    EXPECT_EQ(utf8::firstInvalid("\xED\xA0\x80"), 0u) << "surrogate";
    EXPECT_EQ(utf8::firstInvalid("ab\xE2\x82"), 2u) << "cut off";
}

}  // namespace
}  // namespace ligature
