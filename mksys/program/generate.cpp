// mksys-generate mksys ARGV...: what mksys becomes when there is something to generate.
#include <cstdio>

#include "grammar/codes.h"
#include "ifgen/codes.h"
#include "mkapp/build_codes.h"
#include "mkapp/codes.h"
#include "mkapp/generator.h"
#include "mkapp/run.h"
#include "mksys/codes.h"
#include "mksys/modeller.h"
#include "mksys/plan.h"

using namespace ligature;

namespace
{

mkapp::Plan planSystem(mkapp::Generation& generation)
{
    const std::unique_ptr<mksys::System> system =
        mksys::modelSystem(generation.model(), generation.absolute(generation.options().items[0]));
    Diagnostics& diagnostics = generation.diagnostics();
    if (system)
    {
        mksys::checkSystem(*system, diagnostics);
    }
    mkapp::checkBuildable(generation.model().components, diagnostics);
    if (!system || diagnostics.hasErrors())
    {
        return {};
    }
    for (const mksys::SystemApp& app : system->apps)
    {
        mkapp::checkEffects(app.app->name, app.app->withoutEffect, diagnostics);
        mkapp::checkEffects(app.app->name, app.withoutEffect, diagnostics);
    }
    return mksys::planSystem(*system, generation.settings(mksys::flagsOf(*system)));
}

std::vector<const Code*> allCodes()
{
    std::vector<const Code*> all = grammarCodes();
    for (const auto* codes : {&ifgen::codes(), &mkapp::mkappCodes(), &mksys::mksysCodes(), &mkapp::buildCodes()})
    {
        all.insert(all.end(), codes->begin(), codes->end());
    }
    return all;
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc < 3)
    {
        std::fprintf(stderr, "usage: mksys-generate mksys ARGV...\n");
        return mkapp::kExitCommandLine;
    }
    return mkapp::runGenerator(mkapp::Tool::mksys, argc - 2, argv + 2, allCodes(), planSystem);
}
