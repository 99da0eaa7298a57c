// Client side of the interface units, shared by every name it is used under: packs a request, sends it, waits for the
// answer and unpacks it.
// Made by ifgen from units.api: changes made here are lost.
#include "units_messages.h"
