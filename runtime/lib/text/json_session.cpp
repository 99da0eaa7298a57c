// Reading JSON: sessions, contexts and handlers (runtime specification, section 1.15).
#include "runtime/include/le_eventLoop.h"
#include "runtime/include/le_fdMonitor.h"
#include "runtime/include/le_json.h"
#include "runtime/include/le_log.h"
#include "runtime/lib/containers/references.h"
#include "runtime/lib/text/json_scanner.h"

#include <unistd.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

using ligature::json::Piece;
using ligature::json::Scanner;

namespace
{

struct Context
{
    le_json_ContextType_t type;
    le_json_EventHandler_t handler;
    void* opaque;
};

}  // namespace

struct le_json_ParsingSession
{
    le_json_ParsingSessionRef_t reference = nullptr;
    le_thread_Ref_t thread = nullptr;
    Scanner scanner;
    std::vector<Context> contexts;
    le_json_ErrorHandler_t errorHandler = nullptr;
    int fd = -1;
    le_fdMonitor_Ref_t monitor = nullptr;
    const char* text = nullptr;    ///< What is left of a string.
    const Piece* piece = nullptr;  ///< What is being reported; NULL for an error.
    size_t bytesRead = 0;
    bool isRunning = false;  ///< In the scanner, so it cannot be deleted now.
    bool isEnded = false;    ///< By le_json_Cleanup().
};

