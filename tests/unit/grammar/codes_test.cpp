// Every mistake that reading can find, with its exact text.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "grammar/codes.h"
#include "reading.h"

namespace ligature
{
namespace
{

struct Mistake
{
    const char* code;
    const char* file;
    std::string text;
    const char* expected;
};

// clang-format off
const std::vector<Mistake>& mistakes()
{
    static const std::vector<Mistake> all = {
    {"E0001", "missing.adef", "",
     R"(error: cannot read '/w/missing.adef': no such file [E0001]
)"},
    {"E0002", "a.cdef", std::string("sources: {\n    a\0.c }\n", 21),
     R"(a.cdef:2:6: error: this is not a text file: it contains a zero byte [E0002]
    2 |     a�.c }
      |      ^
)"},
    {"E0003", "a.cdef", "// gr\xFCn\nsources: { a.c }\n",
     R"(a.cdef:1:6: error: this is not UTF-8 text: byte 0xFC [E0003]
    1 | // gr�n
      |      ^
hint: save the file as UTF-8
)"},
    {"E0004", "a.cdef", std::string((64u << 20) + 1, ' '),
     R"(error: '/w/a.cdef' has 67108865 bytes; 67108864 is the limit [E0004]
)"},
    {"E0010", "a.cdef", "sources: { a.c, b.c, c.c }\n",
     R"(a.cdef:1:15: error: ',' is not allowed here [E0010]
    1 | sources: { a.c, b.c, c.c }
      |               ^
hint: entries are separated by white space alone
)"},
    {"E0011", "a.adef", "version: \"1.0\nstart: auto\n",
     R"(a.adef:1:10: error: the quoted word that begins here has no closing " on its line [E0011]
    1 | version: "1.0
      |          ^
)"},
    {"E0012", "a.adef", "start: auto\n/* the rest\nversion: 1\n",
     R"(a.adef:2:1: error: the comment that begins here has no closing */ [E0012]
    2 | /* the rest
      | ^~
)"},
    {"E0013", "a.cdef", "cflags: { -DHOME=$$HOME }\n",
     R"(a.cdef:1:18: error: '$$' is not followed by the name of a variable [E0013]
    1 | cflags: { -DHOME=$$HOME }
      |                  ^~
hint: write it in quotes: "$$" is a plain $
)"},
    {"E0020", "a.cdef", "requires:\n{\n    api:\n    {\n        led.api\n}\nsources: { a.c }\n",
     R"(a.cdef:7:17: error: expected '}' before the end of the file [E0020]
    7 | sources: { a.c }
      |                 ^
a.cdef:4:5: note: this '{' is not closed
hint: by its indentation, the '}' in line 6 belongs to an outer '{'
)"},
    {"E0021", "a.cdef", "sources: { a.c } }\ncflags: { -g }\n",
     R"(a.cdef:1:18: error: this '}' closes nothing [E0021]
    1 | sources: { a.c } }
      |                  ^
)"},
    {"E0022", "a.cdef", "x:\n" + repeat("{\n", 100),
     R"(a.cdef:1:1: error: unknown section 'x' [E0040]
    1 | x:
      | ^
a.cdef:66:1: error: brackets are nested more than 64 deep [E0022]
   66 | {
      | ^
)"},
    {"E0030", "a.cdef", "#ifdef X\nsources: { a.c }\n",
     R"(a.cdef:1:1: error: unknown directive '#ifdef' [E0030]
    1 | #ifdef X
      | ^~~~~~
hint: the directives are #include #if #elif #else #endif
)"},
    {"E0031", "a.cdef", "#if $X=1\n#endif\n",
     R"(a.cdef:1:5: error: '$X=1' is not a condition [E0031]
    1 | #if $X=1
      |     ^~~~
hint: put a space before '=': $X =1
)"},
    {"E0032", "a.cdef", "#if a = a\nsources: { a.c }\n",
     R"(a.cdef:1:1: error: this #if has no #endif [E0032]
    1 | #if a = a
      | ^~~
a.cdef:2:17: note: the file ends here
)"},
    {"E0033", "a.cdef", "sources: { a.c }\n#endif\n",
     R"(a.cdef:2:1: error: #endif without #if in this file [E0033]
    2 | #endif
      | ^~~~~~
)"},
    {"E0034", "a.cdef", "#if a = a\n#else\n#elif a = a\n#endif\n",
     R"(a.cdef:3:1: error: #elif after #else [E0034]
    3 | #elif a = a
      | ^~~~~
a.cdef:2:1: note: #else is here
)"},
    {"E0035", "a.cdef", "#include nowhere.sinc\n",
     R"(a.cdef:1:10: error: cannot find 'nowhere.sinc' [E0035]
    1 | #include nowhere.sinc
      |          ^~~~~~~~~~~~
hint: searched in /w
)"},
    {"E0036", "a.sdef", "#include b.sinc\n",
     R"(c.sinc:1:10: error: 'a.sdef' includes itself [E0036]
    1 | #include a.sdef
      |          ^~~~~~
a.sdef:1:10: note: 'b.sinc' is included here
b.sinc:2:10: note: 'c.sinc' is included here
)"},
    {"E0037", "a.sdef", "#if ${FOO} = \"\"\n#endif\nbuildVars: { FOO = x }\n",
     R"(a.sdef:3:14: error: variable 'FOO' cannot become 'x': a directive has used its value '' [E0037]
    3 | buildVars: { FOO = x }
      |              ^~~
a.sdef:1:5: note: first used here
hint: move buildVars above that directive
)"},
    {"E0038", "a.sdef", "buildVars:\n{\n    LEGATO_ROOT = /tmp\n}\n",
     R"(a.sdef:3:5: error: variable 'LEGATO_ROOT' is set by the tools and cannot be changed [E0038]
    3 |     LEGATO_ROOT = /tmp
      |     ^~~~~~~~~~~
)"},
    {"E0040", "a.cdef", "source: { a.c }\n",
     R"(a.cdef:1:1: error: unknown section 'source' [E0040]
    1 | source: { a.c }
      | ^~~~~~
hint: did you mean 'sources'?
)"},
    {"E0041", "a.cdef", "assets: { a: { settings: { x = int } } }\n",
     R"(a.cdef:1:1: error: section 'assets' no longer exists [E0041]
    1 | assets: { a: { settings: { x = int } } }
      | ^~~~~~
hint: remove it; settings and variables are offered through an .api of your own
)"},
    {"E0042", "a.adef", "executables:\n{\n    a ( b )\n    c = ( d )\n}\n",
     R"(a.adef:3:7: error: expected '=', found '(' [E0042]
    3 |     a ( b )
      |       ^
)"},
    {"E0043", "a.adef", "maxThreads: 1KK\n",
     R"(a.adef:1:13: error: '1KK' is not a number [E0043]
    1 | maxThreads: 1KK
      |             ^~~
hint: decimal digits, and a K at the end for times 1024
)"},
    {"E0044", "a.adef", "maxThreads: 0\n",
     R"(a.adef:1:13: error: 0 is too small for 'maxThreads': at least 1 [E0044]
    1 | maxThreads: 0
      |             ^
)"},
    {"E0045", "a.adef", "start: autp\n",
     R"(a.adef:1:8: error: 'autp' is not possible for 'start' [E0045]
    1 | start: autp
      |        ^~~~
hint: did you mean 'auto'?
)"},
    {"E0046", "a.adef", "groups: { my-group 9lives }\n",
     R"(a.adef:1:20: error: '9lives' is not a name [E0046]
    1 | groups: { my-group 9lives }
      |                    ^~~~~~
hint: letters, digits, _ and -, not a digit first
)"},
    {"E0047", "a.mdef", "params: { speed = 3 }\n",
     R"(a.mdef:1:19: error: '3' must be in quotes [E0047]
    1 | params: { speed = 3 }
      |                   ^
hint: "3"
)"},
    {"E0048", "a.adef", "requires: { file: { /etc/hosts } }\n",
     R"(a.adef:1:21: error: '/etc/hosts' has no destination [E0048]
    1 | requires: { file: { /etc/hosts } }
      |                     ^~~~~~~~~~
hint: /etc/hosts /etc/hosts
)"},
    {"E0049", "a.cdef", "requires: { api: { led.api [direct] } }\n",
     R"(a.cdef:1:28: error: option '[direct]' has no meaning in 'api' [E0049]
    1 | requires: { api: { led.api [direct] } }
      |                            ^~~~~~~~
hint: possible: [manual-start], [types-only], [optional], [async]
)"},
    {"E0049", "a.adef", "extern: { requires: { led.api [async] } }\n",
     R"(a.adef:1:31: error: option '[async]' has no meaning in 'requires' [E0049]
    1 | extern: { requires: { led.api [async] } }
      |                               ^~~~~~~
hint: possible: [manual-start], [types-only], [optional]
)"},
    {"E0050", "a.cdef", "requires: { api: { led.api [async] [types-only] } }\n",
     R"(a.cdef:1:36: error: options '[async]' and '[types-only]' exclude each other [E0050]
    1 | requires: { api: { led.api [async] [types-only] } }
      |                                    ^~~~~~~~~~~~
)"},
    {"E0050", "a.cdef", "provides: { api: { led.api [async] [direct] } }\n",
     R"(a.cdef:1:36: error: options '[async]' and '[direct]' exclude each other [E0050]
    1 | provides: { api: { led.api [async] [direct] } }
      |                                    ^~~~~~~~
)"},
    {"E0051", "a.adef", "bundles: { file: { [wx] led.sh /bin/ } }\n",
     R"(a.adef:1:20: error: a bundled file cannot be both writeable and executable [E0051]
    1 | bundles: { file: { [wx] led.sh /bin/ } }
      |                    ^~~~
hint: an app that can change its programs can be taken over for good; choose [rx] or [rw]
)"},
    {"E0052", "a.adef", "bindings: { blinker.led -> gpio.led }\n",
     R"(a.adef:1:13: error: this side of the binding names nothing that can be bound [E0052]
    1 | bindings: { blinker.led -> gpio.led }
      |             ^~~~~~~~~~~
hint: write <executable>.<component>.<interface> or *.<interface>
)"},
    {"E0053", "a.mdef", "preBuilt: led.ko\n",
     R"(a.mdef:1:11: warning: 'preBuilt' takes a list [E0053]
    1 | preBuilt: led.ko
      |           ^~~~~~
hint: preBuilt: { led.ko }
)"},
    {"E0054", "a.cdef", "requires: { api: { lamp=led.api } }\n",
     R"(a.cdef:1:20: warning: 'lamp=led.api' is one path [E0054]
    1 | requires: { api: { lamp=led.api } }
      |                    ^~~~~~~~~~~~
hint: for an alias put a space before '=': lamp = led.api
)"},
    {"E0055", "a.adef", "version:\n\nstart: auto\n",
     R"(a.adef:1:1: error: section 'version' has no value [E0055]
    1 | version:
      | ^~~~~~~
)"},
    };
    return all;
}
// clang-format on

TEST(Codes, EachMistakeIsToldExactly)
{
    for (const Mistake& mistake : mistakes())
    {
        Reading reading;
        reading.world.addFile("b.sinc", "\n#include c.sinc\n");
        reading.world.addFile("c.sinc", "#include a.sdef\n");
        if (std::string(mistake.file) != "missing.adef")
        {
            reading.world.addFile(mistake.file, mistake.text);
        }
        reading.read(mistake.file);
        EXPECT_EQ(reading.errors(), mistake.expected) << mistake.code;
        EXPECT_THAT(reading.errors(), testing::HasSubstr(std::string("[") + mistake.code + "]"));
    }
}

TEST(Codes, TooManyErrorsEndReading)
{
    Reading reading;
    reading.read("a.cdef", repeat(",\n", 150));
    EXPECT_EQ(reading.diagnostics.errorCount(), 100u);
    EXPECT_THAT(reading.errors(),
                testing::EndsWith("a.cdef:100:1: error: too many errors: the rest is not read [E0005]\n"
                                  "  100 | ,\n"
                                  "      | ^\n"));
}

TEST(Codes, EachIsTriggeredByATest)
{
    std::set<std::string> triggered{"E0005"};
    for (const Mistake& mistake : mistakes())
    {
        triggered.insert(mistake.code);
    }
    for (const Code* code : grammarCodes())
    {
        EXPECT_TRUE(triggered.contains(code->id)) << code->id << " " << code->title;
    }
}

TEST(Codes, AreNumberedOnceAndExplainedWithExamples)
{
    std::string before = "E0000";
    for (const Code* code : grammarCodes())
    {
        EXPECT_LT(before, code->id);
        EXPECT_LT(std::string(code->id), "E0100");
        EXPECT_STRNE(code->title, "");
        EXPECT_THAT(code->explanation, testing::ContainsRegex("\nBad[^\n]*:\n    ")) << code->id;
        EXPECT_THAT(code->explanation, testing::ContainsRegex("\nGood[^\n]*:\n    ")) << code->id;
        before = code->id;
    }
}

}  // namespace
}  // namespace ligature
