#include "ifgen/codes.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace ligature::ifgen
{
namespace
{

TEST(Codes, AreUniqueInOrderAndInRange)
{
    std::string last;
    for (const Code* code : codes())
    {
        std::string id = code->id;
        EXPECT_LT(last, id);
        EXPECT_GE(id, "E0100");
        EXPECT_LE(id, "E0299");
        last = id;
    }
}

TEST(Codes, EveryPageHasABadAndAGoodExample)
{
    for (const Code* code : codes())
    {
        std::string page = code->explanation;
        EXPECT_NE(page.find("\nBad:\n"), std::string::npos) << code->id;
        EXPECT_NE(page.find("\nGood:\n"), std::string::npos) << code->id;
        EXPECT_NE(std::string(code->title), "") << code->id;
    }
}

}  // namespace
}  // namespace ligature::ifgen
