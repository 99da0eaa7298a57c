// What a process says about itself when it crashes (runtime specification, section 1.17). Runs in a signal handler on a
// stack of its own, so it uses async-signal-safe calls only and writes straight to standard error.
#include "runtime/include/le_signals.h"

#include <execinfo.h>
#include <fcntl.h>
#include <unistd.h>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace
{

constexpr int crashSignals[] = {SIGSEGV, SIGILL, SIGBUS, SIGFPE, SIGABRT};
constexpr std::size_t stackSize = 64 * 1024;
constexpr int maxFrames = 64;

alignas(16) char handlerStack[stackSize];

void put(const char* text, std::size_t length)
{
    static_cast<void>(!write(STDERR_FILENO, text, length));
}

void put(const char* text)
{
    put(text, strlen(text));
}

void putNumber(std::uintptr_t number, unsigned base)
{
    char digits[24];
    std::size_t position = sizeof(digits);
    do
    {
        digits[--position] = "0123456789abcdef"[number % base];
        number /= base;
    } while (number != 0);
    put(digits + position, sizeof(digits) - position);
}

const char* nameOf(int signal)
{
    switch (signal)
    {
        case SIGSEGV:
            return "SIGSEGV";
        case SIGILL:
            return "SIGILL";
        case SIGBUS:
            return "SIGBUS";
        case SIGFPE:
            return "SIGFPE";
        default:
            return "SIGABRT";
    }
}

/// Copies a file of /proc; null bytes become blanks.
void putFile(const char* path)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
    {
        return;
    }
    char buffer[1024];
    ssize_t count = 0;
    while ((count = read(fd, buffer, sizeof(buffer))) > 0)
    {
        for (ssize_t index = 0; index < count; ++index)
        {
            if (buffer[index] == '\0')
            {
                buffer[index] = ' ';
            }
        }
        put(buffer, static_cast<std::size_t>(count));
    }
    close(fd);
}

void onCrash(int signal, siginfo_t* info, void*)
{
    put("PROCESS: ");
    putNumber(static_cast<std::uintptr_t>(getpid()), 10);
    put("\nSIGNAL: ");
    put(nameOf(signal));
    put("\nADDRESS: 0x");
    putNumber(reinterpret_cast<std::uintptr_t>(info->si_addr), 16);
    put("\nCOMMAND: ");
    putFile("/proc/self/cmdline");
    put("\nMEMORY MAP:\n");
    putFile("/proc/self/maps");
    put("STACK:\n");
    void* frames[maxFrames];
    backtrace_symbols_fd(frames, backtrace(frames, maxFrames), STDERR_FILENO);
    // The handler was installed for one signal: raised again, it ends the process as if there had been none.
    raise(signal);
}

}  // namespace

void le_sig_InstallShowStackHandler(void)
{
    const char* setting = getenv("SIGNAL_SHOW_INFO");
    if (setting != nullptr && (strcmp(setting, "disable") == 0 || strcmp(setting, "no") == 0))
    {
        return;
    }
    // The first use of backtrace() loads a library, which must not happen within the handler.
    void* frame = nullptr;
    backtrace(&frame, 1);

    stack_t stack = {};
    stack.ss_sp = handlerStack;
    stack.ss_size = sizeof(handlerStack);
    sigaltstack(&stack, nullptr);
    struct sigaction action = {};
    action.sa_sigaction = onCrash;
    action.sa_flags = static_cast<int>(SA_SIGINFO | SA_ONSTACK | SA_RESETHAND);
    sigemptyset(&action.sa_mask);
    for (const int signal : crashSignals)
    {
        sigaction(signal, &action, nullptr);
    }
}
