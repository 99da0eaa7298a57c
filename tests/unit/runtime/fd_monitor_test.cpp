#include "run_loop.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

namespace
{

struct Pair
{
    int ends[2];
    Pair() { EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0); }
    ~Pair()
    {
        close(ends[0]);
        if (ends[1] >= 0)
        {
            close(ends[1]);
        }
    }
};

short lastEvents;
int calls;

void count(int, short events)
{
    lastEvents = events;
    ++calls;
}

TEST(FdMonitor, IsLevelTriggered)
{
    Pair pair;
    calls = 0;
    le_fdMonitor_Ref_t monitor = le_fdMonitor_Create("m", pair.ends[0], count, POLLIN);
    EXPECT_EQ(le_fdMonitor_GetFd(monitor), pair.ends[0]);
    serveAll();
    EXPECT_EQ(calls, 0);
    ASSERT_EQ(write(pair.ends[1], "x", 1), 1);
    ASSERT_TRUE(serveUntil([]() { return calls >= 3; }));
    EXPECT_EQ(lastEvents, POLLIN);
    le_fdMonitor_Delete(monitor);
    serveAll();
    const int before = calls;
    serveAll();
    EXPECT_EQ(calls, before);
}

TEST(FdMonitor, SelectsEvents)
{
    Pair pair;
    calls = 0;
    le_fdMonitor_Ref_t monitor = le_fdMonitor_Create("m", pair.ends[0], count, 0);
    ASSERT_EQ(write(pair.ends[1], "x", 1), 1);
    serveAll();
    EXPECT_EQ(calls, 0);
    le_fdMonitor_Enable(monitor, POLLOUT);
    ASSERT_TRUE(serveUntil([]() { return calls >= 1; }));
    EXPECT_EQ(lastEvents, POLLOUT);
    le_fdMonitor_Enable(monitor, POLLIN);
    ASSERT_TRUE(serveUntil([]() { return lastEvents == (POLLIN | POLLOUT); }));
    le_fdMonitor_Disable(monitor, POLLIN | POLLOUT);
    serveAll();
    const int before = calls;
    serveAll();
    EXPECT_EQ(calls, before);
    close(pair.ends[1]);  // Reported although nothing is selected.
    pair.ends[1] = -1;
    ASSERT_TRUE(serveUntil([&]() { return calls > before; }));
    EXPECT_NE(lastEvents & POLLHUP, 0);
    le_fdMonitor_SetDeferrable(monitor, true);
    le_fdMonitor_Delete(monitor);
}

TEST(FdMonitor, CanBeDeletedByItsHandler)
{
    Pair pair;
    static int context;
    calls = 0;
    le_fdMonitor_Ref_t monitor = le_fdMonitor_Create(
        "m", pair.ends[0],
        [](int, short)
        {
            ++calls;
            EXPECT_EQ(le_fdMonitor_GetContextPtr(), &context);
            le_fdMonitor_Delete(le_fdMonitor_GetMonitor());
        },
        POLLIN);
    le_fdMonitor_SetContextPtr(monitor, &context);
    ASSERT_EQ(write(pair.ends[1], "x", 1), 1);
    ASSERT_TRUE(serveUntil([]() { return calls == 1; }));
    serveAll();
    EXPECT_EQ(calls, 1);
}

TEST(FdMonitor, DropsADispatchThatIsQueuedWhenDeleted)
{
    Pair first;
    Pair second;
    calls = 0;
    static le_fdMonitor_Ref_t monitors[2];
    const auto deleteBoth = [](int, short)
    {
        ++calls;
        le_fdMonitor_Delete(monitors[0]);
        le_fdMonitor_Delete(monitors[1]);
    };
    monitors[0] = le_fdMonitor_Create("1", first.ends[0], deleteBoth, POLLIN);
    monitors[1] = le_fdMonitor_Create("2", second.ends[0], deleteBoth, POLLIN);
    ASSERT_EQ(write(first.ends[1], "x", 1), 1);
    ASSERT_EQ(write(second.ends[1], "x", 1), 1);
    ASSERT_TRUE(serveUntil([]() { return calls == 1; }));
    serveAll();
    EXPECT_EQ(calls, 1);
}

