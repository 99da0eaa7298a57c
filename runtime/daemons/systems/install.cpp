#include "runtime/daemons/systems/install.h"

#include <algorithm>
#include <cerrno>
#include <set>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/daemons/systems/store.h"
#include "runtime/daemons/systems/writeable.h"
#include "runtime/formats/files.h"
#include "runtime/formats/fresh_tree.h"
#include "runtime/formats/names.h"
#include "runtime/formats/pack.h"
#include "runtime/formats/pack_format.h"

namespace ligature::systems
{

using formats::AppManifest;
using formats::FormatError;
using formats::SystemAppEntry;
using formats::SystemManifest;
using formats::TargetLayout;

namespace
{

/// An installation under way. Everything new lies in the unpack area until place() moves it, apps first: a system is
/// never there without its apps.
class Installation
{
public:
    Installation(const TargetLayout& layout, const InstallOptions& options) : layout_(layout), options_(options)
    {
        before("clean the unpack area");
        cleanUnpackArea(layout);
        formats::makeDirectories(layout.systems());
        formats::makeDirectories(layout.apps());
    }

    /// What is not placed goes. (A process that is killed leaves it to the next installation.)
    ~Installation() { formats::removeTree(layout_.unpackArea()); }

    Installation(const Installation&) = delete;
    Installation& operator=(const Installation&) = delete;

    void before(const char* step) const
    {
        if (options_.step)
        {
            options_.step(step);
        }
    }

    std::string systemDirectory() const { return layout_.unpackArea() + "/system"; }

    /// Unpacks a system's pack and those of its apps that are not on the target yet.
    void unpackSystem(const std::string& pack)
    {
        before("unpack the system");
        formats::unpack(
            pack, systemDirectory(), [&](const SystemAppEntry& app, const std::string& file) { unpackApp(app, file); },
            options_.unpacking);
    }

    void unpackApp(const SystemAppEntry& app, const std::string& pack,
                   const std::function<void(uint64_t, uint64_t)>& progress = {})
    {
        if (isInstalled(app.hash))
        {
            return checkName(app, loadApp(layout_, app.hash));
        }
        before("unpack an app");
        const std::string directory = layout_.unpackArea() + "/" + app.hash;
        formats::unpack(pack, directory, {}, progress);
        checkName(app, loadAppFrom(directory, app.hash));
        newApps_.insert(app.hash);
    }

    /// A system of this manifest with the framework's files of another one.
    void makeSystemLike(unsigned model, const SystemManifest& manifest)
    {
        before("make the system");
        formats::FreshTree tree(systemDirectory());
        for (const formats::FileEntry& file : manifest.files)
        {
            const std::string source = layout_.system(model) + "/" + file.path;
            const formats::UniqueFd from = formats::openForReading(source);
            const formats::UniqueFd to = tree.createFile(file.path, file.mode);
            formats::Hasher hasher;
            std::vector<char> buffer(64 * 1024);
            while (const size_t count = formats::readSome(from.get(), buffer.data(), buffer.size(), source))
            {
                hasher.add(buffer.data(), count);
                formats::writeAll(to.get(), buffer.data(), count, systemDirectory() + "/" + file.path);
            }
            if (hasher.finish() != file.hash)
            {
                throw StoreError(source + " is damaged; install a whole system instead");
            }
        }
        tree.writeFile(kManifestFile, toJson(manifest), 0644);
        tree.commit();
    }

