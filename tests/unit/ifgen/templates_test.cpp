#include "templates/templates.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <thread>

namespace ligature
{
namespace
{

class TemplatesTest : public testing::Test
{
protected:
    TemplatesTest()
    {
        std::string pattern = std::filesystem::temp_directory_path() / "templates.XXXXXX";
        directory_ = mkdtemp(pattern.data());
    }
    ~TemplatesTest() override { std::filesystem::remove_all(directory_); }

    std::string render(const std::string& text, const nlohmann::json& data)
    {
        std::ofstream(directory_ + "/t.mustache") << text;
        return Templates(directory_).render("t", data);
    }

    std::string directory_;
};

TEST_F(TemplatesTest, NothingIsEscaped)
{
    EXPECT_EQ(render("{{a}} {{{a}}}\n", {{"a", "<&\">"}}), "<&\"> <&\">\n");
}

TEST_F(TemplatesTest, LinesOfTagsLeaveNoLines)
{
    const char* text = "begin\n{{#has}}\n  {{name}}\n{{/has}}\n{{#hasNot}}\nnever\n{{/hasNot}}\n\nend\n";
    EXPECT_EQ(render(text, {{"has", true}, {"hasNot", false}, {"name", "x"}}), "begin\n  x\n\nend\n");
}

TEST_F(TemplatesTest, BlankLinesStay)
{
    EXPECT_EQ(render("{{#list}}\n\n{{.}}\n{{/list}}\nend\n", {{"list", {"a", "b"}}}), "\na\n\nb\nend\n");
}

TEST_F(TemplatesTest, NumbersAndNesting)
{
    EXPECT_EQ(render("{{#o}}{{n}}{{#l}}[{{v}}]{{/l}}{{/o}}", {{"o", {{"n", 3}, {"l", {{{"v", 1}}, {{"v", 2}}}}}}}),
              "3[1][2]");
}

TEST_F(TemplatesTest, DefectsAreThrown)
{
    EXPECT_THROW(Templates(directory_).render("absent", {}), std::runtime_error);
    EXPECT_THROW(render("{{#a}}", {}), std::runtime_error);
}

TEST_F(TemplatesTest, ManyThreads)
{
    std::ofstream(directory_ + "/t.mustache") << "{{#list}}{{.}};{{/list}}";
    Templates templates(directory_);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
    {
        threads.emplace_back(
            [&templates]
            {
                for (int n = 0; n < 200; ++n)
                {
                    EXPECT_EQ(templates.render("t", {{"list", {"a", "b"}}}), "a;b;");
                }
            });
    }
    for (std::thread& thread : threads)
    {
        thread.join();
    }
}

}  // namespace
}  // namespace ligature
