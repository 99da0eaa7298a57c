// Follows one app: as long as a Listener lives, the app's processes send what they trace.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "runtime/formats/trace.h"
#include "runtime/formats/unique_fd.h"
#include "runtime/tools/ipctrace/source.h"

namespace ligature::ipctrace
{

/// A record and who sent it, as the kernel knows it.
struct Seen
{
    trace::Record record;
    std::string app;  ///< or `<account>`
    pid_t pid = 0;    ///< outside the sandbox
};

/// Not thread safe. Different apps may be followed at the same time, one app by one Listener on the machine.
class Listener
{
public:
    /// Processes that are followed at a time: an app must not take all descriptors.
    static constexpr size_t kMostProcesses = 256;

    /// Switches tracing on. Throws std::runtime_error: followed by somebody else, or not allowed.
    explicit Listener(Source source);
    /// Switches it off.
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    /// Readable when receive() has something to do.
    int fd() const { return epoll_.get(); }
    /// Whether the folder was removed: the app belongs to no running system any more.
    bool isGone() const;

    /// Adds the records that are there, some of each process in turn. Does not wait.
    void receive(std::vector<Seen>& records);
    /// Whether processes have to wait, because there are no more descriptors for their connections. What they send
    /// meanwhile waits with them, as far as there is room. fd() is not readable for them until acceptAgain().
    bool lacksDescriptors() const { return lacksDescriptors_; }
    /// The same where as many are followed as may be.
    bool isFull() const { return isFull_; }
    /// Lets the next receive() try them again.
    void acceptAgain();
    /// Connections that ended because of a record that made no sense.
    uint64_t badRecords() const { return badRecords_; }

private:
    struct Process
    {
        formats::UniqueFd socket;
        std::string app;
        pid_t pid;
    };

    struct Unmap
    {
        void operator()(trace::Switch* page) const;
    };

    void openSwitch();
    void accept();
    bool receiveFrom(Process& process, std::vector<Seen>& records);
    void watch(int fd);
    void watchListener(bool isOn);

    Source source_;
    formats::UniqueFd folder_;  ///< locked
    formats::UniqueFd traceFolder_;
    std::unique_ptr<trace::Switch, Unmap> switch_;
    formats::UniqueFd listener_;
    formats::UniqueFd epoll_;
    std::map<int, Process> processes_;  ///< by descriptor
    uint64_t badRecords_ = 0;
    bool lacksDescriptors_ = false;
    bool isFull_ = false;
};

}  // namespace ligature::ipctrace
