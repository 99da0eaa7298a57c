#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/formats/sample_packs.h"

namespace ligature::formats
{
namespace
{

using test::readText;
using test::ScratchDirectory;
using ::testing::ElementsAre;

unsigned modeOf(const std::string& path)
{
    struct stat status = {};
    EXPECT_EQ(stat(path.c_str(), &status), 0) << path;
    return status.st_mode & 07777;
}

TEST(Pack, AppComesBackAsItWentIn)
{
    const ScratchDirectory scratch;
    const std::string pack = scratch.path() + "/blink.update";
    const std::string identity = writeAppPack(sampleApp(), sampleSources(scratch), pack);

    const PackHead head = readPackHead(pack);
    EXPECT_EQ(head.hash, identity);
    EXPECT_EQ(hashText(head.text), identity);
    const AppManifest& manifest = std::get<AppManifest>(head.manifest);
    EXPECT_EQ(manifest.name, "blink");
    ASSERT_EQ(manifest.files.size(), 4u);
    EXPECT_EQ(manifest.files[3].size, 3000u);

    const std::string directory = scratch.path() + "/app";
    unpack(pack, directory, {});
    EXPECT_EQ(readText(directory + "/read-only/bin/blink"), "program");
    EXPECT_EQ(readText(directory + "/read-only/bin/copy"), "program");
    EXPECT_EQ(readText(directory + "/read-only/lib/libComponent_led.so"), std::string(3000, 'l'));
    EXPECT_EQ(readText(directory + "/writeable/data/state"), "");
    EXPECT_EQ(readText(directory + "/manifest.json"), head.text);
    EXPECT_EQ(hashFile(directory + "/manifest.json"), identity);
}

TEST(Pack, ModesComeFromTheManifestWhateverTheUmask)
{
    const ScratchDirectory scratch;
    const std::string pack = writeSampleApp(scratch);
    const mode_t old = umask(0077);
    const std::string directory = scratch.path() + "/app";
    unpack(pack, directory, {});
    umask(old);
    EXPECT_EQ(modeOf(directory), 0755u);
    EXPECT_EQ(modeOf(directory + "/read-only/bin"), 0755u);
    EXPECT_EQ(modeOf(directory + "/read-only/bin/blink"), 0755u);
    EXPECT_EQ(modeOf(directory + "/read-only/bin/copy"), 0555u);
    EXPECT_EQ(modeOf(directory + "/writeable/data/state"), 0664u);
    EXPECT_EQ(modeOf(directory + "/manifest.json"), 0644u);
}

TEST(Pack, SameInputInAnotherDirectoryGivesTheSameBytes)
{
    const ScratchDirectory here;
    const ScratchDirectory there;
    const std::string first = writeSampleSystem(here);
    const std::string second = writeSampleSystem(there);
    EXPECT_EQ(readText(first), readText(second));
}

TEST(Pack, OrderOfFilesInTheModelDoesNotMatter)
{
    const ScratchDirectory scratch;
    AppManifest reversed = sampleApp();
    std::reverse(reversed.files.begin(), reversed.files.end());
    const std::string pack = scratch.path() + "/pack";
    EXPECT_EQ(writeAppPack(reversed, sampleSources(scratch), pack),
              writeAppPack(sampleApp(), sampleSources(scratch), pack));
}

TEST(Pack, SystemHandsOverVerifiedAppPacks)
{
    const ScratchDirectory scratch;
    const std::string pack = writeSampleSystem(scratch);
    const std::string directory = scratch.path() + "/system";
    std::vector<std::string> apps;
    unpack(pack, directory,
           [&](const SystemAppEntry& app, const std::string& file)
           {
               EXPECT_EQ(readPackHead(file).hash, app.hash);
               EXPECT_EQ(readText(file), readText(scratch.path() + "/" + app.name + ".update"));
               apps.push_back(app.name);
           });
    std::sort(apps.begin(), apps.end());
    EXPECT_THAT(apps, ElementsAre("blink", "pin"));
    EXPECT_EQ(readText(directory + "/lib/liblegato.so"), "framework");
    std::vector<std::string> left;
    for (const auto& entry : std::filesystem::directory_iterator(directory))
    {
        left.push_back(entry.path().filename());
    }
    std::sort(left.begin(), left.end());
    EXPECT_THAT(left, ElementsAre("lib", "manifest.json"));
}

TEST(Pack, OrdinaryTarReadsIt)
{
    const ScratchDirectory scratch;
    const std::string pack = writeSampleApp(scratch);
    EXPECT_EQ(readText(pack).substr(257, 5), "ustar");
    EXPECT_EQ(readText(pack).size() % kTarBlock, 0u);
}

TEST(Pack, LargeContentSurvivesInManyPieces)
{
    const ScratchDirectory scratch;
    std::string content;
    uint32_t state = 1;
    while (content.size() < (3u << 20))
    {
        state = state * 1664525 + 1013904223;
        content.append(content.size() % 7 ? 1 : 200, static_cast<char>(state >> 24));
    }
    AppManifest app = sampleApp();
    app.files = {{"data", "", 0, 0644, false}};
    const std::string pack = scratch.path() + "/pack";
    writeAppPack(app, {{"data", scratch.write("data", content)}}, pack);
    uint64_t last = 0;
    unpack(pack, scratch.path() + "/app", {},
           [&](uint64_t done, uint64_t total)
           {
               EXPECT_GE(done, last);
               EXPECT_LE(done, total);
               last = done;
           });
    EXPECT_EQ(last, std::filesystem::file_size(pack));
    EXPECT_EQ(hashFile(scratch.path() + "/app/read-only/data"), hashText(content));
}

TEST(Pack, WriterNamesTheFileThatIsMissing)
{
    const ScratchDirectory scratch;
    const std::string pack = scratch.path() + "/pack";
    ContentSources sources = sampleSources(scratch);
    sources["bin/blink"] = "/nowhere/blink";
    EXPECT_EQ(complaint([&] { writeAppPack(sampleApp(), sources, pack); }),
              "cannot open /nowhere/blink: No such file or directory");
    sources.erase("bin/blink");
    EXPECT_EQ(complaint([&] { writeAppPack(sampleApp(), sources, pack); }), "no source is known for bin/blink");
    EXPECT_FALSE(std::filesystem::exists(pack));
}

TEST(Pack, WriterKeepsTheOldPackWhenItFails)
{
    const ScratchDirectory scratch;
    const std::string pack = scratch.write("pack", "old");
    AppManifest app = sampleApp();
    app.files[0].path = "../blink";
    ContentSources sources = sampleSources(scratch);
    sources["../blink"] = sources["bin/blink"];
    EXPECT_EQ(complaint([&] { writeAppPack(app, sources, pack); }),
              "manifest: files[0].path: '../blink' is not a safe relative path");
    EXPECT_EQ(readText(pack), "old");
    size_t entries = 0;
    for (const auto& entry : std::filesystem::directory_iterator(scratch.path()))
    {
        entries += entry.is_regular_file();
    }
    EXPECT_EQ(entries, 1u);
}

TEST(Pack, UnpackRefusesADirectoryThatExists)
{
    const ScratchDirectory scratch;
    const std::string pack = writeSampleApp(scratch);
    scratch.write("app/mine", "mine");
    EXPECT_EQ(complaint([&] { unpack(pack, scratch.path() + "/app", {}); }),
              "cannot create directory " + scratch.path() + "/app: File exists");
    EXPECT_EQ(readText(scratch.path() + "/app/mine"), "mine");
}

}  // namespace
}  // namespace ligature::formats
