// Wants the LED, but no system binds it: shows what an app gets that asks for what it was not given.
#include "legato.h"
#include "interfaces.h"

COMPONENT_INIT
{
    le_result_t result = led_TryConnectService();
    if (result == LE_OK)
    {
        LE_CRIT("connected to an LED that nobody gave me");
    }
    else
    {
        LE_INFO("refused: %s", LE_RESULT_TXT(result));
    }
}
