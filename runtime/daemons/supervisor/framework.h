// The framework as a whole: its daemons, the current system, the apps of that system, probation and falling back.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/daemons/supervisor/app.h"
#include "runtime/daemons/supervisor/daemon_process.h"
#include "runtime/daemons/supervisor/identity.h"
#include "runtime/formats/manifest.h"
#include "runtime/formats/target_layout.h"

namespace ligature::supervisor
{

struct FrameworkOptions
{
    std::string libexec;  ///< where the daemons' programs are
    bool sandbox = true;
    /// A system that is not `good` yet becomes it when all its apps have been up for this long.
    std::chrono::milliseconds probation{3000};
};

/// What came of a start or restart of the framework.
struct BringUpResult
{
    bool ok = false;
    std::string message;             ///< if not ok: what happened and what runs now
    std::optional<unsigned> system;  ///< that runs now
};

class Framework : public AppHost
{
public:
    using Answer = std::function<void(const BringUpResult&)>;

    Framework(formats::TargetLayout layout, FrameworkOptions options, Log& log, Loop& loop, Children& children);
    ~Framework() override;

    /// Starts the daemons and the current system; `answer` is called when its apps run, and, while it is on probation,
    /// have done so for the time of probation (if that is more than 10 s, it is not waited for).
    void start(Answer answer);

    /// Stops everything and starts what is current then. A restart that a person asked for does not count as a try of a
    /// system on probation unless that system has never been started.
    void restart(bool byPerson, Answer answer);

    /// Stops everything for good; `done` when nothing is left.
    void stop(std::function<void()> done);

    /// Called once when the framework cannot go on.
    std::function<void(const std::string& why)> onFatal;

    bool stopping() const { return phase_ == Phase::Stopping; }
    std::optional<unsigned> systemIndex() const { return system_; }
    bool onProbation() const { return onProbation_; }
    std::map<std::string, std::unique_ptr<App>>& apps() { return apps_; }
    bool sandboxes() const { return options_.sandbox; }
    /// One line on limits that this system cannot set as it should; empty if there is none.
    std::string limitsRemark() const;

private:
    enum class Phase
    {
        Down,
        Starting,  ///< some apps are on their way
        Up,
        Stopping
    };

    SandboxSpec prepare(const App& app) override;
    void release(const App& app) override;
    formats::UniqueFd openLog() override;
    void faultLimitReached(App& app, const std::string& why) override;
    void frameworkRestartWanted(App& app, const std::string& why) override;

    void bringUp(bool countTry);
    void startDaemons();
    void makeSocketDirectories();
    void daemonDied(const std::string& name, int status);
    void chooseSystem();
    bool recordFallBack(unsigned failed, std::optional<unsigned> other);
    void loadSystem(unsigned index);
    void startApps();
    void settle();
    void becomeGood();
    void shutDown(std::function<void()> done);
    void stopDaemons(std::function<void()> done);
    void systemFailed(const std::string& why);
    void answer(const BringUpResult& result);
    nlohmann::json askDirectory(const nlohmann::json& request, int descriptor = -1);

    formats::TargetLayout layout_;
    FrameworkOptions options_;
    Log& log_;
    Loop& loop_;
    Children& children_;
    CgroupTree cgroups_;
    std::unique_ptr<IdentityStore> identities_;
    std::vector<std::string> libraryPath_;

    DaemonProcess logDaemon_;
    DaemonProcess directoryDaemon_;
    std::unique_ptr<formats::ControlClient> directory_;
    std::optional<Loop::Clock::time_point> lastDaemonDeath_;

    Phase phase_ = Phase::Down;
    std::optional<unsigned> system_;
    formats::SystemManifest manifest_;
    std::map<std::string, std::unique_ptr<App>> apps_;
    unsigned appsPending_ = 0;
    bool onProbation_ = false;
    Loop::TimerId probationTimer_ = 0;
    std::string fallBackMessage_;           ///< why another system than the one asked for runs
    std::optional<unsigned> fallBackTo_;    ///< the one to start next where that could not be recorded
    bool hasFallenBackUnrecorded_ = false;  ///< since somebody wanted a start
    std::vector<Answer> answers_;
    std::vector<std::function<void()>> stopWaiters_;
    bool stopForGood_ = false;
};

}  // namespace ligature::supervisor
