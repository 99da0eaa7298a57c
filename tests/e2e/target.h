// A target with a root of its own, that systems are installed on and started.
#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <chrono>
#include <optional>
#include <regex>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/process.h"
#include "tests/support/reachable.h"
#include "tests/support/scratch_directory.h"
#include "tests/support/times_in.h"

namespace ligature::test
{

inline const std::string kBuild = LIGATURE_BUILD_DIRECTORY;
/// Not 65534, as everybody is called in a user namespace where nobody has a name yet.
inline constexpr uid_t kOrdinaryUser = 1;

inline std::string bin(const std::string& name)
{
    return kBuild + "/bin/" + name;
}

enum class Who
{
    asIs,          // whoever runs the tests
    ordinaryUser,  // an ordinary user, when root runs the tests
};

/// One target with a root of its own; stopped at the end.
class Target
{
public:
    explicit Target(Who who)
    {
        if (who == Who::ordinaryUser)
        {
            user_ = kOrdinaryUser;
            EXPECT_EQ(0, chown(scratch_.path().c_str(), kOrdinaryUser, kOrdinaryUser));
        }
    }
    ~Target() { run({"legato", "stop"}); }

    std::string root() const { return scratch_.path() + "/t"; }

    Outcome run(std::vector<std::string> arguments) const
    {
        arguments[0] = reachableBuild(kBuild) + "/bin/" + arguments[0];
        RunOptions options;
        options.directory = scratch_.path();
        options.variables = {{"LIGATURE_TARGET_ROOT", root()}, {"HOME", scratch_.path()}};
        options.user = user_;
        return test::run(arguments, options);
    }

    std::string log(const std::string& app) const { return run({"log", app}).out; }

    /// Waits until the log of an app has `count` lines with `text`; the log as it is then.
    std::string waitForLog(const std::string& app, const std::string& text, int count = 1) const
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        std::string lines;
        while (std::chrono::steady_clock::now() < deadline)
        {
            lines = log(app);
            if (timesIn(lines, text) >= static_cast<size_t>(count))
            {
                return lines;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        ADD_FAILURE() << "no '" << text << "' in the log of " << app << ":\n" << run({"log"}).out;
        return lines;
    }

    /// Host process id of an app's process, as `app info` tells it.
    pid_t processId(const std::string& app, const std::string& process) const
    {
        const std::string info = run({"app", "info", app}).out;
        std::smatch match;
        if (!std::regex_search(info, match, std::regex(process + "\\[(\\d+)\\]")))
        {
            ADD_FAILURE() << "no process '" << process << "' in:\n" << info;
            return 0;
        }
        return std::stoi(match[1]);
    }

private:
    ScratchDirectory scratch_;
    std::optional<uid_t> user_;
};

/// Tests that run as root (if the tests do) and as an ordinary user.
class OnTarget : public testing::TestWithParam<Who>
{
protected:
    void SetUp() override
    {
        if (GetParam() == Who::ordinaryUser && geteuid() != 0)
        {
            GTEST_SKIP() << "the tests already run as an ordinary user";
        }
    }
};

inline std::string nameOfUser(const testing::TestParamInfo<Who>& info)
{
    return info.param == Who::asIs ? "asIs" : "ordinaryUser";
}

}  // namespace ligature::test
