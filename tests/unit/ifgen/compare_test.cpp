// What a change of an interface is said to break.
#include "ifgen/compare.h"

#include <gmock/gmock.h>

#include "tests/unit/ifgen/fixture.h"

namespace ligature::ifgen
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

// One line per change: `line:column: meaning: message`.
std::vector<std::string> changes(const std::string& before, const std::string& after,
                                 const std::string& usedBefore = "", const std::string& usedAfter = "")
{
    SourceMap sources;
    Diagnostics diagnostics;
    MemoryWorld world;
    world.addFile("/old/x.api", before);
    world.addFile("/old/used.api", usedBefore);
    world.addFile("/new/x.api", after);
    world.addFile("/new/used.api", usedAfter);
    Library oldLibrary(world, sources, diagnostics, {});
    Library newLibrary(world, sources, diagnostics, {});
    const Interface* old = oldLibrary.load("/old/x.api");
    const Interface* now = newLibrary.load("/new/x.api");
    std::vector<std::string> list;
    EXPECT_TRUE(old != nullptr && now != nullptr) << renderAll(diagnostics, sources, {});
    if (old == nullptr || now == nullptr)
    {
        return list;
    }
    bool breaksWire = false;
    for (const Change& change : compare(*old, *now))
    {
        const LineColumn place = sources.locate(change.place.file, change.place.begin);
        list.push_back(std::to_string(place.line) + ":" + std::to_string(place.column) + ": " + meaningOf(change) +
                       ": " + change.message);
        breaksWire = breaksWire || change.breaksWire;
    }
    if (old->apiVersion == 0 || now->apiVersion == 0)
    {
        EXPECT_EQ(breaksWire, protocolId(*old) != protocolId(*now));
    }
    return list;
}

struct Case
{
    const char* name;
    const char* before;
    const char* after;
    std::vector<std::string> changes;
};

class Compare : public testing::TestWithParam<Case>
{
};

TEST_P(Compare, Changes)
{
    EXPECT_EQ(changes(GetParam().before, GetParam().after), GetParam().changes);
}

