/**
 * @file le_safeRef.h
 * References that can be checked (runtime specification, section 1.10): odd numbers of 32 bits that stand for pointers.
 * A reference that was deleted is not recognised again, even after its place in the map has a new owner. Not locked.
 */
#ifndef LE_SAFEREF_H_INCLUDE_GUARD
#define LE_SAFEREF_H_INCLUDE_GUARD

#include "le_basics.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A map, one of its slots. The contents are the library's; only the sizes matter, for static storage. */
typedef struct le_ref_Map
{
    uint64_t opaque[16];
} le_ref_Map_t;
typedef struct
{
    uint64_t opaque[2];
} le_ref_Slot_t;

typedef struct le_ref_Map* le_ref_MapRef_t;
typedef struct le_ref_Iter* le_ref_IterRef_t;

/** Storage of a static map; at file scope. Initialise it with le_ref_InitStaticMap() of the same arguments. */
#define LE_REF_DEFINE_STATIC_MAP(name, maxRefs) \
    static le_ref_Map_t _ref_##name##Map;       \
    static le_ref_Slot_t _ref_##name##Slots[(maxRefs)]

/** Initialises a static map, once. @return the map (le_ref_MapRef_t) */
#define le_ref_InitStaticMap(name, maxRefs)                                                \
    (inline_static_assert(sizeof(_ref_##name##Slots) == sizeof(le_ref_Slot_t) * (maxRefs), \
                          "sizes of the map's definition and initialisation differ"),      \
     _le_ref_InitStaticMap(#name, (maxRefs), &_ref_##name##Map, _ref_##name##Slots))

/** For le_ref_InitStaticMap() only. */
LE_SHARED le_ref_MapRef_t _le_ref_InitStaticMap(const char* name, size_t maxRefs, le_ref_Map_t* mapPtr,
                                                le_ref_Slot_t* slotsPtr);

/**
 * Creates a map.
 *
 * @param name    kept to 31 characters
 * @param maxRefs number of references expected; a map that needs more grows and says so in the log, once. A map holds
 *                at most 262144 references at a time; more is fatal.
 * @return never NULL
 */
LE_SHARED le_ref_MapRef_t le_ref_CreateMap(const char* name, size_t maxRefs);

/** Creates a reference for a pointer. @return the reference, NULL for NULL */
LE_SHARED void* le_ref_CreateRef(le_ref_MapRef_t mapRef, void* ptr);

/** The pointer of a reference. @return NULL if the reference is none of this map, or deleted */
LE_SHARED void* le_ref_Lookup(le_ref_MapRef_t mapRef, void* safeRef);

/** Deletes a reference. One that is invalid is logged as an error. */
LE_SHARED void le_ref_DeleteRef(le_ref_MapRef_t mapRef, void* safeRef);

/** The map's one iterator, set before the first reference. References may be deleted and created on the way. */
LE_SHARED le_ref_IterRef_t le_ref_GetIterator(le_ref_MapRef_t mapRef);

/** Goes to the next reference. @return LE_OK, LE_NOT_FOUND at the end, LE_FAULT after it */
LE_SHARED le_result_t le_ref_NextNode(le_ref_IterRef_t iteratorRef);

/** The current reference. @return NULL if there is none, or it was deleted */
LE_SHARED const void* le_ref_GetSafeRef(le_ref_IterRef_t iteratorRef);

/** The current pointer. @return NULL if there is none, or it was deleted */
LE_SHARED void* le_ref_GetValue(le_ref_IterRef_t iteratorRef);

/** Logs every creation and deletion in a map from now on, at debug level. */
LE_SHARED void le_ref_EnableTrace(le_ref_MapRef_t mapRef);

/**
 * Turns an aligned pointer into an odd number without a map, and back.
 *
 * @param ref a pointer, or what this function made of one
 */
LE_SHARED void* le_ref_CreateFastRef(void* ref);

#ifdef __cplusplus
}
#endif

#endif
