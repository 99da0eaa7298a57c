// A thread that serves parcel.api, and one that uses it under the name `post`. What joins them: see the files
// *_world.cpp.
#pragma once

#include <string>

#include "post_interface.h"
#include "tests/support/own_process.h"
#include "tests/unit/ifgen/files/server.h"
#include "tests/unit/ifgen/joined_world.h"
#include "tests/unit/messaging/files.h"

namespace ligature::test
{

class Files : public Joined
{
protected:
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

    size_t before_ = 0;
};

}  // namespace ligature::test
