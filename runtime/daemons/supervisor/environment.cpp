#include "runtime/daemons/supervisor/environment.h"

namespace ligature::supervisor
{

std::string directorySocketFor(const AppConfig& app, bool confined)
{
    return confined ? "/tmp/legato/serviceDirectory" : app.runDirectory + "/serviceDirectory";
}

std::map<std::string, std::string> processEnvironment(const AppConfig& app, const formats::ProcessEntry& process,
                                                      bool confined)
{
    std::map<std::string, std::string> variables = process.variables;
    const std::string usualPath = "/usr/local/bin:/usr/bin:/bin";
    variables.emplace("PATH", usualPath);

    std::string libraries = "/lib";
    if (!confined)
    {
        libraries = app.readOnlyDirectory + "/lib";
        if (!app.frameworkLibrary.empty())
        {
            libraries += ":" + app.frameworkLibrary.substr(0, app.frameworkLibrary.rfind('/'));
        }
        // The app's own programs come first, whatever PATH the app was built with.
        variables["PATH"] = app.readOnlyDirectory + "/bin:" + variables["PATH"];
    }
    std::string& path = variables["LD_LIBRARY_PATH"];
    path += (path.empty() ? "" : ":") + libraries;

    // Not the app's to choose.
    variables["LIGATURE_SERVICE_DIRECTORY"] = directorySocketFor(app, confined);
    variables["LIGATURE_LOG_STREAM"] = "1";
    return variables;
}

}  // namespace ligature::supervisor
