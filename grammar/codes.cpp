#include "grammar/codes.h"

namespace ligature::codes
{

const Code kUnreadableFile{
    "E0001", "file cannot be read",
    R"(A definition file that is needed does not exist, is not a regular file, or may not be read.

Bad:
    mkapp missing.adef

Good:
    mkapp blinker.adef

Check the spelling of the path, and that it is relative to the right directory.
)"};

const Code kNotText{"E0002", "not a text file",
                    R"(The file contains a zero byte, so it is not text. Nothing of it is read.

Bad:
    mkapp app/blinker/bin/blinker

Good:
    mkapp blinker.adef
)"};

const Code kInvalidUtf8{
    "E0003", "text is not UTF-8",
    R"(Definition files are UTF-8. Characters beyond ASCII may stand in comments and in quoted words. This is
reported once per file, at the first place.

Bad (saved as Latin-1):
    // gr\xFCn

Good (saved as UTF-8):
    // grün

Cure: save the file as UTF-8, for instance with   iconv -f latin1 -t utf-8 old > new
)"};

const Code kFileTooLarge{"E0004", "file too large",
                         R"(A definition file may have 64 MiB at most. Something else was probably meant.

Bad:
    #include "firmware.img"

Good:
    #include "firmware.sinc"
)"};

const Code kTooManyErrors{"E0005", "too many errors",
                          R"(After 100 errors the rest of the file and what it includes is not read.

Bad:
    a file of another language, given as a definition file

Good:
    a definition file: correct the errors listed first, most of the others may follow from them
)"};

const Code kIllegalCharacter{
    "E0010", "character not allowed here",
    R"(A word without quotes consists of letters, digits and . _ - : ; + = ? / and $VARIABLES. Entries are separated
by white space alone; commas separate nothing.

Bad:
    sources: { led.c, pin.c }
    ldflags: { -Wl,--as-needed }

Good:
    sources: { led.c pin.c }
    ldflags: { "-Wl,--as-needed" }
)"};

const Code kOpenQuote{
    "E0011", "quoted word without end",
    R"(A quoted word ends with the quote it began with, on the same line. Inside, \" \' and \\ stand for the
character itself. Text that a false #if leaves out must have its quotes in pairs as well.

Bad:
    version: "1.0
    #if $TARGET = wp76
        it's left out
    #endif

Good:
    version: "1.0"
    #if $TARGET = wp76
        // it's left out
    #endif
)"};

const Code kOpenComment{"E0012", "comment without end",
                        R"(A comment that begins with /* must end with */ in the same file.

Bad:
    /* The sources.
    sources: { led.c }

Good:
    /* The sources. */
    sources: { led.c }
)"};

const Code kBadVariable{
    "E0013", "not a variable",
    R"(A $ begins a variable: $NAME or ${NAME}. A $ that is meant as such is written $$ inside quotes.

Bad:
    cflags: { -DPRICE=$5 }
    cflags: { -DHOME=$$HOME }

Good:
    cflags: { "-DPRICE=$$5" }
    cflags: { "-DHOME=$$HOME" }
)"};

const Code kMissingCloser{
    "E0020", "bracket is not closed",
    R"(Every { needs its } and every ( its ). The note shows the bracket that seems to be left open.

Bad:
    requires:
    {
        api:
        {
            led.api
    }

Good:
    requires:
    {
        api:
        {
            led.api
        }
    }
)"};

const Code kStrayCloser{"E0021", "closing bracket without opening one",
                        R"(A } or ) closes a bracket that was not opened, or that an earlier one has closed already.

Bad:
    sources: { led.c } }

Good:
    sources: { led.c }
)"};

const Code kNestedTooDeep{
    "E0022", "nested too deep",
    R"(Brackets, conditions and includes may each be nested 64 deep. The rest of the file is not read.

Bad:
    { { { { ... 65 of them

Good:
    requires: { api: { led.api } }
)"};

const Code kUnknownDirective{"E0030", "unknown directive", R"(The directives are #include, #if, #elif, #else and #endif.

Bad:
    #define DEBUG
    #ifdef DEBUG

Good:
    #if ${DEBUG} = y
)"};

const Code kBadCondition{
    "E0031", "condition cannot be understood",
    R"(A condition is   A = B   or   file_exists(PATH)   or   dir_exists(PATH). There must be white space before the =,
because = is also a character of words. There is no "not", "and" or "or": use #else and nest.

Bad:
    #if $TARGET=wp76
    #if exists(led.c)

Good:
    #if $TARGET = wp76
    #if file_exists(led.c)
)"};

const Code kOpenCondition{"E0032", "#if without #endif", R"(Every #if ends with #endif in the same file.

Bad:
    #if $TARGET = wp76
    start: manual

Good:
    #if $TARGET = wp76
    start: manual
    #endif
)"};

const Code kStrayDirective{"E0033", "directive without #if",
                           R"(#elif, #else and #endif belong to an #if that stands before them in the same file.

Bad:
    start: manual
    #endif

Good:
    #if $TARGET = wp76
    start: manual
    #endif
)"};

const Code kAfterElse{"E0034", "branch after #else",
                      R"(#else is the last branch of an #if: neither #elif nor a second #else may follow.

Bad:
    #if $A = y
    #else
    #elif $B = y
    #endif

Good:
    #if $A = y
    #elif $B = y
    #else
    #endif
)"};

const Code kIncludeNotFound{
    "E0035", "included file not found",
    R"(An included file is looked for in the directory of the file that includes it, then in $LEGATO_ROOT.

Bad:
    #include nowhere.sinc

Good:
    #include "common/board.sinc"
)"};

const Code kIncludeCycle{"E0036", "file includes itself",
                         R"(A file includes itself, directly or through others. The notes show the chain.

Bad:
    a.sinc:  #include b.sinc
    b.sinc:  #include a.sinc

Good:
    a.sinc:  #include common.sinc
    b.sinc:  #include common.sinc
)"};

const Code kFrozenVariable{
    "E0037", "variable changed after use",
    R"(A directive has used the variable, so the value it saw must stay: otherwise one part of the system would be read
with another value than the rest.

Bad:
    #if ${BOARD} = ""
    #endif
    buildVars: { BOARD = wp76 }

Good:
    buildVars: { BOARD = wp76 }
    #if ${BOARD} = wp76
    #endif
)"};

const Code kReservedVariable{
    "E0038", "variable is reserved",
    R"(LEGATO_ROOT, LEGATO_TARGET, LEGATO_TARGET_SYMBOL, LEGATO_BUILD, LEGATO_SYSROOT and CURDIR are set by the tools.

Bad:
    buildVars: { LEGATO_TARGET = wp76 }

Good:
    buildVars: { MY_TARGET = wp76 }        and   mksys -t wp76
)"};

}  // namespace ligature::codes

namespace ligature
{

const std::vector<const Code*>& grammarCodes()
{
    using namespace codes;
    static const std::vector<const Code*> all = {
        &kUnreadableFile,   &kNotText,          &kInvalidUtf8,      &kFileTooLarge, &kTooManyErrors,
        &kIllegalCharacter, &kOpenQuote,        &kOpenComment,      &kBadVariable,  &kMissingCloser,
        &kStrayCloser,      &kNestedTooDeep,    &kUnknownDirective, &kBadCondition, &kOpenCondition,
        &kStrayDirective,   &kAfterElse,        &kIncludeNotFound,  &kIncludeCycle, &kFrozenVariable,
        &kReservedVariable, &kUnknownSection,   &kRemovedSection,   &kUnexpected,   &kNotANumber,
        &kNumberOutOfRange, &kNotAChoice,       &kNotAName,         &kNotQuoted,    &kMissingDestination,
        &kBadOption,        &kExclusiveOptions, &kBadPermissions,   &kBadReference, &kDeprecated,
        &kSuspicious,       &kMissingValue,
    };
    return all;
}

}  // namespace ligature
