// Sessions, traces and the writing of lines (runtime specification, section 1.2).
#include "runtime/include/le_log.h"

#include "runtime/include/le_thread.h"
#include "runtime/lib/init.h"

#include <pthread.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <iterator>
#include <mutex>
#include <string_view>

/// A trace; the reference that users hold points to the flag, so the flag comes first.
struct le_log_Trace
{
    bool enabled;
    char keyword[64];
    le_log_Trace* next;
};

struct le_log_Session
{
    char component[48];
    le_log_Level_t level;
    le_log_Trace* traces;
    le_log_Session* next;
};

// Names fixed by the macros of le_log.h, for the library's own messages.
le_log_SessionRef_t _legato_LogSession = nullptr;
le_log_Level_t* _legato_LogLevelFilterPtr = nullptr;

namespace
{

/// Sessions and traces live as long as the process: messages may be sent while it exits.
struct State
{
    std::mutex lock;
    le_log_Session* sessions = nullptr;
    le_log_Level_t initialLevel = LE_LOG_INFO;
    le_log_Session own = {"unknown", LE_LOG_INFO, nullptr, nullptr};
    bool withoutTimeStamp = false;
    std::atomic<bool> isSocket = true;
    std::atomic_flag exiting = ATOMIC_FLAG_INIT;
};

constinit State state;

void copyName(char* to, size_t size, const char* from)
{
    const size_t length = strnlen(from, size - 1);
    memcpy(to, from, length);
    to[length] = '\0';
}

bool levelOf(std::string_view text, le_log_Level_t& level)
{
    static constexpr std::string_view names[] = {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL", "EMERGENCY"};
    for (size_t index = 0; index < std::size(names); ++index)
    {
        if (text == names[index])
        {
            level = static_cast<le_log_Level_t>(index);
            return true;
        }
    }
    return false;
}

/// Whether LE_LOG_KEYWORDS, a list of component/keyword separated by colons, names this one.
bool isNamedByEnvironment(std::string_view component, std::string_view keyword)
{
    const char* text = getenv("LE_LOG_KEYWORDS");
    std::string_view rest = text == nullptr ? "" : text;
    while (!rest.empty())
    {
        const std::string_view entry = rest.substr(0, rest.find(':'));
        rest.remove_prefix(std::min(rest.size(), entry.size() + 1));
        if (entry.size() == component.size() + 1 + keyword.size() && entry.starts_with(component) &&
            entry[component.size()] == '/' && entry.ends_with(keyword))
        {
            return true;
        }
    }
    return false;
}

const char* levelText(int level)
{
    switch (level)
    {
        case LE_LOG_DEBUG:
            return " DBUG";
        case LE_LOG_INFO:
            return " INFO";
        case LE_LOG_WARN:
            return "-WRN-";
        case LE_LOG_ERR:
            return "=ERR=";
        case LE_LOG_CRIT:
            return "*CRT*";
        default:
            return "*EMR*";
    }
}

/// Writes a whole line in one system call where the stream allows. The raw call is no cancellation point, so a thread
/// that is being cancelled does not stop in the middle of the library. A reader that has gone costs the line, no more.
void writeLine(const char* text, size_t length)
{
    while (length > 0)
    {
        long written = -1;
        const bool wasSocket = state.isSocket.load(std::memory_order_relaxed);
        if (wasSocket)
        {
            written = syscall(SYS_sendto, STDERR_FILENO, text, length, MSG_NOSIGNAL, nullptr, 0);
        }
        if (!wasSocket || (written < 0 && errno == ENOTSOCK))
        {
            state.isSocket.store(false, std::memory_order_relaxed);
            written = syscall(SYS_write, STDERR_FILENO, text, length);
        }
        if (written < 0)
        {
            if (errno == EINTR)
            {
                continue;
            }
            return;
        }
        text += written;
        length -= static_cast<size_t>(written);
    }
}

int printTimeStamp(char* buffer, size_t size)
{
    static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const time_t now = time(nullptr);
    tm parts = {};
    localtime_r(&now, &parts);
    return snprintf(buffer, size, "%s %2d %02d:%02d:%02d : ", months[parts.tm_mon % 12], parts.tm_mday, parts.tm_hour,
                    parts.tm_min, parts.tm_sec);
}

const char* lastPart(const char* path)
{
    const char* slash = strrchr(path, '/');
    return slash == nullptr ? path : slash + 1;
}

}  // namespace

void ligature::log::start()
{
    const char* level = getenv("LE_LOG_LEVEL");
    if (level != nullptr)
    {
        levelOf(level, state.initialLevel);
    }
    const char* stream = getenv("LIGATURE_LOG_STREAM");
    state.withoutTimeStamp = stream != nullptr && strcmp(stream, "1") == 0;
    state.own.level = state.initialLevel;
    copyName(state.own.component, sizeof(state.own.component), program_invocation_short_name);
    _legato_LogSession = le_log_RegComponent("framework", &_legato_LogLevelFilterPtr);
}

le_log_SessionRef_t le_log_RegComponent(const char* componentNamePtr, le_log_Level_t** levelFilterPtrPtr)
{
    const std::lock_guard guard(state.lock);
    char name[sizeof(le_log_Session::component)];
    copyName(name, sizeof(name), componentNamePtr);
    le_log_Session* session = state.sessions;
    while (session != nullptr && strcmp(session->component, name) != 0)
    {
        session = session->next;
    }
    if (session == nullptr)
    {
        session = new le_log_Session{};
        memcpy(session->component, name, sizeof(name));
        session->level = state.initialLevel;
        session->next = state.sessions;
        state.sessions = session;
    }
    if (levelFilterPtrPtr != nullptr)
    {
        *levelFilterPtrPtr = &session->level;
    }
    return session;
}

void le_log_ConnectToControlDaemon(void)
{
    copyName(state.own.component, sizeof(state.own.component), program_invocation_short_name);
}

le_log_TraceRef_t _le_log_GetTraceRef(le_log_SessionRef_t sessionRef, const char* keywordPtr)
{
    const std::lock_guard guard(state.lock);
    le_log_Session* session = sessionRef == nullptr ? &state.own : sessionRef;
    char keyword[sizeof(le_log_Trace::keyword)];
    copyName(keyword, sizeof(keyword), keywordPtr);
    for (le_log_Trace* trace = session->traces; trace != nullptr; trace = trace->next)
    {
        if (strcmp(trace->keyword, keyword) == 0)
        {
            return trace;
        }
    }
    auto* trace = new le_log_Trace{};
    memcpy(trace->keyword, keyword, sizeof(keyword));
    trace->enabled = isNamedByEnvironment(session->component, keyword);
    trace->next = session->traces;
    session->traces = trace;
    return trace;
}

void _le_log_SetFilterLevel(le_log_SessionRef_t sessionRef, le_log_Level_t level)
{
    if (level < LE_LOG_DEBUG || level > LE_LOG_EMERG)
    {
        LE_ERROR("Log level %d is none.", static_cast<int>(level));
        return;
    }
    le_log_Session* session = sessionRef == nullptr ? &state.own : sessionRef;
    __atomic_store_n(&session->level, level, __ATOMIC_RELAXED);
}

void _le_log_Send(int level, le_log_TraceRef_t traceRef, le_log_SessionRef_t sessionRef, const char* filenamePtr,
                  const char* functionNamePtr, unsigned int lineNumber, const char* formatPtr, ...)
{
    const int savedErrno = errno;
    const le_log_Session* session = sessionRef == nullptr ? &state.own : sessionRef;
    if (sessionRef == nullptr && traceRef == nullptr && level < static_cast<int>(session->level))
    {
        return;
    }

    char onStack[1024];
    char* line = onStack;
    size_t size = sizeof(onStack);
    size_t length = 0;
    for (;;)
    {
        size_t head = state.withoutTimeStamp ? 0 : static_cast<size_t>(printTimeStamp(line, size));
        head += static_cast<size_t>(snprintf(
            line + head, size - head, "%s | %s[%d]/%s T=%s | %s %s() %u | ",
            traceRef != nullptr ? traceRef->keyword : levelText(level), program_invocation_short_name, getpid(),
            session->component, le_thread_GetMyName(), lastPart(filenamePtr), functionNamePtr, lineNumber));
        head = std::min(head, size - 2);
        va_list arguments;
        va_start(arguments, formatPtr);
        errno = savedErrno;
        const int body = vsnprintf(line + head, size - head - 1, formatPtr, arguments);
        va_end(arguments);
        const size_t wanted = head + static_cast<size_t>(std::max(body, 0));
        length = std::min(wanted, size - 2);
        if (wanted <= size - 2 || line != onStack)
        {
            break;
        }
        char* larger = static_cast<char*>(malloc(wanted + 256));
        if (larger == nullptr)
        {
            break;
        }
        line = larger;
        size = wanted + 256;
    }
    line[length] = '\n';
    writeLine(line, length + 1);
    if (line != onStack)
    {
        free(line);
    }
    errno = savedErrno;
}

void _le_LogData(le_log_Level_t level, const void* dataPtr, size_t dataLength, const char* filenamePtr,
                 const char* functionNamePtr, unsigned int lineNumber)
{
    const auto* bytes = static_cast<const unsigned char*>(dataPtr);
    for (size_t start = 0; start < dataLength; start += 16)
    {
        char hexadecimal[3 * 16 + 1];
        char characters[16 + 1];
        const size_t count = std::min<size_t>(16, dataLength - start);
        for (size_t index = 0; index < 16; ++index)
        {
            if (index < count)
            {
                snprintf(hexadecimal + 3 * index, 4, "%02X ", bytes[start + index]);
            }
            else
            {
                memcpy(hexadecimal + 3 * index, "   ", 4);
            }
        }
        for (size_t index = 0; index < count; ++index)
        {
            const unsigned char byte = bytes[start + index];
            characters[index] = byte >= 0x20 && byte < 0x7f ? static_cast<char>(byte) : '.';
        }
        characters[count] = '\0';
        _le_log_Send(static_cast<int>(level), nullptr, nullptr, filenamePtr, functionNamePtr, lineNumber, "%s: %s",
                     hexadecimal, characters);
    }
}

void _le_log_ExitFatal(void)
{
    static thread_local bool isExiting = false;
    if (isExiting)
    {
        _exit(EXIT_FAILURE);  // A handler that runs at exit has failed in its turn.
    }
    if (state.exiting.test_and_set())
    {
        pthread_exit(nullptr);
    }
    isExiting = true;
    exit(EXIT_FAILURE);
}
