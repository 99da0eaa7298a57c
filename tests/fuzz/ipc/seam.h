// Messages without sockets: what runtime/lib/ipc asks of messaging, threads and the log, in one process and one thread.
// Messages are handed in and taken out as bytes. Reading past what was received is a finding of AddressSanitizer.
#pragma once

#include <string>

#include "legato.h"

namespace ligature::fuzz
{

/// What a message carries.
struct Datagram
{
    std::string bytes;
    uint8_t files = 0;  ///< descriptors, a bit for each place
};

/// The places that a flag of an input stands for: the first, and others by the length of what is sent.
inline uint8_t filesOf(bool hasSome, size_t length)
{
    return static_cast<uint8_t>(hasSome ? length | 1 : 0);
}

/// A session of a client that the service under test takes for a real one.
le_msg_SessionRef_t openClient();
bool isOpen(le_msg_SessionRef_t session);
void closeClient(le_msg_SessionRef_t session);
/// Hands a message to the service. The answer, if there was one.
bool request(le_msg_SessionRef_t session, const Datagram& datagram, bool needsResponse, Datagram* answer = nullptr);

/// What the server answers to the client under test: called with each request. False: the server is gone.
using Answer = bool (*)(const Datagram& request, Datagram& answer);
void setAnswer(Answer answer);
/// What the server does with calls that nobody answers; NULL: it is gone.
void setOneWay(void (*receiver)(const Datagram& call));
/// Hands a message of the server's own accord to every session that clients under test have open.
void indicate(const Datagram& datagram);
/// Runs what waits in the event loop.
void runQueue();
/// The last message that the service sent of its own accord.
Datagram& lastReport();

/// A new descriptor, and the number of descriptors and messages that are not given back.
int newFile();
int openFiles();
int liveMessages();
int liveSessions();

}  // namespace ligature::fuzz