namespace
{

using Session = le_json_ParsingSession;

constexpr size_t bytesAtOnce = 4096;

constinit ligature::References references("JsonSessions", 5);

/// The session whose handler runs in this thread.
constinit thread_local Session* current = nullptr;

Session& running(const char* function)
{
    LE_FATAL_IF(current == nullptr, "%s() is for JSON handlers only.", function);
    return *current;
}

Session* find(le_json_ParsingSessionRef_t reference)
{
    return static_cast<Session*>(references.find(reference));
}

/// Runs handlers as this session's, and lets those of another session go on afterwards.
template <typename Call>
void withHandlers(Session& session, const Call& call)
{
    Session* const outer = current;
    current = &session;
    call();
    current = outer;
}

void push(Session& session, le_json_ContextType_t type)
{
    session.contexts.push_back({type, session.contexts.back().handler, session.contexts.back().opaque});
}

/// Ends the context of a value, and that of the member it is the value of.
void popValue(Session& session)
{
    session.contexts.pop_back();
    if (session.contexts.back().type == LE_JSON_CONTEXT_MEMBER)
    {
        session.contexts.pop_back();
    }
}

/// Tells the handler. Returns whether the session goes on.
bool report(Session& session, const Piece& piece)
{
    static_assert(LE_JSON_CONTEXT_NULL - LE_JSON_CONTEXT_STRING == LE_JSON_NULL - LE_JSON_STRING);
    const bool isScalar = piece.event >= LE_JSON_STRING && piece.event <= LE_JSON_NULL;
    if (isScalar)
    {
        push(session, static_cast<le_json_ContextType_t>(LE_JSON_CONTEXT_STRING + (piece.event - LE_JSON_STRING)));
    }
    else if (piece.event == LE_JSON_OBJECT_START)
    {
        push(session, LE_JSON_CONTEXT_OBJECT);
    }
    else if (piece.event == LE_JSON_OBJECT_MEMBER)
    {
        push(session, LE_JSON_CONTEXT_MEMBER);
    }
    else if (piece.event == LE_JSON_ARRAY_START)
    {
        push(session, LE_JSON_CONTEXT_ARRAY);
    }
    session.piece = &piece;
    session.bytesRead = piece.end;
    if (const le_json_EventHandler_t handler = session.contexts.back().handler; handler != nullptr)
    {
        withHandlers(session, [&] { handler(piece.event); });
    }
    session.piece = nullptr;
    if (isScalar || piece.event == LE_JSON_OBJECT_END || piece.event == LE_JSON_ARRAY_END)
    {
        popValue(session);
    }
    return !session.isEnded;
}

void stopReading(Session& session)
{
    if (session.monitor != nullptr)
    {
        le_fdMonitor_Delete(session.monitor);
        session.monitor = nullptr;
    }
}

void reportError(Session& session, le_json_Error_t error, const char* message)
{
    if (session.errorHandler != nullptr && !session.isEnded)
    {
        withHandlers(session, [&] { session.errorHandler(error, message); });
    }
}

/// Reads bytes, or the end if there are none. Returns whether more are wanted; the session may be gone if not.
bool feed(Session& session, std::string_view bytes, le_json_Error_t errorAtEnd)
{
    const auto sink = [&](const Piece& piece) { return report(session, piece); };
    session.isRunning = true;
    bool goesOn = false;
    if (bytes.empty())
    {
        session.scanner.finish(sink);
    }
    else
    {
        goesOn = session.scanner.feed(bytes, sink);
    }
    if (!goesOn)
    {
        stopReading(session);
        if (!session.scanner.error().empty())
        {
            reportError(session, bytes.empty() ? errorAtEnd : LE_JSON_SYNTAX_ERROR, session.scanner.error().c_str());
        }
    }
    session.isRunning = false;
    if (session.isEnded)
    {
        delete &session;
        return false;
    }
    return goesOn;
}

/// Reads once from the descriptor. Returns whether more is wanted.
bool readMore(Session& session)
{
    std::array<char, bytesAtOnce> buffer;
    ssize_t count = 0;
    do
    {
        count = read(session.fd, buffer.data(), buffer.size());
    } while (count < 0 && errno == EINTR);
    if (count >= 0)
    {
        return feed(session, {buffer.data(), static_cast<size_t>(count)}, LE_JSON_READ_ERROR);
    }
    if (errno == EAGAIN && session.monitor != nullptr)
    {
        return true;
    }
    const std::string message = std::string("cannot read: ") + strerrordesc_np(errno);
    session.isRunning = true;
    stopReading(session);
    reportError(session, LE_JSON_READ_ERROR, message.c_str());
    session.isRunning = false;
    if (session.isEnded)
    {
        delete &session;
    }
    return false;
}

/// Reads the next part of the string. Returns whether more is wanted.
bool readMoreText(Session& session)
{
    const std::string_view part(session.text, strnlen(session.text, bytesAtOnce));
    session.text += part.size();
    return feed(session, part, LE_JSON_SYNTAX_ERROR);
}

void onReadable(int, short)
{
    if (Session* session = find(static_cast<le_json_ParsingSessionRef_t>(le_fdMonitor_GetContextPtr())))
    {
        readMore(*session);
    }
}

/// Reads a string in parts, so that others get their turn between them.
void onTurn(void* reference, void*)
{
    Session* session = find(static_cast<le_json_ParsingSessionRef_t>(reference));
    if (session != nullptr && readMoreText(*session))
    {
        le_event_QueueFunction(onTurn, reference, nullptr);
    }
}

Session& start(le_json_EventHandler_t eventHandler, le_json_ErrorHandler_t errorHandler, void* opaque)
{
    auto* session = new Session;
    session->thread = le_thread_GetCurrent();
    session->errorHandler = errorHandler;
    session->contexts.push_back({LE_JSON_CONTEXT_DOC, eventHandler, opaque});
    session->reference = static_cast<le_json_ParsingSessionRef_t>(references.add(session));
    return *session;
}

/// Ends a session that no handler ended.
void end(le_json_ParsingSessionRef_t reference)
{
    if (find(reference) != nullptr)
    {
        le_json_Cleanup(reference);
    }
}

}  // namespace

le_json_ParsingSessionRef_t le_json_Parse(int fd, le_json_EventHandler_t eventHandler,
                                          le_json_ErrorHandler_t errorHandler, void* opaquePtr)
{
    Session& session = start(eventHandler, errorHandler, opaquePtr);
    session.fd = fd;
    session.monitor = le_fdMonitor_Create("json", fd, onReadable, POLLIN);
    le_fdMonitor_SetContextPtr(session.monitor, session.reference);
    return session.reference;
}

