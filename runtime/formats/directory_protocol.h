// What liblegato and the Service Directory say to each other, one datagram per message over SOCK_SEQPACKET.
//
//   client  -> directory   Request{Open or TryOpen}     on a connection of its own
//   client <-  directory   Reply{LE_OK}                 from now on this connection is the session with the server
//   client <-  directory   Reply{other}                 and the connection is closed
//   client <-  directory   Reply as a Notice            once, to one of Open that has waited for a while: why. Its
//   reply
//                                                       is still to come
//   server  -> directory   Request{Advertise}           on a connection kept for as long as the service is offered
//   server <-  directory   Reply
//   server <-  directory   HandOver + one descriptor    a session: the directory's end of the client's connection
//
// A client gets its LE_OK from the directory itself, so opening a session does not need the server's event loop: two
// processes that serve each other can start in any order. Fields have fixed widths and the byte order of the machine,
// so 32-bit and 64-bit processes understand each other. Text is terminated by NUL and padded with NULs.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "runtime/formats/protocol_versions.h"

namespace ligature::directory
{

inline constexpr uint32_t kMagic = 0x44534c47;  ///< spells GLSD in memory on a little-endian machine
inline constexpr uint16_t kVersion = 3;         ///< a peer of another version is refused with LE_UNSUPPORTED

/// Where an app finds its directory socket, unless the environment says otherwise.
inline constexpr const char* kDefaultSocket = "/tmp/legato/serviceDirectory";
inline constexpr const char* kSocketVariable = "LIGATURE_SERVICE_DIRECTORY";

inline constexpr size_t kNameSize = 128;  ///< bytes of a protocol id or interface name, with terminator
inline constexpr size_t kAgentSize = 72;  ///< bytes of an app's or `<user>` name, with terminator

enum class Kind : uint16_t
{
    Advertise = 1,
    Open = 2,     ///< waits for a binding and a server
    TryOpen = 3,  ///< wants an answer now
    Reply = 4,
    HandOver = 5,
    Notice = 6
};

/// Answers of the Service Directory; the values of le_result_t.
enum class Result : int32_t
{
    Ok = 0,
    NotPermitted = -5,  ///< no binding, or a process that does not belong to the socket's app
    Fault = -6,         ///< malformed request, or a protocol that differs from the server's
    Duplicate = -14,    ///< the app offers this service already
    Busy = -17,         ///< too many connections or waiting clients of one app
    Unsupported = -18,  ///< another version of this protocol
    Unavailable = -21   ///< bound, but nobody offers the service now
};

struct Header
{
    uint32_t magic;
    uint16_t version;
    uint16_t kind;
};

struct Request
{
    Header header;
    /// Advertise: a number the server chose for the service, unique in its process and not 0. Open: 0.
    uint64_t token;
    uint32_t maxMessageSize;  ///< bytes of the protocol's largest payload
    uint32_t zero;
    char protocolId[kNameSize];
    char interfaceName[kNameSize];
};

/// What one side speaks, for the other.
struct Speaks
{
    uint32_t maxMessageSize;
    uint16_t oldestVersion;  ///< 0: its interface has no versions
    uint16_t newestVersion;
};

struct Reply
{
    Header header;
    int32_t result;  ///< Result; of a Notice: what TryOpen would get, Ok if that is bound to change soon
    int32_t serverPid;
    Speaks server;  ///< of the server a session was opened to, or with which the client has no protocol in common
    /// The token of the service a session was opened to. A process that finds one of its own services by it knows that
    /// it talks to itself.
    uint64_t token;
};

struct HandOver
{
    Header header;
    uint32_t uid;  ///< of the client when it connected, as the directory sees it
    int32_t pid;
    Speaks client;
    char agent[kAgentSize];  ///< the client's app name, or `<user>`
};

static_assert(sizeof(Request) == 280 && sizeof(Reply) == 32 && sizeof(HandOver) == 96);

inline Header makeHeader(Kind kind)
{
    return {kMagic, kVersion, static_cast<uint16_t>(kind)};
}

/// What a side speaks whose protocol has this id.
inline Speaks makeSpeaks(std::string_view protocolId, uint32_t maxMessageSize)
{
    const auto parsed = formats::parseVersionedProtocolId(protocolId);
    return parsed ? Speaks{maxMessageSize, parsed->versions.oldest, parsed->versions.newest}
                  : Speaks{maxMessageSize, 0, 0};
}

/// Copies text into a field; false if it does not fit with its terminator.
template <size_t N>
bool putText(char (&field)[N], std::string_view text)
{
    if (text.size() >= N)
    {
        return false;
    }
    std::memset(field, 0, N);
    std::memcpy(field, text.data(), text.size());
    return true;
}

/// The text of a received field; empty if it is not terminated, and then `ok` becomes false.
template <size_t N>
std::string_view getText(const char (&field)[N], bool& ok)
{
    const void* end = std::memchr(field, 0, N);
    if (end == nullptr)
    {
        ok = false;
        return {};
    }
    return {field, static_cast<size_t>(static_cast<const char*>(end) - field)};
}

}  // namespace ligature::directory
