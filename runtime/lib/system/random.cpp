// Random numbers (runtime specification, section 1.9).
#include "runtime/include/le_rand.h"

#include "runtime/include/le_log.h"

#include <sys/random.h>
#include <unistd.h>
#include <cerrno>
#include <cstdint>
#include <cstring>

namespace
{

/// Random bytes in store for small draws, which would otherwise cost a system call each. A child process must not draw
/// what its parent draws, so the store belongs to a process.
struct Store
{
    std::uint8_t bytes[256];
    size_t left;
    pid_t owner;
};

void fill(std::uint8_t* buffer, size_t size)
{
    while (size > 0)
    {
        const ssize_t count = getrandom(buffer, size, 0);
        if (count < 0)
        {
            LE_FATAL_IF(errno != EINTR, "The system gives no random numbers: %m.");
            continue;
        }
        buffer += count;
        size -= static_cast<size_t>(count);
    }
}

std::uint32_t draw()
{
    static thread_local Store store = {};
    const pid_t self = getpid();
    if (store.left < sizeof(std::uint32_t) || store.owner != self)
    {
        fill(store.bytes, sizeof(store.bytes));
        store.left = sizeof(store.bytes);
        store.owner = self;
    }
    store.left -= sizeof(std::uint32_t);
    std::uint32_t value = 0;
    memcpy(&value, store.bytes + store.left, sizeof(value));
    memset(store.bytes + store.left, 0, sizeof(value));
    return value;
}

}  // namespace

uint32_t le_rand_GetNumBetween(uint32_t min, uint32_t max)
{
    LE_FATAL_IF(min > max, "A random number is wanted between %u and %u.", min, max);
    const std::uint64_t count = std::uint64_t{max} - min + 1;
    // Draws above the last whole multiple of the range would favour small numbers.
    const std::uint64_t limit = (std::uint64_t{1} << 32) / count * count;
    std::uint64_t value = 0;
    do
    {
        value = draw();
    } while (value >= limit);
    return min + static_cast<uint32_t>(value % count);
}

void le_rand_GetBuffer(uint8_t* bufPtr, size_t bufSize)
{
    fill(bufPtr, bufSize);
}
