// A server and its client in one process, without messages. No Service Directory runs.
#pragma once

#include "tests/unit/ifgen/round_trip/client_thread.h"

namespace ligature::test
{

class Direct : public ClientThread
{
protected:
    void SetUp() override
    {
        resetServer();
        connect();
    }
};

}  // namespace ligature::test
