/**
 * @file le_hex.h
 * Hexadecimal text (runtime specification, section 1.9). Any thread.
 */
#ifndef LE_HEX_H_INCLUDE_GUARD
#define LE_HEX_H_INCLUDE_GUARD

#include "le_basics.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Converts pairs of hexadecimal digits to bytes.
 *
 * @param stringLength number of digits, even; the text must end there
 * @param binarySize   size of the buffer in bytes
 * @return bytes written, -1 if the text is malformed or does not fit
 */
LE_SHARED int32_t le_hex_StringToBinary(const char* stringPtr, uint32_t stringLength, uint8_t* binaryPtr,
                                        uint32_t binarySize);

/**
 * Converts bytes to upper-case digits.
 *
 * @param stringSize size of the buffer: at least two per byte and one for the end mark
 * @return digits written, -1 if they do not fit
 */
LE_SHARED int32_t le_hex_BinaryToString(const uint8_t* binaryPtr, uint32_t binarySize, char* stringPtr,
                                        uint32_t stringSize);

/**
 * Writes a dump: lines of an offset, 16 bytes in hexadecimal and as characters (74 characters each). Whole lines that
 * do not fit are left out; always terminated if asciiBufferSize is at least 1.
 */
LE_SHARED void le_hex_Dump(char* asciiBufferPtr, size_t asciiBufferSize, char* binaryDataPtr, size_t binaryDataLen);

/** Value of a hexadecimal number. @return -1 for another character, no digits, or a number above INT_MAX */
LE_SHARED int le_hex_HexaToInteger(const char* stringPtr);

#ifdef __cplusplus
}
#endif

#endif
