// One app of the current system: starting, stopping, and what happens when its processes end.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "runtime/daemons/supervisor/container.h"
#include "runtime/daemons/supervisor/fault_policy.h"
#include "runtime/daemons/supervisor/log.h"

namespace ligature::supervisor
{

class App;

/// What an app needs of the Supervisor.
class AppHost
{
public:
    virtual ~AppHost() = default;

    /// Makes what the app finds outside its sandbox, its directory socket above all, and says how to make the sandbox.
    /// Throws std::exception with the reason if that is not possible.
    virtual SandboxSpec prepare(const App& app) = 0;
    /// Takes away what prepare() made. Called also after a prepare() that threw.
    virtual void release(const App& app) = 0;
    /// A new connection to the log. Throws std::exception.
    virtual formats::UniqueFd openLog() = 0;

    virtual void faultLimitReached(App& app, const std::string& why) = 0;
    virtual void frameworkRestartWanted(App& app, const std::string& why) = 0;
};

class App
{
public:
    enum class State
    {
        Stopped,
        Starting,
        Running,
        Stopping
    };
    /// Called once with the outcome; `why` is empty if all went well.
    using Done = std::function<void(const std::string& why)>;

    App(AppConfig config, AppHost& host, const Log& log, Loop& loop, Children& children, const CgroupTree& cgroups);

    const std::string& name() const { return config_.manifest.name; }
    const AppConfig& config() const { return config_; }
    State state() const { return state_; }
    /// Running or about to.
    bool active() const { return state_ == State::Starting || state_ == State::Running; }
    /// The first process of the sandbox, -1 if stopped.
    pid_t firstProcess() const { return container_ ? container_->firstProcess() : -1; }

    /// Starts a stopped app; `done` is called when all its processes run, or nothing of it is left after one could not
    /// be started.
    void start(Done done);
    /// Stops the app if it is not stopped; `done` is called when nothing of it is left.
    void stop(Done done = {});
    /// stop(), then start(). Keeps the history of faults.
    void restart(Done done);

private:
    void spawn(const std::string& process);
    void ready();
    void started(const std::string& process);
    void failed(const std::string& why);
    void exited(const std::string& process, int status);
    void empty();
    void gone();
    void finishStart(const std::string& why);
    std::string faultActionOf(const std::string& process) const;

    AppConfig config_;
    AppHost& host_;
    const Log& log_;
    Loop& loop_;
    Children& children_;
    const CgroupTree& cgroups_;

    State state_ = State::Stopped;
    std::unique_ptr<Container> container_;
    std::multiset<std::string> beingStarted_;
    std::map<std::string, FaultHistory> faults_;
    std::string failure_;
    bool startAgain_ = false;
    std::vector<Done> startWaiters_;
    std::vector<Done> stopWaiters_;
};

}  // namespace ligature::supervisor
