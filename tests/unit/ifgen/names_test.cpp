#include "ifgen/c_names.h"

#include <gmock/gmock.h>

#include "tests/unit/ifgen/fixture.h"

namespace ligature::ifgen
{
namespace
{

using testing::ElementsAre;

std::vector<std::string> declarations(const std::vector<CParameter>& list)
{
    std::vector<std::string> texts;
    for (const CParameter& parameter : list)
    {
        texts.push_back(parameter.declaration);
    }
    return texts;
}

class Names : public testing::Test
{
protected:
    const Function& function(const std::string& text)
    {
        const Interface* interface = interfaces_.load("oven.api", text);
        EXPECT_NE(interface, nullptr) << interfaces_.report();
        return interface->functions.front();
    }

    Interfaces interfaces_;
};

TEST_F(Names, InParameters)
{
    const Function& f = function(
        "REFERENCE Zone; STRUCT S { uint8 a; }; FUNCTION F(Zone zone, uint32 steps[16], "
        "S limit, string name[9], file log, size n, char c);");
    EXPECT_THAT(declarations(cParameters(f)),
                ElementsAre("oven_ZoneRef_t zone", "const uint32_t* stepsPtr", "size_t stepsSize",
                            "const oven_S_t* LE_NONNULL limitPtr", "const char* LE_NONNULL name", "int log", "size_t n",
                            "char c"));
}

TEST_F(Names, F31_OptionalParameters)
{
    const Function& f = function(
        "REFERENCE Zone; STRUCT S { uint8 a; }; ENUM E { A }; FUNCTION F(Zone zone IN OPTIONAL, "
        "uint32 steps[16] IN OPTIONAL, S limit IN OPTIONAL, string name[9] IN OPTIONAL, file log IN OPTIONAL, "
        "size n IN OPTIONAL, E class IN OPTIONAL);");
    EXPECT_THAT(declarations(cParameters(f)),
                ElementsAre("const oven_ZoneRef_t* zonePtr", "const uint32_t* stepsPtr", "size_t stepsSize",
                            "const oven_S_t* limitPtr", "const char* name", "int log", "const size_t* nPtr",
                            "const oven_E_t* classPtr"));
}

TEST_F(Names, OutParameters)
{
    const Function& f = function(
        "STRUCT S { uint8 a; }; FUNCTION F(S now OUT, uint16 history[8] OUT, "
        "string note[64] OUT, file log OUT, bool on OUT);");
    EXPECT_THAT(declarations(cParameters(f)),
                ElementsAre("oven_S_t* nowPtr", "uint16_t* historyPtr", "size_t* historySizePtr", "char* note",
                            "size_t noteSize", "int* logPtr", "bool* onPtr"));
}

TEST_F(Names, ContextFollowsTheHandler)
{
    const Function& f = function("HANDLER H(bool on); EVENT E(uint8 trigger, H handler, int32 sampleMs);");
    EXPECT_EQ(f.name, "AddEHandler");
    EXPECT_EQ(cReturnType(f), "oven_EHandlerRef_t");
    EXPECT_THAT(declarations(cParameters(f)),
                ElementsAre("uint8_t trigger", "oven_HFunc_t handlerPtr", "void* contextPtr", "int32_t sampleMs"));
    EXPECT_THAT(declarations(cHandlerParameters(f.handler()->type->variables)),
                ElementsAre("bool on", "void* contextPtr"));
}

TEST_F(Names, AsynchronousServer)
{
    const Function& f =
        function("FUNCTION le_result_t F(uint8 a, uint16 history[8] OUT, string note[64] OUT, bool on OUT);");
    EXPECT_THAT(declarations(cCommandParameters(f)), ElementsAre("uint8_t a", "size_t historySize", "size_t noteSize"));
    EXPECT_THAT(declarations(cRespondParameters(f)),
                ElementsAre("le_result_t _result", "const uint16_t* historyPtr", "size_t historySize",
                            "const char* LE_NONNULL note", "bool on"));
}

TEST(CText, Identifiers)
{
    EXPECT_EQ(cIdentifier("class"), "_class");
    EXPECT_EQ(cIdentifier("xor_eq"), "_xor_eq");
    EXPECT_EQ(cIdentifier("alignas"), "_alignas");
    EXPECT_EQ(cIdentifier("restrict"), "_restrict");
    EXPECT_EQ(cIdentifier("co_await"), "_co_await");
    EXPECT_EQ(cIdentifier("classic"), "classic");
    EXPECT_EQ(cIdentifier("stdin"), "stdin");
    // what code needs beside parameters; who uses a member writes its name
    EXPECT_EQ(cIdentifier("memset"), "_memset");
    EXPECT_EQ(cMember("memset"), "memset");
    EXPECT_EQ(cMember("class"), "_class");
    // macros of C headers and of the compiler itself
    EXPECT_EQ(cIdentifier("errno"), "_errno");
    EXPECT_EQ(cIdentifier("linux"), "_linux");
    EXPECT_EQ(cIdentifier("NULL"), "_NULL");
}

TEST(CText, NumbersAndStrings)
{
    EXPECT_EQ(cNumber(-5), "-5");
    EXPECT_EQ(cNumber(Integer{INT64_MIN}), "(-9223372036854775807 - 1)");
    EXPECT_EQ(cNumber(Integer{UINT64_MAX}), "18446744073709551615U");
    EXPECT_EQ(cString("Acme \"Hot\"\n\x01"), "\"Acme \\\"Hot\\\"\\n\\001\"");
    EXPECT_EQ(cString(std::string(2, '?') + "/"), "\"?\\077/\"");
}

}  // namespace
}  // namespace ligature::ifgen
