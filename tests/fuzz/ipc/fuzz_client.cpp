// The client's side of generated code, and runtime/lib/ipc under it, against a server that says anything. An input is a
// list of steps: a byte that says what is called, the length (16 bits) and bytes of the answer, and for some steps a
// message of the server's own accord. A finding is a crash, a hang, the client's end, or something left behind.
#include <csetjmp>
#include <cstdlib>
#include <cstring>

#include "every_messages.h"
#include "tests/fuzz/demand.h"
#include "tests/fuzz/ipc/client_calls.h"
#include "tests/fuzz/ipc/seam.h"
#include "user_interface.h"

namespace
{

using namespace ligature::fuzz;

constexpr uint8_t kCall = 0x0F;
constexpr uint8_t kWithFile = 0x10;
constexpr uint8_t kWantsOutputs = 0x20;
constexpr uint8_t kDisconnects = 0x40;
constexpr uint8_t kIndicates = 0x80;

// The rest of the input. It outlives every longjmp().
struct Input
{
    const uint8_t* data;
    size_t size;
    size_t at;
    bool withFile;
    uint32_t lastHandler;
    Datagram indication;
    jmp_buf onLost;
};

Input& input()
{
    static Input all;
    return all;
}

uint8_t nextByte()
{
    return input().at < input().size ? input().data[input().at++] : 0;
}

// False: there is no more, or the input wants nothing.
bool nextBytes(Datagram& datagram)
{
    constexpr size_t kGone = 0xFFFF;
    const size_t length = nextByte() | nextByte() << 8;
    if (length == kGone || input().at >= input().size)
    {
        return false;
    }
    const size_t taken = std::min(length, input().size - input().at);
    datagram.bytes.assign(reinterpret_cast<const char*>(input().data) + input().at, taken);
    datagram.files = filesOf(input().withFile, length);
    input().at += taken;
    return true;
}

uint32_t wordAt(const Datagram& datagram, size_t place)
{
    uint32_t word = 0;
    if (datagram.bytes.size() >= place + sizeof(word))
    {
        memcpy(&word, datagram.bytes.data() + place, sizeof(word));
    }
    return word;
}

bool answer(const Datagram& request, Datagram& answer)
{
    switch (wordAt(request, 0))
    {
        case IFGEN_EVERY_MSG_AddFullHandler:
            input().lastHandler = wordAt(request, 8);
            break;
        case IFGEN_EVERY_MSG_AddBareHandler:
        case IFGEN_EVERY_MSG_Once:
        case IFGEN_EVERY_MSG_Later:
        case IFGEN_EVERY_MSG_Perhaps:
        case IFGEN_EVERY_MSG_Hand:
            input().lastHandler = wordAt(request, 4);
            break;
        default:
            break;
    }
    return nextBytes(answer);
}

// The number of a handler is not to be guessed: 0 stands for the last that was added.
void nextIndication()
{
    Datagram& datagram = input().indication;
    if (nextBytes(datagram))
    {
        if (datagram.bytes.size() >= 8 && wordAt(datagram, 4) == 0)
        {
            memcpy(datagram.bytes.data() + 4, &input().lastHandler, 4);
        }
        indicate(datagram);
    }
}

void onLost(void*)
{
    longjmp(input().onLost, 1);
}

void step()
{
    const uint8_t what = nextByte();
    input().withFile = (what & kWithFile) != 0;
    call(what & kCall, (what & kWantsOutputs) != 0);
    if ((what & kIndicates) != 0)
    {
        nextIndication();
    }
    if ((what & kDisconnects) != 0)
    {
        user_DisconnectService();
        user_ConnectService();
        user_SetServerDisconnectHandler(onLost, nullptr);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    setAnswer(answer);
    setOneWay([](const Datagram&) {});
    input().data = data;
    input().size = size;
    input().at = 0;
    const int files = openFiles();
    while (input().at < input().size)
    {
        if (setjmp(input().onLost) == 0)
        {
            user_ConnectService();
            user_SetServerDisconnectHandler(onLost, nullptr);
            while (input().at < input().size)
            {
                step();
            }
            user_DisconnectService();
        }
    }
    // A handler that loses the connection is left; the next connection of the thread clears up after it.
    user_ConnectService();
    user_DisconnectService();
    demand(liveMessages() == 0);
    demand(liveSessions() == 0);
    demand(openFiles() == files);
    return 0;
}
