#include "grammar/terminal.h"

#include <gtest/gtest.h>

namespace ligature
{
namespace
{

TEST(Terminal, ColourIsForTerminalsThatCanShowIt)
{
    EXPECT_TRUE(isColourWanted({true, "xterm", nullptr}));
    EXPECT_FALSE(isColourWanted({false, "xterm", nullptr}));
    EXPECT_FALSE(isColourWanted({true, "dumb", nullptr}));
    EXPECT_FALSE(isColourWanted({true, "", nullptr}));
    EXPECT_FALSE(isColourWanted({true, nullptr, nullptr}));
}

TEST(Terminal, ColourIsForWhoWantsIt)
{
    EXPECT_FALSE(isColourWanted({true, "xterm", "1"}));
    EXPECT_FALSE(isColourWanted({true, "xterm", "0"}));
    EXPECT_TRUE(isColourWanted({true, "xterm", ""}));
}

}  // namespace
}  // namespace ligature
