#include "grammar/write.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <set>
#include <thread>
#include <vector>

#include "tests/support/scratch_directory.h"

namespace ligature
{
namespace
{

namespace fs = std::filesystem;

class Write : public ::testing::Test
{
protected:
    std::string path(const std::string& name) const { return scratch_.path() + "/" + name; }

    // The names in a directory, those of temporary files included.
    std::vector<std::string> names(const std::string& directory = "") const
    {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(path(directory)))
        {
            names.push_back(entry.path().filename().string());
        }
        std::sort(names.begin(), names.end());
        return names;
    }

    // What writing a file fails with.
    static std::string failure(const std::string& path)
    {
        try
        {
            writeIfChanged(path, "text");
        }
        catch (const WriteError& error)
        {
            return error.what();
        }
        return "no error";
    }

    static struct stat statusOf(const std::string& path)
    {
        struct stat status = {};
        EXPECT_EQ(::lstat(path.c_str(), &status), 0) << path;
        return status;
    }

    test::ScratchDirectory scratch_;
};

TEST_F(Write, MakesTheFileAndItsDirectories)
{
    EXPECT_TRUE(writeIfChanged(path("a/b/file"), "text"));
    EXPECT_EQ(test::readText(path("a/b/file")), "text");
    EXPECT_EQ(names("a/b"), std::vector<std::string>{"file"});
}

TEST_F(Write, TakesTheModeFromTheUser)
{
    const mode_t before = ::umask(027);
    writeIfChanged(path("file"), "text");
    ::umask(before);
    EXPECT_EQ(statusOf(path("file")).st_mode & 0777, 0640U);
}

TEST_F(Write, LeavesAFileWithTheTextAlone)
{
    writeIfChanged(path("file"), "text");
    const struct stat before = statusOf(path("file"));
    EXPECT_FALSE(writeIfChanged(path("file"), "text"));
    const struct stat after = statusOf(path("file"));
    EXPECT_EQ(after.st_ino, before.st_ino);
    EXPECT_EQ(after.st_mtim.tv_sec, before.st_mtim.tv_sec);
    EXPECT_EQ(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
}

TEST_F(Write, ReplacesAFileWithAnotherText)
{
    for (const char* text : {"first", "other", "longer than both", "", "short"})
    {
        EXPECT_TRUE(writeIfChanged(path("file"), text));
        EXPECT_EQ(test::readText(path("file")), text);
    }
    EXPECT_EQ(names(), std::vector<std::string>{"file"});
}

TEST_F(Write, ReplacesTheHalfOfAFile)
{
    scratch_.write("file", "te");
    EXPECT_TRUE(writeIfChanged(path("file"), "text"));
    EXPECT_EQ(test::readText(path("file")), "text");
}

TEST_F(Write, ShowsNobodyHalfAFile)
{
    const std::array<std::string, 2> texts = {std::string(100'000, 'a'), std::string(200'000, 'b')};
    std::atomic<bool> isDone = false;
    int looks = 0;
    std::vector<size_t> halves;
    std::thread reader(
        [&]
        {
            while (!isDone)
            {
                const int file = ::open(path("file").c_str(), O_RDONLY | O_CLOEXEC);
                if (file < 0)
                {
                    continue;
                }
                std::string text(texts[1].size() + 1, '\0');
                const ssize_t count = ::read(file, text.data(), text.size());
                ::close(file);
                text.resize(static_cast<size_t>(std::max<ssize_t>(count, 0)));
                ++looks;
                if (text != texts[0] && text != texts[1])
                {
                    halves.push_back(text.size());
                }
            }
        });
    for (int i = 0; i < 200; ++i)
    {
        writeIfChanged(path("file"), texts[i % 2]);
        if (i % 20 == 0)
        {
            fs::remove(path("file"));
        }
    }
    while (looks == 0)
    {
        std::this_thread::yield();
    }
    isDone = true;
    reader.join();
    EXPECT_THAT(halves, ::testing::IsEmpty());
}

// Names of files that were made in a directory since this was, whether or not they are still there.
class Made
{
public:
    explicit Made(const std::string& directory) : events_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC))
    {
        EXPECT_GE(::inotify_add_watch(events_, directory.c_str(), IN_CREATE), 0);
    }
    ~Made() { ::close(events_); }
    Made(const Made&) = delete;
    Made& operator=(const Made&) = delete;

    std::vector<std::string> names() const
    {
        std::vector<std::string> names;
        alignas(inotify_event) std::array<char, 16 * 1024> buffer;
        const ssize_t size = ::read(events_, buffer.data(), buffer.size());
        for (ssize_t at = 0; at < size;)
        {
            const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
            names.emplace_back(event->name);
            at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
        }
        return names;
    }

private:
    int events_;
};

