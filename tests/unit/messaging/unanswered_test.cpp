// A server that answers in an order of its own, or never: every request that it answers gets its own answer, at the
// usual price, and all others are told in order when the session ends.
#include <algorithm>
#include <cstring>
#include <memory>
#include <numeric>
#include <random>
#include <vector>

#include "tests/unit/messaging/batch_fixture.h"
#include "tests/unit/messaging/work_time.h"

using namespace ligature;
using namespace ligature::test;

namespace
{

constexpr size_t kThousands = 20'000;

struct Request
{
    uint32_t id;
    std::string text;
};

/// The requests of one datagram, which may be a batch.
void append(std::vector<Request>& requests, const std::string& datagram)
{
    const auto numberAt = [&](size_t at)
    {
        uint32_t value = 0;
        std::memcpy(&value, datagram.data() + at, sizeof(value));
        return value;
    };
    if (datagram.compare(0, 4, kBatchId) != 0)
    {
        requests.push_back({numberAt(0), datagram.substr(4)});
        return;
    }
    for (size_t at = 4; at < datagram.size(); at += 8 + numberAt(at))
    {
        requests.push_back({numberAt(at + 4), datagram.substr(at + 8, numberAt(at))});
    }
}

/// A session whose requests are numbered, and what came of each.
class Unanswered : public Batches
{
protected:
    struct Asked
    {
        Unanswered* test;
        std::string text;
        std::string answer;  ///< "(none)": there was none
    };

    Unanswered() : server_(std::make_unique<RawServer>(directory_.userSocket()))
    {
        client_.start([this] { session_ = open(); });
    }
    ~Unanswered() override
    {
        client_.run([this] { le_msg_DeleteSession(session_); });
    }

    /// Makes so many requests; returns what comes at the server.
    std::vector<Request> request(size_t count)
    {
        client_.start(
            [this, count]
            {
                for (size_t i = 0; i < count; ++i)
                {
                    requestOnce();
                }
            });
        std::vector<Request> requests;
        while (requests.size() < count)
        {
            const std::string datagram = receiveDatagram(server_->client());
            if (datagram == "(closed)" || datagram == "(nothing)")
            {
                ADD_FAILURE() << datagram << " after " << requests.size();
                return requests;
            }
            append(requests, datagram);
        }
        return requests;
    }

    /// Answers in batches, each request with its own text and an exclamation mark. Returns when all have been told.
    void answer(const std::vector<Request>& requests)
    {
        const size_t expected = told_ + requests.size();
        constexpr size_t kTogether = 64;
        for (size_t i = 0; i < requests.size();)
        {
            std::string batch = kBatchId;
            for (const size_t end = std::min(i + kTogether, requests.size()); i < end; ++i)
            {
                batch += record(requests[i].id, requests[i].text + "!");
            }
            const auto size = static_cast<ssize_t>(batch.size());
            // The client may not be so quick.
            EXPECT_TRUE(eventually(
                [&] { return ::send(server_->client(), batch.data(), batch.size(), MSG_NOSIGNAL) == size; }));
        }
        EXPECT_TRUE(eventually([&] { return told_ == expected; })) << told_ << " of " << expected;
    }

