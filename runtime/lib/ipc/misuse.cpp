// What a caller of generated functions must not do, and small helpers that need no inlining.
#include <unistd.h>

#include "le_ipc.h"
#include "legato.h"

extern "C" void le_ipc_FatalNoRoom(void)
{
    LE_FATAL(
        "A message does not fit the size computed from the .api file of its side, or of the local service it goes to.");
}

extern "C" void le_ipc_FatalNull(void)
{
    LE_FATAL("NULL was given where the .api file wants a value.");
}

extern "C" void le_ipc_FatalString(size_t limit)
{
    LE_FATAL("A string is longer than the %zu bytes that the .api file allows.", limit);
}

extern "C" void le_ipc_FatalArray(size_t count, size_t limit)
{
    LE_FATAL("An array has %zu elements, the .api file allows %zu.", count, limit);
}

extern "C" void le_ipc_FatalReference(const void* reference)
{
    LE_FATAL("%p is no reference: references are 0, or odd and of 32 bits.", reference);
}

extern "C" void le_ipc_FatalSize(size_t value)
{
    LE_FATAL("A size of %zu does not fit 32 bits.", value);
}

extern "C" void le_ipc_CloseFile(int fd)
{
    if (fd >= 0)
    {
        close(fd);
    }
}

extern "C" void le_ipc_PutHead(le_ipc_Writer_t* out, const char* string, size_t room)
{
    size_t length = room;
    // Back to the start of the character that does not fit.
    while (length > 0 && (static_cast<unsigned char>(string[length]) & 0xC0) == 0x80)
    {
        --length;
    }
    le_ipc_PutU32(out, static_cast<uint32_t>(length));
    le_ipc_PutBlock(out, string, length);
    le_ipc_PutU8(out, 0);
}
