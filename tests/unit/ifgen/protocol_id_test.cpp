// The identity of a protocol: what changes it and what does not.
#include "tests/unit/ifgen/fixture.h"

namespace ligature::ifgen
{
namespace
{

std::string idOf(const std::string& text, const std::string& used = "ENUM Mode { A, B };")
{
    Interfaces interfaces;
    interfaces.add("used.api", used);
    const Interface* interface = interfaces.load("x.api", text);
    EXPECT_NE(interface, nullptr) << interfaces.report();
    return interface != nullptr ? protocolId(*interface) : "";
}

struct Pair
{
    const char* name;
    const char* left;
    const char* right;
};

class Same : public testing::TestWithParam<Pair>
{
};

TEST_P(Same, Identity)
{
    EXPECT_EQ(idOf(GetParam().left), idOf(GetParam().right));
}

class Different : public testing::TestWithParam<Pair>
{
};

TEST_P(Different, Identity)
{
    EXPECT_NE(idOf(GetParam().left), idOf(GetParam().right));
}

const Pair kSame[] = {
    {"Comments", "FUNCTION F();", "/** Documented. */ FUNCTION F(); // really"},
    {"Layout", "FUNCTION F(uint8 a);", "FUNCTION\nF ( uint8 a IN )\n;"},
    {"ParameterNames", "FUNCTION F(uint8 a);", "FUNCTION F(uint8 b);"},
    {"MemberNames", "STRUCT S { uint8 a; }; FUNCTION F(S s);", "STRUCT S { uint8 b; }; FUNCTION F(S s);"},
    {"UnusedDefine", "FUNCTION F();", "DEFINE A = 1; FUNCTION F();"},
    {"UnusedType", "FUNCTION F();", "ENUM E { A }; FUNCTION F();"},
    {"ReturnedStringIsAnOutput", "FUNCTION string[3] F(uint8 a);", "FUNCTION F(uint8 a, string s[3] OUT);"},
    {"CommentsOfOneWay", "ONEWAY FUNCTION F(uint8 a);", "ONEWAY // on\nFUNCTION F(uint8 b IN);"},
    {"CommentsOfOptional", "FUNCTION F(uint8 a IN OPTIONAL);", "FUNCTION F(uint8 b IN /* or not */ OPTIONAL);"},
    {"PlacesOfElements", "ENUM E { A = 1, B = -2 }; FUNCTION F(E e);", "ENUM E { B = -2, A = 1 }; FUNCTION F(E e);"},
    {"PlacesOfNumberedFunctions", "ENUM E { A }; ENUM D { B }; FUNCTION F(E e) = 1; FUNCTION G(D d) = 2;",
     "ENUM D { B }; ENUM E { A }; FUNCTION G(D d) = 2; FUNCTION F(E e) = 1;"},
    {"NamedBound", "FUNCTION F(string s[3]);", "DEFINE N = 3; FUNCTION F(string s[N]);"},
};

const Pair kDifferent[] = {
    {"FunctionName", "FUNCTION F();", "FUNCTION G();"},
    {"Order", "FUNCTION F(); FUNCTION G();", "FUNCTION G(); FUNCTION F();"},
    {"ParameterType", "FUNCTION F(uint8 a);", "FUNCTION F(int8 a);"},
    {"ParameterOrder", "FUNCTION F(uint8 a, bool b);", "FUNCTION F(bool b, uint8 a);"},
    {"Direction", "FUNCTION F(uint8 a);", "FUNCTION F(uint8 a OUT);"},
    {"ReturnType", "FUNCTION F();", "FUNCTION le_result_t F();"},
    {"ReturnedStringBound", "FUNCTION string[3] F();", "FUNCTION string[4] F();"},
    {"ReturnedString", "FUNCTION F();", "FUNCTION string[4] F();"},
    {"StringBound", "FUNCTION F(string s[3]);", "FUNCTION F(string s[4]);"},
    {"ArrayBound", "FUNCTION F(uint8 a[3]); FUNCTION G(string s[99]);",
     "FUNCTION F(uint8 a[4]); FUNCTION G(string s[99]);"},
    {"HandlerParameters", "HANDLER H(uint32 x); EVENT E(H h);", "HANDLER H(double x, string s[5]); EVENT E(H h);"},
    {"StructMembers", "STRUCT S { uint8 a; uint16 b; }; FUNCTION F(S s);",
     "STRUCT S { uint16 b; uint8 a; }; FUNCTION F(S s);"},
    {"EnumValues", "ENUM E { A }; FUNCTION F(E e);", "ENUM E { A = 1 }; FUNCTION F(E e);"},
    {"EnumOrBitmask", "ENUM E { A = 1 }; FUNCTION F(E e);", "BITMASK E { A = 1 }; FUNCTION F(E e);"},
    {"ReferenceName", "REFERENCE R; FUNCTION F(R r);", "REFERENCE Q; FUNCTION F(Q r);"},
    {"EventOrFunction", "HANDLER H(); FUNCTION F(H h);", "HANDLER H(); EVENT F(H h);"},
    {"OneWay", "FUNCTION F(uint8 a);", "ONEWAY FUNCTION F(uint8 a);"},
    {"Optional", "FUNCTION F(uint8 a IN);", "FUNCTION F(uint8 a IN OPTIONAL);"},
    {"OptionalInHandler", "HANDLER H(file f); EVENT E(H h);", "HANDLER H(file f IN OPTIONAL); EVENT E(H h);"},
    {"WhichIsOptional", "FUNCTION F(uint8 a IN OPTIONAL, uint8 b);", "FUNCTION F(uint8 a, uint8 b IN OPTIONAL);"},
    {"WhichIsOneWay", "ONEWAY FUNCTION F(); FUNCTION G();", "FUNCTION F(); ONEWAY FUNCTION G();"},
    {"Ids", "FUNCTION F() = 1;", "FUNCTION F() = 2;"},
    {"Versions", "API_VERSION = 2; SERVING_VERSION = 1; FUNCTION F();",
     "API_VERSION = 2; SERVING_VERSION = 2; FUNCTION F();"},
    {"MessageSize", "API_MSG_SIZE = 100; FUNCTION F();", "FUNCTION F();"},
};

INSTANTIATE_TEST_SUITE_P(Pairs, Same, testing::ValuesIn(kSame),
                         [](const auto& info) { return std::string(info.param.name); });
INSTANTIATE_TEST_SUITE_P(Pairs, Different, testing::ValuesIn(kDifferent),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(ProtocolId, IsHexOfFixedLength)
{
    std::string id = idOf("FUNCTION F();");
    EXPECT_EQ(id.size(), 32U);
    EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);
}

TEST(ProtocolId, NamesTheVersionsOfAFileThatHasThem)
{
    Interfaces interfaces;
    const Interface* meter =
        interfaces.load("meter.api", "API_VERSION = 4; SERVING_VERSION = 2; FUNCTION F(uint8 a) = 7;");
    ASSERT_NE(meter, nullptr) << interfaces.report();
    EXPECT_EQ(protocolId(*meter), "meter~~~~~~~~~~~~~~:11:004:002:0");
    EXPECT_EQ(versionsOf(*meter), (formats::VersionRange{2, 4}));

    const std::string name = "nineteen_characters";
    const Interface* longest = interfaces.load(name + ".api", "API_VERSION = 999; SERVING_VERSION = 1;");
    ASSERT_NE(longest, nullptr) << interfaces.report();
    EXPECT_EQ(protocolId(*longest), "nineteen_characters:11:999:001:0");
}

TEST(ProtocolId, IsAHashWhereTheVersionsAreZero)
{
    EXPECT_EQ(idOf("API_VERSION = 0; SERVING_VERSION = 0; FUNCTION F();"), idOf("FUNCTION F();"));
    Interfaces interfaces;
    const Interface* meter =
        interfaces.load("a_name_of_more_than_19_characters.api", "API_VERSION = 0; SERVING_VERSION = 0;");
    ASSERT_NE(meter, nullptr) << interfaces.report();
    EXPECT_EQ(versionsOf(*meter), (formats::VersionRange{0, 0}));
}

TEST(ProtocolId, VersionsStandForTheMeaning)
{
    const std::string head = "API_VERSION = 2; SERVING_VERSION = 1; ";
    EXPECT_EQ(idOf(head + "FUNCTION F() = 1;"), idOf(head + "FUNCTION F() = 1; FUNCTION G() = 2;"));
    EXPECT_EQ(idOf(head + "FUNCTION F() = 1;"), idOf(head + "API_MSG_SIZE = 100; FUNCTION F() = 1;"));
}

TEST(ProtocolId, MeaningOfVersionsIsToldApart)
{
    const std::string head = "API_VERSION = 2; SERVING_VERSION = 1; ";
    auto meaningOf = [](const std::string& text)
    {
        Interfaces interfaces;
        const Interface* interface = interfaces.load("x.api", text);
        return interface != nullptr ? meaningId(*interface) : interfaces.report();
    };
    EXPECT_NE(meaningOf(head + "FUNCTION F() = 1;"), meaningOf(head + "FUNCTION F() = 1; FUNCTION G() = 2;"));
    EXPECT_EQ(meaningOf("FUNCTION F(uint8 a);"), idOf("FUNCTION F(uint8 a);"));
}

TEST(ProtocolId, ImportedTypesCount)
{
    std::string text = "USETYPES used; FUNCTION F(used.Mode m);";
    EXPECT_NE(idOf(text, "ENUM Mode { A, B };"), idOf(text, "ENUM Mode { A, C };"));
    EXPECT_EQ(idOf(text, "ENUM Mode { A, B };"), idOf(text, "DEFINE X = 1; ENUM Mode { A, B }; FUNCTION G();"));
}

TEST(ProtocolId, CopiesOfOneFileAreOne)
{
    auto idWith = [](const char* copy)
    {
        Interfaces interfaces({"/project/shared"});
        interfaces.add(copy, "ENUM Mode { A };");
        interfaces.add("used.api", "ENUM Mode { A };");
        interfaces.add("shared/state.api", "USETYPES used; STRUCT State { used.Mode mode; };");
        const Interface* interface =
            interfaces.load("x.api", "USETYPES used; USETYPES state; FUNCTION F(used.Mode mode, state.State state);");
        return interface != nullptr ? protocolId(*interface) : interfaces.report();
    };
    EXPECT_EQ(idWith("shared/used.api"), idWith("elsewhere/used.api"));
}

TEST(ProtocolId, TypesOfOneNameAreToldApart)
{
    std::string head = "USETYPES used; ENUM Mode { C }; FUNCTION F(Mode a, used.Mode b); ";
    EXPECT_NE(idOf(head + "FUNCTION G(Mode a);"), idOf(head + "FUNCTION G(used.Mode a);"));
}

}  // namespace
}  // namespace ligature::ifgen
