// Texts of result codes and errno values (runtime specification, section 1.2).
#include "runtime/include/le_log.h"

#include <cstring>

const char* _le_log_GetResultCodeString(le_result_t resultCode)
{
    switch (resultCode)
    {
        case LE_OK:
            return "LE_OK";
        case LE_NOT_FOUND:
            return "LE_NOT_FOUND";
        case LE_NOT_POSSIBLE:
            return "LE_NOT_POSSIBLE";
        case LE_OUT_OF_RANGE:
            return "LE_OUT_OF_RANGE";
        case LE_NO_MEMORY:
            return "LE_NO_MEMORY";
        case LE_NOT_PERMITTED:
            return "LE_NOT_PERMITTED";
        case LE_FAULT:
            return "LE_FAULT";
        case LE_COMM_ERROR:
            return "LE_COMM_ERROR";
        case LE_TIMEOUT:
            return "LE_TIMEOUT";
        case LE_OVERFLOW:
            return "LE_OVERFLOW";
        case LE_UNDERFLOW:
            return "LE_UNDERFLOW";
        case LE_WOULD_BLOCK:
            return "LE_WOULD_BLOCK";
        case LE_DEADLOCK:
            return "LE_DEADLOCK";
        case LE_FORMAT_ERROR:
            return "LE_FORMAT_ERROR";
        case LE_DUPLICATE:
            return "LE_DUPLICATE";
        case LE_BAD_PARAMETER:
            return "LE_BAD_PARAMETER";
        case LE_CLOSED:
            return "LE_CLOSED";
        case LE_BUSY:
            return "LE_BUSY";
        case LE_UNSUPPORTED:
            return "LE_UNSUPPORTED";
        case LE_IO_ERROR:
            return "LE_IO_ERROR";
        case LE_NOT_IMPLEMENTED:
            return "LE_NOT_IMPLEMENTED";
        case LE_UNAVAILABLE:
            return "LE_UNAVAILABLE";
        case LE_TERMINATED:
            return "LE_TERMINATED";
        case LE_IN_PROGRESS:
            return "LE_IN_PROGRESS";
        case LE_SUSPENDED:
            return "LE_SUSPENDED";
    }
    return "(unknown)";
}

const char* _le_log_GetErrnoCodeString(int errnoValue)
{
    static thread_local char buffer[256];
    return strerror_r(errnoValue, buffer, sizeof(buffer));  // The GNU form: the text may be elsewhere.
}
