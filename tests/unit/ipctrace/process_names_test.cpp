// Which app the other side of a message belongs to.
#include "runtime/tools/ipctrace/process_names.h"

#include <poll.h>
#include <sys/socket.h>

#include <filesystem>
#include <thread>

#include <gtest/gtest.h>

#include "runtime/formats/control.h"
#include "tests/support/scratch_directory.h"

namespace ligature::ipctrace
{
namespace
{

/// Knows of no process when it is asked first, and then of process 42 of the app `late`.
class Supervisor
{
public:
    explicit Supervisor(const formats::TargetLayout& layout)
    {
        std::filesystem::create_directories(layout.runDirectory());
        listener_ = formats::listenUnix(layout.supervisorSocket(), SOCK_STREAM, 0600);
        thread_ = std::thread([this] { serve(); });
    }
    ~Supervisor()
    {
        ::shutdown(listener_.get(), SHUT_RDWR);  // wait() ends
        thread_.join();
    }
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;

private:
    void serve()
    {
        nlohmann::json apps = nlohmann::json::array();
        for (;;)
        {
            wait(listener_.get());
            formats::UniqueFd socket(::accept(listener_.get(), nullptr, nullptr));
            if (!socket)
            {
                return;
            }
            formats::ControlConnection connection(std::move(socket));
            wait(connection.fd());
            formats::ControlMessage question;
            EXPECT_EQ(connection.receive(question), formats::ControlConnection::Status::Message);
            connection.send({{"ok", true}, {"apps", apps}});
            apps = {{{"name", "late"}, {"processes", {{{"pid", 42}}}}}};
        }
    }

    static void wait(int fd)
    {
        pollfd item{fd, POLLIN, 0};
        ::poll(&item, 1, -1);
    }

    formats::UniqueFd listener_;
    std::thread thread_;
};

// Programs that belong to no app are asked about for ever.
TEST(ProcessNames, AStrangerDoesNotDelayTheNameOfAnAppThatStarts)
{
    const test::ScratchDirectory scratch;
    const formats::TargetLayout layout{scratch.path()};
    const Supervisor supervisor(layout);
    ProcessNames names(layout);
    EXPECT_EQ(names.appOf(7), "");
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    EXPECT_EQ(names.appOf(7), "");
    EXPECT_EQ(names.appOf(42), "late");
}

}  // namespace
}  // namespace ligature::ipctrace
