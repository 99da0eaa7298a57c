#include "tests/fuzz/messaging/peers.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "runtime/formats/directory_protocol.h"
#include "runtime/lib/messaging/wire.h"
#include "tests/fuzz/demand.h"
#include "tests/fuzz/descriptors.h"
#include "tests/fuzz/messaging/seam.h"
#include "tests/support/bytes.h"

namespace ligature::fuzz
{

namespace
{

/// What a handler is to do: the first byte of what it got. Nothing of another message may stand behind it.
unsigned look(le_msg_MessageRef_t message)
{
    const auto* bytes = static_cast<const uint8_t*>(le_msg_GetPayloadPtr(message));
    const size_t size = le_msg_GetPayloadSize(message);
    demand(size <= kLargest && size <= le_msg_GetMaxPayloadSize(message));
    demand(
        std::all_of(bytes + size, bytes + le_msg_GetMaxPayloadSize(message), [](uint8_t byte) { return byte == 0; }));
    return size > 0 ? bytes[0] : 0;
}

/// One or more descriptors.
void putFiles(le_msg_MessageRef_t message, size_t how)
{
    le_msg_SetFdAt(message, how % LE_MSG_MAX_FDS, newDescriptor());
    for (size_t place = 0; place < how % LE_MSG_MAX_FDS; place += 3)
    {
        le_msg_SetFdAt(message, place, newDescriptor());
    }
}

le_msg_MessageRef_t make(le_msg_SessionRef_t session, const std::string& payload, bool withFile)
{
    le_msg_MessageRef_t message = le_msg_CreateMsg(session);
    const size_t size = std::min(payload.size(), kLargest);
    std::memcpy(le_msg_GetPayloadPtr(message), payload.data(), size);
    le_msg_SetPayloadSize(message, size);
    if (withFile)
    {
        putFiles(message, size);
    }
    return message;
}

/// All but those of some places, which go with the message.
void closeFiles(le_msg_MessageRef_t message)
{
    for (const size_t place : {0U, 1U, 2U, 7U})
    {
        const int fd = le_msg_GetFdAt(message, place);
        if (fd >= 0)
        {
            ::close(fd);
        }
    }
}

uint32_t wordAt(const std::string& bytes, size_t place)
{
    uint32_t word = 0;
    if (bytes.size() >= place + sizeof(word))
    {
        std::memcpy(&word, bytes.data() + place, sizeof(word));
    }
    return word;
}

/// The higher half of `descriptors` says how many are announced, and at which places, as they must be.
void sendAnnounced(int socket, const std::string& bytes, size_t descriptors)
{
    static constexpr uint32_t kAnnounced[16] = {0, 1, 3, 7, 15, 2, 0x81, 0xFF, 1, 1, 1, 1, 1, 1, 1, 1};
    if (const uint32_t places = kAnnounced[descriptors >> 4 & 15])
    {
        sendWithNew(socket, test::bytesOf(messaging::kDescriptorsFollow | places), 0);
    }
    sendWithNew(socket, bytes, descriptors & 0x0F);
}

le_msg_ProtocolRef_t protocol()
{
    return le_msg_GetProtocolRef("proto", kLargest);
}

}  // namespace

struct Handlers
{
    static void onRequest(le_msg_MessageRef_t message, void* context)
    {
        auto* peers = static_cast<Peers*>(context);
        const unsigned what = look(message);
        const le_msg_SessionRef_t session = le_msg_GetSession(message);
        demand(le_msg_GetServiceRxMsg() == message);
        if ((what & 8) != 0)
        {
            le_msg_Send(make(session, "an event", (what & 16) != 0));
        }
        if ((what & 32) != 0)
        {
            closeFiles(message);
        }
        if ((what & 64) != 0)
        {
            le_msg_CloseSession(session);
        }
        switch (what & 7)
        {
            case 0:
                peers->kept_.push_back(message);
                break;
            case 1:
                le_msg_ReleaseMsg(message);
                break;
            default:
                respond(message, (what & 7) == 2);
                break;
        }
    }

    static void respond(le_msg_MessageRef_t message, bool withFile)
    {
        if (!le_msg_NeedsResponse(message))
        {
            le_msg_ReleaseMsg(message);
            return;
        }
        if (withFile)
        {
            putFiles(message, le_msg_GetPayloadSize(message));
        }
        le_msg_SetPayloadSize(message, le_msg_GetPayloadSize(message));
        le_msg_Respond(message);
    }

