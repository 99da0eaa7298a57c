#include "run_loop.h"

#include <gtest/gtest.h>
#include <unistd.h>
#include <atomic>
#include <cstddef>
#include <string>
#include <vector>

namespace
{

/// What handlers note, in order. Reset by each test.
std::string notes;

void note(void* text, void*)
{
    notes += static_cast<const char*>(text);
}

void queue(const char* text)
{
    le_event_QueueFunction(note, const_cast<char*>(text), nullptr);
}

TEST(EventLoop, RunsQueuedFunctionsInOrder)
{
    notes.clear();
    queue("a");
    queue("b");
    queue("c");
    serveAll();
    EXPECT_EQ(notes, "abc");
    EXPECT_EQ(le_event_ServiceLoop(), LE_WOULD_BLOCK);
}

TEST(EventLoop, RunsOneItemPerServiceAndStaysReadableMeanwhile)
{
    notes.clear();
    pollfd descriptor = {le_event_GetFd(), POLLIN, 0};
    serveAll();
    EXPECT_EQ(poll(&descriptor, 1, 0), 0);
    queue("a");
    queue("b");
    EXPECT_EQ(poll(&descriptor, 1, 0), 1);
    EXPECT_EQ(le_event_ServiceLoop(), LE_OK);
    EXPECT_EQ(notes, "a");
    EXPECT_EQ(poll(&descriptor, 1, 0), 1);
    EXPECT_EQ(le_event_ServiceLoop(), LE_OK);
    EXPECT_EQ(notes, "ab");
    EXPECT_EQ(le_event_ServiceLoop(), LE_WOULD_BLOCK);
    EXPECT_EQ(poll(&descriptor, 1, 0), 0);
}

TEST(EventLoop, QueuesUniqueFunctionsOnce)
{
    notes.clear();
    static char text[] = "u";
    EXPECT_EQ(le_event_QueueFunctionToThreadUnique(nullptr, note, text, nullptr), LE_OK);
    EXPECT_EQ(le_event_QueueFunctionToThreadUnique(le_thread_GetCurrent(), note, text, nullptr), LE_DUPLICATE);
    EXPECT_EQ(le_event_QueueFunctionToThreadUnique(nullptr, note, text, text), LE_OK);
    serveAll();
    EXPECT_EQ(notes, "uu");
    EXPECT_EQ(le_event_QueueFunctionToThreadUnique(nullptr, note, text, nullptr), LE_OK);
    serveAll();
}

TEST(Event, CopiesThePayloadAndFillsItUp)
{
    static std::string payload;
    le_event_Id_t event = le_event_CreateId("copied", 4);
    le_event_HandlerRef_t handler =
        le_event_AddHandler("h", event, [](void* report) { payload.assign(static_cast<const char*>(report), 4); });
    char source[] = "xy";
    le_event_Report(event, source, 2);
    source[0] = '?';
    serveAll();
    EXPECT_EQ(payload, std::string("xy\0\0", 4));
    le_event_RemoveHandler(handler);
}

TEST(Event, AlignsPayloadsForAnyType)
{
    static size_t misaligned;
    static int reports;
    misaligned = 0;
    reports = 0;
    for (const size_t size : {sizeof(std::max_align_t), size_t{100}, size_t{5000}})
    {
        le_event_Id_t event = le_event_CreateId("aligned", size);
        le_event_HandlerRef_t handler = le_event_AddHandler("h", event,
                                                            [](void* report)
                                                            {
                                                                const auto place = reinterpret_cast<uintptr_t>(report);
                                                                misaligned += place % alignof(std::max_align_t);
                                                                ++reports;
                                                            });
        le_event_Report(event, nullptr, 0);
        serveAll();
        le_event_RemoveHandler(handler);
    }
    EXPECT_EQ(reports, 3);
    EXPECT_EQ(misaligned, 0u);
}

TEST(Event, CarriesPayloadsOfAnySize)
{
    for (const size_t size : {size_t{0}, size_t{1}, size_t{32}, size_t{33}, size_t{4096}, size_t{100000}})
    {
        static size_t seen;
        static size_t expected;
        seen = SIZE_MAX;
        expected = size;
        le_event_Id_t event = le_event_CreateId("sized", size);
        le_event_HandlerRef_t handler = le_event_AddHandler("h", event,
                                                            [](void* report)
                                                            {
                                                                const auto* text = static_cast<const char*>(report);
                                                                seen =
                                                                    std::string(text, expected).find_last_of('z') + 1;
                                                            });
        std::string payload(size, 'z');
        le_event_Report(event, payload.data(), size);
        serveAll();
        EXPECT_EQ(seen, size);
        le_event_RemoveHandler(handler);
    }
}

TEST(Event, TellsHandlersTheirContextAndSecondLayer)
{
    static void* context;
    static int sum;
    sum = 0;
    le_event_Id_t event = le_event_CreateId("layered", sizeof(int));
    using Second = void (*)(int value);
    const Second second = [](int value) { sum += value; };
    le_event_HandlerRef_t handler = le_event_AddLayeredHandler(
        "h", event,
        [](void* report, void* function)
        {
            context = le_event_GetContextPtr();
            reinterpret_cast<Second>(function)(*static_cast<int*>(report));
        },
        reinterpret_cast<void*>(second));
    EXPECT_EQ(le_event_GetContextPtrFromRef(handler), nullptr);
    le_event_SetContextPtr(handler, &sum);
    int value = 5;
    le_event_Report(event, &value, sizeof(value));
    le_event_Report(event, &value, sizeof(value));
    serveAll();
    EXPECT_EQ(context, &sum);
    EXPECT_EQ(sum, 10);
    EXPECT_EQ(le_event_GetContextPtr(), nullptr);
    le_event_RemoveHandler(handler);
}

TEST(Event, KeepsTheContextOfAHandlerThatRunsALoopOfItsOwn)
{
    static le_event_Id_t inner;
    static std::vector<void*> contexts;
    contexts.clear();
    static int own[2];
    const auto note = [](void*) { contexts.push_back(le_event_GetContextPtr()); };
    const auto nest = [](void*)
    {
        le_event_Report(inner, nullptr, 0);
        serveAll();
        contexts.push_back(le_event_GetContextPtr());
    };
    inner = le_event_CreateId("inner", 0);
    le_event_Id_t outer = le_event_CreateId("outer", 0);
    le_event_HandlerRef_t handlers[] = {le_event_AddHandler("inner", inner, note),
                                        le_event_AddHandler("outer", outer, nest)};
    le_event_SetContextPtr(handlers[0], &own[0]);
    le_event_SetContextPtr(handlers[1], &own[1]);
    le_event_Report(outer, nullptr, 0);
    serveAll();
    EXPECT_EQ(contexts, (std::vector<void*>{&own[0], &own[1]}));
    le_event_RemoveHandler(handlers[0]);
    le_event_RemoveHandler(handlers[1]);
}

TEST(Event, DropsReportsOfRemovedHandlers)
{
    static int calls;
    calls = 0;
    le_event_Id_t event = le_event_CreateId("removed", 0);
    const auto count = [](void*) { ++calls; };
    le_event_HandlerRef_t first = le_event_AddHandler("1", event, count);
    le_event_HandlerRef_t second = le_event_AddHandler("2", event, count);
    le_event_Report(event, nullptr, 0);
    le_event_RemoveHandler(first);
    serveAll();
    EXPECT_EQ(calls, 1);
    le_event_RemoveHandler(second);
    le_event_Report(event, nullptr, 0);
    serveAll();
    EXPECT_EQ(calls, 1);
}

TEST(Event, CountsReferences)
{
    static int destroyed;
    destroyed = 0;
    le_mem_PoolRef_t pool = le_mem_CreatePool("counted reports", 8);
    le_mem_SetDestructor(pool, [](void*) { ++destroyed; });
    le_event_Id_t event = le_event_CreateIdWithRefCounting("counted");
    le_event_ReportWithRefCounting(event, le_mem_Alloc(pool));
    EXPECT_EQ(destroyed, 1);  // Nobody listens.

    le_event_HandlerRef_t keeper = le_event_AddHandler("1", event, [](void* object) { le_mem_Release(object); });
    le_event_HandlerRef_t gone = le_event_AddHandler("2", event, [](void* object) { le_mem_Release(object); });
    void* object = le_mem_Alloc(pool);
    le_event_ReportWithRefCounting(event, object);
    EXPECT_EQ(le_mem_GetRefCount(object), 2u);
    le_event_RemoveHandler(gone);
    serveAll();
    EXPECT_EQ(destroyed, 2);
    le_event_RemoveHandler(keeper);
}

TEST(Event, RunsHandlersInTheirOwnThread)
{
    static le_event_Id_t event;
    static std::atomic<int> received;
    static std::atomic<bool> isReady;
    static std::atomic<bool> isWrongThread;
    event = le_event_CreateId("elsewhere", sizeof(int));
    received = 0;
    isReady = false;
    isWrongThread = false;
    le_thread_Ref_t thread = le_thread_Create(
        "listener",
        [](void*) -> void*
        {
            le_event_AddHandler("h", event,
                                [](void* report)
                                {
                                    isWrongThread = isWrongThread || le_thread_GetMyName() != std::string("listener");
                                    received += *static_cast<int*>(report);
                                });
            isReady = true;
            le_event_RunLoop();
        },
        nullptr);
    le_thread_SetJoinable(thread);
    // Queued before the thread runs: it must be first.
    le_event_QueueFunctionToThread(
        thread, [](void*, void*) { received += 1000; }, nullptr, nullptr);
    le_thread_Start(thread);
    ASSERT_TRUE(serveUntil([]() { return isReady.load(); }));
    for (int value = 1; value <= 100; ++value)
    {
        le_event_Report(event, &value, sizeof(value));
    }
    ASSERT_TRUE(serveUntil([]() { return received == 1000 + 5050; }));
    EXPECT_FALSE(isWrongThread);
    EXPECT_EQ(le_thread_Cancel(thread), LE_OK);
    EXPECT_EQ(le_thread_Join(thread, nullptr), LE_OK);
    int value = 1;
    le_event_Report(event, &value, sizeof(value));  // Its handler ended with the thread.
    EXPECT_EQ(received, 1000 + 5050);
}

TEST(EventDeath, MisuseIsFatal)
{
    le_event_Id_t event = le_event_CreateId("small", 2);
    le_event_Id_t counted = le_event_CreateIdWithRefCounting("counted");
    char payload[4] = {};
    le_event_HandlerRef_t handler = le_event_AddHandler("h", event, [](void*) {});
    EXPECT_FATAL(le_event_Report(event, payload, 3), "event 'small' has 3 bytes, but at most 2 are declared");
    EXPECT_FATAL(le_event_Report(counted, payload, 1), "carries counted objects");
    EXPECT_FATAL(le_event_ReportWithRefCounting(event, payload), "carries no counted objects");
    EXPECT_FATAL(le_event_AddHandler("h", nullptr, [](void*) {}), "There is no event");
    EXPECT_FATAL(
        {
            le_event_RemoveHandler(handler);
            le_event_RemoveHandler(handler);
        },
        "There is no event handler");
    EXPECT_FATAL(le_event_QueueFunctionToThread(reinterpret_cast<le_thread_Ref_t>(payload), note, nullptr, nullptr),
                 "There is no thread");
    EXPECT_FATAL(
        {
            le_event_QueueFunction([](void*, void*) { le_event_RunLoop(); }, nullptr, nullptr);
            le_event_RunLoop();
        },
        "The event loop of thread 'main' is running already");
    le_event_RemoveHandler(handler);
}

// The rule of section 1.4: what becomes ready runs after what was queued before, through the same queue.
TEST(EventLoop, HandlesDescriptorsThroughTheQueue)
{
    notes.clear();
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    le_fdMonitor_Ref_t monitor = le_fdMonitor_Create(
        "m", ends[0],
        [](int fd, short)
        {
            char byte = 0;
            EXPECT_EQ(read(fd, &byte, 1), 1);
            notes += 'd';
            queue("3");
        },
        POLLIN);
    queue("1");
    ASSERT_EQ(write(ends[1], "x", 1), 1);
    queue("2");
    ASSERT_TRUE(serveUntil([]() { return notes.size() == 4; }));
    EXPECT_EQ(notes, "12d3");
    le_fdMonitor_Delete(monitor);
    close(ends[0]);
    close(ends[1]);
}

}  // namespace
