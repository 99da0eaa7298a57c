// Vectors about apps.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/conformance/vectors/vectors.h"

namespace ligature::test
{
namespace
{

using Files = std::vector<std::pair<std::string, std::string>>;

/// Executable x with component c, which needs foo; executable y with component s, which serves foo.
Files joined(const std::string& rest)
{
    return {{"t.adef", "executables: { x = ( c ) y = ( s ) }\n" + rest},
            {"c/Component.cdef", "sources: { a.c } requires: { api: { foo.api } }"},
            {"s/Component.cdef", "sources: { s.c } provides: { api: { foo.api bar.api } }"},
            {"s/s.c", ""}};
}

Files client(const std::string& api)
{
    return {{"t.adef", "executables: { x = ( c ) }"},
            {"c/Component.cdef", "sources: { a.c } requires: { api: { " + api + " } }"}};
}

std::string bound(const Outcome& outcome)
{
    const mkapp::ClientInstance& client = outcome.client("x");
    const bool isUser = client.binding->kind == mkapp::BindingTarget::Kind::user;
    return fmt::format("{}{} {}", isUser ? "user " : "", client.binding->agent, client.binding->interface);
}

std::string bundles(const Outcome& outcome)
{
    std::vector<std::string> lines;
    for (const mkapp::BundledFile& file : mkapp::bundledFiles(*outcome.app))
    {
        lines.push_back(fmt::format("{}<{}", file.destination, file.source));
    }
    return fmt::format("{}", fmt::join(lines, " "));
}

std::string trees(const Outcome& outcome)
{
    std::string text;
    for (const auto& [tree, write] : outcome.app->configTrees)
    {
        text += fmt::format("{}:{} ", tree, write ? "w" : "r");
    }
    return text;
}

}  // namespace

std::vector<Vector> appVectors()
{
    return {
        {"3", "a client that is not bound", client("foo.api"), {"t.adef:1:16 error E0370"}, {}, ""},
        {"19",
         "arguments are not substituted",
         {{"t.adef", "processes: { run: { ( x $HOME \"${HOME} b\" 'c\"d' ) } }"}},
         {},
         [](const Outcome& outcome)
         { return fmt::format("{}", fmt::join(outcome.app->environments.at(0).processes.at(0).arguments, "|")); },
         "$HOME|${HOME} b|c\"d"},
        {"20",
         "environment variables are substituted",
         {{"t.adef", "processes: { envVars: { A = $HOME B = \"x y\" } }"}},
         {},
         [](const Outcome& outcome)
         {
             const auto& variables = outcome.app->environments.at(0).variables;
             return variables.at("A") + "|" + variables.at("B");
         },
         "/home/me|x y"},
        {"21 file",
         "the app's file replaces its component's",
         {{"t.adef", "components: { c } bundles: { file: { mine /etc/x } }"},
          {"mine", ""},
          {"c/Component.cdef", "bundles: { file: { a.c /etc/x } }"}},
         {},
         bundles,
         "etc/x</p/mine"},
        {"21 dir",
         "the app's directory replaces its component's, file by file",
         {{"t.adef", "components: { c } bundles: { dir: { d /etc/d } }"},
          {"d/one", ""},
          {"c/d/one", ""},
          {"c/d/two", ""},
          {"c/Component.cdef", "bundles: { dir: { d /etc/d } }"}},
         {},
         bundles,
         "etc/d/one</p/d/one etc/d/two</p/c/d/two"},
        {"23 wx",
         "writeable and executable",
         {{"t.adef", "bundles: { file: { [wx] c/a.c / } }"}},
         {"t.adef:1:20 error E0051"},
         {},
         ""},
        {"23 missing",
         "missing bundle",
         {{"t.adef", "bundles: { file: { nope / } }"}},
         {"t.adef:1:20 error E0306"},
         {},
         ""},
        {"23 r etc",
         "permissions of the target",
         {{"t.adef", "requires: { dir: { [r] /etc / } }"}},
         {"t.adef:1:20 error E0303"},
         {},
         ""},
        {"23 legato",
         "the framework's directory",
         {{"t.adef", "requires: { dir: { /legato / } }"}},
         {"t.adef:1:20 error E0310"},
         {},
         ""},
        {"23 device",
         "executable device",
         {{"t.adef", "requires: { device: { [x] /dev/a / } }"}},
         {"t.adef:1:23 error E0051"},
         {},
         ""},
        {"23 slash",
         "required file ending with /",
         {{"t.adef", "requires: { file: { /a/ / } }"}},
         {"t.adef:1:21 error E0310"},
         {},
         ""},
        {"24",
         "a device without permissions",
         {{"t.adef", "requires: { device: { /dev/a /dev/ } }"}},
         {},
         [](const Outcome& outcome)
         {
             const mkapp::RequiredObject& device = outcome.app->requires_.at(0);
             return fmt::format("{} {} {}", device.source, device.destination, device.permissions.has_value());
         },
         "/dev/a /dev/a false"},
        {"25",
         "configuration trees",
         {{"t.adef", "requires: { configTree: { [w] a b [r] . } }"}},
         {},
         trees,
         "a:w b:r t:r "},
        {"26 twice",
         "a configuration tree twice",
         {{"t.adef", "requires: { configTree: { [w] . . } }"}},
         {"t.adef:1:33 error E0311"},
         {},
         ""},
        {"26 x",
         "an executable configuration tree",
         {{"t.adef", "requires: { configTree: { [x] . } }"}},
         {"t.adef:1:27 error E0051"},
         {},
         ""},
        {"29 process",
         "two processes of one name",
         {{"t.adef", "processes: { run: { ( x ) ( x ) } }"}},
         {"t.adef:1:29 error E0342"},
         {},
         ""},
        {"29 exe",
         "two executables of one name",
         {{"t.adef", "executables: { x = ( c ) x = ( c ) }"}},
         {"t.adef:1:26 error E0340"},
         {},
         ""},
        {"34",
         "watchdogTimeout twice",
         {{"t.adef", "watchdogTimeout: 1 watchdogTimeout: 2"}},
         {"t.adef:1:20 error E0304"},
         {},
         ""},
        {"38 exe",
         "unknown executable",
         joined("bindings: { z.c.foo -> o.foo x.c.foo -> o.foo }"),
         {"t.adef:2:13 error E0350"},
         {},
         ""},
        {"38 component",
         "unknown component",
         joined("bindings: { x.z.foo -> o.foo x.c.foo -> o.foo }"),
         {"t.adef:2:15 error E0351"},
         {},
         ""},
        {"38 client",
         "unknown client",
         joined("bindings: { x.c.zap -> o.foo x.c.foo -> o.foo }"),
         {"t.adef:2:17 error E0352"},
         {},
         ""},
        {"38 server",
         "unknown server",
         joined("bindings: { x.c.foo -> y.s.zap }"),
         {"t.adef:2:28 error E0352"},
         {},
         ""},
        {"39",
         "bound twice",
         joined("bindings: { x.c.foo -> o.foo x.c.foo -> o.foo }"),
         {"t.adef:2:30 error E0353"},
         {},
         ""},
        {"40 prebuilt", "to a pre-built server", joined("bindings: { x.c.foo -> *.foo }"), {}, bound, "t foo"},
        {"40 user", "to a user", joined("bindings: { x.c.foo -> <a-b>.foo }"), {}, bound, "user a-b foo"},
        {"40 tight", "without blanks", joined("bindings: { x.c.foo->y.s.foo }"), {}, bound, "t y.s.foo"},
        {"41",
         "to an external server",
         joined("bindings: { x.c.foo -> y.s.foo } extern: { al = y.s.foo }"),
         {},
         bound,
         "t al"},
        {"42 alias",
         "external name twice",
         joined("extern: { a = x.c.foo a = y.s.foo }"),
         {"t.adef:2:23 error E0354"},
         {},
         ""},
        {"42 unknown",
         "unknown external interface",
         joined("bindings: { x.c.foo -> o.f } extern: { x.c.zap }"),
         {"t.adef:2:44 error E0352"},
         {},
         ""},
        {"42 twice",
         "made external twice",
         joined("extern: { x.c.foo a = x.c.foo }"),
         {"t.adef:2:19 error E0355"},
         {},
         ""},
        {"43",
         "an optional pre-built client",
         {{"t.adef", "extern: { requires: { foo.api [optional] } }"}},
         {},
         {},
         ""},
        {"44",
         "an undeclared pre-built client",
         {{"t.adef", "bindings: { *.foo -> other.foo }"}},
         {"t.adef:1:15 warning E0356"},
         {},
         ""},
        {"45 cfg", "le_cfg is bound by itself", client("le_cfg.api"), {}, bound, "user root le_cfg"},
        {"45 wdog", "le_wdog is bound by itself", client("le_wdog.api"), {}, bound, "user root le_wdog"},
        {"46", "but not under another name", client("q = le_cfg.api"), {"t.adef:1:16 error E0370"}, {}, ""},
        {"69 app",
         "client and server of different apis",
         joined("bindings: { x.c.foo -> y.s.bar }"),
         {"t.adef:2:13 error E0371"},
         {},
         ""},
    };
}

}  // namespace ligature::test
