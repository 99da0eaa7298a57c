// A server of the interface words that does nothing yet: fill in the functions.
// Made once by ifgen from words.api.
#include "legato.h"
#include "words_server.h"

// Until the functions use what they are given.
#pragma GCC diagnostic ignored "-Wunused-parameter"

void words_Compare
(
    words_ServerCmdRef_t _cmdRef,
    int32_t _this,  ///< [IN]
    const char* LE_NONNULL _template,  ///< [IN]
    words_Bits_t bits,  ///< [IN]
    size_t number  ///< [IN]
)
{
    // Answer now or later with words_CompareRespond().
}

void words_Swap
(
    words_ServerCmdRef_t _cmdRef,
    const words_Thing_t* thingsPtr,  ///< [IN]
    size_t thingsSize,  ///< [IN]
    size_t swappedSize,  ///< [IN]
    le_onoff_t on,  ///< [IN]
    const uint8_t* dataPtr,  ///< [IN]
    size_t dataSize,  ///< [IN]
    size_t copySize  ///< [IN]
)
{
    // Answer now or later with words_SwapRespond().
}

void words_SetTimeLimit
(
    words_ServerCmdRef_t _cmdRef,
    uint32_t seconds  ///< [IN]
)
{
    // Answer now or later with words_SetTimeLimitRespond().
}

COMPONENT_INIT
{
}
