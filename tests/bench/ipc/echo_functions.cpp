// What serves echo.api, by messages and directly.
#include <cstring>

#include "echo_server.h"
#include "runtime/include/legato.h"

uint32_t echo_Number(uint32_t number)
{
    return number;
}

void echo_Note(uint32_t) {}

void echo_Text(const char* text, char* copy, size_t copySize)
{
    le_utf8_Copy(copy, text, copySize, nullptr);
}

void echo_Bytes(const uint8_t* dataPtr, size_t dataSize, uint8_t* copyPtr, size_t* copySizePtr)
{
    *copySizePtr = dataSize < *copySizePtr ? dataSize : *copySizePtr;
    std::memcpy(copyPtr, dataPtr, *copySizePtr);
}
