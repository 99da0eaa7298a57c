// The file descriptors of a message in one direction, each at its place. Nearly every message has none, or one at place
// 0: a number is all that is kept of it. Others are kept aside, so that a message costs nothing for what it has not.
#pragma once

#include <array>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "runtime/include/le_messaging.h"

/// All places; -1 where there is none.
struct le_msg_Descriptors
{
    std::array<int, LE_MSG_MAX_FDS> at;
};

namespace ligature::messaging
{

/// Stands for descriptors that are kept aside. No descriptor has this number: the kernel gives none so large.
inline constexpr int kAside = INT_MAX;

/// Where a message keeps them. `single`: -1 for none, the one at place 0, or kAside.
struct Descriptors
{
    int& single;
    le_msg_Descriptors*& aside;  ///< null unless `single` is kAside
};

/// Puts a descriptor at a place. Fatal: a negative descriptor, a place that there is not or that is taken, a descriptor
/// that is at another place already (it would be closed twice).
void put(Descriptors own, size_t place, int fd);

/// Whether there is any that was not taken.
bool hasUntaken(Descriptors own);

/// take() where it is not the one at place 0.
int takeAside(Descriptors own, size_t place);

/// Takes the descriptor at a place out; -1 if there is none. Fatal: a place that there is not.
inline int take(Descriptors own, size_t place)
{
    return place == 0 && own.single != kAside ? std::exchange(own.single, -1) : takeAside(own, place);
}

/// Closes all. Leaves none.
void closeAll(Descriptors own);

/// Puts copies in the place of all and closes what was given: for a message that waits. Who has given a descriptor away
/// may close its number once more, or open another file by it, before the message is sent.
void keepCopies(Descriptors own);

/// The same for those that a message carries away.
void keepCopies(le_msg_MessageRef_t message);

/// Moves all from one message or direction to another, which had none.
inline void moveAll(Descriptors from, Descriptors to)
{
    to.single = std::exchange(from.single, -1);
    to.aside = std::exchange(from.aside, nullptr);
}

/// Those of a message, in the order of their places.
struct DescriptorList
{
    std::array<int, LE_MSG_MAX_FDS> fds;
    size_t count = 0;
    uint8_t places = 0;  ///< one bit for each
};
static_assert(LE_MSG_MAX_FDS <= 8);

DescriptorList listOf(Descriptors own);

}  // namespace ligature::messaging