const Case kCases[] = {
    {"LongerReturnedString",
     "FUNCTION string[3] F(uint8 a);",
     "FUNCTION string[4] F(uint8 a);",
     {"1:1: wire-breaking: FUNCTION F returns string[4], returned string[3]"}},
    {"StringReturnedNow",
     "FUNCTION F(uint8 a);",
     "FUNCTION string[4] F(uint8 a);",
     {"1:1: source-breaking and wire-breaking: FUNCTION F returns string[4], returned nothing"}},
    {"OutputReturnedNow",
     "FUNCTION F(uint8 a, string s[4] OUT);",
     "FUNCTION string[4] F(uint8 a);",
     {"1:1: compatible: FUNCTION F returns string[4], returned nothing"}},
    {"Comments", "/** a */ FUNCTION F();", "// b\nFUNCTION F();", {}},
    {"NewDefine", "", "DEFINE A = 1;", {"1:1: compatible: DEFINE A is new"}},
    {"LostDefine", "DEFINE A = 1;", "", {"1:1: source-breaking: DEFINE A is gone"}},
    {"OtherValue",
     "DEFINE A = 1;",
     "DEFINE A = 2;",
     {"1:1: compatible: DEFINE A was 1: what is built already keeps that"}},
    {"OtherKindOfValue", "DEFINE A = 1;", "DEFINE A = \"1\";", {"1:1: source-breaking: DEFINE A was a number"}},
    {"ValueThatIsASize",
     "DEFINE A = 1;\nFUNCTION F(uint8 a[A]);",
     "DEFINE A = 2;\nFUNCTION F(uint8 a[A]);",
     {"1:1: compatible: DEFINE A was 1: what is built already keeps that",
      "2:12: wire-breaking: parameter 'a' of FUNCTION F changes from uint8[1] to uint8[2]"}},
    {"NewFunction", "FUNCTION F();", "FUNCTION F();\nFUNCTION G();", {"2:1: wire-breaking: FUNCTION G is new"}},
    {"LostFunction",
     "FUNCTION G();\nFUNCTION F();",
     "FUNCTION F();",
     {"1:1: source-breaking and wire-breaking: FUNCTION G is gone"}},
    {"FunctionsChangePlaces",
     "FUNCTION F();\nFUNCTION G();",
     "FUNCTION G();\nFUNCTION F();",
     {"1:1: wire-breaking: the functions and events change places"}},
    {"SomeFunctionsChangePlaces",
     "FUNCTION E();\nFUNCTION F();\nFUNCTION G();",
     "FUNCTION E();\nFUNCTION G();\nFUNCTION F();",
     {"2:1: wire-breaking: the functions and events change places"}},
    {"NumberedFunctionsChangePlaces",
     "FUNCTION F() = 1;\nFUNCTION G() = 2;",
     "FUNCTION G() = 2;\nFUNCTION F() = 1;",
     {}},
    {"OtherId", "FUNCTION F() = 1;", "FUNCTION F() = 2;", {"1:1: wire-breaking: F is message 2, was 1"}},
    // A scalar becomes a pointer in C; what is a pointer or a descriptor stays what it is.
    {"OptionalNow",
     "FUNCTION F(uint8 a);",
     "FUNCTION F(uint8 a IN OPTIONAL);",
     {"1:12: source-breaking and wire-breaking: parameter 'a' of FUNCTION F changes from uint8 to uint8 IN OPTIONAL"}},
    {"PointersOptionalNow",
     "STRUCT S { bool b; };\nFUNCTION F(S s, string t[3], uint8 a[3], file f);",
     "STRUCT S { bool b; };\nFUNCTION F(S s IN OPTIONAL, string t[3] IN OPTIONAL, uint8 a[3] IN OPTIONAL, file f IN "
     "OPTIONAL);",
     {"2:12: wire-breaking: parameter 's' of FUNCTION F changes from S to S IN OPTIONAL",
      "2:29: wire-breaking: parameter 't' of FUNCTION F changes from string[3] to string[3] IN OPTIONAL",
      "2:54: wire-breaking: parameter 'a' of FUNCTION F changes from uint8[3] to uint8[3] IN OPTIONAL",
      "2:78: wire-breaking: parameter 'f' of FUNCTION F changes from file to file IN OPTIONAL"}},
    {"OptionalNoLonger",
     "FUNCTION F(string t[3] IN OPTIONAL, bool b IN OPTIONAL);",
     "FUNCTION F(string t[3], bool b);",
     {"1:12: wire-breaking: parameter 't' of FUNCTION F changes from string[3] IN OPTIONAL to string[3]",
      "1:25: source-breaking and wire-breaking: parameter 'b' of FUNCTION F changes from bool IN OPTIONAL to bool"}},
    {"OptionalOfAHandler",
     "HANDLER H(file f);\nEVENT E(H h);",
     "HANDLER H(file f IN OPTIONAL);\nEVENT E(H h);",
     {"1:11: wire-breaking: parameter 'f' of H changes from file to file IN OPTIONAL"}},
    {"OptionalOfAnUnusedHandler",
     "HANDLER H(bool b);",
     "HANDLER H(bool b IN OPTIONAL);",
     {"1:11: source-breaking: parameter 'b' of H changes from bool to bool IN OPTIONAL"}},
    {"OneWayNow",
     "FUNCTION F();",
     "ONEWAY FUNCTION F();",
     {"1:1: wire-breaking: FUNCTION F is ONEWAY: the server no longer answers"}},
    {"OneWayNoLonger",
     "ONEWAY FUNCTION F();",
     "FUNCTION F();",
     {"1:1: wire-breaking: FUNCTION F was ONEWAY: the client waits for an answer"}},
    {"OtherReturnType",
     "FUNCTION F();",
     "FUNCTION bool F();",
     {"1:1: source-breaking and wire-breaking: FUNCTION F returns bool, returned nothing"}},
    {"OtherParameterType",
     "FUNCTION F(uint8 a);",
     "FUNCTION F(uint16 a);",
     {"1:12: source-breaking and wire-breaking: parameter 'a' of FUNCTION F changes from uint8 to uint16"}},
    {"OtherDirection",
     "FUNCTION F(uint8 a);",
     "FUNCTION F(uint8 a OUT);",
     {"1:12: source-breaking and wire-breaking: parameter 'a' of FUNCTION F changes from uint8 to uint8 OUT"}},
    {"OtherName",
     "FUNCTION F(uint8 a);",
     "FUNCTION F(uint8 b);",
     {"1:12: compatible: parameter 'b' of FUNCTION F was named 'a'"}},
    {"HandlerNow",
     "HANDLER H();\nFUNCTION F();",
     "HANDLER H();\nFUNCTION F(H h);",
     {"2:1: source-breaking and wire-breaking: FUNCTION F has 1 parameters, had 0"}},
    {"HandlerNoLonger",
     "HANDLER H();\nFUNCTION F(H h);",
     "HANDLER H();\nFUNCTION F(bool h);",
     {"2:12: source-breaking and wire-breaking: parameter 'h' of FUNCTION F changes from H to bool"}},
    {"EventNow",
     "HANDLER H();\nFUNCTION AddEHandler(H h);",
     "HANDLER H();\nEVENT E(H h);",
     {"2:1: source-breaking and wire-breaking: EVENT E was FUNCTION AddEHandler"}},
    {"OneMoreParameter",
     "FUNCTION F(uint8 a);",
     "FUNCTION F(uint8 a, uint8 b);",
     {"1:1: source-breaking and wire-breaking: FUNCTION F has 2 parameters, had 1"}},
    {"NewElement",
     "ENUM E { A };\nFUNCTION F(E e);",
     "ENUM E { A, B };\nFUNCTION F(E e);",
     {"1:13: wire-breaking: B of E is new"}},
    {"NewElementOfUnusedType", "ENUM E { A };", "ENUM E { A, B };", {"1:13: compatible: B of E is new"}},
    {"LostElement", "ENUM E { A, B };", "ENUM E { A };", {"1:13: source-breaking: B of E is gone"}},
    {"OtherElement",
     "BITMASK E { A };\nFUNCTION F(E e);",
     "BITMASK E { A = 2 };\nFUNCTION F(E e);",
     {"1:13: wire-breaking: A of E changes from 1 to 2"}},
    {"ElementsChangePlaces",
     "ENUM E { A = 1, B = 2 };\nFUNCTION F(E e);",
     "ENUM E { B = 2, A = 1 };\nFUNCTION F(E e);",
     {"1:1: compatible: the elements of E change places"}},
    {"NewMember",
     "STRUCT S { uint8 a; };\nFUNCTION F(S s);",
     "STRUCT S { uint8 a; uint8 b; };\nFUNCTION F(S s);",
     {"1:27: wire-breaking: member 'b' of S is new"}},
    {"RenamedMember",
     "STRUCT S { uint8 a; };\nFUNCTION F(S s);",
     "STRUCT S { uint8 b; };\nFUNCTION F(S s);",
     {"1:18: source-breaking: member 'a' of S is gone", "1:18: compatible: member 'b' of S is new"}},
    {"RenamedMemberBesideAnotherChange",
     "STRUCT S { uint8 a; };\nFUNCTION F(S s);",
     "STRUCT S { uint8 b; };\nFUNCTION F(S s);\nFUNCTION G();",
     {"1:18: source-breaking: member 'a' of S is gone", "1:18: compatible: member 'b' of S is new",
      "3:1: wire-breaking: FUNCTION G is new"}},
    {"RenamedType",
     "REFERENCE R;\nFUNCTION R F(R r);",
     "REFERENCE Q;\nFUNCTION Q F(Q r);",
     {"1:1: source-breaking: REFERENCE R is gone", "1:1: compatible: REFERENCE Q is new",
      "2:1: source-breaking and wire-breaking: FUNCTION F returns Q, returned R",
      "2:14: source-breaking and wire-breaking: parameter 'r' of FUNCTION F changes from R to Q"}},
    {"MembersChangePlaces",
     "STRUCT S { uint8 a; uint16 b; };\nFUNCTION F(S s);",
     "STRUCT S { uint16 b; uint8 a; };\nFUNCTION F(S s);",
     {"1:1: wire-breaking: the members of S change places"}},
    {"TypeOfOtherKind",
     "ENUM T { A };\nFUNCTION F(T t);",
     "REFERENCE T;\nFUNCTION F(T t);",
     {"1:1: source-breaking and wire-breaking: T changes from ENUM to REFERENCE"}},
    {"EventIsSpokenOfOnce", "HANDLER H();", "HANDLER H();\nEVENT E(H h);", {"2:1: wire-breaking: EVENT E is new"}},
    {"LostEvent",
     "HANDLER H();\nEVENT E(H h);",
     "HANDLER H();",
     {"2:1: source-breaking and wire-breaking: EVENT E is gone"}},
    {"HandlerParameter",
     "HANDLER H(uint8 a);\nEVENT E(H h);",
     "HANDLER H(bool a);\nEVENT E(H h);",
     {"1:11: source-breaking and wire-breaking: parameter 'a' of H changes from uint8 to bool"}},
    {"MessageSize",
     "FUNCTION F();",
     "API_MSG_SIZE = 100;\nFUNCTION F();",
     {"1:1: wire-breaking: API_MSG_SIZE changes from none to 100"}},
};

