// In a copy that fork() has made of a test's process, as a death test is, nobody looks for leaks: the other threads do
// not exist there, and what only they know of would seem to be lost.
#include <unistd.h>

namespace
{

const pid_t kOriginal = ::getpid();

}  // namespace

/// LeakSanitizer asks when the process ends.
extern "C" [[gnu::visibility("default")]] int __lsan_is_turned_off();
extern "C" int __lsan_is_turned_off()
{
    return ::getpid() != kOriginal ? 1 : 0;
}
