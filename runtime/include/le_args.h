/**
 * @file le_args.h
 * Command-line arguments (runtime specification, section 1.16).
 *
 * A short option is `-` and its name, its value the next argument; a long one is `--name` or `--name=value`. A lone `-`
 * or `--` is an ordinary positional argument. Either name of an option may be NULL, not both (fatal). To be used by the
 * main thread. Strings are kept by pointer.
 */
#ifndef LE_ARGS_H_INCLUDE_GUARD
#define LE_ARGS_H_INCLUDE_GUARD

#include "le_basics.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef void (*le_arg_FlagCallbackFunc_t)(void);
typedef void (*le_arg_IntCallbackFunc_t)(int value);
typedef void (*le_arg_StringCallbackFunc_t)(const char* value);

/** Called for an argument in error; argIndex 0 is the first one. @return how many more arguments to skip */
typedef size_t (*le_arg_ErrorHandlerFunc_t)(size_t argIndex, le_result_t errorCode);

/** Hands over what main() got; the first string is the program's name. The strings must stay. */
LE_SHARED void le_arg_SetArgs(const size_t argc, const char** argv);

/** The last part of the program's path; "_UNKNOWN_" if there is none. */
LE_SHARED const char* le_arg_GetProgramName(void);
/** Number of arguments, the program's name not counted. */
LE_SHARED size_t le_arg_NumArgs(void);
/** An argument; 0 is the one after the program's name. @return NULL if out of range */
LE_SHARED const char* le_arg_GetArg(size_t argIndex);

/** Looks for a flag. @return LE_OK if there, LE_NOT_FOUND, LE_FORMAT_ERROR if it has a value */
LE_SHARED le_result_t le_arg_GetFlagOption(const char* shortName, const char* longName);
/** Looks for an option with an integer. @return LE_OK, LE_NOT_FOUND, LE_FORMAT_ERROR, LE_OUT_OF_RANGE */
LE_SHARED le_result_t le_arg_GetIntOption(int* varPtr, const char* shortName, const char* longName);
/** Looks for an option with a string. @return LE_OK, LE_NOT_FOUND, LE_FORMAT_ERROR if it has none */
LE_SHARED le_result_t le_arg_GetStringOption(const char** varPtr, const char* shortName, const char* longName);

/** Says what le_arg_Scan() shall do with an option: set a variable or call a function, at each occurrence. */
LE_SHARED void le_arg_SetFlagVar(bool* varPtr, const char* shortName, const char* longName);
LE_SHARED void le_arg_SetIntVar(int* varPtr, const char* shortName, const char* longName);
LE_SHARED void le_arg_SetStringVar(const char** varPtr, const char* shortName, const char* longName);
LE_SHARED void le_arg_SetFlagCallback(le_arg_FlagCallbackFunc_t func, const char* shortName, const char* longName);
LE_SHARED void le_arg_SetIntCallback(le_arg_IntCallbackFunc_t func, const char* shortName, const char* longName);
LE_SHARED void le_arg_SetStringCallback(le_arg_StringCallbackFunc_t func, const char* shortName, const char* longName);

/** Adds a function for the next positional argument. */
LE_SHARED void le_arg_AddPositionalCallback(le_arg_StringCallbackFunc_t func);
/** Lets the last positional function take all further positional arguments. */
LE_SHARED void le_arg_AllowMorePositionalArgsThanCallbacks(void);
/** Permits fewer positional arguments than functions. */
LE_SHARED void le_arg_AllowLessPositionalArgsThanCallbacks(void);

/** Sets the function called for an error in place of the message and the exit (NULL: the default again). */
LE_SHARED void le_arg_SetErrorHandler(le_arg_ErrorHandlerFunc_t errorHandlerFunc);
/** Says whether the default error handling ends the process with status 1 (default: yes). */
LE_SHARED void le_arg_SetExitOnError(bool exitOnError);
/** Result of the last le_arg_Scan(); LE_OK if there was none. */
LE_SHARED le_result_t le_arg_GetScanResult(void);

/**
 * Goes through the arguments in order, up to the first error unless the error handler goes on. Codes:
 * LE_BAD_PARAMETER unexpected option, LE_NOT_FOUND value missing, LE_FORMAT_ERROR and LE_OUT_OF_RANGE bad integer,
 * LE_UNSUPPORTED value for a flag, LE_OVERFLOW too many and LE_UNDERFLOW too few positional arguments.
 */
LE_SHARED void le_arg_Scan(void);

/**
 * Cuts a command line into its arguments, in place; ' and " quote, \ quotes the next character.
 *
 * @param firstStr   becomes argv[0]; NULL if the line contains it
 * @param cmdlinePtr changed; argv points into it
 * @param argc       [in,out] size of argv including one place for the final NULL, at least 2; number of arguments
 * @return LE_OK, LE_BAD_PARAMETER, LE_OUT_OF_RANGE if there are too many (those that fit are kept)
 */
LE_SHARED le_result_t le_arg_Split(const char* firstStr, char* cmdlinePtr, int* argc, const char** argv);

#ifdef __cplusplus
}
#endif

#endif
