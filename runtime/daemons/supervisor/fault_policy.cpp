#include "runtime/daemons/supervisor/fault_policy.h"

#include <sys/wait.h>

#include <cstring>

namespace ligature::supervisor
{

bool isFault(int waitStatus)
{
    return !(WIFEXITED(waitStatus) && WEXITSTATUS(waitStatus) == 0);
}

std::string describeEnd(int waitStatus)
{
    if (WIFSIGNALED(waitStatus))
    {
        const int signal = WTERMSIG(waitStatus);
        return "was killed by signal " + std::to_string(signal) + " (" + ::strsignal(signal) + ")";
    }
    return "exited with status " + std::to_string(WEXITSTATUS(waitStatus));
}

FaultDecision FaultHistory::ended(const std::string& faultAction, int waitStatus, Time now)
{
    if (!isFault(waitStatus))
    {
        return FaultDecision::None;
    }
    const bool tooSoon = lastFault_ && now - *lastFault_ < kFaultWindow;
    lastFault_ = now;
    if (faultAction == "restart")
    {
        return tooSoon ? FaultDecision::LimitReached : FaultDecision::RestartProcess;
    }
    if (faultAction == "restartApp")
    {
        return tooSoon ? FaultDecision::LimitReached : FaultDecision::RestartApp;
    }
    if (faultAction == "stopApp")
    {
        return FaultDecision::StopApp;
    }
    return faultAction == "reboot" ? FaultDecision::RestartFramework : FaultDecision::None;
}

}  // namespace ligature::supervisor
