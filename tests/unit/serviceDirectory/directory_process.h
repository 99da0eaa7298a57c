// A real Service Directory in a root of its own, and a peer that speaks its protocol byte by byte.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "runtime/formats/directory_protocol.h"
#include "runtime/formats/target_layout.h"
#include "runtime/formats/unique_fd.h"
#include "tests/support/scratch_directory.h"

namespace ligature::test
{

class DirectoryProcess
{
public:
    /// Returns when it takes commands. Throws if it does not.
    DirectoryProcess();
    ~DirectoryProcess();
    DirectoryProcess(const DirectoryProcess&) = delete;
    DirectoryProcess& operator=(const DirectoryProcess&) = delete;

    const std::string& root() const { return scratch_.path(); }
    std::string userSocket() const { return layout_.runDirectory() + "/user/serviceDirectory"; }
    std::string appSocket(const std::string& app) const
    {
        return layout_.appSocketDirectory(app) + "/serviceDirectory";
    }

    /// One command on a connection of its own.
    nlohmann::json command(const nlohmann::json& request, int descriptor = -1) const;
    nlohmann::json list() const { return command({{"command", "list"}}); }
    /// Makes the socket of an app and tells the directory.
    void addApp(const std::string& app, uid_t uid) const;
    /// Binds interface to interface, both of the account that runs the test.
    void bind(const std::string& client, const std::string& server) const;
    void bindApps(const std::string& clientApp, const std::string& client, const std::string& serverApp,
                  const std::string& server) const;

    size_t openDescriptors() const;
    bool isRunning() const;
    /// What it has logged.
    std::string log() const;
    /// Waits until the log holds a text; false after some seconds.
    bool waitForLog(const std::string& text) const;

    /// Kills it, as a crash would.
    void kill();

    /// Lets it do nothing until goOn(): then it finds all that has come meanwhile.
    void stop() const;
    void goOn() const;

private:
    ScratchDirectory scratch_;
    formats::TargetLayout layout_;
    pid_t pid_ = -1;
};

/// Folder of the programs under test: the build tree's root.
std::string buildRoot();

/// The account that runs the test, as the directory calls it.
std::string ownAccount();

directory::Request makeRequest(directory::Kind kind, const std::string& interface,
                               const std::string& protocol = "proto", uint32_t size = 16, uint64_t token = 0);

/// Sends a request on a new connection.
formats::UniqueFd ask(const std::string& socket, const directory::Request& request);

/// The next reply, without a notice that came before; nothing if the connection ends or none comes within
/// `milliseconds`.
std::optional<directory::Reply> readReply(int fd, int milliseconds = 5000);
/// What a notice says if that is what comes next.
std::optional<directory::Result> readNotice(int fd, int milliseconds = 5000);
std::optional<directory::Result> readResult(int fd, int milliseconds = 5000);

struct ReceivedClient
{
    directory::HandOver handOver;
    formats::UniqueFd socket;
};
std::optional<ReceivedClient> readHandOver(int fd, int milliseconds = 5000);

/// True if the other end closes within some seconds.
bool isClosed(int fd);

/// Tries until it holds; false after some seconds.
template <typename Condition>
bool eventually(Condition condition);

bool pollOnce(int fd, int milliseconds);
void pauseBriefly();

template <typename Condition>
bool eventually(Condition condition)
{
    for (int i = 0; i < 1000; ++i)
    {
        if (condition())
        {
            return true;
        }
        pauseBriefly();
    }
    return false;
}

}  // namespace ligature::test
