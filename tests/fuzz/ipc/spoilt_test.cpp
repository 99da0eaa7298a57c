// Every valid message of both sides, and each way to spoil it a little: cut anywhere, lengthened, any byte changed.
// With LIGATURE_WRITE_CORPUS=DIR in the environment, writes the valid ones to DIR/ipc_server and DIR/ipc_client: seeds
// for the fuzzers.
#include <gtest/gtest.h>

#include <csetjmp>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <vector>

#include "every_messages.h"
#include "every_server.h"
#include "tests/fuzz/ipc/client_calls.h"
#include "tests/fuzz/ipc/seam.h"
#include "tests/fuzz/ipc/server_functions.h"
#include "tests/support/bytes.h"
#include "user_interface.h"

namespace ligature::fuzz
{
namespace
{

// One call: what the client said and the server answered. A call of two functions has two.
struct Exchange
{
    size_t call;
    bool wantsOutputs;
    Datagram request;
    Datagram answer;
    bool isOneWay;    // there is no answer
    Datagram report;  // what the handler that it added is told, with 0 in place of its number
};

// Used on both sides of longjmp().
struct State
{
    le_msg_SessionRef_t client = nullptr;
    std::vector<Exchange> exchanges;
    Exchange current;
    std::vector<Datagram> script;  // what the server answers, last first
    jmp_buf onLost;
};

State& state()
{
    static State all;
    return all;
}

bool forward(const Datagram& asked, Datagram& answer)
{
    State& all = state();
    all.current.request = asked;
    const bool isAnswered = request(all.client, asked, true, &all.current.answer);
    all.exchanges.push_back(all.current);
    answer = all.current.answer;
    return isAnswered;
}

void forwardOneWay(const Datagram& call)
{
    State& all = state();
    Exchange made = all.current;
    made.request = call;
    made.isOneWay = true;
    request(all.client, call, false);
    EXPECT_TRUE(isOpen(all.client));
    all.exchanges.push_back(made);
}

bool recite(const Datagram&, Datagram& answer)
{
    std::vector<Datagram>& script = state().script;
    if (script.empty())
    {
        return false;
    }
    answer = script.back();
    script.pop_back();
    return true;
}

void onLost(void*)
{
    longjmp(state().onLost, 1);
}

// True when the client kept its connection. Nothing here needs destruction when the connection is lost.
bool callWithAnswer(const Exchange& exchange)
{
    if (setjmp(state().onLost) != 0)
    {
        return false;
    }
    user_ConnectService();
    user_SetServerDisconnectHandler(onLost, nullptr);
    call(exchange.call, exchange.wantsOutputs);
    user_DisconnectService();
    return true;
}

// The place of a handler's number in the request that adds it; 0 for other requests.
size_t handlerPlace(const Datagram& request)
{
    uint32_t number = 0;
    memcpy(&number, request.bytes.data(), sizeof(number));
    switch (number)
    {
        case IFGEN_EVERY_MSG_AddFullHandler:
            return 8;
        case IFGEN_EVERY_MSG_AddBareHandler:
        case IFGEN_EVERY_MSG_Once:
        case IFGEN_EVERY_MSG_Later:
        case IFGEN_EVERY_MSG_Perhaps:
        case IFGEN_EVERY_MSG_Hand:
            return 4;
        default:
            return 0;
    }
}

// What the server tells the handlers of the client that is served now.
Datagram makeReport()
{
    lastReport() = {};
    reportAll();
    Datagram report = lastReport();
    if (!report.bytes.empty())
    {
        report.bytes.replace(4, 4, 4, '\0');
    }
    return report;
}

// True when the client kept its connection. Makes a call that adds a handler, then hands the report to the client.
bool callAndReport(const Exchange& exchange, Datagram& report)
{
    if (setjmp(state().onLost) != 0)
    {
        return false;
    }
    user_ConnectService();
    user_SetServerDisconnectHandler(onLost, nullptr);
    call(exchange.call, exchange.wantsOutputs);
    const std::string& asked = state().exchanges.back().request.bytes;
    const std::string zero(4, '\0');
    if (report.bytes.size() >= 8 && report.bytes.compare(4, 4, zero) == 0)
    {
        report.bytes.replace(4, 4, asked, handlerPlace(exchange.request), 4);
    }
    indicate(report);
    user_DisconnectService();
    return true;
}

void writeSeed(const std::string& folder, const Exchange& exchange, const std::string& head, const Datagram& datagram)
{
    if (const char* directory = getenv("LIGATURE_WRITE_CORPUS"))
    {
        const std::string name = std::to_string(exchange.call) + (exchange.wantsOutputs ? "_all" : "_none");
        std::ofstream file(std::string(directory) + "/" + folder + "/" + name, std::ios::binary | std::ios::app);
        const size_t size = datagram.bytes.size();
        file << head << static_cast<char>(size) << static_cast<char>(size >> 8) << datagram.bytes;
    }
}

std::vector<Exchange> makeExchanges()
{
    every_AdvertiseService();
    State& all = state();
    setAnswer(forward);
    setOneWay(forwardOneWay);
    for (size_t which = 0; which < callCount(); ++which)
    {
        for (bool wantsOutputs : {false, true})
        {
            all.client = openClient();
            all.current = {which, wantsOutputs, {}, {}, false, {}};
            const size_t before = all.exchanges.size();
            EXPECT_TRUE(callWithAnswer(all.current)) << which;
            EXPECT_GT(all.exchanges.size(), before) << which;
            all.exchanges[before].report = makeReport();
            closeClient(all.client);
            for (size_t i = before; i < all.exchanges.size(); ++i)
            {
                const Exchange& made = all.exchanges[i];
                const int seed = 0x10 | (made.request.files != 0 ? 0x08 : 0) | (made.isOneWay ? 0x04 : 0);
                writeSeed("ipc_server", made, std::string(1, static_cast<char>(seed)), made.request);
                if (made.isOneWay)
                {
                    continue;
                }
                const bool hasReport = !made.report.bytes.empty();
                const int head = ((made.answer.files | made.report.files) != 0 ? 0x10 : 0) | (wantsOutputs ? 0x20 : 0) |
                                 (hasReport ? 0x80 : 0) | static_cast<int>(which);
                writeSeed("ipc_client", made, i == before ? std::string(1, static_cast<char>(head)) : "", made.answer);
                if (hasReport)
                {
                    writeSeed("ipc_client", made, "", made.report);
                }
            }
        }
    }
    return all.exchanges;
}

const std::vector<Exchange>& exchanges()
{
    static const std::vector<Exchange> all = makeExchanges();
    return all;
}

// Calls `use` with each spoilt form. `isCut`: shorter or longer than it was.
void forEachSpoilt(const Datagram& good, const std::function<void(const Datagram&, bool isCut)>& use)
{
    for (size_t size = 0; size < good.bytes.size(); ++size)
    {
        use({good.bytes.substr(0, size), good.files}, true);
    }
    use({good.bytes + '\0', good.files}, true);
    for (const uint8_t files : {0, 1, 2, 3, 0x80, 0xFC, 0xFF})
    {
        use({good.bytes, files}, false);
    }
    // Long runs of filling are one place as far as decoders go.
    constexpr size_t kPlaces = 400;
    for (size_t place = 0; place < std::min(good.bytes.size(), kPlaces); ++place)
    {
        for (int change : {0x01, 0x02, 0x40, 0x80, 0xFF})
        {
            Datagram spoilt = good;
            spoilt.bytes[place] = static_cast<char>(spoilt.bytes[place] ^ change);
            use(spoilt, false);
        }
    }
}

TEST(SpoiltRequests, CostTheirSenderItsSessionAndNobodyElse)
{
    const int files = openFiles();
    le_msg_SessionRef_t neighbour = openClient();
    const Datagram nothing{{"\4\0\0\0", 4}};
    ASSERT_EQ(IFGEN_EVERY_MSG_Nothing, 4);
    for (const Exchange& exchange : exchanges())
    {
        forEachSpoilt(exchange.request,
                      [&](const Datagram& spoilt, bool isCut)
                      {
                          le_msg_SessionRef_t client = openClient();
                          const bool isAnswered = request(client, spoilt, !exchange.isOneWay);
                          ASSERT_TRUE(exchange.isOneWay ? !isAnswered : isAnswered == isOpen(client));
                          ASSERT_FALSE(isCut && isOpen(client))
                              << "request " << exchange.call << " of " << exchange.request.bytes.size()
                              << " bytes cut to " << spoilt.bytes.size();
                          closeClient(client);
                          reportAll();
                          ASSERT_TRUE(request(neighbour, nothing, true));
                      });
    }
    closeClient(neighbour);
    EXPECT_EQ(subscriptions(), 0U);
    EXPECT_EQ(liveMessages(), 0);
    EXPECT_EQ(liveSessions(), 0);
    EXPECT_EQ(openFiles(), files);
}

TEST(SpoiltRequests, F31_WhetherSomethingIsGivenIsSaidByOneOrZero)
{
    // What Describe() is sent when everything is left out: its number, and a byte for each parameter.
    constexpr size_t kParameters = 11;
    const uint32_t number = IFGEN_EVERY_MSG_Describe;
    const Datagram nothing{test::bytesOf(number) + std::string(kParameters, '\0'), false};
    const auto isAccepted = [](const Datagram& datagram)
    {
        le_msg_SessionRef_t client = openClient();
        const bool isAnswered = request(client, datagram, true);
        EXPECT_EQ(isAnswered, isOpen(client));
        closeClient(client);
        return isAnswered;
    };
    exchanges();  // offers the service
    EXPECT_TRUE(isAccepted(nothing));
    for (size_t parameter = 0; parameter < kParameters; ++parameter)
    {
        for (int byte : {2, 3, 0x80, 0xFF})
        {
            Datagram wrong = nothing;
            wrong.bytes[sizeof(number) + parameter] = static_cast<char>(byte);
            EXPECT_FALSE(isAccepted(wrong)) << byte << " in front of parameter " << parameter;
        }
    }
    Datagram given = nothing;
    given.bytes.back() = 1;
    EXPECT_FALSE(isAccepted(given)) << "given, but nothing follows";
    given.bytes += std::string("\7\0\0\0", 4);
    EXPECT_TRUE(isAccepted(given));
    EXPECT_FALSE(isAccepted({nothing.bytes + std::string("\7\0\0\0", 4), false})) << "not given, but there";
    const int files = openFiles();
    EXPECT_TRUE(isAccepted({nothing.bytes, true})) << "a descriptor that is not given";
    Datagram withoutFile = nothing;
    withoutFile.bytes[sizeof(number) + 9] = 1;
    EXPECT_TRUE(isAccepted(withoutFile)) << "a descriptor that did not come";
    EXPECT_EQ(openFiles(), files);
}

TEST(SpoiltRequests, MessagesThatComeInTheWrongWayCostTheSession)
{
    for (const Exchange& exchange : exchanges())
    {
        le_msg_SessionRef_t client = openClient();
        request(client, exchange.request, exchange.isOneWay);
        EXPECT_FALSE(isOpen(client));
        closeClient(client);
    }
}

TEST(SpoiltAnswers, CostTheConnection)
{
    const std::vector<Exchange>& all = exchanges();
    const int files = openFiles();
    setAnswer(recite);
    for (const Exchange& exchange : all)
    {
        if (exchange.isOneWay)
        {
            continue;
        }
        // Of calls that ask twice, the answers to the first question.
        if (&exchange != &all.front() && (&exchange)[-1].call == exchange.call &&
            (&exchange)[-1].wantsOutputs == exchange.wantsOutputs)
        {
            continue;
        }
        forEachSpoilt(exchange.answer,
                      [&](const Datagram& spoilt, bool isCut)
                      {
                          state().script = {spoilt};
                          const bool isKept = callWithAnswer(exchange);
                          ASSERT_FALSE(isCut && isKept)
                              << "answer " << exchange.call << " of " << exchange.answer.bytes.size()
                              << " bytes cut to " << spoilt.bytes.size();
                          ASSERT_EQ(liveMessages(), 0);
                          ASSERT_EQ(liveSessions(), 0);
                          ASSERT_EQ(openFiles(), files) << exchange.call;
                      });
    }
}

TEST(SpoiltReports, CostTheConnection)
{
    const std::vector<Exchange> all = exchanges();
    const int files = openFiles();
    setAnswer(forward);
    size_t reports = 0;
    for (const Exchange& exchange : all)
    {
        if (exchange.report.bytes.empty())
        {
            continue;
        }
        ++reports;
        state().client = openClient();
        Datagram good = exchange.report;
        EXPECT_TRUE(callAndReport(exchange, good));
        forEachSpoilt(exchange.report,
                      [&](Datagram spoilt, bool isCut)
                      {
                          const bool isKept = callAndReport(exchange, spoilt);
                          ASSERT_FALSE(isCut && isKept) << exchange.call << " cut to " << spoilt.bytes.size();
                          ASSERT_EQ(liveSessions(), 1);
                      });
        closeClient(state().client);
        reportAll();
        ASSERT_EQ(liveMessages(), 0);
        ASSERT_EQ(openFiles(), files);
    }
    EXPECT_EQ(reports, 12U);
}

}  // namespace
}  // namespace ligature::fuzz
