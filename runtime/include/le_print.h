/**
 * @file le_print.h
 * Prints values to the log at debug level (runtime specification, section 1.1). Not part of legato.h.
 */
#ifndef LE_PRINT_H_INCLUDE_GUARD
#define LE_PRINT_H_INCLUDE_GUARD

/** Logs `<expression>=<value>`, the value in the given printf format. */
#define LE_PRINT_VALUE(formatSpec, value) LE_DEBUG(STRINGIZE(value) "=" formatSpec, value)

/** The same if `condition` holds. */
#define LE_PRINT_VALUE_IF(condition, formatSpec, value) \
    do                                                  \
    {                                                   \
        if (condition)                                  \
        {                                               \
            LE_PRINT_VALUE(formatSpec, value);          \
        }                                               \
    } while (0)

/** Logs the name of an array, then each of its first `size` elements on a line of its own. */
#define LE_PRINT_ARRAY(formatSpec, size, array)                                                        \
    do                                                                                                 \
    {                                                                                                  \
        size_t _le_print_index;                                                                        \
        LE_DEBUG("%s", STRINGIZE(array));                                                              \
        for (_le_print_index = 0; _le_print_index < (size_t)(size); _le_print_index++)                 \
        {                                                                                              \
            LE_DEBUG(STRINGIZE(array) "[%zu]=" formatSpec, _le_print_index, (array)[_le_print_index]); \
        }                                                                                              \
    } while (0)

#endif
