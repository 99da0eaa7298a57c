// A service and some sessions of liblegato, each with a peer on a raw socket at its other end.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "legato.h"
#include "runtime/formats/unique_fd.h"

namespace ligature::fuzz
{

constexpr size_t kLargest = 200;  ///< bytes of payload
constexpr size_t kSessions = 4;

/// A session of a client under test. The server is a raw socket.
struct Client
{
    le_msg_SessionRef_t session = nullptr;
    formats::UniqueFd server;
    int fd = -1;            ///< the library's end; -1: no open session
    uint32_t requests = 0;  ///< transaction ids are given in order
    std::vector<uint32_t> waiting;
};

class Peers
{
public:
    Peers();
    Peers(const Peers&) = delete;
    Peers& operator=(const Peers&) = delete;

    /// Opens a client's session in one of three ways, with what the directory was told to answer.
    void open(size_t which, unsigned way);
    void remove(size_t which);
    void ask(size_t which, const std::string& payload, bool isOneWay);
    /// A request that blocks for the answer, which is on the way already if `isAnswered`; else the server ends.
    void askAndWait(size_t which, const std::string& payload, bool isAnswered);
    /// What the server sends. `isAnswer`: the first bytes become the id of a request that waits.
    void serve(size_t which, std::string bytes, bool isAnswer, size_t descriptors);
    void endServer(size_t which);

    /// The directory tells the service of a client, or of something else.
    void handOver(size_t which, const std::string& bytes, size_t descriptors);
    void say(size_t which, const std::string& bytes, size_t descriptors);
    void endClient(size_t which);
    /// The service answers a request that it kept, or drops it.
    void answerKept(size_t which, bool isDropped);
    /// Everybody reads what came.
    void drain();

    void turn();
    /// All sessions and the service end; nothing may be left.
    void end();

private:
    friend struct Handlers;

    void takePeer(Client& client);

    le_msg_ServiceRef_t service_ = nullptr;
    formats::UniqueFd directory_;
    std::array<Client, kSessions> clients_;
    std::array<formats::UniqueFd, kSessions> others_;  ///< raw clients of the service
    std::vector<le_msg_MessageRef_t> kept_;
    int opened_ = 0;
    int closed_ = 0;
};

}  // namespace ligature::fuzz
