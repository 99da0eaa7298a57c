// What the library's constructor calls, in this order.
#pragma once

namespace ligature::log
{

/// Reads the level and the stream's kind from the environment and makes the library's own session.
void start();

}  // namespace ligature::log
