// Exactly what depends on a changed input is made again, whatever kind of input it is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "runtime/formats/pack.h"
#include "tests/e2e/build/project.h"

using namespace ligature;
using ligature::test::Project;
using testing::Contains;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

namespace
{

const std::string kReaderPack = "app/reader/reader.localhost.update";
const std::string kSourcePack = "app/source/source.localhost.update";
const std::string kSystemPack = "dev.localhost.update";
const std::string kWork = "_build_dev/localhost/";

formats::AppManifest readerManifest(const Project& project)
{
    return std::get<formats::AppManifest>(formats::readPackHead(project.file(kWork + kReaderPack)).manifest);
}

bool holds(const formats::AppManifest& manifest, const std::string& path)
{
    for (const formats::FileEntry& file : manifest.files)
    {
        if (file.path == path)
        {
            return true;
        }
    }
    return false;
}

/// A finished build, checked to be finished: nothing runs the second time.
class Incremental : public testing::Test
{
protected:
    Incremental()
    {
        EXPECT_THAT(project_.build(), Contains(kSystemPack));
        EXPECT_THAT(project_.build(), IsEmpty());
    }

    ~Incremental() override
    {
        EXPECT_THAT(project_.build(), IsEmpty()) << "the build after the change was not complete";
    }

    Project project_;
};

}  // namespace

TEST_F(Incremental, NothingChangedNothingIsGenerated)
{
    const std::string ninja = project_.file(kWork + "build.ninja");
    const auto time = std::filesystem::last_write_time(ninja);
    // A generator that ran would say so.
    const test::Outcome first = project_.tool({"mksys", "-v", "dev.sdef"});
    EXPECT_THAT(first.err, testing::HasSubstr("files generated"));
    const test::Outcome second = project_.tool({"mksys", "-v", "dev.sdef"});
    EXPECT_THAT(second.err, Not(testing::HasSubstr("files generated")));
    EXPECT_EQ(second.status, 0);
    EXPECT_EQ(std::filesystem::last_write_time(ninja), time);
    project_.build();
}

TEST_F(Incremental, Source)
{
    project_.replace("reader/more.c", "%u", "value %u");
    EXPECT_THAT(project_.build(),
                UnorderedElementsAre("component/reader/more.c.o", "component/reader/libComponent_reader.so",
                                     kReaderPack, kSystemPack));
}

TEST_F(Incremental, CommentInASourceEndsAtThePack)
{
    project_.replace("reader/more.c", "#include \"more.h\"", "#include \"more.h\" // what more");
    EXPECT_THAT(project_.build(), UnorderedElementsAre("component/reader/more.c.o",
                                                       "component/reader/libComponent_reader.so", kReaderPack));
}

TEST_F(Incremental, Header)
{
    project_.write("reader/more.h", "void more(unsigned value);\nvoid less(void);\n");
    EXPECT_THAT(project_.build(), UnorderedElementsAre("component/reader/reader.c.o", "component/reader/more.c.o",
                                                       "component/reader/libComponent_reader.so", kReaderPack));
}

TEST_F(Incremental, VersionInAdef)
{
    project_.replace("reader.adef", "version: 1", "version: 2");
    EXPECT_THAT(project_.build(), UnorderedElementsAre(kReaderPack, kSystemPack));
    EXPECT_EQ(readerManifest(project_).version, "2");
}

TEST_F(Incremental, CommentInAdefRunsNothing)
{
    project_.replace("reader.adef", "version: 1", "version: 1 // first");
    EXPECT_THAT(project_.build(), IsEmpty());
}

TEST_F(Incremental, IncludedFragment)
{
    project_.write("limits.inc", "maxFileSystemBytes: 200K\n");
    EXPECT_THAT(project_.build(), UnorderedElementsAre(kReaderPack, kSystemPack));
    EXPECT_EQ(readerManifest(project_).limits.maxFileSystemBytes, 200u * 1024);
}

