/**
 * @file le_cdata.h
 * Data that each instance of a component has for itself (runtime specification, section 1.1). A process holds one
 * instance of a component, so there is one element.
 */
#ifndef LE_CDATA_H_INCLUDE_GUARD
#define LE_CDATA_H_INCLUDE_GUARD

/** At file scope: declares the instance data, e.g. LE_CDATA_DECLARE({int counter; bool ready;}); */
#define LE_CDATA_DECLARE(members) static struct members _le_cdata_ComponentData[1]

/** Pointer to the data of the running instance. */
#define LE_CDATA_THIS (&_le_cdata_ComponentData[0])

#endif
