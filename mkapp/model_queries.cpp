// Questions that later stages ask the model.
#include <map>

#include "mkapp/modeller.h"

namespace ligature::mkapp
{

std::vector<BundledFile> bundledFiles(const App& app)
{
    std::map<std::string, const BundledFile*> byDestination;
    for (const BundledFile& file : app.bundles)
    {
        byDestination.emplace(file.destination, &file);
    }
    for (const Component* component : app.components)
    {
        for (const BundledFile& file : component->bundles)
        {
            byDestination.emplace(file.destination, &file);
        }
    }
    std::vector<BundledFile> result;
    result.reserve(byDestination.size());
    for (const auto& [destination, file] : byDestination)
    {
        result.push_back(*file);
    }
    return result;
}

std::vector<RequiredObject> requiredObjects(const App& app)
{
    std::vector<RequiredObject> result;
    for (const Component* component : app.components)
    {
        result.insert(result.end(), component->requires_.begin(), component->requires_.end());
    }
    result.insert(result.end(), app.requires_.begin(), app.requires_.end());
    return result;
}

}  // namespace ligature::mkapp
