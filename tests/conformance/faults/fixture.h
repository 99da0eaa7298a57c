// A Service Directory; the server of fault.api in a thread with a small stack; a thread that uses it under the name
// `soft`; the asynchronous server of later.api, used under the name `late`; and a hand-made server that answers what it
// is told to a client under the name `bold`.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "bold_interface.h"
#include "fault_messages.h"
#include "soft_interface.h"
#include "tests/conformance/faults/server_functions.h"
#include "tests/support/bytes.h"
#include "tests/support/own_process.h"
#include "tests/unit/messaging/loop_thread.h"
#include "tests/unit/messaging/loses_session.h"
#include "tests/unit/serviceDirectory/directory_process.h"

namespace ligature::test
{

/// Bytes of the server's stack: less than one large parameter has.
inline constexpr size_t kServerStack = 128 * 1024;

struct FaultWorld
{
    DirectoryProcess directory;
    LoopThread server{kServerStack};
    LoopThread laterServer;
    LoopThread rawServer;
    LoopThread client;

    FaultWorld();
};

class Fault : public testing::Test
{
protected:
    static void SetUpTestSuite() { world_ = new FaultWorld; }
    static void TearDownTestSuite()
    {
        delete world_;
        world_ = nullptr;
    }
    static FaultWorld& world() { return *world_; }
    static inline FaultWorld* world_ = nullptr;

    Fault();
    ~Fault() override;

    template <typename Work>
    void client(Work work)
    {
        world().client.run(work);
    }
    template <typename Work>
    void server(Work work)
    {
        world().server.run(work);
    }

    /// What the hand-made server puts behind the number of each request that it answers from now on.
    void answerWith(const std::string& bytes);
    /// Payload bytes of the last request that the hand-made server got.
    size_t lastRequestSize();

    /// Sends a request by hand on a session of its own, from the client's thread. True if that ends the session.
    bool endsSession(uint32_t number, const std::string& bytes);
};

/// Runs `work` with a session of `prefix` that it may lose; true if it lost it. The session is there again afterwards.
template <typename Work>
bool losesSession(void (*setHandler)(void (*)(void*), void*), void (*connect)(), Work work)
{
    if (!losesSession(setHandler, work))
    {
        return false;
    }
    connect();
    return true;
}

}  // namespace ligature::test
