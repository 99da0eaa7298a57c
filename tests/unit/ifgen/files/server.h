// What the servers of parcel.api do, whether they answer at once or later.
#pragma once

#include <atomic>
#include <initializer_list>
#include <string>

#include "parcel_server.h"

namespace ligature::test
{

/// Bits of `gives`: each of the three files of a handler, the first two for those of a function; and what is wrong.
enum Gift : uint32_t
{
    kFirst = 1,
    kSecond = 2,
    kThird = 4,
    kTwice = 8,         ///< the first is the second too
    kClosesAgain = 32,  ///< report() closes the first once more, though it has given it away
    kKills = 16,        ///< the client loses its session, and the answer goes nowhere
};

/// Takes files and keeps what was in them.
void see(std::initializer_list<int> files);
/// What the last call of see() has found: texts with a blank behind each, "-" for no file.
const std::string& seen();

/// What a function answers with.
struct Answer
{
    int x;
    int y;
};
Answer answerTo(uint32_t gives);

/// Tells every handler.
void report(uint32_t gives);
/// Handlers that were removed.
extern std::atomic<int> Removed;

}  // namespace ligature::test
