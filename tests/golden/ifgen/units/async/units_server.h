// What a server of the interface units sees.
// Made by ifgen from units.api: changes made here are lost.
#ifndef UNITS_SERVER_H_INCLUDE_GUARD
#define UNITS_SERVER_H_INCLUDE_GUARD

#include "legato.h"
#include "units_common.h"

#ifdef __cplusplus
extern "C"
{
#endif

/// A call that is answered later.
typedef struct units_ServerCmd* units_ServerCmdRef_t;

#ifdef __cplusplus
}
#endif

#endif  // UNITS_SERVER_H_INCLUDE_GUARD
