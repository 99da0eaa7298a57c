// Who is served when several clients want something at once. Messages are counted, not milliseconds: what clients send
// is there before the server looks.
#include <algorithm>
#include <future>
#include <memory>

#include "tests/unit/messaging/raw_client.h"

using namespace ligature;
using namespace ligature::test;

namespace
{

class Turns : public Messaging
{
protected:
    Turns()
    {
        // Nobody gets an answer, so nobody has to read one.
        serve(
            [this](le_msg_MessageRef_t message)
            {
                order_ += text(message);
                le_msg_ReleaseMsg(message);
                if (afterMessage_ != nullptr)
                {
                    afterMessage_();
                }
            });
        flooder_ = std::make_unique<RawClient>(directory_);
        other_ = std::make_unique<RawClient>(directory_);
        EXPECT_TRUE(eventually([&] { return opened_ == 2; }));
    }

    /// Sends while the server is busy; returns when it has handled all of it: one letter for each message.
    std::string orderOf(const std::function<void()>& send)
    {
        std::promise<void> isBusy;
        std::promise<void> isSent;
        server_.start(
            [&]
            {
                isBusy.set_value();
                isSent.get_future().wait();
            });
        isBusy.get_future().wait();
        send();
        isSent.set_value();
        std::string order;
        EXPECT_TRUE(eventually(
            [&]
            {
                server_.run([&] { order = order_; });
                return order.size() == sent_;
            }));
        return order;
    }

    /// Sends the datagram so many times.
    void flood(const RawClient& client, const std::string& bytes, size_t messages, int times)
    {
        for (int i = 0; i < times; ++i)
        {
            ASSERT_TRUE(client.send(bytes));
            sent_ += messages;
        }
    }

    /// Has the server's handler send for the other client after so many messages: it comes in the middle of a turn.
    void comeAfter(size_t messages, int times)
    {
        afterMessage_ = [this, messages, times]
        {
            if (order_.size() == messages)
            {
                flood(*other_, kAsk, 1, times);
            }
        };
    }

    const std::string kFlood = datagram(kOneWay, "f");
    const std::string kFloodBatch = batch(std::vector<std::string>(64, "f"));
    const std::string kAsk = datagram(kOneWay, "o");
    std::unique_ptr<RawClient> flooder_;
    std::unique_ptr<RawClient> other_;
    std::function<void()> afterMessage_;
    std::string order_;
    std::atomic<size_t> sent_{0};
};

/// Messages of the flooder in a row, at most, between the first and the last of the other.
size_t longestWait(const std::string& order)
{
    size_t longest = 0;
    for (size_t at = order.find('o'); at != std::string::npos;)
    {
        const size_t next = order.find('o', at + 1);
        longest = next == std::string::npos ? longest : std::max(longest, next - at - 1);
        at = next;
    }
    return longest;
}

TEST_F(Turns, TwoThatFloodAreServedInTurn)
{
    const std::string order = orderOf(
        [&]
        {
            flood(*flooder_, kFlood, 1, 100);
            flood(*other_, kAsk, 1, 100);
        });
    EXPECT_LE(order.find('o'), 1u);
    EXPECT_EQ(longestWait(order), 1u) << order;
}

TEST_F(Turns, AFloodOfBatchesGetsSixteenMessagesATurn)
{
    const std::string order = orderOf(
        [&]
        {
            flood(*flooder_, kFloodBatch, 64, 40);
            flood(*other_, kAsk, 1, 100);
        });
    EXPECT_LE(order.find('o'), 16u);
    EXPECT_LE(longestWait(order), 16u) << order;
}

// What is left of the flooder's turn, and one more: it may stand first among those that are ready.
TEST_F(Turns, AClientThatComesIntoALongFloodWaitsForTwoTurnsOfEightDatagrams)
{
    constexpr size_t kBefore = 100;
    comeAfter(kBefore, 10);
    const std::string order = orderOf([&] { flood(*flooder_, kFlood, 1, 150); });
    EXPECT_LE(order.find('o'), kBefore + 2 * 8);
    EXPECT_LE(longestWait(order), 1u) << order;
}

TEST_F(Turns, AClientThatComesIntoALongFloodOfBatchesWaitsForTwoTurnsOfSixtyFourMessages)
{
    constexpr size_t kBefore = 1000;
    comeAfter(kBefore, 10);
    const std::string order = orderOf([&] { flood(*flooder_, kFloodBatch, 64, 40); });
    EXPECT_LE(order.find('o'), kBefore + 2 * 64);
    EXPECT_LE(longestWait(order), 16u) << order;
}

}  // namespace
