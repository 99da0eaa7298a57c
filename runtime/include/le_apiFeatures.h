/**
 * @file le_apiFeatures.h
 * Marks on declarations that depend on a feature. Every feature marked here is on, so each mark is empty
 * (runtime specification, section 1.1).
 */
#ifndef LE_APIFEATURES_H_INCLUDE_GUARD
#define LE_APIFEATURES_H_INCLUDE_GUARD

/** For a declaration whose feature is off: any use of it is a compile-time error with the text `s`. */
#ifdef __clang__
#define LE_FUNC_DISABLED(s) __attribute__((unavailable(s)))
#else
#define LE_FUNC_DISABLED(s) __attribute__((error(s)))
#endif

#define LE_FULL_API
#define LE_API_FILESYSTEM
#define LE_API_JSON

#endif
