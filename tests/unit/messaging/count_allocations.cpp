#include "tests/unit/messaging/count_allocations.h"

namespace
{

std::atomic<size_t> Count{0};

}  // namespace

extern "C" {
void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* block, size_t size);

void* malloc(size_t size)
{
    ++Count;
    return __libc_malloc(size);
}

void* calloc(size_t count, size_t size)
{
    ++Count;
    return __libc_calloc(count, size);
}

void* realloc(void* block, size_t size)
{
    ++Count;
    return __libc_realloc(block, size);
}
}

namespace ligature::test
{

size_t allocations()
{
    return Count;
}

}  // namespace ligature::test
