// What is said about a declaration that is wrong, word by word.
#include <gmock/gmock.h>

#include "tests/unit/ifgen/fixture.h"

namespace ligature::ifgen
{
namespace
{

using testing::HasSubstr;

TEST(CheckTexts, FirstDeclarationIsCited)
{
    EXPECT_EQ(reportOf("DEFINE SIZE = 1;\nDEFINE SIZE = 2;\n"),
              "x.api:2:8: error: definition 'SIZE' is declared twice [E0140]\n"
              "    2 | DEFINE SIZE = 2;\n"
              "      |        ^~~~\n"
              "x.api:1:8: note: first declared here\n");
}

TEST(CheckTexts, FunctionsThatAnEventMakesAreToldOf)
{
    EXPECT_EQ(reportOf("HANDLER H();\nEVENT Foo(H h);\nFUNCTION AddFooHandler();\n"),
              "x.api:3:10: error: function 'AddFooHandler' is declared twice [E0140]\n"
              "    3 | FUNCTION AddFooHandler();\n"
              "      |          ^~~~~~~~~~~~~\n"
              "x.api:2:7: note: this event makes it\n");
    EXPECT_EQ(reportOf("FUNCTION RemoveFooHandler();\nHANDLER H();\nEVENT Foo(H h);\n"),
              "x.api:3:7: error: this event makes a function 'RemoveFooHandler', which is declared already [E0140]\n"
              "    3 | EVENT Foo(H h);\n"
              "      |       ^~~\n"
              "x.api:1:10: note: first declared here\n");
}

TEST(CheckTexts, WhatAOneWayFunctionCannotGiveBack)
{
    EXPECT_EQ(reportOf("HANDLER H();\nONEWAY FUNCTION bool F(uint8 a OUT, H h);\n"),
              "x.api:2:17: error: a ONEWAY function cannot return anything [E0161]\n"
              "    2 | ONEWAY FUNCTION bool F(uint8 a OUT, H h);\n"
              "      |                 ^~~~\n"
              "x.api:2:1: note: nothing comes back from this function\n"
              "hint: remove ONEWAY, or the type in front of the name\n"
              "x.api:2:24: error: a ONEWAY function cannot have OUT parameters: 'a' [E0161]\n"
              "    2 | ONEWAY FUNCTION bool F(uint8 a OUT, H h);\n"
              "      |                        ^~~~~~~~~~~\n"
              "x.api:2:1: note: nothing comes back from this function\n"
              "hint: remove ONEWAY, or this parameter\n"
              "x.api:2:37: error: a ONEWAY function cannot have a handler: 'h' [E0161]\n"
              "    2 | ONEWAY FUNCTION bool F(uint8 a OUT, H h);\n"
              "      |                                     ^~~\n"
              "x.api:2:1: note: nothing comes back from this function\n"
              "hint: remove ONEWAY, or this parameter\n");
}

TEST(CheckTexts, F31_WhatCannotBeOptional)
{
    EXPECT_EQ(reportOf("HANDLER H();\nFUNCTION F(uint8 a OUT OPTIONAL, H h IN OPTIONAL);\n"),
              "x.api:2:24: error: an OUT parameter cannot be OPTIONAL: 'a' [E0163]\n"
              "    2 | FUNCTION F(uint8 a OUT OPTIONAL, H h IN OPTIONAL);\n"
              "      |                        ^~~~~~~~\n"
              "hint: remove OPTIONAL: a caller that does not want an output passes NULL in any case\n"
              "x.api:2:41: error: a handler cannot be OPTIONAL: 'h' [E0163]\n"
              "    2 | FUNCTION F(uint8 a OUT OPTIONAL, H h IN OPTIONAL);\n"
              "      |                                         ^~~~~~~~\n"
              "hint: remove OPTIONAL, or declare a second FUNCTION without the handler\n");
}

TEST(CheckTexts, F31_OptionalStandsBehindIn)
{
    EXPECT_EQ(reportOf("FUNCTION F(uint8 a OPTIONAL);\n"),
              "x.api:1:20: error: expected ')', found 'OPTIONAL' [E0100]\n"
              "    1 | FUNCTION F(uint8 a OPTIONAL);\n"
              "      |                    ^~~~~~~~\n"
              "hint: OPTIONAL stands behind IN: type name IN OPTIONAL\n");
}

TEST(CheckTexts, FunctionsThatEveryInterfaceHasAreNotDeclared)
{
    EXPECT_EQ(reportOf("FUNCTION ConnectService();\n"),
              "x.api:1:1: error: every interface has a function 'ConnectService' of its own in C [E0162]\n"
              "    1 | FUNCTION ConnectService();\n"
              "      | ^~~~~~~~~~~~~~~~~~~~~~~~~~\n");
    for (const char* name : {"TryConnectService", "DisconnectService", "SetServerDisconnectHandler", "AdvertiseService",
                             "GetServiceRef", "GetClientSessionRef"})
    {
        EXPECT_THAT(reportOf("FUNCTION " + std::string(name) + "();\n"), testing::HasSubstr("[E0162]")) << name;
    }
    EXPECT_EQ(reportOf("FUNCTION Connect();\nFUNCTION SetTimeLimit();\n"), "");
}

TEST(CheckTexts, WhatIsOneNameInCIsShown)
{
    EXPECT_EQ(reportOf("HANDLER Foo();\nSTRUCT FooFunc { uint8 a; };\n"),
              "x.api:2:1: error: STRUCT 'FooFunc' has the C name of HANDLER 'Foo' [E0140]\n"
              "    2 | STRUCT FooFunc { uint8 a; };\n"
              "      | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
              "x.api:1:1: note: declared here\n");
    EXPECT_EQ(reportOf("STRUCT S {\n    uint8 a[3];\n    uint8 aCount;\n};\n"),
              "x.api:3:11: error: member 'aCount' has the C name of the count of 'a' [E0145]\n"
              "    3 |     uint8 aCount;\n"
              "      |           ^~~~~~\n"
              "x.api:2:11: note: the array is here\n");
}

TEST(CheckTexts, NamesOfTwoFilesThatAreOneInC)
{
    Interfaces interfaces;
    interfaces.add("units.api", "ENUM x_Mode { x_A };\nDEFINE X_B = 1;\nFUNCTION x_F();\nDEFINE C = 1;\n");
    interfaces.load("units_x.api", "USETYPES units;\nREFERENCE C;\nENUM Mode { A, B, x_A };\nFUNCTION F();\n");
    EXPECT_EQ(interfaces.report(),
              "units_x.api:3:1: error: ENUM 'Mode' is units_x_Mode_t in C, and so is ENUM 'x_Mode' of units.api "
              "[E0140]\n"
              "    3 | ENUM Mode { A, B, x_A };\n"
              "      | ^~~~~~~~~~~~~~~~~~~~~~~~\n"
              "units.api:1:1: note: declared here\n"
              "hint: rename one of them\n"
              "units_x.api:3:16: error: element 'B' is UNITS_X_B in C, and so is DEFINE 'X_B' of units.api [E0140]\n"
              "    3 | ENUM Mode { A, B, x_A };\n"
              "      |                ^\n"
              "units.api:2:1: note: declared here\n"
              "hint: rename one of them\n"
              "units_x.api:4:1: error: FUNCTION 'F' is units_x_F in C, and so is FUNCTION 'x_F' of units.api [E0140]\n"
              "    4 | FUNCTION F();\n"
              "      | ^~~~~~~~~~~~~\n"
              "units.api:3:1: note: declared here\n"
              "hint: rename one of them\n");
}

TEST(CheckTexts, NamesOfTwoUsedFilesThatAreOneInC)
{
    Interfaces interfaces;
    interfaces.add("units.api", "REFERENCE x_R;\n");
    interfaces.add("units_x.api", "REFERENCE R;\n");
    EXPECT_EQ(interfaces.load("user.api", "USETYPES units;\nUSETYPES units_x;\n"), nullptr);
    EXPECT_EQ(interfaces.report(),
              "units_x.api:1:1: error: REFERENCE 'R' is units_x_RRef_t in C, and so is REFERENCE 'x_R' of units.api "
              "[E0140]\n"
              "    1 | REFERENCE R;\n"
              "      | ^~~~~~~~~~~~\n"
              "units.api:1:1: note: declared here\n"
              "user.api:1:1: note: this file uses both\n"
              "hint: rename one of them\n");
    // each for itself is right
    EXPECT_NE(interfaces.load("units_x.api"), nullptr);
    EXPECT_NE(interfaces.load("units.api"), nullptr);
    // the file that uses the other is told, whichever name is longer
    interfaces.add("b.api", "USETYPES b_x;\nREFERENCE x_R;\n");
    interfaces.add("b_x.api", "REFERENCE R;\n");
    EXPECT_EQ(interfaces.load("b.api"), nullptr);
    EXPECT_THAT(interfaces.report(),
                HasSubstr("b.api:2:1: error: REFERENCE 'x_R' is b_x_RRef_t in C, and so is REFERENCE "
                          "'R' of b_x.api [E0140]\n"));
}

TEST(CheckTexts, TheLaterOfTwoConstantsIsTheMistake)
{
    EXPECT_EQ(reportOf("ENUM E { A };\nDEFINE A = 2;\n"),
              "x.api:2:1: error: constant 'A' is declared twice [E0146]\n"
              "    2 | DEFINE A = 2;\n"
              "      | ^~~~~~~~~~~~~\n"
              "x.api:1:10: note: first declared here\n");
}

// Constants have the file's name in capitals in front, functions have it as it is.
TEST(CheckTexts, ConstantsAndFunctionsOfAFileInCapitals)
{
    Interfaces interfaces;
    interfaces.load("LED.api", "DEFINE Open = 1;\nFUNCTION Open();\nFUNCTION Close();\n");
    EXPECT_EQ(interfaces.report(),
              "LED.api:1:1: error: constant 'Open' has the C name of FUNCTION 'Open' [E0140]\n"
              "    1 | DEFINE Open = 1;\n"
              "      | ^~~~~~~~~~~~~~~~\n"
              "LED.api:2:1: note: declared here\n");
    EXPECT_EQ(reportOf("DEFINE Open = 1;\nFUNCTION Open();\n"), "");
}

TEST(CheckTexts, NearestNameIsSuggested)
{
    EXPECT_THAT(reportOf("REFERENCE Chamber; FUNCTION F(Chambre c);"), HasSubstr("hint: did you mean Chamber?"));
    EXPECT_THAT(reportOf("DEFINE LENGTH = 3; FUNCTION F(string s[LENGHT]);"), HasSubstr("hint: did you mean LENGTH?"));
    EXPECT_THAT(reportOf("FUNCTION F(int a);"), HasSubstr("hint: did you mean int32?"));
}

TEST(CheckTexts, WhatIsDeclaredLaterIsShown)
{
    EXPECT_EQ(reportOf("FUNCTION F(Mode m);\nENUM Mode { SLOW };\n"),
              "x.api:1:12: error: unknown type 'Mode' [E0130]\n"
              "    1 | FUNCTION F(Mode m);\n"
              "      |            ^~~~\n"
              "x.api:2:6: note: declared here\n"
              "hint: move that declaration in front of its first use\n");
    EXPECT_THAT(reportOf("FUNCTION F(string s[N]);\nDEFINE N = 3;\n"),
                HasSubstr("x.api:2:8: note: declared here\nhint: move that declaration in front of its first use\n"));
    EXPECT_THAT(reportOf("STRUCT S { uint8 a; S next; };\n"), HasSubstr("hint: it cannot be made of itself\n"));
    EXPECT_THAT(reportOf("DEFINE N = N + 1;\n"), HasSubstr("hint: it cannot be made of itself\n"));
    EXPECT_THAT(reportOf("ENUM Mode { SLOW };\nFUNCTION F(x.Mode m);\n"),
                HasSubstr("hint: this file's own names stand alone: Mode\n"));
}

TEST(CheckTexts, NameOfAUsedFileIsSuggestedWhole)
{
    Interfaces interfaces;
    interfaces.add("units.api", "DEFINE N = 3; ENUM T { A };");
    interfaces.load("x.api", "USETYPES units;\nFUNCTION F(T t, string s[N]);\n");
    EXPECT_THAT(interfaces.report(), HasSubstr("hint: did you mean units.T?"));
    EXPECT_THAT(interfaces.report(), HasSubstr("hint: did you mean units.N?"));
}

TEST(CheckTexts, OldHandlerOfAUsedFile)
{
    Interfaces interfaces;
    interfaces.add("units.api", "HANDLER H();");
    EXPECT_NE(interfaces.load("x.api", "USETYPES units;\nEVENT E(handler units.H);\n"), nullptr);
    EXPECT_THAT(interfaces.report(), HasSubstr("hint: write: units.H handler\n"));
}

TEST(CheckTexts, TheSecondOfTwoEqualIdsIsTheMistake)
{
    EXPECT_EQ(reportOf("HANDLER H();\nEVENT E(H h) = (3, 3);\n"),
              "x.api:2:20: error: message id 3 is used twice [E0147]\n"
              "    2 | EVENT E(H h) = (3, 3);\n"
              "      |                    ^\n"
              "x.api:2:17: note: first used here\n");
}

}  // namespace
}  // namespace ligature::ifgen
