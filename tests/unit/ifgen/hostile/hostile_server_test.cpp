// Synchronous generated clients of every.api, and a raw socket in the place of their server.
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "every_messages.h"
#include "runtime/formats/unix_socket.h"
#include "tests/fuzz/ipc/client_calls.h"
#include "tests/fuzz/ipc/seam.h"
#include "tests/support/bytes.h"
#include "tests/unit/messaging/fixture.h"
#include "tests/unit/messaging/loses_session.h"
#include "user_interface.h"

namespace ligature::test
{
namespace
{

using directory::Kind;
using directory::Result;
using formats::UniqueFd;

uint32_t numberAt(const std::string& bytes, size_t place)
{
    uint32_t number = 0;
    if (bytes.size() >= place + sizeof(number))
    {
        memcpy(&number, bytes.data() + place, sizeof(number));
    }
    return number;
}

/// The server's end of a session. Every datagram begins with the number of the request it answers, or 0.
class ServerEnd
{
public:
    explicit ServerEnd(UniqueFd socket) : socket_(std::move(socket)) {}

    /// The next request, with its number; empty if none comes.
    std::string receive() const
    {
        std::string bytes(IFGEN_EVERY_MESSAGE_SIZE + 4, '\0');
        const ssize_t size =
            pollOnce(socket_.get(), 5000) ? recv(socket_.get(), bytes.data(), bytes.size(), 0) : ssize_t{0};
        EXPECT_GT(size, 0);
        bytes.resize(static_cast<size_t>(std::max(size, ssize_t{0})));
        return bytes;
    }

    void answer(const std::string& request, const std::string& payload) const
    {
        send(request.substr(0, 4) + request.substr(4, 4) + payload);
    }

    void report(uint32_t message, uint32_t handler, const std::string& arguments = "", int fd = -1) const
    {
        if (fd >= 0)
        {
            announce();
        }
        send(bytesOf(0) + bytesOf(message) + bytesOf(handler) + arguments, fd);
    }

    /// Says that the next datagram carries a descriptor at place 0.
    void announce() const { send(bytesOf(0x7FFFFF01)); }

private:
    void send(const std::string& bytes, int fd = -1) const
    {
        EXPECT_EQ(formats::sendWithDescriptor(socket_.get(), bytes.data(), bytes.size(), fd),
                  static_cast<ssize_t>(bytes.size()));
    }

    UniqueFd socket_;
};

class HostileServer : public testing::Test
{
protected:
    HostileServer()
    {
        setenv("LIGATURE_SERVICE_DIRECTORY", directory_.userSocket().c_str(), 1);
        directory_.bind("user", "hostile");
        service_ = ask(directory_.userSocket(),
                       makeRequest(Kind::Advertise, "hostile", IFGEN_EVERY_PROTOCOL_ID, IFGEN_EVERY_MESSAGE_SIZE));
        EXPECT_EQ(readResult(service_.get()), Result::Ok);
        client_ = std::make_unique<LoopThread>();
        client_->openTimers();
    }

    /// The server's end of the session that a client has opened last.
    ServerEnd accept() const
    {
        auto client = readHandOver(service_.get());
        EXPECT_TRUE(client);
        return ServerEnd(client ? std::move(client->socket) : UniqueFd());
    }

    /// Runs it in the client's thread while the test plays the server.
    void start(const std::function<void()>& work)
    {
        isDone_ = false;
        client_->start(
            [this, work]
            {
                work();
                isDone_ = true;
            });
    }
    bool isDone() const
    {
        return eventually([this] { return isDone_.load(); });
    }

    DirectoryProcess directory_;
    UniqueFd service_;
    std::atomic<bool> isDone_{false};
    std::unique_ptr<LoopThread> client_;
};

std::atomic<int> Reports{0};

void onBare(void*)
{
    ++Reports;
}

/// A client with one handler, and what its server knows of it.
class HostileReports : public HostileServer
{
protected:
    HostileReports()
    {
        Reports = 0;
        start(
            [this]
            {
                user_ConnectService();
                reference_ = user_AddBareHandler(onBare, nullptr);
            });
        server_ = std::make_unique<ServerEnd>(accept());
        const std::string request = server_->receive();
        handler_ = numberAt(request, 8);
        server_->answer(request, bytesOf(1));
        EXPECT_TRUE(isDone());
        descriptors_ = ownDescriptors();
    }
    ~HostileReports() override { client_->run(user_DisconnectService); }

    /// The connection is as good as it was; with one good report more, handlers have been told so many.
    void expectUnharmed(int reports = 1)
    {
        server_->report(IFGEN_EVERY_MSG_AddBareHandler, handler_);
        start([] { user_Nothing(); });
        server_->answer(server_->receive(), "");
        EXPECT_TRUE(isDone());
        EXPECT_TRUE(eventually([&] { return Reports >= reports; }));
        client_->run([] {});
        EXPECT_EQ(Reports, reports);
        EXPECT_TRUE(eventually([&] { return ownDescriptors() <= descriptors_; }));
    }

