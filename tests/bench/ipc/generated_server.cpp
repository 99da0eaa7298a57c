// bench_ipc_generated_server: serves echo.api through the code that ifgen made of it.
#include "echo_server.h"
#include "runtime/include/legato.h"

int main()
{
    echo_AdvertiseService();
    le_event_RunLoop();
}
