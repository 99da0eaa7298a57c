// How fast a service takes new clients. Taking one and seeing it go costs a server more than a call does: one that
// comes and goes without end must not keep it from those it serves.
//
// A session is fruitless when it ends with no request made, or for an offence. After some of them within a second, and
// while the thread serves others, clients are taken only every few milliseconds, a few at a time. Where nobody else is
// served, nobody waits. The first message of a session does not make its client one of those others: it belongs to
// coming, and who comes is not to be protected from himself.
#pragma once

#include "runtime/include/le_timer.h"
#include "runtime/lib/messaging/contest.h"

namespace ligature::messaging
{

struct Service;

struct Pace
{
    Contest contest;
    le_timer_Ref_t timer = nullptr;  ///< takes the next clients; null until one had to wait
};

/// A session of the service has ended fruitless.
void noteFruitless(Service& service);

/// Whether the next client may be taken now. If not, the service does not watch for clients until the timer has taken
/// some.
bool mayTakeClient(Service& service);

/// Before the service no longer watches for clients.
void forgetPace(Service& service);

}  // namespace ligature::messaging
