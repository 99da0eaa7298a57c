// What a client of the interface words sees, under the name other.
// Made by ifgen from words.api: changes made here are lost.
#ifndef OTHER_INTERFACE_H_INCLUDE_GUARD
#define OTHER_INTERFACE_H_INCLUDE_GUARD

#include "legato.h"
#include "words_common.h"

#ifdef __cplusplus
extern "C"
{
#endif

/// Called when the server is gone. Returning from it ends the process.
typedef void (*other_DisconnectHandler_t)(void*);

/// Connects the calling thread to the server, waiting for it as long as it takes.
void other_ConnectService(void);

/**
 * Connects the calling thread to the server if that can be done at once.
 *
 * @return LE_OK; LE_UNAVAILABLE: bound, but not served now; LE_NOT_PERMITTED: not bound to a server;
 *         LE_COMM_ERROR: the Service Directory cannot be reached.
 */
le_result_t other_TryConnectService(void);

/// Sets what is called when the calling thread's server is gone. Call it after connecting.
void other_SetServerDisconnectHandler(other_DisconnectHandler_t disconnectHandler, void* contextPtr);

/// Ends the calling thread's connection, or one use of it if it was connected several times.
void other_DisconnectService(void);

#ifndef OTHER_ALIASES_DECLARED
#define OTHER_ALIASES_DECLARED
#define OTHER_LEAST WORDS_LEAST
#define OTHER_MOST WORDS_MOST
#define OTHER_HALF WORDS_HALF
typedef words_Sign_t other_Sign_t;
#define OTHER_MINUS WORDS_MINUS
#define OTHER_NONE WORDS_NONE
#define OTHER_PLUS WORDS_PLUS
typedef words_Wide_t other_Wide_t;
#define OTHER_SMALL WORDS_SMALL
#define OTHER_LARGE WORDS_LARGE
typedef words_Bits_t other_Bits_t;
#define OTHER_LOW WORDS_LOW
#define OTHER_HIGH WORDS_HIGH
typedef words_Thing_t other_Thing_t;
#endif

// An asynchronous server of the same name has other prototypes: the header that comes first counts.
#ifndef OTHER_FUNCTIONS_DECLARED
#define OTHER_FUNCTIONS_DECLARED

words_Sign_t other_Compare
(
    int32_t _this,  ///< [IN]
    const char* LE_NONNULL _template,  ///< [IN]
    words_Wide_t* widePtr,  ///< [OUT]
    words_Bits_t bits,  ///< [IN]
    size_t number,  ///< [IN]
    char* letterPtr  ///< [OUT]
);

void other_Swap
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

void other_SetTimeLimit
(
    uint32_t seconds  ///< [IN]
);

#endif

#ifdef __cplusplus
}
#endif

#endif  // OTHER_INTERFACE_H_INCLUDE_GUARD
