#include "tests/unit/messaging/count_allocations.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
// Of the header that declares it, the package of g++ has no copy.
extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*onMalloc)(const volatile void* block, size_t size),
                                                         void (*onFree)(const volatile void* block));

namespace ligature::test
{

// A sanitizer needs malloc() for itself, and tells who asks.
size_t allocations()
{
    static std::atomic<size_t> count{0};
    static const int installed = __sanitizer_install_malloc_and_free_hooks(
        [](const volatile void*, size_t) { ++count; }, [](const volatile void*) {});
    EXPECT_GT(installed, 0);
    return count;
}

}  // namespace ligature::test

#else

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

#endif
