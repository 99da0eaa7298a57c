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

}  // namespace ligature::fuzz