    static void onAnswer(le_msg_MessageRef_t message, void* context)
    {
        auto& asked = *static_cast<Asked*>(context);
        EXPECT_EQ(asked.answer, "");
        asked.answer = message != nullptr ? text(message) : "(none)";
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

    /// Opens the session again and makes one more request.
    static void reopen(le_msg_MessageRef_t message, void* context)
    {
        EXPECT_EQ(message, nullptr);
        auto& test = *static_cast<Unanswered*>(context);
        EXPECT_EQ(test.untold_.size(), test.asked_.size()) << "all before it have been told";
        le_msg_OpenSessionSync(test.session_);
        test.requestOnce();
    }

    /// To be called by the client's thread.
    void requestOnce()
    {
        auto& made = asked_.emplace_back(std::make_unique<Asked>());
        *made = {this, std::to_string(asked_.size()), ""};
        le_msg_RequestResponse(makeMessage(session_, made->text), onAnswer, made.get());
    }

    /// All that were asked and have no answer so far.
    std::vector<std::string> withoutAnswer() const
    {
        std::vector<std::string> result;
        for (const auto& asked : asked_)
        {
            if (asked->answer.empty())
            {
                result.push_back(asked->text);
            }
        }
        return result;
    }

    std::unique_ptr<RawServer> server_;
    le_msg_SessionRef_t session_ = nullptr;
    std::vector<std::unique_ptr<Asked>> asked_;
    std::vector<std::string> untold_;  ///< that were told that there is no answer, in this order
    std::atomic<size_t> told_{0};
};

TEST_F(Unanswered, LaterRequestsGetTheirOwnAnswersInAnyOrderAndTheEndOfTheServerTellsTheOthersInOrder)
{
    const std::vector<Request> first = request(kThousands);
    std::vector<Request> later = request(1000);
    // A few of the first, too.
    later.insert(later.end(), {first[0], first[7], first[kThousands / 2], first[kThousands - 1]});
    std::shuffle(later.begin(), later.end(), std::mt19937(3));
    answer(later);
    std::vector<std::string> expected;
    client_.run(
        [&]
        {
            expected = withoutAnswer();
            for (const Request& request : later)
            {
                EXPECT_EQ(asked_[std::stoul(request.text) - 1]->answer, request.text + "!");
            }
        });
    ASSERT_EQ(expected.size(), kThousands - 4);
    server_.reset();
    EXPECT_TRUE(eventually([&] { return lost_ == 1; }));
    client_.run([&] { EXPECT_EQ(untold_, expected); });
}

TEST_F(Unanswered, ClosingTheSessionTellsAllInTheOrderOfTheRequests)
{
    std::vector<Request> some = request(kThousands);
    std::shuffle(some.begin(), some.end(), std::mt19937(4));
    some.resize(kThousands / 2);
    answer(some);
    request(100);
    client_.run(
        [&]
        {
            const std::vector<std::string> expected = withoutAnswer();
            EXPECT_EQ(expected.size(), kThousands / 2 + 100);
            le_msg_CloseSession(session_);
            EXPECT_EQ(untold_, expected);
        });
    EXPECT_EQ(lost_, 0);
}

TEST_F(Unanswered, ACallbackAtTheEndOfASessionMayOpenItAgainAndAsk)
{
    request(3);
    client_.run(
        [&]
        {
            le_msg_RequestResponse(makeMessage(session_, "last"), reopen, this);
            le_msg_CloseSession(session_);
            EXPECT_EQ(withoutAnswer(), std::vector<std::string>{"4"}) << "it is not of the session that has ended";
        });
    client_.run(
        [&]
        {
            le_msg_CloseSession(session_);
            EXPECT_EQ(untold_, (std::vector<std::string>{"1", "2", "3", "4"}));
        });
}

TEST_F(Unanswered, ASecondAnswerIsNotTakenForThatOfALaterRequest)
{
    const std::vector<Request> first = request(1);
    answer(first);
    const std::vector<Request> later = request(200);
    EXPECT_TRUE(std::none_of(later.begin(), later.end(), [&](const Request& each) { return each.id == first[0].id; }));
    testing::internal::CaptureStderr();
    sendDatagram(server_->client(), bytesOf(first[0].id) + "again");
    EXPECT_TRUE(eventually([&] { return lost_ == 1; }));
    client_.run([&] { EXPECT_EQ(untold_.size(), 200u); });
    const std::string log = testing::internal::GetCapturedStderr();
    EXPECT_NE(log.find("ends: the server answers a request that nobody made."), std::string::npos) << log;
}

class UnansweredTime : public Unanswered
{
protected:
    /// Microseconds that the client works for some requests whose answers come in reverse.
    double timeOfSome()
    {
        return medianOf(
            [this]
            {
                const double before = workOf(client_);
                std::vector<Request> requests = request(64);
                std::reverse(requests.begin(), requests.end());
                answer(requests);
                return workOf(client_) - before;
            });
    }
};

// To walk past all of them for each answer takes more than ten times as long as the rest.
TEST_F(UnansweredTime, LaterRequestsAndAnswersAreAsCheapAsWithoutThem)
{
    timeOfSome();
    const double alone = timeOfSome();
    request(kThousands);
    const double among = timeOfSome();
    RecordProperty("ratio", std::to_string(among / alone));
    EXPECT_LT(among, 3 * alone) << alone << " us where none waits";
}

}  // namespace
