#include "templates/templates.h"

#include <unistd.h>

#include <climits>
#include <fstream>
#include <kainjow/mustache.hpp>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

namespace ligature
{

namespace mustache = kainjow::mustache;

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

// The list of a mustache value. The library gives read access only, and adding through it copies; the value is ours.
mustache::list& items(mustache::data& list)
{
    return const_cast<mustache::list&>(list.list_value());
}

mustache::data convert(const nlohmann::json& value)
{
    switch (value.type())
    {
        case nlohmann::json::value_t::object:
        {
            mustache::data object(mustache::data::type::object);
            for (const auto& [name, member] : value.items())
            {
                object[name] = convert(member);
            }
            return object;
        }
        case nlohmann::json::value_t::array:
        {
            mustache::data list(mustache::data::type::list);
            items(list).reserve(value.size());
            for (const nlohmann::json& item : value)
            {
                items(list).push_back(convert(item));
            }
            return list;
        }
        case nlohmann::json::value_t::boolean:
            return mustache::data(value.get<bool>());
        case nlohmann::json::value_t::string:
            return mustache::data(value.get_ref<const std::string&>());
        case nlohmann::json::value_t::null:
            return mustache::data(false);
        default:
            return mustache::data(value.dump());
    }
}

// Stands for a blank line until the text is rendered: the library takes a blank line after a tag for a line of tags.
constexpr char kBlankLine = '\x01';

bool isSectionTag(std::string_view line)
{
    size_t first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos)
    {
        return false;
    }
    line.remove_prefix(first);
    line = line.substr(0, line.find_last_not_of(" \t") + 1);
    bool isTag =
        line.starts_with("{{#") || line.starts_with("{{/") || line.starts_with("{{^") || line.starts_with("{{!");
    return isTag && line.find("}}") == line.size() - 2;
}

// A line that holds one tag and nothing else leaves no line in the text; the library does that for rendered sections
// only, so such lines are joined with the next.
std::string withoutTagLines(const std::string& text)
{
    std::string result;
    for (size_t begin = 0; begin < text.size();)
    {
        size_t end = std::min(text.find('\n', begin), text.size());
        std::string_view line = std::string_view(text).substr(begin, end - begin);
        if (isSectionTag(line))
        {
            size_t first = line.find_first_not_of(" \t");
            result += line.substr(first, line.find("}}") + 2 - first);
        }
        else
        {
            result += line;
            if (line.empty())
            {
                result += kBlankLine;
            }
            if (end < text.size())
            {
                result += '\n';
            }
        }
        begin = end + 1;
    }
    return result;
}

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
    std::map<std::string, std::unique_ptr<mustache::mustache>, std::less<>> parsed;

    mustache::mustache& get(const std::string& name);
};

mustache::mustache& Templates::State::get(const std::string& name)
{
    std::lock_guard lock(mutex);
    auto known = parsed.find(name);
    if (known != parsed.end())
    {
        return *known->second;
    }
    std::string path = directory + "/" + name + ".mustache";
    auto made = std::make_unique<mustache::mustache>(withoutTagLines(readTemplate(path)));
    if (!made->is_valid())
    {
        throw std::runtime_error("template " + path + ": " + made->error_message());
    }
    made->set_custom_escape([](const std::string& text) { return text; });
    return *parsed.emplace(name, std::move(made)).first->second;
}

Templates::Templates(std::string directory) : state_(new State{std::move(directory), {}, {}}) {}

Templates::~Templates() = default;

std::string Templates::render(const std::string& name, const nlohmann::json& data) const
{
    mustache::data converted = convert(data);
    std::string text;
    // Rendering changes the parsed template only when it fails, so threads may share it.
    state_->get(name).render(converted, [&](const std::string& piece) { text += piece; });
    std::erase(text, kBlankLine);
    return text;
}

}  // namespace ligature
