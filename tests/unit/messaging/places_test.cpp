// Messages with several descriptors, each at its place.
#include <atomic>
#include <string>
#include <vector>

#include "tests/unit/messaging/files.h"
#include "tests/unit/messaging/raw_client.h"

using namespace ligature;
using namespace ligature::test;

namespace
{

constexpr unsigned kAll = 1U << LE_MSG_MAX_FDS;

/// Puts a file at each of these places, the last first.
void give(le_msg_MessageRef_t message, unsigned places, const std::string& stem)
{
    for (size_t place = LE_MSG_MAX_FDS; place-- > 0;)
    {
        if ((places & 1U << place) != 0)
        {
            le_msg_SetFdAt(message, place, fileWith(stem + std::to_string(place)));
        }
    }
}

/// What is at each place, with a blank behind it.
std::string take(le_msg_MessageRef_t message)
{
    std::string all;
    for (size_t place = 0; place < LE_MSG_MAX_FDS; ++place)
    {
        all += takeText(le_msg_GetFdAt(message, place)) + " ";
    }
    return all;
}

std::string expected(unsigned places, const std::string& stem)
{
    std::string all;
    for (size_t place = 0; place < LE_MSG_MAX_FDS; ++place)
    {
        all += ((places & 1U << place) != 0 ? stem + std::to_string(place) : "-") + " ";
    }
    return all;
}

/// What a server answers where these places came.
unsigned answerTo(unsigned places)
{
    return ~places * 37 % kAll;
}

class Places : public Messaging
{
protected:
    /// The server tells what came, and gives files at other places.
    void serveFiles()
    {
        serve(
            [](le_msg_MessageRef_t message)
            {
                const auto places = static_cast<unsigned>(std::stoi(text(message)));
                const std::string seen = take(message);
                EXPECT_EQ(take(message), expected(0, "")) << "each is taken once";
                if (!le_msg_NeedsResponse(message))
                {
                    EXPECT_EQ(seen, expected(places, "q"));
                    le_msg_MessageRef_t event = makeMessage(le_msg_GetSession(message), std::to_string(places));
                    give(event, answerTo(places), "e");
                    le_msg_Send(event);
                    le_msg_ReleaseMsg(message);
                    return;
                }
                setText(message, seen);
                give(message, answerTo(places), "a");
                le_msg_Respond(message);
            });
    }

    static le_msg_MessageRef_t makeRequest(le_msg_SessionRef_t session, unsigned places)
    {
        le_msg_MessageRef_t message = makeMessage(session, std::to_string(places));
        give(message, places, "q");
        return message;
    }
};

TEST_F(Places, AnyOfThemTravelBothWaysAndNoneIsLeft)
{
    serveFiles();
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            le_msg_ReleaseMsg(le_msg_RequestSyncResponse(makeRequest(session, 0)));
            const size_t before = ownDescriptors();
            for (unsigned places = 0; places < kAll; ++places)
            {
                le_msg_MessageRef_t answer = le_msg_RequestSyncResponse(makeRequest(session, places));
                ASSERT_NE(answer, nullptr);
                EXPECT_EQ(text(answer), expected(places, "q"));
                if (places % 3 == 0)
                {
                    // Some taken, the others left in it.
                    EXPECT_EQ(takeText(le_msg_GetFd(answer)), (answerTo(places) & 1) != 0 ? "a0" : "-");
                    takeText(le_msg_GetFdAt(answer, 5));
                }
                else
                {
                    EXPECT_EQ(take(answer), expected(answerTo(places), "a"));
                }
                le_msg_ReleaseMsg(answer);
            }
            le_msg_ReleaseMsg(makeRequest(session, kAll - 1));  // never sent
            EXPECT_TRUE(eventually([&] { return ownDescriptors() <= before; }));
            le_msg_DeleteSession(session);
        });
    EXPECT_TRUE(eventually([&] { return closed_ == 1; }));
}

