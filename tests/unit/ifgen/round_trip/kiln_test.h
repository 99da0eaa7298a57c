// A Service Directory, a thread that serves kiln.api and a thread that uses it.
#pragma once

#include <gtest/gtest.h>

#include "tests/unit/messaging/loop_thread.h"
#include "tests/unit/serviceDirectory/directory_process.h"

namespace ligature::test
{

/// One for all tests of a program: a process offers a service once.
struct KilnWorld
{
    DirectoryProcess directory;
    LoopThread server;
    LoopThread client;

    /// `advertise` runs in the server's thread.
    explicit KilnWorld(void (*advertise)())
    {
        setenv("LIGATURE_SERVICE_DIRECTORY", directory.userSocket().c_str(), 1);
        directory.bind("stove", "kiln");
        server.run(advertise);
    }
};

}  // namespace ligature::test
