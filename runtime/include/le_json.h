/**
 * @file le_json.h
 * Reads JSON piece by piece, as it comes (runtime specification, section 1.15).
 *
 * The text is UTF-8 and holds one value; reading ends with it, whatever follows. Pieces are reported to an event
 * handler. Each value stands in a context, and inside a context others begin: a context starts with the event handler
 * and the opaque pointer of the one around it, can replace them by le_json_SetEventHandler() and
 * le_json_SetOpaquePtr(), and gives those of the outer one back when it ends. Texts of more than 1 MiB and more than
 * 1000 contexts inside each other are syntax errors, as is a string with the character U+0000.
 *
 * Handlers run in the thread that started the session, and only that thread may use the session. Functions that are for
 * handlers only are fatal outside of one.
 */
#ifndef LE_JSON_H_INCLUDE_GUARD
#define LE_JSON_H_INCLUDE_GUARD

#include "le_basics.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What has been read. */
typedef enum
{
    LE_JSON_OBJECT_START,   ///< `{`
    LE_JSON_OBJECT_MEMBER,  ///< The name of a member: see le_json_GetString(). Its value follows.
    LE_JSON_OBJECT_END,     ///< `}`
    LE_JSON_ARRAY_START,    ///< `[`
    LE_JSON_ARRAY_END,      ///< `]`
    LE_JSON_STRING,         ///< A string: see le_json_GetString().
    LE_JSON_NUMBER,         ///< A number: see le_json_GetNumber().
    LE_JSON_TRUE,
    LE_JSON_FALSE,
    LE_JSON_NULL,
    LE_JSON_DOC_END  ///< All is read. Nothing is reported after it.
} le_json_Event_t;

/** What went wrong. Nothing is reported after it. */
typedef enum
{
    LE_JSON_SYNTAX_ERROR,  ///< The text is not JSON, or a string ends within it.
    LE_JSON_READ_ERROR     ///< The descriptor cannot be read, or ends before the text does.
} le_json_Error_t;

/** Where a handler runs. */
typedef enum
{
    LE_JSON_CONTEXT_DOC,     ///< Around everything.
    LE_JSON_CONTEXT_OBJECT,  ///< An object, from its start to its end.
    LE_JSON_CONTEXT_MEMBER,  ///< A member of an object, from its name to the end of its value.
    LE_JSON_CONTEXT_ARRAY,   ///< An array, from its start to its end.
    LE_JSON_CONTEXT_STRING,
    LE_JSON_CONTEXT_NUMBER,
    LE_JSON_CONTEXT_TRUE,
    LE_JSON_CONTEXT_FALSE,
    LE_JSON_CONTEXT_NULL
} le_json_ContextType_t;

/** A text that is being read. */
typedef struct le_json_ParsingSession* le_json_ParsingSessionRef_t;

/** Called for each event. */
typedef void (*le_json_EventHandler_t)(le_json_Event_t event);

/** Called if reading fails. @param msg says what is wrong and at which byte, for people */
typedef void (*le_json_ErrorHandler_t)(le_json_Error_t error, const char* msg);

/**
 * Starts to read from a descriptor, by the event loop of the calling thread.
 *
 * @param fd            stays the caller's, and open until le_json_Cleanup(); more may be taken from it than the text
 * @param errorHandler  may be NULL
 * @param opaquePtr     for the handlers: le_json_GetOpaquePtr()
 * @return the session, to be given to le_json_Cleanup() in the end
 */
LE_SHARED le_json_ParsingSessionRef_t le_json_Parse(int fd, le_json_EventHandler_t eventHandler,
                                                    le_json_ErrorHandler_t errorHandler, void* opaquePtr);

/** The same with a string, which must stay as it is until le_json_Cleanup(). */
LE_SHARED le_json_ParsingSessionRef_t le_json_ParseString(const char* jsonString, le_json_EventHandler_t eventHandler,
                                                          le_json_ErrorHandler_t errorHandler, void* opaquePtr);

/** Reads a whole text before it returns. The session ends with it, if no handler ended it before. */
LE_SHARED void le_json_SyncParse(int fd, le_json_EventHandler_t eventHandler, le_json_ErrorHandler_t errorHandler,
                                 void* opaquePtr);

/** The same with a string. */
LE_SHARED void le_json_SyncParseString(const char* jsonString, le_json_EventHandler_t eventHandler,
                                       le_json_ErrorHandler_t errorHandler, void* opaquePtr);

/** Ends a session, also from a handler: then it is the last one. One that has ended already is logged and left alone.
 */
LE_SHARED void le_json_Cleanup(le_json_ParsingSessionRef_t session);

/** Sets the event handler of the current context. Handlers only. */
LE_SHARED void le_json_SetEventHandler(le_json_EventHandler_t callbackFunc);

/** Sets the error handler of the session; NULL for none. Handlers only. */
LE_SHARED void le_json_SetErrorHandler(le_json_ErrorHandler_t callbackFunc);

/** Sets the opaque pointer of the current context. Handlers only. */
LE_SHARED void le_json_SetOpaquePtr(void* ptr);

/** The opaque pointer of the current context. Handlers only. */
LE_SHARED void* le_json_GetOpaquePtr(void);

/** The current context. Handlers only. */
LE_SHARED le_json_ContextType_t le_json_GetContextType(void);

/** The name of a member or the contents of a string, until the handler returns. Fatal at other events. */
LE_SHARED const char* le_json_GetString(void);

/** The number. Fatal at other events. */
LE_SHARED double le_json_GetNumber(void);

/** Name of an event or a context, for people. */
LE_SHARED const char* le_json_GetEventName(le_json_Event_t event);
LE_SHARED const char* le_json_GetContextName(le_json_ContextType_t context);

/** Bytes read up to the end of what was reported last. A bad reference is fatal. */
LE_SHARED size_t le_json_GetBytesRead(le_json_ParsingSessionRef_t session);

/**
 * Where the value that was reported last is in the text, in bytes; a string with its quotes. Handlers only.
 *
 * @return LE_OK, LE_NOT_FOUND if the last event was no string, number, true, false or null
 */
LE_SHARED le_result_t le_json_GetValueOffset(size_t* valueStart, size_t* valueLen);

/** The session whose handler is running. Handlers only. */
LE_SHARED le_json_ParsingSessionRef_t le_json_GetSession(void);

#ifdef __cplusplus
}
#endif

#endif
