// Plans of models made by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "mkapp/pack_plan.h"
#include "mkapp/planner.h"

using namespace ligature;
using namespace ligature::mkapp;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

namespace
{

BuildSettings settings()
{
    BuildSettings s;
    s.target = "localhost";
    s.workDirectory = "/w";
    s.outputDirectory = "/out";
    s.currentDirectory = "/here";
    s.definitionDirectory = "/def";
    s.install = {"/opt/ligature"};
    s.tools.cc = {"gcc"};
    s.tools.cxx = {"g++"};
    return s;
}

Component component(const std::string& name)
{
    Component c;
    c.name = c.buildName = name;
    c.directory = "/src/" + name;
    c.definition = c.directory + "/Component.cdef";
    c.sources.push_back({{}, c.directory + "/" + name + ".c", SourceFile::Language::c});
    return c;
}

const Edge& edgeFor(const Plan& plan, const std::string& output)
{
    const auto found =
        std::find_if(plan.edges.begin(), plan.edges.end(), [&](const Edge& edge) { return edge.output == output; });
    if (found == plan.edges.end())
    {
        throw std::out_of_range("no edge makes " + output);
    }
    return *found;
}

const std::vector<std::string>& flagsOf(const Plan& plan, const std::string& name)
{
    const auto found =
        std::find_if(plan.flagSets.begin(), plan.flagSets.end(), [&](const FlagSet& set) { return set.name == name; });
    if (found == plan.flagSets.end())
    {
        throw std::out_of_range("no flags " + name);
    }
    return found->words;
}

template <typename Text>
const Text& textOf(const Plan& plan, const std::string& path)
{
    for (const FilePlan& file : plan.files)
    {
        if (file.path == path)
        {
            return std::get<Text>(file.content);
        }
    }
    throw std::out_of_range("no file " + path);
}

}  // namespace

TEST(NameTable, GivesEachKeyANameOfItsOwn)
{
    NameTable names;
    EXPECT_EQ(names.name("/a/x.c", "x.c"), "x.c");
    EXPECT_EQ(names.name("/b/x.c", "x.c"), "x.c.2");
    EXPECT_EQ(names.name("/a/x.c", "x.c"), "x.c");
}

TEST(FileMode, FollowsThePermissions)
{
    EXPECT_EQ(fileMode({.read = true}), 0644u);
    EXPECT_EQ(fileMode({.execute = true}), 0751u);
    EXPECT_EQ(fileMode({.read = true, .execute = true}), 0755u);
    EXPECT_EQ(fileMode({.write = true}), 0642u);
    EXPECT_EQ(fileMode({.read = true, .write = true}), 0646u);
}

TEST(PlanComponent, CompilesAndLinks)
{
    Component c = component("led");
    c.sources.push_back({{}, "/elsewhere/led.c", SourceFile::Language::c});
    Planner planner(settings());
    EXPECT_EQ(planner.planComponent(c).library, "/w/component/led/libComponent_led.so");
    const Plan plan = planner.take();

    const Edge& link = edgeFor(plan, "/w/component/led/libComponent_led.so");
    EXPECT_EQ(link.rule, Rule::linkC);
    EXPECT_THAT(link.inputs, ElementsAre("/w/component/led/led.c.o", "/w/component/led/led.c.2.o",
                                         "/w/component/led/_componentMain.c.o"));
    EXPECT_THAT(link.words, ElementsAre("-shared", "-Wl,-soname,libComponent_led.so", "-Wl,--enable-new-dtags",
                                        "-Wl,-rpath,$ORIGIN/../lib"));
    EXPECT_THAT(link.tail, ElementsAre("-L/opt/ligature/lib", "-llegato", "-lpthread", "-lrt", "-lm"));
    EXPECT_THAT(link.implicit, ElementsAre("/opt/ligature/lib/liblegato.so"));

    const Edge& compile = edgeFor(plan, "/w/component/led/led.c.o");
    EXPECT_THAT(compile.words, ElementsAre("-DLE_FILENAME=led.c"));
    EXPECT_THAT(flagsOf(plan, compile.flags),
                ElementsAre("-I/w/component/led", "-DMK_TOOLS_BUILD", "-DLE_COMPONENT_NAME=led",
                            "-DLE_LOG_SESSION=led_LogSession", "-DLE_LOG_LEVEL_FILTER_PTR=led_LogLevelFilterPtr",
                            "-ffile-prefix-map=/src/led=led"));
    EXPECT_THAT(plan.tools.cflags, Contains("-fvisibility=hidden"));
    EXPECT_THAT(plan.tools.cflags, Contains("-ffile-prefix-map=/w=."));
}