TEST_F(Incremental, FileThatAppearsWhereOneWasLookedFor)
{
    project_.write("extra", "");
    EXPECT_THAT(project_.build(), UnorderedElementsAre(kReaderPack, kSystemPack));
    EXPECT_EQ(readerManifest(project_).limits.maxThreads, 3u);
    project_.remove("extra");
    EXPECT_THAT(project_.build(), UnorderedElementsAre(kReaderPack, kSystemPack));
}

TEST_F(Incremental, BundledFile)
{
    project_.write("config.txt", "two\n");
    EXPECT_THAT(project_.build(), UnorderedElementsAre(kReaderPack, kSystemPack));
}

TEST_F(Incremental, FileAddedToABundledDirectoryAndRemoved)
{
    project_.write("data/sub/new", "new\n");
    EXPECT_THAT(project_.build(), UnorderedElementsAre(kReaderPack, kSystemPack));
    EXPECT_TRUE(holds(readerManifest(project_), "data/sub/new"));
    project_.remove("data/sub");
    EXPECT_THAT(project_.build(), UnorderedElementsAre(kReaderPack, kSystemPack));
    EXPECT_FALSE(holds(readerManifest(project_), "data/sub/new"));
}

TEST_F(Incremental, Api)
{
    project_.write("num.api", "FUNCTION le_result_t Get(uint32 value OUT);\nFUNCTION Reset();\n");
    project_.replace("source/source.c", "COMPONENT_INIT", "void num_Reset(void)\n{\n}\n\nCOMPONENT_INIT");
    const std::set<std::string> steps = project_.build();
    EXPECT_THAT(steps, Contains("component/reader/reader.c.o"));
    EXPECT_THAT(steps, Contains("component/source/source.c.o"));
    EXPECT_THAT(steps, Contains(kReaderPack));
    EXPECT_THAT(steps, Contains(kSourcePack));
    // These see nothing of the interface.
    EXPECT_THAT(steps, Not(Contains("component/reader/more.c.o")));
    EXPECT_THAT(steps, Not(Contains("app/reader/read")));
}

TEST_F(Incremental, CommentInApi)
{
    project_.write("num.api", "// Numbers.\nFUNCTION le_result_t Get(uint32 value OUT);\n");
    const std::set<std::string> steps = project_.build();
    EXPECT_THAT(steps, Not(Contains(kSystemPack))) << "a comment must not change what is installed";
}

TEST_F(Incremental, FlagsInCdef)
{
    project_.replace("source/Component.cdef", "42", "43");
    EXPECT_THAT(project_.build(),
                UnorderedElementsAre("component/source/source.c.o", "component/source/_componentMain.c.o",
                                     "component/source/libComponent_source.so", kSourcePack, kSystemPack));
}

TEST_F(Incremental, AppSettingInSdefMakesTheSystemAlone)
{
    project_.replace("dev.sdef", "    reader\n", "    reader { maxThreads: 9 }\n");
    EXPECT_THAT(project_.build(), UnorderedElementsAre(kSystemPack));
}

TEST_F(Incremental, DeletedResultIsMadeAgain)
{
    project_.remove(kSystemPack);
    EXPECT_THAT(project_.build(), UnorderedElementsAre(kSystemPack));
    project_.remove(kWork + "component/reader/interfaces.h");
    project_.build();
    EXPECT_TRUE(std::filesystem::exists(project_.file(kWork + "component/reader/interfaces.h")));
}

TEST_F(Incremental, ErrorLeavesNothingToTrust)
{
    project_.replace("reader.adef", "version: 1", "versoin: 1");
    for (int i = 0; i < 2; ++i)
    {
        const test::Outcome outcome = project_.tool({"mksys", "dev.sdef"});
        EXPECT_EQ(outcome.status, 1);
        EXPECT_THAT(outcome.err, testing::HasSubstr("reader.adef:5:1: error:"));
    }
    project_.replace("reader.adef", "versoin: 1", "version: 1");
    EXPECT_THAT(project_.build(), IsEmpty());
}
