// What must hold for a server however its clients behave.
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csetjmp>
#include <csignal>
#include <random>
#include <vector>

#include "tests/support/heap_growth.h"
#include "tests/unit/messaging/fixture.h"

using namespace ligature;
using namespace ligature::test;
using directory::Kind;
using formats::UniqueFd;

namespace
{

/// A client on a raw socket that asks without end; opens its session anew now and then.
[[noreturn]] void askForEver(const std::string& socket)
{
    const std::string request("\1\0\0\0some text", 13);
    for (;;)
    {
        const UniqueFd session = test::ask(socket, makeRequest(Kind::Open, "client", "proto", kLargest));
        char answer[64];
        ::recv(session.get(), answer, sizeof(answer), 0);  // the directory's
        for (int i = 0; i < 5; ++i)
        {
            ::send(session.get(), request.data(), request.size(), MSG_NOSIGNAL);
            ::recv(session.get(), answer, sizeof(answer), i % 2 == 0 ? 0 : MSG_DONTWAIT);
        }
    }
}

TEST_F(Messaging, ClientsKilledAtAnyMomentLeaveNothingBehind)
{
    constexpr int kRounds = 50;
    constexpr int kClients = 20;
    serveEcho();
    le_msg_SessionRef_t good = nullptr;
    client_.run(
        [&]
        {
            good = open();
            EXPECT_EQ(ask(good, "before"), "before");
        });
    const size_t descriptors = ownDescriptors();
    const size_t ofDirectory = directory_.openDescriptors();
    const std::string socket = directory_.userSocket();
    std::mt19937 random(7);
    for (int round = 0; round < kRounds; ++round)
    {
        std::vector<pid_t> pids;
        for (int i = 0; i < kClients; ++i)
        {
            const pid_t pid = fork();
            if (pid == 0)
            {
                alarm(20);
                askForEver(socket);
            }
            pids.push_back(pid);
        }
        for (const pid_t pid : pids)
        {
            ::usleep(random() % 300);
            ::kill(pid, SIGKILL);
            ::waitpid(pid, nullptr, 0);
        }
    }
    EXPECT_TRUE(eventually([&] { return ownDescriptors() == descriptors && closed_ == opened_ - 1; }))
        << ownDescriptors() << " descriptors, before " << descriptors << "; " << opened_ << " opened, " << closed_
        << " closed";
    EXPECT_TRUE(eventually([&] { return directory_.openDescriptors() <= ofDirectory; }))
        << directory_.openDescriptors() << " of the directory, before " << ofDirectory << directory_.log();
    EXPECT_GT(opened_, kRounds);
    client_.run(
        [&]
        {
            EXPECT_EQ(ask(good, "after"), "after");
            le_msg_DeleteSession(good);
        });
}

TEST_F(Messaging, AFloodWhoseAnswersAreNeverReadCostsBoundedMemory)
{
    serveEcho();
    const size_t before = residentBytes();
    UniqueFd flood = openRaw();
    std::string request(4 + kLargest, 'x');
    // It ends when the server has stopped to read from it, or has closed the session.
    pollfd entry{flood.get(), POLLOUT, 0};
    int sent = 0;
    while (::poll(&entry, 1, 200) == 1 &&
           ::send(flood.get(), request.data(), request.size(), MSG_NOSIGNAL | MSG_DONTWAIT) > 0)
    {
        ASSERT_LT(++sent, 100'000);
    }
    EXPECT_LT(residentBytes(), before + (32 << 20));
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            EXPECT_EQ(ask(session, "still there"), "still there");
            le_msg_DeleteSession(session);
        });
    flood.reset();
    EXPECT_TRUE(eventually([&] { return closed_ == 2; }));
}

TEST_F(Messaging, ThreadsThatEndWithOpenSessionsLeaveNoMemoryBehind)
{
    std::vector<le_msg_MessageRef_t> unanswered;
    serve([&](le_msg_MessageRef_t message) { unanswered.push_back(message); });
    const auto comeAndEnd = [&]
    {
        LoopThread thread;
        thread.run(
            [&]
            {
                le_msg_SessionRef_t session = open();
                for (int i = 0; i < 20; ++i)
                {
                    le_msg_RequestResponse(
                        makeMessage(session, "x"), [](le_msg_MessageRef_t, void*) {}, nullptr);
                }
            });
    };
    constexpr int kThreads = 200;
    int ended = 0;
    const auto manyComeAndEnd = [&]
    {
        for (int i = 0; i < kThreads; ++i)
        {
            comeAndEnd();
        }
        ended += kThreads;
        EXPECT_TRUE(eventually([&] { return closed_ == ended; }));
        server_.run(
            [&]
            {
                for (le_msg_MessageRef_t message : unanswered)
                {
                    le_msg_Respond(message);
                }
                unanswered.clear();
            });
    };
    constexpr size_t kLeft = kThreads * sizeof(void*);  // by threads that each leave something behind, at least
    EXPECT_LT(leastHeapGrowth(kLeft, manyComeAndEnd), kLeft);
}

