#include "run_loop.h"
#include "tests/support/scratch_directory.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>
#include <filesystem>
#include <fstream>

namespace
{

/// A folder of the test's own.
class Files : public testing::Test
{
protected:
    std::string path(const char* name) const { return scratch_.path() + "/" + name; }

private:
    ligature::test::ScratchDirectory scratch_;
};

TEST_F(Files, DirectoriesAreMadeAndRemoved)
{
    EXPECT_EQ(le_dir_Make(path("a").c_str(), 0755), LE_OK);
    EXPECT_EQ(le_dir_Make(path("a").c_str(), 0755), LE_DUPLICATE);
    EXPECT_EQ(le_dir_Make(path("x/y").c_str(), 0755), LE_NOT_FOUND);
    EXPECT_EQ(le_dir_MakePath(path("a/b/c").c_str(), 0755), LE_OK);
    EXPECT_EQ(le_dir_MakePath(path("a/b/c/").c_str(), 0755), LE_OK);
    EXPECT_TRUE(le_dir_IsDir(path("a/b/c").c_str()));
    std::ofstream(path("keep")) << "kept";
    std::filesystem::create_symlink(path("keep"), path("a/link"));
    EXPECT_FALSE(le_dir_IsDir(path("keep").c_str()));
    EXPECT_FALSE(le_dir_IsDir(path("nothing").c_str()));
    EXPECT_EQ(le_dir_MakePath(path("keep/below").c_str(), 0755), LE_FAULT);
    EXPECT_EQ(le_dir_RemoveRecursive(path("a").c_str()), LE_OK);
    EXPECT_EQ(le_dir_RemoveRecursive(path("a").c_str()), LE_OK);
    EXPECT_FALSE(le_dir_IsDir(path("a").c_str()));
    EXPECT_TRUE(std::filesystem::exists(path("keep")));
}

TEST_F(Files, LocksExcludeEachOther)
{
    const std::string file = path("locked");
    EXPECT_EQ(le_flock_Open(file.c_str(), LE_FLOCK_READ), LE_NOT_FOUND);
    const int writer = le_flock_Create(file.c_str(), LE_FLOCK_WRITE, LE_FLOCK_FAIL_IF_EXIST, 0600);
    ASSERT_GE(writer, 0);
    EXPECT_EQ(le_flock_Create(file.c_str(), LE_FLOCK_WRITE, LE_FLOCK_FAIL_IF_EXIST, 0600), LE_DUPLICATE);
    EXPECT_EQ(le_flock_TryOpen(file.c_str(), LE_FLOCK_READ), LE_WOULD_BLOCK);
    le_result_t result = LE_OK;
    EXPECT_EQ(le_flock_TryOpenStream(file.c_str(), LE_FLOCK_APPEND, &result), nullptr);
    EXPECT_EQ(result, LE_WOULD_BLOCK);
    ASSERT_EQ(write(writer, "text", 4), 4);
    le_flock_Close(writer);

    const int reader = le_flock_TryOpen(file.c_str(), LE_FLOCK_READ);
    FILE* second = le_flock_TryOpenStream(file.c_str(), LE_FLOCK_READ, &result);
    ASSERT_GE(reader, 0);
    ASSERT_NE(second, nullptr);
    EXPECT_EQ(result, LE_OK);
    EXPECT_EQ(le_flock_TryCreate(file.c_str(), LE_FLOCK_WRITE, LE_FLOCK_REPLACE_IF_EXIST, 0600), LE_WOULD_BLOCK);
    EXPECT_EQ(std::filesystem::file_size(file), 4u);  // Not emptied without the lock.
    le_flock_Close(reader);
    le_flock_CloseStream(second);
    FILE* replaced =
        le_flock_CreateStream(file.c_str(), LE_FLOCK_READ_AND_WRITE, LE_FLOCK_REPLACE_IF_EXIST, 0600, &result);
    ASSERT_NE(replaced, nullptr);
    EXPECT_EQ(std::filesystem::file_size(file), 0u);
    le_flock_CloseStream(replaced);
}

TEST_F(Files, DescriptorFunctionsAreThoseOfPosix)
{
    const int fd = le_fd_Open(path("file").c_str(), O_RDWR | O_CREAT, 0600);
    ASSERT_GE(fd, 0);
    EXPECT_EQ(le_fd_Write(fd, "abc", 3), 3);
    EXPECT_EQ(le_fd_Lseek(fd, 1, SEEK_SET), 1);
    char byte = 0;
    const int copy = le_fd_Dup(fd);
    EXPECT_EQ(le_fd_Read(copy, &byte, 1), 1);
    EXPECT_EQ(byte, 'b');
    struct stat status = {};
    EXPECT_EQ(le_fd_Fstat(fd, &status), 0);
    EXPECT_EQ(status.st_size, 3);
    EXPECT_EQ(le_fd_MkFifo(path("fifo").c_str(), 0600), 0);
    EXPECT_EQ(le_fd_MkPipe(path("pipe").c_str(), 0600), -1);
    EXPECT_EQ(le_fd_Close(copy), 0);
    EXPECT_EQ(le_fd_Close(fd), 0);
}

}  // namespace