    /// Completes the new system and gives it its number: everything before leaves the old state, the last rename the
    /// new.
    Installed place()
    {
        const SystemManifest manifest = loadSystemFrom(systemDirectory());
        const unsigned steps = static_cast<unsigned>(newApps_.size() + manifest.apps.size() + 1);
        unsigned done = 0;
        const auto advance = [&]
        {
            if (options_.applying)
            {
                options_.applying(++done, steps);
            }
        };
        before("sign the system");
        const std::string text = formats::readWholeFile(systemDirectory() + "/" + kManifestFile, SIZE_MAX);
        formats::writeFileAtomically(systemDirectory() + "/" + kSignatureFile,
                                     formats::hashLine(formats::hashText(text)));
        for (const std::string& hash : newApps_)
        {
            before("place an app");
            placeApp(hash);
            advance();
        }
        before("sync the apps");
        formats::syncDirectory(layout_.apps());
        const std::optional<unsigned> old = current(layout_);
        const std::string area = systemDirectory() + "/" + kWriteableFolder;
        formats::makeDirectories(area);
        for (const SystemAppEntry& app : manifest.apps)
        {
            before("prepare a writeable area");
            const std::string written = old ? layout_.system(*old) + "/" + kWriteableFolder + "/" + app.name : "";
            makeWriteableArea(layout_.app(app.hash) + "/writeable", written, area + "/" + app.name, options_.note);
            advance();
        }
        formats::syncDirectory(area);
        formats::syncDirectory(systemDirectory());
        const std::vector<unsigned> taken = indices(layout_);
        const unsigned index = taken.empty() ? 1 : taken.back() + 1;
        before("number the system");
        if (rename(systemDirectory().c_str(), layout_.system(index).c_str()) != 0)
        {
            formats::throwSystemError("cannot create", layout_.system(index));
        }
        before("sync the systems");
        formats::syncDirectory(layout_.systems());
        advance();
        return {index, true};
    }

private:
    static void checkName(const SystemAppEntry& entry, const AppManifest& app)
    {
        if (entry.name != app.name)
        {
            throw FormatError("pack: the pack of app " + entry.name + " is one of app " + app.name);
        }
    }

    bool isInstalled(const std::string& hash) const
    {
        try
        {
            verifyApp(layout_, hash);
            return true;
        }
        catch (const FormatError&)
        {
            return false;
        }
    }

    /// By one rename; a damaged copy that has the name already is exchanged.
    void placeApp(const std::string& hash) const
    {
        const std::string from = layout_.unpackArea() + "/" + hash;
        const std::string to = layout_.app(hash);
        if (rename(from.c_str(), to.c_str()) == 0)
        {
            return;
        }
        if ((errno != EEXIST && errno != ENOTEMPTY && errno != ENOTDIR) ||
            renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_EXCHANGE) != 0)
        {
            formats::throwSystemError("cannot create", to);
        }
    }

