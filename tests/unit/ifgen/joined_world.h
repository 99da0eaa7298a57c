// A thread that serves an interface, and one that uses it. What joins them is another thing in each program: a Service
// Directory, a local service, or nothing at all where functions are called directly.
#pragma once

#include <functional>
#include <memory>

#include <gtest/gtest.h>

#include "tests/unit/messaging/loop_thread.h"
#include "tests/unit/serviceDirectory/directory_process.h"

namespace ligature::test
{

/// One for all tests of a program: a process offers a service once.
struct JoinedWorld
{
    std::unique_ptr<DirectoryProcess> directory;  ///< null where something else joins them
    LoopThread server;
    LoopThread client;

    /// Offers the service and joins the client to it. Each program has its own.
    JoinedWorld();
};

class Joined : public testing::Test
{
protected:
    static void SetUpTestSuite() { world_ = new JoinedWorld; }
    static void TearDownTestSuite()
    {
        delete world_;
        world_ = nullptr;
    }

    /// In the client's thread.
    static void client(std::function<void()> work) { world_->client.run(std::move(work)); }

    static inline JoinedWorld* world_ = nullptr;
};

}  // namespace ligature::test
