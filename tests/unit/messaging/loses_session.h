// Connections of generated clients that end while a function is called.
#pragma once

#include <csetjmp>

namespace ligature::test
{

/// Runs `work` with a connection of the calling thread that it may lose; true if it lost it. Nothing in `work` may need
/// to be destroyed then. `setHandler`: the client's SetServerDisconnectHandler().
template <typename Work>
bool losesSession(void (*setHandler)(void (*)(void*), void*), const Work& work)
{
    static thread_local jmp_buf again;
    setHandler([](void*) { longjmp(again, 1); }, nullptr);
    if (setjmp(again) != 0)
    {
        return true;
    }
    work();
    return false;
}

}  // namespace ligature::test
