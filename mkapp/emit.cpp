#include "mkapp/emit.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <set>

#include "grammar/parallel.h"
#include "grammar/world.h"
#include "mkapp/ninja.h"
#include "mkapp/pack_plan.h"

namespace ligature::mkapp
{
namespace
{

[[noreturn]] void fail(const char* what, const std::string& path)
{
    throw EmitError("cannot " + std::string(what) + " '" + path + "': " + std::strerror(errno));
}

void makeDirectories(const std::string& path)
{
    if (::mkdir(path.c_str(), 0777) == 0 || errno == EEXIST)
    {
        return;
    }
    if (errno != ENOENT)
    {
        fail("make the directory", path);
    }
    makeDirectories(directoryOf(path));
    if (::mkdir(path.c_str(), 0777) != 0 && errno != EEXIST)
    {
        fail("make the directory", path);
    }
}

bool holds(int file, const std::string& text)
{
    struct stat status;
    if (::fstat(file, &status) != 0 || static_cast<size_t>(status.st_size) != text.size())
    {
        return false;
    }
    std::string old(text.size(), '\0');
    size_t filled = 0;
    while (filled < old.size())
    {
        const ssize_t count = ::read(file, old.data() + filled, old.size() - filled);
        if (count <= 0)
        {
            return false;
        }
        filled += static_cast<size_t>(count);
    }
    return old == text;
}

}  // namespace

bool writeIfChanged(const std::string& path, const std::string& text)
{
    const int old = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (old >= 0)
    {
        const bool same = holds(old, text);
        ::close(old);
        if (same)
        {
            return false;
        }
    }
    int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0 && errno == ENOENT)
    {
        makeDirectories(directoryOf(path));
        file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    }
    if (file < 0)
    {
        fail("write", path);
    }
    for (size_t done = 0; done < text.size();)
    {
        const ssize_t count = ::write(file, text.data() + done, text.size() - done);
        if (count < 0 && errno == EINTR)
        {
            continue;
        }
        if (count < 0)
        {
            const int reason = errno;
            ::close(file);
            errno = reason;
            fail("write", path);
        }
        done += static_cast<size_t>(count);
    }
    if (::close(file) != 0)
    {
        fail("write", path);
    }
    return true;
}

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
