// The server's side of generated code, and runtime/lib/ipc under it, against messages of any bytes: one that answers at
// once, or one that answers later, whichever is linked. An input is a list of steps: a byte that says what is done, and
// for a message its length (16 bits) and bytes. A finding is a crash, a hang, the server's end, or something left
// behind when the clients are gone.
#include <cstdlib>
#include <cstring>
#include <vector>

#include "every_messages.h"
#include "every_server.h"
#include "tests/fuzz/demand.h"
#include "tests/fuzz/ipc/seam.h"
#include "tests/fuzz/ipc/server_functions.h"

namespace
{

using namespace ligature::fuzz;

constexpr uint8_t kSession = 0x03;  // which of four clients
constexpr uint8_t kOneWay = 0x04;
constexpr uint8_t kWithFile = 0x08;
constexpr uint8_t kReportFirst = 0x10;
constexpr uint8_t kCloseFirst = 0x20;
constexpr uint8_t kKills = 0x40;
constexpr uint8_t kAnswersFirst = 0x80;  // the length's low byte says which call

// The references of added handlers are not to be guessed: small numbers stand for them in requests to remove one.
void aimAtHandler(Datagram& datagram, const std::vector<uint32_t>& references)
{
    uint32_t words[2] = {};
    if (datagram.bytes.size() == sizeof(words))
    {
        memcpy(words, datagram.bytes.data(), sizeof(words));
        const bool isRemove =
            words[0] == IFGEN_EVERY_MSG_RemoveFullHandler || words[0] == IFGEN_EVERY_MSG_RemoveBareHandler;
        if (isRemove && words[1] < references.size())
        {
            memcpy(datagram.bytes.data() + sizeof(words[0]), &references[words[1]], sizeof(words[1]));
        }
    }
}

void noteReference(const Datagram& answer, std::vector<uint32_t>& references)
{
    uint32_t words[2] = {};
    if (answer.bytes.size() == sizeof(words))
    {
        memcpy(words, answer.bytes.data(), sizeof(words));
        if (words[0] == IFGEN_EVERY_MSG_AddFullHandler || words[0] == IFGEN_EVERY_MSG_AddBareHandler)
        {
            references.push_back(words[1]);
        }
    }
}

void run(const uint8_t* data, size_t size)
{
    le_msg_SessionRef_t clients[4];
    for (le_msg_SessionRef_t& client : clients)
    {
        client = openClient();
    }
    std::vector<uint32_t> references;
    size_t at = 0;
    while (at + 3 <= size)
    {
        const uint8_t what = data[at];
        const size_t length = std::min<size_t>(data[at + 1] | data[at + 2] << 8, size - at - 3);
        Datagram datagram{{reinterpret_cast<const char*>(data) + at + 3, length},
                          filesOf((what & kWithFile) != 0, length)};
        at += 3 + length;
        le_msg_SessionRef_t& client = clients[what & kSession];
        if ((what & kCloseFirst) != 0 || !isOpen(client))
        {
            closeClient(client);
            client = openClient();
        }
        if ((what & kAnswersFirst) != 0 && waitingCalls() > 0)
        {
            answerCall(length % waitingCalls());
        }
        if ((what & kReportFirst) != 0)
        {
            reportAll();
        }
        setKills((what & kKills) != 0);
        aimAtHandler(datagram, references);
        Datagram answer;
        if (request(client, datagram, (what & kOneWay) == 0, &answer))
        {
            noteReference(answer, references);
        }
    }
    for (le_msg_SessionRef_t client : clients)
    {
        closeClient(client);
    }
    while (waitingCalls() > 0)
    {
        answerCall(0);
    }
    // Callbacks of clients that are gone must be harmless, and are gone themselves afterwards.
    reportAll();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    static const bool isAdvertised = (every_AdvertiseService(), true);
    demand(isAdvertised);
    const int files = openFiles();
    run(data, size);
    demand(subscriptions() == 0);
    demand(liveMessages() == 0);
    demand(liveSessions() == 0);
    demand(openFiles() == files);
    return 0;
}
