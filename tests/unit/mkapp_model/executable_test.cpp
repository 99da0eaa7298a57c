#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "mkapp/codes.h"
#include "tests/unit/mkapp_model/workbench.h"

namespace
{

using namespace ligature;
using test::api;
using test::Workbench;
using testing::ElementsAre;

TEST(LooseExecutable, TakesSourcesLibrariesAndComponents)
{
    Workbench bench;
    bench.file("foo.api", api()).file("main.c", "").component("c", "requires: { api: { foo.api } }");
    const auto executable = mkapp::modelExecutable(bench.context, "tool", {"main.c", "c", "libz.so.1", "x/liby.a"});
    EXPECT_EQ(bench.said(), "");
    ASSERT_NE(executable, nullptr);
    EXPECT_EQ(executable->sources[0].path, "/p/main.c");
    EXPECT_THAT(executable->libraries, ElementsAre("libz.so.1", "x/liby.a"));
    EXPECT_EQ(executable->instances[0].clients[0].serviceName, "foo");
}

TEST(LooseExecutable, NeedsSourceCode)
{
    Workbench bench;
    bench.file("c/Component.cdef", "");
    EXPECT_EQ(mkapp::modelExecutable(bench.context, "tool", {"c"}), nullptr);
    EXPECT_EQ(bench.said(), "error: Executable doesn't contain any source code files. [E0341]\n");
}

TEST(LooseExecutable, ReportsAllThatIsMissing)
{
    Workbench bench;
    EXPECT_EQ(mkapp::modelExecutable(bench.context, "tool", {"main.c", "c"}), nullptr);
    EXPECT_EQ(bench.said(),
              "error: there is no component 'c' [E0320]\n"
              "note: searched in '/p'\n"
              "error: there is no source file 'main.c' [E0323]\n"
              "note: searched in '/p'\n");
}

TEST(LooseExecutable, CallsNoDirectServerAsynchronously)
{
    Workbench bench;
    bench.file("foo.api", api()).component("c", "requires: { api: { foo.api [async] } }\n");
    bench.component("s", "provides: { api: { foo.api [direct] } }\n");
    mkapp::modelExecutable(bench.context, "tool", {"c", "s"});
    EXPECT_EQ(bench.said(),
              "error: executable 'tool' has a [direct] server of 'foo', which its client cannot call asynchronously "
              "[E0358]\n"
              "c/Component.cdef:2:20: note: the client asks for [async] here\n"
              "s/Component.cdef:2:20: note: the server offers [direct] here\n"
              "hint: leave one of the two options out, or bind the client to a server of another executable\n");
}

TEST(Codes, AreNumberedAndExplained)
{
    std::set<std::string> ids;
    for (const Code* code : mkapp::mkappCodes())
    {
        const std::string id = code->id;
        EXPECT_TRUE(id >= "E0300" && id <= "E0399") << id;
        EXPECT_TRUE(ids.insert(id).second) << id;
        const std::string text = code->explanation;
        EXPECT_NE(text.find("\nBad:\n"), std::string::npos) << id;
        EXPECT_NE(text.find("\nGood:\n"), std::string::npos) << id;
        EXPECT_FALSE(std::string(code->title).empty());
    }
}

}  // namespace
