// Modelling and its checks: one declaration that is wrong, and what is said.
#include <gmock/gmock.h>

#include "tests/unit/ifgen/fixture.h"

namespace ligature::ifgen
{
namespace
{

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Case
{
    const char* name;
    const char* text;
    std::vector<std::string> codes;
};

class Checks : public testing::TestWithParam<Case>
{
};

TEST_P(Checks, Report)
{
    EXPECT_EQ(codesOf(GetParam().text), GetParam().codes) << reportOf(GetParam().text);
}

const Case kCases[] = {
    {"UnknownType", "FUNCTION F(int a);", {"E0130"}},
    {"UseBeforeDeclaration", "FUNCTION F(R r); REFERENCE R;", {"E0130"}},
    {"UnknownDefinition", "FUNCTION F(string s[N]);", {"E0131"}},
    {"StringInArithmetic", "DEFINE N = \"x\"; DEFINE M = N + 1;", {"E0132"}},
    {"StringOfDigitsCounts", "DEFINE N = \"12\"; DEFINE M = N + 1;", {}},
    {"DivisionByZero", "DEFINE N = 1 / (2 - 2);", {"E0133"}},
    {"Overflow", "DEFINE N = 0xFFFFFFFFFFFFFFFF * 0xFFFFFFFFFFFFFFFF;", {"E0134"}},
    {"StringWithoutBound", "FUNCTION F(string s);", {"E0135"}},
    {"ReturnedStringWithoutBound", "FUNCTION string F();", {"E0135"}},
    {"ReturnedString", "DEFINE N = 8; FUNCTION string[N] F(string s[3] OUT); FUNCTION string[2] G();", {}},
    {"ReturnedArray", "FUNCTION uint8[3] F();", {"E0136"}},
    {"ReturnedFile", "FUNCTION file F();", {"E0153"}},
    {"NegativeReturnedBound", "DEFINE N = -1; FUNCTION string[N] F();", {"E0136"}},
    {"NegativeBound", "DEFINE N = -1; FUNCTION F(string s[N]);", {"E0136"}},
    {"HugeBound", "FUNCTION F(uint8 s[0xFFFFFFFF]);", {"E0136"}},
    {"ArrayOfHandlers", "HANDLER H(); FUNCTION F(H h[3]);", {"E0136"}},
    {"ArrayOfFiles", "FUNCTION F(file f[3]);", {"E0136"}},
    {"HandlerInStruct", "HANDLER H(); STRUCT S { H h; };", {"E0137"}},
    {"HandlerReturned", "HANDLER H(); FUNCTION H F();", {"E0137"}},
    {"HandlerOfHandler", "HANDLER H(); HANDLER G(H h);", {"E0137"}},
    {"TwoHandlers", "HANDLER H(); FUNCTION F(H a, H b);", {"E0138"}},
    {"EventWithoutHandler", "EVENT E();", {"E0139"}},
    {"EventWithTwoHandlers", "HANDLER H(); EVENT E(H a, H b);", {"E0139"}},
    {"SecondType", "REFERENCE R; STRUCT R { uint8 a; };", {"E0140"}},
    {"SecondDefinition", "DEFINE A = 1; DEFINE A = 1;", {"E0140"}},
    {"SecondFunction", "FUNCTION F(); FUNCTION F();", {"E0140"}},
    {"FunctionOfAnEvent", "HANDLER H(); EVENT E(H h); FUNCTION AddEHandler();", {"E0140"}},
    {"ReferenceOfAnEvent", "REFERENCE EHandler; HANDLER H(); EVENT E(H h);", {"E0140"}},
    {"StructLikeAHandler", "HANDLER Foo(); STRUCT FooFunc { uint8 a; };", {"E0140"}},
    {"EnumLikeAnEvent", "ENUM EHandlerRef { A }; HANDLER H(); EVENT E(H h);", {"E0140"}},
    {"ReferenceLikeNothingElse", "REFERENCE Foo; STRUCT FooFunc { uint8 a; };", {}},
    {"BuiltInType", "REFERENCE uint8;", {"E0140"}},
    {"TypeAndFunctionOfOneName", "ENUM Mode { A }; FUNCTION Mode Mode();", {}},
    {"EventAndHandlerOfOneStem", "HANDLER EHandler(); EVENT E(EHandler handler);", {}},
    {"DuplicateValue", "ENUM E { A = 1, B = 1 };", {"E0141"}},
    {"DuplicateBit", "BITMASK E { A = 2, B = 2 };", {"E0141"}},
    {"NotOneBit", "BITMASK E { A = 3 };", {"E0142"}},
    {"NegativeBit", "BITMASK E { A = -2 };", {"E0142"}},
    {"TooWideMask", "BITMASK E { A = 0x8000000000000000, B };", {"E0143"}},
    {"TooWideEnum", "ENUM E { A = -1, B = 0xFFFFFFFFFFFFFFFF };", {"E0143"}},
    {"UnknownElementValue", "ENUM E { A = N, B = 0, C = 0 };", {"E0131", "E0141"}},
    {"StringAsElementValue", "DEFINE N = \"x\"; ENUM E { A = N };", {"E0132"}},
    {"BoundDividedByZero", "FUNCTION F(uint8 a[4 / 0]);", {"E0133"}},
    {"EmptyEnum", "ENUM E { };", {"E0144"}},
    {"EmptyStruct", "STRUCT S { };", {"E0144"}},
    {"SameParameterTwice", "FUNCTION F(uint8 a, uint8 a);", {"E0145"}},
    {"DerivedSize", "FUNCTION F(uint8 a[3], size aSize);", {"E0145"}},
    {"DerivedPointer", "FUNCTION F(uint8 a OUT, uint8 aPtr);", {"E0145"}},
    {"ValueOfAPointer", "FUNCTION F(uint8 a[3], uint8 aPtr OUT);", {"E0145"}},
    {"FileOfAPointer", "FUNCTION F(uint8 a[3], file aPtr OUT);", {"E0145"}},
    {"ArrayOfAPointer", "FUNCTION F(uint8 a[3], uint8 aPtr[3] OUT);", {"E0145"}},
    {"StructureOfAPointer", "STRUCT S { uint8 x; }; FUNCTION F(uint8 a[3], S aPtr);", {"E0145"}},
    {"TwoArraysThatDoNotClash", "FUNCTION F(uint8 a[3], uint8 aSize[3]);", {}},
    {"DerivedCount", "STRUCT S { uint8 a[3]; uint8 aCount; };", {"E0145"}},
    {"DerivedContext", "HANDLER H(); FUNCTION F(H h, uint8 contextPtr);", {"E0145"}},
    {"ContextOfHandler", "HANDLER H(uint8 contextPtr);", {"E0145"}},
    {"SameMemberTwice", "STRUCT S { uint8 a; uint8 a; };", {"E0140"}},
    {"ConstantsOfTwoEnums", "ENUM E { A }; ENUM F { A };", {"E0146"}},
    {"DefineAndElement", "DEFINE A = 1; BITMASK F { A };", {"E0146"}},
    {"SomeIds", "FUNCTION F() = 1; FUNCTION G();", {"E0147"}},
    {"SameIds", "FUNCTION F() = 1; FUNCTION G() = 1;", {"E0147"}},
    {"VersionAlone", "API_VERSION = 1;", {"E0148"}},
    {"ServingNewer", "API_VERSION = 1; SERVING_VERSION = 2;", {"E0148"}},
    {"VersionTwice", "API_VERSION = 1; SERVING_VERSION = 1; API_VERSION = 1;", {"E0148"}},
    {"NoVersions", "API_VERSION = 0; SERVING_VERSION = 0;", {}},
    {"NoVersionsTwice",
     "API_VERSION = 0; SERVING_VERSION = 0; API_VERSION = 0; SERVING_VERSION = 0;",
     {"E0148", "E0148"}},
    {"NoVersionsTheOtherWayRound", "SERVING_VERSION = 0; API_VERSION = 0;", {"E0148"}},
    {"NoVersionAlone", "API_VERSION = 0;", {"E0148"}},
    {"ServingNoVersion", "API_VERSION = 3; SERVING_VERSION = 0;", {"E0148"}},
    {"ServingAVersionOfNone", "API_VERSION = 0; SERVING_VERSION = 1;", {"E0148"}},
    {"NoMessageSize", "API_MSG_SIZE = 0;", {"E0148"}},
    {"VersionTooLarge", "API_VERSION = 1000; SERVING_VERSION = 1;", {"E0148"}},
    {"VersionsTheOtherWayRound", "SERVING_VERSION = 1; API_VERSION = 3;", {"E0148"}},
    {"VersionsApart", "API_VERSION = 3; FUNCTION F(); SERVING_VERSION = 1;", {"E0148"}},
    {"VersionsBehindOthers", "API_MSG_SIZE = 9; FUNCTION F(); API_VERSION = 3; /* x */ SERVING_VERSION = 1;", {}},
    {"HexVersions", "API_VERSION = 0x3; SERVING_VERSION = 0X1;", {"E0104", "E0104"}},
    {"HexMessageSize", "API_MSG_SIZE = 0x64;", {"E0104"}},
    {"HexIds", "FUNCTION F() = 0x1; HANDLER H(); EVENT E(H h) = (0x2, 0x3);", {"E0104", "E0104", "E0104"}},
    {"VersionThatIsNoNumber", "API_VERSION = 03; SERVING_VERSION = 1;", {"E0104"}},
    {"VersionThatCannotBeRead", "API_VERSION = \"3\"; SERVING_VERSION = 1;", {"E0100"}},
    {"VersionInParts", "API_VERSION = 3; SERVING_VERSION = 2.1;", {"E0101"}},
    {"MessageSizeThatIsNoNumber", "API_MSG_SIZE = 08; FUNCTION F(uint8 a[100]);", {"E0104"}},
    {"IdThatIsNoNumber", "FUNCTION F() = 99999999999999999999; FUNCTION G() = 2;", {"E0104"}},
    {"SmallMessageSize", "API_MSG_SIZE = 16; FUNCTION F(string s[80]);", {"E0149"}},
    {"MessageSizeAsOlderToolsCount", "API_MSG_SIZE = 112; FUNCTION F(uint8 a[100]);", {}},
    {"LargestMessageSize", "API_MSG_SIZE = 1052672; FUNCTION F(uint8 a[1048576]);", {}},
    {"MessageSizeTooLarge", "API_MSG_SIZE = 1052673;", {"E0148"}},
    {"FunctionLikeAnEnum", "ENUM Mode { A }; FUNCTION Mode_t();", {"E0140"}},
    {"TypeThatEveryInterfaceHas", "STRUCT DisconnectHandler { uint8 a; };", {"E0140"}},
    {"MacroThatEveryInterfaceHas",
     "DEFINE FUNCTIONS_DECLARED = 1; ENUM E { COMMON_H_INCLUDE_GUARD };",
     {"E0146", "E0146"}},
    {"HugeMessage", "STRUCT S { uint8 a[1048576]; }; FUNCTION F(S s[1048576]);", {"E0149"}},
    {"OldHandler", "HANDLER H(); EVENT E(handler H);", {"E0152"}},
    {"OldHandlerThatIsNone", "ENUM M { A }; FUNCTION F(handler M);", {"E0152"}},
    {"OldHandlerThatIsUnknown", "FUNCTION F(handler M);", {"E0130"}},
    {"OldHandlerThatIsText", "FUNCTION F(handler file);", {"E0152"}},
    {"StructReturned", "STRUCT S { uint8 a; }; FUNCTION S F();", {}},
    {"FileInStruct", "STRUCT S { file f; };", {"E0153"}},
    {"EightFilesBothWays",
     "FUNCTION F(file a, file b, file c, file d, file e, file f, file g, file h, file i OUT, file j OUT, file k OUT, "
     "file l OUT, file m OUT, file n OUT, file o OUT, file p OUT);",
     {}},
    {"NineFilesOut",
     "FUNCTION F(file a OUT, file b OUT, file c OUT, file d OUT, file e OUT, file f OUT, file g OUT, file h OUT, "
     "file i OUT);",
     {"E0154"}},
    {"NineFilesInHandler",
     "HANDLER H(file a, file b, file c, file d, file e, file f, file g, file h, file i); FUNCTION F(H h);",
     {"E0154"}},
    {"OutInHandler", "HANDLER H(uint8 a OUT);", {"E0156"}},
    {"HandlerOut", "HANDLER H(); FUNCTION F(H h OUT);", {"E0156"}},
    {"Versions", "API_VERSION = 2; SERVING_VERSION = 1;", {}},
    {"LargeId", "FUNCTION F() = 2147483648;", {"E0147"}},
    {"LargeEventId", "HANDLER H(); EVENT E(H h) = (1, 4294967297);", {"E0147"}},
    {"LargestId", "FUNCTION F() = 2147483647;", {}},
    {"OneWay", "ONEWAY FUNCTION F(); ONEWAY FUNCTION G(string s[3], file f IN, uint8 a[2] IN) = 7;", {"E0147"}},
    {"OneWayWithId", "ONEWAY FUNCTION F() = 1; FUNCTION G() = 7;", {}},
    {"OneWayThatReturns", "ONEWAY FUNCTION string[3] F();", {"E0161"}},
    {"OneWayWithOutputs", "ONEWAY FUNCTION F(uint8 a OUT, uint8 b, file c OUT);", {"E0161", "E0161"}},
    {"OneWayWithHandler", "HANDLER H(); ONEWAY FUNCTION F(H h);", {"E0161"}},
    {"Optional",
     "ENUM E { A }; STRUCT S { uint8 a; }; REFERENCE R; FUNCTION F(E e IN OPTIONAL, S s IN OPTIONAL, R r IN OPTIONAL, "
     "string t[3] IN OPTIONAL, uint8 a[3] IN OPTIONAL, file f IN OPTIONAL); HANDLER H(bool b IN OPTIONAL); "
     "EVENT V(size n IN OPTIONAL, H h); ONEWAY FUNCTION G(file f IN OPTIONAL);",
     {}},
    {"OptionalOut", "FUNCTION F(uint8 a OUT OPTIONAL, string s[3] OUT OPTIONAL);", {"E0163", "E0163"}},
    {"OptionalHandler", "HANDLER H(); FUNCTION F(H h IN OPTIONAL); EVENT E(H h IN OPTIONAL);", {"E0163", "E0163"}},
    {"OptionalOldHandler", "HANDLER H(); FUNCTION F(handler H IN OPTIONAL);", {"E0152", "E0163"}},
    {"OptionalMember", "STRUCT S { uint8 a IN OPTIONAL; };", {"E0100"}},
    {"OptionalWithoutIn", "FUNCTION F(uint8 a OPTIONAL);", {"E0100"}},
    {"PointerOfAnOptional", "FUNCTION F(uint8 a IN OPTIONAL, uint8 b, file aPtr);", {"E0145"}},
    {"PlaceOfAnOptionalArray", "FUNCTION F(uint8 a[3] IN OPTIONAL, uint8 aPtr[3]);", {}},
    {"SizeOfAnOptionalArray", "FUNCTION F(uint8 a[3] IN OPTIONAL, size aSize);", {"E0145"}},
    {"NoCascadeFromBrokenType", "STRUCT S { nothing a; }; FUNCTION F(S s); HANDLER H(S s);", {"E0130"}},
    {"NoCascadeFromBrokenDefine", "DEFINE A = B; DEFINE C = A; FUNCTION F(string s[C]);", {"E0131"}},
    {"ManyErrorsInOneRun", "FUNCTION F(int a); ENUM E { }; DEFINE D = 1 / 0;", {"E0130", "E0144", "E0133"}},
};

INSTANTIATE_TEST_SUITE_P(Cases, Checks, testing::ValuesIn(kCases),
                         [](const auto& info) { return std::string(info.param.name); });

std::string withOutputs(int count)
{
    std::string text = "FUNCTION F(";
    for (int i = 0; i < count; ++i)
    {
        text += (i == 0 ? "\n    bool b" : ",\n    bool b") + std::to_string(i) + " OUT";
    }
    return text + ");";
}

TEST(Outputs, MoreThanTheBitsOfARequestAreRefused)
{
    EXPECT_THAT(codesOf(withOutputs(32)), IsEmpty());
    EXPECT_EQ(reportOf(withOutputs(40)),
              "x.api:34:5: error: a function has at most 32 OUT parameters [E0159]\n"
              "   34 |     bool b32 OUT,\n"
              "      |     ^~~~~~~~~~~~\n"
              "hint: gather some of them in a STRUCT or an array\n");
}

TEST(Files, MoreThanAMessageCarriesAreRefused)
{
    std::string text = "FUNCTION F(file out OUT";
    for (char name = 'a'; name <= 'j'; ++name)
    {
        text += std::string(",\n    file ") + name;
    }
    EXPECT_EQ(reportOf(text + ");"),
              "x.api:10:5: error: a message carries at most 8 file descriptors [E0154]\n"
              "   10 |     file i,\n"
              "      |     ^~~~~~\n"
              "x.api:2:5: note: the first is here\n"
              "hint: give the others with a further call\n");
}

TEST(Versions, NameOfTheFileMustFitTheProtocolId)
{
    Interfaces interfaces;
    EXPECT_EQ(interfaces.load("much_too_long_a_name.api", "API_VERSION = 2;\nSERVING_VERSION = 1;\nFUNCTION F();\n"),
              nullptr);
    EXPECT_EQ(interfaces.report(),
              "much_too_long_a_name.api:2:1: error: a file with versions has a name of at most 19 characters, "
              "'much_too_long_a_name' has 20 [E0148]\n"
              "    2 | SERVING_VERSION = 1;\n"
              "      | ^~~~~~~~~~~~~~~~~~~~\n");
    EXPECT_NE(interfaces.load("as_long_but_without_versions.api", "FUNCTION F();"), nullptr);
}

Integer valueOf(const std::string& expression)
{
    Interfaces interfaces;
    const Interface* interface = interfaces.load("x.api", "DEFINE X = " + expression + ";");
    EXPECT_NE(interface, nullptr) << interfaces.report();
    return interface != nullptr ? interface->definitions.back().number : Integer{0};
}

TEST(Values, Arithmetic)
{
    EXPECT_TRUE(valueOf("1 + 2 * 3") == 7);
    EXPECT_TRUE(valueOf("(1 + 2) * 3") == 9);
    EXPECT_TRUE(valueOf("10 - 3 - 2") == 5);
    EXPECT_TRUE(valueOf("5 -3") == 2);
    EXPECT_TRUE(valueOf("-7 / 2") == -4);
    EXPECT_TRUE(valueOf("7 / -2") == -4);
    EXPECT_TRUE(valueOf("0xFFFFFFFFFFFFFFFF") == Integer{UINT64_MAX});
    EXPECT_TRUE(valueOf("-9223372036854775808") == Integer{INT64_MIN});
}

// Only the result has to fit.
TEST(Values, WhatIsComputedOnTheWayMayBeLarger)
{
    EXPECT_TRUE(valueOf("0xFFFFFFFFFFFFFFFF + 1 - 1") == Integer{UINT64_MAX});
    EXPECT_TRUE(valueOf("0xFFFFFFFFFFFFFFFF * 1000 / 2000") == Integer{INT64_MAX});
    EXPECT_TRUE(valueOf("-9223372036854775808 * -1") == Integer{INT64_MAX} + 1);
    EXPECT_THAT(reportOf("DEFINE A = 0xFFFFFFFFFFFFFFFF + 1;"),
                HasSubstr("x.api:1:12: error: the value does not fit 64 bits [E0134]"));
    const std::string half = "0x8000000000000000 * 0x8000000000000000";
    EXPECT_THAT(reportOf("DEFINE A = " + half + " * 2;"),
                HasSubstr("x.api:1:12: error: a value on the way does not fit 128 bits [E0134]"));
    EXPECT_THAT(reportOf("DEFINE A = (0 - " + half + " - " + half + ") / -1;"),
                HasSubstr("x.api:1:12: error: a value on the way does not fit 128 bits [E0134]"));
}

std::vector<Integer> elementsOf(const std::string& declaration)
{
    Interfaces interfaces;
    const Interface* interface = interfaces.load("x.api", declaration);
    std::vector<Integer> values;
    if (interface != nullptr)
    {
        for (const Element& element : interface->types.at(0)->elements)
        {
            values.push_back(element.value);
        }
    }
    return values;
}

TEST(Values, EnumerationsCountOn)
{
    EXPECT_TRUE((elementsOf("ENUM E { A, B, C = 10, D, };") == std::vector<Integer>{0, 1, 10, 11}));
    EXPECT_TRUE((elementsOf("ENUM E { A = -1, B };") == std::vector<Integer>{-1, 0}));
    EXPECT_TRUE((elementsOf("BITMASK E { A, B, C = 0x10, D };") == std::vector<Integer>{1, 2, 16, 32}));
    EXPECT_TRUE((elementsOf("BITMASK E { A = 0, B, C };") == std::vector<Integer>{0, 1, 2}));
}

TEST(Values, ElementsMayBeComputed)
{
    EXPECT_TRUE((elementsOf("DEFINE N = 4; ENUM E { A = N, B, C = N * 2 + 1, D = 6 - N };") ==
                 std::vector<Integer>{4, 5, 9, 2}));
    EXPECT_TRUE((elementsOf("DEFINE N = 4; BITMASK E { A = N, B, C = N * N * 4 };") == std::vector<Integer>{4, 8, 64}));
}

TEST(Values, BoundsMayBeComputed)
{
    Interfaces interfaces;
    const Interface* interface =
        interfaces.load("x.api", "DEFINE N = 4; FUNCTION F(uint8 a[N * 2 + 1], string s[(N + 1) * 2] OUT);");
    ASSERT_NE(interface, nullptr) << interfaces.report();
    EXPECT_EQ(interface->functions.at(0).parameters.at(0).bound, 9U);
    EXPECT_EQ(interface->functions.at(0).parameters.at(1).bound, 10U);
}

TEST(Values, WidthOfEnumerations)
{
    auto isWide = [](const std::string& elements)
    {
        Interfaces interfaces;
        return interfaces.load("x.api", "ENUM E { " + elements + " };")->types.at(0)->isWide;
    };
    EXPECT_FALSE(isWide("A = 0xFFFFFFFF"));
    EXPECT_TRUE(isWide("A = 0x100000000"));
    EXPECT_FALSE(isWide("A = -1, B = 0x7FFFFFFF"));
    EXPECT_TRUE(isWide("A = -1, B = 0x80000000"));
}

}  // namespace
}  // namespace ligature::ifgen
