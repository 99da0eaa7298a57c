// Runs the event loop of the calling thread for as long as a test needs it.
#pragma once

#include "legato.h"

#include <poll.h>
#include <chrono>
#include <functional>

/// Serves the loop until a condition holds. Returns false if it does not within ten seconds, which only a defect
/// causes.
inline bool serveUntil(const std::function<bool()>& isDone)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!isDone())
    {
        if (le_event_ServiceLoop() == LE_WOULD_BLOCK)
        {
            pollfd descriptor = {le_event_GetFd(), POLLIN, 0};
            poll(&descriptor, 1, 50);
        }
        if (std::chrono::steady_clock::now() > end)
        {
            return false;
        }
    }
    return true;
}

/// Serves the loop until nothing is left to do.
inline void serveAll()
{
    while (le_event_ServiceLoop() == LE_OK)
    {
    }
}

#define EXPECT_FATAL(statement, text) EXPECT_EXIT(statement, testing::ExitedWithCode(1), text)
