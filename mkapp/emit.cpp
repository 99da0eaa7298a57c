#include "mkapp/emit.h"

#include <set>

#include "grammar/parallel.h"
#include "grammar/world.h"
#include "grammar/write.h"
#include "mkapp/ninja.h"
#include "mkapp/pack_plan.h"

namespace ligature::mkapp
{

std::vector<std::string> emit(const Plan& plan, const Templates& templates, const std::string& currentDirectory)
{
    // Those of outputs are made by ninja.
    std::set<std::string> folders = {plan.workDirectory};
    for (const FilePlan& file : plan.files)
    {
        folders.insert(directoryOf(file.path));
    }
    for (const std::string& folder : folders)
    {
        makeDirectories(folder);
    }

    const std::string& work = plan.workDirectory;
    const size_t generated = plan.files.size();
    const size_t packs = plan.packs.size();
    std::vector<std::string> paths(generated + packs + 2);
    inParallel(paths.size(), 8,
               [&](size_t i)
               {
                   // The two long texts first, so that no thread is left with them at the end.
                   if (i == 0)
                   {
                       writeIfChanged(paths[i] = work + "/build.ninja", ninjaText(plan));
                   }
                   else if (i == 1)
                   {
                       writeIfChanged(paths[i] = work + "/compile_commands.json",
                                      compileCommandsText(plan, currentDirectory));
                   }
                   else if (i < 2 + generated)
                   {
                       const FilePlan& file = plan.files[i - 2];
                       writeIfChanged(paths[i] = file.path, generatedText(file, templates));
                   }
                   else
                   {
                       const PackPlan& pack = plan.packs[i - 2 - generated];
                       writeIfChanged(paths[i] = pack.path, packPlanText(pack));
                   }
               });
    return paths;
}

}  // namespace ligature::mkapp
