// Who may look at whom: every #include goes along an arrow of CONTRIBUTING.md, and no header reaches itself.
#include <filesystem>
#include <functional>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/support/scratch_directory.h"

namespace fs = std::filesystem;

namespace
{

const std::string kRoot = LIGATURE_SOURCE_DIRECTORY;

/// Rooms and the rooms they may include from, besides themselves.
const std::map<std::string, std::set<std::string>> kArrows = {
    {"grammar", {}},
    {"templates", {}},
    {"ifgen", {"grammar", "templates", "runtime/formats"}},
    {"mkapp", {"grammar", "templates", "ifgen", "runtime/formats"}},
    {"mksys", {"grammar", "templates", "ifgen", "mkapp", "runtime/formats"}},
    {"runtime/include", {}},
    {"runtime/formats", {}},
    {"runtime/lib", {"runtime/include", "runtime/formats"}},
    {"runtime/daemons", {"runtime/include", "runtime/lib", "runtime/formats"}},
    {"runtime/tools", {"runtime/include", "runtime/lib", "runtime/formats", "runtime/daemons"}},
};

std::string roomOf(const std::string& path)
{
    for (const auto& [room, arrows] : kArrows)
    {
        if (path.starts_with(room + "/"))
        {
            return room;
        }
    }
    return "";
}

/// Path of each source file below the root, and the files of the repository that it includes.
std::map<std::string, std::set<std::string>> includes()
{
    static const std::regex line("^#include \"([^\"]+)\"");
    std::map<std::string, std::set<std::string>> all;
    for (const auto& [room, arrows] : kArrows)
    {
        for (const auto& entry : fs::recursive_directory_iterator(kRoot + "/" + room))
        {
            const std::string extension = entry.path().extension();
            if (!entry.is_regular_file() || (extension != ".h" && extension != ".cpp" && extension != ".c"))
            {
                continue;
            }
            const std::string path = fs::relative(entry.path(), kRoot);
            std::istringstream text(ligature::test::readText(entry.path()));
            std::set<std::string>& included = all[path];
            for (std::string one; std::getline(text, one);)
            {
                std::smatch match;
                if (!std::regex_search(one, match, line))
                {
                    continue;
                }
                for (const std::string& candidate :
                     {match[1].str(), fs::path(path).parent_path().string() + "/" + match[1].str()})
                {
                    if (fs::exists(kRoot + "/" + candidate))
                    {
                        included.insert(candidate);
                        break;
                    }
                }
            }
        }
    }
    return all;
}

TEST(House, EveryIncludeGoesAlongAnArrow)
{
    const auto all = includes();
    ASSERT_GT(all.size(), 100u);
    for (const auto& [file, included] : all)
    {
        const std::string from = roomOf(file);
        for (const std::string& other : included)
        {
            const std::string to = roomOf(other);
            EXPECT_TRUE(to == from || kArrows.at(from).contains(to)) << file << " includes " << other;
        }
    }
}

TEST(House, NoHeaderReachesItself)
{
    const auto all = includes();
    std::map<std::string, int> state;  // 1: being visited, 2: done
    std::function<void(const std::string&)> visit = [&](const std::string& file)
    {
        state[file] = 1;
        for (const std::string& other : all.contains(file) ? all.at(file) : std::set<std::string>{})
        {
            EXPECT_NE(1, state[other]) << file << " includes " << other << ", which reaches it";
            if (state[other] == 0)
            {
                visit(other);
            }
        }
        state[file] = 2;
    };
    for (const auto& [file, included] : all)
    {
        if (state[file] == 0)
        {
            visit(file);
        }
    }
}

}  // namespace
