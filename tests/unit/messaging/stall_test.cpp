// A client must read what its server sends it, however slowly. A program of its own, because it waits for real time.
#include <poll.h>
#include <sys/socket.h>

#include <chrono>
#include <optional>

#include "tests/support/times_in.h"
#include "tests/unit/messaging/fixture.h"

using namespace ligature;
using namespace ligature::test;
using formats::UniqueFd;
using Clock = std::chrono::steady_clock;
using std::chrono::seconds;

namespace
{

constexpr int kBurst = 2000;
constexpr int kFew = 10;
constexpr size_t kEventSize = 1000;

const std::string kRequest("\1\0\0\0", 4);
const std::string kOneWay("\0\0\0\0", 4);

class Stall : public Messaging
{
protected:
    /// Answers requests with the largest message, so that the server stops to read before its memory is full; sends
    /// `many` or `few` events when told so by a one-way message.
    void serveEvents()
    {
        serve(
            [](le_msg_MessageRef_t message)
            {
                le_msg_SessionRef_t session = le_msg_GetSession(message);
                if (le_msg_NeedsResponse(message))
                {
                    le_msg_SetPayloadSize(message, kLargest);
                    le_msg_Respond(message);
                    return;
                }
                const int count = text(message) == "many" ? kBurst : kFew;
                le_msg_ReleaseMsg(message);
                for (int i = 0; i < count; ++i)
                {
                    le_msg_Send(makeMessage(session, std::string(kEventSize, 'e')));
                }
            });
    }
};

void tell(const UniqueFd& peer, const std::string& datagram)
{
    EXPECT_EQ(::send(peer.get(), datagram.data(), datagram.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(datagram.size()));
}

/// Bytes of the next datagram, which may hold several messages; 0 if there is none.
size_t takeOne(const UniqueFd& peer)
{
    static char buffer[1 << 20];
    const ssize_t size = ::recv(peer.get(), buffer, sizeof(buffer), MSG_DONTWAIT);
    return size > 0 ? static_cast<size_t>(size) : 0;
}

/// Whether the other side has ended the session; reads nothing.
bool isOver(const UniqueFd& peer)
{
    pollfd entry{peer.get(), POLLRDHUP, 0};
    return ::poll(&entry, 1, 0) == 1 && (entry.revents & (POLLRDHUP | POLLHUP)) != 0;
}

TEST_F(Stall, AClientIsCutForReadingNothingAndNotForReadingSlowly)
{
    serveEvents();
    testing::internal::CaptureStderr();
    const UniqueFd takesNoEvents = openRaw();
    const UniqueFd takesNoAnswers = openRaw();
    const UniqueFd slow = openRaw();
    const UniqueFd stopped = openRaw();
    tell(takesNoEvents, kOneWay + "many");
    tell(slow, kOneWay + "many");
    tell(stopped, kOneWay + "few");
    int asked = 0;
    for (pollfd entry{takesNoAnswers.get(), POLLOUT, 0}; ::poll(&entry, 1, 200) == 1; ++asked)
    {
        ASSERT_LT(asked, 100'000);
        tell(takesNoAnswers, kRequest);
    }
    const auto begin = Clock::now();
    std::optional<Clock::duration> events;
    std::optional<Clock::duration> answers;
    int taken = 0;
    size_t bytes = 0;
    while (Clock::now() < begin + seconds(16))
    {
        if (!events && isOver(takesNoEvents))
        {
            events = Clock::now() - begin;
        }
        if (!answers && isOver(takesNoAnswers))
        {
            answers = Clock::now() - begin;
        }
        if (Clock::now() > begin + seconds(4 * taken))
        {
            const size_t size = takeOne(slow);
            EXPECT_GT(size, 0u);
            bytes += size;
            ++taken;
        }
        pauseBriefly();
    }
    const std::string log = testing::internal::GetCapturedStderr();
    for (const auto& cut : {events, answers})
    {
        ASSERT_TRUE(cut);
        EXPECT_GE(*cut, seconds(7));  // counted from the end of the burst above, not from when the socket was full
        EXPECT_LE(*cut, seconds(15));
    }
    EXPECT_EQ(timesIn(log, "has not read any of its messages"), 1u) << "for all sessions of one client: " << log;

    ASSERT_FALSE(isOver(slow));
    while (bytes < kBurst * kEventSize && pollOnce(slow.get(), 5000))
    {
        const size_t size = takeOne(slow);
        ASSERT_GT(size, 0u);
        bytes += size;
    }
    EXPECT_GE(bytes, kBurst * kEventSize);
    for (int i = 0; i < kFew; ++i)
    {
        EXPECT_TRUE(takeOne(stopped)) << i;
    }
    for (const UniqueFd* peer : {&slow, &stopped})
    {
        tell(*peer, kRequest);
        EXPECT_TRUE(pollOnce(peer->get(), 5000) && takeOne(*peer));
    }
    EXPECT_EQ(closed_, 2);
}

}  // namespace
