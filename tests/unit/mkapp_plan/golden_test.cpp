// The whole build.ninja of a small app, from its definition files. After a wanted change:
// LIGATURE_UPDATE_GOLDEN=1 test_mkapp_plan --gtest_filter='Golden*'
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "mkapp/modeller.h"
#include "mkapp/ninja.h"
#include "mkapp/planner.h"
#include "tests/support/scratch_directory.h"

using namespace ligature;
using namespace ligature::mkapp;

TEST(Golden, BuildNinjaOfASmallApp)
{
    MemoryWorld world("/project");
    world.addFile("/project/num.api", "FUNCTION le_result_t Get(uint32 value OUT);\n");
    world.addFile("/project/hello.adef",
                  "executables: { greet = ( greeter ) }\n"
                  "processes: { run: { ( greet ) } }\n"
                  "bundles: { file: { [x] tool.sh /bin/ } }\n"
                  "extern: { greet.greeter.num }\n");
    world.addFile("/project/tool.sh", "#!/bin/sh\n");
    world.addFile("/project/greeter/Component.cdef",
                  "requires: { api: { num.api } component: { helper } }\n"
                  "sources: { greeter.c speak.cpp }\n"
                  "cflags: { -DNAME=\"it's\" }\n"
                  "pools: { Buffers = 4 }\n");
    world.addFile("/project/greeter/greeter.c", "");
    world.addFile("/project/greeter/speak.cpp", "");
    world.addFile("/project/helper/Component.cdef", "sources: { helper.c }\n");
    world.addFile("/project/helper/helper.c", "");

    SourceMap sources;
    Diagnostics diagnostics;
    Variables variables(world);
    ifgen::Library apis(world, sources, diagnostics, {"/project"});
    SearchPath search;
    search.interfaces = search.components = search.sources = {"/project"};
    ComponentSet components;
    ModelContext context{{world, sources, diagnostics, variables}, apis, search, components, "localhost", "/wd"};
    const std::unique_ptr<App> app = modelApp(context, "/project/hello.adef");
    ASSERT_TRUE(app);
    ASSERT_FALSE(diagnostics.hasErrors()) << renderAll(diagnostics, sources, {});

    BuildSettings settings;
    settings.target = "localhost";
    settings.workDirectory = "/wd";
    settings.currentDirectory = settings.definitionDirectory = "/project";
    settings.interfaceDirectories = search.interfaces;
    settings.install = {"/opt/ligature"};
    settings.tools.cc = {"ccache", "gcc"};
    settings.tools.cxx = {"g++"};
    settings.tools.cflags = {"-O2"};
    Planner planner(settings);
    planner.planApp(*app, "/out/hello.localhost.update");
    const std::string text = ninjaText(planner.take());

    const std::string golden = LIGATURE_GOLDEN_DIRECTORY "/hello.ninja";
    if (std::getenv("LIGATURE_UPDATE_GOLDEN") != nullptr)
    {
        std::ofstream(golden, std::ios::binary) << text;
    }
    EXPECT_EQ(text, test::readText(golden));
}