le_json_ParsingSessionRef_t le_json_ParseString(const char* jsonString, le_json_EventHandler_t eventHandler,
                                                le_json_ErrorHandler_t errorHandler, void* opaquePtr)
{
    Session& session = start(eventHandler, errorHandler, opaquePtr);
    session.text = jsonString;
    le_event_QueueFunction(onTurn, session.reference, nullptr);
    return session.reference;
}

void le_json_SyncParse(int fd, le_json_EventHandler_t eventHandler, le_json_ErrorHandler_t errorHandler,
                       void* opaquePtr)
{
    Session& session = start(eventHandler, errorHandler, opaquePtr);
    const le_json_ParsingSessionRef_t reference = session.reference;
    session.fd = fd;
    while (readMore(session))
    {
    }
    end(reference);
}

void le_json_SyncParseString(const char* jsonString, le_json_EventHandler_t eventHandler,
                             le_json_ErrorHandler_t errorHandler, void* opaquePtr)
{
    Session& session = start(eventHandler, errorHandler, opaquePtr);
    const le_json_ParsingSessionRef_t reference = session.reference;
    session.text = jsonString;
    while (readMoreText(session))
    {
    }
    end(reference);
}

void le_json_Cleanup(le_json_ParsingSessionRef_t session)
{
    Session* found = find(session);
    if (found == nullptr)
    {
        LE_ERROR("There is no JSON session %p.", static_cast<void*>(session));
        return;
    }
    LE_FATAL_IF(found->thread != le_thread_GetCurrent(), "A JSON session is ended by another thread than its own.");
    references.take(session);
    stopReading(*found);
    found->isEnded = true;
    if (!found->isRunning)
    {
        delete found;
    }
}

void le_json_SetEventHandler(le_json_EventHandler_t callbackFunc)
{
    running(__func__).contexts.back().handler = callbackFunc;
}

void le_json_SetErrorHandler(le_json_ErrorHandler_t callbackFunc)
{
    running(__func__).errorHandler = callbackFunc;
}

void le_json_SetOpaquePtr(void* ptr)
{
    running(__func__).contexts.back().opaque = ptr;
}

void* le_json_GetOpaquePtr(void)
{
    return running(__func__).contexts.back().opaque;
}

le_json_ContextType_t le_json_GetContextType(void)
{
    return running(__func__).contexts.back().type;
}

const char* le_json_GetString(void)
{
    const Piece* piece = running(__func__).piece;
    LE_FATAL_IF(piece == nullptr || (piece->event != LE_JSON_STRING && piece->event != LE_JSON_OBJECT_MEMBER),
                "There is no JSON string here.");
    return piece->text.c_str();
}

double le_json_GetNumber(void)
{
    const Piece* piece = running(__func__).piece;
    LE_FATAL_IF(piece == nullptr || piece->event != LE_JSON_NUMBER, "There is no JSON number here.");
    return piece->number;
}

size_t le_json_GetBytesRead(le_json_ParsingSessionRef_t session)
{
    // In a handler that has ended its session, the session is still there.
    const Session* found = current != nullptr && current->reference == session ? current : find(session);
    LE_FATAL_IF(found == nullptr, "There is no JSON session %p.", static_cast<void*>(session));
    return found->bytesRead;
}

le_result_t le_json_GetValueOffset(size_t* valueStart, size_t* valueLen)
{
    const Piece* piece = running(__func__).piece;
    if (piece == nullptr || piece->event < LE_JSON_STRING || piece->event > LE_JSON_NULL)
    {
        return LE_NOT_FOUND;
    }
    *valueStart = piece->start;
    *valueLen = piece->end - piece->start;
    return LE_OK;
}

le_json_ParsingSessionRef_t le_json_GetSession(void)
{
    return running(__func__).reference;
}