    static void onOpen(le_msg_SessionRef_t session, void* context)
    {
        ++static_cast<Peers*>(context)->opened_;
        char agent[20];
        le_msg_GetClientAgent(session, agent, sizeof(agent));
        demand(std::strlen(agent) < sizeof(agent));
    }

    static void onClose(le_msg_SessionRef_t, void* context) { ++static_cast<Peers*>(context)->closed_; }

    static Client& clientOf(Peers& peers, le_msg_SessionRef_t session)
    {
        return *std::find_if(peers.clients_.begin(), peers.clients_.end(),
                             [&](const Client& client) { return client.session == session; });
    }

    static void onAnswer(le_msg_MessageRef_t message, void* context)
    {
        if (message != nullptr)
        {
            react(*static_cast<Peers*>(context), message);
        }
    }

    static void onEvent(le_msg_MessageRef_t message, void* context) { react(*static_cast<Peers*>(context), message); }

    static void react(Peers& peers, le_msg_MessageRef_t message)
    {
        const unsigned what = look(message);
        Client& client = clientOf(peers, le_msg_GetSession(message));
        if ((what & 32) != 0)
        {
            closeFiles(message);
        }
        if ((what & 3) == 3)
        {
            le_msg_CloseSession(client.session);
            client.server.reset();
            client.fd = -1;
        }
        le_msg_ReleaseMsg(message);
        if ((what & 3) == 2)
        {
            peers.ask(static_cast<size_t>(&client - peers.clients_.data()), "more", false);
        }
    }

    static void onLost(le_msg_SessionRef_t session, void* context)
    {
        Client& client = clientOf(*static_cast<Peers*>(context), session);
        client.server.reset();
        client.fd = -1;
    }