INSTANTIATE_TEST_SUITE_P(Cases, Compare, testing::ValuesIn(kCases),
                         [](const auto& info) { return std::string(info.param.name); });

// Forms with versions: the first line of each file.
#define V1_3 "API_VERSION = 3; SERVING_VERSION = 1;\n"
#define V1_4 "API_VERSION = 4; SERVING_VERSION = 1;\n"
#define V3_4 "API_VERSION = 4; SERVING_VERSION = 3;\n"
#define V4_6 "API_VERSION = 6; SERVING_VERSION = 4;\n"

const Case kVersioned[] = {
    {"OneWayInANewVersion",
     V1_3 "FUNCTION F();",
     V1_4 "ONEWAY FUNCTION F();",
     {"1:1: compatible: API_VERSION changes from 3 to 4",
      "2:1: wire-breaking: FUNCTION F is ONEWAY: the server no longer answers"}},
    {"OneWayWhenTheOldVersionIsNoLongerServed",
     V1_3 "FUNCTION F();",
     V4_6 "ONEWAY FUNCTION F();",
     {"1:1: compatible: API_VERSION changes from 3 to 6", "1:18: compatible: SERVING_VERSION changes from 1 to 4",
      "1:18: wire-breaking: version 3, the newest of before, is no longer served",
      "2:1: compatible: FUNCTION F is ONEWAY: the server no longer answers"}},
    {"OptionalInANewVersion",
     V1_3 "FUNCTION F(file f) = 1;",
     V1_4 "FUNCTION F(file f IN OPTIONAL) = 1;",
     {"1:1: compatible: API_VERSION changes from 3 to 4",
      "2:12: wire-breaking: parameter 'f' of FUNCTION F changes from file to file IN OPTIONAL"}},
    {"Nothing", V1_3 "FUNCTION F() = 1;", V1_3 "/** More. */\nFUNCTION F() = 1;", {}},
    {"NewFunctionWithNewVersion",
     V1_3 "FUNCTION F() = 1;",
     V1_4 "FUNCTION G() = 2;\nFUNCTION F() = 1;",
     {"1:1: compatible: API_VERSION changes from 3 to 4", "2:1: compatible: FUNCTION G is new"}},
    {"NewFunctionWithoutNewVersion",
     V1_3 "FUNCTION F() = 1;",
     V1_3 "FUNCTION F() = 1;\nFUNCTION G() = 2;",
     {"3:1: wire-breaking: FUNCTION G is new, but API_VERSION does not rise"}},
    {"NewEvent",
     V1_3 "HANDLER H();",
     V1_4 "HANDLER H();\nEVENT E(H h) = (3, 4);",
     {"1:1: compatible: API_VERSION changes from 3 to 4", "3:1: compatible: EVENT E is new"}},
    {"FunctionsWithoutIdsAppended",
     V1_3 "FUNCTION F();",
     V1_4 "FUNCTION F();\nFUNCTION G();",
     {"1:1: compatible: API_VERSION changes from 3 to 4", "3:1: compatible: FUNCTION G is new"}},
    {"FunctionWithoutIdPutFirst",
     V1_3 "FUNCTION F();",
     V1_4 "FUNCTION G();\nFUNCTION F();",
     {"1:1: compatible: API_VERSION changes from 3 to 4", "2:1: compatible: FUNCTION G is new",
      "2:1: wire-breaking: G is message 0, which was F", "3:1: wire-breaking: F is message 1, was 0"}},
    {"LostFunction",
     V1_3 "FUNCTION F() = 1;\nFUNCTION G() = 2;",
     V3_4 "FUNCTION F() = 1;",
     {"3:1: source-breaking and wire-breaking: FUNCTION G is gone, but clients that have it are not refused",
      "1:1: compatible: API_VERSION changes from 3 to 4", "1:18: compatible: SERVING_VERSION changes from 1 to 3"}},
    {"LostFunctionOfOldVersions",
     V1_3 "FUNCTION F() = 1;\nFUNCTION G() = 2;",
     V4_6 "FUNCTION F() = 1;",
     {"3:1: source-breaking: FUNCTION G is gone", "1:1: compatible: API_VERSION changes from 3 to 6",
      "1:18: compatible: SERVING_VERSION changes from 1 to 4",
      "1:18: wire-breaking: version 3, the newest of before, is no longer served"}},
    {"BackToOldVersions",
     V4_6 "FUNCTION F() = 1;",
     V1_3 "FUNCTION F() = 1;",
     {"1:1: compatible: API_VERSION changes from 6 to 3",
      "1:1: wire-breaking: version 4, the oldest served before, is not reached",
      "1:18: compatible: SERVING_VERSION changes from 4 to 1"}},
    {"OtherId",
     V1_3 "FUNCTION F() = 1;",
     V1_4 "FUNCTION F() = 2;",
     {"1:1: compatible: API_VERSION changes from 3 to 4", "2:1: wire-breaking: F is message 2, was 1"}},
    {"IdUsedAgain",
     V1_3 "FUNCTION F() = 1;\nFUNCTION G() = 2;",
     V1_4 "FUNCTION F() = 1;\nFUNCTION H() = 2;",
     {"3:1: source-breaking and wire-breaking: FUNCTION G is gone, but clients that have it are not refused",
      "1:1: compatible: API_VERSION changes from 3 to 4", "3:1: compatible: FUNCTION H is new",
      "3:1: wire-breaking: H is message 2, which was G"}},
    {"OtherMeaning",
     V1_3 "FUNCTION F(uint8 a) = 1;",
     V1_4 "FUNCTION F(uint16 a) = 1;",
     {"1:1: compatible: API_VERSION changes from 3 to 4",
      "2:12: source-breaking and wire-breaking: parameter 'a' of FUNCTION F changes from uint8 to uint16"}},
    {"OtherMeaningOfOldVersions",
     V1_3 "FUNCTION F(uint8 a) = 1;",
     V4_6 "FUNCTION F(uint16 a) = 1;",
     {"1:1: compatible: API_VERSION changes from 3 to 6", "1:18: compatible: SERVING_VERSION changes from 1 to 4",
      "1:18: wire-breaking: version 3, the newest of before, is no longer served",
      "2:12: source-breaking: parameter 'a' of FUNCTION F changes from uint8 to uint16"}},
    {"NewElement",
     V1_3 "ENUM E { A };\nFUNCTION F(E e) = 1;",
     V1_4 "ENUM E { A, B };\nFUNCTION F(E e) = 1;",
     {"1:1: compatible: API_VERSION changes from 3 to 4", "2:13: compatible: B of E is new"}},
    {"NewElementWithoutNewVersion",
     V1_3 "ENUM E { A };\nFUNCTION F(E e) = 1;",
     V1_3 "ENUM E { A, B };\nFUNCTION F(E e) = 1;",
     {"2:13: wire-breaking: B of E is new, but API_VERSION does not rise"}},
    {"WiderElement",
     V1_3 "ENUM E { A };\nFUNCTION F(E e) = 1;",
     V1_4 "ENUM E { A, B = 0x100000000 };\nFUNCTION F(E e) = 1;",
     {"1:1: compatible: API_VERSION changes from 3 to 4", "2:1: wire-breaking: E takes 8 bytes in messages, took 4",
      "2:13: compatible: B of E is new"}},
    {"LostElement",
     V1_3 "ENUM E { A, B };\nFUNCTION F(E e) = 1;",
     V1_4 "ENUM E { A };\nFUNCTION F(E e) = 1;",
     {"2:13: source-breaking and wire-breaking: B of E is gone", "1:1: compatible: API_VERSION changes from 3 to 4"}},
    {"RenamedMember",
     V1_3 "STRUCT S { uint8 a; };\nFUNCTION F(S s) = 1;",
     V1_4 "STRUCT S { uint8 b; };\nFUNCTION F(S s) = 1;",
     {"2:18: source-breaking: member 'a' of S is gone", "1:1: compatible: API_VERSION changes from 3 to 4",
      "2:18: compatible: member 'b' of S is new"}},
    {"MessageSize",
     V1_3 "FUNCTION F() = 1;",
     V1_3 "API_MSG_SIZE = 100;\nFUNCTION F() = 1;",
     {"2:1: compatible: API_MSG_SIZE changes from none to 100"}},
    {"VersionsAtAll",
     "FUNCTION F() = 1;",
     V1_3 "FUNCTION F() = 1;",
     {"1:1: wire-breaking: API_VERSION changes from none to 3",
      "1:18: wire-breaking: SERVING_VERSION changes from none to 1"}},
    {"NoVersionsAnyMore",
     "/* */ " V1_3 "FUNCTION F() = 1;",
     "FUNCTION F() = 1;",
     {"1:7: wire-breaking: API_VERSION changes from 3 to none",
      "1:24: wire-breaking: SERVING_VERSION changes from 1 to none"}},
};

