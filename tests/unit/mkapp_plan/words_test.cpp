#include "mkapp/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

using namespace ligature::mkapp;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(SplitWords, CutsAtBlanks)
{
    EXPECT_THAT(*splitWords("-O2  -DX=1\t-g"), ElementsAre("-O2", "-DX=1", "-g"));
    EXPECT_THAT(*splitWords("  "), IsEmpty());
}

TEST(SplitWords, ReadsQuotesAsAShellDoes)
{
    EXPECT_THAT(*splitWords(R"("-DX=\"a b\"")"), ElementsAre(R"(-DX="a b")"));
    EXPECT_THAT(*splitWords(R"(-DX='"a"' '')"), ElementsAre(R"(-DX="a")", ""));
    EXPECT_THAT(*splitWords(R"(a\ b "c\d" 'e\f')"), ElementsAre("a b", R"(c\d)", R"(e\f)"));
}

TEST(SplitWords, ExpandsNothing)
{
    EXPECT_THAT(*splitWords("$HOME `id` $(id) ; | &"), ElementsAre("$HOME", "`id`", "$(id)", ";", "|", "&"));
}

TEST(SplitWords, RefusesAnOpenQuote)
{
    EXPECT_FALSE(splitWords("-DX='a"));
    EXPECT_FALSE(splitWords("\"a\\\""));
}

TEST(QuoteForShell, LeavesHarmlessWordsAlone)
{
    EXPECT_EQ(quoteForShell(std::string("-I/usr/include/a_b-c.d+e")), "-I/usr/include/a_b-c.d+e");
}

TEST(QuoteForShell, QuotesEverythingElse)
{
    EXPECT_EQ(quoteForShell(std::string()), "''");
    EXPECT_EQ(quoteForShell(std::string("a b")), "'a b'");
    EXPECT_EQ(quoteForShell(std::string("it's")), "'it'\\''s'");
    EXPECT_EQ(quoteForShell(std::string("; rm -rf $HOME `id`")), "'; rm -rf $HOME `id`'");
    EXPECT_EQ(quoteForShell(std::vector<std::string>{"cc", "-DX=\"a\"", "~"}), "cc '-DX=\"a\"' '~'");
}

TEST(QuoteForShell, IsReadBackAsItWas)
{
    for (const std::string word : {"a b", "it's", "\"", "\\", "$x", "a\nb", "*?[", "#"})
    {
        EXPECT_THAT(*splitWords(quoteForShell(word)), ElementsAre(word));
    }
}

TEST(EscapeNinja, EscapesWhatNinjaTreatsSpecially)
{
    EXPECT_EQ(escapeNinjaPath("/a b/c:d/$e"), "/a$ b/c$:d/$$e");
    EXPECT_EQ(escapeNinjaValue("-DX=$HOME a:b"), "-DX=$$HOME a:b");
}

TEST(EscapeNinja, RefusesWhatNinjaCannotHold)
{
    EXPECT_THROW(escapeNinjaPath("a\nb"), std::invalid_argument);
    EXPECT_THROW(escapeNinjaPath("a|b"), std::invalid_argument);
    EXPECT_THROW(escapeNinjaValue("a\nb"), std::invalid_argument);
    EXPECT_EQ(escapeNinjaValue("a|b"), "a|b");
}
