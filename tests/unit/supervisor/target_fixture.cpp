#include "tests/unit/supervisor/target_fixture.h"

#include "tests/support/reachable.h"

#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "runtime/formats/pack.h"

namespace ligature::supervisor
{

namespace
{

// Not 65534: so everybody is called in a user namespace that nobody has a name in, which hides who forgot the name.
constexpr uid_t kUser = 1;

std::string program(const std::string& name)
{
    // <build>/test/<this program>
    const std::filesystem::path build =
        test::reachableBuild(std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path());
    return name == "probe" || name == "forbid_namespaces" ? build / "test" / name : build / "bin" / name;
}

/// The process that runs the program of that name for a target; 0 if there is none.
pid_t processWith(const std::string& program, const std::string& root)
{
    for (const auto& entry : std::filesystem::directory_iterator("/proc"))
    {
        const std::string name = entry.path().filename();
        std::error_code error;
        if (name.find_first_not_of("0123456789") != std::string::npos ||
            !std::filesystem::read_symlink(entry.path() / "exe", error).string().ends_with(program))
        {
            continue;
        }
        std::ifstream in(entry.path() / "cmdline");
        for (std::string argument; std::getline(in, argument, '\0');)
        {
            if (argument == root)
            {
                return static_cast<pid_t>(std::stol(name));
            }
        }
    }
    return 0;
}

}  // namespace

formats::AppManifest probeApp(const std::string& name, const std::vector<std::string>& arguments)
{
    formats::AppManifest app;
    app.name = name;
    app.target = "localhost";
    formats::ProcessEntry process;
    process.name = name;
    process.arguments = {"probe"};
    process.arguments.insert(process.arguments.end(), arguments.begin(), arguments.end());
    app.processes.push_back(process);
    formats::FileEntry file;
    file.path = "bin/probe";
    file.mode = 0755;
    app.files.push_back(file);
    return app;
}

formats::FileEntry bundled(const std::string& path, bool writeable)
{
    formats::FileEntry file;
    file.path = path;
    file.mode = 0644;
    file.writeable = writeable;
    return file;
}

formats::RequiredObject required(const std::string& kind, const std::string& source, const std::string& destination,
                                 bool writeable)
{
    formats::RequiredObject object;
    object.kind = kind;
    object.source = source;
    object.destination = destination;
    object.read = true;
    object.write = writeable;
    return object;
}

void TargetTest::SetUp()
{
    if (asUser() && ::getuid() == 0)
    {
        options_.user = kUser;
    }
    else if (!asUser() && ::getuid() != 0)
    {
        GTEST_SKIP() << "needs root";
    }
    layout_.root = scratch_.path() + "/target";
    std::filesystem::create_directory(layout_.root);
    if (options_.user)
    {
        ASSERT_EQ(::chown(layout_.root.c_str(), kUser, kUser), 0);
    }
    options_.variables = {{"LIGATURE_TARGET_ROOT", layout_.root}, {"LE_PROBATION_MS", "300"}};
}

void TargetTest::TearDown()
{
    if (!layout_.root.empty())
    {
        tool({"legato", "stop"});
    }
}

test::Outcome TargetTest::install(const std::vector<formats::AppManifest>& apps)
{
    return tool({"update", pack(apps)});
}

std::string TargetTest::pack(const std::vector<formats::AppManifest>& apps)
{
    formats::SystemManifest system;
    system.name = "test";
    system.target = "localhost";
    std::map<std::string, std::string> packs;
    for (const auto& app : apps)
    {
        formats::ContentSources sources;
        for (const auto& file : app.files)
        {
            sources[file.path] =
                file.path == "bin/probe" ? program("probe") : scratch_.write("content/" + file.path, file.path + "\n");
        }
        const std::string pack = scratch_.path() + "/" + app.name + std::to_string(++packs_) + ".app";
        formats::writeAppPack(app, sources, pack);
        packs[app.name] = pack;
        formats::SystemAppEntry entry;
        entry.name = app.name;
        system.apps.push_back(entry);
    }
    const std::string pack = scratch_.path() + "/system" + std::to_string(++packs_) + ".update";
    formats::writeSystemPack(system, {}, packs, pack);
    ::chmod(pack.c_str(), 0644);
    return pack;
}

test::Outcome TargetTest::tool(const std::vector<std::string>& arguments, const std::string& before)
{
    auto command = arguments;
    command[0] = program(command[0]);
    if (!before.empty())
    {
        const std::vector<std::string> shell = {"sh", "-c", before + "\nexec \"$@\"", "sh"};
        command.insert(command.begin(), shell.begin(), shell.end());
    }
    if (namespacesForbidden_)
    {
        command.insert(command.begin(), program("forbid_namespaces"));
    }
    return test::run(command, options_);
}

std::vector<std::string> TargetTest::logOf(const std::string& app)
{
    constexpr size_t kStamp = sizeof("Nov 22 14:00:43 ") - 1;
    std::vector<std::string> lines;
    std::ifstream in(layout_.logFile());
    for (std::string line; std::getline(in, line);)
    {
        line.erase(0, kStamp);
        if (app.empty())
        {
            lines.push_back(line);
        }
        else if (line.rfind(app + " : ", 0) == 0)
        {
            lines.push_back(line.substr(app.size() + 3));
        }
    }
    return lines;
}

std::vector<std::string> TargetTest::printedBy(const std::string& app)
{
    auto lines = logOf(app);
    for (auto& line : lines)
    {
        line.erase(0, line.find("] | ") + 4);
    }
    return lines;
}

int TargetTest::waitForLog(const std::string& app, const std::string& text, int count)
{
    int found = 0;
    for (int i = 0; i < 1000; ++i)
    {
        found = 0;
        for (const auto& line : logOf(app))
        {
            found += line.find(text) != std::string::npos;
        }
        if (found >= count)
        {
            break;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return found;
}

pid_t TargetTest::pidOf(const std::string& app, const std::string& process)
{
    const std::string mark = "    " + (process.empty() ? app : process) + "[";
    const std::string text = tool({"app", "info", app}).out;
    const auto at = text.find(mark);
    return at == std::string::npos ? 0 : static_cast<pid_t>(std::stol(text.substr(at + mark.size())));
}

std::vector<pid_t> TargetTest::processesOf(const std::string& app)
{
    std::vector<pid_t> pids;
    std::istringstream in(tool({"app", "info", app}).out);
    for (std::string line; std::getline(in, line);)
    {
        const auto at = line.find('[');
        if (line.rfind("    ", 0) == 0 && at != std::string::npos)
        {
            pids.push_back(static_cast<pid_t>(std::stol(line.substr(at + 1))));
        }
    }
    return pids;
}

pid_t TargetTest::supervisorPid()
{
    return processWith("/supervisor", layout_.root);
}

pid_t TargetTest::daemonPid(const std::string& name)
{
    return processWith("/" + name, layout_.root);
}

bool eventually(const std::function<bool()>& question)
{
    for (int i = 0; i < 500; ++i)
    {
        if (question())
        {
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return false;
}

}  // namespace ligature::supervisor
