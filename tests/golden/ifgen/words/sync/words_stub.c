// A server of the interface words that does nothing yet: fill in the functions.
// Made once by ifgen from words.api.
#include "legato.h"
#include "words_server.h"

// Until the functions use what they are given.
#pragma GCC diagnostic ignored "-Wunused-parameter"

words_Sign_t words_Compare
(
    int32_t _this,  ///< [IN]
    const char* LE_NONNULL _template,  ///< [IN]
    words_Wide_t* widePtr,  ///< [OUT]
    words_Bits_t bits,  ///< [IN]
    size_t number,  ///< [IN]
    char* letterPtr  ///< [OUT]
)
{
    return (words_Sign_t)0;
}

void words_Swap
(
    const words_Thing_t* thingsPtr,  ///< [IN]
    size_t thingsSize,  ///< [IN]
    words_Thing_t* swappedPtr,  ///< [OUT]
    size_t* swappedSizePtr,  ///< [INOUT]
    le_onoff_t on,  ///< [IN]
    const uint8_t* dataPtr,  ///< [IN]
    size_t dataSize,  ///< [IN]
    uint8_t* copyPtr,  ///< [OUT]
    size_t* copySizePtr  ///< [INOUT]
)
{
}

void words_SetTimeLimit
(
    uint32_t seconds  ///< [IN]
)
{
}

COMPONENT_INIT
{
}
