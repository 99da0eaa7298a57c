// Values of the model in the words of a manifest.
#pragma once

#include <string>

#include "mkapp/model.h"
#include "runtime/formats/manifest.h"

namespace ligature::mkapp
{

inline std::string wordOf(FaultAction action)
{
    switch (action)
    {
        case FaultAction::ignore:
            return "ignore";
        case FaultAction::restart:
            return "restart";
        case FaultAction::restartApp:
            return "restartApp";
        case FaultAction::stopApp:
            return "stopApp";
        case FaultAction::reboot:
            return "reboot";
    }
    return "";
}

inline std::string wordOf(WatchdogAction action)
{
    switch (action)
    {
        case WatchdogAction::ignore:
            return "ignore";
        case WatchdogAction::restart:
            return "restart";
        case WatchdogAction::restartApp:
            return "restartApp";
        case WatchdogAction::stop:
            return "stop";
        case WatchdogAction::stopApp:
            return "stopApp";
        case WatchdogAction::reboot:
            return "reboot";
    }
    return "";
}

inline formats::Agent agentOf(const BindingTarget& server)
{
    return {server.kind == BindingTarget::Kind::app ? "app" : "user", server.agent};
}

}  // namespace ligature::mkapp
