// What liblegato gets from outside: a Service Directory whose answers are set before it is asked. One thread.
#pragma once

#include <deque>
#include <string>

#include "runtime/formats/directory_protocol.h"
#include "runtime/formats/unique_fd.h"

namespace ligature::fuzz
{

/// What the directory does with the next connection.
struct DirectoryAnswer
{
    bool isThere = true;     ///< false: nobody listens
    bool isNotice = false;   ///< first it says that the client has to wait
    std::string bytes = {};  ///< sent before it is asked
    bool isLast = false;     ///< and then the connection ends
};

struct Seam
{
    std::deque<DirectoryAnswer> answers;  ///< when there is none left: LE_OK
    uint64_t token = 0;                   ///< of the service in an LE_OK
    formats::UniqueFd peer;               ///< the other end of the last connection
    int last = -1;                        ///< the library's end of it
};
Seam& seam();

/// A reply of the directory.
std::string reply(int32_t result, uint64_t token, directory::Kind kind = directory::Kind::Reply);

/// Makes a connection, of which `ours` is the library's. There is little room in it, so that it is soon full.
void makeConnection(int& ours, int& theirs);

}  // namespace ligature::fuzz
