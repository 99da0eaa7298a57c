// Log lines of the daemons themselves.
#include "runtime/daemons/log/log_line.h"

#include <unistd.h>

#include <gtest/gtest.h>

namespace ligature::daemonLog
{
namespace
{

TEST(DaemonLogLine, HasTheLayoutOfAllLogLines)
{
    const std::source_location here = std::source_location::current();
    EXPECT_EQ("-WRN- | supervisor[" + std::to_string(::getpid()) +
                  "]/framework T=main | log_line_test.cpp TestBody() " + std::to_string(here.line()) +
                  " | an app is gone\n",
              logLine({"supervisor", "framework"}, Level::Warning, "an app is gone", here));
}

TEST(DaemonLogLine, CannotBeBrokenByWhatItTells)
{
    const std::string line = logLine({"d", "c"}, Level::Error, "a\nb\x1b[0m\x7f", std::source_location::current());
    EXPECT_EQ(" | a?b?[0m?\n", line.substr(line.rfind(" | ")));
    EXPECT_EQ("=ERR= | ", line.substr(0, 8));
}

}  // namespace
}  // namespace ligature::daemonLog
