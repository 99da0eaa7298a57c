// Plays the exchanges of random_test, one after the other, through the seam that stands for messaging.
#include "tests/unit/ifgen/random/play.h"

#include <cstdio>

#include "tests/fuzz/ipc/seam.h"

namespace
{

using namespace ligature::fuzz;

le_msg_SessionRef_t Client = nullptr;

bool forward(const Datagram& asked, Datagram& answer)
{
    return request(Client, asked, true, &answer);
}

void forwardOneWay(const Datagram& call)
{
    request(Client, call, false);
}

}  // namespace

// What the server has told a handler reaches the client now, as from its event loop.
extern "C" void deliver(void)
{
    runQueue();
    Datagram report;
    std::swap(report, lastReport());
    if (!report.bytes.empty())
    {
        indicate(report);
    }
}

int main()
{
    int bad = 0;
    setAnswer(forward);
    setOneWay(forwardOneWay);
    for (const RandomExchange* exchange = RandomExchanges; exchange->name != nullptr; ++exchange)
    {
        exchange->advertise();
        Client = openClient();
        bad += exchange->run();
        closeClient(Client);
        if (liveMessages() != 0 || liveSessions() != 0)
        {
            std::printf("%s leaves %d messages and %d sessions\n", exchange->name, liveMessages(), liveSessions());
            ++bad;
        }
    }
    return bad == 0 ? 0 : 1;
}
