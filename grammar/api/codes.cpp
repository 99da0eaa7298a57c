#include "grammar/api/codes.h"

namespace ligature::api
{

const Code kSyntax{"E0100", "syntax error in an .api file",
                   R"(The words do not make up a declaration of the .api language.

Bad:
    FUNCTION le_result_t Set(bool on IN)
    ENUM Mode { SLOW, FAST };

Good:
    FUNCTION le_result_t Set(bool on IN);
    ENUM Mode { SLOW, FAST };

Every declaration ends with a semicolon; the words IN OUT FUNCTION HANDLER EVENT REFERENCE DEFINE ENUM BITMASK STRUCT
USETYPES are reserved and cannot be used as names. API_VERSION, SERVING_VERSION and API_MSG_SIZE begin a declaration,
ONEWAY stands only in front of FUNCTION and OPTIONAL only behind IN; anywhere else they are names like others.
)"};

const Code kStrayCharacter{"E0101", "character that is no part of the language",
                           R"(The character has no meaning outside comments and strings. Names consist of letters,
digits and underscores and start with a letter.

Bad:
    DEFINE _SIZE = 3;

Good:
    DEFINE SIZE = 3;
)"};

const Code kOpenComment{"E0102", "comment without end",
                        R"(A comment that starts with /* ends at the next */, and this one has none.

Bad:
    /* how many zones there are
    DEFINE ZONES = 3;

Good:
    /* how many zones there are */
    DEFINE ZONES = 3;
)"};

const Code kOpenString{"E0103", "string without end",
                       R"(A string ends with the kind of quote it starts with.

Bad:
    DEFINE VENDOR = "Acme;

Good:
    DEFINE VENDOR = "Acme";
)"};

const Code kBadNumber{"E0104", "malformed number",
                      R"(A number is 0, or decimal digits that do not start with 0, or 0x and hexadecimal digits. It has
at most 64 bits. Versions, message ids and API_MSG_SIZE are decimal.

Bad:
    DEFINE SIZE = 010;

Good:
    DEFINE SIZE = 8;
)"};

const Code kBadEncoding{
    "E0105", "text that is not UTF-8",
    R"(An .api file is UTF-8 text. Save the file in that encoding; the diagnostic shows the first byte
that does not fit.

Bad:
    // 21 \xB0C      (a degree sign saved as Latin-1)

Good:
    // 21 degrees
)"};

const Code kTooDeep{"E0106", "nesting too deep",
                    R"(Parentheses, braces and brackets may be nested 64 deep, and so may structures in structures.

Bad:
    DEFINE X = ((((( ... 65 of them ... 1 ... )))));

Good:
    DEFINE X = 1;
)"};

const Code kTooManyErrors{"E0107", "too many errors",
                          R"(The file has so many errors that the rest is not listed. Mend the first ones and try again.
Is the file an .api file at all?

Bad:
    (a file of another kind)

Good:
    FUNCTION Start();
)"};

const Code kDeprecatedMinimum{"E0108", "minimum length",
                              R"(A minimum length is accepted and ignored. Write the maximum alone.

Bad:
    FUNCTION Print(string text[1..80]);

Good:
    FUNCTION Print(string text[80]);
)"};

const Code kScopedDeclaration{
    "E0109", "declared name with a dot",
    R"(A declaration gives a name within its own file, so the name has no dot. A dot is for using
what another file declares.

Bad:
    DEFINE units.SIZE = 3;

Good:
    DEFINE SIZE = 3;
)"};

const std::vector<const Code*>& codes()
{
    static const std::vector<const Code*> all = {
        &kSyntax,      &kStrayCharacter, &kOpenComment,   &kOpenString,        &kBadNumber,
        &kBadEncoding, &kTooDeep,        &kTooManyErrors, &kDeprecatedMinimum, &kScopedDeclaration,
    };
    return all;
}

}  // namespace ligature::api
