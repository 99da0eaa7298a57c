/**
 * @file le_rand.h
 * Random numbers fit for cryptography (runtime specification, section 1.9). Any thread.
 */
#ifndef LE_RAND_H_INCLUDE_GUARD
#define LE_RAND_H_INCLUDE_GUARD

#include "le_basics.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * A number drawn evenly from min to max, both included. A min above max is fatal, so is a system without randomness.
 */
LE_SHARED uint32_t le_rand_GetNumBetween(uint32_t min, uint32_t max);

/** Fills a buffer with random bytes. A system without randomness is fatal. @param bufSize in bytes */
LE_SHARED void le_rand_GetBuffer(uint8_t* bufPtr, size_t bufSize);

#ifdef __cplusplus
}
#endif

#endif
