// Who works with whom.
#include "runtime/formats/protocol_versions.h"

#include <gtest/gtest.h>

namespace ligature::formats
{
namespace
{

std::string meter(uint16_t oldest, uint16_t newest)
{
    return versionedProtocolId("meter", {oldest, newest});
}

TEST(VersionedProtocolId, IsTheTextThatTelafUses)
{
    EXPECT_EQ(meter(2, 4), "meter~~~~~~~~~~~~~~:11:004:002:0");
    EXPECT_EQ(meter(1, 999), "meter~~~~~~~~~~~~~~:11:999:001:0");
    EXPECT_EQ(versionedProtocolId("nineteen_characters", {10, 10}), "nineteen_characters:11:010:010:0");
}

TEST(VersionedProtocolId, IsReadAsItWasWritten)
{
    for (const std::string name : {"a", "meter", "nineteen_characters"})
    {
        for (const VersionRange versions : {VersionRange{1, 1}, VersionRange{2, 10}, VersionRange{1, 999}})
        {
            const std::string id = versionedProtocolId(name, versions);
            const auto parsed = parseVersionedProtocolId(id);
            ASSERT_TRUE(parsed) << id;
            EXPECT_EQ(parsed->name, name);
            EXPECT_EQ(parsed->versions, versions);
        }
    }
}

TEST(VersionedProtocolId, IsNothingElse)
{
    const char* const others[] = {
        "",
        "proto",
        "0123456789abcdef0123456789abcdef",
        "meter~~~~~~~~~~~~~~:12:004:002:0",   // another framework
        "meter~~~~~~~~~~~~~~:11:004:002:1",   // another ending
        "meter~~~~~~~~~~~~~~:11:002:004:0",   // serves more than it speaks
        "meter~~~~~~~~~~~~~~:11:004:000:0",   // version 0
        "meter~~~~~~~~~~~~~~:11:00x:002:0",   // no number
        "meter~~~~~~~~~~~~~~:11:004:-02:0",   // no number
        "meter~~~~~~~~~~~~~~:11:004 002:0",   // no separator
        "meter~~~x~~~~~~~~~~:11:004:002:0",   // goes on after its end
        "~~~~~~~~~~~~~~~~~~~:11:004:002:0",   // no name
        "meter~~~~~~~~~~~~~~:11:004:002:0 ",  // too long
        "meter~~~~~~~~~~~~~~:11:004:002:",    // too short
    };
    for (const char* id : others)
    {
        EXPECT_FALSE(parseVersionedProtocolId(id)) << id;
    }
}

struct Pair
{
    std::string client;
    std::string server;
    bool works;
};

TEST(WorkTogether, IsAVersionInCommonOrTheSameProtocol)
{
    const Pair pairs[] = {
        {meter(1, 3), meter(1, 3), true},
        {meter(1, 3), meter(3, 6), true},   // the newest of one is the oldest of the other
        {meter(3, 6), meter(1, 3), true},   // a client that is newer than its server
        {meter(2, 2), meter(1, 3), true},   // one within the other
        {meter(1, 3), meter(2, 2), true},   //
        {meter(1, 3), meter(4, 6), false},  // a server that no longer serves the client
        {meter(4, 6), meter(1, 3), false},  // a server that is too old
        {meter(1, 1), meter(2, 2), false},  //
        {meter(1, 3), versionedProtocolId("metre", {1, 3}), false},
        {meter(1, 3), "0123456789abcdef0123456789abcdef", false},  // versions against none
        {"0123456789abcdef0123456789abcdef", meter(1, 3), false},  //
        {"proto", "proto", true},
        {"proto", "other", false},
        {"meter~~~~~~~~~~~~~~:12:004:002:0", "meter~~~~~~~~~~~~~~:12:003:002:0", false},  // not known as versions
    };
    for (const Pair& pair : pairs)
    {
        EXPECT_EQ(workTogether(pair.client, pair.server), pair.works) << pair.client << " and " << pair.server;
    }
}

TEST(VersionRange, IsSpokenOfAsPeopleDo)
{
    EXPECT_EQ(describeVersions({1, 3}), "1 to 3");
    EXPECT_EQ(describeVersions({12, 12}), "12");
    EXPECT_EQ(describeVersions({4, 6}, {1, 1}), "client speaks version 4 to 6, server 1");
}

}  // namespace
}  // namespace ligature::formats
