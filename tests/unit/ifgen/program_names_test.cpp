// Names and comments that a person may write, and that the compiler sees in what ifgen writes.
#include <gmock/gmock.h>

#include "tests/unit/ifgen/program_fixture.h"

namespace ligature
{
namespace
{

using testing::HasSubstr;

// Parameters may be called as somebody writing a server would call the variables beside them.
TEST_F(Program, NamesOfParametersAreNoneOfTheCodeAround)
{
    scratch_.write(
        "lamp.api",
        "FUNCTION Read(uint8 data[4] OUT, uint32 dataRoom, uint32 call, uint32 room, uint8 in[2], bool out OUT);\n"
        "FUNCTION string[9] Name(string name[9] OUT, uint32 nameRoom, uint32 result, uint32 value OUT);\n");
    for (const char* kind : {"--no-trace", "--allow-direct", "--async-server", "--local-service"})
    {
        ASSERT_EQ(run({"--gen-all", "--gen-async-client", kind, "lamp.api"}).status, 0);
        const test::Outcome outcome =
            test::run({"gcc", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-DLE_COMPONENT_NAME=test",
                       "-I" + std::filesystem::absolute("runtime/include").string(), "lamp_client.c",
                       "lamp_commonclient.c", "lamp_server.c", "lamp_async.c"},
                      {.directory = scratch_.path()});
        EXPECT_EQ(outcome.status, 0) << kind << "\n" << outcome.err;
    }
}

// What a person writes in documentation, and names that C headers have as macros.
TEST_F(Program, DocumentationAndNamesGiveNoWarnings)
{
    scratch_.write(
        "lamp.api",
        "/** Reads /etc/*.conf and C:\\\n *  or what ?\?/\n *  and \xE2\x80\xAE turned */\n"
        "DEFINE A = 1;\n"
        "ENUM E { B, ///< in /tmp/* and C:\\\n C ///< and ?\?/\n};\n"
        "STRUCT S { int32 errno; ///< \xE2\x81\xA6\n string linux[3]; uint8 memset; uint8 stdin[2]; };\n"
        "HANDLER H(uint32 unix, string stdin[3]);\nEVENT V(H errno);\n"
        "FUNCTION F(int32 errno, uint8 unix OUT, S linux, S stdout OUT, S stdin, uint8 NULL, uint8 stderr[3] OUT);\n"
        "FUNCTION G(uint32 uint32_t, size size_t, uint32 memset OUT, string EOF[3] OUT);\n");
    for (const char* kind : {"--no-trace", "--allow-direct", "--async-server", "--local-service"})
    {
        ASSERT_EQ(run({"--gen-all", "--gen-async-client", kind, "lamp.api"}).status, 0);
        const test::Outcome outcome =
            test::run({"gcc", "-std=gnu99", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-DLE_COMPONENT_NAME=test",
                       "-I" + std::filesystem::absolute("runtime/include").string(), "lamp_client.c",
                       "lamp_commonclient.c", "lamp_server.c", "lamp_async.c"},
                      {.directory = scratch_.path()});
        EXPECT_EQ(outcome.status, 0) << kind << "\n" << outcome.err;
    }
    EXPECT_THAT(test::readText(scratch_.path() + "/lamp_common.h"),
                HasSubstr("/**\n * Reads /etc/ *.conf and C:\\\n *  or what ?\? /\n *  and  turned\n */\n"));
}

// A compiler that optimizes sees that nothing is ever put in them.
TEST_F(Program, ArraysOfNoElementsGiveNoWarnings)
{
    scratch_.write("lamp.api",
                   "STRUCT S { uint8 a[0]; string s[0]; };\nENUM E { A };\nHANDLER H(S s[0], E e[0]);\nEVENT V(H h);\n"
                   "FUNCTION F(S s[0], E e[0], S t[0] OUT, E f[0] OUT, string s1[0], string s2[0] OUT);\n");
    ASSERT_EQ(run({"--gen-all", "--gen-async-client", "lamp.api"}).status, 0);
    for (const char* file : {"lamp_commonclient.c", "lamp_server.c", "lamp_async.c"})
    {
        const test::Outcome outcome =
            test::run({"gcc", "-std=gnu99", "-O2", "-c", "-o", "lamp.o", "-Wall", "-Wextra", "-Werror",
                       "-DLE_COMPONENT_NAME=test", "-I" + std::filesystem::absolute("runtime/include").string(), file},
                      {.directory = scratch_.path()});
        EXPECT_EQ(outcome.status, 0) << file << "\n" << outcome.err;
    }
}

}  // namespace
}  // namespace ligature
