// Server side of the interface units: checks a request, calls the function
// that serves it and sends the answer.
// Made by ifgen from units.api: changes made here are lost.
#include "units_messages.h"
#include "units_server.h"
#include "units_service.h"
