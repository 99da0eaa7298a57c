// Which server of the process a client calls directly.
#include "kiln_messages.h"
#include "le_ipc_direct.h"
#include "tests/unit/ifgen/round_trip/direct.h"

namespace
{

using namespace ligature::test;

using DirectDeath = Direct;

constexpr const char* kMeter = "meter~~~~~~~~~~~~~~:11:004:002:0";

le_ipc_Direct_t meterServer(const char* meaning)
{
    le_ipc_Direct_t made = {};
    made.name = "meter";
    made.protocolId = kMeter;
    made.meaning = meaning;
    made.functions = meaning;
    made.servesAll = true;
    return made;
}

le_ipc_Client_t meterClient(const char* meaning)
{
    le_ipc_Client_t made = {};
    made.name = "meter";
    made.protocolId = kMeter;
    made.meaning = meaning;
    return made;
}

TEST_F(DirectDeath, SecondServer)
{
    testing::GTEST_FLAG(death_test_style) = "threadsafe";
    static le_ipc_Direct_t other = {};
    other.name = "other";
    other.protocolId = IFGEN_KILN_PROTOCOL_ID;
    other.meaning = IFGEN_KILN_MEANING;
    EXPECT_DEATH(le_ipc_OfferDirect(&other), "kiln and other serve the same interface directly");
}

TEST_F(DirectDeath, AClientThatIsToldToFindsNoServer)
{
    testing::GTEST_FLAG(death_test_style) = "threadsafe";
    static le_ipc_Client_t lonely = meterClient("nobody's");
    EXPECT_DEATH(client([] { le_ipc_Connect(&lonely, nullptr); }), "meter is to call a server of this process");
}

// The versions of two forms are the same, what their functions are is not.
TEST_F(DirectDeath, AnotherFormOfAVersionedInterfaceIsNotCalled)
{
    testing::GTEST_FLAG(death_test_style) = "threadsafe";
    static le_ipc_Direct_t first = meterServer("one hash");
    static le_ipc_Direct_t second = meterServer("another hash");
    static le_ipc_Client_t caller = meterClient("another hash");
    le_ipc_OfferDirect(&first);
    client([] { EXPECT_EQ(le_ipc_TryConnect(&caller, "meter"), LE_COMM_ERROR); });  // asked for a session
    EXPECT_EQ(caller.direct, nullptr);
    EXPECT_DEATH(client([] { le_ipc_Connect(&caller, nullptr); }), "meter is to call a server of this process");
    le_ipc_OfferDirect(&second);  // each form may have its server
    client([] { EXPECT_EQ(le_ipc_TryConnect(&caller, "meter"), LE_OK); });
    EXPECT_EQ(caller.direct, second.functions);
}

}  // namespace
