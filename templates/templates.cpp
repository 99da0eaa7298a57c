#include "templates/templates.h"

#include <unistd.h>

#include <climits>
#include <fstream>
#include <map>
#include <mutex>
#include <sstream>
#include <stdexcept>

#include "templates/template.h"

namespace ligature
{

InstallTree findInstallTree()
{
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof(path));
    if (length <= 0 || length == static_cast<ssize_t>(sizeof(path)))
    {
        throw std::runtime_error("cannot tell where this program is installed: /proc/self/exe is not readable");
    }
    std::string root(path, static_cast<size_t>(length));
    root.resize(root.rfind('/'));
    for (std::string_view folder : {"/libexec/ligature", "/bin", "/test"})
    {
        if (root.ends_with(folder))
        {
            root.resize(root.size() - folder.size());
            break;
        }
    }
    return {root};
}

namespace
{

std::string readTemplate(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file)
    {
        throw std::runtime_error("cannot read the template " + path);
    }
    return text.str();
}

}  // namespace

struct Templates::State
{
    std::string directory;
    std::mutex mutex;
    std::map<std::string, Template, std::less<>> parsed;

    const Template& get(const std::string& name);
};

const Template& Templates::State::get(const std::string& name)
{
    {
        std::lock_guard lock(mutex);
        if (auto known = parsed.find(name); known != parsed.end())
        {
            return known->second;
        }
    }
    // Not under the lock: threads begin with different templates. Two that parse the same one agree.
    std::string path = directory + "/" + name + ".mustache";
    std::string text = readTemplate(path);
    try
    {
        Template made(text);
        std::lock_guard lock(mutex);
        return parsed.emplace(name, std::move(made)).first->second;
    }
    catch (const std::runtime_error& reason)
    {
        throw std::runtime_error("template " + path + ": " + reason.what());
    }
}

Templates::Templates(std::string directory) : state_(new State{std::move(directory), {}, {}}) {}

Templates::~Templates() = default;

std::string Templates::render(const std::string& name, const TemplateData& data) const
{
    std::string text;
    state_->get(name).render(data, text);
    return text;
}

}  // namespace ligature
