#include "grammar/source.h"

#include <gtest/gtest.h>

namespace ligature
{
namespace
{

TEST(SourceMap, AddingAPathTwiceKeepsTheFirst)
{
    SourceMap sources;
    const FileId first = sources.add("/a", "one");
    EXPECT_EQ(sources.add("/a", "two"), first);
    EXPECT_EQ(sources.text(first), "one");
    EXPECT_EQ(sources.size(), 1u);
}

TEST(SourceMap, LinesAndColumnsCountFromOneAndInCharacters)
{
    SourceMap sources;
    const FileId file = sources.add("/a", "ab\n\tgr\xC3\xBCn x\n");
    const auto at = [&](uint32_t offset) { return sources.locate(file, offset); };
    EXPECT_EQ(at(0).line, 1u);
    EXPECT_EQ(at(0).column, 1u);
    EXPECT_EQ(at(2).column, 3u);
    EXPECT_EQ(at(3).line, 2u);
    EXPECT_EQ(at(10).column, 7u) << "the two bytes of one letter count once";
    EXPECT_EQ(at(99).line, 3u) << "beyond the end is the end";
}

TEST(SourceMap, ColumnsOfLongLinesCountCharactersToo)
{
    std::string line;
    for (int i = 0; i < 5000; ++i)
    {
        line += "a\xC3\xBC";
    }
    SourceMap sources;
    const FileId file = sources.add("/a", "first\n" + line + "\n" + line);
    for (uint32_t i = 0; i < 5000; ++i)
    {
        EXPECT_EQ(sources.locate(file, 6 + 3 * i).column, 2 * i + 1);
        EXPECT_EQ(sources.locate(file, 6 + 3 * i + 1).column, 2 * i + 2);
    }
    const LineColumn end = sources.locate(file, 6 + 15000 + 1 + 15000);
    EXPECT_EQ(end.line, 3u);
    EXPECT_EQ(end.column, 10001u);
}

TEST(SourceMap, LinesComeWithoutTheirEnds)
{
    SourceMap sources;
    const FileId file = sources.add("/a", "one\r\ntwo\nthree");
    EXPECT_EQ(sources.line(file, 1), "one");
    EXPECT_EQ(sources.line(file, 2), "two");
    EXPECT_EQ(sources.line(file, 3), "three");
    EXPECT_EQ(sources.line(file, 4), "");
    EXPECT_EQ(sources.line(file, 0), "");
}

TEST(SourceMap, SpansOutsideAreCutNotRead)
{
    SourceMap sources;
    const FileId file = sources.add("/a", "abc");
    EXPECT_EQ(sources.text(Span{file, 1, 99}), "bc");
    EXPECT_EQ(sources.text(Span{file, 9, 2}), "");
    EXPECT_EQ(sources.text(Span{}), "");
    EXPECT_EQ(sources.path(kNoFile), "");
}

TEST(Span, JoinsWithinOneFileOnly)
{
    EXPECT_EQ(join({1, 4, 6}, {1, 8, 9}), (Span{1, 4, 9}));
    EXPECT_EQ(join({1, 4, 6}, {2, 8, 9}), (Span{1, 4, 6}));
}

}  // namespace
}  // namespace ligature
