// `survey` on trees made here, and its workers, which outlive a crash.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "mksys/survey/workers.h"
#include "tests/support/process.h"
#include "tests/support/scratch_directory.h"

using ligature::survey::runWorkers;
using ligature::survey::WorkResult;
using ligature::test::Outcome;
using ligature::test::ScratchDirectory;
using testing::HasSubstr;

namespace
{

const std::string kSurvey = LIGATURE_BUILD_DIRECTORY "/bin/survey";

void writeTree(const ScratchDirectory& scratch)
{
    scratch.write("code/good.api", "FUNCTION Go();\n");
    scratch.write("code/bad.api", "FUNCTION Go(Unknown x IN);\n");
    scratch.write("code/part/Component.cdef",
                  "requires:\n{\n    api:\n    {\n        good.api [optional]\n    }\n}\nsources:\n{\n    part.c\n}\n");
    scratch.write("code/part/part.c", "#include \"legato.h\"\n#include \"interfaces.h\"\n\nCOMPONENT_INIT\n{\n}\n");
    scratch.write("code/lost/Component.cdef", "requires:\n{\n    api:\n    {\n        nowhere.api\n    }\n}\n");
    scratch.write("code/one.adef", "executables:\n{\n    one = ( part )\n}\n");
    scratch.write("code/two.adef", "executables:\n{\n    two = ( part\n");
    scratch.write("code/all.sdef", "apps:\n{\n    one\n}\n");
    scratch.write("code/.hidden/no.adef", "nonsense");
    scratch.write("code/_build_one/no.adef", "nonsense");
}

TEST(Survey, CountsKindsAndStagesAndNamesReasons)
{
    const ScratchDirectory scratch;
    writeTree(scratch);
    const Outcome outcome =
        ligature::test::run({kSurvey, "code", "--interface-search", "code"}, {.directory = scratch.path()});
    EXPECT_EQ(0, outcome.status) << outcome.err;
    EXPECT_THAT(outcome.out, testing::StartsWith("kind    files  parse  model  check\n"
                                                 "api         2      2      1      1\n"
                                                 "cdef        2      2      1      1\n"
                                                 "adef        2      1      1      1\n"
                                                 "sdef        1      1      1      1\n"));
    EXPECT_THAT(outcome.out, HasSubstr("two.adef:3:17: "));
    EXPECT_THAT(outcome.out, HasSubstr("lost/Component.cdef:5:9: "));
    EXPECT_THAT(outcome.out, HasSubstr("bad.api:1:13: "));
}

TEST(Survey, BuildsWhatChecksCleanAndTellsAProgram)
{
    const ScratchDirectory scratch;
    writeTree(scratch);
    scratch.write("code/part/part.c", "this is not C\n");
    const Outcome outcome =
        ligature::test::run({kSurvey, "code", "-i", "code", "--build", "--json"}, {.directory = scratch.path()});
    EXPECT_EQ(0, outcome.status) << outcome.err;
    const nlohmann::json report = nlohmann::json::parse(outcome.out);
    EXPECT_EQ(nlohmann::json::parse(R"({"kind":"api","files":2,"parse":2,"model":1,"check":1,"build":1})"),
              report.at("kinds").at(0));
    EXPECT_EQ(nlohmann::json::parse(R"({"kind":"adef","files":2,"parse":1,"model":1,"check":1,"build":0})"),
              report.at("kinds").at(2));
}

TEST(Survey, AFolderThatIsNotThereIsTheUsersMistake)
{
    const Outcome outcome = ligature::test::run({kSurvey, "/nowhere/at/all"});
    EXPECT_EQ(1, outcome.status);
    EXPECT_EQ("survey: '/nowhere/at/all' is not a directory\n", outcome.err);
}

TEST(SurveyWorkers, ACrashAndAHangCostOneItemEach)
{
    size_t last = 0;
    const std::vector<WorkResult> results = runWorkers(
        7, 2, 1,
        [](size_t item)
        {
            if (item == 2)
            {
                raise(SIGKILL);
            }
            if (item == 5)
            {
                pause();
            }
            return "item " + std::to_string(item);
        },
        [&](size_t done) { last = done; });
    ASSERT_EQ(7u, results.size());
    for (size_t item = 0; item < results.size(); ++item)
    {
        const WorkResult::How expected = item == 2   ? WorkResult::How::crashed
                                         : item == 5 ? WorkResult::How::timedOut
                                                     : WorkResult::How::done;
        EXPECT_EQ(expected, results[item].how) << item;
        EXPECT_EQ(expected == WorkResult::How::done ? "item " + std::to_string(item) : "", results[item].line);
    }
    EXPECT_EQ(7u, last);
}

}  // namespace