    static void onOpened(le_msg_SessionRef_t session, void* context)
    {
        auto* peers = static_cast<Peers*>(context);
        peers->takePeer(clientOf(*peers, session));
    }
};

Peers::Peers()
{
    service_ = le_msg_CreateService(protocol(), "server");
    le_msg_SetServiceRecvHandler(service_, Handlers::onRequest, this);
    le_msg_AddServiceOpenHandler(service_, Handlers::onOpen, this);
    le_msg_AddServiceCloseHandler(service_, Handlers::onClose, this);
    le_msg_AdvertiseService(service_);
    directory_ = std::move(seam().peer);
    directory::Request request{};
    demand(::recv(directory_.get(), &request, sizeof(request), MSG_DONTWAIT) == sizeof(request));
    seam().token = request.token;
}

void Peers::takePeer(Client& client)
{
    client.server = std::move(seam().peer);
    client.fd = seam().last;
}

void Peers::open(size_t which, unsigned way)
{
    remove(which);
    Client& client = clients_[which];
    client.session = le_msg_CreateSession(protocol(), "client");
    le_msg_SetSessionRecvHandler(client.session, Handlers::onEvent, this);
    le_msg_SetSessionCloseHandler(client.session, Handlers::onLost, this);
    // To itself, or to somebody else.
    const uint64_t own = seam().token;
    seam().token = (way & 4) != 0 ? own : 0;
    seam().last = -1;
    switch (way & 3)
    {
        case 0:
            le_msg_OpenSessionSync(client.session);
            takePeer(client);
            break;
        case 1:
            if (le_msg_TryOpenSessionSync(client.session) == LE_OK)
            {
                takePeer(client);
            }
            break;
        default:
            le_msg_OpenSession(client.session, Handlers::onOpened, this);
            turn();
            break;
    }
    seam().answers.clear();
    seam().token = own;
}

void Peers::remove(size_t which)
{
    Client& client = clients_[which];
    if (client.session != nullptr)
    {
        // Callbacks of requests that wait still look the client up.
        le_msg_DeleteSession(client.session);
    }
    client = {};
}

void Peers::ask(size_t which, const std::string& payload, bool isOneWay)
{
    Client& client = clients_[which];
    if (client.fd < 0)
    {
        return;
    }
    le_msg_MessageRef_t message = make(client.session, payload, payload.size() % 8 == 7);
    if (isOneWay)
    {
        le_msg_Send(message);
    }
    else
    {
        le_msg_RequestResponse(message, Handlers::onAnswer, this);
        client.waiting.push_back(++client.requests);
    }
}

void Peers::askAndWait(size_t which, const std::string& payload, bool isAnswered)
{
    Client& client = clients_[which];
    if (client.fd < 0)
    {
        return;
    }
    // What waits to be sent must have room, or this thread would wait for a server that runs in it.
    const int plenty = 1 << 20;
    ::setsockopt(client.fd, SOL_SOCKET, SO_SNDBUF, &plenty, sizeof(plenty));
    drain();
    if (client.fd < 0)
    {
        return;
    }
    le_msg_MessageRef_t message = make(client.session, payload, false);
    ++client.requests;
    if (isAnswered)
    {
        client.waiting.insert(client.waiting.begin(), client.requests);
        serve(which, std::string(4, '\0') + payload, true, 0);
    }
    ::shutdown(client.server.get(), SHUT_WR);
    if (le_msg_MessageRef_t answer = le_msg_RequestSyncResponse(message))
    {
        look(answer);
        closeFiles(answer);
        le_msg_ReleaseMsg(answer);
    }
}

void Peers::serve(size_t which, std::string bytes, bool isAnswer, size_t descriptors)
{
    Client& client = clients_[which];
    const auto setAnswered = [&](size_t place)
    {
        if (isAnswer && bytes.size() >= place + sizeof(uint32_t) && !client.waiting.empty())
        {
            std::memcpy(bytes.data() + place, &client.waiting.front(), sizeof(uint32_t));
            client.waiting.erase(client.waiting.begin());
        }
    };
    if (wordAt(bytes, 0) != messaging::kBatch)
    {
        setAnswered(0);
    }
    constexpr size_t kHead = 2 * sizeof(uint32_t);  // of a message in a batch: length and id
    for (size_t at = sizeof(uint32_t); wordAt(bytes, 0) == messaging::kBatch && at + kHead <= bytes.size();
         at += kHead + wordAt(bytes, at))
    {
        setAnswered(at + sizeof(uint32_t));
    }
    sendAnnounced(client.server.get(), bytes, descriptors);
}

void Peers::endServer(size_t which)
{
    clients_[which].server.reset();
}

void Peers::handOver(size_t which, const std::string& bytes, size_t descriptors)
{
    if (!bytes.empty())
    {
        sendWithNew(directory_.get(), bytes, descriptors);
        return;
    }
    directory::HandOver handOver{};
    handOver.header = directory::makeHeader(directory::Kind::HandOver);
    directory::putText(handOver.agent, which % 2 == 0 ? "<somebody with a long name>" : "app");
    int ours = -1;
    int theirs = -1;
    makeConnection(ours, theirs);
    others_[which].reset(theirs);
    test::sendWithDescriptors(directory_.get(), {reinterpret_cast<const char*>(&handOver), sizeof(handOver)}, {ours});
    ::close(ours);
}

void Peers::say(size_t which, const std::string& bytes, size_t descriptors)
{
    sendAnnounced(others_[which].get(), bytes, descriptors);
}

void Peers::endClient(size_t which)
{
    others_[which].reset();
}

void Peers::answerKept(size_t which, bool isDropped)
{
    if (kept_.empty())
    {
        return;
    }
    const auto place = kept_.begin() + static_cast<std::ptrdiff_t>(which % kept_.size());
    le_msg_MessageRef_t message = *place;
    kept_.erase(place);
    isDropped ? le_msg_ReleaseMsg(message) : Handlers::respond(message, false);
}

void Peers::drain()
{
    constexpr int kRounds = 50;
    char piece[kLargest + 100];
    bool isQuiet = false;
    for (int i = 0; i < kRounds && !isQuiet; ++i)
    {
        isQuiet = true;
        for (size_t which = 0; which < kSessions; ++which)
        {
            for (const int fd : {clients_[which].server.get(), others_[which].get()})
            {
                while (fd >= 0 && ::recv(fd, piece, sizeof(piece), MSG_DONTWAIT) > 0)
                {
                    isQuiet = false;
                }
            }
        }
        turn();
    }
}

void Peers::turn()
{
    constexpr int kItems = 20;
    for (int i = 0; i < kItems && le_event_ServiceLoop() == LE_OK; ++i)
    {
    }
}

void Peers::end()
{
    drain();
    for (size_t which = 0; which < kSessions; ++which)
    {
        remove(which);
        endClient(which);
    }
    // The service has some requests still when it ends, and answers to clients that are gone.
    const size_t answered = kept_.size() / 2;
    for (size_t i = 0; i < answered; ++i)
    {
        answerKept(i, i % 2 == 0);
    }
    turn();
    le_msg_DeleteService(service_);
    demand(opened_ == closed_);
    // What was queued for sessions that are gone.
    while (le_event_ServiceLoop() == LE_OK)
    {
    }
    while (!kept_.empty())
    {
        answerKept(0, kept_.size() % 2 == 0);
    }
    seam().peer.reset();
    seam().answers.clear();
}

}  // namespace ligature::fuzz
