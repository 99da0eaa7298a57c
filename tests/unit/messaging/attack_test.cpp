// An honest client beside one that attacks. A program of its own, because it measures time.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

#include "tests/unit/messaging/attackers.h"
#include "tests/unit/messaging/fixture.h"

using namespace ligature;
using namespace ligature::test;
using directory::Kind;

namespace
{

size_t residentKilobytes()
{
    size_t total = 0;
    size_t resident = 0;
    std::FILE* file = std::fopen("/proc/self/statm", "r");
    EXPECT_EQ(std::fscanf(file, "%zu %zu", &total, &resident), 2);
    std::fclose(file);
    return resident * static_cast<size_t>(::sysconf(_SC_PAGESIZE)) / 1024;
}

size_t lines(const std::string& log)
{
    return static_cast<size_t>(std::count(log.begin(), log.end(), '\n'));
}

constexpr int kCalls = 2000;

/// Microseconds that all but the slowest hundredth of the calls stay within.
double slowCall(le_msg_SessionRef_t session)
{
    using Clock = std::chrono::steady_clock;
    std::vector<double> times;
    for (int i = 0; i < kCalls; ++i)
    {
        const auto begin = Clock::now();
        le_msg_MessageRef_t answer = le_msg_RequestSyncResponse(makeMessage(session, "honest"));
        EXPECT_NE(answer, nullptr);
        le_msg_ReleaseMsg(answer);
        times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - begin).count());
    }
    const auto slow = times.begin() + kCalls * 99 / 100;
    std::nth_element(times.begin(), slow, times.end());
    return *slow;
}

class UnderAttack : public Messaging, public testing::WithParamInterface<Attack>
{
protected:
    std::atomic<int> received_{0};
};

/// What a busy machine may make of it. The strict goal, twice the time, is a row of the benchmark, where nothing else
/// runs and everybody has a processor.
constexpr double kFactor = 8;
constexpr double kMicroseconds = 20'000;
constexpr int kRounds = 5;

TEST_P(UnderAttack, AnHonestClientIsServedInTimeAndTheServerStaysSmall)
{
    serve(
        [this](le_msg_MessageRef_t message)
        {
            ++received_;
            le_msg_SetPayloadSize(message, le_msg_GetPayloadSize(message));
            le_msg_Respond(message);
        });
    testing::internal::CaptureStderr();
    le_msg_SessionRef_t session = nullptr;
    client_.run([&] { session = open(); });
    bool isInTime = false;
    double alone = 0;
    double attacked = 0;
    size_t memory = 0;
    size_t descriptors = 0;
    for (int round = 0; round < kRounds && (round < 3 || !isInTime); ++round)
    {
        client_.run([&] { alone = slowCall(session); });
        const Attacker attacker(GetParam(), directory_.userSocket(),
                                makeRequest(Kind::Open, "client", "proto", kLargest));
        const int before = opened_;
        EXPECT_TRUE(eventually([&] { return opened_ > before; }));
        const int requests = received_;
        client_.run([&] { attacked = slowCall(session); });
        if (GetParam() == Attack::Flood)
        {
            // No more than answers fit into a socket: a server that goes on reading works for the attacker alone.
            EXPECT_LE(received_ - requests, kCalls + 2000);
        }
        isInTime = isInTime || attacked <= std::max(kFactor * alone, kMicroseconds);
        if (round == 0)
        {
            memory = residentKilobytes();
            descriptors = ownDescriptors();
        }
        EXPECT_LE(residentKilobytes(), memory + 16 * 1024);
        EXPECT_LE(ownDescriptors(), descriptors + 64);
    }
    EXPECT_TRUE(isInTime) << alone << " us alone, " << attacked << " us beside the attacker";
    EXPECT_TRUE(eventually([&] { return closed_ == opened_ - 1; }));
    client_.run([&] { le_msg_DeleteSession(session); });
    const std::string log = testing::internal::GetCapturedStderr();
    EXPECT_LE(lines(log), 40u) << log.substr(0, 4000);
}

INSTANTIATE_TEST_SUITE_P(Each, UnderAttack, testing::ValuesIn(kAttacks),
                         [](const testing::TestParamInfo<Attack>& attack)
                         {
                             switch (attack.param)
                             {
                                 case Attack::Flood:
                                     return "Flood";
                                 case Attack::Malformed:
                                     return "Malformed";
                                 case Attack::Truncated:
                                     return "Truncated";
                                 case Attack::ComeAndGo:
                                     return "ComeAndGo";
                             }
                             return "";
                         });

}  // namespace
