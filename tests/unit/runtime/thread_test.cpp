#include "run_loop.h"

#include <gtest/gtest.h>
#include <pthread.h>
#include <atomic>
#include <limits>
#include <string>
#include <thread>

namespace
{

le_thread_Ref_t start(const char* name, le_thread_MainFunc_t function, void* context = nullptr)
{
    le_thread_Ref_t thread = le_thread_Create(name, function, context);
    le_thread_SetJoinable(thread);
    le_thread_Start(thread);
    return thread;
}

TEST(Thread, ReturnsItsResult)
{
    int value = 0;
    void* result = nullptr;
    le_thread_Ref_t thread = start(
        "t", [](void* context) { return context; }, &value);
    EXPECT_EQ(le_thread_Join(thread, &result), LE_OK);
    EXPECT_EQ(result, &value);
    EXPECT_EQ(le_thread_Join(thread, nullptr), LE_NOT_FOUND);
    EXPECT_EQ(le_thread_Cancel(thread), LE_NOT_FOUND);
    thread = start(
        "t", [](void* context) -> void* { le_thread_Exit(context); }, &value);
    result = nullptr;
    EXPECT_EQ(le_thread_Join(thread, &result), LE_OK);
    EXPECT_EQ(result, &value);
}

TEST(Thread, HasANameThatTheKernelSeesToo)
{
    EXPECT_STREQ(le_thread_GetMyName(), "main");
    static char kernelName[16];
    static std::string ownName;
    le_thread_Ref_t thread = start("a name of more than fifteen characters",
                                   [](void*) -> void*
                                   {
                                       pthread_getname_np(pthread_self(), kernelName, sizeof(kernelName));
                                       ownName = le_thread_GetMyName();
                                       return nullptr;
                                   });
    char name[8];
    le_thread_GetName(thread, name, sizeof(name));
    EXPECT_STREQ(name, "a name ");
    EXPECT_EQ(le_thread_Join(thread, nullptr), LE_OK);
    EXPECT_STREQ(kernelName, "a name of more ");
    EXPECT_EQ(ownName, "a name of more than fifteen characters");
}

TEST(Thread, JoinsOnlyWhatCanBeJoined)
{
    EXPECT_EQ(le_thread_Join(le_thread_GetCurrent(), nullptr), LE_FAULT);
    static std::atomic<int> selfJoin;
    static le_thread_Ref_t self;
    selfJoin = 0;
    self = le_thread_Create(
        "self",
        [](void*) -> void*
        {
            selfJoin = le_thread_Join(self, nullptr);
            return nullptr;
        },
        nullptr);
    le_thread_SetJoinable(self);
    EXPECT_EQ(le_thread_Join(self, nullptr), LE_DEADLOCK);  // It has not started.
    le_thread_Start(self);
    EXPECT_EQ(le_thread_Join(self, nullptr), LE_OK);
    EXPECT_EQ(selfJoin, LE_DEADLOCK);
}

TEST(Thread, RunsDestructorsLastFirstHoweverItEnds)
{
    static std::string order;
    order.clear();
    const auto note = [](void* text) { order += static_cast<const char*>(text); };
    static void (*const addOwn)() = []()
    {
        const auto noteOwn = [](void* text) { order += static_cast<const char*>(text); };
        le_thread_AddDestructor(noteOwn, const_cast<char*>("b"));
        le_thread_DestructorRef_t removed = le_thread_AddDestructor(noteOwn, const_cast<char*>("?"));
        le_thread_AddDestructor(noteOwn, const_cast<char*>("c"));
        le_thread_RemoveDestructor(removed);
    };
    le_thread_Ref_t thread = le_thread_Create(
        "t",
        [](void*) -> void*
        {
            addOwn();
            return nullptr;
        },
        nullptr);
    le_thread_AddChildDestructor(thread, note, const_cast<char*>("a"));
    le_thread_SetJoinable(thread);
    le_thread_Start(thread);
    le_thread_Join(thread, nullptr);
    EXPECT_EQ(order, "cba");

    order.clear();
    static std::atomic<bool> isRunning;
    isRunning = false;
    thread = start("loop",
                   [](void*) -> void*
                   {
                       addOwn();
                       isRunning = true;
                       le_event_RunLoop();
                   });
    ASSERT_TRUE(serveUntil([]() { return isRunning.load(); }));
    EXPECT_EQ(le_thread_Cancel(thread), LE_OK);
    void* result = nullptr;
    EXPECT_EQ(le_thread_Join(thread, &result), LE_OK);
    EXPECT_EQ(result, PTHREAD_CANCELED);
    EXPECT_EQ(order, "cb");
}

TEST(Thread, IsNotCancelledAnyMoreWhenItEnds)
{
    static int destructors;
    destructors = 0;
    le_thread_Ref_t thread = start("late",
                                   [](void*) -> void*
                                   {
                                       for (int i = 0; i < 2; ++i)
                                       {
                                           le_thread_AddDestructor(
                                               [](void*)
                                               {
                                                   pthread_testcancel();
                                                   ++destructors;
                                               },
                                               nullptr);
                                       }
                                       EXPECT_EQ(le_thread_Cancel(le_thread_GetCurrent()), LE_OK);
                                       return nullptr;
                                   });
    EXPECT_EQ(le_thread_Join(thread, nullptr), LE_OK);
    EXPECT_EQ(destructors, 2);
}

TEST(Thread, CanBeJoinedAfterOneThatWaitedWasCancelled)
{
    static std::atomic<bool> mayEnd;
    static std::atomic<bool> waits;
    static le_thread_Ref_t waited;
    mayEnd = false;
    waits = false;
    waited = start("waited",
                   [](void*) -> void*
                   {
                       while (!mayEnd)
                       {
                           std::this_thread::sleep_for(std::chrono::milliseconds(1));
                       }
                       return nullptr;
                   });
    le_thread_Ref_t waiting = start("waiting",
                                    [](void*) -> void*
                                    {
                                        waits = true;
                                        le_thread_Join(waited, nullptr);
                                        return nullptr;
                                    });
    EXPECT_TRUE(serveUntil([]() { return waits.load(); }));
    EXPECT_EQ(le_thread_Cancel(waiting), LE_OK);
    EXPECT_EQ(le_thread_Join(waiting, nullptr), LE_OK);
    mayEnd = true;
    EXPECT_EQ(le_thread_Join(waited, nullptr), LE_OK);
}

TEST(Thread, GivesRecordsBack)
{
    le_mem_PoolStats_t before = {};
    le_mem_PoolStats_t after = {};
    le_mem_GetStats(le_mem_FindPool("ThreadPool"), &before);
    for (int index = 0; index < 100; ++index)
    {
        le_thread_Join(start("t", [](void*) -> void* { return nullptr; }), nullptr);
    }
    le_mem_GetStats(le_mem_FindPool("ThreadPool"), &after);
    EXPECT_EQ(after.numBlocksInUse, before.numBlocksInUse);
}

LE_THREAD_DEFINE_STATIC_STACK(given, 100000);

TEST(Thread, ChecksPrioritiesAndStacks)
{
    le_thread_Ref_t thread = le_thread_Create(
        "t", [](void*) -> void* { return nullptr; }, nullptr);
    EXPECT_EQ(le_thread_SetPriority(thread, static_cast<le_thread_Priority_t>(LE_THREAD_PRIORITY_RT_HIGHEST + 1)),
              LE_OUT_OF_RANGE);
    EXPECT_EQ(le_thread_SetPriority(thread, LE_THREAD_PRIORITY_IDLE), LE_OK);
    EXPECT_EQ(le_thread_SetStackSize(thread, 100), LE_OVERFLOW);
    EXPECT_EQ(le_thread_SetStackSize(thread, SIZE_MAX), LE_OUT_OF_RANGE);
    EXPECT_EQ(le_thread_SetStackSize(thread, 200000), LE_OK);
    EXPECT_EQ(le_thread_SetStack(thread, _thread_stack_given + 1, 50000), LE_BAD_PARAMETER);
    EXPECT_EQ(le_thread_SetStack(thread, _thread_stack_given, 100), LE_BAD_PARAMETER);
    EXPECT_EQ(LE_THREAD_SET_STATIC_STACK(thread, given), LE_OK);
    le_thread_SetJoinable(thread);
    le_thread_Start(thread);
    EXPECT_EQ(le_thread_Join(thread, nullptr), LE_OK);
}

TEST(Thread, AdoptsOthers)
{
    std::thread other(
        []()
        {
            EXPECT_STREQ(le_thread_GetMyName(), "unknown");
            le_thread_InitLegatoThreadData("adopted");
            EXPECT_STREQ(le_thread_GetMyName(), "adopted");
            static bool hasRun;
            hasRun = false;
            le_event_QueueFunction([](void*, void*) { hasRun = true; }, nullptr, nullptr);
            EXPECT_TRUE(serveUntil([]() { return hasRun; }));
            le_thread_CleanupLegatoThreadData();
            EXPECT_STREQ(le_thread_GetMyName(), "unknown");
        });
    other.join();
}

TEST(ThreadDeath, MisuseIsFatal)
{
    EXPECT_FATAL(std::thread([]() { le_thread_GetCurrent(); }).join(),
                 "Legato threading API used in non-Legato thread!");
    EXPECT_FATAL(le_thread_InitLegatoThreadData("again"), "known to Legato already");
    EXPECT_FATAL(
        {
            le_thread_Ref_t thread = start("twice", [](void*) -> void* { return nullptr; });
            le_thread_Start(thread);
        },
        "Cannot start thread 'twice': it has started");
    EXPECT_FATAL(le_thread_Join(start("holder",
                                      [](void*) -> void*
                                      {
                                          le_mutex_Lock(le_mutex_CreateRecursive("held"));
                                          return nullptr;
                                      }),
                                nullptr),
                 "Thread 'holder' ends while it holds 1 mutexes");
    EXPECT_FATAL(le_thread_Start(nullptr), "There is no thread");
}

TEST(Mutex, LocksOnceOrRecursively)
{
    le_mutex_Ref_t recursive = le_mutex_CreateRecursive("r");
    le_mutex_Lock(recursive);
    EXPECT_EQ(le_mutex_TryLock(recursive), LE_OK);
    le_mutex_Unlock(recursive);
    static le_mutex_Ref_t tried;
    tried = recursive;
    std::thread([]() { EXPECT_EQ(le_mutex_TryLock(tried), LE_WOULD_BLOCK); }).join();
    le_mutex_Unlock(recursive);
    le_mutex_Delete(recursive);
}

TEST(MutexDeath, MisuseIsFatal)
{
    le_mutex_Ref_t mutex = le_mutex_CreateNonRecursive("m");
    EXPECT_FATAL(le_mutex_Unlock(mutex), "'m' is unlocked by a thread that does not hold it");
    EXPECT_FATAL(
        {
            le_mutex_Lock(mutex);
            le_mutex_Lock(mutex);
        },
        "Thread 'main' locks mutex 'm' again");
    EXPECT_FATAL(
        {
            le_mutex_Lock(mutex);
            le_mutex_Delete(mutex);
        },
        "deleted while it is locked");
    EXPECT_FATAL(
        {
            le_mutex_Delete(mutex);
            le_mutex_Lock(mutex);
        },
        "There is no mutex");
    le_mutex_Delete(mutex);
}

TEST(Semaphore, Counts)
{
    le_sem_Ref_t semaphore = le_sem_Create("counting", 1);
    EXPECT_EQ(le_sem_FindSemaphore("counting"), semaphore);
    EXPECT_EQ(le_sem_FindSemaphore("another"), nullptr);
    EXPECT_EQ(le_sem_GetValue(semaphore), 1);
    EXPECT_EQ(le_sem_TryWait(semaphore), LE_OK);
    EXPECT_EQ(le_sem_TryWait(semaphore), LE_WOULD_BLOCK);
    EXPECT_EQ(le_sem_WaitWithTimeOut(semaphore, {0, 20000}), LE_TIMEOUT);
    le_sem_Post(semaphore);
    EXPECT_EQ(le_sem_WaitWithTimeOut(semaphore, {0, 0}), LE_OK);
    le_thread_Ref_t poster = start(
        "poster",
        [](void* posted) -> void*
        {
            le_sem_Post(static_cast<le_sem_Ref_t>(posted));
            return nullptr;
        },
        semaphore);
    le_sem_Wait(semaphore);
    le_thread_Join(poster, nullptr);
    le_sem_Delete(semaphore);
    EXPECT_EQ(le_sem_FindSemaphore("counting"), nullptr);
}

TEST(Semaphore, WaitsForSpansOfAnyLength)
{
    le_sem_Ref_t semaphore = le_sem_Create("long", 0);
    EXPECT_EQ(le_sem_WaitWithTimeOut(semaphore, {std::numeric_limits<time_t>::min(), 0}), LE_TIMEOUT);
    std::thread poster(
        [&]()
        {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            le_sem_Post(semaphore);
        });
    EXPECT_EQ(le_sem_WaitWithTimeOut(semaphore, {std::numeric_limits<time_t>::max(), 999999}), LE_OK);
    poster.join();
    le_sem_Delete(semaphore);
}

TEST(Semaphore, GoesOnWaitingAfterASignal)
{
    static le_sem_Ref_t semaphore;
    static std::atomic<bool> isDone;
    semaphore = le_sem_Create("interrupted", 0);
    isDone = false;
    struct sigaction action = {};
    action.sa_handler = [](int) {};
    sigaction(SIGUSR2, &action, nullptr);
    std::thread waiting(
        []()
        {
            le_sem_Wait(semaphore);
            isDone = true;
        });
    for (int index = 0; index < 20; ++index)
    {
        pthread_kill(waiting.native_handle(), SIGUSR2);
        usleep(500);
    }
    EXPECT_FALSE(isDone);
    le_sem_Post(semaphore);
    waiting.join();
    EXPECT_TRUE(isDone);
    le_sem_Delete(semaphore);
}

TEST(SemaphoreDeath, MisuseIsFatal)
{
    EXPECT_FATAL(le_sem_Create("negative", -1), "Semaphore 'negative' cannot start at -1");
    EXPECT_FATAL(le_sem_Post(le_sem_Create("full", INT32_MAX)), "The count of semaphore 'full' overflows");
    EXPECT_FATAL(le_sem_Wait(nullptr), "There is no semaphore");
}

}  // namespace
