// Types and constants of the interface units.
// Made by ifgen from units.api: changes made here are lost.
#ifndef UNITS_COMMON_H_INCLUDE_GUARD
#define UNITS_COMMON_H_INCLUDE_GUARD

#include "legato.h"

#ifdef __clang__
// LE_NONNULL says what matters; that other pointers say nothing is no mistake.
#pragma clang diagnostic ignored "-Wnullability-completeness"
#endif

#ifdef __cplusplus
extern "C"
{
#endif

#define UNITS_LABEL_LENGTH 15

typedef enum
{
    UNITS_CELSIUS = 0,
    UNITS_FAHRENHEIT = 10,
    UNITS_KELVIN = 11
}
units_Scale_t;

#ifdef __cplusplus
}
#endif

#endif  // UNITS_COMMON_H_INCLUDE_GUARD
