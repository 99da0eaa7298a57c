#include "templates/templates.h"

#include <gtest/gtest.h>

#include <fstream>
#include <stdexcept>
#include <thread>

#include "tests/support/scratch_directory.h"

namespace ligature
{
namespace
{

class TemplatesTest : public testing::Test
{
protected:
    std::string render(const std::string& text, const TemplateData& data)
    {
        std::ofstream(directory_ + "/t.mustache") << text;
        return Templates(directory_).render("t", data);
    }

    const test::ScratchDirectory scratch_;
    const std::string directory_ = scratch_.path();
};

const std::vector<std::string> kAAndB = {"a", "b"};

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
    EXPECT_EQ(render("{{#list}}\n\n{{.}}\n{{/list}}\nend\n", {{"list", kAAndB}}), "\na\n\nb\nend\n");
}

TEST_F(TemplatesTest, NamesAreLookedForInwardsFirst)
{
    TemplateData::List items = {{{"v", "1"}}, {{"v", "2"}, {"n", "4"}}};
    EXPECT_EQ(render("{{#o}}{{n}}{{#l}}[{{v}}{{n}}]{{/l}}{{/o}}", {{"n", "0"}, {"o", {{"n", "3"}, {"l", items}}}}),
              "3[13][24]");
}

TEST_F(TemplatesTest, WhatASectionStandsFor)
{
    const char* text = "{{#a}}yes{{/a}}{{^a}}no{{/a}}{{! nothing }}";
    EXPECT_EQ(render(text, {{"a", true}}), "yes");
    EXPECT_EQ(render(text, {{"a", false}}), "no");
    EXPECT_EQ(render(text, {{"b", "x"}}), "no");
    EXPECT_EQ(render(text, {{"a", TemplateData::array()}}), "no");
    EXPECT_EQ(render(text, {{"a", ""}}), "yes");
    EXPECT_EQ(render("{{#a}}{{b}}{{/a}}", {{"a", {{"b", "x"}}}}), "x");
}

TEST_F(TemplatesTest, DefectsAreThrown)
{
    EXPECT_THROW(Templates(directory_).render("absent", {}), std::runtime_error);
    for (const char* text : {"{{#a}}", "{{/a}}", "{{a", "{{a.b}}", "{{>a}}", "{{=<% %>=}}"})
    {
        EXPECT_THROW(render(text, {}), std::runtime_error) << text;
    }
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
                    EXPECT_EQ(templates.render("t", {{"list", kAAndB}}), "a;b;");
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
