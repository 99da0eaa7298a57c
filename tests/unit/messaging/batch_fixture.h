// Peers that exchange batches: on raw sockets, and a client that sends ahead.
#pragma once

#include <sys/socket.h>
#include <unistd.h>

#include "tests/unit/messaging/raw_client.h"

namespace ligature::test
{

/// The id of a client's first request if it is a synchronous one.
inline constexpr uint32_t kFirstSynchronous = 0x80000001;

/// The next datagram; "(closed)" at the end of the connection.
inline std::string receiveDatagram(int socket)
{
    char buffer[32768];
    const ssize_t size = pollOnce(socket, 5000) ? ::recv(socket, buffer, sizeof(buffer), MSG_DONTWAIT) : -1;
    return size > 0 ? std::string(buffer, static_cast<size_t>(size)) : size == 0 ? "(closed)" : "(nothing)";
}

inline void sendDatagram(int socket, const std::string& bytes)
{
    EXPECT_EQ(::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT),
              static_cast<ssize_t>(bytes.size()));
}

class Batches : public Messaging
{
protected:
    /// What the server notes goes before its thread does, and something may still come.
    ~Batches() override
    {
        server_.run([this] { onMessage_ = le_msg_ReleaseMsg; });
    }

    /// Counts in the server, and the order in which its messages came.
    void serveInOrder()
    {
        serve(
            [this](le_msg_MessageRef_t message)
            {
                const int fd = le_msg_GetFd(message);
                received_ += text(message) + (fd >= 0 ? "+fd " : " ");
                if (fd >= 0)
                {
                    ::close(fd);
                }
                ++count_;
                if (le_msg_NeedsResponse(message))
                {
                    le_msg_SetPayloadSize(message, le_msg_GetPayloadSize(message));
                    le_msg_Respond(message);
                }
                else
                {
                    le_msg_ReleaseMsg(message);
                }
            });
    }

    std::string received()
    {
        std::string result;
        server_.run([&] { result = received_; });
        return result;
    }

    std::string received_;
    std::atomic<int> count_{0};
};

/// A server on a raw socket that has just got its client.
class RawServer
{
public:
    explicit RawServer(const std::string& directory)
        : service_(test::ask(directory, makeRequest(directory::Kind::Advertise, "server", "proto", kLargest)))
    {
        EXPECT_EQ(readResult(service_.get()), directory::Result::Ok);
    }
    int client()
    {
        if (!client_)
        {
            client_ = readHandOver(service_.get());
        }
        return client_ ? client_->socket.get() : -1;
    }

private:
    formats::UniqueFd service_;
    std::optional<ReceivedClient> client_;
};

/// A client with several requests under way whose answers' handlers go on with `next`.
struct Ahead
{
    le_msg_SessionRef_t session = nullptr;
    int toSend = 0;
    int answered = 0;
    bool isInOrder = true;
    std::function<void(Ahead&)> next;

    void send() { le_msg_RequestResponse(makeMessage(session, std::to_string(toSend--)), onAnswer, this); }

    static void onAnswer(le_msg_MessageRef_t message, void* context)
    {
        auto& own = *static_cast<Ahead*>(context);
        if (message == nullptr)
        {
            return;
        }
        le_msg_ReleaseMsg(message);
        ++own.answered;
        own.next(own);
    }
};

inline constexpr int kUnderWay = 8;

}  // namespace ligature::test