// Processes of two containers may have all their numbers in common, and a directory.
TEST_F(Write, NoTwoTemporaryFilesHaveTheSameName)
{
    constexpr size_t kTimes = 50;
    const Made made(scratch_.path());
    for (size_t i = 0; i < kTimes; ++i)
    {
        writeIfChanged(path("file"), std::to_string(i));
    }
    const std::vector<std::string> names = made.names();
    EXPECT_EQ(names.size(), kTimes);
    EXPECT_THAT(names, ::testing::Each(::testing::MatchesRegex("\\.ligature-[0-9a-f]+\\.tmp")));
    EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), kTimes);
}

TEST_F(Write, WhatCannotBeReplacedLeavesNoTemporaryFile)
{
    const Made made(scratch_.path());
    EXPECT_EQ(failure(path(std::string(256, 'n'))),
              "cannot write '" + path(std::string(256, 'n')) + "': File name too long");
    EXPECT_EQ(made.names().size(), 1U);
    EXPECT_THAT(names(), ::testing::IsEmpty());
}

TEST_F(Write, EndsWhenAskedToOnlyBetweenFiles)
{
    for (int signal : {SIGINT, SIGTERM, SIGHUP})
    {
        EXPECT_EXIT(
            {
                const UninterruptedWriting writing;
                std::thread([&] { ::kill(::getpid(), signal); }).join();
                writeIfChanged(path("file"), std::to_string(signal));
            },
            ::testing::KilledBySignal(signal), "");
        EXPECT_EQ(test::readText(path("file")), std::to_string(signal));
    }
    EXPECT_EQ(names(), std::vector<std::string>{"file"});
}

TEST_F(Write, WritesThroughASymbolicLink)
{
    scratch_.write("elsewhere/file", "old");
    fs::create_symlink("elsewhere/file", path("link"));
    EXPECT_TRUE(writeIfChanged(path("link"), "text"));
    EXPECT_TRUE(fs::is_symlink(path("link")));
    EXPECT_EQ(test::readText(path("elsewhere/file")), "text");
    EXPECT_FALSE(writeIfChanged(path("link"), "text"));
}

TEST_F(Write, WritesThroughASymbolicLinkToWhatIsNotThereYet)
{
    fs::create_symlink("target", path("link"));
    EXPECT_TRUE(writeIfChanged(path("link"), "text"));
    EXPECT_TRUE(fs::is_symlink(path("link")));
    EXPECT_EQ(test::readText(path("target")), "text");
}

TEST_F(Write, LeavesADeviceADevice)
{
    // What a command line like `--depfile /dev/null` comes to; a FIFO, so that a failure does not cost the machine its
    // /dev/null.
    ASSERT_EQ(::mkfifo(path("fifo").c_str(), 0600), 0);
    const int reader = ::open(path("fifo").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    EXPECT_TRUE(writeIfChanged(path("fifo"), "text"));
    std::array<char, 10> text = {};
    EXPECT_EQ(::read(reader, text.data(), text.size()), 4);
    ::close(reader);
    EXPECT_STREQ(text.data(), "text");
    EXPECT_TRUE(fs::is_fifo(path("fifo")));
}

TEST_F(Write, WritesANameOfTheGreatestLength)
{
    const std::string name(255, 'n');
    EXPECT_TRUE(writeIfChanged(path(name), "text"));
    EXPECT_EQ(names(), std::vector<std::string>{name});
}

TEST_F(Write, TellsWhatCannotBeWrittenAndWhy)
{
    fs::create_directory(path("folder"));
    EXPECT_EQ(failure(path("folder")), "cannot write '" + path("folder") + "': Is a directory");
    scratch_.write("file", "");
    EXPECT_EQ(failure(path("file/below")), "cannot write '" + path("file/below") + "': Not a directory");
    EXPECT_EQ(failure(path("file/be/low")), "cannot write '" + path("file/be/low") + "': Not a directory");
    EXPECT_EQ(failure("/proc/none/file"), "cannot make the directory '/proc/none': No such file or directory");
    const std::string name(256, 'n');
    EXPECT_EQ(failure(path(name)), "cannot write '" + path(name) + "': File name too long");
    EXPECT_EQ(names(), (std::vector<std::string>{"file", "folder"}));
}

TEST_F(Write, TellsWhenTheDiskIsFull)
{
    fs::create_symlink("/dev/full", path("full"));
    EXPECT_EQ(failure(path("full")), "cannot write '" + path("full") + "': No space left on device");
}

}  // namespace
}  // namespace ligature
