// How many log lines an app may cause.
#pragma once

#include <chrono>
#include <cstdint>

namespace ligature::directory
{

/// Of one app: enough for whoever looks for a missing binding, too few to fill the log.
class Allowance
{
public:
    using Clock = std::chrono::steady_clock;

    static constexpr uint32_t kLines = 32;
    static constexpr std::chrono::seconds kPeriod{10};

    struct Answer
    {
        bool mayLog = false;
        uint32_t leftOut = 0;  ///< lines before this one, not told yet
    };

    /// Asked for each line.
    Answer ask(Clock::time_point now)
    {
        if (lines_ == 0 || now - begin_ >= kPeriod)
        {
            begin_ = now;
            lines_ = 0;
        }
        if (lines_ == kLines)
        {
            ++leftOut_;
            return {};
        }
        ++lines_;
        const Answer answer{true, leftOut_};
        leftOut_ = 0;
        return answer;
    }

private:
    Clock::time_point begin_;  ///< of the period in which `lines_` counts
    uint32_t lines_ = 0;
    uint32_t leftOut_ = 0;
};

}  // namespace ligature::directory
