#include "runtime/daemons/supervisor/control_server.h"

#include <sys/socket.h>

#include "runtime/daemons/supervisor/process_table.h"

namespace ligature::supervisor
{

namespace
{

using formats::ControlConnection;
using nlohmann::json;

json refusal(const char* reason, const std::string& message)
{
    return {{"ok", false}, {"reason", reason}, {"message", message}};
}

json toReply(const BringUpResult& result)
{
    json reply{{"ok", result.ok}};
    if (!result.ok)
    {
        reply["message"] = result.message;
    }
    if (result.system)
    {
        reply["system"] = *result.system;
    }
    return reply;
}

const char* toText(App::State state)
{
    switch (state)
    {
        case App::State::Stopped:
            return "stopped";
        case App::State::Starting:
            return "starting";
        case App::State::Running:
            return "running";
        case App::State::Stopping:
            break;
    }
    return "stopping";
}

/// The processes of an app with the numbers they have outside their sandbox.
json processesOf(const App& app)
{
    json processes = json::array();
    if (app.firstProcess() < 0)
    {
        return processes;
    }
    for (const pid_t pid : descendantsOf(app.firstProcess()))
    {
        processes.push_back({{"name", processName(pid)}, {"pid", pid}, {"threads", threadsOf(pid)}});
    }
    return processes;
}

}  // namespace

ControlServer::ControlServer(Loop& loop, Framework& framework, const Log& log, const std::string& path)
    : loop_(loop), framework_(framework), log_(log), listener_(formats::listenUnix(path, SOCK_STREAM, 0600))
{
    loop_.watch(listener_.get(), EPOLLIN, [this](uint32_t) { accept(); });
}

ControlServer::~ControlServer()
{
    loop_.forget(listener_.get());
    for (const auto& [fd, connection] : connections_)
    {
        loop_.forget(fd);
    }
}

void ControlServer::accept()
{
    constexpr size_t kMaxConnections = 64;
    formats::UniqueFd socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!socket || connections_.size() >= kMaxConnections)
    {
        return;
    }
    const auto peer = formats::peerOf(socket.get());
    if (!formats::mayControl(peer))
    {
        log_.warn("process " + std::to_string(peer.pid) + " of user " + std::to_string(peer.uid) +
                  " may not control the framework");
        return;
    }
    const int fd = socket.get();
    const auto connection = std::make_shared<ControlConnection>(std::move(socket));
    connections_[fd] = connection;
    loop_.watch(fd, EPOLLIN,
                [this, weak = std::weak_ptr(connection)](uint32_t events)
                {
                    if (const auto connection = weak.lock())
                    {
                        serve(connection, events);
                    }
                });
}

void ControlServer::drop(const Connection& connection)
{
    loop_.forget(connection->fd());
    connections_.erase(connection->fd());
}

void ControlServer::send(const Connection& connection, const json& reply)
{
    if (!connection->send(reply))
    {
        drop(connection);
        return;
    }
    loop_.change(connection->fd(), connection->wantsWrite() ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

void ControlServer::serve(const Connection& connection, uint32_t events)
{
    if ((events & EPOLLOUT) != 0)
    {
        if (!connection->flush())
        {
            drop(connection);
            return;
        }
        loop_.change(connection->fd(), connection->wantsWrite() ? EPOLLIN | EPOLLOUT : EPOLLIN);
    }
    formats::ControlMessage request;
    switch (connection->receive(request))
    {
        case ControlConnection::Status::Message:
            break;
        case ControlConnection::Status::Again:
            return;
        case ControlConnection::Status::Closed:
            drop(connection);
            return;
        case ControlConnection::Status::Broken:
            log_.warn("control connection: " + connection->error());
            drop(connection);
            return;
    }
    // The answer may come much later, when the asker is no longer there.
    obey(request.body,
         [this, weak = std::weak_ptr(connection)](const json& reply)
         {
             if (const auto asker = weak.lock())
             {
                 send(asker, reply);
             }
         });
    if (connections_.contains(connection->fd()))
    {
        // One request per turn; what is in the buffer already makes no event.
        loop_.after(std::chrono::milliseconds(0),
                    [this, weak = std::weak_ptr(connection)]
                    {
                        if (const auto again = weak.lock())
                        {
                            serve(again, 0);
                        }
                    });
    }
}

void ControlServer::obey(const json& request, const Reply& reply)
{
    const auto text = [&](const char* member)
    {
        const auto found = request.find(member);
        return found != request.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    const std::string command = text("command");
    const std::string app = text("app");
    if (command == "status")
    {
        reply(status());
    }
    else if (framework_.stopping())
    {
        reply(refusal("busy", "the framework is stopping or restarting"));
    }
    else if (!app.empty() && (command == "start" || command == "stop" || command == "restart"))
    {
        obeyForApp(command, app, reply);
    }
    else if (command == "restart")
    {
        const auto byPerson = request.find("byPerson");
        framework_.restart(byPerson != request.end() && *byPerson == true,
                           [reply](const BringUpResult& result) { reply(toReply(result)); });
    }
    else if (command == "stop")
    {
        framework_.stop(
            [this, reply]
            {
                reply({{"ok", true}});
                loop_.quit();
            });
    }
    else
    {
        reply(refusal("unknown", "the Supervisor does not know this command"));
    }
}

void ControlServer::obeyForApp(const std::string& command, const std::string& name, const Reply& reply)
{
    const auto found = framework_.apps().find(name);
    if (found == framework_.apps().end())
    {
        reply(refusal("notInstalled", "Application '" + name + "' is not installed."));
        return;
    }
    App& app = *found->second;
    const auto done = [reply](const std::string& why) {
        reply(why.empty() ? json{{"ok", true}} : refusal("failed", why));
    };
    if (command == "stop")
    {
        if (app.state() == App::State::Stopped)
        {
            reply(refusal("notRunning", "Application '" + name + "' was not running."));
            return;
        }
        app.stop(done);
    }
    else if (command == "start")
    {
        if (app.active())
        {
            reply(refusal("running", "Application '" + name + "' is already running."));
            return;
        }
        app.start(done);
    }
    else
    {
        app.restart(done);
    }
}

json ControlServer::status() const
{
    json apps = json::array();
    for (const auto& [name, app] : framework_.apps())
    {
        apps.push_back({{"name", name},
                        {"state", toText(app->state())},
                        {"version", app->config().manifest.version},
                        {"hash", app->config().hash},
                        {"processes", processesOf(*app)}});
    }
    json reply{{"ok", true},
               {"apps", apps},
               {"probation", framework_.onProbation()},
               {"sandbox", framework_.sandboxes()},
               {"remark", framework_.limitsRemark()}};
    if (framework_.systemIndex())
    {
        reply["system"] = *framework_.systemIndex();
    }
    return reply;
}

}  // namespace ligature::supervisor
