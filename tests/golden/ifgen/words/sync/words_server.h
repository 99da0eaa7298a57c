// What a server of the interface words sees.
// Made by ifgen from words.api: changes made here are lost.
#ifndef WORDS_SERVER_H_INCLUDE_GUARD
#define WORDS_SERVER_H_INCLUDE_GUARD

#include "legato.h"
#include "words_common.h"

#ifdef __cplusplus
extern "C"
{
#endif

/// The service; NULL before it is advertised.
le_msg_ServiceRef_t words_GetServiceRef(void);

/// The session of the client that is being served; NULL outside of a call.
le_msg_SessionRef_t words_GetClientSessionRef(void);

/// Makes the calling thread the server's and offers the service. Functions run from that thread's event loop. Once it has
/// ended, another thread may do the same.
void words_AdvertiseService(void);

#ifndef WORDS_FUNCTIONS_DECLARED
#define WORDS_FUNCTIONS_DECLARED

words_Sign_t words_Compare
(
    int32_t _this,  ///< [IN]
    const char* LE_NONNULL _template,  ///< [IN]
    words_Wide_t* widePtr,  ///< [OUT]
    words_Bits_t bits,  ///< [IN]
    size_t number,  ///< [IN]
    char* letterPtr  ///< [OUT]
);

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
);

void words_SetTimeLimit
(
    uint32_t seconds  ///< [IN]
);

#endif

#ifdef __cplusplus
}
#endif

#endif  // WORDS_SERVER_H_INCLUDE_GUARD
