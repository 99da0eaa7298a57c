// Types and constants of the interface words.
// Made by ifgen from words.api: changes made here are lost.
#ifndef WORDS_COMMON_H_INCLUDE_GUARD
#define WORDS_COMMON_H_INCLUDE_GUARD

#include "legato.h"

#ifdef __clang__
// LE_NONNULL says what matters; that other pointers say nothing is no mistake.
#pragma clang diagnostic ignored "-Wnullability-completeness"
#endif

#ifdef __cplusplus
extern "C"
{
#endif

#define WORDS_LEAST (-9223372036854775807 - 1)

#define WORDS_MOST 18446744073709551615U

#define WORDS_HALF -4

typedef enum
{
    WORDS_MINUS = -1,
    WORDS_NONE = 0,
    WORDS_PLUS = 1
}
words_Sign_t;

typedef enum
{
    WORDS_SMALL = 0,
    WORDS_LARGE = 4294967296
}
words_Wide_t;

typedef uint64_t words_Bits_t;
#define WORDS_LOW 0x1
#define WORDS_HIGH 0x8000000000000000U

typedef struct
{
    uint8_t _class;
    words_Wide_t _new;
}
words_Thing_t;

#ifdef __cplusplus
}
#endif

#endif  // WORDS_COMMON_H_INCLUDE_GUARD
