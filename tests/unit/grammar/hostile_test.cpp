// Bytes that are no definition file end in a normal diagnostic, in time proportional to their number.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "reading.h"

namespace ligature
{
namespace
{

using testing::HasSubstr;

std::string errorsOf(std::string text)
{
    Reading reading;
    reading.read("a.adef", std::move(text));
    EXPECT_TRUE(reading.diagnostics.hasErrors());
    EXPECT_LE(reading.diagnostics.errorCount(), 100u);
    EXPECT_LT(reading.errors().size(), 100000u);
    return reading.errors();
}

TEST(Hostile, RandomBytes)
{
    std::mt19937 random(1);
    std::string text(10'000'000, '\0');
    for (char& c : text)
    {
        c = static_cast<char>(random());
    }
    EXPECT_THAT(errorsOf(text), HasSubstr("[E0002]"));
    for (char& c : text)
    {
        c = c == 0 ? 'x' : c;
    }
    EXPECT_THAT(errorsOf(text), HasSubstr("[E0005]"));
}

TEST(Hostile, RandomText)
{
    std::mt19937 random(2);
    const std::string alphabet = "ab1 \n\t.:=->{}()[]<>*$\"'#/\\,start:bindings:{extern:#if#endif";
    for (int round = 0; round < 300; ++round)
    {
        std::string text(400, ' ');
        for (char& c : text)
        {
            c = alphabet[random() % alphabet.size()];
        }
        Reading reading;
        reading.read("a.adef", text);
        reading.errors();
    }
}

TEST(Hostile, EveryPrefixOfAFileEndsWell)
{
    const std::string text =
        "start: auto\nexecutables: { a = ( b \"c\" ) }\nbindings: { a.b.c -> <u>.d }\n"
        "#if ${X} = \"y\"\nbundles: { file: { [rw] x /y } }\n#endif\nextern: { al = a.b.c requires: { x = y.api } }\n";
    for (size_t length = 0; length < text.size(); ++length)
    {
        Reading reading;
        reading.read("a.adef", text.substr(0, length));
        EXPECT_LE(reading.diagnostics.errorCount(), 2u) << text.substr(0, length) << "\n" << reading.errors();
    }
}

TEST(Hostile, DeepNesting)
{
    EXPECT_THAT(errorsOf(repeat("{\n", 100000)), HasSubstr("brackets are nested more than 64 deep [E0022]"));
    EXPECT_THAT(errorsOf(repeat("requires: {\n", 100000)), HasSubstr("[E0022]"));
    EXPECT_THAT(errorsOf(repeat("{", 100000)), HasSubstr("a.adef:1:65: error: brackets are nested more than 64 deep"));
    EXPECT_THAT(errorsOf("executables: { a = " + repeat("(\n", 100000)), HasSubstr("[E0022]"));
    EXPECT_THAT(errorsOf(repeat("#if a = a\n", 100000)),
                HasSubstr("a.adef:65:1: error: conditions are nested more than 64 deep [E0022]"));
}

TEST(Hostile, LongRuns)
{
    errorsOf(std::string(10'000'000, 'a'));
    errorsOf(repeat("}\n", 100000));
    errorsOf(repeat("\"abc\n", 100000));
    errorsOf(repeat("/*", 100000));
    errorsOf("executables: { a = ( " + repeat("a ", 20000));
}

TEST(Hostile, ALongListIsReadInLinearTime)
{
    Reading reading;
    reading.read("a.cdef", "sources: {\n" + repeat("some/dir/file.c\n", 20000) + "}\n");
    EXPECT_EQ(reading.errors(), "");
    EXPECT_EQ(reading.section({"sources"}).entries.size(), 20000u);
}

}  // namespace
}  // namespace ligature
