// `ifgen --lang Json` of files that are short and ask for a lot.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <filesystem>

#include "tests/support/process.h"
#include "tests/support/scratch_directory.h"

namespace ligature
{
namespace
{

class JsonSize : public testing::Test
{
protected:
    test::Outcome dump(const std::string& file)
    {
        const std::string program =
            std::filesystem::canonical("/proc/self/exe").parent_path().parent_path() / "bin/ifgen";
        return test::run({program, "--lang", "Json", "--gen-dump", file},
                         {.directory = scratch_.path(), .timeoutSeconds = 60});
    }

    test::ScratchDirectory scratch_;
};

// In the last one there are 2 to the power of `last` structures S0.
std::string doubled(int last, const std::string& bound)
{
    std::string text = "STRUCT S0 { uint8 a; };\n";
    for (int i = 1; i <= last; ++i)
    {
        text += fmt::format("STRUCT S{0} {{ S{1} a{2}; S{1} b{2}; }};\n", i, i - 1, bound);
    }
    return text;
}

TEST_F(JsonSize, DoublingEndsWhereItIsTooMuch)
{
    // In S14 and all before there are 98242 of them, in S15 98300.
    scratch_.write("good.api", doubled(14, ""));
    EXPECT_EQ(dump("good.api").status, 0);

    scratch_.write("a.api", doubled(18, ""));
    const test::Outcome outcome = dump("a.api");
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.err,
              "a.api:16:1: error: with STRUCT 'S15' more than 100000 members and elements would be written where they "
              "are used [E0165]\n"
              "   16 | STRUCT S15 { S14 a; S14 b; };\n"
              "      | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
              "hint: pass a REFERENCE, or put fewer STRUCTs into each other\n");
    EXPECT_FALSE(std::filesystem::exists(scratch_.path() + "/a.json"));
}

TEST_F(JsonSize, ArraysOfNoElementsEndToo)
{
    scratch_.write("a.api", doubled(60, "[0]") + "FUNCTION F(S60 s);\n");
    EXPECT_THAT(dump("a.api").err, testing::StartsWith("a.api:16:1: error: with STRUCT 'S15' more than 100000 "));
}

TEST_F(JsonSize, FunctionsAndEventsCountToo)
{
    scratch_.write("a.api",
                   doubled(12, "") + "FUNCTION F(S12 a, S12 b, S12 c);\nFUNCTION G(S12 a, S12 b, S12 c, S12 d);\n");
    EXPECT_EQ(dump("a.api").err,
              "a.api:15:1: error: with FUNCTION 'G' more than 100000 members and elements would be written where they "
              "are used [E0165]\n"
              "   15 | FUNCTION G(S12 a, S12 b, S12 c, S12 d);\n"
              "      | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
              "hint: pass a REFERENCE, or put fewer STRUCTs into each other\n");
    scratch_.write("b.api", doubled(12, "") + "HANDLER H(S12 a);\nEVENT Big(H handler, S12 a, S12 b);\n");
    EXPECT_THAT(dump("b.api").err, testing::StartsWith("b.api:15:1: error: with EVENT 'Big' more than 100000 "));
}

TEST_F(JsonSize, FilesThatUseTheSameFilesDoubleToo)
{
    scratch_.write("x0.api", "DEFINE A = 1;\n");
    scratch_.write("y0.api", "DEFINE A = 1;\n");
    for (int i = 1; i <= 24; ++i)
    {
        const std::string uses = fmt::format("USETYPES x{0};\nUSETYPES y{0};\n", i - 1);
        scratch_.write(fmt::format("x{}.api", i), uses);
        scratch_.write(fmt::format("y{}.api", i), uses);
    }
    EXPECT_EQ(dump("x24.api").err,
              "x24.api:1:10: error: with 'x23.api' more than 100000 members and elements would be written where they "
              "are used [E0165]\n"
              "    1 | USETYPES x23;\n"
              "      |          ^~~\n"
              "hint: name only those files in USETYPES whose types are used\n");
}

TEST_F(JsonSize, LongCommentsCount)
{
    const std::string comment = "/** " + std::string(1000000, 'x') + " */\n";
    std::string text = comment + "REFERENCE R;\n";
    for (int i = 0; i < 20; ++i)
    {
        text += fmt::format("FUNCTION F{}(R r);\n", i);
    }
    scratch_.write("a.api", text);
    EXPECT_THAT(dump("a.api").err, testing::StartsWith("a.api:13:1: error: with FUNCTION 'F10' more than 100000 "));
}

TEST_F(JsonSize, WhatIsLongByItselfIsWritten)
{
    std::string text = "ENUM E { E0";
    for (int i = 1; i <= 100000; ++i)
    {
        text += fmt::format(", E{}", i);
    }
    scratch_.write("a.api", text + " };\n");
    const test::Outcome outcome = dump("a.api");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_TRUE(std::filesystem::exists(scratch_.path() + "/a.json"));
}

}  // namespace
}  // namespace ligature
