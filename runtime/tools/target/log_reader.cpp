#include "runtime/tools/target/log_reader.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "runtime/formats/unique_fd.h"

namespace ligature::tools
{

namespace
{

using formats::UniqueFd;

class Printer
{
public:
    explicit Printer(const std::string& app) : app_(app) {}

    /// Everything from the file's present position to its end. False if nobody listens any more.
    bool print(const UniqueFd& file)
    {
        char piece[65536];
        for (ssize_t got = 0; (got = ::read(file.get(), piece, sizeof(piece))) > 0;)
        {
            rest_.append(piece, static_cast<size_t>(got));
            size_t start = 0;
            for (size_t end = 0; (end = rest_.find('\n', start)) != std::string::npos; start = end + 1)
            {
                const std::string_view line(rest_.data() + start, end + 1 - start);
                if (isLineOf(line, app_))
                {
                    std::fwrite(line.data(), 1, line.size(), stdout);
                }
            }
            rest_.erase(0, start);
        }
        return std::fflush(stdout) == 0;
    }

private:
    const std::string& app_;
    std::string rest_;
};

UniqueFd openFile(const std::string& path)
{
    return UniqueFd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
}

bool isSameFile(const UniqueFd& file, const std::string& path)
{
    struct stat open
    {
    };
    struct stat named
    {
    };
    return ::fstat(file.get(), &open) == 0 && ::stat(path.c_str(), &named) == 0 && open.st_ino == named.st_ino &&
           open.st_dev == named.st_dev;
}

}  // namespace

bool isLineOf(std::string_view line, const std::string& app)
{
    constexpr size_t kStamp = sizeof("Nov 22 14:00:43 ") - 1;
    if (app.empty())
    {
        return true;
    }
    const std::string mark = app + " : ";
    return line.size() > kStamp && line.substr(kStamp, mark.size()) == mark;
}

bool isLogCommand(const std::string& word)
{
    constexpr std::array<std::string_view, 5> kCommands{"list", "level", "trace", "stoptrace", "forget"};
    return std::find(kCommands.begin(), kCommands.end(), word) != kCommands.end();
}

int showLog(const formats::TargetLayout& layout, const std::string& app, bool follow)
{
    if (isLogCommand(app))
    {
        std::fprintf(stderr, "log: '%s' is not supported yet\n", app.c_str());
        return 2;
    }
    const std::string path = layout.logFile();
    // Before reading, so that nothing is missed in between.
    const UniqueFd changes(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    const bool watching = follow && ::inotify_add_watch(changes.get(), layout.logDirectory().c_str(),
                                                        IN_MODIFY | IN_CREATE | IN_MOVED_TO) >= 0;
    Printer printer(app);
    bool any = false;
    for (int i = 9; i > 0; --i)
    {
        const UniqueFd older = openFile(path + "." + std::to_string(i));
        any |= static_cast<bool>(older);
        if (older && !printer.print(older))
        {
            return 1;
        }
    }
    UniqueFd file = openFile(path);
    if (!file && !any)
    {
        std::fprintf(stderr, "log: %s: %s: %s\n", errno == ENOENT ? "there is no log yet" : "the log cannot be read",
                     path.c_str(), std::strerror(errno));
        return 1;
    }
    bool listening = !file || printer.print(file);
    while (follow && listening)
    {
        // Without a watch (the folder is on a strange file system) look twice a second. POLLERR on standard output: the
        // reader of a pipe has gone.
        pollfd wait[2] = {{changes.get(), POLLIN, 0}, {STDOUT_FILENO, 0, 0}};
        ::poll(wait, 2, watching ? 5000 : 500);
        char events[4096];
        while (::read(changes.get(), events, sizeof(events)) > 0)
        {
        }
        listening = (wait[1].revents & (POLLERR | POLLHUP)) == 0 && (!file || printer.print(file));
        if (listening && !isSameFile(file, path))
        {
            if (UniqueFd next = openFile(path))
            {
                file = std::move(next);
                listening = printer.print(file);
            }
        }
    }
    return listening ? 0 : 1;
}

}  // namespace ligature::tools
