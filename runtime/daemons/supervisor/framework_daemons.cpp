// The parts of the Framework that deal with its daemons, and what it makes for apps outside their sandboxes.
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <thread>

#include "runtime/daemons/supervisor/framework.h"
#include "runtime/daemons/supervisor/writeable_area.h"
#include "runtime/formats/trace_folder.h"

namespace ligature::supervisor
{

namespace
{

constexpr std::chrono::seconds kDaemonPatience{10};

/// Tries `connect` until it succeeds, the daemon is dead, or patience ends.
template <typename Connect>
auto connectTo(const DaemonProcess& daemon, const Children& children, Connect connect)
{
    const auto end = Loop::Clock::now() + kDaemonPatience;
    for (;;)
    {
        try
        {
            return connect();
        }
        catch (const formats::ControlNotRunning& error)
        {
            if (!children.alive(daemon.pid()))
            {
                throw std::runtime_error(daemon.name() + " ended while it started");
            }
            if (Loop::Clock::now() >= end)
            {
                throw std::runtime_error(daemon.name() + " does not come up: " + error.what());
            }
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

void makeDirectory(const std::string& path, mode_t mode)
{
    if (::mkdir(path.c_str(), mode) != 0 && errno != EEXIST)
    {
        throw std::system_error(errno, std::generic_category(), path);
    }
    ::chmod(path.c_str(), mode);
}

/// Since Linux 5.14 processes are counted per user namespace, not per user of the whole machine.
bool countsProcessesPerNamespace()
{
    utsname system{};
    unsigned major = 0;
    unsigned minor = 0;
    return ::uname(&system) == 0 && std::sscanf(system.release, "%u.%u", &major, &minor) == 2 &&
           (major > 5 || (major == 5 && minor >= 14));
}

/// The files whose libraries the app needs: its own programs and those it requires of the target.
std::vector<std::string> programsOf(const AppConfig& app)
{
    std::vector<std::string> files;
    for (const auto& file : app.manifest.files)
    {
        files.push_back((file.writeable ? app.writeableDirectory : app.readOnlyDirectory) + "/" + file.path);
    }
    for (const auto& object : app.manifest.requires_)
    {
        if (object.kind == "file")
        {
            files.push_back(object.source);
        }
    }
    if (!app.frameworkLibrary.empty())
    {
        files.push_back(app.frameworkLibrary);
    }
    return files;
}

}  // namespace

void Framework::startDaemons()
{
    makeDirectory(layout_.appSocketDirectories(), 0711);
    logDaemon_.start(options_.libexec + "/logControl", layout_.root, {},
                     [this](int status) { daemonDied("logControl", status); });
    log_.connect(
        connectTo(logDaemon_, children_, [this] { return openFrameworkLog(layout_.logSocket(), "supervisor"); }));
    directoryDaemon_.start(options_.libexec + "/serviceDirectory", layout_.root,
                           openFrameworkLog(layout_.logSocket(), "serviceDirectory"),
                           [this](int status) { daemonDied("serviceDirectory", status); });
    directory_ =
        connectTo(directoryDaemon_, children_,
                  [this] { return std::make_unique<formats::ControlClient>(layout_.directoryControlSocket()); });
}

/// Those of apps that are not running too: their first messages are worth following.
void Framework::makeSocketDirectories()
{
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(layout_.appSocketDirectories(), ignored))
    {
        if (!apps_.contains(entry.path().filename().string()))
        {
            std::filesystem::remove_all(entry.path(), ignored);
        }
    }
    for (const auto& [name, app] : apps_)
    {
        makeDirectory(app->config().runDirectory, 0711);
        formats::makeTraceFolder(app->config().runDirectory);
    }
}

void Framework::stopDaemons(std::function<void()> done)
{
    directory_.reset();
    directoryDaemon_.stop(
        [this, done = std::move(done)]
        {
            log_.info("the framework stops");
            log_.connect({});
            logDaemon_.stop(done);
        });
}

void Framework::daemonDied(const std::string& name, int status)
{
    const auto now = Loop::Clock::now();
    const std::string text = name + " " + describeEnd(status);
    if (name == "logControl")
    {
        log_.connect({});
    }
    log_.error(text);
    if (phase_ == Phase::Stopping)
    {
        return;
    }
    const bool again = lastDaemonDeath_ && now - *lastDaemonDeath_ < kFaultWindow;
    lastDaemonDeath_ = now;
    if (again)
    {
        onFatal(text + ", for the second time within " + std::to_string(kFaultWindow.count()) + " s");
        return;
    }
    // Apps have lost their log or their way to each other: begin anew.
    restart(false, {});
}

nlohmann::json Framework::askDirectory(const nlohmann::json& request, int descriptor)
{
    if (!directory_)
    {
        throw std::runtime_error("the Service Directory is not running");
    }
    return directory_->request(request, descriptor, std::chrono::seconds(5));
}

formats::UniqueFd Framework::openLog()
{
    return formats::connectUnix(layout_.logSocket(), SOCK_STREAM);
}

SandboxSpec Framework::prepare(const App& app)
{
    SandboxSpec spec;
    spec.app = app.config();
    const auto& manifest = spec.app.manifest;
    spec.outsideUser = ::geteuid();
    spec.outsideGroup = ::getegid();
    spec.asRoot = spec.outsideUser == 0;
    spec.confined = options_.sandbox && manifest.sandboxed;

    if (!manifest.username.empty() && spec.asRoot)
    {
        if (!findAccount(manifest.username, spec.identity))
        {
            throw std::runtime_error("this target has no account '" + manifest.username + "' (username)");
        }
    }
    else if (spec.confined)
    {
        spec.identity.uid = spec.asRoot ? identities_->idOf(app.name()) : 30000;
        spec.identity.gid = spec.identity.uid;
    }
    else
    {
        spec.identity.uid = ::geteuid();
        spec.identity.gid = ::getegid();
    }
    std::vector<std::string> unknown;
    spec.identity.groups = groupIds(manifest.groups, unknown);
    for (const auto& group : unknown)
    {
        log_.warn("app '" + app.name() + "': this target has no group '" + group + "'");
    }
    if (!spec.asRoot && (!manifest.groups.empty() || !manifest.capabilities.empty() || !manifest.username.empty()))
    {
        log_.warn("app '" + app.name() + "': groups, capabilities and username have no effect without root");
    }

    if (const auto names = settingsWithoutEffect(manifest); !names.empty())
    {
        std::string list;
        for (const auto& setting : names)
        {
            list += (list.empty() ? "" : ", ") + setting;
        }
        log_.warn("app '" + app.name() + "' asks for what is not supported yet and has no effect: " + list);
    }

    makeDirectory(rootMountPoint(spec), 0700);
    makeDirectory(spec.app.writeableDirectory.substr(0, spec.app.writeableDirectory.rfind('/')), 0755);
    if (::mkdir(spec.app.writeableDirectory.c_str(), 0700) != 0 && errno != EEXIST)
    {
        throw std::system_error(errno, std::generic_category(), spec.app.writeableDirectory);
    }
    if (spec.asRoot)
    {
        giveTo(spec.app.writeableDirectory, spec.identity);
    }

    const std::string socket = spec.app.runDirectory + "/serviceDirectory";
    const formats::UniqueFd listener = formats::listenUnix(socket, SOCK_SEQPACKET, 0600);
    if (spec.asRoot && ::chown(socket.c_str(), spec.identity.uid, spec.identity.gid) != 0)
    {
        throw std::system_error(errno, std::generic_category(), socket);
    }
    const uid_t outside = spec.asRoot ? spec.identity.uid : spec.outsideUser;
    const auto reply = askDirectory({{"command", "addApp"}, {"name", app.name()}, {"uid", outside}}, listener.get());
    if (!reply.value("ok", false))
    {
        throw std::runtime_error("the Service Directory refuses the app: " + reply.value("message", ""));
    }

    if (spec.confined)
    {
        std::set<std::string> own;
        for (const auto& file : manifest.files)
        {
            if (file.path.rfind("lib/", 0) == 0)
            {
                own.insert(file.path.substr(4));
            }
        }
        if (!spec.app.frameworkLibrary.empty())
        {
            own.insert("liblegato.so");
        }
        const ElfNeeds needs = findElfNeeds(programsOf(spec.app), own, libraryPath_);
        for (const auto& library : needs.missing)
        {
            log_.warn("app '" + app.name() + "' needs the library " + library + ", which this target does not have");
        }
        spec.plan = planMounts(spec.app, needs);
    }
    spec.limits.memoryByCgroup = cgroups_.hasMemory();
    spec.limits.threadsByCgroup = cgroups_.hasPids();
    spec.limits.threadsCountable =
        spec.confined && (spec.asRoot ? manifest.username.empty() : countsProcessesPerNamespace());
    spec.limits.threadsBeside = spec.asRoot ? 0 : 1;
    return spec;
}

void Framework::release(const App& app)
{
    try
    {
        askDirectory({{"command", "removeApp"}, {"name", app.name()}});
    }
    catch (const std::exception& error)
    {
        log_.warn("app '" + app.name() + "': " + error.what());
    }
    std::error_code ignored;
    const std::string folder = app.config().runDirectory;
    std::filesystem::remove(folder + "/serviceDirectory", ignored);
    std::filesystem::remove(folder + "/root", ignored);
}

}  // namespace ligature::supervisor
