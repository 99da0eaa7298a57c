/**
 * @file le_crc.h
 * Check sums (runtime specification, section 1.9). Any thread.
 */
#ifndef LE_CRC_H_INCLUDE_GUARD
#define LE_CRC_H_INCLUDE_GUARD

#include "le_basics.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Where a check sum starts. */
#define LE_CRC_START_CRC32 0xFFFFFFFFU

/**
 * CRC-32 of the reflected polynomial 0xEDB88320, without a final inversion, so that parts can be chained.
 *
 * @param crc LE_CRC_START_CRC32, or the result for the bytes before
 */
LE_SHARED uint32_t le_crc_Crc32(const uint8_t* addressPtr, size_t size, uint32_t crc);

#ifdef __cplusplus
}
#endif

#endif
