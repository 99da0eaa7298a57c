// The Service Directory: what clients, servers and those who give commands send, in any order and any bytes, through
// its real sockets. An input is a byte that says how patient the directory is, and a list of actions: a byte for
// what is done (low half) and by which peer (high half), and what that needs. A finding is a crash, a hang, and all
// that the stage checks.
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "tests/fuzz/actions.h"
#include "tests/fuzz/descriptors.h"
#include "tests/fuzz/directory/stage.h"

namespace
{

using namespace ligature;
using fuzz::Actions;
using fuzz::Stage;

/// A request that is right, unless the input says otherwise.
std::string request(Actions& actions, directory::Kind kind)
{
    const uint8_t which = actions.byte();  // 2 bits: interface, 2 bits: protocol, 3 bits: how many bytes are spoilt
    directory::Request made{};
    made.header = directory::makeHeader(kind);
    made.token = kind == directory::Kind::Advertise ? 1 + which : 0;
    made.maxMessageSize = 16;
    directory::putText(made.interfaceName, std::string("i") + static_cast<char>('0' + (which & 3)));
    directory::putText(made.protocolId, std::string("p") + static_cast<char>('0' + (which >> 2 & 3)));
    std::string bytes(reinterpret_cast<const char*>(&made), sizeof(made));
    for (int spoilt = which >> 5; spoilt > 0; --spoilt)
    {
        const size_t place = actions.word() % (bytes.size() + 1);
        const char value = static_cast<char>(actions.byte());
        place < bytes.size() ? void(bytes[place] = value) : bytes.resize(static_cast<uint8_t>(value));
    }
    return bytes;
}

std::string end(uint8_t which)
{
    static const char* const kAgents[] = {"\"app\":\"a\"", "\"app\":\"b\"", "\"user\":\"root\"", "\"user\":\"nobody\""};
    return std::string("{") + kAgents[which & 3] + ",\"interface\":\"i" + static_cast<char>('0' + (which >> 2 & 3)) +
           "\"}";
}

void command(Actions& actions, Stage& stage, size_t peer)
{
    const uint8_t which = actions.byte();
    const std::string ends = std::string("\"client\":") + end(actions.byte()) + ",\"server\":" + end(actions.byte());
    const bool isA = (which & 0x10) != 0;
    const std::string name = isA ? "\"name\":\"a\"" : "\"name\":\"b\"";
    switch (which & 7)
    {
        case 0:
            stage.send(peer, "{\"command\":\"bind\"," + ends + "}\n", 0);
            break;
        case 1:
            stage.send(peer, "{\"command\":\"unbind\"," + ends + "}\n", 0);
            break;
        case 2:
            stage.send(peer, "{\"command\":\"load\",\"system\":\"" + Stage::systemFolder() + "\"}\n", 0);
            break;
        case 3:
            stage.send(peer, "{\"command\":\"list\"}\n", 0);
            break;
        case 4:
            stage.send(peer, "{\"command\":\"removeApp\"," + name + "}\n", 0);
            break;
        default:
        {
            const uid_t uid = (which & 0x20) != 0 ? ::geteuid() + 1 : ::geteuid();
            stage.sendWithListener(
                peer, "{\"command\":\"addApp\",\"descriptor\":true,\"uid\":" + std::to_string(uid) + "," + name + "}\n",
                isA ? Stage::appA : Stage::appB, (which & 0x40) != 0 ? SOCK_STREAM : SOCK_SEQPACKET);
            break;
        }
    }
}

void act(Actions& actions, Stage& stage)
{
    const uint8_t what = actions.byte();
    const size_t peer = what >> 4;
    switch (what & 0x0F)
    {
        case 0:
            stage.connect(peer, Stage::Door(actions.byte() % Stage::doorCount));
            break;
        case 1:
            stage.send(peer, request(actions, directory::Kind::Advertise), 0);
            break;
        case 2:
            stage.send(peer, request(actions, directory::Kind::Open), 0);
            break;
        case 3:
            stage.send(peer, request(actions, directory::Kind::TryOpen), 0);
            break;
        case 4:
            stage.send(peer, actions.text(), 0);
            break;
        case 5:
        {
            const size_t descriptors = actions.byte();
            stage.send(peer, actions.text(), descriptors);
            break;
        }
        case 6:
            stage.read(peer);
            break;
        case 7:
            stage.close(peer);
            break;
        case 8:
            stage.shutDown(peer, actions.byte() % 3);
            break;
        case 9:
            stage.turnWithoutDescriptors();
            break;
        case 10:
        case 11:
            command(actions, stage, peer);
            stage.turn();
            break;
        case 12:
        {
            // Several clients at once, of whom nothing more is heard.
            const Stage::Door door = Stage::Door(actions.byte() % Stage::control);
            const std::string wanted = request(actions, directory::Kind::Open);
            for (size_t other = peer; other < std::min(peer + 6, Stage::kPeers); ++other)
            {
                stage.connect(other, door);
                stage.send(other, wanted, 0);
            }
            break;
        }
        default:
            stage.turn();
            break;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    constexpr int kMostActions = 64;
    Stage::systemFolder();
    const int before = fuzz::openDescriptors();
    {
        Actions actions(data, size);
        Stage stage((actions.byte() & 1) != 0 ? std::chrono::milliseconds(0) : directory::Directory::kRequestTime);
        for (int i = 0; i < kMostActions && !actions.isOver(); ++i)
        {
            act(actions, stage);
        }
        stage.end();
    }
    if (fuzz::openDescriptors() != before)
    {
        std::abort();
    }
    return 0;
}
