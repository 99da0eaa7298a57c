// Vectors about the text of definition files: directives, variables, words.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/conformance/vectors/vectors.h"

namespace ligature::test
{
namespace
{

std::string flagsOfC(const Outcome& outcome)
{
    return fmt::format("{}", fmt::join(outcome.component("c")->cflags, "|"));
}
const std::string kUseC = "components: { c }\n";

std::string x(const Outcome& outcome)
{
    return outcome.variables->get("X").value_or("unset");
}
std::string start(const Outcome& outcome)
{
    return outcome.app->startManual ? "manual" : "auto";
}

}  // namespace

std::vector<Vector> languageVectors()
{
    return {
        {"5 skipped",
         "#if a = b never closed",
         {{"t.adef", "#if a = b\nstart: auto\n"}},
         {"t.adef:1:1 error E0032"},
         {},
         ""},
        {"5 active",
         "#if a = a never closed",
         {{"t.adef", "#if a = a\nstart: auto\n"}},
         {"t.adef:1:1 error E0032"},
         {},
         ""},
        {"6", "a comparison needs blanks", {{"t.adef", "#if $X=1\n#endif\n"}}, {"t.adef:1:5 error E0031"}, {}, ""},
        {"7",
         "directives on one line",
         {{"t.adef", "#if file_exists(c/a.c) start: manual #elif a = b start: bogus #else start: bogus2 #endif\n"}},
         {},
         start,
         "manual"},
        {"8",
         "an apostrophe in skipped text",
         {{"t.adef", "#if a = b\nit's\n#endif\n"}},
         {"t.adef:2:3 error E0011"},
         {},
         ""},
        {"9 define", "unknown directive", {{"t.adef", "#define X\n"}}, {"t.adef:1:1 error E0030"}, {}, ""},
        {"9 endif", "stray #endif", {{"t.adef", "#endif\n"}}, {"t.adef:1:1 error E0033"}, {}, ""},
        {"9 predicate", "unknown predicate", {{"t.adef", "#if foo(x)\n#endif\n"}}, {"t.adef:1:5 error E0031"}, {}, ""},
        {"9 include", "missing included file", {{"t.adef", "#include nope\n"}}, {"t.adef:1:10 error E0035"}, {}, ""},
        {"10",
         "a variable that a directive used keeps its value",
         {{"s.sdef", "#if ${FOO} = \"\"\n#endif\nbuildVars: { FOO = x }\n"}},
         {"s.sdef:3:14 error E0037"},
         {},
         ""},
        {"11",
         "buildVars refer to each other",
         {{"s.sdef", "buildVars: { X = foo  X = bar  X = foo${X}  X = \"$X baz\" }\n"}},
         {},
         x,
         "foobar baz"},
        {"12",
         "reserved variable",
         {{"s.sdef", "buildVars: { LEGATO_ROOT = x }\n"}},
         {"s.sdef:1:14 error E0038"},
         {},
         ""},
        {"13",
         "undefined variables are skipped",
         {{"t.adef", kUseC}, {"c/Component.cdef", "sources: { a.c $UNDEF ${UNDEF2} }"}},
         {},
         [](const Outcome& outcome) { return fmt::format("{}", outcome.component("c")->sources.size()); },
         "1"},
        {"14",
         "a flag with quotes",
         {{"t.adef", kUseC}, {"c/Component.cdef", "sources: { a.c } cflags: { -DX=\"abc\" }"}},
         {},
         flagsOfC,
         "-DX=\"abc\""},
        {"15 dollars",
         "$$ outside quotes",
         {{"t.adef", kUseC}, {"c/Component.cdef", "cflags: { -Dz=$$HOME }"}},
         {"c/Component.cdef:1:15 error E0013"},
         {},
         ""},
        {"15 comma",
         "a comma outside quotes",
         {{"t.adef", kUseC}, {"c/Component.cdef", "ldflags: { -Wl,-foo }"}},
         {"c/Component.cdef:1:15 error E0010"},
         {},
         ""},
        {"16",
         "quotes of a system's flags are removed",
         {{"s.sdef", "cflags: { \"-DX=\\\"a b\\\"\" }"}},
         {},
         [](const Outcome& outcome) { return outcome.system->cflags.at(0); },
         "-DX=\"a b\""},
        {"17",
         "a quoted version",
         {{"t.adef", "version: \"1.0\""}},
         {},
         [](const Outcome& outcome) { return outcome.app->version; },
         "1.0"},
        {"27 zero", "a limit of zero", {{"t.adef", "maxThreads: 0"}}, {"t.adef:1:13 error E0044"}, {}, ""},
        {"27 leading zero",
         "leading zeros mean nothing",
         {{"t.adef", "maxThreads: 08"}},
         {},
         [](const Outcome& outcome) { return fmt::format("{}", *outcome.app->maxThreads); },
         "8"},
        {"27 KK", "two K", {{"t.adef", "maxThreads: 1KK"}}, {"t.adef:1:13 error E0043"}, {}, ""},
        {"28 rt33",
         "priority too high",
         {{"t.adef", "processes: { priority: rt33 }"}},
         {"t.adef:1:24 error E0044"},
         {},
         ""},
        {"28 rt08",
         "priority with leading zero",
         {{"t.adef", "processes: { priority: rt08 }"}},
         {},
         [](const Outcome& outcome) { return *outcome.app->environments.at(0).priority; },
         "rt8"},
        {"31", "sandboxed: maybe", {{"t.adef", "sandboxed: maybe"}}, {"t.adef:1:12 error E0045"}, {}, ""},
        {"32", "start: foo", {{"t.adef", "start: foo"}}, {"t.adef:1:8 error E0045"}, {}, ""},
        {"33",
         "the last of repeated values counts",
         {{"t.adef", "version: 1 version: 2 maxThreads: 1 maxThreads: 2 start: manual start: auto"}},
         {},
         [](const Outcome& outcome)
         { return fmt::format("{} {} {}", outcome.app->version, *outcome.app->maxThreads, start(outcome)); },
         "2 2 auto"},
        {"35 brace",
         "missing brace at the end",
         {{"t.adef", "executables: { x = ( c )\n"}},
         {"t.adef:1:25 error E0020"},
         {},
         ""},
        {"35 comment", "comment without end", {{"t.adef", "start: auto /* x\n"}}, {"t.adef:1:13 error E0012"}, {}, ""},
        {"36", "unknown section", {{"t.adef", "strat: auto\n"}}, {"t.adef:1:1 error E0040"}, {}, ""},
        {"37 bare", "tags without quotes", {{"t.adef", "tags: { a: b }"}}, {"t.adef:1:9 error E0042"}, {}, ""},
        {"37 quoted",
         "tags with quotes",
         {{"t.adef", "tags: { \"a\" : \"b$HOME\" }"}},
         {},
         [](const Outcome& outcome) { return outcome.app->tags.at("a"); },
         "b/home/me"},
        {"68",
         "$CURDIR is the directory of the fragment",
         {{"s.sdef", "#include sub/x.sinc\n"}, {"sub/x.sinc", "buildVars: { X = $CURDIR }"}},
         {},
         x,
         "/p/sub"},
    };
}

}  // namespace ligature::test
