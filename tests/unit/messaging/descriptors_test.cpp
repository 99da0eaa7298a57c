// Descriptors that clients do not take out of their sockets. The kernel has room for so many of one account: as many as
// a process may open. A program of its own, because it makes that few.
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include <chrono>
#include <csignal>
#include <ctime>
#include <memory>
#include <thread>
#include <vector>

#include "runtime/formats/unix_socket.h"
#include "tests/support/times_in.h"
#include "tests/unit/messaging/raw_client.h"

using namespace ligature;
using namespace ligature::test;

namespace
{

/// The most descriptors on their way: enough for what the test itself has open.
constexpr rlim_t kRoom = 100;

/// Requests that an offender makes without reading an answer; the socket takes all answers.
constexpr int kAsked = 60;

/// Makes the calling thread one without privileges, as an app's are: the kernel lets others send without limit.
void dropPrivileges()
{
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct none[2] = {};
    ASSERT_EQ(::syscall(SYS_capset, &header, none), 0);
}

class Descriptors : public Messaging
{
protected:
    Descriptors()
    {
        const rlimit room{kRoom, kRoom};
        EXPECT_EQ(::setrlimit(RLIMIT_NOFILE, &room), 0);
        server_.run(dropPrivileges);
        serve(
            [](le_msg_MessageRef_t message)
            {
                // As many as the request asks for.
                const auto count = static_cast<size_t>(text(message)[0] - '0');
                for (size_t place = 0; place < count; ++place)
                {
                    const int fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
                    EXPECT_GE(fd, 0);
                    le_msg_SetFdAt(message, place, fd);
                }
                le_msg_SetPayloadSize(message, 1);
                le_msg_Respond(message);
            });
        client_.run([&] { honest_ = open(); });
    }
    ~Descriptors() override
    {
        client_.run([&] { le_msg_DeleteSession(honest_); });
    }

    /// Whether the honest client gets so many descriptors; it may give as many with its request.
    bool isServed(bool givesSome = false, size_t count = 1)
    {
        bool isGiven = false;
        client_.run(
            [&]
            {
                le_msg_MessageRef_t request = makeMessage(honest_, std::to_string(count));
                for (size_t place = 0; givesSome && place < count; ++place)
                {
                    le_msg_SetFdAt(request, place, ::open("/dev/null", O_RDONLY | O_CLOEXEC));
                }
                le_msg_MessageRef_t answer = le_msg_RequestSyncResponse(request);
                if (answer != nullptr)
                {
                    isGiven = true;
                    for (size_t place = 0; place < count; ++place)
                    {
                        isGiven = ::close(le_msg_GetFdAt(answer, place)) == 0 && isGiven;
                    }
                    le_msg_ReleaseMsg(answer);
                }
            });
        return isGiven;
    }

    /// A client that asks for so many descriptors with each request, and reads none.
    std::unique_ptr<RawClient> offend(size_t count = 1)
    {
        auto offender = std::make_unique<RawClient>(directory_);
        for (int i = 1; i <= kAsked; ++i)
        {
            EXPECT_TRUE(offender->send(datagram(static_cast<uint32_t>(i), std::to_string(count))));
        }
        // A client hears from the Service Directory before the server does.
        ++sessions_;
        EXPECT_TRUE(eventually([&] { return opened_ == sessions_; }));
        return offender;
    }

