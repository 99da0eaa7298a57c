// Servers that do not answer in the time that a client gives them.
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>
#include <vector>

#include "runtime/formats/unix_socket.h"
#include "tests/unit/messaging/raw_client.h"

using namespace ligature::test;
using ligature::directory::Kind;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

namespace
{

/// Far above any limit here, far below for ever.
constexpr milliseconds kSoon{10'000};

class TimeLimit : public Messaging
{
protected:
    ~TimeLimit() override
    {
        server_.run(
            [&]
            {
                le_timer_Delete(timer_);
                for (le_msg_MessageRef_t message : held_)
                {
                    le_msg_Respond(message);
                }
            });
    }

    /// Keeps every request that begins with 'k', and answers others.
    void serveSome()
    {
        serve(
            [this](le_msg_MessageRef_t message)
            {
                if (!le_msg_NeedsResponse(message))
                {
                    le_msg_ReleaseMsg(message);
                }
                else if (text(message).starts_with("k"))
                {
                    held_.push_back(message);
                }
                else
                {
                    setText(message, text(message));
                    le_msg_Respond(message);
                }
            });
        server_.run([this] { timer_ = le_timer_Create("events"); });
    }

    /// Sends an event over the first session whose request was kept, every 5 ms.
    void sendEvents()
    {
        server_.run(
            [this]
            {
                le_timer_SetMsInterval(timer_, 5);
                le_timer_SetRepeat(timer_, 0);
                le_timer_SetContextPtr(timer_, this);
                le_timer_SetHandler(timer_,
                                    [](le_timer_Ref_t timer)
                                    {
                                        auto& own = *static_cast<TimeLimit*>(le_timer_GetContextPtr(timer));
                                        if (!own.held_.empty())
                                        {
                                            le_msg_Send(makeMessage(le_msg_GetSession(own.held_.front()), "event"));
                                        }
                                    });
                le_timer_Start(timer_);
            });
    }

    /// How long a request that is not answered takes, and that it ends the session.
    Clock::duration timeOfUnanswered(le_msg_SessionRef_t session)
    {
        const auto begin = Clock::now();
        EXPECT_EQ(ask(session, "keep"), "(none)");
        return Clock::now() - begin;
    }

    std::vector<le_msg_MessageRef_t> held_;
    le_timer_Ref_t timer_ = nullptr;
};

TEST_F(TimeLimit, EndsTheSessionAsIfTheServerWereGone)
{
    serveSome();
    testing::internal::CaptureStderr();
    le_msg_SessionRef_t session = nullptr;
    client_.run(
        [&]
        {
            session = open();
            le_msg_SetSessionTimeLimit(session, 50);
            EXPECT_EQ(ask(session, "a"), "a");
            const auto time = timeOfUnanswered(session);
            EXPECT_GE(time, milliseconds(50));
            EXPECT_LT(time, kSoon);
            EXPECT_EQ(ask(session, "a"), "(none)");
            EXPECT_EQ(lost_, 0) << "the close handler is the event loop's to call";
        });
    EXPECT_TRUE(eventually([&] { return lost_ == 1 && closed_ == 1; }));
    EXPECT_NE(testing::internal::GetCapturedStderr().find("ends: the server has not reacted within 50 ms."),
              std::string::npos);
    client_.run(
        [&]
        {
            le_msg_OpenSessionSync(session);
            EXPECT_EQ(ask(session, "b"), "b");
            EXPECT_LT(timeOfUnanswered(session), kSoon) << "the limit stays";
            le_msg_DeleteSession(session);
        });
}

TEST_F(TimeLimit, MayBeSetBeforeTheSessionIsOpenAndTakenAway)
{
    serveSome();
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = le_msg_CreateSession(protocol(), "client");
            le_msg_SetSessionTimeLimit(session, 20);
            le_msg_OpenSessionSync(session);
            EXPECT_LT(timeOfUnanswered(session), kSoon);
            le_msg_DeleteSession(session);
        });
    std::thread late(
        [this]
        {
            std::this_thread::sleep_for(milliseconds(100));
            server_.run(
                [this]
                {
                    setText(held_.back(), "late");
                    le_msg_Respond(held_.back());
                    held_.pop_back();
                });
        });
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            le_msg_SetSessionTimeLimit(session, 20);
            le_msg_SetSessionTimeLimit(session, 0);
            EXPECT_EQ(ask(session, "keep"), "late");
            le_msg_DeleteSession(session);
        });
    late.join();
}

