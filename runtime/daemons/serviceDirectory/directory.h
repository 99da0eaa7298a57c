// The Service Directory's sockets: takes requests of apps, carries out what the Registry decides. One thread; no send
// or receive blocks, so a peer that is slow, dead or hostile holds up nobody.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "runtime/daemons/loop/loop.h"
#include "runtime/daemons/serviceDirectory/allowance.h"
#include "runtime/daemons/serviceDirectory/peer.h"
#include "runtime/daemons/serviceDirectory/registry.h"
#include "runtime/formats/directory_protocol.h"
#include "runtime/formats/unique_fd.h"

namespace ligature::directory
{

class Directory
{
public:
    /// Connections one agent may have at a time; a session that is open is none.
    static constexpr size_t kConnectionsPerAgent = 512;

    /// How long a connection may take to send its request.
    static constexpr std::chrono::seconds kRequestTime{10};

    /// How long a client waits before it is told why.
    static constexpr std::chrono::seconds kNoticeTime{1};

    /// `loop` must outlive it.
    explicit Directory(Loop& loop, std::chrono::milliseconds requestTime = kRequestTime,
                       std::chrono::milliseconds noticeTime = kNoticeTime);
    ~Directory();
    Directory(const Directory&) = delete;
    Directory& operator=(const Directory&) = delete;

    /// Serves programs outside any app on a listening SOCK_SEQPACKET socket; they are known by the account name of
    /// their user id.
    void serveUsers(formats::UniqueFd listener);

    /// Serves an app on its own listening SOCK_SEQPACKET socket; only processes of user `uid` may connect. False if the
    /// app is known already.
    bool addApp(const std::string& name, uid_t uid, formats::UniqueFd listener);

    /// Ends the app's services and waiting clients; open sessions are not touched. False if it is not known.
    bool removeApp(const std::string& name);

    void setBindings(const std::vector<formats::BindingEntry>& bindings);
    void bind(const Interface& client, const Interface& server);
    bool unbind(const Interface& client);

    const Registry& registry() const { return registry_; }

private:
    struct Listener
    {
        formats::UniqueFd socket;
        std::string app;  ///< empty: users
        uid_t uid = 0;
    };

    struct Connection
    {
        ConnectionId id = 0;
        formats::UniqueFd socket;
        formats::Agent agent;
        uid_t uid = 0;
        pid_t pid = -1;
        enum class State
        {
            Fresh,    ///< nothing received yet
            Client,   ///< waits
            Service,  ///< offers a service
        } state = State::Fresh;
        Loop::TimerId timer = 0;  ///< runs while Fresh, and for a client that waits until it is told why
        bool isWatched = false;
        bool mayWait = false;
        Party party;
        uint64_t token = 0;                   ///< of the service
        std::deque<ConnectionId> toHandOver;  ///< clients a service has been slow to take
    };

    enum class Received
    {
        Nothing,
        Something  ///< the connection may be gone
    };

    void accept(Listener& listener);
    void admit(const Listener& listener, formats::UniqueFd socket);
    void handle(ConnectionId id, uint32_t events);
    bool watch(ConnectionId id);
    Received receiveRequest(Connection& connection);
    void dropIfGone(const Interface& server);
    void endIdle(ConnectionId id);
    void notify(ConnectionId id);
    void apply(const Effects& effects);
    void join(ConnectionId client, ConnectionId server);
    bool handOver(Connection& client, Connection& server);
    void flushHandOvers(ConnectionId server);
    bool answer(Connection& connection, Result result, uint64_t token = 0, const Connection* server = nullptr);
    void drop(ConnectionId id);
    Connection* find(ConnectionId id);
    void complain(const formats::Agent& agent, const std::string& kind, const std::string& text);
    void tell(const formats::Agent& agent, const std::string& text);

    Loop& loop_;
    std::chrono::milliseconds requestTime_;
    std::chrono::milliseconds noticeTime_;
    Registry registry_;
    AccountNames accountNames_;
    std::map<std::string, std::unique_ptr<Listener>> listeners_;  ///< by app; "" for users
    std::map<ConnectionId, Connection> connections_;
    std::map<formats::Agent, size_t> connectionCounts_;
    std::set<std::string> complaints_;                ///< what has been logged once
    std::map<formats::Agent, Allowance> allowances_;  ///< for what is logged each time
    formats::UniqueFd spare_;                         ///< given up for a moment when descriptors run out
    ConnectionId next_ = 1;
};

}  // namespace ligature::directory
