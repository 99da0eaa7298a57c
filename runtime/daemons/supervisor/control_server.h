// The Supervisor's control socket: what the tools ask for.
//
//   {"command":"status"}                    "system", "probation", "sandbox", "remark", "apps":
//   [{"name","state","version","hash",
//                                           "processes":[{"name","pid","threads":[..]}]}]
//   {"command":"start","app":NAME}          answered when the app runs; failures have "reason": "running",
//   "notInstalled", "failed"
//   {"command":"stop","app":NAME}           answered when nothing of it is left; reasons "notRunning", "notInstalled"
//   {"command":"restart","app":NAME}
//   {"command":"restart"}                   the framework, with the system that is current then; "byPerson":true if no
//                                           update asks. "system" is what runs now; "ok":false if that is another
//                                           system than the one that was current
//   {"command":"stop"}                      the framework; answered when nothing is left but the Supervisor, which then
//   ends
//
// Every reply has "ok"; "message" says why not. Only root and the Supervisor's own user are served.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "runtime/daemons/loop/loop.h"
#include "runtime/daemons/supervisor/framework.h"
#include "runtime/formats/control.h"

namespace ligature::supervisor
{

class ControlServer
{
public:
    /// Listens at `path`. Throws formats::ControlError.
    ControlServer(Loop& loop, Framework& framework, const Log& log, const std::string& path);
    ~ControlServer();
    ControlServer(const ControlServer&) = delete;
    ControlServer& operator=(const ControlServer&) = delete;

private:
    using Connection = std::shared_ptr<formats::ControlConnection>;
    using Reply = std::function<void(nlohmann::json)>;

    void accept();
    void serve(const Connection& connection, uint32_t events);
    void drop(const Connection& connection);
    void send(const Connection& connection, const nlohmann::json& reply);
    void obey(const nlohmann::json& request, const Reply& reply);
    void obeyForApp(const std::string& command, const std::string& name, const Reply& reply);
    nlohmann::json status() const;

    Loop& loop_;
    Framework& framework_;
    const Log& log_;
    formats::UniqueFd listener_;
    std::map<int, Connection> connections_;
};

}  // namespace ligature::supervisor
