// bench_ipc_generated_client BYTES|oneway [LIMIT]: the same through code that ifgen made of echo.api: 4 bytes are a
// number, 100 a text, anything else bytes; `oneway` is a number that is not answered, and after 63 of them one that is.
// LIMIT: the milliseconds that each call may take.
#include <cstdlib>
#include <cstring>
#include <string>

#include "echo_interface.h"
#include "runtime/include/legato.h"
#include "tests/bench/ipc/peer.h"

namespace
{

void number()
{
    static uint32_t next = 0;
    ++next;
    LE_FATAL_IF(echo_Number(next) != next, "Another number came back.");
}

void oneWay()
{
    constexpr uint32_t kBurst = 64;
    static uint32_t next = 0;
    ++next % kBurst != 0 ? echo_Note(next) : number();
}

void text(size_t bytes)
{
    static const std::string sent(bytes, 'x');
    char copy[ECHO_MAX_BYTES + 1];
    echo_Text(sent.c_str(), copy, sizeof(copy));
    LE_FATAL_IF(copy[0] != 'x', "Another text came back.");
}

void bytes(size_t count)
{
    static uint8_t sent[ECHO_MAX_BYTES];
    uint8_t copy[ECHO_MAX_BYTES];
    size_t copySize = sizeof(copy);
    echo_Bytes(sent, count, copy, &copySize);
    LE_FATAL_IF(copySize != count, "%zu bytes came back.", copySize);
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 2 && argc != 3)
    {
        return 2;
    }
    const bool isOneWay = std::strcmp(argv[1], "oneway") == 0;
    const size_t count = std::strtoul(argv[1], nullptr, 10);
    if (count > ECHO_MAX_BYTES)
    {
        return 2;
    }
    echo_ConnectService();
    if (argc == 3)
    {
        echo_SetTimeLimit(static_cast<uint32_t>(std::strtoul(argv[2], nullptr, 10)));
    }
    ligature::bench::answerOrders(
        [=]
        {
            if (isOneWay)
            {
                oneWay();
            }
            else if (count == 4)
            {
                number();
            }
            else if (count == 100)
            {
                text(count);
            }
            else
            {
                bytes(count);
            }
        });
    return 0;
}
