#include "runtime/tools/update/switch.h"

#include <chrono>

#include <fmt/format.h>

#include "runtime/daemons/systems/systems.h"
#include "runtime/formats/control.h"

namespace ligature::update
{
namespace
{

/// Stopping every app, starting every app, and the probation of the new system; then falling back, once.
constexpr std::chrono::minutes kRestartPatience{10};

}  // namespace

std::string switchTo(const formats::TargetLayout& layout, unsigned index)
{
    systems::makeCurrent(layout, index);
    try
    {
        formats::ControlClient supervisor(layout.supervisorSocket());
        const nlohmann::json reply = supervisor.request({{"command", "restart"}}, -1, kRestartPatience);
        if (!reply.value("ok", false))
        {
            return reply.value("message", "the Supervisor refuses without a reason");
        }
        const unsigned running = reply.value("system", index);
        if (running != index)
        {
            return fmt::format("system {} could not be started; system {} runs again", index, running);
        }
    }
    catch (const formats::ControlNotRunning&)
    {
        // The next `legato start` runs it.
    }
    catch (const formats::ControlError& error)
    {
        return error.what();
    }
    catch (const nlohmann::json::exception&)
    {
        return "the Supervisor's answer cannot be understood";
    }
    return "";
}

}  // namespace ligature::update
