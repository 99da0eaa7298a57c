// A client on a raw socket: it sends what it likes, when it likes.
#pragma once

#include <sys/socket.h>

#include <cstring>
#include <string>
#include <vector>

#include "tests/unit/messaging/fixture.h"

namespace ligature::test
{

/// The id of messages that are neither requests nor answers.
inline constexpr uint32_t kOneWay = 0;

inline std::string bytesOf(uint32_t number)
{
    return {reinterpret_cast<const char*>(&number), sizeof(number)};
}

inline std::string datagram(uint32_t transaction, const std::string& payload)
{
    return bytesOf(transaction) + payload;
}

/// Several one-way messages in one datagram.
inline std::string batch(const std::vector<std::string>& payloads)
{
    std::string bytes = bytesOf(0xFFFFFFFE);
    for (const std::string& payload : payloads)
    {
        bytes += bytesOf(static_cast<uint32_t>(payload.size())) + bytesOf(kOneWay) + payload;
    }
    return bytes;
}

/// Sends a datagram with descriptors, which stay the caller's.
inline void sendWithDescriptors(int socket, const std::string& bytes, const std::vector<int>& fds)
{
    iovec part{const_cast<char*>(bytes.data()), bytes.size()};
    std::vector<char> space(CMSG_SPACE(sizeof(int) * fds.size()));
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    if (!fds.empty())
    {
        header.msg_control = space.data();
        header.msg_controllen = space.size();
        cmsghdr* rights = CMSG_FIRSTHDR(&header);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(sizeof(int) * fds.size());
        std::memcpy(CMSG_DATA(rights), fds.data(), sizeof(int) * fds.size());
    }
    ::sendmsg(socket, &header, MSG_NOSIGNAL | MSG_DONTWAIT);
}

/// What says that the next datagram carries descriptors for these places, one bit each.
inline std::string announcement(uint32_t places)
{
    return bytesOf(0x7FFFFF00 | places);
}

class RawClient
{
public:
    /// Of the fixture's service. Returns when the Service Directory has handed it over.
    explicit RawClient(const DirectoryProcess& directory)
        : socket_(ask(directory.userSocket(), makeRequest(directory::Kind::Open, "client", "proto", kLargest)))
    {
        EXPECT_EQ(readResult(socket_.get()), directory::Result::Ok);
    }

    /// False if the socket does not take it.
    bool send(const std::string& bytes) const
    {
        return ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT) >= 0;
    }

    /// Makes a request and waits for the answer; false if none comes within some seconds.
    bool request(const std::string& payload) const
    {
        char answer[4 + kLargest];
        return send(datagram(1, payload)) && pollOnce(socket_.get(), 5000) &&
               ::recv(socket_.get(), answer, sizeof(answer), 0) > 0;
    }

    int fd() const { return socket_.get(); }

private:
    formats::UniqueFd socket_;
};

}  // namespace ligature::test
