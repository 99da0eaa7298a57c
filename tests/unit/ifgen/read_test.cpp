// Reading: words, comments, and what is said when they make no sense.
#include "grammar/api/read.h"

#include <gmock/gmock.h>

#include "tests/unit/ifgen/fixture.h"

namespace ligature::ifgen
{
namespace
{

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Parsed
{
    SourceMap sources;
    Diagnostics diagnostics;
    api::Tree tree;

    explicit Parsed(std::string text)
    {
        tree = api::read(sources, sources.add("/project/x.api", std::move(text)), diagnostics);
    }
};

template <typename Kind>
const Kind& first(const Parsed& parsed)
{
    return std::get<Kind>(parsed.tree.declarations.at(0).what);
}

TEST(Read, EmptyFileIsAnInterface)
{
    EXPECT_THAT(codesOf(""), IsEmpty());
    EXPECT_THAT(codesOf("/* nothing */ // here"), IsEmpty());
}

TEST(Read, LineEndsByteOrderMarkAndTextInAnyLanguage)
{
    EXPECT_THAT(codesOf("\xEF\xBB\xBF"
                        "DEFINE A = 1;\r\n// caf\xC3\xA9 \xE2\x86\x92\r\nDEFINE B = \"\xC3\xA9\";\r\n"),
                IsEmpty());
}

TEST(Read, CommentsOfEveryForm)
{
    Parsed parsed("/**/ DEFINE A = 1; /** Doc of b **/ DEFINE /* here */ B = 2; /*** ruler ***/ DEFINE C = 3;");
    ASSERT_EQ(parsed.tree.declarations.size(), 3U);
    EXPECT_THAT(parsed.tree.declarations[0].documentation, IsEmpty());
    EXPECT_THAT(parsed.tree.declarations[1].documentation, ElementsAre("Doc of b"));
    EXPECT_THAT(parsed.tree.declarations[2].documentation, IsEmpty());
}

TEST(Read, HeadCommentsBelongToTheFileButForTheLast)
{
    Parsed parsed("/** About the file. */\n/** About A.\n * More of it.\n */\nDEFINE A = 1;");
    ASSERT_EQ(parsed.tree.fileComments.size(), 1U);
    EXPECT_THAT(parsed.tree.fileComments[0], ElementsAre("About the file."));
    EXPECT_THAT(parsed.tree.declarations[0].documentation, ElementsAre("About A.", "More of it."));

    Parsed before("/** About the file. */ USETYPES units;");
    ASSERT_EQ(before.tree.fileComments.size(), 1U);
}

TEST(Read, CommentsAfterParametersAndElements)
{
    Parsed parsed("FUNCTION F(uint8 a, ///< first\n  ///< and more\n uint8 b IN ///< second\n);");
    const auto& function = first<api::Function>(parsed);
    EXPECT_THAT(function.parameters[0].documentation, ElementsAre("first", "and more"));
    EXPECT_THAT(function.parameters[1].documentation, ElementsAre("second"));

    Parsed list("ENUM E { A, ///< one\n B ///< two\n };");
    EXPECT_THAT(first<api::Enumeration>(list).elements[0].documentation, ElementsAre("one"));
    EXPECT_THAT(first<api::Enumeration>(list).elements[1].documentation, ElementsAre("two"));
}

TEST(Read, SpansCoverTheDeclaration)
{
    Parsed parsed("  DEFINE A = 1 ;\n");
    EXPECT_EQ(parsed.sources.text(parsed.tree.declarations[0].span), "DEFINE A = 1 ;");
}

TEST(Read, StringEscapes)
{
    Parsed parsed(R"(DEFINE A = "a\n\x41\101\"\q"; DEFINE B = 'it''; )");
    EXPECT_EQ(first<api::Define>(parsed).value.text, "a\nAA\"\\q");
}

TEST(Read, StringsOverSeveralLinesAreAlikeHoweverLinesEnd)
{
    Parsed parsed("DEFINE A = \"one\r\ntwo\\\r\nthree\";\r\n");
    EXPECT_EQ(first<api::Define>(parsed).value.text, "one\ntwothree");
    Parsed lone("DEFINE A = \"one\rtwo\";");
    EXPECT_EQ(first<api::Define>(lone).value.text, "one\rtwo");
}

TEST(Read, KeywordsAreReservedAndCaseCounts)
{
    EXPECT_THAT(codesOf("DEFINE INPUT = 1; DEFINE in = 2;"), IsEmpty());
    EXPECT_THAT(codesOf("DEFINE IN = 1;"), ElementsAre("E0100"));
}

TEST(Read, NamesMayContainKeywords)
{
    EXPECT_THAT(
        codesOf("ENUM INLET { EVENTS, OUT2, IN_ };\nFUNCTION FUNCTIONS(INLET ENUMERATE IN, uint8 STRUCT_ OUT);"),
        IsEmpty());
}

TEST(Read, OneWayStandsBeforeFunctionAlone)
{
    Parsed parsed("/** Doc. */ ONEWAY /* really */ FUNCTION F();");
    EXPECT_THAT(codesOf("/** Doc. */ ONEWAY /* really */ FUNCTION F();"), IsEmpty());
    ASSERT_EQ(parsed.tree.declarations.size(), 1U);
    EXPECT_EQ(parsed.tree.declarations[0].span.begin, 12U);
    EXPECT_THAT(parsed.tree.declarations[0].documentation, ElementsAre("Doc."));
    EXPECT_EQ(first<api::Function>(parsed).oneWay.end, 18U);
    EXPECT_FALSE(first<api::Function>(Parsed("FUNCTION F();")).oneWay.valid());
}

TEST(Read, OneWayIsANameLikeOthersElsewhere)
{
    EXPECT_THAT(
        codesOf("DEFINE ONEWAY = 1; REFERENCE ONEWAY; ENUM E { ONEWAYS = ONEWAY, }; STRUCT S { uint8 ONEWAY; };\n"
                "FUNCTION ONEWAY ONEWAY(ONEWAY ONEWAY IN, S oneway); FUNCTION F(string s[ONEWAY]);\n"
                "ONEWAY FUNCTION G(ONEWAY ONEWAY); HANDLER ONEWAYS(); EVENT ONEWAY(ONEWAYS ONEWAY);"),
        IsEmpty());
}

TEST(Read, OneWayBeforeSomethingElse)
{
    for (const std::string text : {"ONEWAY F();", "ONEWAY EVENT E(H h);", "oneway FUNCTION F();"})
    {
        EXPECT_EQ(reportOf(text), "x.api:1:1: error: expected a declaration, found '" + text.substr(0, 6) +
                                      "' [E0100]\n    1 | " + text +
                                      "\n      | ^~~~~~\nhint: write: ONEWAY FUNCTION name(parameters);\n");
    }
    EXPECT_EQ(reportOf("FUNCTION F()\nONEWAY FUNCTION G();\n"),
              "x.api:1:12: error: expected ';' after this, found 'ONEWAY' [E0100]\n"
              "    1 | FUNCTION F()\n"
              "      |            ^\n");
    EXPECT_THAT(codesOf("ONEWAY FUNCTION F(uint8);\nFUNCTION F(F f);"), ElementsAre("E0100"))
        << "what could not be read is known";
}

TEST(Read, F31_OptionalStandsBehindInAlone)
{
    const std::string text =
        "FUNCTION F(uint8 a IN /* or not */ OPTIONAL, ///< Doc.\n file f IN, bool b OUT OPTIONAL);";
    const Parsed parsed(text);
    EXPECT_FALSE(parsed.diagnostics.hasErrors()) << "what cannot be optional is for the model to say";
    const std::vector<api::Parameter>& parameters = first<api::Function>(parsed).parameters;
    ASSERT_EQ(parameters.size(), 3U);
    EXPECT_EQ(text.substr(parameters[0].optional.begin, 8), "OPTIONAL");
    EXPECT_EQ(parameters[0].optional.end, parameters[0].optional.begin + 8);
    EXPECT_THAT(parameters[0].documentation, ElementsAre("Doc."));
    EXPECT_FALSE(parameters[1].optional.valid());
    EXPECT_TRUE(parameters[2].optional.valid());
}

TEST(Read, F31_OptionalIsANameLikeOthersElsewhere)
{
    EXPECT_THAT(
        codesOf(
            "DEFINE OPTIONAL = 1; REFERENCE OPTIONAL; ENUM E { OPTIONALS = OPTIONAL, }; STRUCT S { uint8 OPTIONAL; };\n"
            "FUNCTION OPTIONAL OPTIONAL(OPTIONAL OPTIONAL IN, S optional); FUNCTION F(string s[OPTIONAL] IN);\n"
            "FUNCTION G(OPTIONAL OPTIONAL IN OPTIONAL); HANDLER OPTIONALS(); EVENT OPTIONAL(OPTIONALS OPTIONAL);"),
        IsEmpty());
    EXPECT_THAT(codesOf("FUNCTION F(uint8 a IN optional);"), ElementsAre("E0100"));
    EXPECT_THAT(codesOf("FUNCTION F(uint8 a IN OPTIONAL OPTIONAL);"), ElementsAre("E0100"));
}

TEST(Read, VersionedDialect)
{
    Parsed parsed(
        "API_VERSION = 3; SERVING_VERSION = 2; API_MSG_SIZE = 100; HANDLER H(); FUNCTION F() = 7; "
        "EVENT E(H handler) = (8, 9);");
    EXPECT_FALSE(parsed.diagnostics.hasErrors());
    const auto& event = std::get<api::Event>(parsed.tree.declarations[5].what);
    EXPECT_EQ(event.addId->magnitude, 8U);
    EXPECT_EQ(event.removeId->magnitude, 9U);
}

TEST(Read, MissingSemicolonIsReportedWhereItIsMissing)
{
    EXPECT_EQ(reportOf("FUNCTION F()\nFUNCTION G();\n"),
              "x.api:1:12: error: expected ';' after this, found 'FUNCTION' [E0100]\n"
              "    1 | FUNCTION F()\n"
              "      |            ^\n");
}

TEST(Read, OneMistakeOneMessage)
{
    EXPECT_THAT(codesOf("FUNCTION F(uint8 a uint8 b);\nSTRUCT S { uint8 };\nFUNCTION G(S s);\nFUNCTION H();"),
                ElementsAre("E0100", "E0100"));
}

TEST(Read, WordThatIsNoDeclaration)
{
    EXPECT_THAT(reportOf("FUNKTION F();\n"), HasSubstr("error: expected a declaration, found 'FUNKTION' [E0100]"));
    EXPECT_THAT(reportOf("FUNKTION F();\n"), HasSubstr("hint: did you mean FUNCTION?"));
    EXPECT_THAT(reportOf("function F();\n"), HasSubstr("hint: did you mean FUNCTION?"));
    EXPECT_THAT(reportOf("Api_Version = 1;\n"), HasSubstr("hint: did you mean API_VERSION?"));
}

TEST(Read, StrayCharacters)
{
    EXPECT_EQ(reportOf("DEFINE _A = 1;\n"),
              "x.api:1:8: error: character '_' is not part of the language [E0101]\n"
              "    1 | DEFINE _A = 1;\n"
              "      |        ^\n"
              "hint: a name starts with a letter\n");
    EXPECT_THAT(codesOf("@@@@ DEFINE A = 1;"), ElementsAre("E0101"));
    EXPECT_EQ(reportOf("DEFINE Gr\xC3\xB6\xC3\x9F"
                       "e = 1;\n"),
              "x.api:1:10: error: character U+00F6 is not part of the language [E0101]\n"
              "    1 | DEFINE Gr\xC3\xB6\xC3\x9F"
              "e = 1;\n"
              "      |          ^\n");
    // blanks that do not look like anything else
    EXPECT_THAT(reportOf("DEFINE\xC2\xA0"
                         "A = 1;\n"),
                HasSubstr("character U+00A0 is not part of the language"));
    EXPECT_THAT(reportOf("DEFINE A = 1;\f\n"), HasSubstr("character U+000C is not part of the language"));
}

// What does not fit behind a character that is none is no second mistake, nor are the names that it cuts.
TEST(Read, AStrayCharacterIsOneMistake)
{
    EXPECT_EQ(reportOf("DEFINE A = 1.5;\nDEFINE B = A + 1;\nFUNCTION F(Foo a);\n"),
              "x.api:1:13: error: a '.' cannot stand here [E0101]\n"
              "    1 | DEFINE A = 1.5;\n"
              "      |             ^\n"
              "hint: one dot, without blanks, joins the name of a file and a name: units.Scale; numbers have none\n"
              "x.api:3:12: error: unknown type 'Foo' [E0130]\n"
              "    3 | FUNCTION F(Foo a);\n"
              "      |            ^~~\n");
    EXPECT_THAT(codesOf("FUNCTION F(uint8 a@b);"), ElementsAre("E0101"));
    EXPECT_THAT(codesOf("FUNCTION F(_type a);"), ElementsAre("E0101"));
    EXPECT_THAT(codesOf("FUNCTION F(a.b.C c);"), ElementsAre("E0101"));
    EXPECT_THAT(codesOf("@ foo bar; FUNCTION F();"), ElementsAre("E0101"));
    EXPECT_THAT(codesOf("DEFINE A = \"open;\nFUNCTION F();"), ElementsAre("E0103"));
    EXPECT_THAT(codesOf("DEFINE A = \"open;\nFUNCTION F();\n"), ElementsAre("E0103"));
    EXPECT_THAT(codesOf("DEFINE A = @\nFUNCTION F();\n"), ElementsAre("E0101"));
    EXPECT_THAT(codesOf("FUNCTION F(uint8 a /* open );"), ElementsAre("E0102"));
    EXPECT_THAT(codesOf("@ FUNCTION F(uint8);"), ElementsAre("E0101", "E0100"));
}

// Files that are older than settings may use their words.
TEST(Read, SettingsAreWordsOnlyWhereADeclarationBegins)
{
    EXPECT_EQ(reportOf("DEFINE API_VERSION = 3;\n"
                       "ENUM SERVING_VERSION { API_MSG_SIZE, SERVING_VERSION = API_VERSION };\n"
                       "FUNCTION SERVING_VERSION API_MSG_SIZE(string s[API_VERSION], uint8 API_VERSION);\n"
                       "API_VERSION /* here it is */ = 2; SERVING_VERSION = 1;\n"),
              "");
    EXPECT_EQ(reportOf("DEFINE A = 1\nAPI_VERSION = 2;\nSERVING_VERSION = 1;\n"),
              "x.api:1:12: error: expected ';' after this, found 'API_VERSION' [E0100]\n"
              "    1 | DEFINE A = 1\n"
              "      |            ^\n");
    EXPECT_THAT(codesOf("API_VERSION 2; SERVING_VERSION = 1;"), ElementsAre("E0100"));
}

TEST(Read, HabitsOfOtherLanguagesAreToldHowItIsHere)
{
    const std::pair<const char*, const char*> cases[] = {
        {"FUNCTION F(uint8[3] a);", "hint: a bound stands behind the name: type name[100]"},
        {"STRUCT S { uint8[3] a; };", "hint: a bound stands behind the name: type name[100]"},
        {"FUNCTION F(void);", "hint: nothing stands between the brackets where there are no parameters"},
        {"FUNCTION void F();", "hint: leave it out: a FUNCTION without a type returns nothing"},
        {"FUNCTION F(uint8 a INOUT);", "hint: a parameter goes one way, IN or OUT: what goes both ways is two"},
        {"FUNCTION F(uint8 a IN OUT);", "hint: a parameter goes one way, IN or OUT: what goes both ways is two"},
        {"FUNCTION F(uint8 a out);", "hint: a direction is written in capitals"},
        {"FUNCTION F(IN uint8 a);", "hint: a direction stands after the parameter: type name IN"},
        {"DEFINE B = 1; DEFINE A = -B;", "hint: a sign stands in front of digits alone: subtract from 0 instead"},
        {"DEFINE A = -(3);", "hint: a sign stands in front of digits alone: subtract from 0 instead"},
        {"FUNCTION F(long a);", "hint: did you mean int64?"},
    };
    for (const auto& [text, hint] : cases)
    {
        EXPECT_THAT(reportOf(text), HasSubstr(hint)) << text;
        EXPECT_EQ(codesOf(text).size(), 1U) << text;
    }
    EXPECT_THAT(reportOf("STRUCT S { uint8 a OPTIONAL; };"), testing::Not(HasSubstr("hint")));
}

TEST(Read, KeywordWhereANameIsWanted)
{
    EXPECT_EQ(reportOf("FUNCTION EVENT();\nFUNCTION G(Foo a);\n"),
              "x.api:1:10: error: expected a name, found 'EVENT' [E0100]\n"
              "    1 | FUNCTION EVENT();\n"
              "      |          ^~~~~\n"
              "hint: EVENT is a word of the language: choose another name\n"
              "x.api:2:12: error: unknown type 'Foo' [E0130]\n"
              "    2 | FUNCTION G(Foo a);\n"
              "      |            ^~~\n");
    EXPECT_EQ(reportOf("ENUM Mode { OUT };\n"),
              "x.api:1:13: error: expected '}', found 'OUT' [E0100]\n"
              "    1 | ENUM Mode { OUT };\n"
              "      |             ^~~\n"
              "hint: OUT is a word of the language: choose another name\n");
    EXPECT_THAT(codesOf("ENUM Mode { A, HANDLER, B };\nDEFINE IN = 1;"), ElementsAre("E0100", "E0100"));
    EXPECT_EQ(reportOf("STRUCT S { uint8 a IN; };\n"),
              "x.api:1:20: error: expected ';', found 'IN' [E0100]\n"
              "    1 | STRUCT S { uint8 a IN; };\n"
              "      |                    ^~\n");
    EXPECT_THAT(reportOf("FUNCTION F(IN uint8 a);"), HasSubstr("hint: a direction stands after the parameter"));
    EXPECT_THAT(reportOf("FUNCTION F(uint8 a)\nFUNCTION G();"),
                HasSubstr("x.api:1:19: error: expected ';' after this"));
}

TEST(Read, WhatIsNotClosedIsNoLevelOfTheNextDeclaration)
{
    std::string text;
    std::vector<std::string> expected;
    for (int i = 0; i < 70; ++i)
    {
        text += "FUNCTION F" + std::to_string(i) + "(uint8 a;\n";
        expected.emplace_back("E0100");
    }
    EXPECT_EQ(codesOf(text), expected);
}

TEST(Read, ABadNumberIsOneMistake)
{
    EXPECT_THAT(codesOf("DEFINE A = 0x; DEFINE B = 1 / A;"), ElementsAre("E0104"));
    EXPECT_THAT(codesOf("ENUM E { A = 08, B = 09, C, D = 0 };"), ElementsAre("E0104", "E0104"));
    EXPECT_THAT(codesOf("FUNCTION F() = 08; FUNCTION G() = 0;"), ElementsAre("E0104"));
    EXPECT_THAT(codesOf("API_MSG_SIZE = 99999999999999999999;"), ElementsAre("E0104"));
    EXPECT_THAT(reportOf("FUNCTION F() = 0x1F;"),
                HasSubstr("0x1F is hexadecimal, what stands here is decimal [E0104]"));
    EXPECT_THAT(reportOf("FUNCTION F() = 0x1F;"), HasSubstr("hint: write 31"));
    EXPECT_THAT(codesOf("DEFINE A = -0x; DEFINE B = -99999999999999999999;"), ElementsAre("E0104", "E0104"));
    EXPECT_THAT(reportOf("DEFINE A = 0xg;"), HasSubstr("hint: behind 0x stand hexadecimal digits"));
}

TEST(Read, OpenCommentAndStringAreCitedWhereTheyBegin)
{
    EXPECT_THAT(reportOf("DEFINE A = 1;\n/* never closed\nDEFINE B = 2;\n"),
                HasSubstr("x.api:2:1: error: comment is not closed [E0102]"));
    EXPECT_THAT(reportOf("DEFINE A = \"never closed;\n"), HasSubstr("x.api:1:12: error: string is not closed [E0103]"));
}

TEST(Read, Numbers)
{
    EXPECT_THAT(codesOf("DEFINE A = 0; DEFINE B = 0xFF; DEFINE C = -3; DEFINE D = +3;"), IsEmpty());
    EXPECT_THAT(reportOf("DEFINE A = 010;"), HasSubstr("number 010 starts with 0"));
    EXPECT_THAT(codesOf("DEFINE A = 12abc;"), ElementsAre("E0104"));
    EXPECT_THAT(codesOf("DEFINE A = 0x;"), ElementsAre("E0104"));
    EXPECT_THAT(codesOf("DEFINE A = -0x10;"), ElementsAre("E0104"));
    EXPECT_THAT(codesOf("DEFINE A = 18446744073709551616;"), ElementsAre("E0104"));
}

TEST(Read, BytesThatAreNotText)
{
    EXPECT_THAT(reportOf("DEFINE A = 1; // caf\xE9\n"), HasSubstr("byte 0xE9 is not part of UTF-8 text [E0105]"));
}

TEST(Read, ABoundIsMissing)
{
    EXPECT_THAT(
        reportOf("FUNCTION F(uint8 data[] IN);\n"),
        HasSubstr("\nhint: say how many there are at most, as in [100]: a message is only as long as what is in it"));
    EXPECT_THAT(codesOf("STRUCT S { uint8 data[]; };\nFUNCTION F(string text[] OUT);"), ElementsAre("E0100", "E0100"));
}

TEST(Read, DeepNestingIsAnErrorNotACrash)
{
    EXPECT_THAT(codesOf("DEFINE A = " + std::string(100000, '(') + "1;"), ElementsAre("E0106"));
    EXPECT_THAT(codesOf(std::string(100000, '{')), ElementsAre("E0106"));
    EXPECT_THAT(codesOf("DEFINE A = " + std::string(64, '(') + "1" + std::string(64, ')') + ";"), IsEmpty());
}

TEST(Read, LongSumsAreFine)
{
    std::string text = "DEFINE A = 1";
    for (int i = 0; i < 20000; ++i)
    {
        text += "+1";
    }
    EXPECT_THAT(codesOf(text + ";"), IsEmpty());
}

TEST(Read, ErrorsAreLimited)
{
    std::string text;
    for (int i = 0; i < 1000; ++i)
    {
        text += "@ DEFINE A" + std::to_string(i) + " = 1;\n";
    }
    Interfaces interfaces;
    interfaces.load("x.api", text);
    EXPECT_LE(interfaces.diagnostics.errorCount(), 52U);
    EXPECT_EQ(interfaces.codes().back(), "E0107");
}

TEST(Read, MinimumLengthIsDeprecated)
{
    EXPECT_THAT(reportOf("FUNCTION F(string s[1..80]);"), HasSubstr("warning: the minimum length is ignored [E0108]"));
}

TEST(Read, DeclaredNamesHaveNoDot)
{
    EXPECT_THAT(codesOf("DEFINE a.B = 1;"), ElementsAre("E0109"));
}

TEST(Read, EveryPrefixOfAFileIsSafe)
{
    std::string text =
        "/** Doc */ USETYPES a; API_VERSION = 1; DEFINE A = (1 + 2) * 3; ENUM E { A = -1, B }; BITMASK M { C }; "
        "REFERENCE R; STRUCT S { uint8 a[3]; }; HANDLER H(uint8 a); EVENT V(H h) = (1, 2); "
        "FUNCTION le_result_t F(string s[1..2] OUT, x.Y z IN) = 3; // end";
    for (size_t length = 0; length <= text.size(); ++length)
    {
        Parsed parsed(text.substr(0, length));
    }
}

}  // namespace
}  // namespace ligature::ifgen