TEST(PlanComponent, PassesFlagsOfTheDefinitionAsWords)
{
    Component c = component("led");
    c.cflags = {"\"-DX=\\\"a b\\\"\"", "-DY=$HOME", "-Wno-unused; id"};
    c.ldflags = {"-Wl,--foo"};
    c.pools = {{{}, "", "Buffers", 7}};
    Planner planner(settings());
    planner.planComponent(c);
    const Plan plan = planner.take();
    const std::vector<std::string>& flags = flagsOf(plan, "flags_c_led");
    EXPECT_THAT(std::vector<std::string>(flags.end() - 5, flags.end()),
                ElementsAre("-D_mem_Buffers_POOL_SIZE=,7", "-DX=\"a b\"", "-DY=$HOME", "-Wno-unused;", "id"));
    EXPECT_EQ(edgeFor(plan, "/w/component/led/libComponent_led.so").tail.at(0), "-Wl,--foo");
}

TEST(PlanComponent, LinksWhatItRequires)
{
    Component inner = component("inner");
    inner.headerDirectories = {"/src/inner/inc"};
    Component middle = component("middle");
    middle.dependencies = {{{}, &inner, true}};
    Component outer = component("outer");
    outer.dependencies = {{{}, &middle, false}};
    Planner planner(settings());
    planner.planComponent(outer);
    const Plan plan = planner.take();
    const Edge& link = edgeFor(plan, "/w/component/outer/libComponent_outer.so");
    EXPECT_THAT(link.tail, Contains("/w/component/middle/libComponent_middle.so"));
    EXPECT_THAT(link.tail, Contains("/w/component/inner/libComponent_inner.so"));
    EXPECT_THAT(flagsOf(plan, "flags_c_outer"), Contains("-I/src/inner/inc"));

    // Without [provide-header] the inner component's headers are not for others.
    middle.dependencies[0].provideHeader = false;
    Planner second(settings());
    second.planComponent(outer);
    EXPECT_THAT(flagsOf(second.take(), "flags_c_outer"), Not(Contains("-I/src/inner/inc")));
}

TEST(PlanComponent, AsynchronousClientsAreBuiltWithMore)
{
    MemoryWorld world("/p");
    world.addFile("/p/num.api", "FUNCTION Get();\n");
    SourceMap sources;
    Diagnostics diagnostics;
    ifgen::Library apis(world, sources, diagnostics, {});
    const ifgen::Interface* api = apis.load("/p/num.api");
    ASSERT_NE(api, nullptr);

    Component waits = component("waits");
    waits.clients.push_back({.span = {}, .name = "num", .api = api});
    Component both = component("both");
    both.clients = waits.clients;
    both.clients.push_back({.span = {}, .name = "later", .api = api, .async = true});
    Planner planner(settings());
    planner.planComponent(waits);
    planner.planComponent(both);
    const Plan plan = planner.take();

    EXPECT_THAT(textOf<InterfacesHeaderText>(plan, "/w/component/waits/interfaces.h").headers,
                ElementsAre("api/num/num_interface.h"));
    EXPECT_THAT(textOf<InterfacesHeaderText>(plan, "/w/component/both/interfaces.h").headers,
                ElementsAre("api/num/num_interface.h", "api/num/later_interface.h", "api/num/later_async.h"));
    EXPECT_THAT(edgeFor(plan, "/w/component/waits/libComponent_waits.so").inputs,
                ElementsAre("/w/component/waits/waits.c.o", "/w/api/num/num_client.c.o",
                            "/w/api/num/num_commonclient.c.o", "/w/component/waits/_componentMain.c.o"));
    EXPECT_THAT(edgeFor(plan, "/w/component/both/libComponent_both.so").inputs,
                ElementsAre("/w/component/both/both.c.o", "/w/api/num/num_client.c.o", "/w/api/num/later_client.c.o",
                            "/w/api/num/later_async.c.o", "/w/api/num/num_commonclient.c.o",
                            "/w/component/both/_componentMain.c.o"));
    EXPECT_EQ(textOf<ApiText>(plan, "/w/api/num/later_async.c").file, ifgen::CFile::asyncClient);
    EXPECT_EQ(textOf<ApiText>(plan, "/w/api/num/later_async.h").file, ifgen::CFile::asyncClientHeader);
    EXPECT_THAT(edgeFor(plan, "/w/api/num/later_async.c.o").inputs, ElementsAre("/w/api/num/later_async.c"));
}

TEST(PlanComponent, WithoutCodeNothingIsBuilt)
{
    Component c = component("files");
    c.sources.clear();
    Planner planner(settings());
    EXPECT_EQ(planner.planComponent(c).library, "");
    const Plan plan = planner.take();
    EXPECT_THAT(plan.edges, IsEmpty());
    EXPECT_THAT(plan.files, IsEmpty());
}

