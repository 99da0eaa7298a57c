#include "grammar/world.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "grammar/variables.h"
#include "tests/support/scratch_directory.h"

namespace ligature
{
namespace
{

TEST(Paths, AreJoinedAndNormalized)
{
    EXPECT_EQ(joinPath("/a", "b"), "/a/b");
    EXPECT_EQ(joinPath("/a/", "b"), "/a/b");
    EXPECT_EQ(joinPath("/a", "/b"), "/b");
    EXPECT_EQ(joinPath("", "b"), "b");
    EXPECT_EQ(normalizePath("/a/./b//../c/"), "/a/c");
    EXPECT_EQ(normalizePath("/../.."), "/");
    EXPECT_EQ(normalizePath("a/../../b"), "../b");
    EXPECT_EQ(normalizePath("a/.."), ".");
    EXPECT_EQ(directoryOf("/a/b"), "/a");
    EXPECT_EQ(directoryOf("/a"), "/");
    EXPECT_EQ(directoryOf("a"), ".");
    EXPECT_EQ(fileNameOf("/a/b"), "b");
    EXPECT_EQ(fileNameOf("b"), "b");
}

TEST(DiskWorld, TellsFilesFromOtherThings)
{
    const test::ScratchDirectory scratch;
    std::ofstream(scratch.path() + "/file") << "text";
    std::filesystem::create_directory(scratch.path() + "/dir");
    std::filesystem::create_symlink("file", scratch.path() + "/link");
    ASSERT_EQ(::mkfifo((scratch.path() + "/fifo").c_str(), 0600), 0);

    DiskWorld world;
    EXPECT_EQ(world.readFile(scratch.path() + "/file"), "text");
    EXPECT_EQ(world.readFile(scratch.path() + "/link"), "text");
    EXPECT_EQ(world.readFile(scratch.path() + "/dir"), std::nullopt);
    EXPECT_EQ(world.readFile(scratch.path() + "/fifo"), std::nullopt) << "and does not wait for a writer";
    EXPECT_EQ(world.readFile(scratch.path() + "/none"), std::nullopt);
    EXPECT_EQ(whyUnreadable(world, scratch.path() + "/dir"), "it is a directory");
    EXPECT_EQ(whyUnreadable(world, scratch.path() + "/fifo"), "it is no regular file");
    EXPECT_EQ(whyUnreadable(world, scratch.path() + "/none"), "no such file");
    EXPECT_TRUE(world.fileExists(scratch.path() + "/link"));
    EXPECT_FALSE(world.fileExists(scratch.path() + "/dir"));
    EXPECT_TRUE(world.directoryExists(scratch.path() + "/dir"));
    EXPECT_EQ(world.canonicalPath(scratch.path() + "/link"), world.canonicalPath(scratch.path()) + "/file");
    EXPECT_EQ(world.canonicalPath("/no/such/../thing"), "/no/thing");

    const auto entries = world.listDirectory(scratch.path()).value();
    ASSERT_EQ(entries.size(), 4u);
    EXPECT_EQ(entries[0].name, "dir");
    EXPECT_TRUE(entries[0].isDirectory);
    EXPECT_FALSE(entries[1].isRegular) << "fifo";
    EXPECT_TRUE(entries[3].isSymlink && entries[3].isRegular);
    EXPECT_EQ(world.listDirectory(scratch.path() + "/file"), std::nullopt);
}

TEST(DiskWorld, ReadsFilesThatTellNoSize)
{
    DiskWorld world;
    const auto text = world.readFile("/proc/self/status");
    ASSERT_TRUE(text);
    EXPECT_TRUE(text->starts_with("Name:"));
}

TEST(RecordingWorld, RemembersEachLookOnce)
{
    MemoryWorld inner("/w");
    inner.addFile("a", "text");
    inner.setVariable("X", "");
    RecordingWorld world(inner);
    world.fileExists("a");
    world.readFile("a");
    world.fileExists("/w/a");
    world.readFile("gone");
    world.directoryExists("d");
    world.variable("X");
    world.variable("Y");

    const auto& probes = world.probes();
    ASSERT_EQ(probes.size(), 5u);
    EXPECT_EQ(probes.at({Probe::Kind::file, "/w/gone"}), "absent");
    EXPECT_EQ(probes.at({Probe::Kind::file, "/w/a"}).size(), 32u);
    EXPECT_EQ(probes.at({Probe::Kind::directoryExists, "/w/d"}), "0");
    EXPECT_EQ(probes.at({Probe::Kind::variable, "X"}), "=");
    EXPECT_EQ(probes.at({Probe::Kind::variable, "Y"}), "absent");
}

TEST(RecordingWorld, FingerprintsChangeWithWhatTheyStandFor)
{
    MemoryWorld inner("/w");
    inner.addFile("d/a", "one");
    RecordingWorld before(inner);
    before.readFile("d/a");
    before.listDirectory("d");
    inner.addFile("d/a", "two");
    inner.addFile("d/b", "");
    RecordingWorld after(inner);
    after.readFile("d/a");
    after.listDirectory("d");
    EXPECT_NE(before.probes().at({Probe::Kind::file, "/w/d/a"}), after.probes().at({Probe::Kind::file, "/w/d/a"}));
    EXPECT_NE(before.probes().at({Probe::Kind::listing, "/w/d"}), after.probes().at({Probe::Kind::listing, "/w/d"}));
}

TEST(MemoryWorld, HasDirectoriesWhereFilesAre)
{
    MemoryWorld world("/w");
    world.addFile("d/e/f", "x");
    world.addDirectory("empty");
    EXPECT_TRUE(world.directoryExists("d"));
    EXPECT_TRUE(world.directoryExists("/w/d/e"));
    EXPECT_FALSE(world.directoryExists("d/e/f"));
    const auto entries = world.listDirectory("/w").value();
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_TRUE(entries[0].isDirectory);
    EXPECT_EQ(entries[1].name, "empty");
    world.removeFile("d/e/f");
    EXPECT_FALSE(world.directoryExists("d"));
}

TEST(Variables, OwnOnesHideThoseOfTheProcess)
{
    MemoryWorld world;
    world.setVariable("A", "outer");
    Variables variables(world);
    EXPECT_EQ(variables.get("A"), "outer");
    EXPECT_EQ(variables.get("B"), std::nullopt);
    variables.set("A", "own");
    Variables copy = variables;
    copy.set("A", "copy");
    EXPECT_EQ(variables.get("A"), "own");
    EXPECT_EQ(variables.own().size(), 1u);
    variables.freeze("A", {0, 1, 2});
    variables.freeze("A", {0, 5, 6});
    EXPECT_EQ(variables.frozenAt("A"), (Span{0, 1, 2})) << "the first use counts";
    EXPECT_EQ(variables.frozenAt("B"), std::nullopt);
}

}  // namespace
}  // namespace ligature
