// Asynchronous calls of the interface units, under the name other: packs a
// request and sends it, unpacks the answer when it comes.
// Made by ifgen from units.api: changes made here are lost.
#include "units_messages.h"
#include "other_async.h"

extern le_ipc_Client_t ifgen_client_other;  // in other_client.c
