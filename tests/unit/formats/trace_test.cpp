// Records of any bytes: what is none is refused whole.
#include "runtime/formats/trace.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/stat.h>

#include <cstring>
#include <functional>

#include "runtime/formats/files.h"
#include "runtime/formats/trace_folder.h"
#include "tests/support/scratch_directory.h"

namespace ligature::trace
{
namespace
{

Header answer()
{
    Header header{};
    header.magic = kMagic;
    header.version = kVersion;
    header.event = static_cast<uint8_t>(Event::AnswerReceived);
    header.time = 5'000'000'000;
    header.duration = 35'000;
    header.session = 1;
    header.call = 17;
    header.number = 3;
    header.bytes = 24;
    header.lost = 2;
    header.peer = 40;
    return header;
}

std::string datagram(const Header& header, std::string_view api = "led", std::string_view interface = "light",
                     std::string_view function = "SetLevel")
{
    alignas(Header) char space[kRecordLimit];
    std::memcpy(space, &header, sizeof(header));
    return {space, appendNames(space, api, interface, function)};
}

std::optional<Record> decode(const std::string& bytes)
{
    return trace::decode(bytes.data(), bytes.size());
}

TEST(TraceRecord, ComesBackAsItWasMade)
{
    const auto record = decode(datagram(answer()));
    ASSERT_TRUE(record);
    EXPECT_EQ(record->event, Event::AnswerReceived);
    EXPECT_EQ(record->time, 5'000'000'000U);
    EXPECT_EQ(record->duration, 35'000U);
    EXPECT_EQ(record->session, 1U);
    EXPECT_EQ(record->call, 17U);
    EXPECT_EQ(record->number, 3U);
    EXPECT_EQ(record->bytes, 24U);
    EXPECT_EQ(record->lost, 2U);
    EXPECT_EQ(record->peer, 40);
    EXPECT_EQ(record->api, "led");
    EXPECT_EQ(record->interface, "light");
    EXPECT_EQ(record->function, "SetLevel");
}

TEST(TraceRecord, NamesMayBeUnknownAndAreCut)
{
    const auto unknown = decode(datagram(answer(), "", "light", {}));
    ASSERT_TRUE(unknown);
    EXPECT_EQ(unknown->function, "");
    const auto cut = decode(datagram(answer(), std::string(1000, 'a'), std::string(200, 'b'), std::string(129, 'c')));
    ASSERT_TRUE(cut);
    EXPECT_EQ(cut->api, std::string(kNameLimit, 'a'));
    EXPECT_EQ(cut->interface, std::string(kNameLimit, 'b'));
    EXPECT_EQ(cut->function, std::string(kNameLimit, 'c'));
}

TEST(TraceRecord, EveryOtherLengthIsRefused)
{
    const std::string whole = datagram(answer());
    for (size_t size = 0; size < whole.size(); ++size)
    {
        EXPECT_FALSE(decode(whole.substr(0, size))) << size;
    }
    EXPECT_FALSE(decode(whole + "x"));
    EXPECT_FALSE(decode(whole + std::string(100'000, 'x')));
}

TEST(TraceRecord, FieldsThatContradictEachOtherAreRefused)
{
    const std::vector<std::function<void(Header&)>> spoils = {
        [](Header& header) { header.magic ^= 1; },
        [](Header& header) { header.version = 2; },
        [](Header& header) { header.event = 0; },
        [](Header& header) { header.event = 7; },
        [](Header& header) { header.zero = 1; },
        [](Header& header) { header.zeros[4] = 1; },
        [](Header& header) { header.call = 0; },
        [](Header& header) { header.peer = -1; },
        [](Header& header) { header.duration = header.time + 1; },
        [](Header& header) { header.event = static_cast<uint8_t>(Event::CallSent); },
        [](Header& header) { header.event = static_cast<uint8_t>(Event::ReportSent); },
    };
    for (size_t i = 0; i < spoils.size(); ++i)
    {
        Header header = answer();
        spoils[i](header);
        EXPECT_FALSE(decode(datagram(header))) << i;
    }
    EXPECT_FALSE(decode(datagram(answer(), "led", "", "SetLevel")));
}

TEST(TraceRecord, NothingThatATerminalObeysComesThrough)
{
    for (const char* name : {"\x1b[31m", "a b", "\x9b", "\n", "Set\"Level", "\xc3\xa4"})
    {
        EXPECT_FALSE(decode(datagram(answer(), "led", "light", name))) << name;
        EXPECT_FALSE(decode(datagram(answer(), "led", name))) << name;
        EXPECT_FALSE(decode(datagram(answer(), name))) << name;
    }
}

TEST(TraceFolder, HasASwitchThatIsOffAndOnlyTheOwnerCanTurn)
{
    const test::ScratchDirectory scratch;
    formats::makeTraceFolder(scratch.path());
    const std::string file = scratch.path() + "/trace/switch";
    EXPECT_EQ(test::readText(file), std::string(kSwitchSize, '\0'));
    struct stat status
    {
    };
    ASSERT_EQ(::stat(file.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0644U);
    ASSERT_EQ(::stat((scratch.path() + "/trace").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0711U);

    // Made again, it keeps what processes have mapped.
    const ino_t before = status.st_ino;
    formats::makeTraceFolder(scratch.path());
    ASSERT_EQ(::stat((scratch.path() + "/trace").c_str(), &status), 0);
    EXPECT_EQ(status.st_ino, before);
}

TEST(TraceFolder, FollowsNoLink)
{
    const test::ScratchDirectory scratch;
    ASSERT_EQ(::mkdir((scratch.path() + "/trace").c_str(), 0700), 0);
    const std::string victim = scratch.write("victim", "precious");
    ASSERT_EQ(::symlink(victim.c_str(), (scratch.path() + "/trace/switch").c_str()), 0);
    EXPECT_THROW(formats::makeTraceFolder(scratch.path()), formats::FormatError);
    EXPECT_EQ(test::readText(victim), "precious");
}

}  // namespace
}  // namespace ligature::trace
