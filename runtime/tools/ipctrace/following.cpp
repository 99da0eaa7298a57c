#include "runtime/tools/ipctrace/following.h"

#include <poll.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "runtime/tools/ipctrace/text.h"

namespace ligature::ipctrace
{

namespace
{

constexpr int kLookAroundPause = 500;  ///< milliseconds
/// How long a record waits for earlier ones of other processes, and how often it is looked whether it has,
/// milliseconds.
constexpr uint64_t kSortingTime = 20;
constexpr int kSortingPause = 10;
constexpr uint64_t kMillisecond = 1'000'000;  ///< nanoseconds

uint64_t nanosecondsOf(clockid_t clock)
{
    timespec time{};
    ::clock_gettime(clock, &time);
    return static_cast<uint64_t>(time.tv_sec) * 1'000'000'000U + static_cast<uint64_t>(time.tv_nsec);
}

}  // namespace

Following::Following(formats::TargetLayout layout, Wishes wishes)
    : layout_(layout), wishes_(std::move(wishes)), names_(std::move(layout))
{
}

void Following::start()
{
    const std::vector<Source> sources = sourcesOf(layout_);
    for (const std::string& app : wishes_.apps)
    {
        const auto found =
            std::find_if(sources.begin(), sources.end(), [&](const Source& source) { return source.name == app; });
        if (found == sources.end())
        {
            throw std::runtime_error(
                fmt::format("the running system has no app '{}' (ipctrace list shows those it has)", app));
        }
        listeners_[app] = std::make_unique<Listener>(*found);
    }
    if (wishes_.apps.empty())
    {
        lookAround();
    }
    if (listeners_.empty())
    {
        throw std::runtime_error("there is nobody to follow");
    }
}

void Following::follow(const Source& source)
{
    try
    {
        listeners_[source.name] = std::make_unique<Listener>(source);
        refused_.erase(source.name);
    }
    catch (const std::exception& error)
    {
        if (refused_.insert(source.name).second)
        {
            fmt::print(stderr, "ipctrace: {}\n", error.what());
        }
    }
}

/// Apps come and go with systems.
void Following::lookAround()
{
    for (auto at = listeners_.begin(); at != listeners_.end();)
    {
        if (at->second->isGone())
        {
            countBad(*at->second);
            at = listeners_.erase(at);
        }
        else
        {
            at->second->acceptAgain();
            ++at;
        }
    }
    std::vector<Source> sources;
    try
    {
        sources = sourcesOf(layout_);
    }
    catch (const std::runtime_error&)
    {
        return;  // the framework may come back
    }
    for (const Source& source : sources)
    {
        const bool isWanted = wishes_.apps.empty() || wishes_.apps.contains(source.name);
        if (isWanted && !listeners_.contains(source.name))
        {
            follow(source);
        }
    }
}

void Following::add(const Seen& seen, uint64_t clockOffset)
{
    const uint64_t time = seen.record.time + clockOffset;
    if (seen.record.lost > 0)
    {
        lost_ += seen.record.lost;
        text_ += (wishes_.json ? lossJsonLine(seen, time) : lossTextLine(seen, time)) + '\n';
    }
    const std::string& interface = wishes_.interface;
    if (interface.empty() || seen.record.interface == interface || seen.record.api == interface)
    {
        const std::string peer = seen.record.peer > 0 ? names_.appOf(seen.record.peer) : "";
        text_ += (wishes_.json ? jsonLine(seen, time, peer) : textLine(seen, time, peer)) + '\n';
        ++shown_;
    }
}

/// Prints what happened up to a time, in the order it happened.
Written Following::showUntil(uint64_t end, int signals)
{
    std::stable_sort(records_.begin(), records_.end(),
                     [](const Seen& a, const Seen& b) { return a.record.time < b.record.time; });
    const uint64_t offset = nanosecondsOf(CLOCK_REALTIME) - nanosecondsOf(CLOCK_MONOTONIC);
    auto seen = records_.begin();
    for (; seen != records_.end() && seen->record.time <= end && !isEnough(); ++seen)
    {
        add(*seen, offset);
    }
    records_.erase(records_.begin(), seen);
    const Written written = writeLines(STDOUT_FILENO, signals, text_);
    text_.clear();
    return written;
}

void Following::receive()
{
    const size_t before = records_.size();
    for (const auto& [name, listener] : listeners_)
    {
        listener->receive(records_);
        if (listener->lacksDescriptors())
        {
            tellOfShortage(name);
        }
        if (listener->isFull())
        {
            tellOfFullness(name);
        }
    }
    const uint64_t now = nanosecondsOf(CLOCK_MONOTONIC);
    std::for_each(records_.begin() + static_cast<std::ptrdiff_t>(before), records_.end(),
                  [&](Seen& seen)
                  {
                      // Times are what processes say: none lies ahead.
                      seen.record.time = std::min(seen.record.time, now);
                      // What is shown first may have this process on its other side.
                      names_.learn(seen.pid, seen.app);
                  });
}

void Following::tellOfShortage(const std::string& app)
{
    if (!std::exchange(hasToldOfShortage_, true))
    {
        fmt::print(stderr,
                   "ipctrace: no more descriptors (ulimit -n): processes that {} starts now are shown when others have "
                   "ended\n",
                   app);
    }
}

void Following::tellOfFullness(const std::string& app)
{
    if (full_.insert(app).second)
    {
        fmt::print(
            stderr,
            "ipctrace: {} processes of {} are followed, which is the most: what it starts now is shown when others "
            "have ended\n",
            Listener::kMostProcesses, app);
    }
}

int Following::run(int signals)
{
    start();
    Written written = Written::all;
    uint64_t nextLook = nanosecondsOf(CLOCK_MONOTONIC);
    while (written == Written::all && !isEnough())
    {
        if (nanosecondsOf(CLOCK_MONOTONIC) >= nextLook)
        {
            lookAround();
            nextLook = nanosecondsOf(CLOCK_MONOTONIC) + kLookAroundPause * kMillisecond;
        }
        // POLLERR on standard output: the reader of a pipe has gone.
        std::vector<pollfd> waits = {{signals, POLLIN, 0}, {STDOUT_FILENO, 0, 0}};
        for (const auto& [name, listener] : listeners_)
        {
            waits.push_back({listener->fd(), POLLIN, 0});
        }
        ::poll(waits.data(), waits.size(), records_.empty() ? kLookAroundPause : kSortingPause);
        // What comes while others are received may be later than what they have yet to send.
        const uint64_t begin = nanosecondsOf(CLOCK_MONOTONIC);
        receive();
        const bool isOver = waits[0].revents != 0;
        written = showUntil(isOver ? nanosecondsOf(CLOCK_MONOTONIC) : begin - kSortingTime * kMillisecond, signals);
        if ((waits[1].revents & (POLLERR | POLLHUP)) != 0)
        {
            written = Written::unread;
        }
        if (isOver)
        {
            break;
        }
    }
    for (const auto& [name, listener] : listeners_)
    {
        countBad(*listener);
    }
    listeners_.clear();
    if (lost_ > 0 || bad_ > 0)
    {
        fmt::print(stderr, "ipctrace: {} shown, {} lost, {} that made no sense\n", shown_, lost_, bad_);
    }
    return written == Written::unread ? 1 : 0;
}

}  // namespace ligature::ipctrace
