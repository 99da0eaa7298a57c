#include "mksys/survey/workers.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <optional>
#include <stdexcept>

namespace ligature::survey
{

namespace
{

using Clock = std::chrono::steady_clock;

/// A worker does the items first, first + step, ... and writes a line for each.
struct Worker
{
    pid_t pid = -1;
    int fd = -1;
    size_t next = 0;  ///< the item it is at
    size_t step = 1;
    std::string buffer;
    Clock::time_point since;
};

Worker startWorker(size_t first, size_t step, size_t count, const std::function<std::string(size_t)>& work)
{
    int ends[2];
    if (pipe(ends) != 0)
    {
        throw std::runtime_error("cannot make a pipe");
    }
    const pid_t pid = fork();
    if (pid < 0)
    {
        throw std::runtime_error("cannot make a worker process");
    }
    if (pid == 0)
    {
        close(ends[0]);
        for (size_t item = first; item < count; item += step)
        {
            const std::string line = work(item) + "\n";
            for (size_t sent = 0; sent < line.size();)
            {
                const ssize_t written = write(ends[1], line.data() + sent, line.size() - sent);
                if (written < 0 && errno != EINTR)
                {
                    _exit(1);
                }
                sent += written > 0 ? static_cast<size_t>(written) : 0;
            }
        }
        _exit(0);
    }
    close(ends[1]);
    return {pid, ends[0], first, step, {}, Clock::now()};
}

void endWorker(Worker& worker)
{
    close(worker.fd);
    while (waitpid(worker.pid, nullptr, 0) < 0 && errno == EINTR)
    {
    }
    worker.fd = -1;
}

}  // namespace

std::vector<WorkResult> runWorkers(size_t count, unsigned processes, int secondsPerItem,
                                   const std::function<std::string(size_t)>& work,
                                   const std::function<void(size_t done)>& finished)
{
    std::vector<WorkResult> results(count);
    std::vector<Worker> workers;
    size_t done = 0;
    const size_t step = processes == 0 ? 1 : processes;
    for (size_t first = 0; first < step && first < count; ++first)
    {
        workers.push_back(startWorker(first, step, count, work));
    }
    const auto complete = [&](Worker& worker, WorkResult result)
    {
        results[worker.next] = std::move(result);
        worker.next += worker.step;
        worker.since = Clock::now();
        finished(++done);
    };

    while (done < count)
    {
        std::vector<pollfd> files;
        files.reserve(workers.size());
        for (const Worker& worker : workers)
        {
            files.push_back({worker.fd, POLLIN, 0});
        }
        if (poll(files.data(), files.size(), 200) < 0 && errno != EINTR)
        {
            throw std::runtime_error("cannot wait for the worker processes");
        }
        for (size_t i = 0; i < workers.size(); ++i)
        {
            Worker& worker = workers[i];
            if (worker.fd < 0)
            {
                continue;
            }
            bool ended = false;
            if ((files[i].revents & (POLLIN | POLLHUP)) != 0)
            {
                char buffer[65536];
                const ssize_t got = read(worker.fd, buffer, sizeof(buffer));
                ended = got == 0 || (got < 0 && errno != EINTR);
                worker.buffer.append(buffer, got > 0 ? static_cast<size_t>(got) : 0);
                for (size_t end = worker.buffer.find('\n'); end != std::string::npos; end = worker.buffer.find('\n'))
                {
                    complete(worker, {WorkResult::How::done, worker.buffer.substr(0, end)});
                    worker.buffer.erase(0, end + 1);
                }
            }
            std::optional<WorkResult::How> failure;
            if (ended && worker.next < count)
            {
                failure = WorkResult::How::crashed;
            }
            else if (!ended && worker.next < count &&
                     Clock::now() - worker.since > std::chrono::seconds(secondsPerItem))
            {
                kill(worker.pid, SIGKILL);
                failure = WorkResult::How::timedOut;
            }
            if (failure)
            {
                endWorker(worker);
                complete(worker, {*failure, ""});
                if (worker.next < count)
                {
                    worker = startWorker(worker.next, worker.step, count, work);
                }
            }
            else if (ended)
            {
                endWorker(worker);
            }
        }
    }
    for (Worker& worker : workers)
    {
        if (worker.fd >= 0)
        {
            endWorker(worker);
        }
    }
    return results;
}

}  // namespace ligature::survey
