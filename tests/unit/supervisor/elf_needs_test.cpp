#include "runtime/daemons/supervisor/elf_needs.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/scratch_directory.h"

namespace ligature::supervisor
{
namespace
{

std::string thisProgram()
{
    return std::filesystem::read_symlink("/proc/self/exe");
}

TEST(ElfNeeds, FindsLoaderAndLibrariesOfThisProgram)
{
    const auto file = readElf(thisProgram());
    ASSERT_TRUE(file);
    EXPECT_THAT(file->needed, ::testing::Contains("libc.so.6"));
    const auto needs = findElfNeeds({thisProgram()}, {}, librarySearchPath());
    EXPECT_TRUE(needs.missing.empty());
    EXPECT_TRUE(needs.files.contains(file->interpreter));
    EXPECT_TRUE(needs.files.contains("/lib/libc.so.6"));
    EXPECT_TRUE(needs.files.contains("/lib/libm.so.6"));  // of libstdc++
}

TEST(ElfNeeds, LeavesOutWhatTheAppBringsAndNamesWhatIsMissing)
{
    EXPECT_FALSE(findElfNeeds({thisProgram()}, {"libc.so.6"}, librarySearchPath()).files.contains("/lib/libc.so.6"));
    EXPECT_TRUE(findElfNeeds({thisProgram()}, {}, {}).missing.contains("libc.so.6"));
}

TEST(ElfNeeds, SurvivesFilesThatAreNotWhatTheySay)
{
    const test::ScratchDirectory scratch;
    EXPECT_FALSE(readElf(scratch.path()));
    EXPECT_FALSE(readElf(scratch.write("text", "#!/bin/sh\n")));
    EXPECT_FALSE(readElf(scratch.write("empty", "")));
    const std::string whole = test::readText(thisProgram()).substr(0, 8192);
    for (size_t size = 0; size < 1024; size += 13)
    {
        EXPECT_FALSE(readElf(scratch.write("cut", whole.substr(0, size)))) << size;
    }
    for (size_t at = 4; at < 1024; ++at)
    {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(0xff);
        readElf(scratch.write("damaged", damaged));
    }
}

}  // namespace
}  // namespace ligature::supervisor
