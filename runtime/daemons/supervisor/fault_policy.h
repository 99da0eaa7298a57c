// What happens when a process of an app ends by itself (spec/runtime.md 4.3). Pure: the clock is handed in.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace ligature::supervisor
{

enum class FaultDecision
{
    None,  ///< no fault, or one to ignore
    RestartProcess,
    RestartApp,
    StopApp,
    RestartFramework,  ///< `reboot`
    LimitReached       ///< would be restarted, but failed moments ago too
};

/// Two faults of a process within this time are one too many.
inline constexpr std::chrono::seconds kFaultWindow{10};

/// Whether a wait status means a fault: another exit status than 0, or death by a signal.
bool isFault(int waitStatus);

/// "exited with status 3", "was killed by signal 9 (Killed)".
std::string describeEnd(int waitStatus);

/// The faults of one process. The times come from a monotonic clock.
class FaultHistory
{
public:
    using Time = std::chrono::steady_clock::time_point;

    FaultDecision ended(const std::string& faultAction, int waitStatus, Time now);

private:
    std::optional<Time> lastFault_;
};

}  // namespace ligature::supervisor
