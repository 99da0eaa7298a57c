// An asynchronous server of kiln.api. It allocates nothing for a call.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "kiln_server.h"

namespace ligature::test
{

struct AsyncServer
{
    /// Of the server's thread: commands of Close(), which wait until GetScale() is called.
    std::vector<kiln_ServerCmdRef_t> waiting;
    std::string remarks;               ///< of the server's thread: since the last GetTitle()
    std::atomic<int> msOfGetLimit{0};  ///< that GetLimit() blocks
};

AsyncServer& asyncServer();

}  // namespace ligature::test
