/**
 * @file le_basics.h
 * Result codes and the small macros that every other header builds on (runtime specification, section 1.1).
 */
#ifndef LE_BASICS_H_INCLUDE_GUARD
#define LE_BASICS_H_INCLUDE_GUARD

#include "le_config.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Name of the component a file belongs to; the build sets it. */
#ifndef LE_COMPONENT_NAME
#define LE_COMPONENT_NAME le
#endif

/**
 * Result of a function. The values travel between processes as 32-bit integers and never change.
 */
typedef enum
{
    LE_OK = 0,                 ///< Done.
    LE_NOT_FOUND = -1,         ///< The thing named does not exist.
    LE_NOT_POSSIBLE = -2,      ///< Deprecated: not possible.
    LE_OUT_OF_RANGE = -3,      ///< An index or value is outside its range.
    LE_NO_MEMORY = -4,         ///< Not enough memory.
    LE_NOT_PERMITTED = -5,     ///< The caller may not do this.
    LE_FAULT = -6,             ///< An error that has no code of its own.
    LE_COMM_ERROR = -7,        ///< Communication failed.
    LE_TIMEOUT = -8,           ///< Time ran out.
    LE_OVERFLOW = -9,          ///< A buffer or limit would be exceeded.
    LE_UNDERFLOW = -10,        ///< Too little was there.
    LE_WOULD_BLOCK = -11,      ///< The call would have to wait.
    LE_DEADLOCK = -12,         ///< The call would wait for ever.
    LE_FORMAT_ERROR = -13,     ///< Data is malformed.
    LE_DUPLICATE = -14,        ///< It exists already.
    LE_BAD_PARAMETER = -15,    ///< An argument is invalid.
    LE_CLOSED = -16,           ///< The resource is closed.
    LE_BUSY = -17,             ///< The resource is in use.
    LE_UNSUPPORTED = -18,      ///< The resource cannot do this.
    LE_IO_ERROR = -19,         ///< Input or output failed.
    LE_NOT_IMPLEMENTED = -20,  ///< Nobody has implemented this.
    LE_UNAVAILABLE = -21,      ///< The service is not there at the moment.
    LE_TERMINATED = -22,       ///< The process, session or call has ended.
    LE_IN_PROGRESS = -23,      ///< The operation is still under way.
    LE_SUSPENDED = -24         ///< The operation is suspended.
} le_result_t;

/** A switch. */
typedef enum
{
    LE_OFF = 0,
    LE_ON = 1
} le_onoff_t;

#define BIT0 0x01
#define BIT1 0x02
#define BIT2 0x04
#define BIT3 0x08
#define BIT4 0x10
#define BIT5 0x20
#define BIT6 0x40
#define BIT7 0x80

/** Address of the structure of type `type` whose member `member` is at `memberPtr`. */
#define CONTAINER_OF(memberPtr, type, member) ((type*)(((uint8_t*)(memberPtr)) - offsetof(type, member)))

/** Number of elements of an array (size_t). */
#define NUM_ARRAY_MEMBERS(array) (sizeof(array) / sizeof((array)[0]))

/** Index of the element of `array` that `memberPtr` points to (size_t). */
#define INDEX_OF_ARRAY_MEMBER(array, memberPtr) ((size_t)((memberPtr) - (array)))

/** The text of `x` after macro expansion, as a string literal. */
#define STRINGIZE(x) STRINGIZE_EXPAND(x)
#define STRINGIZE_EXPAND(x) #x

/** Joins two tokens: CAT after macro expansion, PRIMITIVE_CAT without. */
#define CAT(a, ...) PRIMITIVE_CAT(a, __VA_ARGS__)
#define PRIMITIVE_CAT(a, ...) a##__VA_ARGS__

/** The second argument. */
#define SECOND(a, b, ...) b

/** The second argument, unless the first expands to `,value`: then that value. */
#define LE_DEFAULT(...) SECOND(__VA_ARGS__, 0)

/** Makes a symbol visible outside its component. */
#define LE_SHARED __attribute__((visibility("default")))

/** Functions defined in a header. Each user gets a copy of its own if the compiler does not inline the call. */
#define LE_DECLARE_INLINE static inline __attribute__((unused))
#define LE_DEFINE_INLINE static inline __attribute__((unused))

#ifdef __clang__
#define LE_NONNULL _Nonnull
#define LE_NULLABLE _Nullable
#else
#define LE_NONNULL
#define LE_NULLABLE
#endif

/** States that a parameter or variable is not used on purpose. */
#define LE_UNUSED(v) ((void)(v))

/** Conversions of size_t and ssize_t for printf. */
#define PRIdS "zd"
#define PRIuS "zu"
#define PRIxS "zx"
#define PRIXS "zX"
#define PRIoS "zo"

#if !defined(__cplusplus) && !defined(static_assert)
#define static_assert(condition, message) _Static_assert(condition, message)
#endif

/** A compile-time check that may stand where an expression is wanted. */
#ifdef __cplusplus
#define inline_static_assert(condition, message) ([]() { static_assert(condition, message); }())
#elif defined(_Static_assert)
/* -std=c99: the C library has replaced the keyword by a declaration, which cannot stand in a struct. */
#define inline_static_assert(condition, message) ((void)sizeof(struct { int _le_failed : (condition) ? 2 : -1; }))
#else
#define inline_static_assert(condition, message) \
    ((void)sizeof(struct {                       \
        int _le_member;                          \
        _Static_assert(condition, message);      \
    }))
#endif

/** True if the macro `option` is defined as something that starts with 1. Works for names that are not defined. */
#define LE_CONFIG_IS_ENABLED(option) (("" STRINGIZE(option))[0] == '1')

#ifdef __cplusplus
}
#endif

#include "le_apiFeatures.h"

#endif
