// How long a client waits until it is taken.
#include <chrono>
#include <memory>

#include "tests/unit/messaging/raw_client.h"

using namespace ligature;
using namespace ligature::test;

namespace
{

using Clock = std::chrono::steady_clock;

/// What a client waits for when it has to.
constexpr std::chrono::milliseconds kPause{5};

/// Fruitless sessions in a second for which nobody waits.
constexpr int kFree = 8;

constexpr int kComers = 40;

class Paced : public Messaging
{
protected:
    Paced()
    {
        serveEcho();
        resident_ = std::make_unique<RawClient>(directory_);
        serveResident();
    }

    /// A client that the server has known for long asks again.
    void serveResident() { EXPECT_TRUE(resident_->request("resident")); }

    /// A client comes, does something, and goes. Returns when the server has seen it go.
    template <typename Work>
    void come(const Work& work)
    {
        const int before = closed_;
        {
            const RawClient comer(directory_);
            work(comer);
        }
        EXPECT_TRUE(eventuallySoon([&] { return closed_ > before; }));
    }

    void comeAndGo()
    {
        come([](const RawClient&) {});
    }

    void comeAndAsk()
    {
        come([](const RawClient& comer) { EXPECT_TRUE(comer.request("comer")); });
    }

    /// Sends what breaks the rules.
    void comeAndOffend()
    {
        come([](const RawClient& comer) { comer.send("x"); });
    }

    /// Whether it took less than clients have to wait.
    template <typename Work>
    static bool isQuick(const Work& work)
    {
        const auto begin = Clock::now();
        work();
        return Clock::now() - begin < kPause;
    }

    /// How often of kComers times it was slow beyond what each second has for nothing.
    template <typename Work>
    static int slowOnes(const Work& work)
    {
        int slow = 0;
        for (int i = 0; i < kComers; ++i)
        {
            slow += isQuick(work) ? 0 : 1;
        }
        return slow;
    }

    /// Whether it is mostly quick. A busy machine may be slow now and then, a pause would be there always.
    template <typename Work>
    static bool isUsuallyQuick(const Work& work)
    {
        constexpr int kAttempts = 10;
        for (int attempt = 0; attempt < kAttempts; ++attempt)
        {
            if (slowOnes(work) < kComers / 2)
            {
                return true;
            }
        }
        return false;
    }

    /// Does it kComers times; whether all were slow but those that each second has for nothing.
    template <typename Work>
    static bool isSlowed(const Work& work)
    {
        const auto begin = Clock::now();
        const int slow = slowOnes(work);
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - begin).count() + 1;
        return slow >= kComers - (kFree + 1) * seconds;
    }

    /// As eventually(), but it looks more often than clients have to wait.
    template <typename Condition>
    static bool eventuallySoon(const Condition& condition)
    {
        const auto end = Clock::now() + std::chrono::seconds(10);
        while (!condition())
        {
            if (Clock::now() > end)
            {
                return false;
            }
            ::usleep(100);
        }
        return true;
    }

    std::unique_ptr<RawClient> resident_;
};

TEST_F(Paced, NewClientsWaitWhileFruitlessOnesComeAndOthersAreServed)
{
    EXPECT_TRUE(isSlowed(
        [&]
        {
            serveResident();
            comeAndGo();
        }));
}

TEST_F(Paced, OffendersAreFruitlessToo)
{
    testing::internal::CaptureStderr();
    EXPECT_TRUE(isSlowed(
        [&]
        {
            serveResident();
            comeAndOffend();
        }));
    testing::internal::GetCapturedStderr();
}

TEST_F(Paced, AnHonestClientWaitsAmongThem)
{
    EXPECT_TRUE(isSlowed(
        [&]
        {
            for (int i = 0; i <= kFree; ++i)
            {
                comeAndGo();
            }
            serveResident();
            comeAndAsk();
        }));
}

TEST_F(Paced, NobodyWaitsWhereNobodyElseIsServed)
{
    EXPECT_TRUE(isUsuallyQuick([&] { comeAndGo(); }));
}

TEST_F(Paced, NobodyWaitsWhereNoSessionIsFruitless)
{
    EXPECT_TRUE(isUsuallyQuick(
        [&]
        {
            serveResident();
            comeAndAsk();
        }));
}

TEST_F(Paced, TheFirstMessageOfASessionMakesNobodyWait)
{
    EXPECT_TRUE(isUsuallyQuick(
        [&]
        {
            comeAndAsk();
            comeAndGo();
        }));
}

TEST_F(Paced, AFewFruitlessOnesMakeNobodyWait)
{
    for (int i = 0; i < 3; ++i)
    {
        comeAndGo();
    }
    EXPECT_TRUE(isUsuallyQuick(
        [&]
        {
            serveResident();
            comeAndAsk();
        }));
}

TEST_F(Paced, WhoWaitsIsServedInTheEnd)
{
    for (int i = 0; i <= kFree; ++i)
    {
        comeAndGo();
    }
    serveResident();
    std::vector<std::unique_ptr<RawClient>> crowd;
    for (int i = 0; i < kComers; ++i)
    {
        crowd.push_back(std::make_unique<RawClient>(directory_));
        serveResident();
    }
    for (const auto& client : crowd)
    {
        EXPECT_TRUE(client->request("waited"));
    }
}

TEST_F(Paced, AServiceThatIsHiddenWhileClientsWaitMayBeOfferedAgain)
{
    for (int i = 0; i <= kFree; ++i)
    {
        comeAndGo();
    }
    serveResident();
    RawClient waiting(directory_);
    server_.run(
        [&]
        {
            le_msg_HideService(service_);
            le_msg_AdvertiseService(service_);
        });
    EXPECT_TRUE(waiting.request("waited"));
    comeAndAsk();
    serveResident();
}

}  // namespace
