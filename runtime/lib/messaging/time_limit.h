// How long a client waits for its server.
#pragma once

#include "runtime/lib/messaging/session.h"

namespace ligature::messaging
{

/// Until when a client waits for the answer to one request.
class Deadline
{
public:
    /// `limit`: milliseconds from now; 0: there is no end.
    explicit Deadline(uint32_t limit) : end_(limit == 0 ? kNever : after(limit)) {}

    bool isNever() const { return end_ == kNever; }
    static constexpr int64_t kNever = INT64_MAX;

    /// Blocks until poll() finds one of `events` at the descriptor, or `atMost` milliseconds are over or a signal comes
    /// before that; what it found goes to `*found`, 0 for nothing. False: nothing has come, and the time until the
    /// deadline is over.
    bool wait(int fd, short events, short* found, int64_t atMost = kNever) const;

private:
    static int64_t after(uint32_t limit);

    int64_t end_;  ///< milliseconds of the monotonic clock
};

/// Has the socket of a client's session wait no longer than the session's limit, so that a call that is answered in
/// time costs no more than one without a limit.
void applyTimeLimit(le_msg_Session& session);

/// The server has not answered in time: the session is given up.
void giveUpOverdue(le_msg_Session& session);

}  // namespace ligature::messaging
