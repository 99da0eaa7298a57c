#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/mkapp_model/workbench.h"

namespace
{

using namespace ligature;
using test::api;
using test::Workbench;
using testing::ElementsAre;

/// The component in directory `c`.
const mkapp::Component* modelC(Workbench& bench, const std::string& definition)
{
    bench.file("c/Component.cdef", definition);
    return mkapp::modelComponent(bench.context, "c", {}, {});
}

TEST(Component, IsOneObjectPerDirectory)
{
    Workbench bench;
    const mkapp::Component* component = modelC(bench, "");
    ASSERT_NE(component, nullptr);
    EXPECT_EQ(component->name, "c");
    EXPECT_EQ(component->directory, "/p/c");
    EXPECT_EQ(component->definition, "/p/c/Component.cdef");
    EXPECT_EQ(mkapp::modelComponent(bench.context, "/p/c", {}, {}), component);
    EXPECT_EQ(mkapp::modelComponent(bench.context, "../p/./c", {}, {}), component);
    EXPECT_THAT(bench.world.reads(), ElementsAre("/p/c/Component.cdef"));
}

TEST(Component, TakesSourcesFlagsAndLibraries)
{
    Workbench bench;
    bench.variables.set("OPT", "-O2");
    bench.file("c/a.c", "").file("c/sub/b.cpp", "").file("shared.c", "").file("c/lib/libfound.so", "");
    const mkapp::Component* component = modelC(bench, R"(
        sources: { a.c sub/b.cpp shared.c $UNDEFINED }
        cflags: { $OPT "-DX=1" }
        ldflags: { -lm }
        requires: { lib: { z libx.a dir/liby.a lib/libfound.so libgone.so.1 } }
        provides: { headerDir: { include } }
        pools: { own = 4K }
    )");
    ASSERT_NE(component, nullptr) << bench.said();
    ASSERT_EQ(component->sources.size(), 3u);
    EXPECT_EQ(component->sources[1].path, "/p/c/sub/b.cpp");
    EXPECT_EQ(component->sources[1].language, mkapp::SourceFile::Language::cxx);
    EXPECT_EQ(component->sources[2].path, "/p/shared.c");
    EXPECT_THAT(component->cflags, ElementsAre("-O2", "\"-DX=1\""));
    EXPECT_THAT(component->headerDirectories, ElementsAre("/p/c/include"));
    ASSERT_EQ(component->libraries.size(), 5u);
    EXPECT_EQ(component->libraries[0].flag, "-lz");
    EXPECT_EQ(component->libraries[1].flag, "-lx");
    EXPECT_TRUE(component->libraries[1].isStatic);
    EXPECT_EQ(component->libraries[2].flag, "/p/c/dir/liby.a");
    EXPECT_EQ(component->libraries[3].flag, "-lfound");
    EXPECT_EQ(component->libraries[3].directory, "/p/c/lib");
    EXPECT_EQ(component->libraries[4].flag, "-lgone");
    EXPECT_EQ(component->libraries[4].file, "");
    ASSERT_EQ(component->pools.size(), 1u);
    EXPECT_EQ(component->pools[0].blocks, 4096u);
}

TEST(Component, TakesInterfaces)
{
    Workbench bench;
    bench.file("foo.api", api()).file("bar.api", api());
    const mkapp::Component* component = modelC(bench, R"(
        requires: { api: { foo.api other = bar.api [optional] bar.api [types-only] late = foo.api [manual-start]
                           later = foo.api [async] } }
        provides: { api: { served = foo.api [async] } }
        pools: { other.x = 3 }
    )");
    ASSERT_NE(component, nullptr) << bench.said();
    ASSERT_EQ(component->clients.size(), 4u);
    EXPECT_EQ(component->clients[0].name, "foo");
    EXPECT_FALSE(component->clients[0].async);
    EXPECT_EQ(ifgen::filePath(*component->clients[0].api), "/p/foo.api");
    EXPECT_TRUE(component->clients[1].optional);
    EXPECT_TRUE(component->clients[1].manualStart);
    EXPECT_TRUE(component->clients[2].manualStart);
    EXPECT_FALSE(component->clients[2].optional);
    EXPECT_EQ(component->clients[3].name, "later");
    EXPECT_TRUE(component->clients[3].async);
    EXPECT_FALSE(component->clients[3].manualStart);
    ASSERT_EQ(component->typesOnly.size(), 1u);
    ASSERT_EQ(component->servers.size(), 1u);
    EXPECT_TRUE(component->servers[0].async);
    EXPECT_EQ(component->servers[0].api, component->clients[0].api);
    EXPECT_EQ(component->pools[0].interfaceName, "other");
}

TEST(Component, AsynchronousCallsNeedTheirNames)
{
    Workbench bench;
    bench.file("foo.api", "FUNCTION Read();\nFUNCTION ReadAsync();\n");
    bench.component("a", "requires: { api: { foo.api [async] } }\n");
    bench.component("b", "requires: { api: { other = foo.api [async] } }\n");
    bench.component("waits", "requires: { api: { foo.api } }\n");
    EXPECT_EQ(mkapp::modelComponent(bench.context, "a", {}, {}), nullptr);
    EXPECT_EQ(mkapp::modelComponent(bench.context, "b", {}, {}), nullptr);
    EXPECT_NE(mkapp::modelComponent(bench.context, "waits", {}, {}), nullptr);
    EXPECT_EQ(bench.said(),
              "foo.api:2:1: error: FUNCTION 'ReadAsync' has the C name of what calls 'Read' asynchronously [E0160]\n"
              "    2 | FUNCTION ReadAsync();\n"
              "      | ^~~~~~~~~~~~~~~~~~~~~\n"
              "foo.api:1:1: note: this function is meant\n"
              "a/Component.cdef:2:20: note: asynchronous calls are asked for here\n");
}

TEST(Component, AsynchronousCallsNeedTheTypeOfTheirAnswers)
{
    Workbench bench;
    bench.file("foo.api", "FUNCTION Read();\nSTRUCT ReadDoneFunc { bool on; };\n");
    bench.component("a", "requires: { api: { foo.api [async] } }\n");
    EXPECT_EQ(mkapp::modelComponent(bench.context, "a", {}, {}), nullptr);
    EXPECT_EQ(bench.said(),
              "foo.api:2:1: error: STRUCT 'ReadDoneFunc' has the C name of what calls 'Read' asynchronously [E0160]\n"
              "    2 | STRUCT ReadDoneFunc { bool on; };\n"
              "      | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
              "foo.api:1:1: note: this function is meant\n"
              "a/Component.cdef:2:20: note: asynchronous calls are asked for here\n");
}

TEST(Component, F31_AsynchronousCallsNeedTheNameOfWhatCancelsThem)
{
    Workbench bench;
    bench.file("foo.api", "FUNCTION Cancel();\nFUNCTION CancelAsyncCall();\n");
    bench.component("a", "requires: { api: { foo.api [async] } }\n");
    bench.component("waits", "requires: { api: { foo.api } }\n");
    EXPECT_EQ(mkapp::modelComponent(bench.context, "a", {}, {}), nullptr);
    EXPECT_NE(mkapp::modelComponent(bench.context, "waits", {}, {}), nullptr);
    EXPECT_EQ(
        bench.said(),
        "foo.api:2:1: error: FUNCTION 'CancelAsyncCall' has the C name of what cancels asynchronous calls [E0160]\n"
        "    2 | FUNCTION CancelAsyncCall();\n"
        "      | ^~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
        "a/Component.cdef:2:20: note: asynchronous calls are asked for here\n");
}

TEST(Component, AsynchronousServersNeedTheirNames)
{
    Workbench bench;
    bench.file("foo.api", "FUNCTION Read();\nFUNCTION ReadRespond();\n");
    bench.component("a", "provides: { api: { foo.api [async] } }\n");
    bench.component("b", "provides: { api: { other = foo.api [async] } }\n");
    bench.component("waits", "provides: { api: { foo.api } }\n");
    EXPECT_EQ(mkapp::modelComponent(bench.context, "a", {}, {}), nullptr);
    EXPECT_EQ(mkapp::modelComponent(bench.context, "b", {}, {}), nullptr);
    EXPECT_NE(mkapp::modelComponent(bench.context, "waits", {}, {}), nullptr);
    EXPECT_EQ(
        bench.said(),
        "foo.api:2:1: error: FUNCTION 'ReadRespond' has the C name of what answers 'Read' in an asynchronous server "
        "[E0160]\n"
        "    2 | FUNCTION ReadRespond();\n"
        "      | ^~~~~~~~~~~~~~~~~~~~~~~\n"
        "foo.api:1:1: note: this function is meant\n"
        "a/Component.cdef:2:20: note: an asynchronous server is asked for here\n");
}

TEST(Component, NothingToCallAsynchronouslyIsAWarning)
{
    Workbench bench;
    bench.file("foo.api", "HANDLER H(bool on);\nEVENT E(H handler);\nFUNCTION F(H handler);\n");
    const mkapp::Component* component = modelC(bench, "requires: { api: { foo.api [async] } }\n");
    ASSERT_NE(component, nullptr);
    EXPECT_EQ(bench.said(),
              "c/Component.cdef:1:20: warning: 'foo' has no function that can be called asynchronously [E0332]\n"
              "    1 | requires: { api: { foo.api [async] } }\n"
              "      |                    ^~~~~~~~~~~~~~~\n"
              "hint: leave [async] out\n");
}

// The client of one would send the messages of the other.
TEST(Component, UsesOneInterfaceFileOfAName)
{
    Workbench bench;
    bench.file("v1/foo.api", "FUNCTION Get();\nFUNCTION Put();\n");
    bench.file("v2/foo.api", "FUNCTION Put();\nFUNCTION Get();\n");
    bench.file("copy/foo.api", "FUNCTION Put();\nFUNCTION Get();\n");
    bench.file("v1/user.api", "USETYPES foo;\nFUNCTION Use();\n");
    const auto model = [&](const std::string& name, const std::string& content)
    {
        bench.component(name, content);
        mkapp::modelComponent(bench.context, name, {}, {});
    };
    model("ok", "requires: { api: { a = v2/foo.api } }\nprovides: { api: { copy/foo.api b = v2/foo.api } }\n");
    EXPECT_EQ(bench.said(), "");
    model("a", "requires: { api: { old = v1/foo.api v2/foo.api } }\n");
    model("b", "provides: { api: { v1/user.api } }\nrequires: { api: { v2/foo.api [types-only] } }\n");
    const std::string hint = "hint: use one of them for both, or rename one: both have the same names in C\n";
    EXPECT_EQ(bench.said(),
              "a/Component.cdef:2:37: error: the component uses two interface files of one name: '/p/v1/foo.api' and "
              "'/p/v2/foo.api' [E0333]\n"
              "    2 | requires: { api: { old = v1/foo.api v2/foo.api } }\n"
              "      |                                     ^~~~~~~~~~\n" +
                  hint +
                  "b/Component.cdef:3:20: error: the component uses two interface files of one name: '/p/v1/foo.api' "
                  "and '/p/v2/foo.api' [E0333]\n"
                  "    3 | requires: { api: { v2/foo.api [types-only] } }\n"
                  "      |                    ^~~~~~~~~~~~~~~~~~~~~~~\n" +
                  hint);
}

TEST(Component, InheritsProvidedLibraries)
{
    Workbench bench;
    bench.file("d/Component.cdef", "provides: { lib: { z } }");
    const mkapp::Component* component = modelC(bench, "requires: { component: { d [provide-header] } lib: { y } }");
    ASSERT_NE(component, nullptr) << bench.said();
    ASSERT_EQ(component->libraries.size(), 2u);
    EXPECT_EQ(component->libraries[1].flag, "-lz");
    EXPECT_TRUE(component->dependencies[0].provideHeader);
}

TEST(Component, BuildDirectoryIsItsOwn)
{
    Workbench bench;
    bench.file("d/c/Component.cdef", "provides: { headerDir: { $BUILDDIR/gen } }");
    const mkapp::Component* component =
        modelC(bench, "requires: { component: { $CURDIR/../d/c } }\nprovides: { headerDir: { $BUILDDIR/gen } }");
    ASSERT_NE(component, nullptr) << bench.said();
    EXPECT_THAT(component->headerDirectories, ElementsAre("/p/_build/component/c/gen"));
    const mkapp::Component* other = component->dependencies[0].component;
    EXPECT_EQ(other->buildName, "c_2");
    EXPECT_THAT(other->headerDirectories, ElementsAre("/p/_build/component/c_2/gen"));
}

TEST(Component, CycleIsReportedAsAChain)
{
    Workbench bench;
    bench.component("a", "requires: { component: { b } }\n")
        .component("b", "requires: { component: { d } }\n")
        .component("d", "requires: { component: { a } }\n");
    EXPECT_EQ(mkapp::modelComponent(bench.context, "a", {}, {}), nullptr);
    EXPECT_EQ(mkapp::modelComponent(bench.context, "b", {}, {}), nullptr);
    EXPECT_EQ(bench.said(),
              "d/Component.cdef:2:26: error: component 'a' requires itself: a -> b -> d -> a [E0321]\n"
              "    2 | requires: { component: { a } }\n"
              "      |                          ^\n"
              "a/Component.cdef:2:26: note: 'a' requires 'b' here\n"
              "b/Component.cdef:2:26: note: 'b' requires 'd' here\n");
}

TEST(Component, ChainsAreBounded)
{
    for (const bool upwards : {false, true})
    {
        Workbench bench;
        for (int i = 0; i < 3000; ++i)
        {
            bench.component("c" + std::to_string(i), "requires: { component: { c" + std::to_string(i + 1) + " } }\n");
        }
        bench.component("c3000");
        for (int i = upwards ? 3000 : 0; i >= 0; --i)
        {
            mkapp::modelComponent(bench.context, "c" + std::to_string(i), {}, {});
        }
        EXPECT_EQ(bench.diagnostics.errorCount(), 1u);
        EXPECT_THAT(bench.said(), testing::HasSubstr("a chain of more than 500 components that require each other "
                                                     "[E0331]\n"));
    }
}

TEST(Component, MissingIsReportedOnce)
{
    Workbench bench;
    bench.component("a", "requires: { component: { gone } }\n").component("b", "requires: { component: { gone } }\n");
    bench.world.addDirectory("/p/gone");
    mkapp::modelComponent(bench.context, "a", {}, {});
    mkapp::modelComponent(bench.context, "b", {}, {});
    EXPECT_EQ(bench.said(),
              "a/Component.cdef:2:26: error: there is no component 'gone' [E0320]\n"
              "    2 | requires: { component: { gone } }\n"
              "      |                          ^~~~\n"
              "note: searched in '/p/a', '/p'\n"
              "note: '/p/gone' has no Component.cdef\n");
}

struct Mistake
{
    const char* name;
    const char* definition;
    const char* said;
};

class ComponentMistake : public testing::TestWithParam<Mistake>
{
};

TEST_P(ComponentMistake, IsExplained)
{
    Workbench bench;
    bench.file("foo.api", api()).file("c/a.c", "").file("c/dir/x", "").file("c/s.S", "");
    EXPECT_EQ(modelC(bench, GetParam().definition), nullptr);
    EXPECT_EQ(bench.said(), GetParam().said);
}

const Mistake kMistakes[] = {
    {"MissingApi", "requires: { api: { fooo.api } }\n",
     "c/Component.cdef:1:20: error: there is no interface file 'fooo.api' [E0322]\n"
     "    1 | requires: { api: { fooo.api } }\n"
     "      |                    ^~~~~~~~\n"
     "note: searched in '/p'\n"
     "hint: did you mean 'foo.api'?\n"},
    {"MissingSource", "sources: { b.c }\n",
     "c/Component.cdef:1:12: error: there is no source file 'b.c' [E0323]\n"
     "    1 | sources: { b.c }\n"
     "      |            ^~~\n"
     "note: searched in '/p/c', '/p'\n"},
    {"UnknownLanguage", "sources: { s.S }\n",
     "c/Component.cdef:1:12: error: 's.S' is neither a C nor a C++ source file [E0324]\n"
     "    1 | sources: { s.S }\n"
     "      |            ^~~\n"
     "hint: C: .c   C++: .cc .cp .cxx .cpp .c++ .C .CC .CPP\n"},
    {"SourceTwice", "sources: { a.c ./a.c }\n",
     "c/Component.cdef:1:16: error: source file './a.c' is listed twice [E0325]\n"
     "    1 | sources: { a.c ./a.c }\n"
     "      |                ^~~~~\n"
     "c/Component.cdef:1:12: note: first listed here\n"},
    {"InterfaceNameTwice", "requires: { api: { foo.api } }\nprovides: { api: { foo.api } }\n",
     "c/Component.cdef:2:20: error: the component has two interfaces named 'foo' [E0326]\n"
     "    2 | provides: { api: { foo.api } }\n"
     "      |                    ^~~~~~~\n"
     "c/Component.cdef:1:20: note: first declared here\n"
     "hint: give one of them an alias: other_foo = <file>.api\n"},
    {"InterfaceNameTwiceInCapitals", "requires: { api: { foo.api Foo = foo.api } }\n",
     "c/Component.cdef:1:28: error: the component has interfaces named 'foo' and 'Foo', which are one name in capitals "
     "[E0326]\n"
     "    1 | requires: { api: { foo.api Foo = foo.api } }\n"
     "      |                            ^~~~~~~~~~~~~\n"
     "c/Component.cdef:1:20: note: first declared here\n"
     "hint: give one of them an alias: other_Foo = <file>.api\n"},
    {"MixedContent", "externalBuild: { make }\nsources: { a.c }\n",
     "c/Component.cdef:2:12: error: a component cannot have both source files and an external build [E0327]\n"
     "    2 | sources: { a.c }\n"
     "      |            ^~~\n"
     "hint: move one of them to a component of its own and require that\n"},
    {"BadLibrary", "requires: { lib: { foo.so } }\n",
     "c/Component.cdef:1:20: error: the name of the library 'foo.so' does not begin with 'lib' [E0328]\n"
     "    1 | requires: { lib: { foo.so } }\n"
     "      |                    ^~~~~~\n"
     "hint: the linker finds a library x as libx.a or libx.so\n"},
    {"PoolTwice", "pools: { x = 1 y = 2 x = 3 }\n",
     "c/Component.cdef:1:22: error: pool 'x' is sized twice [E0329]\n"
     "    1 | pools: { x = 1 y = 2 x = 3 }\n"
     "      |                      ^~~~~\n"
     "c/Component.cdef:1:10: note: first sized here\n"},
    {"PoolOfUnknownApi", "pools: { fop.x = 1 }\nrequires: { api: { foo.api } }\n",
     "c/Component.cdef:1:10: error: the component has no interface 'fop' whose pools could be sized [E0330]\n"
     "    1 | pools: { fop.x = 1 }\n"
     "      |          ^~~\n"
     "hint: did you mean 'foo'?\n"},
    {"PoolTooLarge", "pools: { x = 5000000000 }\n",
     "c/Component.cdef:1:14: error: a pool cannot have more than 4294967295 blocks [E0301]\n"
     "    1 | pools: { x = 5000000000 }\n"
     "      |              ^~~~~~~~~~\n"},
    {"Java", "javaPackage: { com.example }\n",
     "c/Component.cdef:1:1: error: Java components are not supported yet [E0300]\n"
     "    1 | javaPackage: { com.example }\n"
     "      | ^~~~~~~~~~~\n"},
    {"MissingBundle", "bundles: { file: { b.txt / } }\n",
     "c/Component.cdef:1:20: error: there is no file '/p/c/b.txt' to bundle [E0306]\n"
     "    1 | bundles: { file: { b.txt / } }\n"
     "      |                    ^~~~~\n"},
    {"DirectoryAsFile", "bundles: { file: { dir / } }\n",
     "c/Component.cdef:1:20: error: '/p/c/dir' is a directory [E0307]\n"
     "    1 | bundles: { file: { dir / } }\n"
     "      |                    ^~~\n"
     "hint: list it under 'dir:'\n"},
    {"DestinationOutside", "bundles: { file: { a.c /../a.c } }\n",
     "c/Component.cdef:1:24: error: the destination '/../a.c' is outside of the app [E0309]\n"
     "    1 | bundles: { file: { a.c /../a.c } }\n"
     "      |                        ^~~~~~~\n"},
    {"RequiredFileWithSlash", "requires: { file: { /etc/ /x } }\n",
     "c/Component.cdef:1:21: error: the path '/etc/' of the target must not end with '/' [E0310]\n"
     "    1 | requires: { file: { /etc/ /x } }\n"
     "      |                     ^~~~~\n"},
    {"FrameworkDirectory", "requires: { dir: { /mnt/../legato /x } }\n",
     "c/Component.cdef:1:20: error: an app may not see '/legato': it holds the framework and all apps [E0310]\n"
     "    1 | requires: { dir: { /mnt/../legato /x } }\n"
     "      |                    ^~~~~~~~~~~~~~\n"},
    {"PermissionsOfTheTarget", "requires: { dir: { [r] /home/root/../../etc /x } }\n",
     "c/Component.cdef:1:20: error: the permissions of '/etc' belong to the target and cannot be set by an app "
     "[E0303]\n"
     "    1 | requires: { dir: { [r] /home/root/../../etc /x } }\n"
     "      |                    ^~~\n"
     "hint: leave the brackets out; they may stand only before paths below /home/root/ or /mnt/flash/\n"},
};

INSTANTIATE_TEST_SUITE_P(All, ComponentMistake, testing::ValuesIn(kMistakes),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
