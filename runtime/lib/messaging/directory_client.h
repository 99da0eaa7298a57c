// liblegato's side of the conversation with the Service Directory (runtime/formats/directory_protocol.h).
#pragma once

#include "runtime/formats/directory_protocol.h"
#include "runtime/lib/messaging/message.h"

namespace ligature::messaging
{

/// Connects to this app's directory socket and asks. Returns the connection, close-on-exec, or -1 if the directory is
/// not there (errno says why).
int askDirectory(directory::Kind kind, const le_msg_Interface& interface, uint64_t token);

enum class ReplyStatus
{
    Done,
    Empty,   ///< no answer yet
    Notice,  ///< no answer yet; `reply` says why
    Lost     ///< the connection ended, or what came is no answer
};
ReplyStatus receiveReply(int fd, bool wait, directory::Reply& reply);

enum class HandOverStatus
{
    Done,
    Empty,
    Bad,  ///< not a hand-over; nothing was taken
    Lost
};
/// The next client for a service; `*clientFd` is then the caller's.
HandOverStatus receiveHandOver(int fd, directory::HandOver& handOver, int* clientFd);

/// Words for a refusal.
const char* describeRefusal(const directory::Reply& reply);

}  // namespace ligature::messaging