TEST(FdMonitor, RegularFilesAreAlwaysReady)
{
    FILE* file = tmpfile();
    ASSERT_NE(file, nullptr);
    calls = 0;
    le_fdMonitor_Ref_t monitor = le_fdMonitor_Create("m", fileno(file), count, POLLIN);
    ASSERT_TRUE(serveUntil([]() { return calls >= 3; }));
    EXPECT_EQ(lastEvents, POLLIN);
    le_fdMonitor_Delete(monitor);
    EXPECT_EQ(le_event_ServiceLoop(), LE_WOULD_BLOCK);
    fclose(file);
}

TEST(FdMonitor, RegularFilesWakeWhoWaitsForTheLoop)
{
    calls = 0;
    const auto isReadable = []()
    {
        pollfd loop = {le_event_GetFd(), POLLIN, 0};
        return poll(&loop, 1, 0) == 1;
    };
    serveAll();
    EXPECT_FALSE(isReadable());
    const int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    le_fdMonitor_Ref_t monitor = le_fdMonitor_Create("file", fd, count, POLLIN);
    for (int call = 1; call <= 3; ++call)
    {
        ASSERT_TRUE(isReadable());
        EXPECT_EQ(le_event_ServiceLoop(), LE_OK);
        EXPECT_EQ(calls, call);
    }
    le_fdMonitor_Disable(monitor, POLLIN);
    serveAll();
    EXPECT_FALSE(isReadable());
    le_fdMonitor_Enable(monitor, POLLIN);
    EXPECT_TRUE(isReadable());
    le_fdMonitor_Delete(monitor);
    close(fd);
    serveAll();
    EXPECT_EQ(calls, 3);
}

TEST(FdMonitor, ClosingFirstIsOnlyLogged)
{
    const int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
    le_fdMonitor_Ref_t monitor = le_fdMonitor_Create("m", fd, count, POLLIN);
    testing::internal::CaptureStderr();
    close(fd);
    le_fdMonitor_Delete(monitor);
    EXPECT_NE(testing::internal::GetCapturedStderr().find("EBADF"), std::string::npos);
}

TEST(FdMonitorDeath, MisuseIsFatal)
{
    Pair pair;
    EXPECT_FATAL(le_fdMonitor_Create("bad", -1, count, POLLIN), "Cannot monitor descriptor -1 \\('bad'\\): Bad file");
    EXPECT_FATAL(le_fdMonitor_Create("none", pair.ends[0], nullptr, POLLIN), "has no handler");
    EXPECT_FATAL(le_fdMonitor_GetMonitor(), "No fd monitor's handler is running");
    EXPECT_FATAL(le_fdMonitor_GetContextPtr(), "No fd monitor's handler is running");
    EXPECT_FATAL(le_fdMonitor_Delete(nullptr), "There is no fd monitor");
    EXPECT_FATAL(
        {
            Pair other;
            static le_fdMonitor_Ref_t outer;
            outer = le_fdMonitor_Create(
                "outer", pair.ends[0],
                [](int, short)
                {
                    serveAll();  // the other one's handler deletes this monitor
                    le_fdMonitor_GetContextPtr();
                },
                POLLIN);
            le_fdMonitor_Create(
                "inner", other.ends[0],
                [](int, short)
                {
                    le_fdMonitor_Delete(outer);
                    le_fdMonitor_Delete(le_fdMonitor_GetMonitor());
                },
                POLLIN);
            EXPECT_EQ(write(pair.ends[1], "x", 1), 1);
            EXPECT_EQ(write(other.ends[1], "x", 1), 1);
            serveAll();
        },
        "There is no fd monitor");
    le_fdMonitor_Ref_t monitor = le_fdMonitor_Create("m", pair.ends[0], count, POLLIN);
    EXPECT_FATAL(
        {
            le_thread_Ref_t thread = le_thread_Create(
                "thief",
                [](void* stolen) -> void*
                {
                    le_fdMonitor_Enable(static_cast<le_fdMonitor_Ref_t>(stolen), POLLOUT);
                    return nullptr;
                },
                monitor);
            le_thread_SetJoinable(thread);
            le_thread_Start(thread);
            le_thread_Join(thread, nullptr);
        },
        "belongs to another thread");
    le_fdMonitor_Delete(monitor);
}

}  // namespace