TEST_F(Messaging, ServersThatEndInAHandlerLeaveNoMemoryBehind)
{
    static std::atomic<bool> isEnding;
    const auto onMessage = [](le_msg_MessageRef_t message, void*)
    {
        le_msg_Respond(message);
        isEnding = true;
        le_thread_Exit(nullptr);
    };
    const auto onClose = [](le_msg_SessionRef_t, void*)
    {
        isEnding = true;
        le_thread_Exit(nullptr);
    };
    const auto serveOne = [&](bool endsInCloseHandler)
    {
        LoopThread server;
        isEnding = false;
        server.run(
            [&]
            {
                le_msg_ServiceRef_t service = le_msg_CreateService(protocol(), "server");
                if (endsInCloseHandler)
                {
                    le_msg_AddServiceCloseHandler(service, onClose, nullptr);
                }
                else
                {
                    le_msg_SetServiceRecvHandler(service, onMessage, nullptr);
                }
                le_msg_AdvertiseService(service);
            });
        client_.run(
            [&]
            {
                le_msg_SessionRef_t session = open();
                EXPECT_TRUE(endsInCloseHandler || ask(session, "x") != "(none)");
                le_msg_DeleteSession(session);
            });
        EXPECT_TRUE(eventually([&] { return isEnding.load(); }));
    };
    constexpr int kServers = 100;
    constexpr size_t kLeft = kServers * sizeof(void*);
    for (const bool endsInCloseHandler : {false, true})
    {
        const auto serveMany = [&]
        {
            for (int i = 0; i < kServers; ++i)
            {
                serveOne(endsInCloseHandler);
            }
        };
        EXPECT_LT(leastHeapGrowth(kLeft, serveMany), kLeft) << endsInCloseHandler;
    }
}

/// A server that runs its event loop by hand, and whose handler leaves by longjmp() once.
struct Jumper
{
    std::jmp_buf place;
    std::atomic<bool> isDone{false};
    std::atomic<bool> wasCurrent{false};
    std::atomic<bool> isStale{false};
    int received = 0;
};

void onJumperMessage(le_msg_MessageRef_t message, void* context)
{
    auto& jumper = *static_cast<Jumper*>(context);
    if (jumper.received++ == 0)
    {
        jumper.wasCurrent = le_msg_GetServiceRxMsg() == message;
        le_msg_ReleaseMsg(message);
        std::longjmp(jumper.place, 1);
    }
    jumper.isStale = jumper.isStale || le_msg_GetServiceRxMsg() != message;
    le_msg_SetPayloadSize(message, le_msg_GetPayloadSize(message));
    le_msg_Respond(message);
    jumper.isDone = true;
}

void* serveWithJumps(void* context)
{
    auto& jumper = *static_cast<Jumper*>(context);
    le_msg_ServiceRef_t service = le_msg_CreateService(le_msg_GetProtocolRef("proto", kLargest), "server");
    le_msg_SetServiceRecvHandler(service, onJumperMessage, &jumper);
    le_msg_AdvertiseService(service);
    if (setjmp(jumper.place) != 0)
    {
        jumper.isStale = le_msg_GetServiceRxMsg() != nullptr;
    }
    while (!jumper.isDone)
    {
        pollOnce(le_event_GetFd(), 1000);
        le_event_ServiceLoop();
        jumper.isStale = jumper.isStale || le_msg_GetServiceRxMsg() != nullptr;
    }
    return nullptr;
}

TEST_F(Messaging, AHandlerThatLeavesByLongjmpLeavesNoCurrentMessage)
{
    Jumper jumper;
    le_thread_Ref_t server = le_thread_Create("jumper", serveWithJumps, &jumper);
    le_thread_SetJoinable(server);
    le_thread_Start(server);
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            le_msg_Send(makeMessage(session, "jump"));
            EXPECT_EQ(ask(session, "stay"), "stay");
            le_msg_DeleteSession(session);
        });
    le_thread_Join(server, nullptr);
    EXPECT_TRUE(jumper.wasCurrent);
    EXPECT_FALSE(jumper.isStale);
}

}  // namespace
