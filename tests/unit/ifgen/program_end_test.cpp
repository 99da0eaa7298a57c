// The ifgen program when it is asked to end.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <thread>

#include "tests/support/background_program.h"
#include "tests/unit/ifgen/program_fixture.h"

namespace ligature
{
namespace
{

using testing::HasSubstr;

// How a program has ended, or nothing while it runs. It stays there to be waited for.
std::optional<siginfo_t> endOf(const test::BackgroundProgram& program)
{
    siginfo_t info = {};
    const int flags = WEXITED | WNOHANG | WNOWAIT;
    const bool hasEnded = ::waitid(P_PID, static_cast<id_t>(program.pid()), &info, flags) == 0 && info.si_pid != 0;
    return hasEnded ? std::optional(info) : std::nullopt;
}

// Writing the last of the files takes until somebody reads it: time enough to ask the program to end.
TEST_F(Program, EndsWhenAskedToWithAllFilesWritten)
{
    scratch_.write("lamp.api", "FUNCTION Set(bool on);\n");
    std::filesystem::create_directory(scratch_.path() + "/out");
    const std::string last = scratch_.path() + "/out/lamp_server.c";
    ASSERT_EQ(::mkfifo(last.c_str(), 0600), 0);
    test::RunOptions options;
    options.directory = scratch_.path();
    const test::BackgroundProgram program({ifgen(), "--gen-all", "--output-dir", "out", "lamp.api"}, options);
    while (!exists("out/lamp_common.h"))
    {
        ASSERT_FALSE(endOf(program));
        std::this_thread::yield();
    }
    ASSERT_EQ(::kill(program.pid(), SIGTERM), 0);
    const int reader = ::open(last.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    std::string text(100'000, '\0');
    size_t filled = 0;
    std::optional<siginfo_t> end;
    for (bool isRead = false; !isRead;)
    {
        end = endOf(program);
        const ssize_t count = ::read(reader, text.data() + filled, text.size() - filled);
        filled += count > 0 ? static_cast<size_t>(count) : 0;
        isRead = end.has_value() && count <= 0;
    }
    ::close(reader);
    EXPECT_EQ(end->si_code, CLD_KILLED);
    EXPECT_EQ(end->si_status, SIGTERM);
    EXPECT_THAT(text, HasSubstr("lamp_AdvertiseService"));
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(scratch_.path() + "/out"))
    {
        names.push_back(entry.path().filename().string());
    }
    EXPECT_THAT(names, testing::UnorderedElementsAre("lamp_client.c", "lamp_common.h", "lamp_commonclient.c",
                                                     "lamp_interface.h", "lamp_messages.h", "lamp_server.c",
                                                     "lamp_server.h", "lamp_service.h"));
}

}  // namespace
}  // namespace ligature
