#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/scratch_directory.h"
#include "tests/unit/mkapp_model/workbench.h"

#include <filesystem>
#include <fstream>

namespace
{

using namespace ligature;
using test::Workbench;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> placed(const std::vector<mkapp::BundledFile>& files)
{
    std::vector<std::string> lines;
    for (const mkapp::BundledFile& file : files)
    {
        const mkapp::Permissions& may = file.permissions;
        lines.push_back(file.destination + " <- " + file.source + " " + (may.read ? "r" : "-") +
                        (may.write ? "w" : "-") + (may.execute ? "x" : "-"));
    }
    return lines;
}

TEST(Bundles, FilesAndDirectoriesBecomeFiles)
{
    Workbench bench;
    bench.file("a.txt", "").file("html/index.html", "").file("html/img/x.png", "").file("tool", "");
    bench.world.addDirectory("html/empty");
    const auto app = bench.app(R"(
        bundles:
        {
            dir: { html /var/www }
            file: { [rw] a.txt /config/  [x] ./tool bin/tool  a.txt }
        }
    )");
    EXPECT_EQ(bench.said(), "");
    EXPECT_THAT(
        placed(mkapp::bundledFiles(*app)),
        ElementsAre("a.txt <- /p/a.txt r--", "bin/tool <- /p/tool --x", "config/a.txt <- /p/a.txt rw-",
                    "var/www/img/x.png <- /p/html/img/x.png r--", "var/www/index.html <- /p/html/index.html r--"));
}

TEST(Bundles, WithoutPermissionsAreReadable)
{
    Workbench bench;
    bench.file("a", "");
    const auto app = bench.app("bundles: { file: { a / } }");
    EXPECT_THAT(placed(app->bundles), ElementsAre("a <- /p/a r--"));
}

TEST(Bundles, OfTheAppReplaceThoseOfComponents)
{
    Workbench bench;
    bench.file("a", "").file("c/b", "").component("c", "bundles: { file: { b /etc/x b /etc/y } }");
    const auto app = bench.app("executables: { e = ( c ) } bundles: { file: { a /etc/x } }");
    EXPECT_EQ(bench.said(), "");
    EXPECT_THAT(placed(mkapp::bundledFiles(*app)), ElementsAre("etc/x <- /p/a r--", "etc/y <- /p/c/b r--"));
}

TEST(Bundles, OfTwoComponentsMustNotCollide)
{
    Workbench bench;
    bench.file("c/b", "").component("c", "bundles: { file: { b /x } }\n");
    bench.file("d/b", "").component("d", "bundles: { file: { b /x } }\n");
    bench.app("executables: { e = ( c d ) }");
    EXPECT_EQ(bench.said(),
              "d/Component.cdef:2:20: error: two files are bundled as 'x' [E0373]\n"
              "    2 | bundles: { file: { b /x } }\n"
              "      |                    ^~~~\n"
              "c/Component.cdef:2:20: note: first bundled here\n");
}

TEST(Bundles, CannotTakeThePlaceOfAnExecutableOrDirectory)
{
    Workbench bench;
    bench.component("c").file("a", "");
    bench.app("executables: { e = ( c ) }\nbundles: { file: { a /bin/e\na /d\na /d/e } }\n");
    EXPECT_EQ(bench.said(),
              "t.adef:2:20: error: 'bin/e' is the place of the executable 'e' [E0373]\n"
              "    2 | bundles: { file: { a /bin/e\n"
              "      |                    ^~~~~~~~\n"
              "t.adef:1:16: note: the executable is defined here\n"
              "t.adef:4:1: error: 'd/e' needs a directory 'd', which is a bundled file [E0373]\n"
              "    4 | a /d/e } }\n"
              "      | ^~~~~~\n"
              "t.adef:3:1: note: that file is bundled here\n");
}

TEST(Bundles, CannotTakeThePlaceOfALibrary)
{
    Workbench bench;
    bench.component("c").file("x", "");
    bench.app("executables: { e = ( c ) }\nbundles: { file: { x /lib/libComponent_c.so\n x /bin/e/x\n x /lib } }\n");
    const std::string said = bench.said();
    EXPECT_THAT(said, HasSubstr("t.adef:2:20: error: 'lib/libComponent_c.so' is the place of the library of component "
                                "'c' [E0373]\n"));
    EXPECT_THAT(said, HasSubstr("c/Component.cdef:1:1: note: the component is defined here\n"));
    EXPECT_THAT(said, HasSubstr("error: 'bin/e/x' needs a directory 'bin/e', which is the executable 'e' [E0373]\n"));
    EXPECT_THAT(said, HasSubstr("error: 'lib' must be a directory, for the library of component 'c' [E0373]\n"));
}

TEST(Bundles, MayBeMadeByAnExternalBuild)
{
    Workbench bench;
    bench.file("c/Component.cdef", "bundles: { file: { $BUILDDIR/libx.so /lib/ } }\nexternalBuild: { make }\n");
    const auto app = bench.app("components: { c }");
    EXPECT_EQ(bench.said(), "");
    EXPECT_THAT(placed(mkapp::bundledFiles(*app)), ElementsAre("lib/libx.so <- /p/_build/component/c/libx.so r--"));
}

TEST(Bundles, DirectoryThatContainsItselfIsRefused)
{
    const test::ScratchDirectory scratch;
    const std::string root = scratch.path();
    std::filesystem::create_directories(root + "/html/sub");
    std::filesystem::create_directory_symlink("..", root + "/html/sub/up");
    std::ofstream(root + "/t.adef") << "bundles: { dir: { html /www } }\n";

    DiskWorld world;
    SourceMap sources;
    Diagnostics diagnostics;
    Variables variables(world);
    ifgen::Library apis(world, sources, diagnostics, {});
    mkapp::SearchPath search;
    mkapp::ComponentSet components;
    mkapp::ModelContext context{{world, sources, diagnostics, variables}, apis, search, components, "localhost", root};
    const auto app = mkapp::modelApp(context, root + "/t.adef");
    const std::string canonical = std::filesystem::canonical(root);
    EXPECT_EQ(renderAll(diagnostics, sources, {false, root}),
              "t.adef:1:19: error: the bundled directory contains itself: '" + root + "/html/sub/up' leads back to '" +
                  canonical +
                  "/html' [E0308]\n"
                  "    1 | bundles: { dir: { html /www } }\n"
                  "      |                   ^~~~~~~~~\n");
}

TEST(Requires, ComponentsComeFirst)
{
    Workbench bench;
    bench.component("c", "requires: { dir: { /data/x / } }");
    const auto app = bench.app(R"(
        executables: { e = ( c ) }
        requires: { device: { [rw] /dev/a /dev/ } file: { /etc/hosts /etc/names } }
    )");
    EXPECT_EQ(bench.said(), "");
    const std::vector<mkapp::RequiredObject> objects = mkapp::requiredObjects(*app);
    ASSERT_EQ(objects.size(), 3u);
    EXPECT_EQ(objects[0].kind, mkapp::RequiredObject::Kind::directory);
    EXPECT_EQ(objects[0].destination, "/x");
    EXPECT_EQ(objects[1].source, "/dev/a");
    EXPECT_EQ(objects[1].destination, "/dev/a");
    EXPECT_TRUE(objects[1].permissions->write);
    EXPECT_EQ(objects[2].destination, "/etc/names");
    EXPECT_FALSE(objects[2].permissions.has_value());
}

}  // namespace
