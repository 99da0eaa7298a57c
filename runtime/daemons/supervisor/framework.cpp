#include "runtime/daemons/supervisor/framework.h"

#include <unistd.h>

#include "runtime/daemons/systems/systems.h"

namespace ligature::supervisor
{

namespace
{

using systems::SystemStatus;
using Kind = SystemStatus::Kind;

/// A system that was started this often without becoming good is bad.
constexpr unsigned kMaxTries = 4;
constexpr std::chrono::seconds kLongestWaitForProbation{10};

}  // namespace

Framework::Framework(formats::TargetLayout layout, FrameworkOptions options, Log& log, Loop& loop, Children& children)
    : layout_(std::move(layout)),
      options_(std::move(options)),
      log_(log),
      loop_(loop),
      children_(children),
      libraryPath_(librarySearchPath()),
      logDaemon_(loop, children, "logControl"),
      directoryDaemon_(loop, children, "serviceDirectory")
{
}

Framework::~Framework() = default;

void Framework::start(Answer answer)
{
    answers_.push_back(std::move(answer));
    bringUp(true);
}

void Framework::restart(bool byPerson, Answer answer)
{
    if (answer)
    {
        answers_.push_back(std::move(answer));
    }
    if (phase_ == Phase::Stopping)
    {
        return;
    }
    hasFallenBackUnrecorded_ = false;
    const auto before = system_;
    shutDown(
        [this, before, byPerson]
        {
            const auto now = systems::current(layout_);
            try
            {
                if (before && now && before != now && systems::status(layout_, *now).kind == Kind::untried)
                {
                    // What the apps wrote between the installation and this moment.
                    systems::carryWriteable(layout_, *before, *now,
                                            [this](const std::string& text) { log_.warn(text); });
                }
            }
            catch (const std::exception& error)
            {
                log_.warn(error.what());
            }
            bringUp(!byPerson);
        });
}

void Framework::stop(std::function<void()> done)
{
    stopForGood_ = true;
    stopWaiters_.push_back(std::move(done));
    if (phase_ != Phase::Stopping)
    {
        shutDown({});
    }
}

void Framework::bringUp(bool countTry)
{
    phase_ = Phase::Starting;
    try
    {
        if (::geteuid() == 0 && !identities_)
        {
            identities_ = std::make_unique<IdentityStore>(layout_.root + "/identities");
        }
        startDaemons();
    }
    catch (const std::exception& error)
    {
        const std::string why = error.what();
        onFatal(why);  // first: to whoever started the framework an answer is a success
        answer({false, why, std::nullopt});
        return;
    }
    const std::string remark = limitsRemark();
    if (!remark.empty())
    {
        log_.warn(remark);
    }
    chooseSystem();
    if (!system_)
    {
        log_.warn("no system is installed");
        settle();
        return;
    }
    try
    {
        loadSystem(*system_);
        const auto status = systems::status(layout_, *system_);
        onProbation_ = status.kind != Kind::good && status.kind != Kind::bad;
        if (onProbation_ && (countTry || status.kind == Kind::untried))
        {
            systems::setStatus(layout_, *system_, {Kind::tried, status.tries + 1});
        }
    }
    catch (const std::exception& error)
    {
        systemFailed(error.what());
        return;
    }
    log_.info("system " + std::to_string(*system_) + (manifest_.name.empty() ? "" : " '" + manifest_.name + "'") +
              " starts" + (onProbation_ ? ", on probation" : ""));
    startApps();
}

void Framework::chooseSystem()
{
    if (fallBackTo_)
    {
        system_ = std::exchange(fallBackTo_, std::nullopt);
        return;
    }
    system_ = systems::current(layout_);
    if (!system_)
    {
        return;
    }
    const auto status = systems::status(layout_, *system_);
    if (status.kind == Kind::bad || (status.kind == Kind::tried && status.tries >= kMaxTries))
    {
        const auto other = systems::rollbackTarget(layout_, *system_);
        const std::string what =
            "system " + std::to_string(*system_) + " is " +
            (status.kind == Kind::bad ? "marked bad" : "not good after " + std::to_string(kMaxTries) + " tries");
        if (other)
        {
            log_.warn(what + "; system " + std::to_string(*other) + " is used instead");
            recordFallBack(*system_, *other);
            system_ = other;
        }
        else
        {
            log_.warn(what + ", but there is no other");
        }
    }
}

/// False, with a line in the log, if that cannot be written: on a full disk, say.
bool Framework::recordFallBack(unsigned failed, std::optional<unsigned> other)
{
    try
    {
        const Kind kind = systems::status(layout_, failed).kind;
        if (kind != Kind::good && kind != Kind::bad)
        {
            systems::setStatus(layout_, failed, {Kind::bad, 0});
        }
        if (other)
        {
            systems::makeCurrent(layout_, *other);
        }
        return true;
    }
    catch (const std::exception& error)
    {
        log_.error(error.what());
        return false;
    }
}

void Framework::loadSystem(unsigned index)
{
    apps_.clear();
    systems::verifySystem(layout_, index);
    manifest_ = systems::loadSystem(layout_, index);
    const std::string library = layout_.system(index) + "/lib/liblegato.so";
    const bool hasLibrary = ::access(library.c_str(), F_OK) == 0;
    for (const auto& entry : manifest_.apps)
    {
        systems::verifyApp(layout_, entry.hash);
        AppConfig config;
        config.manifest = applyOverrides(systems::loadApp(layout_, entry.hash), entry.overrides);
        config.hash = entry.hash;
        config.readOnlyDirectory = layout_.app(entry.hash) + "/read-only";
        config.writeableDirectory = layout_.system(index) + "/appsWriteable/" + entry.name;
        config.frameworkLibrary = hasLibrary ? library : "";
        config.runDirectory = layout_.appSocketDirectory(entry.name);
        apps_[entry.name] = std::make_unique<App>(std::move(config), *this, log_, loop_, children_, cgroups_);
    }
    makeSocketDirectories();
    const auto reply = askDirectory({{"command", "load"}, {"system", layout_.system(index)}});
    if (!reply.value("ok", false))
    {
        throw formats::FormatError("the Service Directory refuses the bindings: " + reply.value("message", ""));
    }
}

void Framework::startApps()
{
    // One more than apps, so that nothing is settled while this loop runs.
    appsPending_ = 1;
    for (auto& [name, app] : apps_)
    {
        if (app->config().manifest.startManual)
        {
            continue;
        }
        ++appsPending_;
        app->start(
            [this, name = name](const std::string& why)
            {
                if (phase_ == Phase::Starting && !why.empty() && onProbation_)
                {
                    systemFailed("app '" + name + "' could not be started: " + why);
                    return;
                }
                if (--appsPending_ == 0 && phase_ == Phase::Starting)
                {
                    settle();
                }
            });
        if (phase_ != Phase::Starting)
        {
            return;
        }
    }
    if (--appsPending_ == 0)
    {
        settle();
    }
}

void Framework::settle()
{
    phase_ = Phase::Up;
    if (onProbation_)
    {
        probationTimer_ = loop_.after(options_.probation, [this] { becomeGood(); });
        if (options_.probation <= kLongestWaitForProbation)
        {
            return;
        }
    }
    answer({fallBackMessage_.empty(), fallBackMessage_, system_});
}

void Framework::becomeGood()
{
    onProbation_ = false;
    try
    {
        systems::setStatus(layout_, *system_, {Kind::good, 0});
        log_.info("system " + std::to_string(*system_) + " is good");
    }
    catch (const std::exception& error)
    {
        log_.error(error.what());
    }
    answer({fallBackMessage_.empty(), fallBackMessage_, system_});
}

void Framework::answer(const BringUpResult& result)
{
    fallBackMessage_.clear();
    for (const auto& waiting : std::exchange(answers_, {}))
    {
        waiting(result);
    }
}

void Framework::systemFailed(const std::string& why)
{
    const unsigned failed = *system_;
    const auto other = systems::rollbackTarget(layout_, failed);
    std::string text = "system " + std::to_string(failed) + ": " + why;
    log_.error(text);
    onProbation_ = false;
    loop_.cancel(probationTimer_);
    const bool isRecorded = recordFallBack(failed, other);
    // What is not on record would be tried again, and again: once is enough.
    if (!other || (!isRecorded && std::exchange(hasFallenBackUnrecorded_, true)))
    {
        // What runs goes on: it is all there is.
        text += "; there is no other system to fall back to";
        fallBackMessage_ = text;
        settle();
        return;
    }
    text += "; system " + std::to_string(*other) + " runs again";
    log_.warn("falling back to system " + std::to_string(*other));
    shutDown(
        [this, text, target = isRecorded ? std::nullopt : other]
        {
            fallBackMessage_ = text;
            fallBackTo_ = target;
            bringUp(true);
        });
}

void Framework::shutDown(std::function<void()> done)
{
    phase_ = Phase::Stopping;
    loop_.cancel(probationTimer_);
    // Later steps run from the loop, never from inside an app's own action.
    auto left = std::make_shared<size_t>(apps_.size() + 1);
    const auto oneLess = [this, left, done = std::move(done)](const std::string&)
    {
        if (--*left == 0)
        {
            loop_.after(std::chrono::milliseconds(0),
                        [this, done]
                        {
                            stopDaemons(
                                [this, done]
                                {
                                    apps_.clear();
                                    system_.reset();
                                    onProbation_ = false;
                                    phase_ = Phase::Down;
                                    if (stopForGood_)
                                    {
                                        answer({false, "the framework was stopped", std::nullopt});
                                        for (const auto& waiting : std::exchange(stopWaiters_, {}))
                                        {
                                            waiting();
                                        }
                                    }
                                    else if (done)
                                    {
                                        done();
                                    }
                                });
                        });
        }
    };
    for (auto& [name, app] : apps_)
    {
        app->stop(oneLess);
    }
    oneLess("");
}

void Framework::faultLimitReached(App& app, const std::string& why)
{
    if (onProbation_)
    {
        systemFailed(why);
        return;
    }
    log_.error(why + "; the app is stopped");
    app.stop();
}

void Framework::frameworkRestartWanted(App& app, const std::string& why)
{
    log_.error(why + "; fault action of app '" + app.name() + "' is reboot: the framework restarts");
    restart(false, {});
}

std::string Framework::limitsRemark() const
{
    std::string text;
    if (!cgroups_.hasMemory() || !cgroups_.hasPids())
    {
        text =
            "no cgroup v2 controllers for memory and pids here: maxMemoryBytes and maxThreads are enforced by "
            "resource limits of each process, cpuShare is not";
    }
    return text;
}

}  // namespace ligature::supervisor
