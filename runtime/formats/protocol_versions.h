// Versions of a protocol, and the one rule about them that host and target share: who works with whom.
//
// An interface whose `.api` file has API_VERSION and SERVING_VERSION speaks every version from the one to the other.
// Its protocol id is then no hash but a text of 32 characters that says so, as TelAF has it:
//
//   meter~~~~~~~~~~~~~~:11:004:002:0     `meter.api` with API_VERSION = 4 and SERVING_VERSION = 2
//
// Whoever makes such a file answers for a version's meaning the same wherever it stands.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ligature::formats
{

inline constexpr uint16_t kLargestVersion = 999;
inline constexpr size_t kLongestVersionedName = 19;  ///< characters of the file's name without folder and ending

/// The versions that one side speaks, both ends included. 0 and 0: its interface has none.
struct VersionRange
{
    uint16_t oldest = 0;  ///< SERVING_VERSION
    uint16_t newest = 0;  ///< API_VERSION
    bool operator==(const VersionRange&) const = default;
};

struct VersionedProtocol
{
    std::string_view name;  ///< of the interface
    VersionRange versions;
};

inline constexpr std::string_view kVersionedIdMiddle = ":11:";  ///< the framework whose form of id this is
inline constexpr std::string_view kVersionedIdEnd = ":0";
inline constexpr size_t kVersionedIdLength = 32;

/// The id of a protocol with versions. `name` has 1 to kLongestVersionedName characters, the range is in order and from
/// 1 to kLargestVersion.
inline std::string versionedProtocolId(std::string_view name, VersionRange versions)
{
    auto threeDigits = [](uint16_t number)
    {
        const std::string digits = std::to_string(number);
        return std::string(3 - digits.size(), '0') + digits;
    };
    std::string id(name);
    id.resize(kLongestVersionedName, '~');
    id += kVersionedIdMiddle;
    id += threeDigits(versions.newest);
    id += ':';
    id += threeDigits(versions.oldest);
    id += kVersionedIdEnd;
    return id;
}

/// What a protocol id says about versions; nothing when it is of another form. For ids from anywhere.
inline std::optional<VersionedProtocol> parseVersionedProtocolId(std::string_view id)
{
    constexpr size_t kNewest = kLongestVersionedName + kVersionedIdMiddle.size();
    constexpr size_t kOldest = kNewest + 4;
    constexpr size_t kEnd = kOldest + 3;
    if (id.size() != kVersionedIdLength ||
        id.substr(kLongestVersionedName, kVersionedIdMiddle.size()) != kVersionedIdMiddle || id[kOldest - 1] != ':' ||
        id.substr(kEnd) != kVersionedIdEnd)
    {
        return std::nullopt;
    }
    auto number = [&](size_t at) -> uint16_t
    {
        uint16_t value = 0;
        for (const char digit : id.substr(at, 3))
        {
            if (digit < '0' || digit > '9')
            {
                return 0;
            }
            value = static_cast<uint16_t>(value * 10 + (digit - '0'));
        }
        return value;
    };
    const std::string_view field = id.substr(0, kLongestVersionedName);
    const std::string_view name = field.substr(0, std::min(field.find('~'), field.size()));
    const VersionRange versions{number(kOldest), number(kNewest)};
    const bool isPadded = field.find_first_not_of('~', name.size()) == std::string_view::npos;
    if (name.empty() || !isPadded || versions.oldest == 0 || versions.oldest > versions.newest)
    {
        return std::nullopt;
    }
    return VersionedProtocol{name, versions};
}

/// Whether there is a version that both speak. Both have versions.
inline bool haveCommonVersion(VersionRange left, VersionRange right)
{
    return left.oldest <= right.newest && right.oldest <= left.newest;
}

/// The rule: a client and a server work together when their protocols are the same, or one interface in versions of
/// which they have one in common. (The largest messages may differ only between versions.)
inline bool workTogether(std::string_view clientId, std::string_view serverId)
{
    if (clientId == serverId)
    {
        return true;
    }
    const auto client = parseVersionedProtocolId(clientId);
    const auto server = parseVersionedProtocolId(serverId);
    return client && server && client->name == server->name && haveCommonVersion(client->versions, server->versions);
}

/// For people: "3" or "1 to 3".
inline std::string describeVersions(VersionRange versions)
{
    const std::string newest = std::to_string(versions.newest);
    return versions.oldest == versions.newest ? newest : std::to_string(versions.oldest) + " to " + newest;
}

/// For people: "client speaks version 4 to 6, server 1 to 3".
inline std::string describeVersions(VersionRange client, VersionRange server)
{
    return "client speaks version " + describeVersions(client) + ", server " + describeVersions(server);
}

}  // namespace ligature::formats
