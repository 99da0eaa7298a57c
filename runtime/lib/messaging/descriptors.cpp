#include "runtime/lib/messaging/descriptors.h"
#include "runtime/formats/unique_fd.h"

#include <fcntl.h>

#include <algorithm>

#include "legato.h"

namespace ligature::messaging
{

namespace
{

void checkPlace(size_t place)
{
    LE_FATAL_IF(place >= LE_MSG_MAX_FDS, "A message has no place %zu for a file descriptor, only 0 to %d.", place,
                LE_MSG_MAX_FDS - 1);
}

}  // namespace

void put(Descriptors own, size_t place, int fd)
{
    LE_FATAL_IF(fd < 0 || fd == kAside, "File descriptor %d cannot be sent.", fd);
    checkPlace(place);
    if (place == 0 && own.single < 0)
    {
        own.single = fd;
        return;
    }
    if (own.single != kAside)
    {
        own.aside = new le_msg_Descriptors;
        own.aside->at.fill(-1);
        own.aside->at[0] = std::exchange(own.single, kAside);
    }
    std::array<int, LE_MSG_MAX_FDS>& at = own.aside->at;
    LE_FATAL_IF(at[place] >= 0, "The message has a file descriptor already.");
    LE_FATAL_IF(std::find(at.begin(), at.end(), fd) != at.end(), "File descriptor %d is in the message already.", fd);
    at[place] = fd;
}

int takeAside(Descriptors own, size_t place)
{
    checkPlace(place);
    return own.single == kAside ? std::exchange(own.aside->at[place], -1) : -1;
}

bool hasUntaken(Descriptors own)
{
    return listOf(own).count != 0;
}

void closeAll(Descriptors own)
{
    const DescriptorList list = listOf(own);
    std::for_each(list.fds.begin(), list.fds.begin() + list.count, formats::closeWhole);
    own.single = -1;
    delete std::exchange(own.aside, nullptr);
}

void keepCopies(Descriptors own)
{
    // All copies before the first is closed, and none with a number below that of the original: who opens and gives
    // away one after the other, and closes them all again, does not meet a copy.
    std::array<int, LE_MSG_MAX_FDS> given;
    size_t count = 0;
    const auto copy = [&](int& fd)
    {
        const int copied = fd >= 0 ? ::fcntl(fd, F_DUPFD_CLOEXEC, fd) : -1;
        if (copied >= 0)  // else it stays what it is: there is no room
        {
            given[count++] = std::exchange(fd, copied);
        }
    };
    if (own.single != kAside)
    {
        copy(own.single);
    }
    else
    {
        std::for_each(own.aside->at.begin(), own.aside->at.end(), copy);
    }
    std::for_each(given.begin(), given.begin() + count, formats::closeWhole);
}

DescriptorList listOf(Descriptors own)
{
    DescriptorList list;
    const auto add = [&](size_t place, int fd)
    {
        if (fd >= 0)
        {
            list.fds[list.count++] = fd;
            list.places |= static_cast<uint8_t>(1U << place);
        }
    };
    if (own.single != kAside)
    {
        add(0, own.single);
        return list;
    }
    for (size_t place = 0; place < LE_MSG_MAX_FDS; ++place)
    {
        add(place, own.aside->at[place]);
    }
    return list;
}

}  // namespace ligature::messaging
