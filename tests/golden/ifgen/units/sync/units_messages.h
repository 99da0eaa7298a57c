// Messages of the interface units, for the generated code of both sides.
// Made by ifgen from units.api: changes made here are lost.
#ifndef UNITS_MESSAGES_H_INCLUDE_GUARD
#define UNITS_MESSAGES_H_INCLUDE_GUARD

#include "le_ipc.h"
#include "units_common.h"

#define IFGEN_UNITS_PROTOCOL_ID "e393e5cdedccd288f2cd512ee5a6a2d3"
#define IFGEN_UNITS_MEANING "e393e5cdedccd288f2cd512ee5a6a2d3"
#define IFGEN_UNITS_MESSAGE_SIZE 4


#ifndef IFGEN_UNITS_PACKING
#define IFGEN_UNITS_PACKING

static inline units_Scale_t ifgen_unpack_units_Scale(le_ipc_Reader_t* _in)
{
    uint32_t _value = le_ipc_GetU32(_in);
    bool _isDeclared =
        _value == 0U ||
        (_value >= 10U && _value <= 11U)
        ;
    _in->isBad = _in->isBad || (_in->isStrict && !_isDeclared);
    return (units_Scale_t)_value;
}

#endif

#endif  // UNITS_MESSAGES_H_INCLUDE_GUARD
