// Files that use files.
#include <gmock/gmock.h>

#include "tests/unit/ifgen/fixture.h"

namespace ligature::ifgen
{
namespace
{

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> namesOf(const std::vector<const Interface*>& list)
{
    std::vector<std::string> names;
    for (const Interface* interface : list)
    {
        names.push_back(baseName(*interface));
    }
    return names;
}

TEST(Imports, AreFoundWithAndWithoutExtension)
{
    Interfaces interfaces;
    interfaces.add("units.api", "DEFINE SIZE = 3;");
    EXPECT_NE(interfaces.load("a.api", "USETYPES units; FUNCTION F(string s[units.SIZE]);"), nullptr);
    EXPECT_NE(interfaces.load("b.api", "USETYPES units.api; FUNCTION F(string s[units.SIZE]);"), nullptr);
    EXPECT_EQ(interfaces.report(), "");
}

TEST(Imports, AreTransitive)
{
    Interfaces interfaces;
    interfaces.add("c.api", "DEFINE ONE = 1;");
    interfaces.add("b.api", "USETYPES c; DEFINE TWO = c.ONE + c.ONE;");
    const Interface* a = interfaces.load("a.api", "USETYPES b; DEFINE THREE = b.TWO + c.ONE;");
    ASSERT_NE(a, nullptr) << interfaces.report();
    EXPECT_TRUE(a->definitions[0].number == 3);
    EXPECT_THAT(namesOf(importClosure(*a)), ElementsAre("c", "b"));
}

TEST(Imports, EachFileIsReadOnce)
{
    Interfaces interfaces;
    interfaces.add("d.api", "DEFINE ONE = 1;");
    interfaces.add("b.api", "USETYPES d;");
    interfaces.add("c.api", "USETYPES d;");
    interfaces.load("a.api", "USETYPES b; USETYPES c; USETYPES d;");
    interfaces.load("b.api");
    EXPECT_THAT(interfaces.world.reads(),
                ElementsAre("/project/a.api", "/project/b.api", "/project/d.api", "/project/c.api"));
}

TEST(Imports, OwnDirectoryGoesBeforeTheSearchPath)
{
    Interfaces interfaces({"/far"});
    interfaces.world.addFile("/far/units.api", "DEFINE SIZE = 1;");
    interfaces.world.addFile("/far/more.api", "USETYPES units; DEFINE MORE = units.SIZE;");
    interfaces.add("units.api", "DEFINE SIZE = 2;");
    const Interface* a = interfaces.load("a.api", "USETYPES more; DEFINE A = more.MORE;");
    const Interface* b = interfaces.load("b.api", "USETYPES units; DEFINE B = units.SIZE;");
    ASSERT_NE(a, nullptr) << interfaces.report();
    ASSERT_NE(b, nullptr) << interfaces.report();
    EXPECT_TRUE(a->definitions[0].number == 1);
    EXPECT_TRUE(b->definitions[0].number == 2);
}

// Both make the same names in C, and one header would be taken for the other.
TEST(Imports, FilesOfOneNameDoNotGoTogether)
{
    Interfaces interfaces({"/far"});
    interfaces.world.addFile("/far/units.api", "ENUM Unit { METRE };");
    interfaces.world.addFile("/far/more.api", "USETYPES units; STRUCT More { units.Unit unit; };");
    interfaces.add("units.api", "ENUM Unit { INCH };");
    EXPECT_EQ(interfaces.load("a.api", "USETYPES units;\nUSETYPES more;\nFUNCTION F(more.More more);\n"), nullptr);
    EXPECT_EQ(interfaces.report(),
              "a.api:2:10: error: 'units.api' is used, and so is another 'units.api' [E0164]\n"
              "    2 | USETYPES more;\n"
              "      |          ^~~~\n"
              "/far/units.api:1:1: note: this is used\n"
              "units.api:1:1: note: and this\n"
              "hint: rename one of them: both would have the same names in C\n");
}

TEST(Imports, CopiesOfAFileGoTogether)
{
    Interfaces interfaces({"/far"});
    interfaces.world.addFile("/far/units.api", "ENUM Unit { METRE };");
    interfaces.world.addFile("/far/more.api", "USETYPES units; STRUCT More { units.Unit unit; };");
    interfaces.add("units.api", "ENUM Unit { METRE };");
    EXPECT_NE(interfaces.load("a.api", "USETYPES units; USETYPES more; FUNCTION F(more.More more, units.Unit unit);"),
              nullptr)
        << interfaces.report();
}

TEST(Imports, FilesWhoseNamesDifferInCapitalsDoNotGoTogether)
{
    Interfaces interfaces;
    interfaces.add("Lamp.api", "DEFINE MOST = 3;");
    interfaces.load("lamp.api", "USETYPES Lamp;\nDEFINE MOST = 4;\n");
    EXPECT_EQ(interfaces.report(),
              "lamp.api:1:10: error: 'Lamp.api' is used, and so is another 'lamp.api' [E0164]\n"
              "    1 | USETYPES Lamp;\n"
              "      |          ^~~~\n"
              "Lamp.api:1:1: note: this is used\n"
              "lamp.api:1:1: note: and this is the file itself\n"
              "hint: rename one of them: both would have the same names in C\n");
}

TEST(Imports, MissingFileIsReportedWithTheNearest)
{
    Interfaces interfaces;
    interfaces.add("units.api", "");
    EXPECT_EQ(interfaces.load("a.api", "USETYPES untis;\n"), nullptr);
    EXPECT_EQ(interfaces.report(),
              "a.api:1:10: error: cannot find 'untis' [E0150]\n"
              "    1 | USETYPES untis;\n"
              "      |          ^~~~~\n"
              "hint: did you mean units?\n");
}

TEST(Imports, MissingFileIsOneMistake)
{
    Interfaces interfaces;
    interfaces.load("a.api", "USETYPES nowhere; FUNCTION F(nowhere.Type t, string s[nowhere.SIZE]);");
    EXPECT_THAT(interfaces.codes(), ElementsAre("E0150"));
}

TEST(Imports, CycleIsReportedAsAChain)
{
    Interfaces interfaces;
    interfaces.add("a.api", "USETYPES b;");
    interfaces.add("b.api", "USETYPES c;");
    interfaces.add("c.api", "USETYPES a;");
    EXPECT_EQ(interfaces.load("a.api"), nullptr);
    EXPECT_THAT(interfaces.report(), HasSubstr("files use each other: a.api -> b.api -> c.api -> a.api [E0151]"));
    EXPECT_THAT(interfaces.codes(), ElementsAre("E0151"));
}

TEST(Imports, ErrorsOfAUsedFileAreListedOnce)
{
    Interfaces interfaces;
    interfaces.add("bad.api", "ENUM E { };");
    EXPECT_EQ(interfaces.load("a.api", "USETYPES bad; FUNCTION F(bad.E e);"), nullptr);
    EXPECT_THAT(interfaces.codes(), ElementsAre("E0144"));
    EXPECT_EQ(interfaces.load("b.api", "USETYPES bad;"), nullptr);
    EXPECT_EQ(interfaces.diagnostics.errorCount(), 2U);
}

TEST(Imports, TypeOfAnotherFileIsSuggested)
{
    Interfaces interfaces;
    interfaces.add("units.api", "ENUM Scale { A };");
    interfaces.load("a.api", "USETYPES units; FUNCTION F(Scale s);");
    EXPECT_THAT(interfaces.report(), HasSubstr("hint: did you mean units.Scale?"));
    interfaces.load("b.api", "FUNCTION F(units.Scale s);");
    EXPECT_THAT(interfaces.report(), HasSubstr("hint: add: USETYPES units;"));
}

TEST(Files, NameMustBeAName)
{
    Interfaces interfaces;
    EXPECT_EQ(interfaces.load("my-led.api", ""), nullptr);
    EXPECT_THAT(interfaces.codes(), ElementsAre("E0155"));
}

TEST(Files, MissingFile)
{
    Interfaces interfaces;
    EXPECT_EQ(interfaces.load("nothing.api"), nullptr);
    EXPECT_THAT(interfaces.codes(), ElementsAre("E0150"));
}

}  // namespace
}  // namespace ligature::ifgen
