// The language, the generator and its output: faults 4, 24 to 33 of the generators before this one.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>

#include "tests/support/process.h"
#include "tests/support/scratch_directory.h"

namespace ligature::test
{
namespace
{

using testing::HasSubstr;
using testing::Not;

class GeneratorFault : public testing::Test
{
protected:
    Outcome ifgen(std::vector<std::string> arguments, const std::string& folder = "")
    {
        const auto build = std::filesystem::canonical("/proc/self/exe").parent_path().parent_path();
        arguments.insert(arguments.begin(), build / "bin/ifgen");
        RunOptions options;
        options.directory = scratch_.path() + "/" + folder;
        return run(arguments, options);
    }

    /// The outcome of a check of one file, `x.api`.
    Outcome check(const std::string& text)
    {
        scratch_.write("x.api", text);
        return ifgen({"--check", "x.api"});
    }

    std::string hash(const std::string& text)
    {
        scratch_.write("x.api", text);
        const Outcome outcome = ifgen({"--hash", "x.api"});
        EXPECT_EQ(outcome.status, 0) << outcome.err;
        return outcome.out;
    }

    void generate(std::vector<std::string> arguments)
    {
        arguments.insert(arguments.begin(), {"--output-dir", "out"});
        const Outcome outcome = ifgen(arguments);
        ASSERT_EQ(outcome.status, 0) << outcome.err;
    }

    std::string generated(const std::string& name) { return readText(scratch_.path() + "/out/" + name); }

    /// A C file, or a C++ file that ends in `.cpp`, that sees the generated files.
    void compile(const std::string& name, const std::string& text)
    {
        scratch_.write(name, text);
        const bool isC = name.ends_with(".c");
        const Outcome outcome =
            run({isC ? "cc" : "c++", isC ? "-std=gnu99" : "-std=c++17", "-fsyntax-only", "-Wall", "-Wextra", "-Werror",
                 "-DLE_COMPONENT_NAME=x", "-I" + std::filesystem::absolute("runtime/include").string(),
                 "-I" + scratch_.path() + "/out", scratch_.path() + "/" + name});
        EXPECT_EQ(outcome.status, 0) << outcome.err;
    }

