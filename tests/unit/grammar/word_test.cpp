// Words: what is one, and what it stands for once variables and quotes are resolved (spec 1.1-1.7).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reading.h"

namespace ligature
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

std::string expanded(Reading& reading, const std::string& raw)
{
    return definition::expand({raw, {}}, reading.context);
}

TEST(Words, TouchingPiecesAreOnePath)
{
    Reading reading;
    reading.read("a.cdef", "sources:{a.c $X/b-c++/${Y}_d.cpp 9p/e:f;g=h?.c \"two words.c\"x.c}");
    EXPECT_EQ(reading.errors(), "");
    EXPECT_THAT(reading.values({"sources"}),
                ElementsAre("a.c", "$X/b-c++/${Y}_d.cpp", "9p/e:f;g=h?.c", "\"two words.c\"", "x.c"));
}

TEST(Words, CommentsEndPathsAndSeparateWords)
{
    Reading reading;
    reading.read("a.cdef", "sources: /* { */ { a.c// }\nb.c/* one */c.c /**/ }// end");
    EXPECT_EQ(reading.errors(), "");
    EXPECT_THAT(reading.values({"sources"}), ElementsAre("a.c", "b.c", "c.c"));
}

TEST(Words, CarriageReturnsAndAByteOrderMarkAreWhiteSpace)
{
    Reading reading;
    reading.read("a.cdef", "\xEF\xBB\xBFsources:\r\n{\r\n    a.c\r\n}\r\n");
    EXPECT_EQ(reading.errors(), "");
    EXPECT_THAT(reading.values({"sources"}), ElementsAre("a.c"));
}

TEST(Words, FormFeedIsNotWhiteSpace)
{
    Reading reading;
    reading.read("a.cdef", "sources: { a.c\fb.c }");
    EXPECT_EQ(reading.diagnostics.errorCount(), 1u);
}

TEST(Words, OtherLettersStandInQuotesAndComments)
{
    Reading reading;
    reading.read("a.cdef", "sources: { \"gr\xC3\xBCn.c\" } // gr\xC3\xBCn\n");
    EXPECT_EQ(reading.errors(), "");
    reading.read("b.cdef", "sources: { gr\xC3\xBCn.c }\n");
    EXPECT_EQ(reading.errors(),
              "b.cdef:1:14: error: '\xC3\xBC' is not allowed here [E0010]\n"
              "    1 | sources: { gr\xC3\xBCn.c }\n"
              "      |              ^\n"
              "hint: put the whole word in quotes if the character belongs to it\n");
}

TEST(Words, FlagsKeepQuotedPartsThatTouch)
{
    Reading reading;
    reading.read("a.cdef", "cflags: { -DX=\"a b\" -I /dir '-DY=\"c\"' }");
    EXPECT_EQ(reading.errors(), "");
    EXPECT_THAT(reading.values({"cflags"}), ElementsAre("-DX=\"a b\"", "-I", "/dir", "'-DY=\"c\"'"));
    EXPECT_EQ(expanded(reading, "-DX=\"a b\""), "-DX=a b");
}

TEST(Words, EmptyQuotesAreAValue)
{
    Reading reading;
    reading.read("a.sdef", "buildVars: { X = '' Y=\"\" }");
    EXPECT_EQ(reading.errors(), "");
    EXPECT_EQ(reading.variables.get("X"), "");
    EXPECT_EQ(reading.variables.get("Y"), "");
}

TEST(Expand, SubstitutesThenUnquotes)
{
    Reading reading;
    reading.variables.set("X", "v");
    reading.variables.set("Q", "a\"b");
    EXPECT_EQ(expanded(reading, "$X/${X}x$X"), "v/vxv");
    EXPECT_EQ(expanded(reading, "'$X ${NONE}!'"), "v !");
    EXPECT_EQ(expanded(reading, "\"a\\\"b\\\\c\\n\""), "a\"b\\c\\n");
    EXPECT_EQ(expanded(reading, "\"$$X\""), "$X");
    EXPECT_EQ(expanded(reading, "\"$Q\""), "a\"b");
    EXPECT_EQ(expanded(reading, "$Q"), "a\"b");
    EXPECT_EQ(expanded(reading, "$NONE"), "");
    EXPECT_EQ(reading.errors(), "");
}

TEST(Expand, AValueIsNotScannedAgain)
{
    Reading reading;
    reading.variables.set("X", "$Y");
    reading.variables.set("Y", "no");
    EXPECT_EQ(expanded(reading, "$X"), "$Y");
}

TEST(Expand, TheOtherTwoDoOneEach)
{
    Reading reading;
    reading.variables.set("X", "v");
    EXPECT_EQ(definition::substitute({"\"-D$X\"", {}}, reading.context), "\"-Dv\"");
    EXPECT_EQ(definition::unquote({"\"$X \\\"\"", {}}), "$X \"");
}

TEST(Expand, ReportsADollarThatBeginsNothing)
{
    Reading reading;
    reading.read("a.adef", "version: \"$5\"\n");
    EXPECT_EQ(reading.errors(), "") << "not every value is substituted";
    definition::expand(*reading.section({"version"}).value, reading.context);
    EXPECT_EQ(reading.errors(),
              "a.adef:1:11: error: '$' is not followed by the name of a variable [E0013]\n"
              "    1 | version: \"$5\"\n"
              "      |           ^\n"
              "hint: write $NAME or ${NAME}, or $$ for a plain $\n");
}

TEST(Expand, CurdirIsTheDirectoryOfTheFragment)
{
    Reading reading;
    reading.world.addFile("sub/b.sinc", "cflags: { -I$CURDIR/inc }");
    reading.read("a.sdef", "#include sub/b.sinc\nldflags: { -L${CURDIR} }");
    const definition::Word& flag = reading.section({"cflags"}).entries.at(0).values.at(0);
    EXPECT_EQ(definition::expand(flag, reading.context), "-I/w/sub/inc");
    EXPECT_EQ(definition::expand(reading.section({"ldflags"}).entries.at(0).values.at(0), reading.context), "-L/w");
}

}  // namespace
}  // namespace ligature
