#include "runtime/include/legato.h"
#include "tests/support/scratch_directory.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

namespace
{

/// A folder with one file.
class AtomicFiles : public testing::Test
{
protected:
    AtomicFiles() { set(file_, "old text"); }

    static void set(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

    static std::string get(const std::string& path)
    {
        std::ostringstream text;
        text << std::ifstream(path).rdbuf();
        return text.str();
    }

    /// Names in the folder, to see what is left behind.
    size_t count() const
    {
        size_t number = 0;
        for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(root_))
        {
            ++number;
        }
        return number;
    }

    static void put(int fd, const std::string& text)
    {
        ASSERT_EQ(write(fd, text.data(), text.size()), static_cast<ssize_t>(text.size()));
    }

    const ligature::test::ScratchDirectory scratch_;
    const std::string root_ = scratch_.path();
    const std::string file_ = root_ + "/file";
};

TEST_F(AtomicFiles, ChangesAppearWhenClosed)
{
    const int fd = le_atomFile_Open(file_.c_str(), LE_FLOCK_WRITE);
    ASSERT_GE(fd, 0);
    EXPECT_EQ(fcntl(fd, F_GETFL) & O_ACCMODE, O_WRONLY);
    put(fd, "new");
    EXPECT_EQ(get(file_), "old text");
    EXPECT_EQ(le_atomFile_Close(fd), LE_OK);
    EXPECT_EQ(get(file_), "new text");
    EXPECT_EQ(count(), 1u);
}

TEST_F(AtomicFiles, CancelledChangesNeverAppear)
{
    const int fd = le_atomFile_Create(file_.c_str(), LE_FLOCK_READ_AND_WRITE, LE_FLOCK_REPLACE_IF_EXIST, 0600);
    ASSERT_GE(fd, 0);
    put(fd, "new");
    le_atomFile_Cancel(fd);
    EXPECT_EQ(get(file_), "old text");
    const std::string other = root_ + "/other";
    const int created = le_atomFile_Create(other.c_str(), LE_FLOCK_WRITE, LE_FLOCK_FAIL_IF_EXIST, 0600);
    ASSERT_GE(created, 0);
    EXPECT_FALSE(std::filesystem::exists(other));
    le_atomFile_Cancel(created);
    EXPECT_EQ(count(), 1u);
}

TEST_F(AtomicFiles, AppendingReadingAndReplacing)
{
    int fd = le_atomFile_Open(file_.c_str(), LE_FLOCK_READ_AND_APPEND);
    ASSERT_GE(fd, 0);
    put(fd, "!");
    char bytes[16] = {};
    EXPECT_EQ(pread(fd, bytes, sizeof bytes, 0), 9);
    EXPECT_EQ(le_atomFile_Close(fd), LE_OK);
    EXPECT_EQ(get(file_), "old text!");
    fd = le_atomFile_Create(file_.c_str(), LE_FLOCK_APPEND, LE_FLOCK_REPLACE_IF_EXIST, 0600);
    ASSERT_GE(fd, 0);
    put(fd, "a");
    EXPECT_EQ(le_atomFile_Close(fd), LE_OK);
    EXPECT_EQ(get(file_), "a");
    fd = le_atomFile_Open(file_.c_str(), LE_FLOCK_READ);
    ASSERT_GE(fd, 0);
    EXPECT_EQ(read(fd, bytes, sizeof bytes), 1);
    EXPECT_EQ(le_atomFile_Close(fd), LE_OK);
}

TEST_F(AtomicFiles, PermissionsAreThoseOfTheFileOrOfTheCallWithoutTheUmask)
{
    chmod(file_.c_str(), 0640);
    ASSERT_EQ(le_atomFile_Close(le_atomFile_Open(file_.c_str(), LE_FLOCK_WRITE)), LE_OK);
    struct stat status = {};
    ASSERT_EQ(stat(file_.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0640u);
    const mode_t before = umask(022);
    const std::string fresh = root_ + "/fresh";
    const int fd = le_atomFile_Create(fresh.c_str(), LE_FLOCK_WRITE, LE_FLOCK_OPEN_IF_EXIST, 0466);
    umask(before);
    ASSERT_EQ(le_atomFile_Close(fd), LE_OK);
    ASSERT_EQ(stat(fresh.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0444u);
}

TEST_F(AtomicFiles, ReadersShareAndWritersAreAlone)
{
    const int first = le_atomFile_Open(file_.c_str(), LE_FLOCK_READ);
    const int second = le_atomFile_TryOpen(file_.c_str(), LE_FLOCK_READ);
    ASSERT_GE(first, 0);
    ASSERT_GE(second, 0);
    EXPECT_EQ(le_atomFile_TryOpen(file_.c_str(), LE_FLOCK_WRITE), LE_WOULD_BLOCK);
    EXPECT_EQ(le_atomFile_TryDelete(file_.c_str()), LE_WOULD_BLOCK);
    EXPECT_EQ(le_atomFile_Close(first), LE_OK);
    EXPECT_EQ(le_atomFile_Close(second), LE_OK);
    const int writer = le_atomFile_TryOpen(file_.c_str(), LE_FLOCK_WRITE);
    ASSERT_GE(writer, 0);
    EXPECT_EQ(le_atomFile_TryOpen(file_.c_str(), LE_FLOCK_READ), LE_WOULD_BLOCK);
    le_result_t result = LE_OK;
    EXPECT_EQ(le_atomFile_TryOpenStream(file_.c_str(), LE_FLOCK_READ, &result), nullptr);
    EXPECT_EQ(result, LE_WOULD_BLOCK);
    EXPECT_EQ(le_atomFile_Close(writer), LE_OK);
    // Two that create the same file.
    const std::string fresh = root_ + "/fresh";
    const int creator = le_atomFile_TryCreate(fresh.c_str(), LE_FLOCK_WRITE, LE_FLOCK_OPEN_IF_EXIST, 0600);
    ASSERT_GE(creator, 0);
    EXPECT_EQ(le_atomFile_TryCreate(fresh.c_str(), LE_FLOCK_WRITE, LE_FLOCK_OPEN_IF_EXIST, 0600), LE_WOULD_BLOCK);
    EXPECT_EQ(le_atomFile_Close(creator), LE_OK);
    EXPECT_EQ(le_atomFile_Create(fresh.c_str(), LE_FLOCK_WRITE, LE_FLOCK_FAIL_IF_EXIST, 0600), LE_DUPLICATE);
}

TEST_F(AtomicFiles, NoChangeIsLostBetweenManyWriters)
{
    const std::string fresh = root_ + "/fresh";
    std::vector<std::thread> writers;
    for (int writer = 0; writer < 4; ++writer)
    {
        writers.emplace_back(
            [&]
            {
                for (int round = 0; round < 10; ++round)
                {
                    const int fd = le_atomFile_Create(fresh.c_str(), LE_FLOCK_APPEND, LE_FLOCK_OPEN_IF_EXIST, 0600);
                    ASSERT_GE(fd, 0);
                    put(fd, "x");
                    EXPECT_EQ(le_atomFile_Close(fd), LE_OK);
                }
            });
    }
    for (std::thread& writer : writers)
    {
        writer.join();
    }
    EXPECT_EQ(get(fresh), std::string(40, 'x'));
    EXPECT_EQ(count(), 2u);
}

TEST_F(AtomicFiles, CopiesOfTheDeadAreReplaced)
{
    set(root_ + "/.file.new~", "half a cha");
    const int fd = le_atomFile_Open(file_.c_str(), LE_FLOCK_APPEND);
    ASSERT_GE(fd, 0);
    put(fd, "!");
    EXPECT_EQ(le_atomFile_Close(fd), LE_OK);
    EXPECT_EQ(get(file_), "old text!");
    EXPECT_EQ(count(), 1u);
}

TEST_F(AtomicFiles, LinksStandForTheirFile)
{
    const std::string link = root_ + "/link";
    std::filesystem::create_symlink("file", link);
    const int fd = le_atomFile_Create(link.c_str(), LE_FLOCK_WRITE, LE_FLOCK_REPLACE_IF_EXIST, 0600);
    ASSERT_GE(fd, 0);
    put(fd, "new");
    EXPECT_EQ(le_atomFile_Close(fd), LE_OK);
    EXPECT_TRUE(std::filesystem::is_symlink(link));
    EXPECT_EQ(get(file_), "new");
}

TEST_F(AtomicFiles, StreamsCommitAndCancel)
{
    le_result_t result = LE_FAULT;
    FILE* stream = le_atomFile_OpenStream(file_.c_str(), LE_FLOCK_READ_AND_WRITE, &result);
    ASSERT_NE(stream, nullptr);
    EXPECT_EQ(result, LE_OK);
    fputs("new", stream);
    EXPECT_EQ(le_atomFile_CloseStream(stream), LE_OK);
    EXPECT_EQ(get(file_), "new text");
    stream = le_atomFile_TryCreateStream(file_.c_str(), LE_FLOCK_WRITE, LE_FLOCK_REPLACE_IF_EXIST, 0600, nullptr);
    ASSERT_NE(stream, nullptr);
    fputs("lost", stream);
    le_atomFile_CancelStream(stream);
    EXPECT_EQ(get(file_), "new text");
    EXPECT_EQ(le_atomFile_CreateStream(file_.c_str(), LE_FLOCK_WRITE, LE_FLOCK_FAIL_IF_EXIST, 0600, &result), nullptr);
    EXPECT_EQ(result, LE_DUPLICATE);
}

TEST_F(AtomicFiles, FailuresAreResults)
{
    EXPECT_EQ(le_atomFile_Open((root_ + "/nothing").c_str(), LE_FLOCK_READ), LE_NOT_FOUND);
    EXPECT_EQ(le_atomFile_Create((root_ + "/no/file").c_str(), LE_FLOCK_WRITE, LE_FLOCK_OPEN_IF_EXIST, 0600),
              LE_NOT_FOUND);
    EXPECT_EQ(le_atomFile_Open(root_.c_str(), LE_FLOCK_READ), LE_FAULT);
    EXPECT_EQ(le_atomFile_Delete((root_ + "/nothing").c_str()), LE_NOT_FOUND);
    const int fd = open(file_.c_str(), O_RDONLY | O_CLOEXEC);
    EXPECT_EQ(le_atomFile_Close(fd), LE_FAULT);
    EXPECT_EQ(close(fd), 0);
    EXPECT_EQ(le_atomFile_Delete(file_.c_str()), LE_OK);
    EXPECT_EQ(count(), 0u);
}

TEST_F(AtomicFiles, InADirectoryOfOthersTheFileIsChangedInPlace)
{
    if (geteuid() == 0)
    {
        GTEST_SKIP() << "root may write everywhere";
    }
    chmod(root_.c_str(), 0500);
    const int fd = le_atomFile_Create(file_.c_str(), LE_FLOCK_WRITE, LE_FLOCK_REPLACE_IF_EXIST, 0600);
    ASSERT_GE(fd, 0);
    put(fd, "new");
    EXPECT_EQ(le_atomFile_Close(fd), LE_OK);
    EXPECT_EQ(get(file_), "new");
    EXPECT_EQ(le_atomFile_Create((root_ + "/fresh").c_str(), LE_FLOCK_WRITE, LE_FLOCK_OPEN_IF_EXIST, 0600), LE_FAULT);
    chmod(root_.c_str(), 0700);
}

}  // namespace
