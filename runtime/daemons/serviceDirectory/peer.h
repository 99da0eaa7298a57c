// What comes from a peer: bytes checked, user ids named.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <map>
#include <string>

#include "runtime/daemons/serviceDirectory/registry.h"

namespace ligature::directory
{

/// formats::accountName(), asking the system about one user id at most once a second: every connection of a program
/// outside any app needs it.
class AccountNames
{
public:
    std::string of(uid_t uid);

private:
    static constexpr std::chrono::seconds kLife{1};
    static constexpr size_t kMost = 64;

    struct Entry
    {
        std::string name;
        std::chrono::steady_clock::time_point until;
    };
    std::map<uid_t, Entry> entries_;
};

struct ParsedRequest
{
    Result error = Result::Ok;
    std::string reason;  ///< where error is not Ok
    Kind kind = Kind::Open;
    uint64_t token = 0;
    std::string interfaceName;
    Protocol protocol;
};

/// Checks a received datagram: length, version, termination and characters of all text, unused fields zero.
ParsedRequest parseRequest(const void* data, size_t size);

/// Whether a datagram can be sent without blocking to a peer that is still there.
bool isWritable(int socket);

}  // namespace ligature::directory
