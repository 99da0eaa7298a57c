// Records as lines for people and for programs. Pure.
#pragma once

#include <cstdint>
#include <string>

#include "runtime/tools/ipctrace/listener.h"

namespace ligature::ipctrace
{

/// `12:00:01.123456 ledBlinker[42] -> gpioPin21[40] led.Set #1.17 call 9 bytes`. `time` is when it was, in nanoseconds
/// since 1970; `peerApp` the app of the other side, empty if that is not known. No line end.
std::string textLine(const Seen& seen, uint64_t time, const std::string& peerApp);

/// The same as one JSON object.
std::string jsonLine(const Seen& seen, uint64_t time, const std::string& peerApp);

/// A line that says how many records of the process are missing before this one.
std::string lossTextLine(const Seen& seen, uint64_t time);
std::string lossJsonLine(const Seen& seen, uint64_t time);

}  // namespace ligature::ipctrace
