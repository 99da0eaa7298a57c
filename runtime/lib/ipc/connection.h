// Sessions of client interfaces, one per thread and interface.
#pragma once

#include "le_ipc.h"

namespace ligature::ipc
{

struct Connection
{
    le_ipc_Client_t* client;
    le_msg_SessionRef_t session;  ///< null: the server is called directly
    unsigned users;
    void (*onLost)(void*);
    void* onLostContext;
    const le_msg_LocalService_t* local;  ///< null: a session that reaches other processes
};

/// The calling thread's connection. Fatal when there is none.
Connection* connectionOf(le_ipc_Client_t* client);

/// The connection of a client's session.
Connection* connectionOf(le_msg_SessionRef_t session);

/// The same; null when the session is being ended.
Connection* findConnection(le_msg_SessionRef_t session);

/// The server is gone, or said what it must not: ends the session and its handlers, then calls the user's function,
/// which may leave by longjmp(). Fatal when it returns. Nothing on the stack above may need destruction.
[[noreturn]] void lose(Connection* connection, const char* reason);

/// Loses the connection because the server, of another version of the interface, does not know the function or cannot
/// take what the function sends.
[[noreturn]] void loseToVersion(const le_ipc_Call_t& call, const char* reason);

/// Gives the message of a call its size, before it is sent. Loses the connection when the server, of another version of
/// the interface, takes none of that size; the message is released then.
void setSize(const le_ipc_Call_t& call);

/// Has `release` called when the calling thread ends, once it has no connections any more. One of a thread, which has
/// connections now.
void afterConnections(void (*release)());

/// Delivers a message that the server sent of its own accord.
void receiveIndication(le_msg_MessageRef_t message, void* connection);

/// A message that what is called from here works on; to be given back by releaseAbandoned() with the same `frame`.
void beginDelivery(le_msg_MessageRef_t message, const void* frame);

/// Lets go of messages of the calling thread whose handlers were left by longjmp(). `frame`: that of the caller.
void releaseAbandoned(const void* frame);

/// Lets go of all of them: the thread ends.
void endDeliveries();

/// Forgets all handlers of a session.
void dropHandlers(le_msg_SessionRef_t session);

}  // namespace ligature::ipc
