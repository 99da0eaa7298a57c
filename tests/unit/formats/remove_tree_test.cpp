// What an app may leave behind must not keep anybody from removing it.
#include <filesystem>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "runtime/formats/files.h"
#include "tests/support/scratch_directory.h"

namespace ligature::formats
{
namespace
{

namespace fs = std::filesystem;

/// As an ordinary user, as root does not ask for permissions, and with few descriptors.
bool removeAsUser(const std::string& path)
{
    const pid_t child = fork();
    if (child == 0)
    {
        const rlimit few{64, 64};
        const bool isUser = getuid() != 0 || (setresgid(1, 1, 1) == 0 && setresuid(1, 1, 1) == 0);
        _exit(isUser && setrlimit(RLIMIT_NOFILE, &few) == 0 && removeTree(path) ? 0 : 1);
    }
    int status = 0;
    return waitpid(child, &status, 0) == child && status == 0;
}

void giveToUser(const std::string& path)
{
    if (getuid() == 0)
    {
        ASSERT_EQ(chown(path.c_str(), 1, 1), 0);
        for (const auto& entry : fs::recursive_directory_iterator(path))
        {
            ASSERT_EQ(lchown(entry.path().c_str(), 1, 1), 0);
        }
    }
}

TEST(RemoveTree, FoldersWithoutPermissionsGo)
{
    const test::ScratchDirectory scratch;
    scratch.write("old/a/b/c/file", "text");
    scratch.write("old/0/1/file", "text");
    scratch.write("old/d/file", "text");
    scratch.write("outside/file", "text");
    fs::create_directory_symlink(scratch.path() + "/outside", scratch.path() + "/old/a/b/link");
    giveToUser(scratch.path());
    fs::permissions(scratch.path() + "/outside", fs::perms(0500));
    for (const std::string folder : {"old/a/b/c", "old/a/b", "old/a", "old/0/1", "old/0", "old/d", "old"})
    {
        fs::permissions(scratch.path() + "/" + folder, fs::perms(folder == "old/d" ? 0000 : 0500));
    }
    EXPECT_TRUE(removeAsUser(scratch.path() + "/old"));
    EXPECT_FALSE(fs::exists(scratch.path() + "/old"));
    EXPECT_TRUE(fs::exists(scratch.path() + "/outside/file"));
    EXPECT_EQ(fs::status(scratch.path() + "/outside").permissions(), fs::perms(0500));
}

TEST(RemoveTree, DepthNeedsNoDescriptors)
{
    const test::ScratchDirectory scratch;
    std::string deepest = "old";
    for (int i = 0; i < 200; ++i)
    {
        deepest += "/deeper";
    }
    scratch.write(deepest + "/file", "text");
    giveToUser(scratch.path());
    EXPECT_TRUE(removeAsUser(scratch.path() + "/old"));
    EXPECT_FALSE(fs::exists(scratch.path() + "/old"));
}

}  // namespace
}  // namespace ligature::formats
