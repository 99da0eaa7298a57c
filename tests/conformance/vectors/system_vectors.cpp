// Vectors about systems.
#include <fmt/format.h>

#include "tests/conformance/vectors/vectors.h"

namespace ligature::test
{
namespace
{

using Files = std::vector<std::pair<std::string, std::string>>;

/// App `a` needs foo, which it makes external as `al`; apps `b` and `d` serve foo.
Files apps(const std::string& system)
{
    return {{"s.sdef", system},
            {"a.adef", "executables: { x = ( c ) } extern: { al = x.c.foo }"},
            {"b.adef", "executables: { y = ( s ) } extern: { y.s.foo }"},
            {"d.adef", "executables: { y = ( s ) } extern: { y.s.foo }"},
            {"high.adef", "processes: { priority: high run: { ( x ) } }"},
            {"dog.adef", "watchdogAction: reboot watchdogTimeout: 5"},
            {"c/Component.cdef", "sources: { a.c } requires: { api: { foo.api } }"},
            {"s/Component.cdef", "sources: { s.c } provides: { api: { foo.api } }"},
            {"s/s.c", ""}};
}

std::string firstServer(const Outcome& outcome)
{
    const mkapp::BindingTarget& server = outcome.system->bindings.at(0).server;
    return server.agent + "." + server.interface;
}

const mksys::AppOverrides& overrides(const Outcome& outcome)
{
    return outcome.system->apps.at(0).overrides;
}

}  // namespace

std::vector<Vector> systemVectors()
{
    return {
        {"4", "an external client without binding", apps("apps: { a }"), {"a.adef:1:38 error E0620"}, {}, ""},
        {"53 twice", "an app twice", apps("apps: { b b }"), {"s.sdef:1:11 error E0601"}, {}, ""},
        {"53 missing", "a missing app", apps("apps: { zap }"), {"s.sdef:1:9 error E0600"}, {}, ""},
        {"53 app",
         "an unknown app in a binding",
         apps("apps: { a b } bindings: { a.al -> zap.foo }"),
         {"s.sdef:1:35 error E0610"},
         {},
         ""},
        {"53 server",
         "an unknown server in a binding",
         apps("apps: { a b } bindings: { a.al -> b.zap }"),
         {"s.sdef:1:35 error E0611"},
         {},
         ""},
        {"54",
         "the last binding of an app's client counts",
         apps("apps: { a b d } bindings: { a.al -> b.foo a.al -> d.foo }"),
         {},
         firstServer,
         "d.foo"},
        {"55",
         "a user's client bound twice",
         apps("apps: { b } bindings: { <r>.foo -> b.foo <r>.foo -> b.foo }"),
         {"s.sdef:1:42 error E0612"},
         {},
         ""},
        {"56",
         "different run groups",
         apps("apps: { a { runGroup: 2 } b { runGroup: 3 } } bindings: { a.al -> b.foo }"),
         {"s.sdef:1:59 error E0622"},
         {},
         ""},
        {"57",
         "a command without leading /",
         apps("apps: { b } commands: { z = b:bin/y }"),
         {"s.sdef:1:31 error E0614"},
         {},
         ""},
        {"58 never",
         "watchdogTimeout: never in an override",
         apps("apps: { b { watchdogTimeout: never } }"),
         {},
         [](const Outcome& outcome) { return fmt::format("{}", *overrides(outcome).watchdogTimeout); },
         "-1"},
        {"58 action",
         "an override of the app's watchdog",
         apps("apps: { dog { watchdogAction: stop } }"),
         {},
         [](const Outcome& outcome)
         { return std::string(overrides(outcome).watchdogAction == mkapp::WatchdogAction::stop ? "stop" : "other"); },
         "stop"},
        {"60",
         "sandboxed: off",
         apps("apps: { b { sandboxed: off } }"),
         {},
         [](const Outcome& outcome)
         { return std::string(*overrides(outcome).sandboxed ? "sandboxed" : "unsandboxed"); },
         "unsandboxed"},
        {"61",
         "a lowered priority",
         apps("apps: { high { maxPriority: low } }"),
         {"s.sdef:1:29 warning E0604"},
         [](const Outcome& outcome) { return *overrides(outcome).maxPriority; },
         "low"},
        {"67",
         "a relative search directory starts where the tool is started",
         {{"sub/s.sdef", ""},
          {"s.sdef", "#include sub/x.sinc\n"},
          {"sub/x.sinc", "appSearch: { lib } apps: { far }"},
          {"sub/lib/far.adef", ""}},
         {"sub/x.sinc:1:14 warning E0603", "sub/x.sinc:1:28 error E0600"},
         {},
         ""},
        {"69 system",
         "client and server of different apis",
         {{"s.sdef", "apps: { a b } bindings: { a.foo -> b.foo }"},
          {"a.adef", "executables: { x = ( c ) } extern: { x.c.foo }"},
          {"b.adef", "executables: { y = ( s ) } extern: { y.s.foo }"},
          {"c/Component.cdef", "sources: { a.c } requires: { api: { foo.api } }"},
          {"s/Component.cdef", "sources: { s.c } provides: { api: { $CURDIR/foo.api } }"},
          {"s/s.c", ""},
          {"s/foo.api", "FUNCTION Set(uint8 on IN);\n"}},
         {"s.sdef:1:27 error E0621"},
         {},
         ""},
    };
}

}  // namespace ligature::test
