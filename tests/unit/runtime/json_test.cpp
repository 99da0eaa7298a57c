#include "run_loop.h"

#include <gtest/gtest.h>
#include <unistd.h>
#include <string>

namespace
{

/// Everything a session reported, as text.
struct Seen
{
    std::string events;
    bool isDone = false;
    le_json_ParsingSessionRef_t session = nullptr;
    bool cleansUp = false;
};

Seen seen;

void onEvent(le_json_Event_t event)
{
    size_t start = 0;
    size_t length = 0;
    seen.events += le_json_GetEventName(event);
    if (event == LE_JSON_OBJECT_MEMBER || event == LE_JSON_STRING)
    {
        seen.events += std::string(" '") + le_json_GetString() + "'";
    }
    if (event == LE_JSON_NUMBER)
    {
        seen.events += " " + std::to_string(le_json_GetNumber());
    }
    if (le_json_GetValueOffset(&start, &length) == LE_OK)
    {
        seen.events += " @" + std::to_string(start) + "+" + std::to_string(length);
    }
    seen.events += " <" + std::to_string(le_json_GetBytesRead(le_json_GetSession())) + "\n";
    seen.isDone = event == LE_JSON_DOC_END;
    if (seen.isDone && seen.cleansUp)
    {
        le_json_Cleanup(le_json_GetSession());
    }
}

void onError(le_json_Error_t error, const char* message)
{
    seen.events += error == LE_JSON_SYNTAX_ERROR ? "syntax: " : "read: ";
    seen.events += message;
    seen.isDone = true;
}

std::string read(const std::string& text)
{
    seen = Seen();
    le_json_SyncParseString(text.c_str(), onEvent, onError, nullptr);
    return seen.events;
}

constexpr const char* document = R"({ "a": [1, -2.5e1,"x\n\u00e9\ud83d\ude00"], "b":{"c":true}, "d" : null } tail)";

constexpr const char* report =
    "object start <1\n"
    "member 'a' <5\n"
    "array start <8\n"
    "number 1.000000 @8+1 <9\n"
    "number -25.000000 @11+6 <17\n"
    "string 'x\n\u00e9\U0001F600' @18+23 <41\n"
    "array end <42\n"
    "member 'b' <47\n"
    "object start <49\n"
    "member 'c' <52\n"
    "true @53+4 <57\n"
    "object end <58\n"
    "member 'd' <63\n"
    "null @66+4 <70\n"
    "object end <72\n"
    "document end <72\n";

TEST(Json, EventsComeInOrderWithTheirPlaces)
{
    EXPECT_EQ(read(document), report);
    EXPECT_EQ(read("[]"), "array start <1\narray end <2\ndocument end <2\n");
    EXPECT_EQ(read(" {} "), "object start <2\nobject end <3\ndocument end <3\n");
    EXPECT_EQ(read("7"), "number 7.000000 @0+1 <1\ndocument end <1\n");
    EXPECT_EQ(read(" \"\" "), "string '' @1+2 <3\ndocument end <3\n");
}

TEST(Json, StringsAreReadByTheEventLoop)
{
    seen = Seen();
    const le_json_ParsingSessionRef_t session = le_json_ParseString(document, onEvent, onError, nullptr);
    EXPECT_EQ(seen.events, "");
    EXPECT_TRUE(serveUntil([] { return seen.isDone; }));
    EXPECT_EQ(seen.events, report);
    EXPECT_EQ(le_json_GetBytesRead(session), 72u);
    le_json_Cleanup(session);
}

TEST(Json, DescriptorsAreReadAsTheyFill)
{
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    seen = Seen();
    seen.cleansUp = true;
    le_json_Parse(ends[0], onEvent, onError, nullptr);
    for (const char* byte = document; *byte != '\0'; ++byte)
    {
        ASSERT_EQ(write(ends[1], byte, 1), 1);
        serveAll();
    }
    EXPECT_TRUE(seen.isDone);
    EXPECT_EQ(seen.events, report);
    // The same at once; a text that ends too early is an error of reading.
    ASSERT_EQ(write(ends[1], "[1", 2), 2);
    close(ends[1]);
    seen = Seen();
    char rest[8];
    ASSERT_EQ(::read(ends[0], rest, 5), 5);  // What stood behind the first text.
    le_json_SyncParse(ends[0], onEvent, onError, nullptr);
    EXPECT_EQ(seen.events, "array start <1\nread: the text ends too early at byte 2");
    close(ends[0]);
    seen = Seen();
    le_json_SyncParse(ends[0], onEvent, onError, nullptr);
    EXPECT_EQ(seen.events, "read: cannot read: Bad file descriptor");
}

TEST(Json, ASessionEndsWhenAskedTo)
{
    seen = Seen();
    const le_json_ParsingSessionRef_t session = le_json_ParseString(document, onEvent, onError, nullptr);
    le_json_Cleanup(session);
    serveAll();
    EXPECT_EQ(seen.events, "");
    le_json_Cleanup(session);  // Is logged and does no harm.
    static int calls = 0;
    calls = 0;
    le_json_SyncParseString(
        document,
        [](le_json_Event_t)
        {
            ++calls;
            le_json_Cleanup(le_json_GetSession());
        },
        onError, nullptr);
    EXPECT_EQ(calls, 1);
}

TEST(Json, ContextsInheritAndRestore)
{
    static std::string log;
    log.clear();
    static int outer = 1;
    static int inner = 2;
    const auto note = [](const char* handler)
    {
        log += std::string(handler) + " " + le_json_GetContextName(le_json_GetContextType()) + " " +
               std::to_string(*static_cast<int*>(le_json_GetOpaquePtr())) + "\n";
    };
    static const auto noteIt = note;
    static const le_json_EventHandler_t second = [](le_json_Event_t) { noteIt("second"); };
    le_json_SyncParseString(R"({"a":[0],"b":1})",
                            [](le_json_Event_t event)
                            {
                                noteIt("first");
                                if (event == LE_JSON_OBJECT_MEMBER && le_json_GetString() == std::string("a"))
                                {
                                    le_json_SetEventHandler(second);
                                    le_json_SetOpaquePtr(&inner);
                                }
                            },
                            onError, &outer);
    EXPECT_EQ(log,
              "first object 1\nfirst member 1\nsecond array 2\nsecond number 2\nsecond array 2\n"
              "first member 1\nfirst number 1\nfirst object 1\nfirst document 1\n");
}

TEST(Json, MistakesHaveTheirPlace)
{
    const std::pair<const char*, const char*> mistakes[] = {
        {"", "the text ends too early at byte 0"},
        {"-", "a wrong number ends at byte 1"},
        {"01 ", "a wrong number ends at byte 2"},
        {"1. ", "a wrong number ends at byte 2"},
        {"1e999 ", "a number that is too large ends at byte 5"},
        {"nul", "the text ends too early at byte 3"},
        {"nulL", "unexpected 'L' at byte 3"},
        {"'a'", "unexpected ''' at byte 0"},
        {"\"\t\"", "unexpected byte 0x09 at byte 1"},
        {"\"\\x\"", "unexpected 'x' at byte 2"},
        {"\"\\u00g0\"", "unexpected 'g' at byte 5"},
        {"\"\\u0000\"", "a string with the character U+0000 at byte 6"},
        {"\"\\ud800x\"", "half a surrogate pair at byte 7"},
        {"\"\\udc00\"", "half a surrogate pair at byte 6"},
        {"\"\xff\"", "a string that is not UTF-8 ends at byte 2"},
        {"]", "unexpected ']' at byte 0"},
    };
    for (const auto& [text, message] : mistakes)
    {
        EXPECT_EQ(read(text), std::string("syntax: ") + message) << text;
    }
    EXPECT_EQ(read("[1,]"), "array start <1\nnumber 1.000000 @1+1 <2\nsyntax: unexpected ']' at byte 3");
    EXPECT_EQ(read("[1}"), "array start <1\nnumber 1.000000 @1+1 <2\nsyntax: unexpected '}' at byte 2");
    EXPECT_EQ(read("{1"), "object start <1\nsyntax: unexpected '1' at byte 1");
    EXPECT_EQ(read("{\"a\",").substr(30), "syntax: unexpected ',' at byte 4");
    const std::string deep = read(std::string(100000, '['));
    EXPECT_NE(deep.find("syntax: too many objects and arrays inside each other at byte 1000"), std::string::npos);
    EXPECT_EQ(read("\"" + std::string(2000000, 'x') + "\""), "syntax: a string is too long at byte 1048577");
}

TEST(Json, HandlersOnly)
{
    EXPECT_FATAL(le_json_GetString(), "le_json_GetString.. is for JSON handlers only");
    EXPECT_FATAL(le_json_GetSession(), "is for JSON handlers only");
    EXPECT_FATAL(le_json_SyncParseString(
                     "[1]", [](le_json_Event_t) { le_json_GetNumber(); }, nullptr, nullptr),
                 "There is no JSON number here");
}

}  // namespace
