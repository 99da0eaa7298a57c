// liblegato's messaging over real sockets, both sides, against peers and a Service Directory that send anything. An
// input is a list of actions: a byte for what is done (low half) and with which session (high half), and what that
// needs. A finding is a crash, a hang, the end of the process where no contract allows it, bytes of one message behind
// another, or something left behind.
#include <cstdlib>

#include "runtime/lib/messaging/wire.h"
#include "tests/fuzz/actions.h"
#include "tests/fuzz/descriptors.h"
#include "tests/fuzz/messaging/peers.h"
#include "tests/fuzz/messaging/seam.h"
#include "tests/support/bytes.h"

namespace
{

using namespace ligature::fuzz;
using ligature::test::bytesOf;

/// What a directory that is there may do, with one that waits for it: a refusal ends a process that cannot go on
/// without the session, so only those that may try get one, and one that they are told of.
DirectoryAnswer directoryAnswer(Actions& actions, bool maySayNo)
{
    static constexpr int32_t kRefusals[] = {LE_NOT_PERMITTED, LE_UNAVAILABLE, LE_BUSY};
    const uint8_t what = actions.byte();
    DirectoryAnswer answer;
    answer.isLast = (what & 4) != 0;
    answer.isNotice = (what & 8) != 0;
    switch (what & 3)
    {
        case 0:
            answer.isThere = !maySayNo;
            answer.isLast = true;
            break;
        case 1:
            answer.bytes = actions.text();
            answer.isLast = true;
            break;
        default:
            answer.bytes = reply(maySayNo ? kRefusals[actions.byte() % 3] : LE_OK, actions.byte());
            break;
    }
    const bool mayBeReply = answer.bytes.size() == reply(LE_OK, 0).size();
    if ((what & 3) == 1 && mayBeReply)
    {
        answer.bytes.pop_back();
    }
    return answer;
}

/// Several messages in one datagram (runtime/lib/messaging/wire.h).
std::string batch(Actions& actions)
{
    std::string bytes = bytesOf(ligature::messaging::kBatch);
    for (int messages = actions.byte() % 8; messages > 0; --messages)
    {
        const uint32_t id = actions.byte();
        const std::string payload = actions.text();
        bytes += bytesOf(static_cast<uint32_t>(payload.size())) + bytesOf(id) + payload;
    }
    return bytes;
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
                seam().answers.push_back(directoryAnswer(actions, (way & 3) == 1));
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
        case 14:
            other ? peers.serve(which, batch(actions), flag, 0) : peers.say(which, batch(actions), 0);
            break;
        default:
            peers.turn();
            break;
    }
}

/// Makes the library open what it opens once and keeps: its event loop, and what its timers stand on.
void warmUp()
{
    le_event_ServiceLoop();
    for (const bool wakesUp : {true, false})
    {
        le_timer_Ref_t timer = le_timer_Create("warm");
        le_timer_SetWakeup(timer, wakesUp);
        le_timer_SetMsInterval(timer, 1000);
        le_timer_Start(timer);
        le_timer_Delete(timer);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    constexpr int kMostActions = 100;
    static const bool isWarm = (warmUp(), true);
    const int before = openDescriptors();
    {
        Actions actions(data, size);
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
