// Handling the messages of one session before others have theirs.
#pragma once

#include "runtime/lib/messaging/outgoing.h"

namespace ligature::messaging
{

/// Whether a turn of the session was left by longjmp(), as a caller with this frame can tell.
inline bool wasTurnLeft(const le_msg_Session& session, const void* frame)
{
    // The stack grows down: a turn that goes on stands above its caller.
    return session.turnFrame != nullptr && frame >= session.turnFrame;
}

/// Handling the messages of one session, as long as it lives: what is gathered goes at its end, and what is left of a
/// batch is handled in a turn to come. A handler may leave by longjmp() and keep the destructor from running; then the
/// event loop does the rest, and the next turn of the session, or its end, takes over what that one held.
class Turn
{
public:
    Turn(le_msg_Session& session, void* frame) : session_(session), outerFrame_(session.turnFrame)
    {
        if (wasTurnLeft(session, frame)) [[unlikely]]
        {
            outerFrame_ = nullptr;
        }
        else
        {
            addReference(session);
        }
        session.turnFrame = frame;
        if (session.isGathering)
        {
            sendGathered(session);  // left by a turn that did not come to its end
        }
    }
    ~Turn()
    {
        session_.turnFrame = outerFrame_;
        if (session_.isGathering)
        {
            sendGathered(session_);
        }
        if (session_.batch != nullptr || session_.mayHoldMore || session_.watcher.mustRun)
        {
            updateRunAgain(session_);
        }
        releaseReference(session_);
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

private:
    le_msg_Session& session_;
    void* outerFrame_;
};

}  // namespace ligature::messaging
