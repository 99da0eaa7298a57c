// bench_ipc_direct call|pointer BYTES: the echo in one process, through the code that ifgen made for direct calls of a
// server named `echo` by a client named `near`, or through a pointer to the server's function. 4 bytes are a number,
// 100 a text, anything else bytes.
#include <cstdlib>
#include <cstring>
#include <string>

#include "echo_server.h"
#include "near_interface.h"
#include "runtime/include/legato.h"
#include "tests/bench/ipc/peer.h"

namespace
{

struct Functions
{
    uint32_t (*number)(uint32_t);
    void (*text)(const char*, char*, size_t);
    void (*bytes)(const uint8_t*, size_t, uint8_t*, size_t*);
};

void roundTrip(const volatile Functions& echo, size_t count)
{
    static uint8_t sent[ECHO_MAX_BYTES + 1];
    static uint8_t copy[ECHO_MAX_BYTES + 1];
    if (count == 4)
    {
        static uint32_t next = 0;
        ++next;
        LE_FATAL_IF(echo.number(next) != next, "Another number came back.");
    }
    else if (count == 100)
    {
        std::memset(sent, 'x', count);
        echo.text(reinterpret_cast<const char*>(sent), reinterpret_cast<char*>(copy), sizeof(copy));
        LE_FATAL_IF(copy[0] != 'x', "Another text came back.");
    }
    else
    {
        size_t copySize = ECHO_MAX_BYTES;
        echo.bytes(sent, count, copy, &copySize);
        LE_FATAL_IF(copySize != count, "%zu bytes came back.", copySize);
    }
}

}  // namespace

int main(int argc, char** argv)
{
    const size_t count = argc == 3 ? std::strtoul(argv[2], nullptr, 10) : 0;
    if (count == 0 || count > ECHO_MAX_BYTES)
    {
        return 2;
    }
    near_ConnectService();
    const bool isPlain = std::string(argv[1]) == "pointer";
    const volatile Functions echo = {isPlain ? echo_Number : near_Number, isPlain ? echo_Text : near_Text,
                                     isPlain ? echo_Bytes : near_Bytes};
    ligature::bench::answerOrders([&] { roundTrip(echo, count); });
    return 0;
}
