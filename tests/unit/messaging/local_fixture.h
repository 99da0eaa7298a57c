// A local service; its client and server are threads that the test starts. No Service Directory takes part.
#pragma once

#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/unit/messaging/loop_thread.h"
#include "tests/unit/serviceDirectory/directory_process.h"

namespace ligature::test
{

inline constexpr size_t kPayload = 64;

inline void write(le_msg_MessageRef_t message, const char* text)
{
    std::strcpy(static_cast<char*>(le_msg_GetPayloadPtr(message)), text);
}

inline std::string read(le_msg_MessageRef_t message)
{
    return static_cast<const char*>(le_msg_GetPayloadPtr(message));
}

class LocalMessaging : public testing::Test
{
protected:
    LocalMessaging()
    {
        static int number = 0;
        pool_ = le_mem_CreatePool(("local" + std::to_string(++number)).c_str(), LE_MSG_LOCAL_HEADER_SIZE + kPayload);
        // The library knows a service as long as the process lives.
        service_ = new le_msg_LocalService_t;
        reference_ = le_msg_InitLocalService(service_, "local", pool_);
    }

    void serve(LoopThread& server, std::function<void(le_msg_MessageRef_t)> onMessage)
    {
        onMessage_ = std::move(onMessage);
        server.run(
            [&]
            {
                le_msg_SetServiceRecvHandler(
                    reference_,
                    [](le_msg_MessageRef_t message, void* context)
                    { static_cast<LocalMessaging*>(context)->onMessage_(message); },
                    this);
                le_msg_AdvertiseService(reference_);
            });
    }

    void serveUpper(LoopThread& server)
    {
        serve(server,
              [](le_msg_MessageRef_t message)
              {
                  EXPECT_EQ(le_msg_GetServiceRxMsg(), message);
                  EXPECT_TRUE(le_msg_NeedsResponse(message));
                  write(message, (read(message) + "!").c_str());
                  le_msg_Respond(message);
              });
    }

    le_msg_SessionRef_t open()
    {
        le_msg_SessionRef_t session = le_msg_CreateLocalSession(service_);
        le_msg_OpenSessionSync(session);
        return session;
    }

    static std::string ask(le_msg_SessionRef_t session, const char* text)
    {
        le_msg_MessageRef_t message = le_msg_CreateMsg(session);
        write(message, text);
        message = le_msg_RequestSyncResponse(message);
        if (message == nullptr)
        {
            return "(none)";
        }
        const std::string result = read(message);
        le_msg_ReleaseMsg(message);
        return result;
    }

    size_t messagesInUse() const
    {
        le_mem_PoolStats_t stats;
        le_mem_GetStats(pool_, &stats);
        return stats.numBlocksInUse;
    }

    le_mem_PoolRef_t pool_ = nullptr;
    le_msg_LocalService_t* service_ = nullptr;
    le_msg_ServiceRef_t reference_ = nullptr;
    std::function<void(le_msg_MessageRef_t)> onMessage_;
    std::vector<std::string> answers_;
};

inline void keepAnswer(le_msg_MessageRef_t message, void* context)
{
    static_cast<std::vector<std::string>*>(context)->push_back(message == nullptr ? "(none)" : read(message));
    if (message != nullptr)
    {
        le_msg_ReleaseMsg(message);
    }
}

}  // namespace ligature::test