TEST_F(TimeLimit, IsNotPutOffByOtherMessages)
{
    serveSome();
    sendEvents();
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            le_msg_SetSessionTimeLimit(session, 60);
            const auto time = timeOfUnanswered(session);
            EXPECT_GE(time, milliseconds(60));
            EXPECT_LT(time, kSoon);
            le_msg_DeleteSession(session);
        });
}

TEST_F(TimeLimit, IsNotPutOffBySignals)
{
    serveSome();
    struct sigaction action = {};
    action.sa_handler = [](int) {};
    action.sa_flags = SA_RESTART;
    sigaction(SIGUSR1, &action, nullptr);
    pthread_t waiting{};
    client_.run([&] { waiting = pthread_self(); });
    std::atomic<bool> isOver{false};
    std::thread disturber(
        [&]
        {
            while (!isOver)
            {
                pthread_kill(waiting, SIGUSR1);
                std::this_thread::sleep_for(milliseconds(5));
            }
        });
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            EXPECT_EQ(ask(session, "a"), "a");
            le_msg_SetSessionTimeLimit(session, 60);
            const auto time = timeOfUnanswered(session);
            EXPECT_GE(time, milliseconds(60));
            EXPECT_LT(time, kSoon);
            le_msg_DeleteSession(session);
        });
    isOver = true;
    disturber.join();
    signal(SIGUSR1, SIG_DFL);
}

/// A server made by hand, which announces at some time after a request that a descriptor comes with its answer, and
/// sends the answer later still.
class SlowDescriptor : public Messaging
{
protected:
    SlowDescriptor()
        : service_(
              ligature::test::ask(directory_.userSocket(), makeRequest(Kind::Advertise, "server", "proto", kLargest)))
    {
        EXPECT_EQ(readResult(service_.get()), ligature::directory::Result::Ok);
    }

    /// What the client gets that has this limit.
    std::string answerWithin(uint32_t limit, milliseconds announced, milliseconds answered)
    {
        std::string answer;
        client_.start(
            [&]
            {
                le_msg_SessionRef_t session = open();
                le_msg_SetSessionTimeLimit(session, limit);
                le_msg_MessageRef_t message = le_msg_RequestSyncResponse(makeMessage(session, "x"));
                answer = message == nullptr ? "(none)" : text(message);
                if (message != nullptr)
                {
                    const ligature::formats::UniqueFd fd(le_msg_GetFd(message));
                    EXPECT_TRUE(fd);
                    le_msg_ReleaseMsg(message);
                }
                le_msg_DeleteSession(session);
            });
        const auto client = readHandOver(service_.get());
        uint32_t request[2] = {};
        EXPECT_TRUE(pollOnce(client->socket.get(), 5000));
        EXPECT_GT(::recv(client->socket.get(), request, sizeof(request), 0), 0);
        std::this_thread::sleep_for(announced);
        const std::string follows = announcement(1);
        ::send(client->socket.get(), follows.data(), follows.size(), MSG_NOSIGNAL);
        std::this_thread::sleep_for(answered - announced);
        const uint32_t message[2] = {request[0], 0x21212121};
        ligature::formats::sendWithDescriptor(client->socket.get(), message, sizeof(message), STDERR_FILENO);
        client_.run([] {});
        return answer;
    }

private:
    ligature::formats::UniqueFd service_;
};

TEST_F(SlowDescriptor, IsWaitedForNoLongerThanTheLimit)
{
    // The announcement does not begin the time anew.
    EXPECT_EQ(answerWithin(500, milliseconds(300), milliseconds(650)), "(none)");
}

TEST_F(SlowDescriptor, IsWaitedForAsLongAsTheLimitIs)
{
    EXPECT_EQ(answerWithin(10'000, milliseconds(0), milliseconds(50)), "!!!!");
    EXPECT_EQ(answerWithin(10'000, milliseconds(50), milliseconds(50)), "!!!!");
    EXPECT_EQ(answerWithin(0, milliseconds(10), milliseconds(50)), "!!!!");
}

TEST_F(TimeLimit, HoldsForARequestThatTheSocketDoesNotTake)
{
    serveSome();
    std::atomic<bool> isOver{false};
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            EXPECT_EQ(ask(session, "a"), "a");
            server_.start(
                [&]
                {
                    while (!isOver)
                    {
                        std::this_thread::sleep_for(milliseconds(1));
                    }
                });
            for (int i = 0; i < 1000; ++i)
            {
                le_msg_Send(makeMessage(session, std::string(kLargest, 'x')));
            }
            le_msg_SetSessionTimeLimit(session, 50);
            EXPECT_LT(timeOfUnanswered(session), kSoon);
            le_msg_DeleteSession(session);
        });
    isOver = true;
    server_.run([] {});
}

}  // namespace