INSTANTIATE_TEST_SUITE_P(Versioned, Compare, testing::ValuesIn(kVersioned),
                         [](const auto& info) { return std::string(info.param.name); });

// Structures 60 deep that have two of the next in each: 2 to the power of 59 of the innermost. Arrays of none take no
// room in a message, so no other limit stops them.
TEST(CompareStructures, EndsHoweverOftenOneIsInAnother)
{
    std::string text = "STRUCT S0 { uint8 a[0]; };\n";
    for (int i = 1; i < 60; ++i)
    {
        const std::string inner = "S" + std::to_string(i - 1);
        text += "STRUCT S" + std::to_string(i) + " { " + inner + " a[0]; " + inner + " b[0]; };\n";
    }
    text += "FUNCTION F(S59 s) = 1;\n";
    EXPECT_THAT(changes(text, text), IsEmpty());
    EXPECT_THAT(changes(V1_3 + text, V1_4 + text), ElementsAre("1:1: compatible: API_VERSION changes from 3 to 4"));
    std::string wider = text;
    wider.replace(wider.find("uint8"), 5, "uint16");
    EXPECT_THAT(changes(text, wider),
                ElementsAre("1:20: source-breaking and wire-breaking: member 'a' of S0 changes from uint8[0] to "
                            "uint16[0]"));
}

