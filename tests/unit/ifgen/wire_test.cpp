#include "ifgen/wire.h"

#include <fmt/format.h>

#include "tests/unit/ifgen/fixture.h"

namespace ligature::ifgen
{
namespace
{

TEST(Wire, SizesOfTheParts)
{
    Interfaces interfaces;
    const Interface* x = interfaces.load(
        "x.api",
        "ENUM W { A = 0x100000000 }; STRUCT S { uint8 a; string s[9]; W w; }; HANDLER H(uint16 a); "
        "FUNCTION le_result_t F(uint8 a, uint64 b, S s, W w OUT, string t[20] OUT); EVENT E(H handler);");
    ASSERT_NE(x, nullptr) << interfaces.report();
    // number, wanted, a, b, S (1 + 4 + 9 + 1 + 8), room of t
    EXPECT_EQ(requestSize(x->functions[0]), 4U + 4 + 1 + 8 + 23 + 4);
    // number, result, w, t
    EXPECT_EQ(replySize(x->functions[0]), 4U + 4 + 8 + 25);
    // number, handler, a
    EXPECT_EQ(indicationSize(*x->functions[1].handler()->type), 4U + 4 + 2);
    EXPECT_EQ(messageSize(*x), 44U);
}

TEST(Wire, F31_WhatMayBeLeftOutHasAByteInFront)
{
    Interfaces interfaces;
    const Interface* x =
        interfaces.load("x.api",
                        "HANDLER H(uint16 a IN OPTIONAL, file f IN OPTIONAL);"
                        "FUNCTION F(uint32 a IN OPTIONAL, string t[20] IN OPTIONAL, file f IN OPTIONAL, "
                        "uint64 b);"
                        "EVENT E(H handler);");
    ASSERT_NE(x, nullptr) << interfaces.report();
    // number, a, t, f, b
    EXPECT_EQ(requestSize(x->functions[0]), 4U + (1 + 4) + (1 + 25) + 1 + 8);
    // number, handler, a, f
    EXPECT_EQ(indicationSize(*x->functions[1].handler()->type), 4U + 4 + (1 + 2) + 1);
}

// S40 has 2^40 members: who goes through them all never comes to an end.
TEST(Wire, StructuresAreMeasuredOnce)
{
    std::string text = "STRUCT S0 { uint8 a[0]; };\n";
    for (int i = 1; i <= 40; ++i)
    {
        text += fmt::format("STRUCT S{} {{ S{} a[0]; S{} b[0]; }};\n", i, i - 1, i - 1);
    }
    Interfaces interfaces;
    const Interface* x = interfaces.load("x.api", text + "FUNCTION F(S40 s);");
    ASSERT_NE(x, nullptr) << interfaces.report();
    EXPECT_EQ(requestSize(x->functions[0]), 4U + 2 * (4 + 7));

    EXPECT_EQ(reportOf("STRUCT S0 { uint64 a[100000]; };\nSTRUCT S1 { S0 a; S0 b; };\nFUNCTION F(S1 s);"),
              "x.api:2:8: error: STRUCT 'S1' takes more than 1052672 bytes, which no message has [E0149]\n"
              "    2 | STRUCT S1 { S0 a; S0 b; };\n"
              "      |        ^~\n");
}

TEST(Wire, StructuresEndSomewhere)
{
    std::string text = "STRUCT S1 { uint8 a; };\n";
    for (int i = 2; i <= 64; ++i)
    {
        text += fmt::format("STRUCT S{} {{ S{} a; }};\n", i, i - 1);
    }
    EXPECT_EQ(reportOf(text + "FUNCTION F(S64 s);"), "");
    EXPECT_EQ(reportOf(text + "STRUCT S65 { S64 a; };\nSTRUCT S66 { S65 a; };\nFUNCTION F(S66 s);"),
              "x.api:65:8: error: STRUCT 'S65' has others in it, more than 64 deep [E0106]\n"
              "   65 | STRUCT S65 { S64 a; };\n"
              "      |        ^~~\n");
}

TEST(Wire, HandlersOfOtherFilesCount)
{
    Interfaces interfaces;
    interfaces.add("used.api", "HANDLER H(string s[1000]);");
    const Interface* x = interfaces.load("x.api", "USETYPES used; EVENT E(used.H handler);");
    ASSERT_NE(x, nullptr) << interfaces.report();
    EXPECT_EQ(messageSize(*x), 4U + 4 + 1005);
}

TEST(Wire, GivenSizeIsTheLeast)
{
    Interfaces interfaces;
    EXPECT_EQ(messageSize(*interfaces.load("x.api", "API_MSG_SIZE = 100; FUNCTION F();")), 100U);
}

}  // namespace
}  // namespace ligature::ifgen
