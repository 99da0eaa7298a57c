// A Service Directory, a server thread with a service `server`, and a client's name `client` bound to it.
#pragma once

#include <atomic>
#include <cstring>
#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/own_process.h"
#include "tests/unit/messaging/loop_thread.h"
#include "tests/unit/serviceDirectory/directory_process.h"

namespace ligature::test
{

inline constexpr size_t kLargest = 4096;

inline std::string text(le_msg_MessageRef_t message)
{
    return {static_cast<const char*>(le_msg_GetPayloadPtr(message)), le_msg_GetPayloadSize(message)};
}

inline le_msg_MessageRef_t makeMessage(le_msg_SessionRef_t session, const std::string& payload)
{
    le_msg_MessageRef_t message = le_msg_CreateMsg(session);
    std::memcpy(le_msg_GetPayloadPtr(message), payload.data(), payload.size());
    le_msg_SetPayloadSize(message, payload.size());
    return message;
}

inline void setText(le_msg_MessageRef_t message, const std::string& payload)
{
    std::memcpy(le_msg_GetPayloadPtr(message), payload.data(), payload.size());
    le_msg_SetPayloadSize(message, payload.size());
}

/// The client's end of a session with the fixture's service, as a socket.
inline formats::UniqueFd openRaw(const DirectoryProcess& directory)
{
    formats::UniqueFd peer =
        ask(directory.userSocket(), makeRequest(directory::Kind::Open, "client", "proto", kLargest));
    EXPECT_EQ(readResult(peer.get()), directory::Result::Ok);
    return peer;
}

class Messaging : public testing::Test
{
protected:
    Messaging()
    {
        setenv("LIGATURE_SERVICE_DIRECTORY", directory_.userSocket().c_str(), 1);
        directory_.bind("client", "server");
    }

    le_msg_ProtocolRef_t protocol() { return le_msg_GetProtocolRef("proto", kLargest); }

    /// Starts the service; `onMessage` runs in the server's thread and owns the message.
    void serve(std::function<void(le_msg_MessageRef_t)> onMessage)
    {
        onMessage_ = std::move(onMessage);
        server_.openTimers();
        server_.run(
            [this]
            {
                service_ = le_msg_CreateService(protocol(), "server");
                le_msg_SetServiceRecvHandler(
                    service_,
                    [](le_msg_MessageRef_t message, void* context)
                    { static_cast<Messaging*>(context)->onMessage_(message); },
                    this);
                le_msg_AddServiceOpenHandler(
                    service_, [](le_msg_SessionRef_t, void* context) { ++static_cast<Messaging*>(context)->opened_; },
                    this);
                le_msg_AddServiceCloseHandler(
                    service_, [](le_msg_SessionRef_t, void* context) { ++static_cast<Messaging*>(context)->closed_; },
                    this);
                le_msg_AdvertiseService(service_);
            });
    }

    void serveEcho()
    {
        serve(
            [](le_msg_MessageRef_t message)
            {
                if (le_msg_NeedsResponse(message))
                {
                    le_msg_SetPayloadSize(message, le_msg_GetPayloadSize(message));
                    le_msg_Respond(message);
                }
                else
                {
                    le_msg_ReleaseMsg(message);
                }
            });
    }

    /// An open session of the calling thread, whose end is counted in `lost_`.
    le_msg_SessionRef_t open()
    {
        le_msg_SessionRef_t session = le_msg_CreateSession(protocol(), "client");
        le_msg_SetSessionCloseHandler(
            session, [](le_msg_SessionRef_t, void* context) { ++static_cast<Messaging*>(context)->lost_; }, this);
        le_msg_OpenSessionSync(session);
        return session;
    }

    formats::UniqueFd openRaw() const { return test::openRaw(directory_); }

    /// The answer's text; "(none)" if the session ended.
    static std::string ask(le_msg_SessionRef_t session, const std::string& payload)
    {
        le_msg_MessageRef_t answer = le_msg_RequestSyncResponse(makeMessage(session, payload));
        if (answer == nullptr)
        {
            return "(none)";
        }
        const std::string result = text(answer);
        le_msg_ReleaseMsg(answer);
        return result;
    }

    DirectoryProcess directory_;
    std::function<void(le_msg_MessageRef_t)> onMessage_;
    std::atomic<int> opened_{0};
    std::atomic<int> closed_{0};
    std::atomic<int> lost_{0};
    le_msg_ServiceRef_t service_ = nullptr;
    LoopThread server_;
    LoopThread client_;
};

}  // namespace ligature::test
