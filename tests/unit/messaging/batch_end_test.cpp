// Handlers that wait, close, jump, or end their thread or process amid a batch.
#include <poll.h>
#include <sys/wait.h>

#include <csetjmp>
#include <thread>

#include "tests/unit/messaging/batch_fixture.h"

using namespace ligature;
using namespace ligature::test;

namespace
{

TEST_F(Batches, AClientThatIsAheadSendsItsNextRequestsTogether)
{
    RawServer server(directory_.userSocket());
    Ahead ahead;
    ahead.toSend = 100;
    ahead.next = [](Ahead& own) { own.send(); };
    client_.start(
        [&]
        {
            ahead.session = open();
            for (int i = 0; i < kUnderWay; ++i)
            {
                ahead.send();
            }
        });
    std::string answers = kBatchId;
    for (uint32_t i = 1; i <= kUnderWay; ++i)
    {
        EXPECT_EQ(receiveDatagram(server.client()), bytesOf(i) + std::to_string(101 - i));
        answers += record(i, "");
    }
    sendDatagram(server.client(), answers);
    // The first four find at least four others waiting, and the others go with them.
    std::string expected = kBatchId;
    for (uint32_t i = kUnderWay + 1; i <= 2 * kUnderWay; ++i)
    {
        expected += record(i, std::to_string(101 - i));
    }
    EXPECT_EQ(receiveDatagram(server.client()), expected);
    client_.run([&] { le_msg_DeleteSession(ahead.session); });
}

TEST_F(Batches, ASynchronousRequestWithinABatchLosesNothing)
{
    RawServer server(directory_.userSocket());
    static std::string order;
    order.clear();
    le_msg_SessionRef_t session = nullptr;
    client_.start(
        [&]
        {
            session = open();
            le_msg_SetSessionRecvHandler(
                session,
                [](le_msg_MessageRef_t message, void*)
                {
                    const std::string name = text(message);
                    order += name;
                    if (name == "b")
                    {
                        order += "(" + ask(le_msg_GetSession(message), "?") + ")";
                    }
                    le_msg_ReleaseMsg(message);
                },
                nullptr);
        });
    sendDatagram(server.client(), kBatchId + record(0, "a") + record(0, "b") + record(0, "c") + record(0, "d"));
    EXPECT_EQ(receiveDatagram(server.client()), bytesOf(kFirstSynchronous) + "?");
    sendDatagram(server.client(), bytesOf(0) + "e");
    sendDatagram(server.client(), kBatchId + record(0, "f") + record(kFirstSynchronous, "!") + record(0, "g"));
    sendDatagram(server.client(), bytesOf(0) + "h");
    EXPECT_TRUE(eventually(
        [&]
        {
            bool isComplete = false;
            client_.run([&] { isComplete = order == "ab(!)cdefgh"; });
            return isComplete;
        }))
        << order;
    client_.run([&] { le_msg_DeleteSession(session); });
}

TEST_F(Batches, AHandlerThatClosesItsSessionEndsTheBatch)
{
    RawServer server(directory_.userSocket());
    Ahead ahead;
    ahead.toSend = kUnderWay;
    ahead.next = [](Ahead& own)
    {
        le_msg_Send(makeMessage(own.session, "last"));
        le_msg_CloseSession(own.session);
    };
    client_.start(
        [&]
        {
            ahead.session = open();
            for (int i = 0; i < kUnderWay; ++i)
            {
                ahead.send();
            }
        });
    for (int i = 0; i < kUnderWay; ++i)
    {
        receiveDatagram(server.client());
    }
    sendDatagram(server.client(), kBatchId + record(1, "") + record(2, "") + record(3, ""));
    EXPECT_EQ(receiveDatagram(server.client()), bytesOf(0) + "last");
    EXPECT_EQ(receiveDatagram(server.client()), "(closed)");
    client_.run(
        [&]
        {
            EXPECT_EQ(ahead.answered, 1);
            le_msg_DeleteSession(ahead.session);
        });
    EXPECT_EQ(lost_, 0);
}

TEST_F(Batches, AServerThatAnswersWhatNobodyAskedLosesItsClient)
{
    RawServer server(directory_.userSocket());
    client_.start([&] { EXPECT_EQ(ask(open(), "x"), "good"); });
    EXPECT_EQ(receiveDatagram(server.client()), bytesOf(kFirstSynchronous) + "x");
    sendDatagram(server.client(), kBatchId + record(kFirstSynchronous, "good") + record(9, "bad"));
    EXPECT_TRUE(eventually([&] { return lost_ == 1; }));
    client_.run([] {});
}

/// The loop of a thread whose handlers may leave by longjmp().
void serviceUntil(const std::atomic<bool>& isDone)
{
    while (!isDone)
    {
        pollfd entry{le_event_GetFd(), POLLIN, 0};
        ::poll(&entry, 1, 100);
        le_event_ServiceLoop();
    }
}

TEST_F(Batches, AHandlerThatLeavesByLongjmpLeavesTheRestToTheLoop)
{
    RawServer server(directory_.userSocket());
    static jmp_buf place;
    static std::atomic<bool> isDone;
    static std::string order;
    isDone = false;
    order.clear();
    std::thread client(
        [&]
        {
            le_thread_InitLegatoThreadData("jumper");
            le_msg_SessionRef_t session = open();
            static Ahead ahead;
            ahead = {};
            ahead.session = session;
            ahead.toSend = kUnderWay;
            ahead.next = [](Ahead& own)
            {
                order += std::to_string(own.answered);
                if (own.answered <= 2)
                {
                    own.toSend = 100;
                    own.send();
                    longjmp(place, 1);
                }
                isDone = own.answered == kUnderWay;
            };
            for (int i = 0; i < kUnderWay; ++i)
            {
                ahead.send();
            }
            setjmp(place);
            serviceUntil(isDone);
            le_msg_DeleteSession(session);
            le_thread_CleanupLegatoThreadData();
        });
    std::string answers = kBatchId;
    for (uint32_t i = 1; i <= kUnderWay; ++i)
    {
        receiveDatagram(server.client());
        answers += record(i, "");
    }
    sendDatagram(server.client(), answers);
    EXPECT_EQ(receiveDatagram(server.client()), bytesOf(9) + "100");
    EXPECT_EQ(receiveDatagram(server.client()), bytesOf(10) + "100");
    EXPECT_TRUE(eventually([&] { return isDone.load(); }));
    client.join();
    EXPECT_EQ(order, "12345678");
}

/// Answers to eight requests come together; the first handler sends two messages more and ends by `end`.
struct EndingClient
{
    Ahead ahead;
    void (*end)();

