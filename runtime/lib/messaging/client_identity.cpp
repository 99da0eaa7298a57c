// Who the client of a server's session is.
#include <unistd.h>

#include <cstring>

#include "runtime/lib/messaging/local.h"
#include "runtime/lib/messaging/session.h"

using namespace ligature::messaging;

le_result_t le_msg_GetClientUserCreds(le_msg_SessionRef_t sessionRef, uid_t* userIdPtr, pid_t* processIdPtr)
{
    if (toLocal(sessionRef) != nullptr)
    {
        if (userIdPtr != nullptr)
        {
            *userIdPtr = ::getuid();
        }
        if (processIdPtr != nullptr)
        {
            *processIdPtr = ::getpid();
        }
        return LE_OK;
    }
    checkSession(sessionRef);
    LE_FATAL_IF(sessionRef->side != Side::Server, "Session '%s': only a server can ask who its client is.",
                sessionRef->interface.name);
    if (sessionRef->state == State::Closed)
    {
        return LE_CLOSED;
    }
    if (userIdPtr != nullptr)
    {
        *userIdPtr = sessionRef->clientUid;
    }
    if (processIdPtr != nullptr)
    {
        *processIdPtr = sessionRef->clientPid;
    }
    return LE_OK;
}

le_result_t le_msg_GetClientUserId(le_msg_SessionRef_t sessionRef, uid_t* userIdPtr)
{
    return le_msg_GetClientUserCreds(sessionRef, userIdPtr, nullptr);
}

le_result_t le_msg_GetClientProcessId(le_msg_SessionRef_t sessionRef, pid_t* processIdPtr)
{
    return le_msg_GetClientUserCreds(sessionRef, nullptr, processIdPtr);
}

le_result_t le_msg_GetClientAgent(le_msg_SessionRef_t sessionRef, char* buffer, size_t bufferSize)
{
    const le_result_t result = le_msg_GetClientUserCreds(sessionRef, nullptr, nullptr);
    if (result != LE_OK)
    {
        return result;
    }
    LE_FATAL_IF(buffer == nullptr || bufferSize == 0, "No buffer for the client's name.");
    const char* agent = toLocal(sessionRef) != nullptr ? "<local>" : sessionRef->clientAgent;
    const size_t length = std::strlen(agent);
    const size_t copied = length < bufferSize ? length : bufferSize - 1;
    std::memcpy(buffer, agent, copied);
    buffer[copied] = '\0';
    return copied == length ? LE_OK : LE_OVERFLOW;
}
