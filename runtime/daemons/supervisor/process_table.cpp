#include "runtime/daemons/supervisor/process_table.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

namespace ligature::supervisor
{

namespace
{

std::vector<pid_t> numbersIn(const std::string& folder)
{
    std::vector<pid_t> numbers;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    {
        const std::string name = entry->path().filename();
        if (name.find_first_not_of("0123456789") == std::string::npos)
        {
            numbers.push_back(static_cast<pid_t>(std::strtol(name.c_str(), nullptr, 10)));
        }
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

/// The value of a line of /proc/<pid>/status, white space in front cut off.
std::string statusLine(pid_t process, const std::string& key)
{
    std::ifstream in("/proc/" + std::to_string(process) + "/status");
    for (std::string line; std::getline(in, line);)
    {
        if (line.rfind(key + ":", 0) == 0)
        {
            return line.substr(std::min(line.size(), key.size() + 2));
        }
    }
    return "";
}

}  // namespace

std::vector<pid_t> descendantsOf(pid_t ancestor)
{
    std::multimap<pid_t, pid_t> children;
    for (const pid_t process : numbersIn("/proc"))
    {
        children.emplace(static_cast<pid_t>(std::strtol(statusLine(process, "PPid").c_str(), nullptr, 10)), process);
    }
    std::vector<pid_t> found{ancestor};
    for (size_t i = 0; i < found.size(); ++i)
    {
        const auto [first, last] = children.equal_range(found[i]);
        for (auto child = first; child != last; ++child)
        {
            found.push_back(child->second);
        }
    }
    found.erase(found.begin());
    return found;
}

std::string processName(pid_t process)
{
    std::ifstream in("/proc/" + std::to_string(process) + "/cmdline");
    std::string name;
    std::getline(in, name, '\0');
    name = name.substr(name.rfind('/') + 1);
    return name.empty() ? "?" : name;
}

std::vector<pid_t> threadsOf(pid_t process)
{
    return numbersIn("/proc/" + std::to_string(process) + "/task");
}

}  // namespace ligature::supervisor
