// Finding the asynchronous requests that wait, however many do.
#include "runtime/lib/messaging/pending_requests.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace
{

using ligature::messaging::kLastTransaction;
using ligature::messaging::PendingRequest;
using ligature::messaging::PendingRequests;

void onAnswer(le_msg_MessageRef_t, void*) {}

void* mark(uintptr_t value)
{
    return reinterpret_cast<void*>(value);
}

uint32_t add(PendingRequests& requests, uintptr_t value)
{
    const uint32_t id = requests.nextId();
    requests.add({onAnswer, mark(value)});
    return id;
}

/// What was given with the request; 0 if there is none with this id.
uintptr_t take(PendingRequests& requests, uint32_t id)
{
    const PendingRequest request = requests.take(id);
    return request.callback == onAnswer ? reinterpret_cast<uintptr_t>(request.context) : 0;
}

uintptr_t takeFirst(PendingRequests& requests)
{
    return reinterpret_cast<uintptr_t>(requests.takeFirst().context);
}

TEST(PendingRequests, WhereThereIsNoneNoneIsFound)
{
    PendingRequests requests;
    EXPECT_EQ(requests.count(), 0u);
    EXPECT_EQ(requests.capacity(), 0u);
    for (const uint32_t id : {0u, 1u, 16u, kLastTransaction, 0xFFFFFFFFu})
    {
        EXPECT_FALSE(requests.has(id));
        EXPECT_EQ(requests.take(id).callback, nullptr);
    }
    EXPECT_EQ(requests.takeFirst().callback, nullptr);
    const uint32_t id = add(requests, 1);
    EXPECT_FALSE(requests.has(0)) << "not even where a slot is free";
    EXPECT_EQ(take(requests, id), 1u);
    EXPECT_FALSE(requests.has(id));
    EXPECT_EQ(take(requests, id), 0u);
}

TEST(PendingRequests, AnIdThatIsGoneIsNotThatOfALaterRequest)
{
    PendingRequests requests;
    std::vector<uint32_t> gone;
    for (uintptr_t i = 1; i <= 10'000; ++i)
    {
        gone.push_back(add(requests, i));
        EXPECT_EQ(take(requests, gone.back()), i);
    }
    const uint32_t id = add(requests, 1);
    EXPECT_TRUE(std::none_of(gone.begin(), gone.end(), [&](uint32_t each) { return requests.has(each); }));
    EXPECT_TRUE(requests.has(id));
    std::sort(gone.begin(), gone.end());
    EXPECT_EQ(std::unique(gone.begin(), gone.end()), gone.end());
}

TEST(PendingRequests, AfterTheLastIdTheFirstOneComesAgainUnlessItWaits)
{
    PendingRequests requests;
    EXPECT_EQ(add(requests, 1), 1u);
    EXPECT_EQ(add(requests, 2), 2u);
    EXPECT_EQ(take(requests, 2), 2u);
    for (uint32_t id = 3; id <= 16; ++id)
    {
        EXPECT_EQ(add(requests, id), id);
        EXPECT_EQ(take(requests, id), id);
    }
    EXPECT_EQ(add(requests, 17), 18u) << "17 has the slot of 1, which waits";

    PendingRequests old(kLastTransaction - 1);
    EXPECT_EQ(add(old, 1), kLastTransaction - 1);
    EXPECT_EQ(add(old, 2), kLastTransaction);
    EXPECT_EQ(add(old, 3), 1u);
    EXPECT_EQ(add(old, 4), 2u);
    EXPECT_EQ(take(old, kLastTransaction), 2u);
    EXPECT_EQ(takeFirst(old), 1u);
    EXPECT_EQ(takeFirst(old), 3u);
    EXPECT_EQ(takeFirst(old), 4u);
}

TEST(PendingRequests, EachGetsItsOwnAnswerInAnyOrderAndTheRestComesInTheOrderOfTheRequests)
{
    struct Known
    {
        uint32_t id;
        uintptr_t value;
    };
    std::mt19937 random(5);
    for (const uint32_t firstId : {1u, kLastTransaction - 500})
    {
        PendingRequests requests(firstId);
        std::vector<Known> waiting;
        uintptr_t made = 0;
        for (int i = 0; i < 20'000; ++i)
        {
            // More and more wait, then fewer and fewer.
            if (waiting.empty() || random() % 8 < (i < 12'000 ? 5u : 3u))
            {
                const uint32_t id = add(requests, ++made);
                ASSERT_TRUE(std::none_of(waiting.begin(), waiting.end(), [&](const Known& k) { return k.id == id; }));
                waiting.push_back({id, made});
                continue;
            }
            const auto place = waiting.begin() + static_cast<ptrdiff_t>(random() % waiting.size());
            ASSERT_TRUE(requests.has(place->id));
            ASSERT_EQ(take(requests, place->id), place->value);
            ASSERT_FALSE(requests.has(place->id));
            waiting.erase(place);
            ASSERT_EQ(requests.count(), waiting.size());
        }
        ASSERT_FALSE(waiting.empty());
        for (const Known& known : waiting)
        {
            ASSERT_EQ(takeFirst(requests), known.value);
        }
        EXPECT_EQ(requests.count(), 0u);
    }
}

TEST(PendingRequests, MemoryGrowsWithWhatWaitsTogetherAndNotWithWhatWasAnswered)
{
    PendingRequests requests;
    const uint32_t forgotten = add(requests, 1);
    std::vector<uint32_t> ids;
    for (uintptr_t i = 0; i < 1'000'000; ++i)
    {
        ids.push_back(add(requests, 2));
        if (ids.size() == 10)
        {
            while (!ids.empty())
            {
                take(requests, ids.back());
                ids.pop_back();
            }
        }
    }
    EXPECT_EQ(requests.capacity(), 16u) << "eleven have waited together";
    EXPECT_EQ(take(requests, forgotten), 1u);
    for (uintptr_t i = 0; i < 1000; ++i)
    {
        add(requests, 3);
    }
    EXPECT_LE(requests.capacity(), 3 * 1000u);
    const size_t most = requests.capacity();
    while (requests.count() > 0)
    {
        requests.takeFirst();
    }
    for (uintptr_t i = 0; i < 1000; ++i)
    {
        add(requests, 4);
    }
    EXPECT_EQ(requests.capacity(), most) << "what has served serves again";
}

/// Nanoseconds for a request and its answer: the median of several means.
double timeOf(PendingRequests& requests)
{
    constexpr int kRounds = 20'000;
    std::vector<double> times;
    for (int i = 0; i < 31; ++i)
    {
        const auto begin = std::chrono::steady_clock::now();
        for (int round = 0; round < kRounds; ++round)
        {
            const uint32_t id = add(requests, 1);
            EXPECT_EQ(take(requests, id), 1u);
        }
        const std::chrono::duration<double, std::nano> time = std::chrono::steady_clock::now() - begin;
        times.push_back(time.count() / kRounds);
    }
    std::nth_element(times.begin(), times.begin() + 15, times.end());
    return times[15];
}

// A walk past all of them would cost thousands of times as much.
TEST(PendingRequests, ThousandsThatAreNeverAnsweredCostTheOthersNothing)
{
    PendingRequests none;
    const double alone = timeOf(none);
    // As many as there may be before there are more slots, one next to the other: all the others share the last
    // quarter.
    constexpr size_t kSlots = 65'536;
    PendingRequests many;
    while (many.count() < kSlots / 4 * 3 - 1)
    {
        add(many, 2);
    }
    const double among = timeOf(many);
    EXPECT_EQ(many.capacity(), kSlots);
    EXPECT_LT(among, 20 * alone) << alone << " ns where none waits";
}

}  // namespace
