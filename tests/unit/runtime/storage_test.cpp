#include "runtime/include/legato.h"
#include "tests/support/scratch_directory.h"

#include <gtest/gtest.h>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace
{

/// Storage of the test's own.
class Storage : public testing::Test
{
protected:
    Storage() { setenv("LIGATURE_FS_ROOT", root_.c_str(), 1); }
    ~Storage() override { unsetenv("LIGATURE_FS_ROOT"); }

    static le_fs_FileRef_t open(const char* path, int mode)
    {
        le_fs_FileRef_t file = nullptr;
        EXPECT_EQ(le_fs_Open(path, static_cast<le_fs_AccessMode_t>(mode), &file), LE_OK) << path;
        return file;
    }

    static le_result_t put(le_fs_FileRef_t file, const char* text)
    {
        return le_fs_Write(file, reinterpret_cast<const uint8_t*>(text), strlen(text));
    }

    static std::string get(le_fs_FileRef_t file)
    {
        uint8_t bytes[100];
        size_t size = sizeof bytes;
        EXPECT_EQ(le_fs_Read(file, bytes, &size), LE_OK);
        return std::string(reinterpret_cast<char*>(bytes), size);
    }

    const ligature::test::ScratchDirectory scratch_;
    const std::string root_ = scratch_.path();
};

TEST_F(Storage, FilesAreWrittenSoughtAndRead)
{
    le_fs_FileRef_t file = open("/a/b/file", LE_FS_RDWR | LE_FS_CREAT | LE_FS_TRUNC);
    EXPECT_EQ(put(file, "0123456789"), LE_OK);
    EXPECT_EQ(put(file, ""), LE_OK);
    int32_t place = 0;
    EXPECT_EQ(le_fs_Seek(file, 3, LE_FS_SEEK_SET, &place), LE_OK);
    EXPECT_EQ(place, 3);
    EXPECT_EQ(le_fs_Seek(file, 2, LE_FS_SEEK_CUR, &place), LE_OK);
    EXPECT_EQ(place, 5);
    EXPECT_EQ(get(file), "56789");
    EXPECT_EQ(get(file), "");
    EXPECT_EQ(le_fs_Seek(file, -1, LE_FS_SEEK_END, &place), LE_OK);
    EXPECT_EQ(place, 9);
    EXPECT_EQ(le_fs_Seek(file, -10, LE_FS_SEEK_CUR, &place), LE_FAULT);
    EXPECT_EQ(le_fs_Close(file), LE_OK);
    file = open("/a/b/file", LE_FS_WRONLY | LE_FS_APPEND | LE_FS_SYNC);
    EXPECT_EQ(put(file, "!"), LE_OK);
    EXPECT_EQ(le_fs_Close(file), LE_OK);
    size_t size = 0;
    EXPECT_EQ(le_fs_GetSize("/a/b/file", &size), LE_OK);
    EXPECT_EQ(size, 11u);
    EXPECT_EQ(le_fs_SetSize("/a/b/file", 2), LE_OK);
    file = open("/a/b/file", LE_FS_RDONLY);
    EXPECT_EQ(get(file), "01");
    EXPECT_EQ(put(file, "no"), LE_FAULT);
    EXPECT_EQ(le_fs_Close(file), LE_OK);
    EXPECT_TRUE(std::filesystem::exists(root_ + "/a/b/file"));
}

TEST_F(Storage, FilesAreMovedAndRemoved)
{
    EXPECT_EQ(le_fs_Close(open("/a/file", LE_FS_WRONLY | LE_FS_CREAT)), LE_OK);
    EXPECT_EQ(le_fs_Move("/a/file", "/a/file"), LE_BAD_PARAMETER);
    EXPECT_EQ(le_fs_Move("/a/file", "/b/file"), LE_NOT_FOUND);
    EXPECT_EQ(le_fs_Move("/a/file", "/a/other"), LE_OK);
    EXPECT_FALSE(le_fs_Exists("/a/file"));
    EXPECT_TRUE(le_fs_Exists("/a/other"));
    EXPECT_FALSE(le_fs_Exists("/a"));
    EXPECT_EQ(le_fs_Delete("/a/other"), LE_OK);
    EXPECT_EQ(le_fs_Delete("/a/other"), LE_NOT_FOUND);
    EXPECT_EQ(le_fs_RemoveDirRecursive("/a"), LE_OK);
    EXPECT_EQ(le_fs_RemoveDirRecursive("/a"), LE_OK);
    EXPECT_FALSE(std::filesystem::exists(root_ + "/a"));
}

TEST_F(Storage, NoPathLeavesTheStorage)
{
    le_fs_FileRef_t file = nullptr;
    size_t size = 0;
    for (const char* path : {"/../x", "/a/../../x", "/..", "x", "", "/"})
    {
        EXPECT_EQ(le_fs_Open(path, static_cast<le_fs_AccessMode_t>(LE_FS_RDWR | LE_FS_CREAT), &file), LE_BAD_PARAMETER)
            << path;
        EXPECT_EQ(le_fs_GetSize(path, &size), LE_BAD_PARAMETER) << path;
        EXPECT_EQ(le_fs_SetSize(path, 0), LE_BAD_PARAMETER) << path;
        EXPECT_EQ(le_fs_Delete(path), LE_BAD_PARAMETER) << path;
        EXPECT_EQ(le_fs_RemoveDirRecursive(path), LE_BAD_PARAMETER) << path;
        EXPECT_FALSE(le_fs_Exists(path)) << path;
    }
    EXPECT_EQ(le_fs_Close(open("/..x", LE_FS_WRONLY | LE_FS_CREAT)), LE_OK);
    std::filesystem::create_symlink("/etc/passwd", root_ + "/link");
    EXPECT_EQ(le_fs_Open("/link", LE_FS_RDONLY, &file), LE_FAULT);
}

TEST_F(Storage, MistakesAreResults)
{
    le_fs_FileRef_t file = nullptr;
    size_t size = 1;
    uint8_t byte = 0;
    int32_t place = 0;
    EXPECT_EQ(le_fs_Open(nullptr, LE_FS_RDONLY, &file), LE_BAD_PARAMETER);
    EXPECT_EQ(le_fs_Open("/x", LE_FS_RDONLY, nullptr), LE_BAD_PARAMETER);
    EXPECT_EQ(le_fs_Open("/x", LE_FS_CREAT, &file), LE_BAD_PARAMETER);
    EXPECT_EQ(le_fs_Open("/x", static_cast<le_fs_AccessMode_t>(0x81), &file), LE_BAD_PARAMETER);
    EXPECT_EQ(le_fs_Open("/x", LE_FS_RDONLY, &file), LE_NOT_FOUND);
    EXPECT_EQ(le_fs_GetSize("/x", &size), LE_FAULT);
    EXPECT_EQ(le_fs_SetSize("/x", 1), LE_FAULT);
    EXPECT_FALSE(le_fs_Exists(nullptr));
    const le_fs_FileRef_t closed = open("/file", LE_FS_RDWR | LE_FS_CREAT);
    EXPECT_EQ(le_fs_Close(closed), LE_OK);
    for (le_fs_FileRef_t bad : {closed, reinterpret_cast<le_fs_FileRef_t>(-1), le_fs_FileRef_t(nullptr)})
    {
        EXPECT_EQ(le_fs_Read(bad, &byte, &size), LE_BAD_PARAMETER);
        EXPECT_EQ(le_fs_Write(bad, &byte, 0), LE_BAD_PARAMETER);
        EXPECT_EQ(le_fs_Seek(bad, 0, LE_FS_SEEK_SET, &place), LE_BAD_PARAMETER);
        EXPECT_EQ(le_fs_Close(bad), LE_BAD_PARAMETER);
    }
    setenv("LIGATURE_FS_ROOT", "/nowhere", 1);
    EXPECT_EQ(le_fs_Open("/file", LE_FS_RDONLY, &file), LE_UNSUPPORTED);
}

TEST_F(Storage, TheProgramIsFound)
{
    char directory[500];
    char name[50];
    EXPECT_EQ(le_fs_GetExecutablePath(directory, sizeof directory, name, sizeof name), LE_OK);
    EXPECT_STREQ(name, "runtime_test");
    EXPECT_TRUE(std::filesystem::exists(std::string(directory) + name));
    EXPECT_EQ(directory[strlen(directory) - 1], '/');
    EXPECT_EQ(le_fs_GetExecutablePath(directory, sizeof directory, name, 3), LE_OVERFLOW);
    EXPECT_EQ(le_fs_GetExecutablePath(nullptr, 0, name, sizeof name), LE_BAD_PARAMETER);
}

}  // namespace
