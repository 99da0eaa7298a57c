// Threads that are cancelled while they wait in messaging: what they had goes with them.
#include "tests/support/heap_growth.h"
#include "tests/unit/messaging/fixture.h"

namespace ligature::test
{

namespace
{

class MessagingCancelled : public Messaging
{
protected:
    /// A thread that does this, cancelled when it is time; returns when it has ended.
    void cancel(std::function<void()> work, const std::function<bool()>& isTime)
    {
        le_thread_Ref_t thread = le_thread_Create(
            "cancelled",
            [](void* context) -> void*
            {
                (*static_cast<std::function<void()>*>(context))();
                return nullptr;
            },
            &work);
        le_thread_SetJoinable(thread);
        le_thread_Start(thread);
        EXPECT_TRUE(eventually(isTime)) << directory_.log();
        le_thread_Cancel(thread);
        EXPECT_EQ(le_thread_Join(thread, nullptr), LE_OK);
    }

    /// The same for a thread that cancels itself: the first place of the work where that can be ends it.
    void cancelAtOnce(std::function<void()> work)
    {
        cancel(
            [&]
            {
                le_thread_Cancel(le_thread_GetCurrent());
                work();
            },
            [] { return true; });
    }

    size_t waiting() const { return directory_.command({{"command", "list"}}).at("waiting").size(); }
};

TEST_F(MessagingCancelled, WhileItOpensASession)
{
    const size_t before = ownDescriptors();
    cancel([&] { open(); }, [&] { return waiting() == 1; });
    EXPECT_EQ(ownDescriptors(), before);
    EXPECT_TRUE(eventually([&] { return waiting() == 0; }));
    cancelAtOnce([&] { open(); });
    cancelAtOnce([&] { le_msg_TryOpenSessionSync(le_msg_CreateSession(protocol(), "client")); });
    EXPECT_EQ(ownDescriptors(), before);
}

TEST_F(MessagingCancelled, WhileItWaitsForAnAnswer)
{
    std::atomic<le_msg_MessageRef_t> request{nullptr};
    serve([&](le_msg_MessageRef_t message) { request = message; });
    const size_t before = ownDescriptors();
    const auto cancelOne = [&]
    {
        cancel([&] { ask(open(), "never answered"); }, [&] { return request != nullptr; });
        EXPECT_TRUE(eventually([&] { return closed_ == opened_; }));
        le_msg_ReleaseMsg(request.exchange(nullptr));
    };
    constexpr size_t kTimes = 10;
    const auto cancelMany = [&]
    {
        for (size_t i = 0; i < kTimes; ++i)
        {
            cancelOne();
        }
    };
    EXPECT_LT(leastHeapGrowth(kTimes * 100, cancelMany), kTimes * 100);
    EXPECT_EQ(ownDescriptors(), before);
}

TEST_F(MessagingCancelled, WhileItSendsAFile)
{
    serveEcho();
    const size_t before = ownDescriptors();
    cancelAtOnce(
        [&]
        {
            int state = 0;
            pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
            le_msg_MessageRef_t message = makeMessage(open(), "file");
            le_msg_SetFd(message, ::dup(0));
            pthread_setcancelstate(state, nullptr);
            le_msg_RequestSyncResponse(message);
        });
    EXPECT_TRUE(eventually([&] { return ownDescriptors() == before; }));
}

TEST_F(MessagingCancelled, WhileItOffersOrHidesAService)
{
    const auto create = [&] { return le_msg_CreateService(protocol(), "server"); };
    const size_t before = ownDescriptors();
    cancelAtOnce([&] { le_msg_AdvertiseService(create()); });
    cancelAtOnce(
        [&]
        {
            int state = 0;
            pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
            le_msg_ServiceRef_t service = create();
            le_msg_AdvertiseService(service);
            pthread_setcancelstate(state, nullptr);
            le_msg_HideService(service);
        });
    EXPECT_EQ(ownDescriptors(), before);
    serveEcho();  // it is not taken for a second one
    EXPECT_EQ(ask(open(), "hello"), "hello");
}

TEST_F(MessagingCancelled, WhileItReleasesAMessageWithDescriptors)
{
    const size_t before = ownDescriptors();
    cancelAtOnce(
        [&]
        {
            le_msg_SessionRef_t session = le_msg_CreateSession(protocol(), "client");
            le_msg_MessageRef_t message = le_msg_CreateMsg(session);
            le_msg_SetFdAt(message, 0, ::dup(0));
            le_msg_SetFdAt(message, 1, ::dup(0));
            le_msg_ReleaseMsg(message);
        });
    EXPECT_EQ(ownDescriptors(), before);
}

}  // namespace

}  // namespace ligature::test
