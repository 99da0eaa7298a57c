#include "run_loop.h"

#include <gtest/gtest.h>
#include <climits>
#include <cstring>
#include <string>
#include <vector>

namespace
{

TEST(Utf8, CopiesWholeCharacters)
{
    char buffer[8];
    size_t length = 0;
    EXPECT_EQ(le_utf8_Copy(buffer, "abc", sizeof(buffer), &length), LE_OK);
    EXPECT_EQ(length, 3u);
    EXPECT_EQ(le_utf8_Copy(buffer, "ab\u20acd", 5, &length), LE_OVERFLOW);
    EXPECT_STREQ(buffer, "ab");
    EXPECT_EQ(le_utf8_Copy(buffer, "ab\u20acd", 6, &length), LE_OVERFLOW);
    EXPECT_STREQ(buffer, "ab\u20ac");
    EXPECT_EQ(length, 5u);
    EXPECT_EQ(le_utf8_Append(buffer, "xyz", 8, &length), LE_OVERFLOW);
    EXPECT_STREQ(buffer, "ab\u20acxy");
    EXPECT_EQ(length, 7u);
    EXPECT_EQ(le_utf8_CopyUpToSubStr(buffer, "key=value", "=", sizeof(buffer), nullptr), LE_OK);
    EXPECT_STREQ(buffer, "key");
    EXPECT_EQ(le_utf8_CopyUpToSubStr(buffer, "key", "=", sizeof(buffer), nullptr), LE_OK);
    EXPECT_EQ(le_utf8_Copy(buffer, "\xff\xfe", sizeof(buffer), &length), LE_OK);
    EXPECT_EQ(length, 2u);
    EXPECT_FATAL(le_utf8_Copy(buffer, nullptr, 8, nullptr), "A string is NULL");
    EXPECT_FATAL(le_utf8_Copy(buffer, "", 0, nullptr), "a buffer of 0 bytes");
}

TEST(Utf8, ChecksTheFormat)
{
    EXPECT_EQ(le_utf8_NumChars("a\u00e9\u20ac\U0001F600"), 4);
    EXPECT_EQ(le_utf8_NumBytes("a\u00e9"), 3u);
    for (const char* bad : {"\x80", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80"})
    {
        EXPECT_FALSE(le_utf8_IsFormatCorrect(bad));
        EXPECT_EQ(le_utf8_NumChars(bad), LE_FORMAT_ERROR);
    }
    EXPECT_EQ(le_utf8_NumBytesInChar('a'), 1u);
    EXPECT_EQ(le_utf8_NumBytesInChar('\xf0'), 4u);
    EXPECT_EQ(le_utf8_NumBytesInChar('\x80'), 0u);
    EXPECT_TRUE(le_utf8_IsContinuationByte('\x80'));
}

TEST(Utf8, ParsesIntegers)
{
    int value = 0;
    const auto parse = [&](const char* text) { return le_utf8_ParseInt(&value, text); };
    EXPECT_EQ(parse("  -12"), LE_OK);
    EXPECT_EQ(value, -12);
    EXPECT_EQ(parse("0x10"), LE_OK);
    EXPECT_EQ(value, 16);
    EXPECT_EQ(parse("010"), LE_OK);
    EXPECT_EQ(value, 8);
    EXPECT_EQ(parse("12 "), LE_FORMAT_ERROR);
    EXPECT_EQ(parse(""), LE_FORMAT_ERROR);
    EXPECT_EQ(parse("2147483648"), LE_OUT_OF_RANGE);
    EXPECT_EQ(parse("99999999999999999999"), LE_OUT_OF_RANGE);
    EXPECT_EQ(value, 8);
}

TEST(Utf8, EncodesAndDecodes)
{
    for (const uint32_t codePoint : {0x41u, 0xe9u, 0x20acu, 0x1f600u, 0x10ffffu})
    {
        char bytes[4];
        size_t size = sizeof(bytes);
        uint32_t decoded = 0;
        ASSERT_EQ(le_utf8_EncodeUnicodeCodePoint(codePoint, bytes, &size), LE_OK);
        size_t shorter = size - 1;
        EXPECT_EQ(le_utf8_DecodeUnicodeCodePoint(bytes, &shorter, &decoded),
                  size == 1 ? LE_BAD_PARAMETER : LE_UNDERFLOW);
        EXPECT_EQ(le_utf8_EncodeUnicodeCodePoint(codePoint, bytes, &shorter), LE_OVERFLOW);
        EXPECT_EQ(le_utf8_DecodeUnicodeCodePoint(bytes, &size, &decoded), LE_OK);
        EXPECT_EQ(decoded, codePoint);
    }
    char byte = '\xff';
    size_t size = 1;
    uint32_t decoded = 0;
    EXPECT_EQ(le_utf8_DecodeUnicodeCodePoint(&byte, &size, &decoded), LE_FORMAT_ERROR);
    EXPECT_EQ(le_utf8_EncodeUnicodeCodePoint(0x110000, &byte, &size), LE_OUT_OF_RANGE);
}

TEST(Utf8, Unescapes)
{
    char out[64];
    EXPECT_EQ(le_utf8_StringUnescape(R"(a\n\"\\\/\x41\u20ac\ud83d\ude00)", out, sizeof(out)), LE_OK);
    EXPECT_STREQ(out, "a\n\"\\/A\u20ac\U0001F600");
    char inPlace[] = "\\tx";
    EXPECT_EQ(le_utf8_StringUnescape(inPlace, inPlace, sizeof(inPlace)), LE_OK);
    EXPECT_STREQ(inPlace, "\tx");
    EXPECT_EQ(le_utf8_StringUnescape("abc", out, 3), LE_NO_MEMORY);
    EXPECT_EQ(le_utf8_StringUnescape(nullptr, out, 3), LE_BAD_PARAMETER);
    EXPECT_EQ(le_utf8_StringUnescape("\\q", out, 8), LE_NOT_IMPLEMENTED);
    for (const char* bad : {"\\", "\\u12", "\\ud83d", "\\ud83d\\u0041", "\\ude00", "\\xg0"})
    {
        EXPECT_EQ(le_utf8_StringUnescape(bad, out, sizeof(out)), LE_FAULT) << bad;
    }
}

TEST(Hex, ConvertsBothWays)
{
    uint8_t bytes[4];
    char text[16];
    EXPECT_EQ(le_hex_StringToBinary("0aFf", 4, bytes, sizeof(bytes)), 2);
    EXPECT_EQ(bytes[0], 0x0a);
    EXPECT_EQ(bytes[1], 0xff);
    EXPECT_EQ(le_hex_StringToBinary("0aF", 3, bytes, 4), -1);
    EXPECT_EQ(le_hex_StringToBinary("0aFx", 4, bytes, 4), -1);
    EXPECT_EQ(le_hex_StringToBinary("0aFf", 2, bytes, 4), -1);  // The text goes on.
    EXPECT_EQ(le_hex_StringToBinary("0aFf", 4, bytes, 1), -1);
    EXPECT_EQ(le_hex_BinaryToString(bytes, 2, text, 5), 4);
    EXPECT_STREQ(text, "0AFF");
    EXPECT_EQ(le_hex_BinaryToString(bytes, 2, text, 4), -1);
    EXPECT_EQ(le_hex_HexaToInteger("7fffffff"), INT_MAX);
    EXPECT_EQ(le_hex_HexaToInteger("FFFFFFFF"), -1);
    EXPECT_EQ(le_hex_HexaToInteger("-1"), -1);
    EXPECT_EQ(le_hex_HexaToInteger(""), -1);
    char dump[200];
    char data[] = "0123456789abcdef\n";
    le_hex_Dump(dump, sizeof(dump), data, 17);
    EXPECT_EQ(strlen(dump), 2 * (74u + 1));  // With the line feeds.
    EXPECT_EQ(std::string(dump, 16), "0x000000: 30 31 ");
    le_hex_Dump(dump, 80, data, 17);
    EXPECT_EQ(strlen(dump), 74u + 1);
}

TEST(Crc, IsChainable)
{
    const auto* text = reinterpret_cast<const uint8_t*>("123456789");
    EXPECT_EQ(le_crc_Crc32(text, 9, LE_CRC_START_CRC32), 0x340BC6D9u);
    EXPECT_EQ(le_crc_Crc32(text + 4, 5, le_crc_Crc32(text, 4, LE_CRC_START_CRC32)), 0x340BC6D9u);
}

TEST(Base64, ConvertsBothWays)
{
    for (const std::string plain : {"", "f", "fo", "foo", "foob\xff\x80"})
    {
        char text[32];
        size_t size = LE_BASE64_ENCODED_SIZE(plain.size());
        ASSERT_EQ(le_base64_Encode(reinterpret_cast<const uint8_t*>(plain.data()), plain.size(), text, &size), LE_OK);
        EXPECT_EQ(size, strlen(text) + 1);
        uint8_t back[32];
        size_t length = plain.size();
        ASSERT_EQ(le_base64_Decode(text, size - 1, back, &length), LE_OK);
        EXPECT_EQ(std::string(reinterpret_cast<char*>(back), length), plain);
    }
    char text[32];
    size_t size = 4;
    EXPECT_EQ(le_base64_Encode(reinterpret_cast<const uint8_t*>("foo"), 3, text, &size), LE_OVERFLOW);
    uint8_t back[32];
    size = 2;
    EXPECT_EQ(le_base64_Decode("Zm9v", 4, back, &size), LE_OVERFLOW);
    size = 32;
    EXPECT_EQ(le_base64_Decode("Zm\n 9v", 6, back, &size), LE_OK);
    EXPECT_EQ(size, 3u);
    EXPECT_EQ(le_base64_Decode("Zm\x80v", 4, back, &size), LE_FORMAT_ERROR);
    EXPECT_EQ(le_base64_Decode(nullptr, 0, back, &size), LE_BAD_PARAMETER);
}

std::string concat(const char* start, const char* a, const char* b)
{
    char path[32];
    strcpy(path, start);
    EXPECT_EQ(le_path_Concat("/", path, sizeof(path), a, b, NULL), LE_OK);
    return path;
}

TEST(Path, Joins)
{
    EXPECT_EQ(concat("", "a", "b"), "a/b");
    EXPECT_EQ(concat("/x/", "/y/", "z//"), "/x/y/z/");
    EXPECT_EQ(concat("/", "", "a"), "/a");
    char small[6] = "ab";
    EXPECT_EQ(le_path_Concat("/", small, sizeof(small), "cdef", NULL), LE_OVERFLOW);
    EXPECT_STREQ(small, "ab/cd");
}

TEST(Path, TakesApart)
{
    char text[16];
    EXPECT_EQ(le_path_GetDir("/a/b/c", "/", text, sizeof(text)), LE_OK);
    EXPECT_STREQ(text, "/a/b/");
    EXPECT_EQ(le_path_GetDir("plain", "/", text, sizeof(text)), LE_OK);
    EXPECT_STREQ(text, "plain");
    EXPECT_EQ(le_path_GetDir("/a/b/c", "/", text, 3), LE_OVERFLOW);
    EXPECT_STREQ(le_path_GetBasenamePtr("a::b::c", "::"), "c");
    EXPECT_TRUE(le_path_IsSubpath("/a/b", "/a/b/c", "/"));
    EXPECT_FALSE(le_path_IsSubpath("/a/b", "/a/bc", "/"));
    EXPECT_FALSE(le_path_IsSubpath("/a/b", "/a/b/", "/"));
    EXPECT_TRUE(le_path_IsEquivalent("/a/b", "/a/b//", "/"));
    EXPECT_STREQ(le_path_FindTrailing("file.tar.gz", ".gz"), ".gz");
    EXPECT_EQ(le_path_FindTrailing("file", ".gz"), nullptr);
}

std::string pathOf(le_pathIter_Ref_t iterator)
{
    char text[512];
    EXPECT_EQ(le_pathIter_GetPath(iterator, text, sizeof(text)), LE_OK);
    return text;
}

/// What becomes of a path when another is appended.
std::string append(const char* path, const char* more, le_result_t expected = LE_OK)
{
    le_pathIter_Ref_t iterator = le_pathIter_CreateForUnix(path);
    EXPECT_EQ(le_pathIter_Append(iterator, more), expected);
    const std::string result = pathOf(iterator);
    le_pathIter_Delete(iterator);
    return result;
}

TEST(PathIterator, Normalises)
{
    EXPECT_EQ(append("/usr/lib", "./x//y/"), "/usr/lib/x/y");
    EXPECT_EQ(append("/usr/lib", "../share"), "/usr/share");
    EXPECT_EQ(append("/usr", "/etc"), "/etc");
    EXPECT_EQ(append("usr", "../.."), "..");
    EXPECT_EQ(append("", "./a"), "./a");
    EXPECT_EQ(append("./a", "../../b"), "../b");
    EXPECT_EQ(append("/a", "../../b", LE_UNDERFLOW), "/");
    EXPECT_EQ(append("/a", std::string(600, 'x').c_str(), LE_OVERFLOW), "/a");
}

TEST(PathIterator, Walks)
{
    le_pathIter_Ref_t iterator = le_pathIter_Create("one::two::three", "::", nullptr, nullptr);
    char node[8];
    EXPECT_FALSE(le_pathIter_IsAbsolute(iterator));
    EXPECT_EQ(le_pathIter_GetCurrentNode(iterator, node, sizeof(node)), LE_OK);
    EXPECT_STREQ(node, "three");
    EXPECT_EQ(le_pathIter_GetCurrentNode(iterator, node, 3), LE_OVERFLOW);
    EXPECT_EQ(le_pathIter_GoToNext(iterator), LE_NOT_FOUND);
    EXPECT_EQ(le_pathIter_GetCurrentNode(iterator, node, sizeof(node)), LE_NOT_FOUND);
    EXPECT_EQ(le_pathIter_GoToPrev(iterator), LE_OK);
    EXPECT_EQ(le_pathIter_GoToPrev(iterator), LE_OK);
    le_pathIter_Ref_t copy = le_pathIter_Clone(iterator);
    le_pathIter_Truncate(iterator);
    EXPECT_EQ(pathOf(iterator), "one");
    EXPECT_EQ(pathOf(copy), "one::two::three");
    EXPECT_EQ(le_pathIter_GetSeparator(copy, node, sizeof(node)), LE_OK);
    EXPECT_STREQ(node, "::");
    le_pathIter_Delete(copy);
    le_pathIter_Delete(iterator);
    EXPECT_FATAL(le_pathIter_GoToNext(iterator), "There is no path iterator");
    le_pathIter_Ref_t root = le_pathIter_CreateForUnix("/");
    EXPECT_EQ(le_pathIter_GoToStart(root), LE_NOT_FOUND);
    EXPECT_FALSE(le_pathIter_IsEmpty(root));
    le_pathIter_Delete(root);
}

bool flag;
int number;
const char* word;
std::vector<std::string> positionals;

/// Runs le_arg_Scan() over a command line, in a child process where it must exit.
le_result_t scan(std::vector<const char*> arguments)
{
    static std::vector<const char*> kept;
    kept = std::move(arguments);
    kept.insert(kept.begin(), "/bin/program");
    le_arg_SetArgs(kept.size(), kept.data());
    flag = false;
    number = 0;
    word = nullptr;
    positionals.clear();
    le_arg_SetExitOnError(false);
    le_arg_Scan();
    le_arg_SetExitOnError(true);
    return le_arg_GetScanResult();
}

TEST(Args, ScansOptionsAndPositionals)
{
    le_arg_SetFlagVar(&flag, "f", "flag");
    le_arg_SetIntVar(&number, "n", "number");
    le_arg_SetStringVar(&word, nullptr, "word");
    le_arg_AddPositionalCallback([](const char* value) { positionals.emplace_back(value); });
    EXPECT_EQ(scan({"-f", "-n", "-5", "--word=x=y", "-"}), LE_OK);
    EXPECT_TRUE(flag);
    EXPECT_EQ(number, -5);
    EXPECT_STREQ(word, "x=y");
    EXPECT_EQ(positionals, std::vector<std::string>{"-"});
    EXPECT_EQ(scan({"--number=7", "a"}), LE_OK);
    EXPECT_EQ(number, 7);
    EXPECT_EQ(scan({"--nothing", "a"}), LE_BAD_PARAMETER);
    EXPECT_EQ(scan({"a", "-n"}), LE_NOT_FOUND);
    EXPECT_EQ(scan({"a", "-n", "x"}), LE_FORMAT_ERROR);
    EXPECT_EQ(scan({"a", "-n", "99999999999"}), LE_OUT_OF_RANGE);
    EXPECT_EQ(scan({"a", "--flag=1"}), LE_UNSUPPORTED);
    EXPECT_EQ(scan({"a", "b"}), LE_OVERFLOW);
    EXPECT_EQ(scan({}), LE_UNDERFLOW);
    EXPECT_EXIT(le_arg_Scan(), testing::ExitedWithCode(1),
                "\\* program: at argument 1: too few arguments.\nTry 'program --help'.");
    le_arg_AllowLessPositionalArgsThanCallbacks();
    EXPECT_EQ(scan({}), LE_OK);
    le_arg_AllowMorePositionalArgsThanCallbacks();
    EXPECT_EQ(scan({"a", "b", "--"}), LE_OK);
    EXPECT_EQ(positionals, (std::vector<std::string>{"a", "b", "--"}));
}

TEST(Args, FindsOptionsWithoutScanning)
{
    static const char* arguments[] = {"/bin/program", "-v", "--size=0x10", "-o", "out", "--flag=1", "--bad=x"};
    le_arg_SetArgs(7, arguments);
    EXPECT_STREQ(le_arg_GetProgramName(), "program");
    EXPECT_EQ(le_arg_NumArgs(), 6u);
    EXPECT_STREQ(le_arg_GetArg(0), "-v");
    EXPECT_EQ(le_arg_GetArg(6), nullptr);
    EXPECT_EQ(le_arg_GetFlagOption("v", "verbose"), LE_OK);
    EXPECT_EQ(le_arg_GetFlagOption("x", nullptr), LE_NOT_FOUND);
    EXPECT_EQ(le_arg_GetFlagOption(nullptr, "flag"), LE_FORMAT_ERROR);
    int value = 0;
    EXPECT_EQ(le_arg_GetIntOption(&value, "s", "size"), LE_OK);
    EXPECT_EQ(value, 16);
    EXPECT_EQ(le_arg_GetIntOption(&value, nullptr, "bad"), LE_FORMAT_ERROR);
    const char* text = nullptr;
    EXPECT_EQ(le_arg_GetStringOption(&text, "o", nullptr), LE_OK);
    EXPECT_STREQ(text, "out");
    le_arg_SetArgs(0, nullptr);
    EXPECT_STREQ(le_arg_GetProgramName(), "_UNKNOWN_");
}

TEST(Args, SplitsCommandLines)
{
    char line[] = "  one 'two words' \"th\\\"ree\" fo\\ ur  ";
    const char* argv[6];
    int argc = 6;
    EXPECT_EQ(le_arg_Split("zero", line, &argc, argv), LE_OK);
    ASSERT_EQ(argc, 5);
    EXPECT_STREQ(argv[0], "zero");
    EXPECT_STREQ(argv[1], "one");
    EXPECT_STREQ(argv[2], "two words");
    EXPECT_STREQ(argv[3], "th\"ree");
    EXPECT_STREQ(argv[4], "fo ur");
    EXPECT_EQ(argv[5], nullptr);
    char many[] = "a b c";
    argc = 3;
    EXPECT_EQ(le_arg_Split(nullptr, many, &argc, argv), LE_OUT_OF_RANGE);
    EXPECT_EQ(argc, 2);
    char open[] = "a 'b";
    argc = 6;
    EXPECT_EQ(le_arg_Split(nullptr, open, &argc, argv), LE_BAD_PARAMETER);
    argc = 1;
    EXPECT_EQ(le_arg_Split(nullptr, open, &argc, argv), LE_BAD_PARAMETER);
}

}  // namespace
