// Descriptors that clients do not take out of their sockets. The kernel has room for so many of one account: as many as
// a process may open. A program of its own, because it makes that few.
#include <fcntl.h>
#include <linux/capability.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include <chrono>
#include <ctime>
#include <memory>
#include <thread>
#include <vector>

#include "runtime/formats/unix_socket.h"
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
                const int fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
                EXPECT_GE(fd, 0);
                le_msg_SetFd(message, fd);
                le_msg_SetPayloadSize(message, 1);
                le_msg_Respond(message);
            });
        client_.run([&] { honest_ = open(); });
    }
    ~Descriptors() override
    {
        client_.run([&] { le_msg_DeleteSession(honest_); });
    }

    /// Whether the honest client gets a descriptor; it may give one with its request.
    bool isServed(bool givesOne = false)
    {
        bool isGiven = false;
        client_.run(
            [&]
            {
                le_msg_MessageRef_t request = makeMessage(honest_, "one");
                if (givesOne)
                {
                    le_msg_SetFd(request, ::open("/dev/null", O_RDONLY | O_CLOEXEC));
                }
                le_msg_MessageRef_t answer = le_msg_RequestSyncResponse(request);
                if (answer != nullptr)
                {
                    const int fd = le_msg_GetFd(answer);
                    isGiven = fd >= 0;
                    ::close(fd);
                    le_msg_ReleaseMsg(answer);
                }
            });
        return isGiven;
    }

    /// A client that asks for descriptors and reads none.
    std::unique_ptr<RawClient> offend()
    {
        auto offender = std::make_unique<RawClient>(directory_);
        for (int i = 1; i <= kAsked; ++i)
        {
            EXPECT_TRUE(offender->send(datagram(static_cast<uint32_t>(i), "many")));
        }
        return offender;
    }

    le_msg_SessionRef_t honest_ = nullptr;
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

TEST_F(Descriptors, WhoReadsLateGetsAll)
{
    const auto offender = offend();
    EXPECT_TRUE(isServed());
    int answers = 0;
    while (answers < kAsked && pollOnce(offender->fd(), 5000))
    {
        char bytes[100];
        // What announces a descriptor is four bytes; the descriptor itself is not wanted here and closed by the kernel.
        answers += ::recv(offender->fd(), bytes, sizeof(bytes), 0) > 4 ? 1 : 0;
    }
    EXPECT_EQ(answers, kAsked);
    EXPECT_TRUE(isServed());
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
            EXPECT_TRUE(isServed(GetParam()));
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

INSTANTIATE_TEST_SUITE_P(OfRequestAndAnswer, NoRoom, testing::Bool());

}  // namespace
