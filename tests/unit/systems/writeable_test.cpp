#include <fstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/systems/sample_target.h"

namespace ligature::systems
{
namespace
{

namespace fs = std::filesystem;

struct Carried : testing::Test
{
    SampleTarget target;
    std::vector<std::string> notes;

    void SetUp() override { target.install(target.systemPack("A", {{"blink", {{{"f", "1"}}, packed("old")}}})); }

    static std::map<std::string, std::string> packed(const std::string& version)
    {
        return {{"state", version}, {"data/list", version}};
    }

    std::string old(const std::string& path) { return target.writeable(1, "blink/" + path); }
    std::string now(const std::string& path) { return target.writeable(2, "blink/" + path); }

    void write(const std::string& path, const std::string& text)
    {
        fs::create_directories(fs::path(path).parent_path());
        std::ofstream(path) << text;
    }

    void installNext(std::map<std::string, std::string> writeable = packed("new"))
    {
        const StoreLock lock(target.layout);
        InstallOptions options;
        options.note = [&](const std::string& text) { notes.push_back(text); };
        const std::string pack = target.systemPack("B", {{"blink", {{{"f", "2"}}, std::move(writeable)}}});
        ASSERT_EQ(install(lock, target.layout, pack, options).index, 2u);
    }
};

TEST_F(Carried, FilesThatTheAppWroteAreInTheNextSystem)
{
    write(old("state"), "written");
    write(old("made/at/run/time"), "kept");
    fs::permissions(old("made/at/run/time"), fs::perms(0640));
    installNext({{"state", "new"}, {"data/list", "new"}, {"fresh", "new"}});
    EXPECT_EQ(readText(now("state")), "written");
    EXPECT_EQ(readText(now("made/at/run/time")), "kept");
    EXPECT_EQ(fs::status(now("made/at/run/time")).permissions(), fs::perms(0640));
    EXPECT_EQ(readText(now("fresh")), "new");
    EXPECT_EQ(readText(old("state")), "written");
    EXPECT_TRUE(notes.empty());
}

TEST_F(Carried, LinksAreCopiedNotFollowed)
{
    const std::string secret = target.scratch.write("secret", "secret");
    fs::create_symlink(secret, old("link"));
    fs::create_directory_symlink(target.scratch.path(), old("folder"));
    fs::remove(old("state"));
    fs::create_symlink(secret, old("state"));
    installNext();
    EXPECT_EQ(fs::read_symlink(now("link")), secret);
    EXPECT_EQ(fs::read_symlink(now("folder")), target.scratch.path());
    EXPECT_EQ(fs::read_symlink(now("state")), secret);
    EXPECT_EQ(readText(secret), "secret");
}

TEST_F(Carried, LinkInPlaceOfAPackedDirectoryLeadsNowhere)
{
    fs::remove_all(old("data"));
    fs::create_directory_symlink(target.scratch.path(), old("data"));
    installNext();
    EXPECT_EQ(readText(now("data/list")), "new");
    EXPECT_FALSE(fs::exists(target.scratch.path() + "/list"));
    EXPECT_THAT(notes, testing::ElementsAre(old("data") + " is not carried over: "
                                                          "the new version has a directory of that name"));
}

TEST_F(Carried, WhatCannotBeCopiedIsNamedAndHindersNothing)
{
    ASSERT_EQ(mkfifo(old("pipe").c_str(), 0600), 0);
    fs::remove(old("data/list"));
    write(old("data/list/inside"), "x");
    installNext();
    std::sort(notes.begin(), notes.end());
    EXPECT_THAT(notes,
                testing::ElementsAre(old("data/list") + " is not carried over: the new version has a file of that name",
                                     old("pipe") + " is not carried over: it is neither file, directory nor link"));
    EXPECT_EQ(readText(now("data/list")), "new");
}

TEST_F(Carried, DepthIsBounded)
{
    std::string path = "deep";
    for (int i = 0; i < 150; ++i)
    {
        path += "/d";
    }
    write(old(path + "/file"), "x");
    installNext();
    ASSERT_EQ(notes.size(), 1u);
    EXPECT_THAT(notes[0], testing::EndsWith(" is not carried over: it lies too deep"));
}

TEST_F(Carried, HolesStayHoles)
{
    const int file = open(old("sparse").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    ASSERT_GE(file, 0);
    ASSERT_EQ(pwrite(file, "x", 1, off_t{1} << 32), 1);
    ASSERT_EQ(ftruncate(file, off_t{1} << 40), 0);
    close(file);
    installNext();
    struct stat status = {};
    ASSERT_EQ(stat(now("sparse").c_str(), &status), 0);
    EXPECT_EQ(status.st_size, off_t{1} << 40);
    EXPECT_LT(status.st_blocks, 10000);
}

TEST_F(Carried, SetuidIsNot)
{
    write(old("tool"), "x");
    ASSERT_EQ(chmod(old("tool").c_str(), 06755), 0);
    installNext();
    EXPECT_EQ(fs::status(now("tool")).permissions(), fs::perms(0755));
}

TEST_F(Carried, OwnersStayWhenRoot)
{
    if (geteuid() != 0)
    {
        GTEST_SKIP() << "only root can give files away";
    }
    write(old("owned"), "x");
    ASSERT_EQ(chown(old("owned").c_str(), 12345, 12346), 0);
    ASSERT_EQ(chown(old("").c_str(), 12345, 12346), 0);
    installNext();
    struct stat status = {};
    ASSERT_EQ(stat(now("owned").c_str(), &status), 0);
    EXPECT_EQ(status.st_uid, 12345u);
    EXPECT_EQ(status.st_gid, 12346u);
    ASSERT_EQ(stat(now("").c_str(), &status), 0);
    EXPECT_EQ(status.st_uid, 12345u);
}

TEST_F(Carried, WhatWasWrittenAfterTheInstallationComesToo)
{
    installNext();
    write(old("state"), "late");
    write(old("later"), "late");
    carryWriteable(target.layout, 1, 2);
    EXPECT_EQ(readText(now("state")), "late");
    EXPECT_EQ(readText(now("later")), "late");
    EXPECT_EQ(complaint([&] { verifySystem(target.layout, 2); }), "");
    EXPECT_FALSE(fs::exists(target.layout.system(2) + "/appsWriteable.new"));
}

}  // namespace
}  // namespace ligature::systems