    le_msg_SessionRef_t honest_ = nullptr;
    int sessions_ = 1;  ///< with that of the honest client
};

TEST_F(Descriptors, WhoReadsNoneGetsAFewAndOthersAreServed)
{
    EXPECT_TRUE(isServed());
    const auto offender = offend();
    const auto another = offend();
    for (int i = 0; i < 100; ++i)
    {
        ASSERT_TRUE(isServed()) << i;
    }
    EXPECT_EQ(closed_, 0);
}

/// Takes the answers to all that was asked; how many there are.
int waitForAnswers(const RawClient& client)
{
    int answers = 0;
    while (answers < kAsked && pollOnce(client.fd(), 5000))
    {
        char bytes[100];
        // What announces a descriptor is four bytes; the descriptor itself is not wanted here and closed by the kernel.
        answers += ::recv(client.fd(), bytes, sizeof(bytes), 0) > 4 ? 1 : 0;
    }
    return answers;
}

TEST_F(Descriptors, WhoReadsLateGetsAll)
{
    const auto offender = offend();
    EXPECT_TRUE(isServed());
    EXPECT_EQ(waitForAnswers(*offender), kAsked);
    EXPECT_TRUE(isServed());
    EXPECT_EQ(closed_, 0);
}

TEST_F(Descriptors, WhoReadsLateGetsAllThatItAskedForInOneDatagram)
{
    std::string requests = kBatchId;
    for (uint32_t i = 1; i <= kAsked; ++i)
    {
        requests += record(i, "1");
    }
    const RawClient offender(directory_);
    ASSERT_TRUE(offender.send(requests));
    EXPECT_TRUE(isServed());
    EXPECT_EQ(waitForAnswers(offender), kAsked);
    EXPECT_EQ(closed_, 0);
}

TEST_F(Descriptors, AClientGetsNoMoreByManySessions)
{
    std::vector<std::unique_ptr<RawClient>> offenders;
    for (int i = 0; i < 20; ++i)
    {
        offenders.push_back(offend());
        ASSERT_TRUE(isServed()) << i;
    }
    EXPECT_EQ(closed_, 0);
}

/// Answers that wait in a socket, with descriptors. Nothing is taken: that would make room for more at once.
int waitingAnswers(const RawClient& client)
{
    constexpr int kBytes = 4 + 4 + 1;  // what announces the descriptors; id and payload of the answer
    int bytes = 0;
    EXPECT_EQ(::ioctl(client.fd(), SIOCINQ, &bytes), 0);
    EXPECT_EQ(bytes % kBytes, 0);
    return bytes / kBytes;
}

/// Takes all answers out of a socket; how many there were.
int takeAnswers(const RawClient& client)
{
    int answers = 0;
    char bytes[100];
    for (ssize_t size = 0; (size = ::recv(client.fd(), bytes, sizeof(bytes), MSG_DONTWAIT)) > 0;)
    {
        // What announces descriptors is four bytes.
        answers += size > 4 ? 1 : 0;
    }
    return answers;
}

TEST_F(Descriptors, AllOfAMessageCount)
{
    const auto offender = offend(8);
    for (int i = 0; i < 20; ++i)
    {
        ASSERT_TRUE(isServed(true, 8)) << i;
    }
    const int waiting = waitingAnswers(*offender);
    EXPECT_GE(waiting, 3) << "the honest client is of the same app: what it was just being given counts too";
    EXPECT_LE(waiting, 4) << "no more than make 32 descriptors";
    // What it has taken makes room for more.
    int answers = 0;
    EXPECT_TRUE(eventually(
        [&]
        {
            answers += takeAnswers(*offender);
            return answers == kAsked;
        }));
    EXPECT_EQ(closed_, 0);
}

TEST_F(Descriptors, AClientGetsNoMoreByManySessionsAndSeveralAtOnce)
{
    // What waits for each is open in the server, which has no more descriptors than there is room on the way.
    constexpr int kOffenders = 12;
    std::vector<std::unique_ptr<RawClient>> offenders;
    for (int i = 0; i < kOffenders; ++i)
    {
        offenders.push_back(offend(4));
        ASSERT_TRUE(isServed()) << i;
    }
    int waiting = 0;
    for (const auto& offender : offenders)
    {
        waiting += waitingAnswers(*offender);
    }
    EXPECT_GE(waiting, 12);
    EXPECT_LE(waiting, 16) << "no more than make 64 descriptors";
    // All who wait get theirs in the end.
    int answers = 0;
    EXPECT_TRUE(eventually(
        [&]
        {
            for (const auto& offender : offenders)
            {
                answers += takeAnswers(*offender);
            }
            return answers == kOffenders * kAsked;
        }));
    EXPECT_TRUE(isServed(true, 8));
    EXPECT_EQ(closed_, 0);
}

/// Takes all the room there is: descriptors that are sent by the test itself and not received as long as this lives.
class Hoard
{
public:
    Hoard()
    {
        int ends[2] = {-1, -1};
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
        from_ = formats::UniqueFd(ends[0]);
        to_ = formats::UniqueFd(ends[1]);
        for (rlim_t i = 0; i < kRoom + 1; ++i)
        {
            EXPECT_EQ(formats::sendWithDescriptor(from_.get(), "x", 1, STDIN_FILENO), 1);
        }
    }

private:
    formats::UniqueFd from_;
    formats::UniqueFd to_;
};

/// Of this process.
int64_t processorMilliseconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<int64_t>(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}

/// With what the client's request gives: true.
class NoRoom : public Descriptors, public testing::WithParamInterface<bool>
{
};

TEST_P(NoRoom, AMessageWaitsAndItsSessionLives)
{
    client_.run(dropPrivileges);
    EXPECT_TRUE(isServed());
    auto hoard = std::make_unique<Hoard>();
    std::atomic<bool> isDone{false};
    std::thread waits(
        [&]
        {
            EXPECT_TRUE(isServed(GetParam(), 2));
            isDone = true;
        });
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    EXPECT_FALSE(isDone);
    const int64_t before = processorMilliseconds();
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    EXPECT_LE(processorMilliseconds() - before, 100) << "it waits, and is not busy with it";
    hoard.reset();
    waits.join();
    EXPECT_TRUE(isServed(GetParam()));
    EXPECT_EQ(closed_, 0);
    EXPECT_EQ(lost_, 0);
}

/// Has the kernel send a signal to the calling thread every millisecond, as a profiler does.
timer_t disturb()
{
    ::signal(SIGUSR1, [](int) {});
    sigevent event{};
    event.sigev_notify = SIGEV_THREAD_ID;
    event.sigev_signo = SIGUSR1;
    event._sigev_un._tid = static_cast<pid_t>(::syscall(SYS_gettid));
    timer_t timer{};
    EXPECT_EQ(::timer_create(CLOCK_MONOTONIC, &event, &timer), 0);
    constexpr timespec kMillisecond{0, 1'000'000};
    const itimerspec interval{kMillisecond, kMillisecond};
    EXPECT_EQ(::timer_settime(timer, 0, &interval, nullptr), 0);
    return timer;
}

TEST_F(Descriptors, ARequestThatWaitsIsNotPutOffBySignals)
{
    timer_t timer{};
    client_.run(
        [&]
        {
            dropPrivileges();
            timer = disturb();
        });
    auto hoard = std::make_unique<Hoard>();
    std::atomic<bool> isDone{false};
    std::thread waits(
        [&]
        {
            EXPECT_TRUE(isServed(true));
            isDone = true;
        });
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    hoard.reset();
    EXPECT_TRUE(eventually([&] { return isDone.load(); }));
    ::timer_delete(timer);
    waits.join();
    ::signal(SIGUSR1, SIG_DFL);
}

/// Takes all descriptors that this process may still open, as long as it lives.
class AllTaken
{
public:
    AllTaken()
    {
        for (int fd = 0; (fd = ::dup(STDIN_FILENO)) >= 0;)
        {
            taken_.emplace_back(fd);
        }
        EXPECT_EQ(errno, EMFILE);
    }

private:
    std::vector<formats::UniqueFd> taken_;
};

TEST_F(Descriptors, AServerThatHasNoneLeftSaysSo)
{
    const RawClient client(directory_);
    EXPECT_TRUE(client.request("0"));
    testing::internal::CaptureStderr();
    {
        const AllTaken all;
        const std::string request = datagram(2, "0");
        EXPECT_TRUE(client.send(announcement(1)));
        EXPECT_GT(formats::sendWithDescriptor(client.fd(), request.data(), request.size(), STDIN_FILENO), 0);
        EXPECT_TRUE(eventually([&] { return closed_ == 1; }));
    }
    const std::string pid = std::to_string(::getpid());
    const std::string log = testing::internal::GetCapturedStderr();
    EXPECT_EQ(timesIn(log, "Session 'server': this process has no file descriptors left for those that pid " + pid +
                               " sends, which is disconnected."),
              1u)
        << log;
    EXPECT_EQ(timesIn(log, "malformed"), 0u) << log;
    EXPECT_TRUE(isServed(true, 8));
}

TEST_F(Descriptors, AClientThatHasNoneLeftSaysSo)
{
    std::unique_ptr<AllTaken> all;
    le_msg_MessageRef_t held = nullptr;
    onMessage_ = [&](le_msg_MessageRef_t message)
    {
        // What is sent stays open as long as the message is there.
        held = message;
        le_msg_AddRef(message);
        le_msg_SetFd(message, ::open("/dev/null", O_RDONLY | O_CLOEXEC));
        all = std::make_unique<AllTaken>();
        le_msg_Respond(message);
    };
    testing::internal::CaptureStderr();
    EXPECT_FALSE(isServed());
    EXPECT_TRUE(eventually([&] { return lost_ == 1; }));
    server_.run(
        [&]
        {
            all.reset();
            le_msg_ReleaseMsg(held);
        });
    const std::string log = testing::internal::GetCapturedStderr();
    EXPECT_EQ(timesIn(log, "Session 'client' (peer pid " + std::to_string(::getpid()) +
                               ") ends: this process has no file descriptors left for those that the server sends."),
              1u)
        << log;
    EXPECT_EQ(timesIn(log, "malformed"), 0u) << log;
}

INSTANTIATE_TEST_SUITE_P(OfRequestAndAnswer, NoRoom, testing::Bool());

}  // namespace
