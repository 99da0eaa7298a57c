// The event loop of the daemons.
#include "runtime/daemons/loop/loop.h"

#include <fcntl.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <string>
#include <system_error>

#include <gtest/gtest.h>

namespace ligature
{
namespace
{

using std::chrono::milliseconds;

formats::UniqueFd readyDescriptor()
{
    return formats::UniqueFd(::eventfd(1, EFD_CLOEXEC));
}

TEST(Loop, TimersRunInTheOrderOfTheirTimes)
{
    Loop loop;
    std::string order;
    loop.after(milliseconds(60),
               [&]
               {
                   order += "c";
                   loop.quit();
               });
    loop.after(milliseconds(0), [&] { order += "a"; });
    loop.after(milliseconds(30), [&] { order += "b"; });
    loop.cancel(loop.after(milliseconds(1), [&] { order += "x"; }));
    loop.run();
    EXPECT_EQ("abc", order);
}

TEST(Loop, AnActionMayForgetItself)
{
    Loop loop;
    const formats::UniqueFd ready = readyDescriptor();
    int calls = 0;
    loop.watch(ready.get(), EPOLLIN,
               [&](uint32_t)
               {
                   ++calls;
                   loop.forget(ready.get());
                   loop.after(milliseconds(5), [&] { loop.quit(); });
               });
    loop.run();
    EXPECT_EQ(1, calls);
}

TEST(Loop, EventsOfAForgottenDescriptorDoNotReachTheNextOfItsNumber)
{
    // Two descriptors are ready in one round. Whichever comes first replaces the other by one that is not ready.
    Loop loop;
    formats::UniqueFd files[2] = {readyDescriptor(), readyDescriptor()};
    int wrong = 0;
    int calls = 0;
    for (int i = 0; i < 2; ++i)
    {
        loop.watch(files[i].get(), EPOLLIN,
                   [&, i](uint32_t)
                   {
                       ++calls;
                       loop.forget(files[i].get());
                       const int other = files[1 - i].get();
                       loop.forget(other);
                       const formats::UniqueFd quiet(::eventfd(0, EFD_CLOEXEC));
                       ASSERT_EQ(other, ::dup3(quiet.get(), other, O_CLOEXEC));
                       loop.watch(other, EPOLLIN, [&](uint32_t) { ++wrong; });
                       loop.after(milliseconds(5), [&] { loop.quit(); });
                   });
    }
    loop.run();
    EXPECT_EQ(1, calls);
    EXPECT_EQ(0, wrong);
}

TEST(Loop, WhatCannotBeWatchedIsRefused)
{
    Loop loop;
    const formats::UniqueFd file(::open("/proc/self/exe", O_RDONLY | O_CLOEXEC));
    EXPECT_THROW(loop.watch(file.get(), EPOLLIN, [](uint32_t) {}), std::system_error);
    loop.forget(file.get());
}

}  // namespace
}  // namespace ligature