    static void* run(void* context)
    {
        auto& own = *static_cast<EndingClient*>(context);
        own.ahead.session = le_msg_CreateSession(le_msg_GetProtocolRef("proto", kLargest), "client");
        le_msg_OpenSessionSync(own.ahead.session);
        own.ahead.toSend = kUnderWay;
        own.ahead.next = [&own](Ahead& ahead)
        {
            le_msg_Send(makeMessage(ahead.session, "one"));
            ahead.toSend = 100;
            ahead.send();
            own.end();
        };
        for (int i = 0; i < kUnderWay; ++i)
        {
            own.ahead.send();
        }
        le_event_RunLoop();
    }
};

/// What the server gets of such a client in a thread of a process of its own, and how that process ends.
std::string sentBefore(const DirectoryProcess& directory, void (*end)())
{
    RawServer server(directory.userSocket());
    const pid_t pid = fork();
    if (pid == 0)
    {
        alarm(20);
        EndingClient client{{}, end};
        le_thread_Ref_t thread = le_thread_Create("ending", EndingClient::run, &client);
        le_thread_SetJoinable(thread);
        le_thread_Start(thread);
        le_thread_Join(thread, nullptr);
        _exit(7);
    }
    std::string answers = kBatchId;
    for (uint32_t i = 1; i <= kUnderWay; ++i)
    {
        receiveDatagram(server.client());
        answers += record(i, "");
    }
    sendDatagram(server.client(), answers);
    std::string result;
    std::string datagram;
    while (datagram != "(closed)" && datagram != "(nothing)")
    {
        datagram = receiveDatagram(server.client());
        result += datagram + "|";
    }
    int status = 0;
    waitpid(pid, &status, 0);
    return result + std::to_string(WEXITSTATUS(status));
}

const std::string kBoth = kBatchId + record(0, "one") + record(9, "100") + "|(closed)|";

TEST_F(Batches, AProcessThatExitsInAHandlerHasSentWhatItSentBefore)
{
    EXPECT_EQ(sentBefore(directory_, [] { exit(3); }), kBoth + "3");
}

TEST_F(Batches, AThreadThatEndsInAHandlerHasSentWhatItSentBefore)
{
    EXPECT_EQ(sentBefore(directory_, [] { le_thread_Exit(nullptr); }), kBoth + "7");
}

TEST_F(Batches, AChildOfAHandlerSendsNothingOfItsParents)
{
    EXPECT_EQ(sentBefore(directory_,
                         []
                         {
                             const pid_t child = fork();
                             if (child == 0)
                             {
                                 exit(0);
                             }
                             waitpid(child, nullptr, 0);
                             exit(3);
                         }),
              kBoth + "3");
}

}  // namespace
