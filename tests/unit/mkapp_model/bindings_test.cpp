#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/unit/mkapp_model/workbench.h"

namespace
{

using namespace ligature;
using test::api;
using test::Workbench;
using testing::ElementsAre;
using testing::HasSubstr;

/// Executable `x` with client component `c` (needs foo), executable `y` with server component `s` (offers foo, bar).
Workbench& clientAndServer(Workbench& bench)
{
    return bench.file("foo.api", api())
        .file("bar.api", api("Other"))
        .component("c", "requires: { api: { foo.api } }\n")
        .component("s", "provides: { api: { foo.api bar.api } }\n");
}

const char* const kExecutables = "executables: { x = ( c ) y = ( s ) }\n";

mkapp::ClientInstance& client(mkapp::App& app)
{
    return app.executables[0].instances[0].clients[0];
}
mkapp::ServerInstance& server(mkapp::App& app)
{
    return app.executables[1].instances[0].servers[0];
}

std::string target(const mkapp::ClientInstance& client)
{
    if (!client.binding)
    {
        return "none";
    }
    const bool isUser = client.binding->kind == mkapp::BindingTarget::Kind::user;
    return (isUser ? "<" : "") + client.binding->agent + (isUser ? ">" : "") + "|" + client.binding->interface;
}

TEST(Bindings, LeadToAppsUsersAndTheAppItself)
{
    const std::pair<const char*, const char*> cases[] = {
        {"x.c.foo -> other.foo", "other|foo"},
        {"x.c.foo -> <a-b>.foo", "<a-b>|foo"},
        {"x.c.foo->y.s.foo", "t|y.s.foo"},
    };
    for (const auto& [binding, expected] : cases)
    {
        Workbench bench;
        const auto app = clientAndServer(bench).app(std::string(kExecutables) + "bindings: { " + binding + " }");
        EXPECT_EQ(bench.said(), "");
        EXPECT_EQ(target(client(*app)), expected);
        EXPECT_EQ(client(*app).serviceName, "x.c.foo");
    }
}

TEST(Bindings, OfAnExternServerUseItsAlias)
{
    Workbench bench;
    const auto app = clientAndServer(bench).app(std::string(kExecutables) +
                                                "bindings: { x.c.foo -> y.s.foo }\nextern: { al = y.s.foo }");
    EXPECT_EQ(bench.said(), "");
    EXPECT_EQ(target(client(*app)), "t|al");
    EXPECT_EQ(server(*app).serviceName, "al");
    EXPECT_TRUE(server(*app).isExtern);
}

TEST(Bindings, MayNameTheAppItself)
{
    Workbench bench;
    const auto app =
        clientAndServer(bench).app(std::string(kExecutables) + "bindings: { x.c.foo -> t.foo }\nextern: { y.s.foo }");
    EXPECT_EQ(bench.said(), "");
    EXPECT_EQ(target(client(*app)), "t|foo");
}

TEST(Bindings, OfTheFrameworksServicesAreAutomatic)
{
    Workbench bench;
    bench.file("le_cfg.api", api()).file("le_wdog.api", api());
    bench.component("c", "requires: { api: { le_cfg.api le_wdog.api other = le_cfg.api [optional] } }");
    const auto app = bench.app("executables: { x = ( c ) }");
    EXPECT_EQ(bench.said(), "");
    const auto& clients = app->executables[0].instances[0].clients;
    EXPECT_EQ(target(clients[0]), "<root>|le_cfg");
    EXPECT_FALSE(clients[0].binding->span.valid());
    EXPECT_EQ(target(clients[1]), "<root>|le_wdog");
    EXPECT_EQ(target(clients[2]), "none");
}

TEST(Bindings, OfDirectServersAreAutomatic)
{
    Workbench bench;
    bench.file("foo.api", api()).component("c", "requires: { api: { foo.api } }");
    bench.component("s", "provides: { api: { foo.api [direct] } }");
    const auto app = bench.app("executables: { x = ( c s ) }");
    EXPECT_EQ(bench.said(), "");
    EXPECT_EQ(target(app->executables[0].instances[1].clients[0]), "t|x.s.foo");
}

TEST(Bindings, DirectServersStartFirst)
{
    for (const char* list : {"c s o", "s c o", "o s c", "c o s"})
    {
        Workbench bench;
        bench.file("foo.api", api()).component("c", "requires: { api: { foo.api } }").component("o", "");
        bench.component("s", "provides: { api: { foo.api [direct] } }");
        const auto app = bench.app(std::string("executables: { x = ( ") + list + " ) }\n");
        EXPECT_EQ(bench.said(), "");
        std::string order;
        for (const mkapp::ComponentInstance& instance : app->executables[0].instances)
        {
            order += instance.component->name;
            for (const mkapp::ClientInstance& client : instance.clients)
            {
                EXPECT_TRUE(client.isDirect);
            }
        }
        EXPECT_LT(order.find('s'), order.find('c')) << list;
    }
}

// In two executables, so that there is a first and a second order; one with a [direct] server and one without.
TEST(Bindings, ComponentsListedTwiceStartOnce)
{
    for (const char* option : {"", " [direct]"})
    {
        Workbench bench;
        bench.file("foo.api", api()).component("a", "requires: { api: { foo.api [optional] } component: { c } }");
        bench.component("b", std::string("provides: { api: { foo.api") + option + " } }").component("c");
        const auto app = bench.app("executables: { x = ( a b a ) y = ( c a b c b ) }");
        EXPECT_EQ(bench.said(), "");
        for (const mkapp::Executable& executable : app->executables)
        {
            std::multiset<std::string> started;
            for (const mkapp::ComponentInstance& instance : executable.instances)
            {
                started.insert(instance.component->name);
            }
            EXPECT_EQ(started, (std::multiset<std::string>{"a", "b", "c"})) << executable.name << option;
        }
    }
}

// Files of one name and the same versions: by messages they could be joined, functions of one are none of the other.
TEST(Bindings, DirectServersOfAnotherFormAreNotCalled)
{
    const std::string versions = "API_VERSION = 2; SERVING_VERSION = 1; ";
    for (const bool isSame : {false, true})
    {
        Workbench bench;
        bench.file("new/foo.api", versions + "FUNCTION Set(bool on IN) = 1; FUNCTION Get() = 2;\n");
        bench.file("old/foo.api", versions + "FUNCTION Set(bool on IN) = 1;" + (isSame ? "FUNCTION Get() = 2;" : ""));
        bench.component("c", "requires: { api: { old/foo.api } }");
        bench.component("s", "provides: { api: { new/foo.api [direct] } }");
        const auto app = bench.app("executables: { x = ( c s ) }\n", false);
        EXPECT_EQ(bench.said(), "");
        for (const mkapp::ComponentInstance& instance : app->executables[0].instances)
        {
            for (const mkapp::ClientInstance& client : instance.clients)
            {
                EXPECT_EQ(client.isDirect, isSame);
                EXPECT_EQ(client.binding.has_value(), isSame);
            }
        }
    }
}

TEST(Bindings, DirectServersOfEachOther)
{
    Workbench bench;
    bench.file("foo.api", api()).file("bar.api", api());
    bench.component("a", "requires: { api: { foo.api } } provides: { api: { bar.api [direct] } }");
    bench.component("b", "requires: { api: { bar.api } } provides: { api: { foo.api [direct] } }");
    bench.app("executables: { x = ( a b ) }\n");
    EXPECT_EQ(bench.said(),
              "t.adef:1:16: error: component 'b' would have to start before itself: what it needs calls it directly "
              "[E0357]\n"
              "    1 | executables: { x = ( a b ) }\n"
              "      |                ^\n"
              "hint: remove [direct] from one of the servers in the circle\n");
}

TEST(Bindings, TwoDirectServersOfOneApi)
{
    Workbench bench;
    bench.file("foo.api", api()).component("a", "provides: { api: { foo.api [direct] } }");
    bench.component("b", "provides: { api: { other = foo.api [direct] } }");
    bench.app("executables: { x = ( a b ) }\n");
    EXPECT_THAT(bench.said(), testing::HasSubstr("executable 'x' has two [direct] servers of 'foo' [E0357]"));
}

TEST(Bindings, DirectServersAreNotCalledAsynchronously)
{
    Workbench bench;
    bench.file("foo.api", api()).component("c", "requires: { api: { foo.api later = foo.api [async] } }\n");
    bench.component("s", "provides: { api: { foo.api [direct] } }\n");
    bench.app("executables: { x = ( c s ) }\n");
    EXPECT_EQ(bench.said(),
              "t.adef:1:16: error: executable 'x' has a [direct] server of 'foo', which its client cannot call "
              "asynchronously [E0358]\n"
              "    1 | executables: { x = ( c s ) }\n"
              "      |                ^\n"
              "c/Component.cdef:2:28: note: the client asks for [async] here\n"
              "s/Component.cdef:2:20: note: the server offers [direct] here\n"
              "hint: leave one of the two options out, or bind the client to a server of another executable\n");
}

TEST(Bindings, AsynchronousClientsOfAnotherExecutableSendMessages)
{
    Workbench bench;
    bench.file("foo.api", api()).component("c", "requires: { api: { foo.api [async] } }\n");
    bench.component("s", "provides: { api: { foo.api [direct] } }\n").component("t");
    const auto app = bench.app(
        "executables: { x = ( c s ) y = ( s t ) }\n"
        "bindings: { x.c.foo -> y.s.foo }\n");
    EXPECT_EQ(bench.said(), "");
    for (const mkapp::ComponentInstance& instance : app->executables[0].instances)
    {
        for (const mkapp::ClientInstance& client : instance.clients)
        {
            EXPECT_FALSE(client.isDirect);
            EXPECT_EQ(target(client), "t|y.s.foo");
        }
    }
}

TEST(Bindings, OfPreBuiltInterfaces)
{
    Workbench bench;
    bench.file("foo.api", api()).file("bar.api", api());
    const auto app = bench.app(R"(
        extern: { requires: { foo.api a.b.c = bar.api opt = foo.api [optional] } provides: { p = foo.api } }
        bindings: { *.foo -> *.p a.b.c -> other.bar }
    )");
    EXPECT_EQ(bench.said(), "");
    ASSERT_EQ(app->preBuiltClients.size(), 3u);
    EXPECT_EQ(app->preBuiltClients[0].binding->agent, "t");
    EXPECT_EQ(app->preBuiltClients[0].binding->interface, "p");
    EXPECT_EQ(app->preBuiltClients[1].name, "a.b.c");
    EXPECT_EQ(app->preBuiltClients[1].binding->agent, "other");
    EXPECT_FALSE(app->preBuiltClients[2].binding.has_value());
}

TEST(Bindings, OfUndeclaredPreBuiltInterfacesAreKept)
{
    Workbench bench;
    const auto app = bench.app("bindings: { *.foo -> other.foo }\n");
    EXPECT_EQ(bench.said(),
              "t.adef:1:15: warning: no pre-built client interface 'foo' is declared [E0356]\n"
              "    1 | bindings: { *.foo -> other.foo }\n"
              "      |               ^~~\n"
              "hint: declare it: extern: { requires: { foo.api } }\n");
    ASSERT_TRUE(app->wildcardBindings.contains("foo"));
    EXPECT_EQ(app->wildcardBindings.at("foo").agent, "other");
}

TEST(Bindings, UnboundClientIsReportedWithWhoCouldServeIt)
{
    Workbench bench;
    clientAndServer(bench).app(kExecutables);
    EXPECT_EQ(bench.said(),
              "t.adef:1:16: error: client interface 'x.c.foo' is not bound to a server [E0370]\n"
              "    1 | executables: { x = ( c ) y = ( s ) }\n"
              "      |                ^\n"
              "c/Component.cdef:2:20: note: required here\n"
              "hint: add to bindings:   x.c.foo -> y.s.foo      (it has the same api)\n");
}

TEST(Bindings, ClientMayStayUnboundWhenExternOptionalOrInASystem)
{
    Workbench bench;
    clientAndServer(bench).app(std::string(kExecutables) + "extern: { x.c.foo }");
    EXPECT_EQ(bench.said(), "");

    Workbench optional;
    optional.file("foo.api", api()).component("c", "requires: { api: { foo.api [optional] } }");
    optional.app("executables: { x = ( c ) }");
    EXPECT_EQ(optional.said(), "");

    Workbench inSystem;
    clientAndServer(inSystem).app(kExecutables, false);
    EXPECT_EQ(inSystem.said(), "");
}

TEST(Bindings, MistypedNamesAreSuggestedAndTheirClientsCountAsBound)
{
    const std::pair<const char*, const char*> cases[] = {
        {"bindings: { metre.input.foo -> o.foo }\n",
         "t.adef:2:13: error: the app has no executable 'metre' [E0350]\n"
         "    2 | bindings: { metre.input.foo -> o.foo }\n"
         "      |             ^~~~~\n"
         "hint: did you mean 'meter'?\n"},
        {"bindings: { meter.inputs.foo -> o.foo }\n",
         "t.adef:2:19: error: executable 'meter' has no component 'inputs' [E0351]\n"
         "    2 | bindings: { meter.inputs.foo -> o.foo }\n"
         "      |                   ^~~~~~\n"
         "hint: did you mean 'input'?\n"},
    };
    for (const auto& [text, said] : cases)
    {
        Workbench bench;
        bench.file("foo.api", api()).component("input", "requires: { api: { foo.api } }");
        bench.app(std::string("executables: { meter = ( input ) }\n") + text);
        EXPECT_EQ(bench.said(), said);
    }
}

TEST(Bindings, EndsMustHaveTheSameApi)
{
    Workbench bench;
    clientAndServer(bench).app(std::string(kExecutables) + "bindings: { x.c.foo -> y.s.bar }\n");
    EXPECT_EQ(bench.said(),
              "t.adef:2:13: error: client 'x.c.foo' and server 'y.s.bar' have different apis: '/p/foo.api' and "
              "'/p/bar.api' [E0371]\n"
              "    2 | bindings: { x.c.foo -> y.s.bar }\n"
              "      |             ^~~~~~~\n"
              "c/Component.cdef:2:20: note: the client requires its api here\n"
              "s/Component.cdef:2:28: note: the server provides its api here\n");
}

TEST(Bindings, EndsMayBeOfVersionsWithOneInCommon)
{
    const auto said = [](const char* clientVersions)
    {
        Workbench bench;
        bench.file("a/foo.api", std::string(clientVersions) + "FUNCTION F() = 1;");
        bench.file("b/foo.api", "API_VERSION = 3; SERVING_VERSION = 1; FUNCTION F() = 1;");
        bench.component("c", "requires: { api: { a/foo.api } }\n");
        bench.component("s", "provides: { api: { b/foo.api } }\n");
        bench.app(std::string(kExecutables) + "bindings: { x.c.foo -> y.s.foo }\n");
        return bench.said();
    };
    EXPECT_EQ(said("API_VERSION = 5; SERVING_VERSION = 3; "), "");
    EXPECT_EQ(said("API_VERSION = 5; SERVING_VERSION = 5; "),
              "t.adef:2:13: error: client 'x.c.foo' and server 'y.s.foo' have no version of 'foo' in common: client "
              "speaks version 5, server 1 to 3 [E0374]\n"
              "    2 | bindings: { x.c.foo -> y.s.foo }\n"
              "      |             ^~~~~~~\n"
              "c/Component.cdef:2:20: note: the client requires '/p/a/foo.api' here\n"
              "s/Component.cdef:2:20: note: the server provides '/p/b/foo.api' here\n"
              "hint: build the server with an api of version 5 or later, or the client with one whose SERVING_VERSION "
              "is 3 or less\n");
}

struct Mistake
{
    const char* name;
    const char* text;  ///< after kExecutables
    const char* said;
};

class BindingMistake : public testing::TestWithParam<Mistake>
{
};

TEST_P(BindingMistake, IsSaidOnce)
{
    Workbench bench;
    clientAndServer(bench).app(std::string(kExecutables) + GetParam().text);
    EXPECT_EQ(bench.said(), GetParam().said);
}

const Mistake kMistakes[] = {
    {"UnknownClient", "bindings: { x.c.fooo -> o.foo }\n",
     "t.adef:2:17: error: component 'c' has no client interface 'fooo' [E0352]\n"
     "    2 | bindings: { x.c.fooo -> o.foo }\n"
     "      |                 ^~~~\n"
     "hint: did you mean 'foo'?\n"},
    {"ServerAsClient", "bindings: { y.s.bar -> o.bar x.c.foo -> o.foo }\n",
     "t.adef:2:17: error: component 's' has no client interface 'bar' [E0352]\n"
     "    2 | bindings: { y.s.bar -> o.bar x.c.foo -> o.foo }\n"
     "      |                 ^~~\n"
     "hint: 'bar' is one of its server interfaces\n"},
    {"UnknownServer", "bindings: { x.c.foo -> y.s.fo }\n",
     "t.adef:2:28: error: component 's' has no server interface 'fo' [E0352]\n"
     "    2 | bindings: { x.c.foo -> y.s.fo }\n"
     "      |                            ^~\n"
     "hint: did you mean 'foo'?\n"},
    {"UnknownExternOfTheAppItself", "extern: { y.s.foo }\nbindings: { x.c.foo -> t.fooo }\n",
     "t.adef:3:24: error: app 't' has no server interface 'fooo' [E0352]\n"
     "    3 | bindings: { x.c.foo -> t.fooo }\n"
     "      |                        ^~~~~~\n"
     "hint: did you mean 'foo'?\n"},
    {"BoundTwice", "bindings: { x.c.foo -> o.foo\n x.c.foo -> p.foo }\n",
     "t.adef:3:2: error: client interface 'x.c.foo' is bound twice [E0353]\n"
     "    3 |  x.c.foo -> p.foo }\n"
     "      |  ^~~~~~~\n"
     "t.adef:2:13: note: first bound here\n"},
    {"ExternNameTwice", "extern: { x.c.foo y.s.foo }\n",
     "t.adef:2:23: error: the app has two external interfaces named 'foo' [E0354]\n"
     "    2 | extern: { x.c.foo y.s.foo }\n"
     "      |                       ^~~\n"
     "t.adef:2:15: note: first named here\n"
     "hint: give one of them another name: other_foo = <exe>.<component>.<interface>\n"},
    {"ExternTwice", "extern: { x.c.foo al = x.c.foo }\n",
     "t.adef:2:19: error: the interface is already external, under the name 'foo' [E0355]\n"
     "    2 | extern: { x.c.foo al = x.c.foo }\n"
     "      |                   ^~\n"
     "t.adef:2:15: note: first made external here\n"},
    {"UnknownExtern", "extern: { x.c.fooo }\n",
     "t.adef:2:15: error: component 'c' has no interface 'fooo' [E0352]\n"
     "    2 | extern: { x.c.fooo }\n"
     "      |               ^~~~\n"
     "hint: did you mean 'foo'?\n"},
};

INSTANTIATE_TEST_SUITE_P(All, BindingMistake, testing::ValuesIn(kMistakes),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