TEST_F(Places, MessagesKeepTheirOrderAmongOthers)
{
    constexpr int kMessages = 400;
    serveFiles();
    static std::vector<std::string> seen;
    seen.clear();
    le_msg_SessionRef_t session = nullptr;
    client_.run(
        [&]
        {
            session = open();
            le_msg_SetSessionRecvHandler(
                session,
                [](le_msg_MessageRef_t event, void*)
                {
                    const auto places = static_cast<unsigned>(std::stoi(text(event)));
                    EXPECT_EQ(take(event), expected(answerTo(places), "e"));
                    seen.push_back("event " + text(event));
                    le_msg_ReleaseMsg(event);
                },
                nullptr);
            for (int i = 0; i < kMessages; ++i)
            {
                // Most without descriptors, so that those go together.
                le_msg_MessageRef_t message = makeRequest(session, i % 5 == 0 ? static_cast<unsigned>(i) % kAll : 0);
                if (i % 7 == 0)
                {
                    le_msg_Send(message);
                    continue;
                }
                le_msg_RequestResponse(
                    message,
                    [](le_msg_MessageRef_t answer, void*)
                    {
                        ASSERT_NE(answer, nullptr);
                        seen.push_back(text(answer) + take(answer));
                        le_msg_ReleaseMsg(answer);
                    },
                    nullptr);
            }
        });
    EXPECT_TRUE(eventually(
        [&]
        {
            size_t count = 0;
            client_.run([&] { count = seen.size(); });
            return count == kMessages;
        }));
    for (int i = 0; i < kMessages; ++i)
    {
        const unsigned places = i % 5 == 0 ? static_cast<unsigned>(i) % kAll : 0;
        EXPECT_EQ(seen[static_cast<size_t>(i)], i % 7 == 0 ? "event " + std::to_string(places)
                                                           : expected(places, "q") + expected(answerTo(places), "a"));
    }
    client_.run([&] { le_msg_DeleteSession(session); });
}

TEST_F(Places, WhatIsNotTakenIsClosedWithItsMessageOrItsSession)
{
    std::vector<le_msg_MessageRef_t> kept;
    std::atomic<int> received{0};
    serve(
        [&](le_msg_MessageRef_t message)
        {
            kept.push_back(message);
            ++received;
        });
    const size_t before = ownDescriptors();
    client_.run(
        [&]
        {
            le_msg_SessionRef_t session = open();
            for (int i = 0; i < 4; ++i)
            {
                le_msg_RequestResponse(
                    makeRequest(session, kAll - 2),
                    [](le_msg_MessageRef_t answer, void*) { EXPECT_EQ(answer, nullptr); }, nullptr);
            }
            EXPECT_TRUE(eventually([&] { return received == 4; }));
            EXPECT_GE(ownDescriptors(), before + 4 * (LE_MSG_MAX_FDS - 1));
            le_msg_DeleteSession(session);
        });
    EXPECT_TRUE(eventually([&] { return closed_ == 1; }));
    server_.run(
        [&]
        {
            for (le_msg_MessageRef_t message : kept)
            {
                give(message, kAll - 1, "late");
                le_msg_Respond(message);  // to nobody
            }
        });
    EXPECT_TRUE(eventually([&] { return ownDescriptors() <= before; }));
}

TEST_F(Places, ThePeerSaysWhichOnesComeAndTheyComeInTheirOrder)
{
    std::atomic<int> received{0};
    serve(
        [&](le_msg_MessageRef_t message)
        {
            EXPECT_EQ(take(message), "- first - - - - - second ");
            le_msg_ReleaseMsg(message);
            ++received;
        });
    const RawClient peer(directory_);
    ASSERT_TRUE(peer.send(announcement(0x82)));
    const formats::UniqueFd first(fileWith("first"));
    const formats::UniqueFd second(fileWith("second"));
    sendWithDescriptors(peer.fd(), datagram(kOneWay, "x"), {first.get(), second.get()});
    EXPECT_TRUE(eventually([&] { return received == 1; }));
    EXPECT_EQ(closed_, 0);
}

}  // namespace
