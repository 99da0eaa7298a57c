// A client on a raw socket: it sends what it likes, when it likes.
#pragma once

#include <sys/socket.h>

#include <string>
#include <vector>

#include "tests/support/bytes.h"
#include "tests/support/send_descriptors.h"
#include "tests/unit/messaging/fixture.h"

namespace ligature::test
{

/// The id of messages that are neither requests nor answers.
inline constexpr uint32_t kOneWay = 0;

inline std::string datagram(uint32_t transaction, const std::string& payload)
{
    return bytesOf(transaction) + payload;
}

/// What several messages in one datagram begin with.
inline const std::string kBatchId = bytesOf(0xFFFFFFFE);

/// One of several messages in a datagram.
inline std::string record(uint32_t transaction, const std::string& payload)
{
    return bytesOf(static_cast<uint32_t>(payload.size())) + bytesOf(transaction) + payload;
}

/// Several one-way messages in one datagram.
inline std::string batch(const std::vector<std::string>& payloads)
{
    std::string bytes = kBatchId;
    for (const std::string& payload : payloads)
    {
        bytes += record(kOneWay, payload);
    }
    return bytes;
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
    explicit RawClient(const DirectoryProcess& directory) : socket_(openRaw(directory)) {}

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
