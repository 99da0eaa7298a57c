// What handlers may do to the very things that they are called for.
#include <atomic>
#include <csetjmp>
#include <csignal>
#include <functional>
#include <memory>
#include <string>

#include "tests/unit/messaging/fixture.h"

using namespace ligature::test;

namespace
{

class Reentry : public Messaging
{
protected:
    le_msg_SessionRef_t openInClient()
    {
        le_msg_SessionRef_t session = nullptr;
        client_.run([&] { session = open(); });
        EXPECT_TRUE(eventually([&] { return opened_ == 1; }));
        return session;
    }
};

TEST_F(Reentry, ACloseHandlerMayDeleteItsService)
{
    serveEcho();
    static std::string order;
    order.clear();
    server_.run(
        [&]
        {
            le_msg_AddServiceCloseHandler(
                service_,
                [](le_msg_SessionRef_t, void* service)
                {
                    order += "deletes";
                    le_msg_DeleteService(static_cast<le_msg_ServiceRef_t>(service));
                },
                service_);
        });
    le_msg_SessionRef_t session = openInClient();
    client_.run([&] { le_msg_DeleteSession(session); });
    server_.run([] {});
    EXPECT_TRUE(eventually([&] { return closed_ == 1; }));
    server_.run([] {});
    EXPECT_EQ(order, "deletes");
}

TEST_F(Reentry, ACloseHandlerOfAServiceThatIsDeletedMayDeleteItToo)
{
    serveEcho();
    static int times;
    times = 0;
    server_.run(
        [&]
        {
            le_msg_AddServiceCloseHandler(
                service_,
                [](le_msg_SessionRef_t, void* service)
                {
                    if (times++ == 0)
                    {
                        le_msg_DeleteService(static_cast<le_msg_ServiceRef_t>(service));
                    }
                },
                service_);
        });
    client_.run([&] { open(), open(); });
    EXPECT_TRUE(eventually([&] { return opened_ == 2; }));
    server_.run([&] { le_msg_DeleteService(service_); });
    EXPECT_TRUE(eventually([&] { return lost_ == 2; }));
    EXPECT_EQ(times, 2);
    EXPECT_EQ(closed_, 2);
}

/// Serves until the first session has ended, whose close handler is `onClose`; then deletes the service.
struct Ending
{
    le_msg_ProtocolRef_t protocol;
    le_msg_SessionEventHandler_t onClose;
    std::atomic<bool> isServing{false};
    std::atomic<bool> hasEnded{false};
    std::jmp_buf place{};

    static void* run(void* context)
    {
        auto& own = *static_cast<Ending*>(context);
        le_msg_ServiceRef_t service = le_msg_CreateService(own.protocol, "server");
        le_msg_AddServiceCloseHandler(service, own.onClose, &own);
        le_msg_AdvertiseService(service);
        own.isServing = true;
        if (setjmp(own.place) == 0)
        {
            while (!own.hasEnded)
            {
                pollOnce(le_event_GetFd(), 1000);
                le_event_ServiceLoop();
            }
        }
        le_msg_DeleteService(service);
        return nullptr;
    }
};

void endsAfter(Ending& ending, LoopThread& client, const std::function<void()>& comeAndGo)
{
    le_thread_Ref_t thread = le_thread_Create("ending", Ending::run, &ending);
    le_thread_SetJoinable(thread);
    const size_t before = ownDescriptors();
    le_thread_Start(thread);
    ASSERT_TRUE(eventually([&] { return ending.isServing.load(); }));
    client.run(comeAndGo);
    ASSERT_TRUE(eventually([&] { return ending.hasEnded.load(); }));
    le_thread_Join(thread, nullptr);
    EXPECT_LT(ownDescriptors(), before);  // of the thread itself
}

TEST_F(Reentry, AThreadMayEndInACloseHandler)
{
    Ending ending{protocol(), [](le_msg_SessionRef_t, void* own)
                  {
                      static_cast<Ending*>(own)->hasEnded = true;
                      le_thread_Exit(nullptr);
                  }};
    endsAfter(ending, client_, [&] { le_msg_DeleteSession(open()); });
}

TEST_F(Reentry, ACloseHandlerMayDeleteTheSignalHandlersOfAThreadThatEnds)
{
    auto server = std::make_unique<LoopThread>();
    server->run(
        [this]
        {
            le_sig_SetEventHandler(SIGUSR1, [](int) {});
            le_msg_ServiceRef_t service = le_msg_CreateService(protocol(), "server");
            le_msg_AddServiceOpenHandler(
                service, [](le_msg_SessionRef_t, void* context) { ++*static_cast<std::atomic<int>*>(context); },
                &opened_);
            le_msg_AddServiceCloseHandler(
                service,
                [](le_msg_SessionRef_t, void* context)
                {
                    le_sig_DeleteAll();
                    ++*static_cast<std::atomic<int>*>(context);
                },
                &closed_);
            le_msg_AdvertiseService(service);
        });
    openInClient();
    server.reset();
    EXPECT_EQ(closed_, 1);
    EXPECT_TRUE(eventually([&] { return lost_ == 1; }));
}

TEST_F(Reentry, ACloseHandlerMayBeLeftByLongjmpAndItsServiceDeleted)
{
    Ending ending{protocol(), [](le_msg_SessionRef_t, void* context)
                  {
                      auto& own = *static_cast<Ending*>(context);
                      own.hasEnded = true;
                      std::longjmp(own.place, 1);
                  }};
    endsAfter(ending, client_, [&] { le_msg_DeleteSession(open()); });
}

TEST_F(Reentry, AnAnswerThatWillNotComeMayDeleteItsSession)
{
    serve([](le_msg_MessageRef_t message) { le_msg_ReleaseMsg(message); });
    static std::atomic<int> none;
    none = 0;
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            le_msg_RequestResponse(
                makeMessage(session, "x"),
                [](le_msg_MessageRef_t message, void* session)
                {
                    none += message == nullptr;
                    le_msg_DeleteSession(static_cast<le_msg_SessionRef_t>(session));
                },
                session);
        });
    EXPECT_TRUE(eventually([&] { return none == 1; }));
    client_.run([] {});
    EXPECT_EQ(lost_, 0);
}

TEST_F(Reentry, ASessionThatAnOpenHandlerClosesIsShownToNoOtherOpenHandler)
{
    serveEcho();
    server_.run(
        [&]
        {
            le_msg_AddServiceOpenHandler(
                service_, [](le_msg_SessionRef_t session, void*) { le_msg_CloseSession(session); }, nullptr);
        });
    client_.run([&] { open(); });
    EXPECT_TRUE(eventually([&] { return lost_ == 1; }));
    server_.run([] {});
    EXPECT_EQ(closed_, 1);
    EXPECT_EQ(opened_, 0);
}

}  // namespace
