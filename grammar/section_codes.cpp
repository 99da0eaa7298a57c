// The mistakes in sections and their entries.
#include "grammar/codes.h"

namespace ligature::codes
{

const Code kUnknownSection{"E0040", "unknown section",
                           R"(No section of this name may stand here. Names are case-sensitive.

Bad:
    source: { led.c }
    requires: { apis: { led.api } }

Good:
    sources: { led.c }
    requires: { api: { led.api } }
)"};

const Code kRemovedSection{"E0041", "section no longer exists",
                           R"(The section existed in old versions of the language and has no successor.

Bad:
    assets: { a: { settings: { x = int } } }

Good:
    provides: { api: { settings.api } }        an interface of your own
)"};

const Code kUnexpected{"E0042", "something else was expected",
                       R"(The text does not have the form that its section asks for.

Bad:
    executables: { blinker ( ledBlinker ) }
    bindings: { blinker.ledBlinker.led gpio.led }

Good:
    executables: { blinker = ( ledBlinker ) }
    bindings: { blinker.ledBlinker.led -> gpio.led }
)"};

const Code kNotANumber{
    "E0043", "not a number",
    R"(A number is written with decimal digits; a K behind it means times 1024. Leading zeros mean nothing.

Bad:
    maxThreads: many
    maxFileBytes: 1KK

Good:
    maxThreads: 12
    maxFileBytes: 8K
)"};

const Code kNumberOutOfRange{"E0044", "number out of range",
                             R"(The number is smaller or larger than what makes sense for the section.

Bad:
    maxThreads: 0
    runGroup: 256

Good:
    maxThreads: 1
    runGroup: 255
)"};

const Code kNotAChoice{"E0045", "not one of the possible words", R"(The section takes one of a few words.

Bad:
    start: later
    faultAction: panic

Good:
    start: manual
    faultAction: restart
)"};

const Code kNotAName{
    "E0046", "not a name",
    R"(A name consists of letters, digits and _ and does not begin with a digit. Names of groups may also contain -.

Bad:
    username: led-user

Good:
    username: ledUser
)"};

const Code kNotQuoted{"E0047", "quotes are needed", R"(The value must stand in quotes here.

Bad:
    params: { speed = 3 }

Good:
    params: { speed = "3" }
)"};

const Code kMissingDestination{"E0048", "destination missing",
                               R"(Files, directories and devices come in pairs: where it is, and where it shall appear.

Bad:
    requires: { file: { /etc/hosts } }

Good:
    requires: { file: { /etc/hosts /etc/ } }
)"};

const Code kBadOption{"E0049", "option not allowed here",
                      R"(The option is unknown, or belongs to another section, or one too many.

Bad:
    requires: { api: { led.api [direct] } }

Good:
    requires: { api: { led.api [manual-start] } }
    provides: { api: { led.api [direct] } }
)"};

const Code kExclusiveOptions{"E0050", "options exclude each other", R"(Two options of one entry contradict each other.

Bad:
    requires: { api: { led.api [types-only] [optional] } }
    provides: { api: { led.api [async] [direct] } }

Good:
    requires: { api: { led.api [types-only] } }
    provides: { api: { led.api [async] } }
)"};

const Code kBadPermissions{
    "E0051", "permissions not allowed here",
    R"(Permissions are some of r, w and x. What is bundled may not be both writeable and executable; devices and
configuration trees have no x.

Bad:
    bundles: { file: { [wx] led.sh /bin/ } }
    requires: { configTree: { [x] . } }

Good:
    bundles: { file: { [rx] led.sh /bin/ } }
    requires: { configTree: { [r] . } }
)"};

const Code kBadReference{"E0052", "wrong number of names",
                         R"(Things are named by a fixed number of names joined by dots; the message says which.

Bad (in a .adef):
    extern: { led }
    bindings: { blinker.led -> gpio.led }

Good:
    extern: { blinker.ledBlinker.led }
    bindings: { blinker.ledBlinker.led -> gpio.led }
)"};

const Code kDeprecated{"E0053", "old spelling",
                       R"(A warning: the text is understood, but there is a better way to write it.

Bad:
    preBuilt: led.ko

Good:
    preBuilt: { led.ko }
)"};

const Code kSuspicious{
    "E0054", "probably not what was meant",
    R"(A warning: the text is legal, but it means something else than it seems to. The = is also a character of paths, so
an alias needs white space before it.

Bad:
    requires: { api: { lamp=led.api } }

Good:
    requires: { api: { lamp = led.api } }
)"};

const Code kMissingValue{"E0055", "section without value",
                         R"(The section takes one value, and there is none before the next section.

Bad:
    version:
    start: auto

Good:
    version: 1.0
    start: auto
)"};

}  // namespace ligature::codes
