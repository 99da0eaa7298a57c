// Who may talk to whom, who offers what and who waits for it: the Service Directory without its sockets. Every function
// takes a fact and gives back what is to be done about it, so the rules (spec/runtime.md 3.3) are tested with values.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "runtime/formats/directory_protocol.h"
#include "runtime/formats/manifest.h"

namespace ligature::directory
{

/// A connection to the directory. Never used twice, larger for later ones.
using ConnectionId = uint64_t;

/// An interface name and whose it is.
struct Interface
{
    formats::Agent agent;
    std::string name;
    auto operator<=>(const Interface&) const = default;
};

/// `app.exe.component.interface` or `<user>.exe.component.interface`.
std::string describe(const Interface& interface);

struct Protocol
{
    std::string id;
    uint32_t maxMessageSize = 0;
    bool operator==(const Protocol&) const = default;
};

/// What a connection asked for: to offer an interface, or to be joined to what its interface is bound to.
struct Party
{
    ConnectionId connection = 0;
    Interface interface;
    Protocol protocol;
    pid_t pid = -1;
};

struct Binding
{
    Interface server;
    bool temporary = false;  ///< made by a developer, not by the system
};

struct Effect
{
    enum class What
    {
        Join,    ///< pass the client `connection` to the server `server`
        Answer,  ///< send `result`, and drop the connection unless it is Ok
        Wait     ///< nothing is sent yet
    };
    What what = What::Wait;
    ConnectionId connection = 0;
    ConnectionId server = 0;  ///< where there is one, also of a client that it does not understand
    Result result = Result::Ok;
    std::string reason;  ///< for the log; empty if not worth a line
};
using Effects = std::vector<Effect>;

class Registry
{
public:
    /// How much one agent may hold.
    struct Limits
    {
        size_t services = 256;
        size_t waiting = 256;
    };

    Registry() = default;
    explicit Registry(Limits limits) : limits_(limits) {}

    /// Replaces all bindings, temporary ones included. Sessions that are open stay open.
    Effects setBindings(const std::vector<formats::BindingEntry>& bindings);
    /// Adds or replaces one binding.
    Effects bind(const Interface& client, const Interface& server);
    /// Removes one binding; false if there is none.
    bool unbind(const Interface& client);

    /// A server offers an interface. One of the same name by the same agent keeps its place.
    Effects advertise(const Party& server);
    /// A client wants a session. With `wait`, it waits for what is missing; a protocol that differs is refused anyway.
    Effects open(const Party& client, bool wait);
    /// What a client lacks to be joined now: NotPermitted (a binding), Unavailable (a server) or Ok (nothing).
    Result lacking(const Party& client) const { return decide(client).result; }
    /// A connection is gone, be it a service or a waiting client. Unknown ones are ignored.
    void remove(ConnectionId connection);

    const std::map<Interface, Binding>& bindings() const { return bindings_; }
    const std::map<Interface, Party>& services() const { return services_; }
    const std::vector<Party>& waiting() const { return waiting_; }

private:
    Effects retryWaiting();
    Effect decide(const Party& client) const;

    Limits limits_;
    std::map<Interface, Binding> bindings_;
    std::map<Interface, Party> services_;
    std::vector<Party> waiting_;  ///< in the order they came
};

}  // namespace ligature::directory