TEST(PlanExecutable, LoadsComponentsInOrderOfInstances)
{
    Component a = component("a");
    Component b = component("b");
    b.bundles = {{{}, "/x/libz.so", "lib/libz.so", {}}, {{}, "/x/a.so", "lib/a.so", {}}, {{}, "/x/t.txt", "t.txt", {}}};
    Executable exe;
    exe.name = "run-it";
    exe.instances = {{&b, {}, {}}, {&a, {}, {}}};
    exe.linkOrder = {&a, &b};
    Planner planner(settings());
    planner.planExecutable(exe, "/w/app/x", "/w/app/x/run-it", true);
    const Plan plan = planner.take();
    const auto& text = textOf<ExecutableMainText>(plan, "/w/app/x/run-it._main.c");
    EXPECT_EQ(text.component, "run_it_exe");
    EXPECT_THAT(text.libraries, ElementsAre("a.so", "libz.so", "libComponent_b.so", "libComponent_a.so"));
    const Edge& link = edgeFor(plan, "/w/app/x/run-it");
    EXPECT_THAT(link.words, ElementsAre("-rdynamic", "-Wl,--enable-new-dtags", "-Wl,-rpath,$ORIGIN/../lib", "-pie"));
    // No path of this machine gets into an executable of an app.
    for (const std::string& word : link.words)
    {
        EXPECT_THAT(word, Not(testing::HasSubstr("/opt")));
    }
}

TEST(PlanExecutable, ShowsComponentsToTheLinkerOnlyForStaticLibraries)
{
    Component a = component("a");
    a.libraries = {{{}, "-lfoo", "/src/a", "/src/a/libfoo.a", true}};
    Executable exe;
    exe.name = "x";
    exe.instances = {{&a, {}, {}}};
    exe.linkOrder = {&a};
    Planner planner(settings());
    planner.planExecutable(exe, "/w", "/out/x", false);
    const Plan plan = planner.take();
    const Edge& link = edgeFor(plan, "/out/x");
    EXPECT_THAT(std::vector<std::string>(link.tail.begin(), link.tail.begin() + 6),
                ElementsAre("-L/src/a", "-lfoo", "-Wl,--no-as-needed", "/w/component/a/libComponent_a.so", "-L/src/a",
                            "-lfoo"));
    EXPECT_THAT(link.implicit, Contains("/src/a/libfoo.a"));
    EXPECT_THAT(edgeFor(plan, "/w/component/a/libComponent_a.so").tail, Not(Contains("-lfoo")));
}

TEST(PlanApp, PutsEverythingInThePack)
{
    Component a = component("a");
    App app;
    app.name = "hello";
    app.version = "1.0";
    app.definition = "/def/hello.adef";
    app.components = {&a};
    app.executables.push_back({});
    app.executables[0].name = "greet";
    app.executables[0].instances = {{&a, {}, {}}};
    app.bundles = {{{}, "/def/data", "data/x", {.read = true, .write = true}}};
    app.environments.push_back({});
    app.environments[0].processes = {{{}, "p", "greet", {"-x", "a b"}}};
    app.environments[0].faultAction = FaultAction::restartApp;

    BuildSettings s = settings();
    s.versionSuffix = "bc";
    Planner planner(s);
    planner.planApp(app, "/out/hello.localhost.update");
    const Plan plan = planner.take();
    ASSERT_EQ(plan.packs.size(), 1u);
    const PackPlan& pack = plan.packs[0];
    const auto& manifest = std::get<formats::AppManifest>(pack.manifest);
    EXPECT_EQ(manifest.version, "1.0.bc");
    ASSERT_EQ(manifest.processes.size(), 1u);
    EXPECT_THAT(manifest.processes[0].arguments, ElementsAre("greet", "-x", "a b"));
    EXPECT_EQ(manifest.processes[0].faultAction, "restartApp");
    ASSERT_EQ(manifest.files.size(), 3u);
    EXPECT_EQ(manifest.files[0].path, "bin/greet");
    EXPECT_EQ(manifest.files[1].path, "data/x");
    EXPECT_EQ(manifest.files[1].mode, 0646u);
    EXPECT_TRUE(manifest.files[1].writeable);
    EXPECT_EQ(manifest.files[2].path, "lib/libComponent_a.so");

    const Edge& edge = edgeFor(plan, "/out/hello.localhost.update");
    EXPECT_EQ(edge.rule, Rule::packApp);
    EXPECT_THAT(edge.inputs, ElementsAre("/w/app/hello/pack.json"));
    EXPECT_THAT(edge.implicit, ElementsAre("/def/data", "/w/app/hello/greet", "/w/component/a/libComponent_a.so"));
}

TEST(PackPlan, IsReadBackAsItWas)
{
    PackPlan plan;
    formats::SystemManifest manifest;
    manifest.name = "device";
    manifest.target = "localhost";
    plan.manifest = manifest;
    plan.sources = {{"lib/liblegato.so", "/opt/my \"lib\"/liblegato.so"}};
    plan.appPacks = {{"app", "/w/app.update"}};
    const PackPlan again = readPackPlan(packPlanText(plan));
    EXPECT_EQ(std::get<formats::SystemManifest>(again.manifest).name, "device");
    EXPECT_EQ(again.sources, plan.sources);
    EXPECT_EQ(again.appPacks, plan.appPacks);
    EXPECT_THROW(readPackPlan("{}"), formats::FormatError);
    EXPECT_THROW(readPackPlan("not json"), formats::FormatError);
}
