// A server of the interface units that does nothing yet: fill in the functions.
// Made once by ifgen from units.api.
#include "legato.h"
#include "units_server.h"

// Until the functions use what they are given.
#pragma GCC diagnostic ignored "-Wunused-parameter"

COMPONENT_INIT
{
}
