/**
 * @file le_utf8.h
 * Text in UTF-8 (runtime specification, section 1.9). Any thread. Sizes are in bytes and include the end mark; counts
 * that are reported do not. NULL pointers are fatal where not allowed explicitly.
 */
#ifndef LE_UTF8_H_INCLUDE_GUARD
#define LE_UTF8_H_INCLUDE_GUARD

#include "le_basics.h"

#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Number of characters. @return LE_FORMAT_ERROR (negative) if the text is malformed */
LE_SHARED ssize_t le_utf8_NumChars(const char* string);

/** Number of bytes without the end mark. */
LE_SHARED size_t le_utf8_NumBytes(const char* string);

/** Length of the character that starts with this byte: 1 to 4, 0 if no character does. */
LE_SHARED size_t le_utf8_NumBytesInChar(const char firstByte);

/** Whether a byte is one of a character's later ones. */
LE_SHARED bool le_utf8_IsContinuationByte(const char byte);

/**
 * Copies whole characters, always terminated.
 *
 * @param destSize    at least 1 (fatal otherwise)
 * @param numBytesPtr [out] bytes copied; may be NULL
 * @return LE_OK, LE_OVERFLOW if the text was cut
 */
LE_SHARED le_result_t le_utf8_Copy(char* destStr, const char* srcStr, const size_t destSize, size_t* numBytesPtr);

/**
 * Appends whole characters, always terminated.
 *
 * @param destSize      size of the whole destination
 * @param destStrLenPtr [out] length of the result; may be NULL
 * @return LE_OK, LE_OVERFLOW if the text was cut
 */
LE_SHARED le_result_t le_utf8_Append(char* destStr, const char* srcStr, const size_t destSize, size_t* destStrLenPtr);

/** As le_utf8_Copy(), up to the first `subStr` in the source; all of it if there is none. */
LE_SHARED le_result_t le_utf8_CopyUpToSubStr(char* destStr, const char* srcStr, const char* subStr,
                                             const size_t destSize, size_t* numBytesPtr);

/** Whether the text is well formed (no overlong forms, surrogates, or values above U+10FFFF). */
LE_SHARED bool le_utf8_IsFormatCorrect(const char* string);

/**
 * Reads an integer: decimal, 0x hexadecimal or 0 octal; blanks may stand before it, nothing after it.
 *
 * @return LE_OK, LE_FORMAT_ERROR, LE_OUT_OF_RANGE if it does not fit an int
 */
LE_SHARED le_result_t le_utf8_ParseInt(int* valuePtr, const char* arg);

/**
 * Encodes one character, without an end mark.
 *
 * @param outSize [in,out] size of the buffer; bytes written
 * @return LE_OK, LE_OUT_OF_RANGE above U+10FFFF, LE_OVERFLOW if it does not fit, LE_BAD_PARAMETER for NULL
 */
LE_SHARED le_result_t le_utf8_EncodeUnicodeCodePoint(uint32_t codePoint, char* out, size_t* outSize);

/**
 * Decodes one character.
 *
 * @param byteLength [in,out] bytes that are there; bytes used
 * @return LE_OK, LE_BAD_PARAMETER for NULL or a length of 0, LE_UNDERFLOW if the character is cut off, LE_FORMAT_ERROR
 */
LE_SHARED le_result_t le_utf8_DecodeUnicodeCodePoint(const char* src, size_t* byteLength, uint32_t* codePoint);

/**
 * Replaces the escapes \b \f \n \r \t \" \\ \/ \uXXXX (pairs too) and \xHH. May work in place.
 *
 * @return LE_OK, LE_BAD_PARAMETER for NULL, LE_NO_MEMORY if the buffer is short, LE_FAULT if malformed,
 *         LE_NOT_IMPLEMENTED for another escape
 */
LE_SHARED le_result_t le_utf8_StringUnescape(const char* input, char* output, size_t outputLen);

#ifdef __cplusplus
}
#endif

#endif
