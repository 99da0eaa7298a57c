// A thread that serves parcel.api, and one that uses it under the name `post`. What joins them is another thing in each
// program: a Service Directory (messages_world.cpp), a local service (local_world.cpp) or nothing at all
// (direct_world.cpp).
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "post_interface.h"
#include "tests/support/own_process.h"
#include "tests/unit/ifgen/files/server.h"
#include "tests/unit/messaging/files.h"
#include "tests/unit/messaging/loop_thread.h"
#include "tests/unit/serviceDirectory/directory_process.h"

namespace ligature::test
{

struct FilesWorld
{
    struct Joint;

    std::unique_ptr<Joint> joint;
    LoopThread server;
    LoopThread client;

    FilesWorld();
    ~FilesWorld();
};

class Files : public testing::Test
{
protected:
    static void SetUpTestSuite() { world_ = new FilesWorld; }
    static void TearDownTestSuite()
    {
        delete world_;
        world_ = nullptr;
    }
    void SetUp() override
    {
        client(
            []
            {
                post_ConnectService();
                post_Report(0);  // the server has its end, so descriptors can be counted
            });
        before_ = ownDescriptors();
    }
    void TearDown() override
    {
        EXPECT_TRUE(eventually([this] { return ownDescriptors() <= before_; })) << ownDescriptors() - before_;
        client(post_DisconnectService);
    }

    static void client(std::function<void()> work) { world_->client.run(std::move(work)); }
    static void server(std::function<void()> work) { world_->server.run(std::move(work)); }
    /// Lets the client's event loop do what waits.
    static void settle()
    {
        client([] {});
    }

    static std::string seenByServer()
    {
        char text[101];
        post_Seen(text, sizeof(text));
        return text;
    }

    static inline FilesWorld* world_ = nullptr;
    size_t before_ = 0;
};

}  // namespace ligature::test
