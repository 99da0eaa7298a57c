// The state that messaging keeps about a thread.
#pragma once

#include <sys/types.h>

#include <cstdint>

#include "runtime/include/le_timer.h"
#include "runtime/lib/messaging/session.h"
#include "runtime/lib/thread/thread.h"

namespace ligature::messaging
{

/// What messaging keeps about a thread; goes with the thread.
struct PerThread
{
    thread::ExitHook exitHook;
    bool isHooked = false;
    pid_t pid = 0;                                             ///< of the process in which it was hooked
    le_msg_MessageRef_t current = nullptr;                     ///< that a service receive handler is working on
    void* currentFrame = nullptr;                              ///< where on the stack its handler was called
    List<le_msg_Session, &le_msg_Session::ofThread> sessions;  ///< client side
    List<le_msg_Session, &le_msg_Session::ofThread> deleted;   ///< client side: in their turn, which is to end first
    List<le_msg_Session, &le_msg_Session::ofGathering> gathering;
    Service* services = nullptr;
    uint32_t served = 0;                  ///< messages to its services, without the first of each session; see pace.h
    uint32_t lastTurn = 0;                ///< number of the session that had the last turn of a service
    uint32_t turnsInARow = 0;             ///< it had
    Message* spare = nullptr;             ///< the block it used last; may hold a reference to a session
    le_timer_Ref_t stallTimer = nullptr;  ///< null until a client has been slow
    le_timer_Ref_t roomTimer = nullptr;   ///< null until too many descriptors were on their way
};

extern thread_local constinit PerThread ownRecord;

/// That of the calling thread.
inline PerThread& perThread()
{
    return ownRecord;
}

/// Makes a message the one the calling thread works on, until end(). Whoever does that has a reference to the message,
/// which it gives back afterwards. A handler may leave by longjmp() or end its thread: what is left behind on the stack
/// then is recognised by its place and forgotten, and the reference is given back here.
class CurrentMessage
{
public:
    CurrentMessage(le_msg_MessageRef_t message, void* frame);
    CurrentMessage(const CurrentMessage&) = delete;
    CurrentMessage& operator=(const CurrentMessage&) = delete;

    /// Not a destructor, which would run when the thread ends too.
    void end() const;

    /// The message of the calling thread for a caller with this frame; null if there is none. Gives back the reference
    /// to one that was left behind, which may end its session: not under a lock.
    static le_msg_MessageRef_t get(const void* frame);

private:
    le_msg_MessageRef_t outer_;
    void* outerFrame_;
};

/// The same for a thread that gets a session or service; sees to it that they end with the thread. Fatal if it is no
/// Legato thread.
PerThread& joinThread();

}  // namespace ligature::messaging
