// A target in a scratch directory, and packs for it.
#pragma once

#include <map>
#include <string>

#include "runtime/daemons/systems/install.h"
#include "tests/unit/formats/sample_packs.h"

namespace ligature::systems
{

using formats::AppManifest;
using formats::complaint;
using formats::SystemManifest;
using formats::TargetLayout;
using test::readText;
using test::ScratchDirectory;

/// What a sample pack holds: read-only and writeable files of each app.
struct SampleApp
{
    std::map<std::string, std::string> files = {{"bin/program", "program"}};
    std::map<std::string, std::string> writeable = {};
    std::string target = "localhost";
    std::vector<formats::BindingEntry> bindings = {};
};

class SampleTarget
{
public:
    SampleTarget() : layout{scratch.path() + "/root"} {}

    std::string appPack(const std::string& name, const SampleApp& app) const
    {
        AppManifest manifest;
        manifest.name = name;
        manifest.target = app.target;
        manifest.bindings = app.bindings;
        formats::ContentSources sources;
        const auto add = [&](const auto& files, bool writeable)
        {
            for (const auto& [path, content] : files)
            {
                manifest.files.push_back({path, "", 0, writeable ? 0664u : 0755u, writeable});
                sources[path] = scratch.write("source/" + name + "/" + path, content);
            }
        };
        add(app.files, false);
        add(app.writeable, true);
        const std::string pack = scratch.path() + "/" + name + ".update";
        writeAppPack(manifest, sources, pack);
        return pack;
    }

    std::string systemPack(const std::string& name, const std::map<std::string, SampleApp>& apps,
                           const std::vector<formats::BindingEntry>& bindings = {}) const
    {
        SystemManifest manifest;
        manifest.name = name;
        manifest.target = "localhost";
        manifest.bindings = bindings;
        manifest.files = {{"lib/liblegato.so", "", 0, 0755, false}};
        std::map<std::string, std::string> packs;
        for (const auto& [app, content] : apps)
        {
            manifest.apps.emplace_back().name = app;
            packs[app] = appPack(app, content);
        }
        const std::string pack = scratch.path() + "/" + name + ".update";
        writeSystemPack(manifest, {{"lib/liblegato.so", scratch.write("source/liblegato.so", "framework")}}, packs,
                        pack);
        return pack;
    }

    /// Installs and makes current; gives the number.
    unsigned install(const std::string& pack) const
    {
        const StoreLock lock(layout);
        const Installed installed = systems::install(lock, layout, pack);
        makeCurrent(layout, installed.index);
        return installed.index;
    }

    std::string writeable(unsigned system, const std::string& path) const
    {
        return layout.system(system) + "/appsWriteable/" + path;
    }

    /// Everything below the root but the lock: path, and what is there.
    std::map<std::string, std::string> snapshot() const
    {
        std::map<std::string, std::string> result;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(layout.root))
        {
            const std::string path = entry.path().string().substr(layout.root.size());
            result[path] = entry.is_symlink()        ? "-> " + std::filesystem::read_symlink(entry).string()
                           : entry.is_regular_file() ? readText(entry.path())
                                                     : "directory";
        }
        return result;
    }

    ScratchDirectory scratch;
    TargetLayout layout;
};

}  // namespace ligature::systems
