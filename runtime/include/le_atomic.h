/**
 * @file le_atomic.h
 * Atomic operations on integers (runtime specification, section 1.1). Any thread.
 */
#ifndef LE_ATOMIC_H_INCLUDE_GUARD
#define LE_ATOMIC_H_INCLUDE_GUARD

#define LE_ATOMIC_ORDER_RELAXED __ATOMIC_RELAXED
#define LE_ATOMIC_ORDER_ACQUIRE __ATOMIC_ACQUIRE
#define LE_ATOMIC_ORDER_RELEASE __ATOMIC_RELEASE
#define LE_ATOMIC_ORDER_ACQ_REL __ATOMIC_ACQ_REL

/** Sets the byte at `ptr`; true if it was set before. */
#define LE_ATOMIC_TEST_AND_SET(ptr, order) __atomic_test_and_set(ptr, order)

/** Changes the integer at `ptr` by `v`; the value is the new one. */
#define LE_ATOMIC_ADD_FETCH(ptr, v, order) __atomic_add_fetch(ptr, v, order)
#define LE_ATOMIC_SUB_FETCH(ptr, v, order) __atomic_sub_fetch(ptr, v, order)
#define LE_ATOMIC_OR_FETCH(ptr, v, order) __atomic_or_fetch(ptr, v, order)
#define LE_ATOMIC_AND_FETCH(ptr, v, order) __atomic_and_fetch(ptr, v, order)

/** Stores `newVal` at `ptr` if `oldVal` is there; true if it was. */
#define LE_SYNC_BOOL_COMPARE_AND_SWAP(ptr, oldVal, newVal) __sync_bool_compare_and_swap(ptr, oldVal, newVal)

#endif
