#include "mkapp/record.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/support/scratch_directory.h"

using namespace ligature;
using namespace ligature::mkapp;
namespace fs = std::filesystem;

namespace
{

/// A record of a run that looked at things below a scratch directory.
class RecordTest : public testing::Test
{
protected:
    void look()
    {
        RecordingWorld recording(disk_);
        recording.readFile(scratch_.write("read.adef", "one"));
        recording.fileExists(scratch_.path() + "/absent");
        recording.directoryExists(scratch_.path());
        fs::create_directories(scratch_.path() + "/bundle");
        recording.listDirectory(scratch_.path() + "/bundle");
        recording.variable("LIGATURE_TEST_UNSET");
        record_ = makeRecord(command_, recording.probes(), {scratch_.write("out", "generated")}, nowNanoseconds());
    }

    bool upToDate()
    {
        const auto again = readRecord(recordText(record_));
        EXPECT_TRUE(again.has_value());
        return again && isUpToDate(*again, command_, disk_);
    }

    test::ScratchDirectory scratch_;
    DiskWorld disk_;
    Record record_;
    std::vector<std::string> command_ = {"mkapp", "a\tb\\c\nd.adef", "/here"};
};

}  // namespace

TEST_F(RecordTest, NothingChanged)
{
    look();
    EXPECT_TRUE(upToDate());
}

TEST_F(RecordTest, ContentCountsNotTime)
{
    look();
    scratch_.write("read.adef", "one");
    EXPECT_TRUE(upToDate());
    scratch_.write("read.adef", "two");
    EXPECT_FALSE(upToDate());
}

TEST_F(RecordTest, LinkLeadsElsewhere)
{
    fs::create_directories(scratch_.path() + "/old");
    fs::create_directories(scratch_.path() + "/new");
    const std::string link = scratch_.path() + "/link";
    fs::create_directory_symlink(scratch_.path() + "/old", link);
    RecordingWorld recording(disk_);
    EXPECT_EQ(fs::path(recording.canonicalPath(link)).filename(), "old");
    record_ = makeRecord(command_, recording.probes(), {}, nowNanoseconds());
    EXPECT_TRUE(upToDate());
    fs::remove(link);
    fs::create_directory_symlink(scratch_.path() + "/new", link);
    EXPECT_FALSE(upToDate());
}

TEST_F(RecordTest, PathsAreWrittenByWhatTellsThemApart)
{
    for (const char* path : {"/a/b", "/a/b", "/a/bc", "/a", "", "/x\ty"})
    {
        record_.outputs.push_back({path, {1, 2}});
    }
    const auto again = readRecord(recordText(record_));
    ASSERT_TRUE(again.has_value());
    ASSERT_EQ(again->outputs.size(), record_.outputs.size());
    for (size_t i = 0; i < record_.outputs.size(); ++i)
    {
        EXPECT_EQ(again->outputs[i].path, record_.outputs[i].path);
    }
}

TEST_F(RecordTest, FileIsGone)
{
    look();
    fs::remove(scratch_.path() + "/read.adef");
    EXPECT_FALSE(upToDate());
}

TEST_F(RecordTest, FileAppearsWhereOneWasLookedFor)
{
    look();
    scratch_.write("absent", "");
    EXPECT_FALSE(upToDate());
}

TEST_F(RecordTest, NameIsAddedToADirectory)
{
    look();
    scratch_.write("bundle/new", "");
    EXPECT_FALSE(upToDate());
}

TEST_F(RecordTest, VariableIsSet)
{
    look();
    ::setenv("LIGATURE_TEST_UNSET", "", 1);
    EXPECT_FALSE(upToDate());
    ::unsetenv("LIGATURE_TEST_UNSET");
    EXPECT_TRUE(upToDate());
}

TEST_F(RecordTest, OutputIsGoneOrEdited)
{
    look();
    scratch_.write("out", "edited by hand");
    EXPECT_FALSE(upToDate());
    fs::remove(scratch_.path() + "/out");
    EXPECT_FALSE(upToDate());
}

TEST_F(RecordTest, OtherCommand)
{
    look();
    command_.push_back("-v");
    EXPECT_FALSE(upToDate());
}

TEST_F(RecordTest, DamagedTextIsNotARecord)
{
    look();
    const std::string text = recordText(record_);
    for (size_t length = 0; length < text.size(); ++length)
    {
        EXPECT_FALSE(readRecord(text.substr(0, length))) << length;
    }
    EXPECT_FALSE(readRecord(text + "x"));
    EXPECT_FALSE(readRecord(""));
}

TEST_F(RecordTest, FreshFilesAreComparedByContent)
{
    look();
    for (const Record::Input& input : record_.inputs)
    {
        EXPECT_EQ(input.stamp.time, 0) << input.probe.subject;
    }
    // Long after, the time alone tells.
    const std::string path = scratch_.path() + "/read.adef";
    fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(1));
    RecordingWorld recording(disk_);
    recording.readFile(path);
    record_ = makeRecord(command_, recording.probes(), {}, nowNanoseconds());
    EXPECT_NE(record_.inputs.at(0).stamp.time, 0);
    EXPECT_TRUE(upToDate());
}
