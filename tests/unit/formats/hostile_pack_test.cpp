// Packs that are broken or made to harm. Each is refused, says why, and leaves nothing behind.
#include <fstream>

#include <zstd.h>

#include "tests/unit/formats/sample_packs.h"

namespace ligature::formats
{
namespace
{

using test::readText;
using test::ScratchDirectory;
using ::testing::HasSubstr;

std::string compressed(const std::string& content)
{
    std::string result(ZSTD_compressBound(content.size()), '\0');
    result.resize(ZSTD_compress(result.data(), result.size(), content.data(), content.size(), 3));
    return result;
}

struct HostilePack : testing::Test
{
    ScratchDirectory scratch;

    std::string refusal(const std::string& bytes)
    {
        // A new file each time: some file systems wait for the disk when a file is written over.
        std::filesystem::remove(scratch.path() + "/hostile");
        return complaintOfUnpack(scratch, scratch.write("hostile", bytes));
    }

    /// The manifest of an app with one file of this content; `size` is what it claims.
    static std::string manifest(const std::string& content, uint64_t size)
    {
        AppManifest app = sampleApp();
        app.files = {{"data", hashText(content), size, 0644, false}};
        return toJson(app);
    }
    static std::string manifest(const std::string& content) { return manifest(content, content.size()); }
    static std::string name(const std::string& content) { return contentName(hashText(content)); }
};

TEST_F(HostilePack, HandMadeOneIsFineWhenNothingIsWrong)
{
    EXPECT_EQ(refusal(HandMadePack().head(manifest("x")).entry(name("x"), compressed("x")).finished()), "");
}

TEST_F(HostilePack, TruncatedAtAnyBlock)
{
    for (const std::string& pack : {readText(writeSampleApp(scratch)), readText(writeSampleSystem(scratch))})
    {
        for (size_t size = 0; size < pack.size(); size += kTarBlock)
        {
            EXPECT_THAT(refusal(pack.substr(0, size)), HasSubstr("truncated")) << size;
            EXPECT_NE(refusal(pack.substr(0, size + 1)), "") << size;
        }
    }
}

TEST_F(HostilePack, AnyByteFlipped)
{
    for (const std::string& good : {readText(writeSampleApp(scratch)), readText(writeSampleSystem(scratch))})
    {
        // Odd steps, so that over the whole pack every bit of a byte has its turn.
        const size_t stride = good.size() > 16 * 1024 ? 101 : 11;
        for (size_t place = 0; place < good.size(); place += stride)
        {
            std::string pack = good;
            pack[place] ^= static_cast<char>(1 << (place % 8));
            EXPECT_NE(refusal(pack), "") << place;
        }
    }
}

TEST_F(HostilePack, Surplus)
{
    const std::string pack = readText(writeSampleApp(scratch));
    EXPECT_EQ(refusal(pack + "x"), "pack: something follows its end");
    EXPECT_EQ(refusal(pack + pack), "pack: something follows its end");
    EXPECT_THAT(refusal(HandMadePack()
                            .head(manifest("x"))
                            .entry(name("x"), compressed("x"))
                            .entry(name("y"), compressed("y"))
                            .finished()),
                HasSubstr("where 'pack.sum' is to be"));
    EXPECT_THAT(refusal(HandMadePack()
                            .head(manifest("x"))
                            .entry(name("x"), compressed("x"))
                            .entry(name("x"), compressed("x"))
                            .finished()),
                HasSubstr("where 'pack.sum' is to be"));
}

TEST_F(HostilePack, PayloadMissingOrMisnamed)
{
    EXPECT_THAT(refusal(HandMadePack().head(manifest("x")).finished()), HasSubstr("contains 'pack.sum' where"));
    for (const char* wrong : {"../../escape", "/etc/passwd", "manifest.json", "data"})
    {
        EXPECT_THAT(refusal(HandMadePack().head(manifest("x")).entry(wrong, compressed("x")).finished()),
                    HasSubstr(std::string("contains '") + wrong + "' where"));
    }
}

TEST_F(HostilePack, LinksAndDevices)
{
    const std::pair<char, const char*> kinds[] = {{'1', "a hard link"},
                                                  {'2', "a symbolic link"},
                                                  {'3', "a device"},
                                                  {'4', "a device"},
                                                  {'5', "a directory"},
                                                  {'6', "a named pipe"},
                                                  {'x', "an entry of an unknown kind"}};
    for (const auto& [type, words] : kinds)
    {
        TarBlock header = tarHeader(name("x"), 0);
        header[156] = type;
        EXPECT_EQ(refusal(HandMadePack().head(manifest("x")).raw({header.data(), header.size()}).finished()),
                  "pack: '" + name("x") + "' is " + words + "; packs hold plain files only");
    }
}

TEST_F(HostilePack, HeadersThatSayMoreThanTheyMay)
{
    for (const size_t offset : {100, 108, 116, 136, 148, 157, 265, 297, 329, 345, 511})
    {
        TarBlock header = tarHeader(kManifestEntry, 10);
        header[offset] = '7';
        EXPECT_EQ(refusal({header.data(), header.size()}),
                  "pack: the header of 'manifest.json' is not as packs have them")
            << offset;
    }
}

TEST_F(HostilePack, ContentOfAnotherHash)
{
    EXPECT_EQ(refusal(HandMadePack().head(manifest("x")).entry(name("x"), compressed("y")).finished()),
              "pack: the content of data does not have the hash the manifest says");
}

TEST_F(HostilePack, ContentThatIsNotCompressed)
{
    EXPECT_THAT(refusal(HandMadePack().head(manifest("x")).entry(name("x"), "no frame").finished()),
                HasSubstr("pack: the content of data is damaged"));
    EXPECT_EQ(refusal(HandMadePack().head(manifest("x")).entry(name("x"), "").finished()),
              "pack: the content of data is smaller than the manifest says");
}

TEST_F(HostilePack, BombWritesNoMoreThanDeclared)
{
    const std::string bomb(64u << 20, '\0');
    EXPECT_EQ(refusal(HandMadePack().head(manifest(bomb, 10)).entry(name(bomb), compressed(bomb)).finished()),
              "pack: the content of data is larger than the manifest says");
}

TEST_F(HostilePack, ContentShorterThanDeclared)
{
    EXPECT_EQ(refusal(HandMadePack().head(manifest("x", 2)).entry(name("x"), compressed("x")).finished()),
              "pack: the content of data is smaller than the manifest says");
}

TEST_F(HostilePack, TwoFramesInOneContent)
{
    EXPECT_EQ(
        refusal(HandMadePack().head(manifest("xy")).entry(name("xy"), compressed("x") + compressed("y")).finished()),
        "pack: something follows the content of data");
}

TEST_F(HostilePack, SizesThatNoDiskHolds)
{
    AppManifest app = sampleApp();
    app.files.clear();
    for (int i = 0; i < 9999; ++i)
    {
        app.files.push_back({"f" + std::to_string(10000 + i), std::string(64, 'a'), uint64_t{4} << 30, 0644, false});
    }
    EXPECT_THAT(refusal(HandMadePack().head(toJson(app)).finished()), HasSubstr("no space: the pack needs"));
    app.files = {{"f", std::string(64, 'a'), (uint64_t{4} << 30) + 1, 0644, false}};
    EXPECT_THAT(refusal(HandMadePack().head(toJson(app)).finished()), HasSubstr("files[0].size is not a whole number"));
}

TEST_F(HostilePack, ManifestThatSaysMoreThanItMay)
{
    const std::string good = manifest("x");
    AppManifest app = sampleApp();
    app.files = {{"../escape", hashText("x"), 1, 0644, false}};
    EXPECT_EQ(refusal(HandMadePack().head(toJson(app)).entry(name("x"), compressed("x")).finished()),
              "manifest: files[0].path: '../escape' is not a safe relative path");
    app.files = {{"tool", hashText("x"), 1, 04755, false}};
    EXPECT_EQ(refusal(HandMadePack().head(toJson(app)).entry(name("x"), compressed("x")).finished()),
              "manifest: files[0].mode is not a whole number from 0 to 511");
    EXPECT_EQ(refusal(HandMadePack().head(" " + good).entry(name("x"), compressed("x")).finished()),
              "manifest: it is not written in the canonical way");
}

TEST_F(HostilePack, ManifestIsNotParsedBeforeItsHashHolds)
{
    const std::string bad = "{ not JSON";
    EXPECT_EQ(
        refusal(HandMadePack().entry(kManifestEntry, bad).entry(kSignatureEntry, hashLine(hashText("x"))).finished()),
        "pack: the hash of its manifest is wrong");
}

TEST_F(HostilePack, HugeDeclaredManifest)
{
    const TarBlock header = tarHeader(kManifestEntry, uint64_t{7} << 30);
    EXPECT_EQ(refusal({header.data(), header.size()}), "pack: an entry of 7516192768 bytes may have at most 16777216");
}

TEST_F(HostilePack, AppPackInsideOfASystemIsVerified)
{
    const std::string app = readText(writeSampleApp(scratch));
    SystemManifest system = sampleSystem();
    system.files.clear();
    system.apps.resize(1);
    system.apps[0] = {"blink", std::string(64, 'a'), hashText(app), app.size(), {}};
    std::string other = app;
    other[600] ^= 1;
    EXPECT_EQ(refusal(HandMadePack().head(toJson(system)).entry(appName(hashText(app)), other).finished()),
              "pack: the pack of app blink does not have the hash the manifest says");
    EXPECT_EQ(refusal(HandMadePack().head(toJson(system)).entry(appName(hashText(app)), app + "x").finished()),
              "pack: the pack of app blink does not have the size the manifest says");
    EXPECT_EQ(refusal(HandMadePack().head(toJson(system)).entry(appName(hashText(app)), app).finished()), "");
}

TEST_F(HostilePack, NotAFile)
{
    EXPECT_EQ(complaint([&] { readPackHead(scratch.path()); }),
              "cannot read " + scratch.path() + ": it is not a regular file");
    EXPECT_EQ(complaint([&] { readPackHead("/nowhere"); }), "cannot open /nowhere: No such file or directory");
}

}  // namespace
}  // namespace ligature::formats
