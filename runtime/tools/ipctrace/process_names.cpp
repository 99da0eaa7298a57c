#include "runtime/tools/ipctrace/process_names.h"

#include "runtime/formats/control.h"

namespace ligature::ipctrace
{

namespace
{

constexpr std::chrono::seconds kPause{1};
constexpr std::chrono::seconds kPatience{2};

}  // namespace

std::string ProcessNames::appOf(pid_t pid)
{
    if (const auto known = names_.find(pid); known != names_.end())
    {
        return known->second;
    }
    if (Clock::now() < nextQuestion_)
    {
        return {};
    }
    try
    {
        formats::ControlClient supervisor(layout_.supervisorSocket());
        const nlohmann::json reply = supervisor.request({{"command", "status"}}, -1, kPatience);
        for (const auto& app : reply.at("apps"))
        {
            for (const auto& process : app.at("processes"))
            {
                names_[process.at("pid").get<pid_t>()] = app.at("name").get<std::string>();
            }
        }
    }
    catch (const std::exception&)
    {
        // Names are a help, not what is asked for: without a Supervisor there are process ids.
    }
    nextQuestion_ = Clock::now() + kPause;
    const auto known = names_.find(pid);
    return known != names_.end() ? known->second : std::string();
}

}  // namespace ligature::ipctrace
