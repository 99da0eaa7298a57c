#include "runtime/daemons/serviceDirectory/peer.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "runtime/formats/account.h"

namespace ligature::directory
{

namespace
{

/// Names end up in log lines and listings: printable ASCII only.
bool isName(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

bool isProtocolId(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7f; });
}

ParsedRequest refuse(Result error, std::string reason)
{
    ParsedRequest parsed;
    parsed.error = error;
    parsed.reason = std::move(reason);
    return parsed;
}

}  // namespace

std::string AccountNames::of(uid_t uid)
{
    const auto now = std::chrono::steady_clock::now();
    const auto known = entries_.find(uid);
    if (known != entries_.end() && now < known->second.until)
    {
        return known->second.name;
    }
    if (entries_.size() >= kMost)
    {
        entries_.clear();
    }
    return entries_.insert_or_assign(uid, Entry{formats::accountName(uid), now + kLife}).first->second.name;
}

ParsedRequest parseRequest(const void* data, size_t size)
{
    Request request{};
    if (size < sizeof(Header))
    {
        return refuse(Result::Fault, fmt::format("{} bytes", size));
    }
    std::memcpy(&request, data, std::min(size, sizeof(request)));
    if (request.header.magic != kMagic)
    {
        return refuse(Result::Fault, "not the directory's protocol");
    }
    if (request.header.version != kVersion)
    {
        return refuse(Result::Unsupported, fmt::format("version {} of the directory's protocol, this is version {}",
                                                       request.header.version, kVersion));
    }
    if (size != sizeof(Request))
    {
        return refuse(Result::Fault, fmt::format("not {} bytes long", sizeof(Request)));
    }
    ParsedRequest parsed;
    parsed.kind = static_cast<Kind>(request.header.kind);
    parsed.token = request.token;
    parsed.protocol.maxMessageSize = request.maxMessageSize;
    bool ok = true;
    parsed.interfaceName = getText(request.interfaceName, ok);
    parsed.protocol.id = getText(request.protocolId, ok);
    if (!ok || !isName(parsed.interfaceName) || !isProtocolId(parsed.protocol.id))
    {
        return refuse(Result::Fault, "bad interface name or protocol id");
    }
    const bool isServer = parsed.kind == Kind::Advertise;
    if (!isServer && parsed.kind != Kind::Open && parsed.kind != Kind::TryOpen)
    {
        return refuse(Result::Fault, fmt::format("unknown kind {}", request.header.kind));
    }
    if (request.zero != 0 || (parsed.token != 0) != isServer)
    {
        return refuse(Result::Fault, "bad token");
    }
    return parsed;
}

bool isWritable(int socket)
{
    pollfd entry{socket, POLLOUT | POLLRDHUP, 0};
    return ::poll(&entry, 1, 0) == 1 && entry.revents == POLLOUT;
}

}  // namespace ligature::directory
