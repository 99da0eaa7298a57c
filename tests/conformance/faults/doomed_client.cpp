// Uses fault.api under the name `soft` until it is killed: subscriptions, callbacks that wait, calls of every size.
#include <vector>

#include "runtime/include/legato.h"
#include "soft_interface.h"

int main()
{
    soft_ConnectService();
    std::vector<uint8_t> data(FAULT_LARGE, 1);
    for (;;)
    {
        fault_TickHandlerRef_t handler = soft_AddTickHandler(
            1, [](const char*, uint32_t, void*) {}, nullptr);
        soft_Begin(
            LE_OK, [](uint32_t, void*) {}, nullptr);
        uint32_t list[8];
        size_t size = 8;
        char text[17];
        soft_Give(list, &size, text, sizeof(text));
        size = data.size();
        soft_Large(data.data(), data.size(), data.data(), &size);
        int file = -1;
        soft_Open(&file);
        soft_Take(file);
        soft_RemoveTickHandler(handler);
    }
}
