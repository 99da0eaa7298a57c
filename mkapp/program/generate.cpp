// mkapp-generate TOOL ARGV...: what mkapp, mkexe and mkcomp become when there is something to generate.
#include <cstdio>
#include <cstring>

#include "grammar/codes.h"
#include "ifgen/codes.h"
#include "mkapp/build_codes.h"
#include "mkapp/codes.h"
#include "mkapp/generator.h"
#include "mkapp/planner.h"
#include "mkapp/run.h"

using namespace ligature;
using namespace ligature::mkapp;

namespace
{

/// Nothing can be planned for a model with mistakes.
bool isBuildable(Generation& generation)
{
    checkBuildable(generation.model().components, generation.diagnostics());
    return !generation.diagnostics().hasErrors();
}

Plan planApp(Generation& generation)
{
    const std::unique_ptr<App> app = modelApp(generation.model(), generation.absolute(generation.options().items[0]));
    if (app)
    {
        checkApp(*app, generation.diagnostics(), true);
    }
    if (!app || !isBuildable(generation))
    {
        return {};
    }
    checkEffects(app->name, app->withoutEffect, generation.diagnostics());
    const BuildSettings settings = generation.settings();
    Planner planner(settings);
    planner.planApp(*app, settings.outputDirectory + "/" + app->name + "." + settings.target + ".update");
    return planner.take();
}

Plan planExecutable(Generation& generation)
{
    const std::string path = generation.absolute(generation.options().output);
    const std::unique_ptr<Executable> executable =
        modelExecutable(generation.model(), fileNameOf(path), generation.options().items);
    if (!executable || !isBuildable(generation))
    {
        return {};
    }
    const BuildSettings settings = generation.settings();
    Planner planner(settings);
    planner.planExecutable(*executable, settings.workDirectory, path, false);
    return planner.take();
}

Plan planComponent(Generation& generation)
{
    const Component* component = modelComponent(generation.model(), generation.options().items[0], {}, {});
    if (component == nullptr || !isBuildable(generation))
    {
        return {};
    }
    const std::string& output = generation.options().output;
    Planner planner(generation.settings());
    planner.planComponent(*component, generation.options().standAlone,
                          output.empty() ? "" : generation.absolute(output));
    return planner.take();
}

struct Maker
{
    Tool tool;
    Plan (*plan)(Generation&);
};

std::vector<const Code*> allCodes()
{
    std::vector<const Code*> all = grammarCodes();
    for (const auto* codes : {&ifgen::codes(), &mkappCodes(), &buildCodes()})
    {
        all.insert(all.end(), codes->begin(), codes->end());
    }
    return all;
}

}  // namespace

int main(int argc, char** argv)
{
    for (const auto& [tool, plan] :
         {Maker{Tool::mkapp, planApp}, Maker{Tool::mkexe, planExecutable}, Maker{Tool::mkcomp, planComponent}})
    {
        if (argc >= 3 && std::strcmp(argv[1], toolName(tool)) == 0)
        {
            return runGenerator(tool, argc - 2, argv + 2, allCodes(), plan);
        }
    }
    std::fprintf(stderr, "usage: mkapp-generate (mkapp|mkexe|mkcomp) ARGV...\n");
    return kExitCommandLine;
}
