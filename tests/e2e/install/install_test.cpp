// Installs to an empty prefix, moves the prefix elsewhere, and does the main job from there with a bare environment.
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/process.h"
#include "tests/support/scratch_directory.h"

namespace fs = std::filesystem;
using ligature::test::Outcome;
using testing::HasSubstr;

namespace
{

class Install : public testing::Test
{
protected:
    void SetUp() override
    {
        const std::string prefix = scratch_.path() + "/prefix";
        ligature::test::runOrThrow({"cmake", "--install", LIGATURE_BUILD_DIRECTORY, "--prefix", prefix});
        fs::rename(prefix, tools());
    }

    std::string tools() const { return scratch_.path() + "/moved"; }

    /// Runs an installed program with nothing in the environment but PATH, HOME and the target's root.
    Outcome run(const std::vector<std::string>& arguments) const
    {
        std::vector<std::string> command = {"env", "-i", "PATH=" + tools() + "/bin:/usr/bin:/bin",
                                            "HOME=" + scratch_.path(),
                                            "LIGATURE_TARGET_ROOT=" + scratch_.path() + "/target"};
        command.insert(command.end(), arguments.begin(), arguments.end());
        return ligature::test::run(command, {.directory = scratch_.path()});
    }

    ligature::test::ScratchDirectory scratch_;
};

TEST_F(Install, MovedTreeBuildsInstallsAndRunsASystem)
{
    fs::copy(LIGATURE_SOURCE_DIRECTORY "/samples/led", scratch_.path() + "/led", fs::copy_options::recursive);
    const Outcome build = run({"mksys", "led/deviceA.sdef"});
    ASSERT_EQ(0, build.status) << build.out << build.err;

    const Outcome update = run({"update", "deviceA.localhost.update"});
    ASSERT_EQ(0, update.status) << update.out << update.err;
    const Outcome start = run({"legato", "start"});
    EXPECT_EQ(0, start.status) << start.out << start.err;
    EXPECT_THAT(run({"app", "status", "ledBlinker"}).out, HasSubstr("[running] ledBlinker"));
    const Outcome stop = run({"legato", "stop"});
    EXPECT_EQ(0, stop.status) << stop.out << stop.err;
}

// Of a line `PREFIX/bin  mkapp mksys, log`: what is there.
TEST_F(Install, TheTreeIsAsItsPageSays)
{
    std::istringstream page(ligature::test::readText(LIGATURE_SOURCE_DIRECTORY "/docs/install.md"));
    int directories = 0;
    for (std::string line; std::getline(page, line);)
    {
        std::replace(line.begin(), line.end(), ',', ' ');
        std::istringstream words(line);
        std::string directory;
        words >> directory;
        if (!directory.starts_with("PREFIX/") || !fs::is_directory(tools() + directory.substr(6)) ||
            directory.starts_with("PREFIX/include"))
        {
            continue;
        }
        ++directories;
        const std::set<std::string> told{std::istream_iterator<std::string>(words), {}};
        std::set<std::string> installed;
        for (const auto& entry : fs::directory_iterator(tools() + directory.substr(6)))
        {
            installed.insert(entry.path().filename());
        }
        EXPECT_EQ(told, installed) << directory;
    }
    EXPECT_EQ(3, directories) << "bin, libexec, share";
}

TEST_F(Install, EveryProgramTellsItsVersionAndItsUse)
{
    for (const char* program :
         {"mkapp", "mksys", "mkexe", "mkcomp", "ifgen", "survey", "legato", "app", "update", "log", "sdir", "ipctrace"})
    {
        SCOPED_TRACE(program);
        const Outcome version = run({program, "--version"});
        EXPECT_EQ(0, version.status) << version.err;
        EXPECT_THAT(version.out, HasSubstr("0.1.0"));
        const Outcome help = run({program, "--help"});
        EXPECT_EQ(0, help.status) << help.err;
        EXPECT_THAT(help.out, HasSubstr(program));
        const Outcome wrong = run({program, "--no-such-option"});
        EXPECT_EQ(2, wrong.status) << wrong.out << wrong.err;
    }
}

TEST_F(Install, NoFileOfTheTreeNamesTheBuildDirectory)
{
    for (const auto& entry : fs::recursive_directory_iterator(tools()))
    {
        if (entry.is_symlink())
        {
            EXPECT_TRUE(fs::read_symlink(entry).is_relative()) << entry.path();
        }
        else if (entry.is_regular_file() && entry.path().extension() != "" && entry.path().extension() != ".so")
        {
            EXPECT_THAT(ligature::test::readText(entry.path()), testing::Not(HasSubstr(LIGATURE_BUILD_DIRECTORY)))
                << entry.path();
        }
    }
}

}  // namespace
