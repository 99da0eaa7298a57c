// What a program is called that belongs to no app: its account.
#pragma once

#include <sys/types.h>

#include <string>

namespace ligature::formats
{

/// The account name of a user id; the number as text if there is none, or one too long for the messages of the Service
/// Directory.
std::string accountName(uid_t uid);

}  // namespace ligature::formats
