// Asynchronous calls of the interface units: packs a
// request and sends it, unpacks the answer when it comes.
// Made by ifgen from units.api: changes made here are lost.
#include "units_messages.h"
#include "units_async.h"

extern le_ipc_Client_t ifgen_client_units;  // in units_client.c
