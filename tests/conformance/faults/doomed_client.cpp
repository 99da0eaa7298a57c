// Uses fault.api under the name `soft` and later.api under the name `late` until it is killed: subscriptions, callbacks
// and commands that wait, calls of every size, waited for and not.
#include <unistd.h>

#include <vector>

#include "late_async.h"
#include "runtime/include/legato.h"
#include "soft_async.h"

namespace
{

std::vector<uint8_t> Data(FAULT_LARGE, 1);

void callAndWait()
{
    uint32_t list[8];
    size_t size = 8;
    char text[17];
    soft_Give(list, &size, text, sizeof(text));
    size = Data.size();
    soft_Large(Data.data(), Data.size(), Data.data(), &size);
    int file = -1;
    soft_Open(&file);
    soft_Take(file);
}

/// Answers come while the event loop is served, or never.
void callWithoutWaiting()
{
    for (uint32_t i = 0; i < 3; ++i)
    {
        late_WaitAsync(
            i, [](uint32_t, void*) {}, nullptr);
    }
    soft_GiveAsync([](le_result_t, const uint32_t*, size_t, const char*, void*) {}, nullptr);
    soft_LargeAsync(
        Data.data(), Data.size(), [](le_result_t, const uint8_t*, size_t, void*) {}, nullptr);
    soft_OpenAsync(
        [](int file, void*)
        {
            soft_TakeAsync(
                file, [](void*) {}, nullptr);
        },
        nullptr);
}

}  // namespace

int main()
{
    soft_ConnectService();
    late_ConnectService();
    for (int round = 1;; ++round)
    {
        fault_TickHandlerRef_t handler = soft_AddTickHandler(
            1, [](const char*, uint32_t, void*) {}, nullptr);
        soft_Begin(
            LE_OK, [](uint32_t, void*) {}, nullptr);
        callWithoutWaiting();
        callAndWait();
        soft_RemoveTickHandler(handler);
        while (le_event_ServiceLoop() == LE_OK)
        {
        }
        if (round % 2 == 0)
        {
            late_DisconnectService();  // with calls under way
            late_ConnectService();
        }
        if (getpid() % 4 == 0)
        {
            late_Wait(0);  // the server answers when others have asked: most of these die here
        }
    }
}
