// A server of errand.api and a thread that uses it under the name `boss`. What joins them is another thing in each
// program: see the files *_world.cpp.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "boss_interface.h"
#include "tests/unit/messaging/fixture.h"

namespace ligature::test
{

struct OptionalWorld
{
    struct Joint;

    std::unique_ptr<Joint> joint;
    LoopThread client;

    OptionalWorld();
    ~OptionalWorld();
};

class Optional : public testing::Test
{
protected:
    static void SetUpTestSuite() { world_ = new OptionalWorld; }
    static void TearDownTestSuite()
    {
        delete world_;
        world_ = nullptr;
    }
    void SetUp() override { client(boss_ConnectService); }
    void TearDown() override { client(boss_DisconnectService); }

    static void client(std::function<void()> work) { world_->client.run(std::move(work)); }

    static inline OptionalWorld* world_ = nullptr;
};

}  // namespace ligature::test
