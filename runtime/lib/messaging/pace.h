// How fast a service takes new clients. Taking one and seeing it go costs a server more than a call does: one that
// comes and goes without end must not keep it from those it serves.
//
// A session is fruitless when it ends with no request made, or for an offence. After some of them within a second, and
// while the thread serves others, clients are taken only every few milliseconds, a few at a time. Where nobody else is
// served, nobody waits.
#pragma once

#include <cstdint>

#include "runtime/include/le_timer.h"

namespace ligature::messaging
{

struct Service;

struct Pace
{
    int64_t second = 0;      ///< when the second began in which `fruitless` counts; milliseconds
    uint32_t fruitless = 0;  ///< sessions that ended so since then
    uint32_t served = 0;     ///< messages of the thread when a client was last let in
    bool isWaiting = false;  ///< for the timer, which takes the next clients
    le_timer_Ref_t timer = nullptr;
};

/// A session of the service has ended fruitless.
void noteFruitless(Service& service);

/// Whether the next client may be taken now. If not, the service does not watch for clients until the timer has taken
/// some.
bool mayTakeClient(Service& service);

/// Before the service no longer watches for clients.
void forgetPace(Service& service);

}  // namespace ligature::messaging