    ScratchDirectory scratch_;
};

TEST_F(GeneratorFault, F04_TheProtocolIdCoversHandlersAndTheOrderOfMembers)
{
    EXPECT_NE(hash("HANDLER H(uint32 x); EVENT E(H h);"), hash("HANDLER H(double x, string s[5]); EVENT E(H h);"));
    EXPECT_NE(hash("STRUCT S { uint32 a; int32 b; }; FUNCTION F(S s);"),
              hash("STRUCT S { int32 b; uint32 a; }; FUNCTION F(S s);"));
}

TEST_F(GeneratorFault, F24_OneRunMakesEveryFile)
{
    scratch_.write("x.api", "FUNCTION F();");
    generate({"--gen-all", "x.api"});
    for (const char* name : {"x_common.h", "x_interface.h", "x_server.h", "x_messages.h", "x_service.h", "x_client.c",
                             "x_commonclient.c", "x_server.c"})
    {
        EXPECT_TRUE(std::filesystem::exists(scratch_.path() + "/out/" + name)) << name;
    }
}

TEST_F(GeneratorFault, F25_GeneratedCodeIsShort)
{
    constexpr size_t kFunctions = 100;
    std::string text = "REFERENCE R;\n";
    for (size_t i = 0; i < kFunctions; ++i)
    {
        text +=
            "FUNCTION le_result_t F" + std::to_string(i) + "(R r IN, uint32 a IN, string s[20] OUT, uint8 d[8] OUT);\n";
    }
    scratch_.write("x.api", text);
    generate({"--gen-all", "x.api"});
    size_t lines = 0;
    for (const char* name : {"x_client.c", "x_commonclient.c", "x_server.c", "x_messages.h"})
    {
        const std::string code = generated(name);
        lines += static_cast<size_t>(std::count(code.begin(), code.end(), '\n'));
    }
    // Client and server of a function with an input, a string and an array that come back. It was some 350 lines.
    EXPECT_LT(lines / kFunctions, 130U);
}

TEST_F(GeneratorFault, F26_WhatIsAcceptedCompiles)
{
    scratch_.write("x.api", R"(
REFERENCE R;
ENUM Class { NEW, DELETE };
STRUCT Inner { uint16 data[3]; R r; };
STRUCT S { uint8 a[4]; Inner list[2]; string namespace[5]; bool class; Class kind[2]; };
HANDLER H(R list[3], S s, string class[3], file f);
EVENT E(H h, R list[4]);
FUNCTION S Returned();
FUNCTION F(R in[3] IN, R out[3] OUT, S both[2] IN, S back[2] OUT, uint32 countSize IN);
FUNCTION Words(string class[3] IN, string new[3] OUT, uint8 delete[3] OUT, int32 int_ OUT);
)");
    generate({"--gen-all", "x.api"});
    compile("client.c", "#include \"x_client.c\"\n#include \"x_commonclient.c\"\n");
    compile("server.c", "#include \"x_server.c\"\n");
    compile("both.cpp", "#include \"x_interface.h\"\n#include \"x_server.h\"\n");
    generate({"--gen-server", "--gen-server-interface", "--async-server", "x.api"});
    compile("server.c", "#include \"x_server.c\"\n");
}

TEST_F(GeneratorFault, F26_WhatIsNotSupportedIsSaidWithItsPlace)
{
    for (const char* text : {"STRUCT S { file f; };", "HANDLER H(); FUNCTION F(H h OUT);", "HANDLER H(uint8 a OUT);",
                             "ENUM E { };", "FUNCTION F(uint8 a, uint8 a);", "ENUM E { A }; DEFINE A = 1;",
                             "FUNCTION F(uint8 a[3], size aSize);", "FUNCTION F(file f[2]);", "FUNCTION string F();"})
    {
        const Outcome outcome = check(text);
        EXPECT_EQ(outcome.status, 1) << text;
        EXPECT_THAT(outcome.err, HasSubstr("x.api:1:")) << text;
        EXPECT_THAT(outcome.err, HasSubstr("error: ")) << text;
    }
}

TEST_F(GeneratorFault, F27_AnAliasAndTheCommonFilesOfOneRunAgree)
{
    scratch_.write("x.api", "STRUCT S { uint8 a; }; DEFINE N = 3; FUNCTION F(S s IN, S t OUT);");
    generate({"--gen-all", "--name-prefix", "other", "x.api"});
    compile("client.c",
            "#include \"other_client.c\"\n#include \"x_commonclient.c\"\n"
            "int n = OTHER_N;\nvoid f(const x_S_t* s) { other_F(s, NULL); }\n");
}

TEST_F(GeneratorFault, F28_EveryMistakeHasItsPlaceAndEndsWithOne)
{
    const std::pair<const char*, const char*> cases[] = {
        {"FUNCTION @F();", "x.api:1:10: error: "},
        {"FUNCTION _F();", "x.api:1:10: error: "},
        {"FUNCTION F();\n/* open", "x.api:2:1: error: "},
        {"REFERENCE R;\nREFERENCE R;", "x.api:2:11: error: "},
        {"USETYPES missing;", "x.api:1:10: error: "},
        {"USETYPES x;", "x.api:1:10: error: "},  // a circle
        {"FUNCTION F(\n    int a,\n    nothing b\n);", "x.api:3:5: error: "},
    };
    for (const auto& [text, place] : cases)
    {
        const Outcome outcome = check(text);
        EXPECT_EQ(outcome.status, 1) << text;
        EXPECT_THAT(outcome.err, HasSubstr(place)) << text;
        EXPECT_THAT(outcome.err, Not(HasSubstr("exception"))) << text;
    }
}

TEST_F(GeneratorFault, F28_CommentsOfAnyFormHideNothing)
{
    EXPECT_EQ(check("/**/ FUNCTION F();\r\n/** kept **/\r\nFUNCTION G();\r\n").status, 0);
    generate({"--gen-interface", "x.api"});
    EXPECT_THAT(generated("x_interface.h"), HasSubstr("x_F"));
    EXPECT_THAT(generated("x_interface.h"), HasSubstr("kept"));
    EXPECT_EQ(check("FUNCTION F(nothing a);\nFUNCTION G(nothing b);").err.find("x.api:2:12") != std::string::npos,
              true);
}

TEST_F(GeneratorFault, F29_TypesOfSeveralLayersOfFilesArePacked)
{
    scratch_.write("d.api", "STRUCT D { uint8 a; };");
    scratch_.write("c.api", "USETYPES d; STRUCT C { d.D inner; };");
    scratch_.write("b.api", "USETYPES d; STRUCT B { d.D inner; };");
    scratch_.write("e.api", "ENUM E { ONE };");
    scratch_.write("x.api",
                   "USETYPES b; USETYPES c; USETYPES e; USETYPES b;\n"
                   "FUNCTION F(b.B b IN, c.C c IN, e.E e IN, d.D d OUT);");
    for (const char* name : {"b.api", "c.api", "d.api", "e.api"})
    {
        generate({"--gen-common-interface", "--gen-interface", "--gen-server-interface", name});
    }
    generate({"--gen-all", "x.api"});
    compile("client.c", "#include \"x_client.c\"\n#include \"x_commonclient.c\"\n");
    compile("server.c", "#include \"x_server.c\"\n");
}

TEST_F(GeneratorFault, F30_FilesAreLookedForBesideTheOneThatNamesThemAndThroughOthers)
{
    scratch_.write("sub/c.api", "DEFINE ONE = 1;");
    scratch_.write("sub/b.api", "USETYPES c; STRUCT B { uint8 a[c.ONE]; };");
    scratch_.write("sub/x.api", "USETYPES b; FUNCTION F(b.B b IN, uint8 a[c.ONE] IN);");
    scratch_.write("b.api", "this is not the file that is meant");
    scratch_.write("c.api", "neither is this");
    const Outcome outcome = ifgen({"--check", "sub/x.api"});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
}

TEST_F(GeneratorFault, F31_ConstantsCountInElementsAndBoundsAndCommentsMayStandAnywhere)
{
    EXPECT_EQ(check(R"(
DEFINE N = 2;      ///< how many
ENUM E             // of what
{                  ///< here
    A = N,         /** and here */
    B = N * 4
};                 ///< and there
STRUCT S
{
    uint8 data[N * 2 + 1];  ///< What was measured
};
/** One. */
/** Two. */
FUNCTION F(/* none */);
/** The end. */
)")
                  .status,
              0);
    generate({"--gen-common-interface", "--gen-interface", "x.api"});
    EXPECT_THAT(generated("x_common.h"), HasSubstr("X_B = 8"));
    EXPECT_THAT(generated("x_common.h"), HasSubstr("What was measured"));
    EXPECT_EQ(check("/** Just once. */\nFUNCTION F();\n").status, 0);
    generate({"--gen-interface", "x.api"});
    const std::string header = generated("x_interface.h");
    EXPECT_EQ(header.find("Just once"), header.rfind("Just once"));
}

TEST_F(GeneratorFault, F31_FunctionsAndHandlersMayHaveSeveralFiles)
{
    EXPECT_EQ(check("HANDLER H(file a, file b); EVENT E(H h); ONEWAY FUNCTION G(file a, file b);\n"
                    "FUNCTION F(file a, file b, file x OUT, file y OUT);")
                  .status,
              0);
    generate({"--gen-all", "--gen-async-client", "x.api"});
    compile("client.c", "#include \"x_client.c\"\n#include \"x_commonclient.c\"\n#include \"x_async.c\"\n");
    compile("server.c", "#include \"x_server.c\"\n");
    EXPECT_NE(hash("FUNCTION F(file a, file b);"), hash("FUNCTION F(file a);"));
    EXPECT_NE(hash("FUNCTION F(file a, uint8 b, file c);"), hash("FUNCTION F(file a, file b, uint8 c);"));
    const Outcome tooMany =
        check("FUNCTION F(file a, file b, file c, file d, file e, file f, file g, file h, file i);");
    EXPECT_EQ(tooMany.status, 1);
    EXPECT_THAT(tooMany.err, HasSubstr("x.api:1:76: error: a message carries at most 8 file descriptors [E0154]"));
}

TEST_F(GeneratorFault, F32_ChangesAreToldApartByWhatTheyBreak)
{
    scratch_.write("old.api", "FUNCTION F(uint8 a);");
    scratch_.write("new.api", "/** Better. */\nFUNCTION F(uint8 b);");
    EXPECT_EQ(ifgen({"--compare", "old.api", "new.api"}).status, 0);
    scratch_.write("new.api", "FUNCTION F(uint8 a);\nFUNCTION G();");
    const Outcome outcome = ifgen({"--compare", "old.api", "new.api"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_THAT(outcome.out, HasSubstr("wire-breaking"));
    EXPECT_THAT(outcome.out, Not(HasSubstr("source-breaking")));
}

TEST_F(GeneratorFault, F33_CodeOfTwoInterfacesSharesAFileAndHeadersNeedNoExternC)
{
    scratch_.write("x.api", "HANDLER H(); EVENT E(H h); FUNCTION F();");
    scratch_.write("y.api", "HANDLER H(); EVENT E(H h); FUNCTION F();");
    generate({"--gen-all", "x.api"});
    generate({"--gen-all", "y.api"});
    compile("clients.c",
            "#include \"x_client.c\"\n#include \"x_commonclient.c\"\n"
            "#include \"y_client.c\"\n#include \"y_commonclient.c\"\n");
    compile("servers.c", "#include \"x_server.c\"\n#include \"y_server.c\"\n");
    // Both headers of one prefix, in either order.
    compile("both.cpp",
            "#include \"x_interface.h\"\n#include \"x_server.h\"\n#include \"y_server.h\"\n"
            "#include \"y_interface.h\"\nvoid f() { x_ConnectService(); y_AdvertiseService(); }\n");
    const std::string object = scratch_.path() + "/user.o";
    scratch_.write("user.cpp", "#include \"x_interface.h\"\nvoid f() { x_F(); }\n");
    runOrThrow({"c++", "-std=c++17", "-c", "-DLE_COMPONENT_NAME=x",
                "-I" + std::filesystem::absolute("runtime/include").string(), "-I" + scratch_.path() + "/out", "-o",
                object, scratch_.path() + "/user.cpp"});
    EXPECT_THAT(runOrThrow({"nm", object}).out, HasSubstr(" U x_F\n"));
}

}  // namespace
}  // namespace ligature::test
