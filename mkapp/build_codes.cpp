#include "mkapp/build_codes.h"

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

}  // namespace ligature::mkapp::codes

namespace ligature::mkapp
{

const std::vector<const Code*>& buildCodes()
{
    static const std::vector<const Code*> all = {&codes::kExternalBuild};
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

}  // namespace ligature::mkapp
