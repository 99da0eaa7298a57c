// What messages and start-up cost: faults 21 to 23.

#include "tests/conformance/faults/fixture.h"

namespace ligature::test
{
namespace
{

TEST_F(Fault, F21_MessagesAreAsLongAsTheirContent)
{
    answerWith(bytesOf(0) + bytesOf(0));
    client(
        []
        {
            bold_ConnectService();
            const uint8_t byte = 1;
            size_t size = 0;
            uint8_t copy = 0;
            EXPECT_EQ(bold_Large(&byte, 1, &copy, &size), LE_OK);
            bold_DisconnectService();
        });
    EXPECT_GT(sizeof(uint8_t) * FAULT_LARGE, 200000U);
    EXPECT_LT(lastRequestSize(), 32U);
}

TEST_F(Fault, F22_AClientOfALargeInterfaceHasNoLargeBuffers)
{
    client([] { soft_Nothing(); });
    const size_t before = residentBytes();
    LoopThread clients[10];
    for (LoopThread& thread : clients)
    {
        thread.run(
            []
            {
                soft_ConnectService();
                soft_Nothing();
            });
    }
    // Ten buffers of the largest message for each client would be 26 MB.
    EXPECT_LT(residentBytes(), before + 4 * FAULT_LARGE);
}

TEST_F(Fault, F23_ThoseWhoServeEachOtherStartInAnyOrder)
{
    world().directory.bind("firstClient", "first");
    world().directory.bind("secondClient", "second");
    // Each blocks until it is connected to the other, before its own event loop runs.
    auto start = [](const char* serves, const char* uses)
    {
        le_msg_ProtocolRef_t protocol = le_msg_GetProtocolRef("mutual", 16);
        le_msg_AdvertiseService(le_msg_CreateService(protocol, serves));
        le_msg_SessionRef_t session = le_msg_CreateSession(protocol, uses);
        le_msg_OpenSessionSync(session);
        le_msg_DeleteSession(session);
    };
    LoopThread first;
    LoopThread second;
    std::atomic<int> connected{0};
    first.start(
        [&]
        {
            start("first", "secondClient");
            ++connected;
        });
    second.start(
        [&]
        {
            start("second", "firstClient");
            ++connected;
        });
    EXPECT_TRUE(eventually([&] { return connected == 2; }));
}

}  // namespace
}  // namespace ligature::test
