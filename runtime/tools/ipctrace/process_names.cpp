#include "runtime/tools/ipctrace/process_names.h"

#include "runtime/formats/control.h"

namespace ligature::ipctrace
{

namespace
{

/// Between two questions about the same process, or after one that was not answered.
constexpr std::chrono::seconds kLongPause{1};
/// Between two questions: ids are what processes say, and may be invented.
constexpr std::chrono::milliseconds kPause{50};
constexpr std::chrono::seconds kPatience{2};

}  // namespace

/// False: there was no answer.
bool ProcessNames::ask()
{
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
        return true;
    }
    catch (const std::exception&)
    {
        // Names are a help, not what is asked for: without a Supervisor there are process ids.
        return false;
    }
}

std::string ProcessNames::appOf(pid_t pid)
{
    if (const auto known = names_.find(pid); known != names_.end())
    {
        return known->second;
    }
    const auto now = Clock::now();
    std::erase_if(strangers_, [now](const auto& stranger) { return stranger.second <= now; });
    if (now < nextQuestion_ || strangers_.contains(pid))
    {
        return {};
    }
    const bool isAnswered = ask();
    nextQuestion_ = Clock::now() + (isAnswered ? Clock::duration(kPause) : kLongPause);
    const auto known = names_.find(pid);
    if (known != names_.end())
    {
        return known->second;
    }
    strangers_[pid] = Clock::now() + kLongPause;
    return {};
}

}  // namespace ligature::ipctrace
