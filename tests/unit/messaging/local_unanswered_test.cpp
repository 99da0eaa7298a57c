// Asynchronous requests to a local service that answers in an order of its own, or never.
#include <algorithm>
#include <atomic>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "tests/unit/messaging/local_fixture.h"
#include "tests/unit/messaging/work_time.h"

using namespace ligature::test;

namespace
{

constexpr size_t kThousands = 20'000;

using Texts = std::vector<std::string>;

class LocalUnanswered : public LocalMessaging
{
protected:
    struct Asked
    {
        LocalUnanswered* test;
        std::string text;
        std::string answer;  ///< "(none)": there was none
    };

    LocalUnanswered() : server_(std::make_unique<LoopThread>())
    {
        serve(*server_, [this](le_msg_MessageRef_t message) { held_.push_back(message); });
        client_.run([this] { session_ = open(); });
    }

    /// Makes so many requests; returns the server's messages.
    std::vector<le_msg_MessageRef_t> request(size_t count)
    {
        std::vector<le_msg_MessageRef_t> result;
        client_.run([&] { makeRequests(count); });
        EXPECT_TRUE(eventually([&] { return heldCount() == count; }));
        server_->run([&] { held_.swap(result); });
        return result;
    }

    /// To be called by the client's thread.
    void makeRequests(size_t count)
    {
        for (size_t i = 0; i < count; ++i)
        {
            auto& made = asked_.emplace_back(std::make_unique<Asked>());
            *made = {this, std::to_string(asked_.size()), ""};
            le_msg_MessageRef_t message = le_msg_CreateMsg(session_);
            write(message, made->text.c_str());
            le_msg_RequestResponse(message, onAnswer, made.get());
        }
    }

    /// Returns when the client has all answers.
    void answer(const std::vector<le_msg_MessageRef_t>& messages)
    {
        const size_t expected = told_ + messages.size();
        server_->run([&] { std::for_each(messages.begin(), messages.end(), respond); });
        EXPECT_TRUE(eventually([&] { return told_ == expected; })) << told_ << " of " << expected;
    }

    static void respond(le_msg_MessageRef_t message)
    {
        write(message, (read(message) + "!").c_str());
        le_msg_Respond(message);
    }

    size_t heldCount()
    {
        size_t count = 0;
        server_->run([&] { count = held_.size(); });
        return count;
    }

    static void onAnswer(le_msg_MessageRef_t message, void* context)
    {
        auto& asked = *static_cast<Asked*>(context);
        EXPECT_EQ(asked.answer, "");
        asked.answer = message != nullptr ? read(message) : "(none)";
        if (message != nullptr)
        {
            le_msg_ReleaseMsg(message);
        }
        else
        {
            asked.test->untold_.push_back(asked.text);
        }
        ++asked.test->told_;
    }

    /// All that were asked and have no answer so far; to be called by the client's thread.
    Texts withoutAnswer() const
    {
        Texts result;
        for (const auto& asked : asked_)
        {
            if (asked->answer.empty())
            {
                result.push_back(asked->text);
            }
        }
        return result;
    }

