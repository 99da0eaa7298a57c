// Vectors about components and the executables made of them.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/conformance/vectors/vectors.h"

namespace ligature::test
{
namespace
{

const std::string kUseC = "components: { c }\n";
const std::string kExeOfC = "executables: { x = ( c ) }\n";

std::string loadOrder(const Outcome& outcome)
{
    std::vector<std::string> start, link;
    for (const mkapp::ComponentInstance& instance : outcome.app->executables.at(0).instances)
    {
        start.push_back(instance.component->name);
    }
    for (const mkapp::Component* component : outcome.app->executables.at(0).linkOrder)
    {
        link.push_back(component->name);
    }
    return fmt::format("{} / {}", fmt::join(start, " "), fmt::join(link, " "));
}

}  // namespace

std::vector<Vector> componentVectors()
{
    return {
        {"1",
         "order of loading and linking",
         {{"t.adef", "executables: { exe = ( a b ) }"},
          {"a/Component.cdef", "requires: { component: { c d } }"},
          {"b/Component.cdef", ""},
          {"d/Component.cdef", ""}},
         {},
         loadOrder,
         "b d c a / a d c b"},
        {"2",
         "components that require each other",
         {{"t.adef", "executables: { exe = ( a ) }"},
          {"a/Component.cdef", "requires: { component: { b } }"},
          {"b/Component.cdef", "requires: { component: { a } }"}},
         {"b/Component.cdef:1:26 error E0321"},
         {},
         ""},
        {"30",
         "executable without source code",
         {{"t.adef", kExeOfC}, {"c/Component.cdef", ""}},
         {"t.adef:1:16 error E0341"},
         {},
         ""},
        {"47 types optional",
         "[types-only] with [optional]",
         {{"t.adef", kUseC}, {"c/Component.cdef", "requires: { api: { foo.api [types-only] [optional] } }"}},
         {"c/Component.cdef:1:41 error E0050"},
         {},
         ""},
        {"47 async direct",
         "[async] with [direct]",
         {{"t.adef", kUseC}, {"c/Component.cdef", "provides: { api: { foo.api [async] [direct] } }"}},
         {"c/Component.cdef:1:36 error E0050"},
         {},
         ""},
        {"47 async client",
         "[async] on a required api: an error once, calls that do not wait now",
         {{"t.adef", kUseC}, {"c/Component.cdef", "requires: { api: { foo.api [async] } }"}},
         {},
         [](const Outcome& outcome) -> std::string
         { return outcome.component("c")->clients.at(0).async ? "async" : "waits"; },
         "async"},
        {"48 quoted",
         "a quoted path of an .api file",
         {{"t.adef", kUseC}, {"c/Component.cdef", "requires: { api: { \"foo.api\" [optional] } }"}},
         {},
         {},
         ""},
        {"48 alias",
         "an alias without a blank",
         {{"t.adef", kUseC}, {"c/Component.cdef", "requires: { api: { al=foo.api } }"}},
         {"c/Component.cdef:1:20 warning E0054", "c/Component.cdef:1:20 error E0322"},
         {},
         ""},
        {"48 alias with blank",
         "an alias with a blank",
         {{"t.adef", kUseC}, {"c/Component.cdef", "requires: { api: { al =foo.api[optional] } }"}},
         {},
         [](const Outcome& outcome) { return outcome.component("c")->clients.at(0).name; },
         "al"},
        {"49 twice",
         "a pool sized twice",
         {{"t.adef", kUseC}, {"c/Component.cdef", "pools: { a = 1 a = 2 }"}},
         {"c/Component.cdef:1:16 error E0329"},
         {},
         ""},
        {"49 unknown api",
         "a pool of an unknown api",
         {{"t.adef", kUseC}, {"c/Component.cdef", "pools: { foo.a = 1 }"}},
         {"c/Component.cdef:1:10 error E0330"},
         {},
         ""},
        {"49 order",
         "pools before the api they name: the order of sections does not matter",
         {{"t.adef", kUseC}, {"c/Component.cdef", "pools: { foo.a = 1 } requires: { api: { foo.api [optional] } }"}},
         {},
         {},
         ""},
        {"50",
         "size of a pool of an api",
         {{"t.adef", kUseC},
          {"c/Component.cdef", "requires: { api: { foo.api [optional] } } pools: { foo.foo_Messages = 4K }"}},
         {},
         [](const Outcome& outcome)
         {
             const mkapp::PoolSize& pool = outcome.component("c")->pools.at(0);
             return fmt::format("{} {} {}", pool.interfaceName, pool.pool, pool.blocks);
         },
         "foo foo_Messages 4096"},
        {"51 mixed",
         "sources and an external build",
         {{"t.adef", kUseC}, {"c/Component.cdef", "externalBuild: { make } sources: { a.c }"}},
         {"c/Component.cdef:1:36 error E0327"},
         {},
         ""},
        {"51 python",
         "a source in Python",
         {{"t.adef", kUseC}, {"c/Component.cdef", "sources: { a.py }"}},
         {"c/Component.cdef:1:12 error E0324"},
         {},
         ""},
        {"51 configTree",
         "configTree in a component",
         {{"t.adef", kUseC}, {"c/Component.cdef", "requires: { configTree: { . } }"}},
         {"c/Component.cdef:1:13 error E0040"},
         {},
         ""},
        {"65",
         "a re-exported header directory",
         {{"t.adef", "components: { g }"},
          {"g/Component.cdef", "requires: { component: { d } }"},
          {"d/Component.cdef", "requires: { component: { e [provide-header] f } }"},
          {"e/Component.cdef", "provides: { headerDir: { $CURDIR/inc } }"},
          {"f/Component.cdef", "provides: { headerDir: { $CURDIR/inc } }"}},
         {},
         [](const Outcome& outcome)
         {
             std::string text;
             for (const mkapp::ComponentDependency& one : outcome.component("d")->dependencies)
             {
                 text += fmt::format("{} {} {};", one.component->name, one.provideHeader,
                                     fmt::join(one.component->headerDirectories, " "));
             }
             return text;
         },
         "e true /p/e/inc;f false /p/f/inc;"},
        {"66 before",
         "a [direct] server listed before its client",
         {{"t.adef", "executables: { x = ( s c ) }"},
          {"s/Component.cdef", "provides: { api: { foo.api [direct] } }"},
          {"c/Component.cdef", "sources: { a.c } requires: { api: { foo.api } }"}},
         {},
         [](const Outcome& outcome) { return outcome.client("x").binding->interface; },
         "x.s.foo"},
        {"66 after",
         "a [direct] server listed after its client",
         {{"t.adef", "executables: { x = ( c s ) }"},
          {"s/Component.cdef", "provides: { api: { foo.api [direct] } }"},
          {"c/Component.cdef", "sources: { a.c } requires: { api: { foo.api } }"}},
         {},
         [](const Outcome& outcome) { return outcome.client("x").binding->interface; },
         "x.s.foo"},
    };
}

}  // namespace ligature::test
