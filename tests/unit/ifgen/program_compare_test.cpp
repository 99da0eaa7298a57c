// ifgen --compare as a person or a build calls it.
#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/unit/ifgen/program_fixture.h"

namespace ligature
{
namespace
{

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST_F(Program, ComparesFiles)
{
    scratch_.write("old/lamp.api", "FUNCTION Set(uint8 level);\n");
    scratch_.write("lamp.api", "/** Brighter. */\nFUNCTION Set(uint8 level);\nFUNCTION Off();\n");
    test::Outcome outcome = run({"--compare", "old/lamp.api", "lamp.api"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.out, "lamp.api:3:1: wire-breaking: FUNCTION Off is new\n");
    EXPECT_EQ(outcome.err, "");
    outcome = run({"--compare", "lamp.api", "lamp.api"});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.out, "");
}

TEST_F(Program, ComparesFolders)
{
    scratch_.write("old/a/lamp.api", "USETYPES units;\nFUNCTION Set(units.Level level);\n");
    scratch_.write("old/b/units.api", "ENUM Level { LOW };\n");
    scratch_.write("old/lost.api", "FUNCTION F();\n");
    scratch_.write("new/a/lamp.api", "USETYPES units;\nFUNCTION Set(units.Level level);\n");
    scratch_.write("new/b/units.api", "ENUM Level { LOW, HIGH };\n");
    scratch_.write("new/more.api", "FUNCTION F();\n");
    test::Outcome outcome = run({"--compare", "old", "new"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.out,
              "new/b/units.api:1:19: wire-breaking: HIGH of Level is new\n"
              "old/lost.api:1:1: source-breaking and wire-breaking: the file is gone\n"
              "new/more.api:1:1: compatible: the file is new\n");
    outcome = run({"--compare", "old", "new", "--diagnostics", "json"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_THAT(outcome.out, HasSubstr("\"breaksWire\": true"));
}

TEST_F(Program, ComparisonTellsOfLinksThatLeadNowhere)
{
    scratch_.write("old/lamp.api", "FUNCTION F();\n");
    std::filesystem::create_directory(scratch_.path() + "/new");
    std::filesystem::create_symlink("nowhere.api", scratch_.path() + "/new/lamp.api");
    for (const auto& [before, after] : {std::pair("old", "new"), std::pair("new", "old")})
    {
        const test::Outcome outcome = run({"--compare", before, after});
        EXPECT_EQ(outcome.status, 1);
        EXPECT_EQ(outcome.out, "");
        EXPECT_THAT(outcome.err, HasSubstr("cannot read 'new/lamp.api'"));
    }
    std::filesystem::remove(scratch_.path() + "/new/lamp.api");
    std::filesystem::create_symlink("lamp.api", scratch_.path() + "/new/lamp.api");
    EXPECT_THAT(run({"--compare", "old", "new"}).err, HasSubstr("cannot read 'new/lamp.api'"));
}

TEST_F(Program, ComparisonTellsOfFoldersThatCannotBeRead)
{
    scratch_.write("old/a/lamp.api", "FUNCTION F();\n");
    scratch_.write("new/a/lamp.api", "FUNCTION F(bool b);\n");
    const std::filesystem::path closed = scratch_.path() + "/old/a";
    std::filesystem::permissions(closed, std::filesystem::perms::none);
    std::vector<std::string> arguments = {ifgen(), "--compare", "old", "new"};
    if (::geteuid() == 0)
    {
        // Root reads everything, unless it may not.
        arguments.insert(arguments.begin(), {"setpriv", "--bounding-set", "-dac_override,-dac_read_search"});
    }
    test::RunOptions options;
    options.directory = scratch_.path();
    const test::Outcome outcome = test::run(arguments, options);
    std::filesystem::permissions(closed, std::filesystem::perms::owner_all);
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, HasSubstr("cannot read 'old/a'"));
}

TEST_F(Program, ComparesFoldersWithNamesThatAreNotUtf8)
{
    scratch_.write("\xe9/lamp.api", "FUNCTION F();\n");
    scratch_.write("new/lamp.api", "");
    const test::Outcome outcome = run({"--compare", "\xe9", "new", "--diagnostics", "json"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(nlohmann::json::parse(outcome.out)[0]["message"], "FUNCTION F is gone");
}

TEST_F(Program, ComparesOnlyWhatItUnderstands)
{
    scratch_.write("old.api", "FUNCTION F();\n");
    scratch_.write("new.api", "FUNCTION F(nothing a);\n");
    test::Outcome outcome = run({"--compare", "old.api", "new.api"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_THAT(outcome.err, StartsWith("new.api:1:12: error: unknown type 'nothing' [E0130]"));
    EXPECT_EQ(run({"--compare", "old.api", "missing.api"}).err, "ifgen: cannot read missing.api: no such file\n");
    EXPECT_EQ(run({"--compare", "old.api", "."}).err, "ifgen: --compare takes two files or two folders\n");
    EXPECT_EQ(run({"--compare", "old.api"}).status, 2);
    EXPECT_EQ(run({"--compare", "old.api", "new.api", "--depfile", "d"}).err,
              "ifgen: --depfile tells what files depend on, and with --compare there are none\nTry 'ifgen --help'.\n");
}

TEST_F(Program, ComparisonDoesNothingElse)
{
    scratch_.write("a.api", "FUNCTION F();\n");
    const auto mistake = [&](const char* option)
    {
        const test::Outcome outcome = run({"--compare", "a.api", "a.api", option});
        EXPECT_EQ(outcome.status, 2) << option;
        return outcome.err;
    };
    EXPECT_EQ(mistake("--check"),
              "ifgen: --compare does nothing else, and --check is given too\nTry 'ifgen --help'.\n");
    for (const char* option : {"--gen-all", "--gen-client", "--gen-dump", "--async-server"})
    {
        EXPECT_EQ(
            mistake(option),
            "ifgen: --compare does nothing else, and what is to be generated is given too\nTry 'ifgen --help'.\n");
    }
}

TEST_F(Program, ComparesNoFoldersWithoutInterfaces)
{
    scratch_.write("old/readme.txt", "");
    scratch_.write("new/readme.txt", "");
    const test::Outcome outcome = run({"--compare", "old", "new"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.err, "error: there is no .api file in 'old' or 'new' [E0150]\n");
}

TEST_F(Program, ComparisonTellsOfBothFilesThatAreNotThere)
{
    EXPECT_EQ(run({"--compare", "old.api", "new.api"}).err,
              "ifgen: cannot read old.api: no such file\nifgen: cannot read new.api: no such file\n");
    const test::Outcome outcome = run({"--compare", "old.api", "new.api", "--diagnostics", "json"});
    EXPECT_EQ(outcome.status, 1);
    const auto list = nlohmann::json::parse(outcome.err);
    ASSERT_EQ(list.size(), 2u);
    EXPECT_EQ(list[0]["message"], "cannot read 'new.api': no such file");
    EXPECT_EQ(list[1]["message"], "cannot read 'old.api': no such file");
}

TEST_F(Program, ComparisonShowsNoWarningsWhereErrorsAloneAreAskedFor)
{
    scratch_.write("old.api", "FUNCTION F();\n");
    scratch_.write("new.api", "FUNCTION Set(string name[1..8], int on);\n");
    const std::string all = run({"--compare", "old.api", "new.api"}).err;
    EXPECT_THAT(all, HasSubstr("warning: "));
    const std::string errors = run({"--compare", "old.api", "new.api", "--log-level", "ERROR"}).err;
    EXPECT_THAT(errors, HasSubstr("error: unknown type 'int' [E0130]"));
    EXPECT_THAT(errors, Not(HasSubstr("warning: ")));
}

}  // namespace
}  // namespace ligature
