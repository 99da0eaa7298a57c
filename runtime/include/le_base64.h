/**
 * @file le_base64.h
 * Base64 text (runtime specification, section 1.9). Any thread.
 */
#ifndef LE_BASE64_H_INCLUDE_GUARD
#define LE_BASE64_H_INCLUDE_GUARD

#include "le_basics.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Size of the text of `size` bytes, end mark included. */
#define LE_BASE64_ENCODED_SIZE(size) (4 * (((size) + 2) / 3) + 1)

/**
 * Encodes bytes.
 *
 * @param resultSizePtr [in,out] size of the buffer; bytes written, end mark included
 * @return LE_OK, LE_OVERFLOW if it does not fit, LE_BAD_PARAMETER for NULL
 */
LE_SHARED le_result_t le_base64_Encode(const uint8_t* dataPtr, size_t dataLength, char* resultPtr,
                                       size_t* resultSizePtr);

/**
 * Decodes text; white space is skipped, `=` ends it.
 *
 * @param dstLenPtr [in,out] size of the buffer; bytes written
 * @return LE_OK, LE_FORMAT_ERROR for another character, LE_OVERFLOW if it does not fit, LE_BAD_PARAMETER for NULL
 */
LE_SHARED le_result_t le_base64_Decode(const char* srcPtr, size_t srcLen, uint8_t* dstPtr, size_t* dstLenPtr);

#ifdef __cplusplus
}
#endif

#endif
