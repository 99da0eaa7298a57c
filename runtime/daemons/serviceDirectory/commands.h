// The commands of the Supervisor and of `sdir`: JSON in, JSON out (runtime/formats/control.h).
//
//   {"command":"load","system":DIRECTORY}                     bindings of DIRECTORY/manifest.json replace all others
//   {"command":"addApp","name":APP,"uid":N}  + descriptor     a listening SOCK_SEQPACKET socket of that app
//   {"command":"removeApp","name":APP}
//   {"command":"list"}                                        "bindings", "services", "waiting" as in `sdir list`
//   {"command":"bind","client":END,"server":END}              temporary: until the next load
//   {"command":"unbind","client":END}
//
// END is {"app":NAME,"interface":NAME} or {"user":NAME,"interface":NAME}. The reply is {"ok":true,...} or
// {"ok":false,"message":TEXT}.
#pragma once

#include <nlohmann/json.hpp>

#include "runtime/daemons/serviceDirectory/directory.h"

namespace ligature::directory
{

/// Carries out one command. Never throws for what is in `request`: the reply says what is wrong with it.
nlohmann::json carryOut(Directory& directory, const nlohmann::json& request, formats::UniqueFd descriptor);

}  // namespace ligature::directory