TEST(CompareImports, ChangesOfUsedFilesCountWhereTheyAreUsed)
{
    const std::string text = "USETYPES used;\nFUNCTION F(used.E e);";
    EXPECT_THAT(changes(text, text, "ENUM E { A };", "ENUM E { A, B };"),
                ElementsAre("1:13: wire-breaking: B of E is new"));
    EXPECT_THAT(changes("USETYPES used;", "USETYPES used;", "ENUM E { A };", "ENUM E { A, B };"),
                ElementsAre("1:13: compatible: B of E is new"));
}

TEST(CompareImports, FileThatIsNoLongerUsedBreaksSource)
{
    EXPECT_THAT(changes("USETYPES used;\nFUNCTION F();", "FUNCTION F();"),
                ElementsAre("1:10: source-breaking: USETYPES used is gone"));
    EXPECT_THAT(changes("FUNCTION F();", "USETYPES used;\nFUNCTION F();"),
                ElementsAre("1:10: compatible: USETYPES used is new"));
}

TEST(CompareImports, TypeThatMovesBreaksSourceAloneWhateverElseChanges)
{
    EXPECT_THAT(changes("USETYPES used;\nENUM E { A };\nFUNCTION E F(E e);",
                        "USETYPES used;\nFUNCTION used.E F(used.E e);\nFUNCTION G();", "DEFINE D = 1;",
                        "DEFINE D = 1;\nENUM E { A };"),
                ElementsAre("2:1: source-breaking: ENUM E is gone",
                            "2:1: source-breaking: FUNCTION F returns used.E, returned E",
                            "2:19: source-breaking: parameter 'e' of FUNCTION F changes from E to used.E",
                            "3:1: wire-breaking: FUNCTION G is new", "2:1: compatible: ENUM E is new"));
}

TEST(CompareImports, TypeThatMovesToAnotherFileBreaksSourceAlone)
{
    EXPECT_THAT(changes("USETYPES used;\nENUM E { A };\nFUNCTION F(E e);", "USETYPES used;\nFUNCTION F(used.E e);",
                        "DEFINE D = 1;", "DEFINE D = 1;\nENUM E { A };"),
                ElementsAre("2:1: source-breaking: ENUM E is gone",
                            "2:12: source-breaking: parameter 'e' of FUNCTION F changes from E to used.E",
                            "2:1: compatible: ENUM E is new"));
}

}  // namespace
}  // namespace ligature::ifgen
