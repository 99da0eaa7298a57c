// liblegato's messaging over real sockets, both sides, against peers and a Service Directory that send anything. An
// input is a list of actions: a byte for what is done (low half) and with which session (high half), and what that
// needs. A finding is a crash, a hang, the end of the process where no contract allows it, bytes of one message behind
// another, or something left behind.
#include <cstdlib>

#include "tests/fuzz/actions.h"
#include "tests/fuzz/descriptors.h"
#include "tests/fuzz/messaging/peers.h"
#include "tests/fuzz/messaging/seam.h"

namespace
{

using namespace ligature::fuzz;

DirectoryAnswer directoryAnswer(Actions& actions, bool mayRefuse)
{
    const uint8_t what = actions.byte();
    DirectoryAnswer answer;
    answer.isLast = (what & 4) != 0;
    switch (what & 3)
    {
        case 0:
            answer.bytes = mayRefuse ? reply(static_cast<int8_t>(actions.byte()), 0) : "";
            answer.isLast = answer.isLast || !mayRefuse;
            break;
        case 1:
            answer.bytes = actions.text();
            answer.isLast = true;
            break;
        case 2:
            answer.isThere = !mayRefuse;
            answer.isLast = true;
            break;
        default:
            answer.bytes = reply(LE_OK, actions.byte());
            break;
    }
    // A reply that refuses ends a process that waits for it in its event loop.
    const bool isReply = answer.bytes.size() == reply(LE_OK, 0).size();
    if (!mayRefuse && isReply)
    {
        answer.bytes = reply(LE_OK, 0);
        answer.isLast = false;
    }
    return answer;
}

void act(Actions& actions, Peers& peers)
{
    const uint8_t what = actions.byte();
    const size_t which = (what >> 4) % kSessions;
    const bool flag = (what & 0x40) != 0;
    const bool other = (what & 0x80) != 0;
    switch (what & 0x0F)
    {
        case 0:
        {
            const uint8_t way = actions.byte();
            for (int answers = way >> 6; answers > 0; --answers)
            {
                seam().answers.push_back(directoryAnswer(actions, (way & 2) == 0));
            }
            peers.open(which, way);
            break;
        }
        case 1:
            peers.remove(which);
            break;
        case 2:
            peers.ask(which, actions.text(), flag);
            break;
        case 3:
            peers.askAndWait(which, actions.text(), flag);
            break;
        case 4:
            peers.serve(which, actions.text(), flag, other ? actions.byte() : 0);
            break;
        case 5:
            peers.endServer(which);
            break;
        case 6:
            peers.handOver(which, "", 0);
            break;
        case 7:
            peers.handOver(which, actions.text(), actions.byte());
            break;
        case 8:
        case 9:
            peers.say(which, actions.text(), other ? actions.byte() : 0);
            break;
        case 10:
            peers.endClient(which);
            break;
        case 11:
            peers.answerKept(actions.byte(), flag);
            break;
        case 12:
            peers.drain();
            break;
        default:
            peers.turn();
            break;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    constexpr int kMostActions = 100;
    // What the library opens once and keeps.
    static const bool isWarm = (le_event_ServiceLoop(), true);
    const int before = openDescriptors();
    {
        Actions actions(data, size);
        if ((actions.byte() & 1) != 0)
        {
            seam().answers.push_back(directoryAnswer(actions, true));
        }
        Peers peers;
        for (int i = 0; i < kMostActions && !actions.isOver(); ++i)
        {
            act(actions, peers);
        }
        peers.end();
    }
    if (!isWarm || openDescriptors() != before)
    {
        std::abort();
    }
    return 0;
}