    std::unique_ptr<ServerEnd> server_;
    user_BareHandlerRef_t reference_ = nullptr;
    uint32_t handler_ = 0;
    size_t descriptors_ = 0;
};

TEST_F(HostileReports, ForHandlersThatNobodyAddedAreDropped)
{
    for (const uint32_t unknown :
         {0U, handler_ + 1, handler_ + 2, handler_ ^ 0x1000U, handler_ ^ 0x80000000U, UINT32_MAX})
    {
        for (const uint32_t message : {IFGEN_EVERY_MSG_AddBareHandler, IFGEN_EVERY_MSG_AddFullHandler, 999})
        {
            server_->report(message, unknown);
            server_->report(message, unknown, std::string(100, '\xFF'));
        }
    }
    expectUnharmed();
}

TEST_F(HostileReports, DescriptorsInThemAreClosed)
{
    const UniqueFd file(fuzz::newFile());
    ++descriptors_;
    for (int i = 0; i < 50; ++i)
    {
        server_->report(IFGEN_EVERY_MSG_AddFullHandler, handler_ + 1, "", file.get());
    }
    expectUnharmed();
}

TEST_F(HostileReports, ForARemovedHandlerAreDropped)
{
    start([this] { user_RemoveBareHandler(reference_); });
    server_->answer(server_->receive(), "");
    EXPECT_TRUE(isDone());
    server_->report(IFGEN_EVERY_MSG_AddBareHandler, handler_);
    start([this] { reference_ = user_AddBareHandler(onBare, nullptr); });
    const std::string request = server_->receive();
    EXPECT_NE(numberAt(request, 8), handler_) << "a report that is late must not reach another handler";
    handler_ = numberAt(request, 8);
    server_->answer(request, bytesOf(1));
    EXPECT_TRUE(isDone());
    expectUnharmed();
}

TEST_F(HostileReports, ForTheHandlerOfAnotherConnectionAreDropped)
{
    auto other = std::make_unique<LoopThread>();
    other->start([] { user_ConnectService(); });
    {
        const ServerEnd stranger = accept();
        stranger.report(IFGEN_EVERY_MSG_AddBareHandler, handler_);
        other->run([] {});
        other.reset();
    }
    expectUnharmed();
}

TEST_F(HostileReports, ACallbackIsCalledOnceHoweverOftenItIsReported)
{
    start([] { user_Later(onBare, nullptr); });
    const std::string request = server_->receive();
    server_->answer(request, "");
    EXPECT_TRUE(isDone());
    for (int i = 0; i < 3; ++i)
    {
        server_->report(IFGEN_EVERY_MSG_Later, numberAt(request, 8));
    }
    expectUnharmed(2);
}

TEST_F(HostileServer, ABoolIsTrueWhateverItsByteIsButZero)
{
    client_->run(
        []
        {
            user_ConnectService();
            user_SetTimeLimit(10'000);
        });
    const ServerEnd server = accept();
    for (int value : {0, 1, 2, 0x55, 0xFF})
    {
        bool answer = value == 0;
        start(
            [&]
            {
                answer = user_Arrays(nullptr, 0, nullptr, 0, nullptr, 0, nullptr, 0, nullptr, 0, nullptr, 0, nullptr, 0,
                                     nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr,
                                     nullptr, nullptr, nullptr, nullptr, nullptr);
            });
        server.answer(server.receive(), std::string(1, static_cast<char>(value)));
        EXPECT_TRUE(isDone());
        EXPECT_EQ(answer, value != 0) << value;
    }
    client_->run(user_DisconnectService);
}

/// What a server does that never answers.
enum class End
{
    unread,     ///< closes without reading the request
    read,       ///< reads the request and closes
    announced,  ///< reads it, says that a descriptor comes, and closes
};

class SilentServer : public HostileServer, public testing::WithParamInterface<End>
{
protected:
    void end(const ServerEnd& server) const
    {
        if (GetParam() != End::unread)
        {
            server.receive();
        }
        if (GetParam() == End::announced)
        {
            server.announce();
        }
    }
};

TEST_P(SilentServer, EveryCallIsLeftByTheDisconnectHandlerAndNothingStays)
{
    testing::internal::CaptureStderr();
    client_->run([] {});
    const size_t descriptors = ownDescriptors();
    for (size_t which = 0; which < fuzz::callCount(); ++which)
    {
        std::atomic<bool> isLost{false};
        start(
            [&]
            {
                user_ConnectService();
                // A call that nobody answers may have been sent: the next one tells.
                isLost = losesSession(user_SetServerDisconnectHandler,
                                      [&]
                                      {
                                          fuzz::call(which, true);
                                          user_Nothing();
                                      });
            });
        end(accept());
        EXPECT_TRUE(isDone()) << which;
        EXPECT_TRUE(isLost) << which;
        EXPECT_TRUE(eventually([&] { return ownDescriptors() <= descriptors; })) << which;
    }
    const std::string log = testing::internal::GetCapturedStderr();
    EXPECT_NE(log.find("Connection of user is lost: the server is gone"), std::string::npos) << log;
}

TEST_P(SilentServer, WithoutADisconnectHandlerItIsFatal)
{
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    EXPECT_EXIT(
        {
            start(
                []
                {
                    user_ConnectService();
                    user_Nothing();
                });
            end(accept());
            isDone();
        },
        testing::ExitedWithCode(1), "Connection of user is lost: the server is gone");
}

INSTANTIATE_TEST_SUITE_P(Closes, SilentServer, testing::Values(End::unread, End::read, End::announced),
                         [](const testing::TestParamInfo<End>& end) {
                             return end.param == End::unread ? "Unread" : end.param == End::read ? "Read" : "Announced";
                         });

TEST_F(HostileServer, AnIdleClientIsToldThatItsServerIsGone)
{
    static std::atomic<int> told{0};
    LoopThread idle;
    idle.run(
        []
        {
            user_ConnectService();
            user_SetServerDisconnectHandler(
                [](void*)
                {
                    ++told;
                    le_thread_Exit(nullptr);
                },
                nullptr);
        });
    {
        const ServerEnd gone = accept();
        EXPECT_EQ(told, 0);
    }
    EXPECT_TRUE(eventually([] { return told == 1; }));
}

}  // namespace
}  // namespace ligature::test
