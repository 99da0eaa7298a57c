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

/// A call that is answered later.
typedef struct words_ServerCmd* words_ServerCmdRef_t;

#ifndef WORDS_FUNCTIONS_DECLARED
#define WORDS_FUNCTIONS_DECLARED

/// Answers words_Compare(). From any thread, once.
void words_CompareRespond
(
    words_ServerCmdRef_t _cmdRef,
    words_Sign_t _result,  ///< [IN]
    words_Wide_t wide,  ///< [IN]
    char letter  ///< [IN]
);

void words_Compare
(
    words_ServerCmdRef_t _cmdRef,
    int32_t _this,  ///< [IN]
    const char* LE_NONNULL _template,  ///< [IN]
    words_Bits_t bits,  ///< [IN]
    size_t number  ///< [IN]
);

/// Answers words_Swap(). From any thread, once.
void words_SwapRespond
(
    words_ServerCmdRef_t _cmdRef,
    const words_Thing_t* swappedPtr,  ///< [IN]
    size_t swappedSize,  ///< [IN]
    const uint8_t* copyPtr,  ///< [IN]
    size_t copySize  ///< [IN]
);

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
);

/// Answers words_SetTimeLimit(). From any thread, once.
void words_SetTimeLimitRespond
(
    words_ServerCmdRef_t _cmdRef
);

void words_SetTimeLimit
(
    words_ServerCmdRef_t _cmdRef,
    uint32_t seconds  ///< [IN]
);

#endif

#ifdef __cplusplus
}
#endif

#endif  // WORDS_SERVER_H_INCLUDE_GUARD
