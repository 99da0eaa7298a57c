// Client and server of beacon.api in one process, and a follower of what they say.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include <gtest/gtest.h>

#include "beacon_server.h"
#include "lamp_async.h"
#include "quiet_interface.h"
#include "runtime/formats/unix_socket.h"
#include "runtime/tools/ipctrace/listener.h"
#include "tests/support/scratch_directory.h"
#include "tests/unit/messaging/loop_thread.h"
#include "tests/unit/serviceDirectory/directory_process.h"

namespace ligature::test
{

using ligature::ipctrace::Listener;
using ligature::ipctrace::Seen;
using ligature::trace::Event;

/// GetName() is answered when the next one comes. Of the server's thread.
inline bool holdsNames = false;

inline const std::vector<Event> kOneCall = {Event::CallSent, Event::CallReceived, Event::AnswerSent,
                                            Event::AnswerReceived};

/// Says that the process has made one call of `late.Call`: when, to whom, in which session. False: no room.
inline bool sendRecord(const formats::UniqueFd& socket, uint64_t time, pid_t peer, uint32_t session)
{
    alignas(trace::Header) char record[trace::kRecordLimit] = {};
    auto* header = new (record) trace::Header{};
    header->magic = trace::kMagic;
    header->version = trace::kVersion;
    header->event = static_cast<uint8_t>(Event::CallSent);
    header->time = time;
    header->session = session;
    header->call = 1;
    header->peer = peer;
    const size_t size = trace::appendNames(header, "late", "late", "Call");
    return ::send(socket.get(), record, size, MSG_NOSIGNAL | MSG_DONTWAIT) == static_cast<ssize_t>(size);
}

/// A connection to the follower that has sent one such record.
inline formats::UniqueFd connectAndSend(const std::string& path, uint64_t time = 1, pid_t peer = 0)
{
    formats::UniqueFd socket = formats::connectUnix(path, SOCK_SEQPACKET);
    EXPECT_TRUE(sendRecord(socket, time, peer, 1));
    return socket;
}

class Trace : public testing::Test
{
protected:
    struct World
    {
        DirectoryProcess directory;
        LoopThread server;
        LoopThread client;
    };

    static void SetUpTestSuite()
    {
        world_ = new World;
        setenv("LIGATURE_SERVICE_DIRECTORY", world_->directory.userSocket().c_str(), 1);
        world_->directory.bind("lamp", "beacon");
        world_->directory.bind("quiet", "beacon");
        world_->server.run(beacon_AdvertiseService);
        world_->client.run(
            []
            {
                lamp_ConnectService();
                quiet_ConnectService();
            });
    }
    static void TearDownTestSuite()
    {
        delete world_;
        world_ = nullptr;
    }

    static ligature::ipctrace::Source source()
    {
        return {ligature::ipctrace::kUsers, world_->directory.root() + "/run/user"};
    }
    static std::string listenerPath() { return source().folder + "/trace/listener"; }
    static uint32_t generation()
    {
        uint32_t value = 0;
        std::memcpy(&value, ligature::test::readText(source().folder + "/trace/switch").data(), sizeof(value));
        return value;
    }

    static void setLevel(int times = 1)
    {
        world_->client.run(
            [&]
            {
                for (int i = 0; i < times; ++i)
                {
                    EXPECT_EQ(lamp_SetLevel(3), LE_OK);
                }
            });
    }

    /// All records until `count` are there, in the order they happened.
    static std::vector<Seen> collect(Listener& listener, size_t count)
    {
        std::vector<Seen> records;
        EXPECT_TRUE(eventually(
            [&]
            {
                listener.receive(records);
                return records.size() >= count;
            }));
        EXPECT_EQ(records.size(), count);
        std::stable_sort(records.begin(), records.end(),
                         [](const Seen& a, const Seen& b) { return a.record.time < b.record.time; });
        return records;
    }

    static std::vector<Event> eventsOf(const std::vector<Seen>& records)
    {
        std::vector<Event> events;
        for (const Seen& seen : records)
        {
            events.push_back(seen.record.event);
        }
        return events;
    }

    /// `ipctrace --all` as a process that prints to these descriptors, following when this returns.
    static pid_t startTool(int out, int err)
    {
        const std::string program = ligature::test::buildRoot() + "/bin/ipctrace";
        const pid_t pid = ::fork();
        if (pid == 0)
        {
            ::dup2(out, STDOUT_FILENO);
            ::dup2(err, STDERR_FILENO);
            ::execl(program.c_str(), program.c_str(), "--root", world_->directory.root().c_str(), "--all", nullptr);
            ::_exit(127);
        }
        EXPECT_TRUE(eventually([] { return generation() != 0; }));
        return pid;
    }

    /// The same printing to where the test prints, or to the files `stdout` and `stderr` of a folder.
    static pid_t startTool() { return startTool(STDOUT_FILENO, STDERR_FILENO); }
    static pid_t startTool(const std::string& folder)
    {
        constexpr int kFlags = O_WRONLY | O_CREAT | O_CLOEXEC;
        const formats::UniqueFd out(::open((folder + "/stdout").c_str(), kFlags, 0600));
        const formats::UniqueFd err(::open((folder + "/stderr").c_str(), kFlags, 0600));
        return startTool(out.get(), err.get());
    }

    static inline World* world_ = nullptr;
};

}  // namespace ligature::test