    std::unique_ptr<LoopThread> server_;
    LoopThread client_;
    std::vector<le_msg_MessageRef_t> held_;
    le_msg_SessionRef_t session_ = nullptr;
    std::vector<std::unique_ptr<Asked>> asked_;
    Texts untold_;  ///< that were told that there is no answer, in this order
    std::atomic<size_t> told_{0};
};

TEST_F(LocalUnanswered, LaterRequestsGetTheirOwnAnswersInAnyOrderAndClosingTellsTheOthersInOrder)
{
    const std::vector<le_msg_MessageRef_t> first = request(kThousands);
    std::vector<le_msg_MessageRef_t> later = request(1000);
    later.insert(later.end(), {first[0], first[7], first[kThousands / 2], first[kThousands - 1]});
    std::shuffle(later.begin(), later.end(), std::mt19937(3));
    answer(later);
    client_.run(
        [&]
        {
            for (const size_t index : {size_t{0}, size_t{7}, kThousands / 2, kThousands - 1, kThousands})
            {
                EXPECT_EQ(asked_[index]->answer, std::to_string(index + 1) + "!");
            }
            for (size_t index = kThousands; index < kThousands + 1000; ++index)
            {
                EXPECT_EQ(asked_[index]->answer, std::to_string(index + 1) + "!");
            }
            const Texts expected = withoutAnswer();
            EXPECT_EQ(expected.size(), kThousands - 4);
            le_msg_CloseSession(session_);
            EXPECT_EQ(untold_, expected);
        });
    // Too late: nobody waits for these.
    server_->run(
        [&]
        {
            for (size_t i = 0; i < kThousands; ++i)
            {
                if (i != 0 && i != 7 && i != kThousands / 2 && i != kThousands - 1)
                {
                    respond(first[i]);
                }
            }
        });
    EXPECT_EQ(messagesInUse(), 0u);
}

TEST_F(LocalUnanswered, ClosingTellsInOrderWhatTheServerHasAnsweredHoldsAndHasNotSeen)
{
    const std::vector<le_msg_MessageRef_t> messages = request(4);
    client_.run(
        [&]
        {
            server_->run(
                [&]
                {
                    respond(messages[3]);
                    respond(messages[1]);
                });
            makeRequests(1);
            le_msg_CloseSession(session_);
            EXPECT_EQ(untold_, (Texts{"1", "2", "3", "4", "5"})) << "the answers had not been looked at";
        });
    server_->run(
        [&]
        {
            respond(messages[0]);
            respond(messages[2]);
            for (le_msg_MessageRef_t message : held_)  // if the server was quick enough to see it
            {
                respond(message);
            }
        });
    EXPECT_EQ(messagesInUse(), 0u);
}

TEST_F(LocalUnanswered, WhenTheServerEndsAllAreToldInOrderWhatItHeldAndWhatItHadNotSeen)
{
    const std::vector<le_msg_MessageRef_t> messages = request(5);
    answer({messages[2]});
    client_.run(
        [&]
        {
            server_.reset();  // ends with its thread
            makeRequests(1);  // nobody takes it
        });
    EXPECT_TRUE(eventually([&] { return told_ == 6; }));
    client_.run(
        [&]
        {
            EXPECT_EQ(asked_[2]->answer, "3!");
            EXPECT_EQ(untold_, (Texts{"1", "2", "4", "5", "6"}));
            le_msg_CloseSession(session_);
        });
    for (const size_t index : {0, 1, 3, 4})
    {
        le_msg_ReleaseMsg(messages[index]);
    }
    EXPECT_EQ(messagesInUse(), 0u);
}

TEST_F(LocalUnanswered, WhenTheServerDropsARequestAllAreToldInOrder)
{
    const std::vector<le_msg_MessageRef_t> messages = request(3);
    client_.run(
        [&]
        {
            server_->run(
                [&]
                {
                    le_msg_ReleaseMsg(messages[1]);
                    respond(messages[0]);  // too late
                });
        });
    EXPECT_TRUE(eventually([&] { return told_ == 3; }));
    client_.run(
        [&]
        {
            EXPECT_EQ(untold_, (Texts{"1", "2", "3"}));
            le_msg_CloseSession(session_);
        });
    server_->run([&] { respond(messages[2]); });
    EXPECT_EQ(messagesInUse(), 0u);
}

TEST_F(LocalUnanswered, AClientThatEndsLeavesNothingBehind)
{
    std::vector<le_msg_MessageRef_t> messages;
    {
        LoopThread other;
        other.run(
            [&]
            {
                session_ = open();
                makeRequests(3);
            });
        EXPECT_TRUE(eventually([&] { return heldCount() == 3; }));
        server_->run([&] { held_.swap(messages); });
        other.run(
            [&]
            {
                server_->run([&] { respond(messages[1]); });
                makeRequests(1);
            });
    }
    server_->run(
        [&]
        {
            respond(messages[0]);
            respond(messages[2]);
            for (le_msg_MessageRef_t message : held_)
            {
                respond(message);
            }
        });
    EXPECT_LE(told_, 1u);
    EXPECT_EQ(messagesInUse(), 0u);
}

class LocalUnansweredTime : public LocalUnanswered
{
protected:
    /// Microseconds that both threads work for some requests whose answers come in order.
    double timeOfSome()
    {
        return medianOf(
            [this]
            {
                const double before = workOf(client_) + workOf(*server_);
                answer(request(64));
                return workOf(client_) + workOf(*server_) - before;
            });
    }
};

TEST_F(LocalUnansweredTime, LaterRequestsAndAnswersAreAsCheapAsWithoutThem)
{
    timeOfSome();
    const double alone = timeOfSome();
    const std::vector<le_msg_MessageRef_t> unanswered = request(kThousands);
    const double among = timeOfSome();
    RecordProperty("ratio", std::to_string(among / alone));
    EXPECT_LT(among, 3 * alone) << alone << " us where none waits";
    // Those in order again, which is the longest way from the last.
    const double before = workOf(*server_);
    answer(unanswered);
    const double all = workOf(*server_) - before;
    EXPECT_LT(all / kThousands, 3 * alone / 64) << all << " us for all";
    client_.run([&] { le_msg_CloseSession(session_); });
}

}  // namespace