    const TargetLayout& layout_;
    const InstallOptions& options_;
    std::set<std::string> newApps_;
};

/// The current system's manifest. Throws FormatError.
SystemManifest currentManifest(const TargetLayout& layout, std::optional<unsigned> index, const char* what)
{
    if (!index)
    {
        throw StoreError(std::string(what) + ": there is no system on this target yet; install a system first");
    }
    try
    {
        return loadSystem(layout, *index);
    }
    catch (const FormatError& error)
    {
        throw StoreError(std::string(what) + ": the current system is damaged: " + error.what());
    }
}

bool isUsable(const TargetLayout& layout, unsigned index)
{
    if (status(layout, index).kind == SystemStatus::Kind::bad)
    {
        return false;
    }
    try
    {
        verifySystem(layout, index);
        return true;
    }
    catch (const FormatError&)
    {
        return false;
    }
}

/// `system` with this app added or replaced. What the system says about the app (overrides, bindings) stays; interfaces
/// it says nothing about are bound as the app itself wants.
void putApp(SystemManifest& system, const SystemAppEntry& entry, const AppManifest& app)
{
    const auto place = std::lower_bound(system.apps.begin(), system.apps.end(), entry.name,
                                        [](const SystemAppEntry& a, const std::string& name) { return a.name < name; });
    if (place != system.apps.end() && place->name == entry.name)
    {
        const formats::AppOverrideEntry overrides = place->overrides;
        *place = entry;
        place->overrides = overrides;
    }
    else
    {
        system.apps.insert(place, entry);
    }
    for (const formats::BindingEntry& binding : app.bindings)
    {
        // An app speaks for itself only; the manifest of a pack could name others.
        const bool own = binding.client == formats::Agent{"app", app.name};
        const bool bound =
            std::any_of(system.bindings.begin(), system.bindings.end(),
                        [&](const formats::BindingEntry& known)
                        { return known.client == binding.client && known.clientInterface == binding.clientInterface; });
        if (own && !bound)
        {
            system.bindings.push_back(binding);
        }
    }
    std::sort(system.bindings.begin(), system.bindings.end());
}

Installed installApp(const TargetLayout& layout, const formats::PackHead& head, const std::string& packPath,
                     const InstallOptions& options)
{
    const AppManifest& app = std::get<AppManifest>(head.manifest);
    const std::optional<unsigned> now = current(layout);
    SystemManifest system = currentManifest(layout, now, ("cannot install app " + app.name).c_str());
    if (system.target != app.target)
    {
        throw StoreError("app " + app.name + " is built for target " + app.target + ", the system on this target for " +
                         system.target);
    }
    struct stat status = {};
    if (stat(packPath.c_str(), &status) != 0)
    {
        formats::throwSystemError("cannot examine", packPath);
    }
    const SystemAppEntry entry{
        app.name, head.hash, formats::hashFile(packPath), static_cast<uint64_t>(status.st_size), {}};
    const bool same =
        std::any_of(system.apps.begin(), system.apps.end(),
                    [&](const SystemAppEntry& known) { return known.name == entry.name && known.hash == entry.hash; });
    if (same && isUsable(layout, *now))
    {
        return {*now, false};
    }
    Installation installation(layout, options);
    installation.unpackApp(entry, packPath, options.unpacking);
    putApp(system, entry, app);
    installation.makeSystemLike(*now, system);
    return installation.place();
}

Installed installSystem(const TargetLayout& layout, const formats::PackHead& head, const std::string& packPath,
                        const InstallOptions& options)
{
    const std::optional<unsigned> now = current(layout);
    if (now && isUsable(layout, *now) && formats::hashText(toJson(loadSystem(layout, *now))) == head.hash)
    {
        return {*now, false};
    }
    Installation installation(layout, options);
    installation.unpackSystem(packPath);
    return installation.place();
}

}  // namespace

StoreLock::StoreLock(const TargetLayout& layout)
{
    formats::makeDirectories(layout.root);
    const std::string path = layout.root + "/update.lock";
    file_.reset(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file_)
    {
        formats::throwSystemError("cannot open", path);
    }
    if (flock(file_.get(), LOCK_EX | LOCK_NB) != 0)
    {
        if (errno == EWOULDBLOCK)
        {
            throw StoreError("another update is in progress");
        }
        formats::throwSystemError("cannot lock", path);
    }
}

Installed install(const StoreLock&, const TargetLayout& layout, const std::string& packPath,
                  const InstallOptions& options)
{
    const formats::PackHead head = formats::readPackHead(packPath);
    return std::holds_alternative<AppManifest>(head.manifest) ? installApp(layout, head, packPath, options)
                                                              : installSystem(layout, head, packPath, options);
}

Installed removeApp(const StoreLock&, const TargetLayout& layout, const std::string& app, const InstallOptions& options)
{
    const std::optional<unsigned> now = current(layout);
    SystemManifest system = currentManifest(layout, now, ("cannot remove app " + formats::printable(app)).c_str());
    if (std::erase_if(system.apps, [&](const SystemAppEntry& entry) { return entry.name == app; }) == 0)
    {
        throw StoreError("app '" + formats::printable(app) + "' is not installed");
    }
    std::erase_if(system.bindings,
                  [&](const formats::BindingEntry& binding) {
                      return binding.client == formats::Agent{"app", app};
                  });
    std::erase_if(system.commands, [&](const formats::CommandEntry& command) { return command.app == app; });
    Installation installation(layout, options);
    installation.makeSystemLike(*now, system);
    return installation.place();
}

}  // namespace ligature::systems
