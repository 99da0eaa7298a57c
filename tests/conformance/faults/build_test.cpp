// What the tools and their build stand on: fault 37 of the generators before this one, which needed an old interpreter
// and had a generated parser checked in.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/scratch_directory.h"

namespace ligature::test
{
namespace
{

namespace fs = std::filesystem;

fs::path program(const std::string& name)
{
    return fs::canonical("/proc/self/exe").parent_path().parent_path() / "bin" / name;
}

TEST(BuildFault, F37_IfgenNeedsNoOtherProgram)
{
    const ScratchDirectory scratch;
    scratch.write("x.api", "FUNCTION F(uint8 a IN, string s[20] OUT);");
    const Outcome outcome = run({program("ifgen"), "--gen-all", "--output-dir", "out", "x.api"},
                                {.directory = scratch.path(), .variables = {{"PATH", ""}}});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(readText(scratch.path() + "/out/x_client.c"), testing::HasSubstr("x_F"));
}

TEST(BuildFault, F37_BuildingCallsNoInterpreter)
{
    const ScratchDirectory scratch;
    for (const char* name : {"python", "python2", "python2.7", "python3"})
    {
        const std::string path = scratch.write(
            std::string("first/") + name, "#!/bin/sh\necho \"$0 $*\" >> '" + scratch.path() + "/called'\nexit 1\n");
        fs::permissions(path, fs::perms::owner_all);
    }
    scratch.write("x.api", "FUNCTION F();");
    scratch.write("part/Component.cdef",
                  "requires:\n{\n    api:\n    {\n        x.api [manual-start]\n    }\n}\n"
                  "sources:\n{\n    part.c\n}\n");
    scratch.write("part/part.c", "#include \"legato.h\"\n#include \"interfaces.h\"\nCOMPONENT_INIT {}\n");
    scratch.write("one.adef",
                  "executables:\n{\n    one = ( part )\n}\n"
                  "processes:\n{\n    run:\n    {\n        ( one )\n    }\n}\n"
                  "bindings:\n{\n    one.part.x -> <root>.x\n}\n");
    scratch.write("all.sdef", "apps:\n{\n    one\n}\n");
    const Outcome outcome =
        run({program("mksys"), "-i", ".", "all.sdef"},
            {.directory = scratch.path(), .variables = {{"PATH", scratch.path() + "/first:" + std::getenv("PATH")}}});
    EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
    EXPECT_TRUE(fs::exists(scratch.path() + "/all.localhost.update"));
    EXPECT_FALSE(fs::exists(scratch.path() + "/called")) << readText(scratch.path() + "/called");
}

/// The files below a folder that say ANTLR has written them.
std::vector<std::string> generatedParsers(const fs::path& folder)
{
    std::vector<std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
    {
        const std::string suffix = entry.path().extension();
        if ((suffix == ".h" || suffix == ".cpp") && readText(entry.path()).starts_with("\n// Generated from "))
        {
            found.push_back(entry.path().filename());
        }
    }
    return found;
}

TEST(BuildFault, F37_ParsersAreMadeByTheBuildFromTheirGrammars)
{
    using testing::IsSupersetOf;
    for (const char* room : {"grammar", "ifgen", "mkapp", "mksys"})
    {
        EXPECT_THAT(generatedParsers(fs::path(LIGATURE_SOURCE_DIRECTORY) / room), testing::IsEmpty());
    }
    EXPECT_THAT(generatedParsers(fs::path(LIGATURE_BUILD_DIRECTORY) / "grammar"),
                IsSupersetOf({"ApiLexer.cpp", "ApiParser.cpp", "DefinitionLexer.cpp", "DefinitionParser.cpp"}));
}

}  // namespace
}  // namespace ligature::test
