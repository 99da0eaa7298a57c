#include "mkapp/build_codes.h"

#include <fmt/format.h>

namespace ligature::mkapp::codes
{

const Code kExternalBuild{
    "E0800", "external builds are not supported yet",
    R"(A component is built by commands of its own (`externalBuild:`). Such commands do not say what they read and make, so
they would run on every build; running them only when needed is not supported yet.

Bad:
    externalBuild:
    {
        "make -C $CURDIR"
    }

Good: build the library beforehand and name what it gives.
    requires:
    {
        lib:
        {
            $CURDIR/out/libfoo.a
        }
    }

Cure: run the commands before the build tool and use their results through `requires: lib:`, `bundles:` or `cflags:`.)"};

const Code kNoEffectYet{
    "E0801", "setting without effect",
    R"(The setting is part of the language and goes into the pack, but nothing on the target obeys it yet. The app is built
and runs as if the setting were not there.

Bad:
    watchdogTimeout: 5000      (and an app that relies on being restarted)

Good:
    watchdogTimeout: 5000      (knowing that no watchdog looks at it yet)
)"};

}  // namespace ligature::mkapp::codes

namespace ligature::mkapp
{

const std::vector<const Code*>& buildCodes()
{
    static const std::vector<const Code*> all = {&codes::kExternalBuild, &codes::kNoEffectYet};
    return all;
}

void checkBuildable(const ComponentSet& components, Diagnostics& diagnostics)
{
    for (const auto& [directory, component] : components.byDirectory)
    {
        if (!component->externalBuild.empty())
        {
            diagnostics
                .error(codes::kExternalBuild, component->span,
                       "component '" + component->name + "' has an external build, which is not supported yet")
                .suggest(
                    "run its commands beforehand and use what they make through requires: lib:, bundles: or cflags:");
        }
    }
}

void checkEffects(const std::string& app, const SettingsWithoutEffect& settings, Diagnostics& diagnostics)
{
    if (!settings.names.empty())
    {
        diagnostics.warning(
            codes::kNoEffectYet, settings.first,
            fmt::format("{} of app '{}' {} no effect yet on the target", fmt::join(settings.names, ", "), app,
                        settings.names.size() == 1 ? "has" : "have"));
    }
}

}  // namespace ligature::mkapp
