// Asynchronous calls of the interface units: packs a
// request and sends it, unpacks the answer when it comes.
// Made by ifgen from units.api: changes made here are lost.
#include "units_async.h"
#include "units_messages.h"

extern le_ipc_Client_t ifgen_units_client;  // in units_client.c
