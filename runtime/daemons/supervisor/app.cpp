#include "runtime/daemons/supervisor/app.h"

#include "runtime/daemons/supervisor/writeable_area.h"

namespace ligature::supervisor
{

namespace
{

void callAll(std::vector<App::Done>& waiters, const std::string& why)
{
    for (const auto& done : std::exchange(waiters, {}))
    {
        done(why);
    }
}

}  // namespace

App::App(AppConfig config, AppHost& host, const Log& log, Loop& loop, Children& children, const CgroupTree& cgroups)
    : config_(std::move(config)), host_(host), log_(log), loop_(loop), children_(children), cgroups_(cgroups)
{
}

void App::start(Done done)
{
    if (done)
    {
        startWaiters_.push_back(std::move(done));
    }
    if (state_ == State::Stopping)
    {
        startAgain_ = true;
        return;
    }
    if (state_ != State::Stopped)
    {
        return;
    }
    state_ = State::Starting;
    failure_.clear();
    try
    {
        Container::Events events;
        events.ready = [this] { ready(); };
        events.failed = [this](const std::string& why) { failed(why); };
        events.remark = [this](const std::string& text) { log_.warn("app '" + name() + "': " + text); };
        events.started = [this](const std::string& process) { started(process); };
        events.notStarted = [this](const std::string& process, const std::string& why)
        {
            beingStarted_.erase(process);
            failed("process '" + process + "': " + why);
        };
        events.exited = [this](const std::string& process, int status) { exited(process, status); };
        events.empty = [this] { empty(); };
        events.gone = [this] { gone(); };
        container_ = std::make_unique<Container>(loop_, children_, cgroups_, host_.prepare(*this), std::move(events));
    }
    catch (const std::exception& error)
    {
        failure_ = error.what();
        log_.error("app '" + name() + "': " + failure_);
        host_.release(*this);
        state_ = State::Stopped;
        finishStart(failure_);
    }
}

void App::stop(Done done)
{
    if (done)
    {
        stopWaiters_.push_back(std::move(done));
    }
    startAgain_ = false;
    if (state_ == State::Stopped)
    {
        callAll(stopWaiters_, "");
        return;
    }
    if (state_ != State::Stopping)
    {
        state_ = State::Stopping;
        log_.info("app '" + name() + "' stops");
        container_->stop();
    }
}

void App::restart(Done done)
{
    stop();
    start(std::move(done));
}

void App::spawn(const std::string& process)
{
    beingStarted_.insert(process);
    try
    {
        const formats::UniqueFd output = host_.openLog();
        const formats::UniqueFd errors = host_.openLog();
        container_->spawn(process, output, errors);
    }
    catch (const std::exception& error)
    {
        beingStarted_.erase(process);
        failed("process '" + process + "': " + error.what());
    }
}

void App::ready()
{
    for (const auto& process : config_.manifest.processes)
    {
        if (state_ == State::Starting)
        {
            spawn(process.name);
        }
    }
    if (config_.manifest.processes.empty() && state_ == State::Starting)
    {
        state_ = State::Running;
        finishStart("");
        stop();
    }
}

void App::started(const std::string& process)
{
    beingStarted_.erase(process);
    if (state_ == State::Starting && beingStarted_.empty())
    {
        state_ = State::Running;
        log_.info("app '" + name() + "' runs");
        finishStart("");
    }
}

void App::failed(const std::string& why)
{
    if (failure_.empty())
    {
        failure_ = why;
    }
    if (state_ == State::Stopping)
    {
        return;
    }
    log_.error("app '" + name() + "': " + why);
    state_ = State::Stopping;
    container_->stop();
}

void App::exited(const std::string& process, int status)
{
    if (!active())
    {
        return;
    }
    const std::string text = "process '" + process + "' of app '" + name() + "' " + describeEnd(status);
    const std::string action = faultActionOf(process);
    if (isFault(status))
    {
        log_.warn(text + "; fault action: " + (action.empty() ? "ignore" : action));
    }
    else
    {
        log_.info(text);
    }
    switch (faults_[process].ended(action, status, FaultHistory::Time::clock::now()))
    {
        case FaultDecision::None:
            break;
        case FaultDecision::RestartProcess:
            spawn(process);
            break;
        case FaultDecision::RestartApp:
            restart({});
            break;
        case FaultDecision::StopApp:
            stop();
            break;
        case FaultDecision::RestartFramework:
            host_.frameworkRestartWanted(*this, text);
            break;
        case FaultDecision::LimitReached:
            host_.faultLimitReached(*this, text + " twice within " + std::to_string(kFaultWindow.count()) + " s");
            break;
    }
}

void App::empty()
{
    // A process may be on its way: the first process has not heard of it yet.
    if (state_ == State::Running && beingStarted_.empty())
    {
        stop();
    }
}

void App::gone()
{
    if (active())
    {
        failed("its sandbox has ended");
    }
    const MountPlan plan = container_->spec().plan;
    const bool confined = container_->spec().confined;
    container_.reset();
    if (confined)
    {
        removeMountPoints(plan, config_.writeableDirectory);
    }
    host_.release(*this);
    beingStarted_.clear();
    const bool wasStarting = !startAgain_ && !startWaiters_.empty();
    state_ = State::Stopped;
    const bool again = std::exchange(startAgain_, false);
    if (wasStarting)
    {
        finishStart(failure_.empty() ? "was stopped while it started" : failure_);
    }
    callAll(stopWaiters_, "");
    if (again)
    {
        start({});
    }
}

void App::finishStart(const std::string& why)
{
    callAll(startWaiters_, why);
}

std::string App::faultActionOf(const std::string& process) const
{
    for (const auto& entry : config_.manifest.processes)
    {
        if (entry.name == process)
        {
            return entry.faultAction;
        }
    }
    return "";
}

}  // namespace ligature::supervisor
