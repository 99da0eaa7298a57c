// Runs the examples of the documentation. In a page, a block fenced as `sh` is run by bash with the programs in PATH,
// all blocks of a page one after the other in one empty directory. A block fenced as `output` right after it gives
// lines that its standard output must hold, in this order; "..." in a line stands for anything.
#include <algorithm>
#include <filesystem>
#include <regex>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/support/process.h"
#include "tests/support/scratch_directory.h"

namespace fs = std::filesystem;
using ligature::test::Outcome;
using ligature::test::ScratchDirectory;

namespace
{

struct Example
{
    int line = 0;
    std::string script;
    std::vector<std::string> output;
};

std::vector<Example> examplesOf(const std::string& page)
{
    std::vector<Example> examples;
    std::istringstream text(ligature::test::readText(page));
    std::string line;
    std::string fence;
    for (int number = 1; std::getline(text, line); ++number)
    {
        if (line.starts_with("```"))
        {
            const bool opens = fence.empty();
            fence = opens ? line.substr(3) : "";
            if (opens && fence.empty())
            {
                fence = "text";
            }
            if (opens && fence == "sh")
            {
                examples.push_back({number, "", {}});
            }
            continue;
        }
        if (fence == "sh")
        {
            examples.back().script += line + "\n";
        }
        else if (fence == "output" && !examples.empty())
        {
            examples.back().output.push_back(line);
        }
    }
    return examples;
}

bool matches(const std::string& line, const std::string& pattern)
{
    static const std::regex special(R"([\\^$.|?*+()\[\]{}])");
    std::string expression = std::regex_replace(pattern, special, R"(\$&)");
    for (size_t at = expression.find(R"(\.\.\.)"); at != std::string::npos; at = expression.find(R"(\.\.\.)", at + 2))
    {
        expression.replace(at, 6, ".*");
    }
    return std::regex_match(line, std::regex(expression));
}

class Docs : public testing::TestWithParam<std::string>
{
};

TEST_P(Docs, ExamplesDoWhatThePageSays)
{
    const std::string page = LIGATURE_SOURCE_DIRECTORY "/" + GetParam();
    const ScratchDirectory scratch;
    const std::string path = std::string(LIGATURE_BUILD_DIRECTORY "/bin:") + getenv("PATH");
    for (const Example& example : examplesOf(page))
    {
        SCOPED_TRACE(GetParam() + ":" + std::to_string(example.line));
        // A page's later examples start in the directory the earlier ones left, with their variables.
        const std::string script = scratch.write(
            ".example.sh", "set -eo pipefail\n[ ! -f " + scratch.path() + "/.state ] || . " + scratch.path() +
                               "/.state\n" + example.script + "\n{ export -p; printf 'cd %q\\n' \"$PWD\"; } > " +
                               scratch.path() + "/.state\n");
        const Outcome outcome = ligature::test::run(
            {"bash", script}, {.directory = scratch.path(),
                               .variables = {{"PATH", path},
                                             {"HOME", scratch.path()},
                                             {"LIGATURE", LIGATURE_SOURCE_DIRECTORY},
                                             {"LIGATURE_TARGET_ROOT", scratch.path() + "/target"}}});
        ASSERT_EQ(0, outcome.status) << example.script << "\n" << outcome.out << outcome.err;
        std::istringstream output(outcome.out);
        std::string line;
        for (const std::string& expected : example.output)
        {
            bool found = expected.empty();
            while (!found && std::getline(output, line))
            {
                found = matches(line, expected);
            }
            ASSERT_TRUE(found) << "no line '" << expected << "' (in this order) in:\n" << outcome.out << outcome.err;
        }
    }
}

std::vector<std::string> pages()
{
    std::vector<std::string> names = {"README.md"};
    for (const auto& entry : fs::directory_iterator(LIGATURE_SOURCE_DIRECTORY "/docs"))
    {
        if (entry.path().extension() == ".md")
        {
            names.push_back("docs/" + entry.path().filename().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

INSTANTIATE_TEST_SUITE_P(Pages, Docs, testing::ValuesIn(pages()),
                         [](const auto& info)
                         {
                             std::string name = info.param;
                             std::replace_if(
                                 name.begin(), name.end(), [](char c) { return !std::isalnum(c); }, '_');
                             return name;
                         });

}  // namespace
