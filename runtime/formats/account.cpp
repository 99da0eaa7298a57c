#include "runtime/formats/account.h"

#include <pwd.h>

#include <cstring>

#include "runtime/formats/directory_protocol.h"

namespace ligature::formats
{

std::string accountName(uid_t uid)
{
    constexpr size_t kAround = 3;  // < and > and the terminator
    passwd entry{};
    passwd* found = nullptr;
    char buffer[4096];
    const bool isKnown = ::getpwuid_r(uid, &entry, buffer, sizeof(buffer), &found) == 0 && found != nullptr;
    return isKnown && std::strlen(found->pw_name) + kAround <= directory::kAgentSize ? found->pw_name
                                                                                     : std::to_string(uid);
}

}  // namespace ligature::formats
