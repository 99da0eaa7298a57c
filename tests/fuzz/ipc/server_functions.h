// A server of every.api that looks at all it is given and gives all it is asked for.
#pragma once

#include <cstddef>

namespace ligature::fuzz
{

/// Calls every handler that clients have given.
void reportAll();
/// Handlers of events that were added and not removed.
size_t subscriptions();
/// What Once() answers, so that its callback is dropped or kept; true: functions end their client's session.
void setKills(bool kills);
/// For functions: ends the client's session if that is wanted.
void killIfAsked();

/// Calls that are not answered yet, and answers one of them. A server that answers at once has none.
size_t waitingCalls();
void answerCall(size_t which);

}  // namespace ligature::fuzz
