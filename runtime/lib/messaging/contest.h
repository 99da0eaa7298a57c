// When the clients that come to a service keep its thread from those it serves.
#pragma once

#include <cstdint>

namespace ligature::messaging
{

/// What is known about the comers of one service. Times are milliseconds of a clock that never goes back.
class Contest
{
public:
    /// Fruitless sessions in a second that cost nobody anything.
    static constexpr uint32_t kFree = 8;
    static constexpr int64_t kSecond = 1000;

    /// A session has ended fruitless.
    void noteFruitless(int64_t now)
    {
        if (now - second_ >= kSecond)
        {
            second_ = now;
            fruitless_ = 0;
        }
        ++fruitless_;
    }

    /// Asked before a client is taken: whether fruitless sessions come, and `served`, which counts what the thread does
    /// for others, is not what it was at the last question.
    bool isOn(int64_t now, uint32_t served)
    {
        const bool hasServed = served != served_;
        served_ = served;
        return hasServed && fruitless_ > kFree && now - second_ < kSecond;
    }

private:
    int64_t second_ = 0;      ///< when the second began in which `fruitless_` counts
    uint32_t fruitless_ = 0;  ///< sessions that ended so since then
    uint32_t served_ = 0;
};

}  // namespace ligature::messaging
