// An installation that fails, or a machine that loses power, before any of its steps.
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/systems/sample_target.h"

namespace ligature::systems
{
namespace
{

using Change = std::function<void(const SampleTarget&, const StepHook&)>;

/// Ends the work before step number `number` (from 0). True if the work had that many steps.
bool failBefore(const SampleTarget& target, const Change& change, unsigned number)
{
    unsigned count = 0;
    const std::string reason = complaint(
        [&]
        {
            change(target,
                   [&](const char*)
                   {
                       if (count++ == number)
                       {
                           throw formats::FormatError("made to fail");
                       }
                   });
        });
    return reason == "made to fail";
}

bool losePowerBefore(const SampleTarget& target, const Change& change, unsigned number)
{
    const pid_t child = fork();
    if (child == 0)
    {
        unsigned count = 0;
        change(target,
               [&](const char*)
               {
                   if (count++ == number)
                   {
                       _exit(77);  // nothing is cleaned up
                   }
               });
        _exit(0);
    }
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 77;
}

using Interrupt = bool (*)(const SampleTarget&, const Change&, unsigned);

class Interruption : public testing::TestWithParam<std::pair<const char*, Interrupt>>
{
protected:
    Interruption()
    {
        target.install(target.systemPack("A", {{"blink", {{{"f", "1"}}, {{"state", "packed"}}}}, {"pin", {}}}));
        std::filesystem::rename(target.scratch.write("state", "written"), target.writeable(1, "blink/state"));
    }

    /// Interrupts the installation of `pack` everywhere. After each the current system, 1 or 2, is whole, and the next
    /// installation works.
    void interruptEverywhere(const std::string& pack, unsigned leastSteps)
    {
        const std::string next = target.systemPack("C", {{"blink", {{{"f", "3"}}}}});
        const std::string original = target.layout.root;
        const Change change = [&](const SampleTarget& copy, const StepHook& step)
        {
            const StoreLock lock(copy.layout);
            InstallOptions options;
            options.step = step;
            makeCurrent(copy.layout, systems::install(lock, copy.layout, pack, options).index, step);
        };
        unsigned number = 0;
        for (bool interrupted = true; interrupted; ++number)
        {
            target.layout.root = original + std::to_string(number);
            std::filesystem::copy(
                original, target.layout.root,
                std::filesystem::copy_options::recursive | std::filesystem::copy_options::copy_symlinks);
            interrupted = GetParam().second(target, change, number);

            const std::optional<unsigned> now = current(target.layout);
            ASSERT_TRUE(now) << number;
            EXPECT_EQ(readText(target.writeable(*now, "blink/state")), "written") << number;
            for (const InstalledSystem& system : list(target.layout))
            {
                EXPECT_EQ(complaint([&] { verifySystem(target.layout, system.index); }), "") << number;
            }
            EXPECT_GT(target.install(next), *now) << number;
            EXPECT_EQ(readText(target.writeable(*current(target.layout), "blink/state")), "written") << number;
            const StoreLock lock(target.layout);
            removeOldSystems(lock, target.layout, 1);
            EXPECT_EQ(list(target.layout).size(), 1u);
            EXPECT_FALSE(std::filesystem::exists(target.layout.unpackArea()));
        }
        EXPECT_GT(number, leastSteps);
    }

    SampleTarget target;
};

TEST_P(Interruption, OfASystem)
{
    interruptEverywhere(target.systemPack("B", {{"blink", {{{"f", "2"}}}}, {"new", {{{"g", "2"}}}}, {"pin", {}}}), 14);
}

TEST_P(Interruption, OfAnApp)
{
    const std::string pack = target.scratch.path() + "/app";
    std::filesystem::rename(target.appPack("blink", {{{"f", "2"}}}), pack);
    interruptEverywhere(pack, 11);
}

INSTANTIATE_TEST_SUITE_P(Ways, Interruption,
                         testing::Values(std::pair<const char*, Interrupt>("Failure", failBefore),
                                         std::pair<const char*, Interrupt>("PowerLoss", losePowerBefore)),
                         [](const auto& info) { return info.param.first; });

}  // namespace
}  // namespace ligature::systems
