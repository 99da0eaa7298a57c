// sdir: what is bound, offered and waited for on a target, and temporary bindings.
#include <cstdio>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "runtime/formats/control.h"
#include "runtime/tools/sdir/listing.h"
#include "runtime/tools/target/target.h"

namespace
{

using namespace ligature;
using nlohmann::json;

constexpr int kWrongCommandLine = 2;

json ask(const formats::TargetLayout& layout, const json& request)
{
    try
    {
        formats::ControlClient client(layout.directoryControlSocket());
        json reply = client.request(request);
        if (reply.value("ok", false))
        {
            return reply;
        }
        throw std::runtime_error(reply.value("message", "the Service Directory refuses without a reason"));
    }
    catch (const formats::ControlNotRunning&)
    {
        throw std::runtime_error(
            fmt::format("the Service Directory of {} is not running (try: legato start)", layout.root));
    }
}

int bindEnds(const formats::TargetLayout& layout, const std::string& client, const std::string& server)
{
    json request{{"command", "bind"}};
    try
    {
        request["client"] = sdir::parseEnd(client);
        request["server"] = sdir::parseEnd(server);
    }
    catch (const std::invalid_argument& error)
    {
        fmt::print(stderr, "sdir: {}\n", error.what());
        return kWrongCommandLine;
    }
    ask(layout, request);
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    CLI::App app("Shows what is bound, offered and waited for, and makes temporary bindings.", "sdir");
    app.footer(
        "Examples:\n"
        "  sdir list\n"
        "  sdir list --format=json\n"
        "  sdir bind blinker.ledBlinker.led gpioPin22.gpioPin.led\n"
        "  sdir bind '<root>.ipcTest' '<root>.ipcTest'");
    std::string rootOption;
    tools::addCommonOptions(app, rootOption);
    app.require_subcommand(1);
    app.fallthrough();

    std::string format = "text";
    CLI::App* list = app.add_subcommand("list", "Lists bindings, services and waiting clients");
    list->add_option("--format", format, "text or json")->check(CLI::IsMember({"text", "json"}));

    std::string client;
    std::string server;
    CLI::App* bind =
        app.add_subcommand("bind", "Binds a client interface to a service until the system is loaded again");
    bind->add_option("CLIENT", client, "APP.EXE.COMPONENT.INTERFACE, APP.INTERFACE, or <USER> for APP")->required();
    bind->add_option("SERVICE", server, "the same for the service")->required();

    CLI::App* load = app.add_subcommand("load", "Reads the bindings of the current system again; drops temporary ones");
    app.add_subcommand("help", "Shows this text");
    return tools::runTool(app, argc, argv, rootOption,
                          [&](const formats::TargetLayout& layout)
                          {
                              if (*list)
                              {
                                  const json reply = ask(layout, {{"command", "list"}});
                                  const std::string text =
                                      format == "json" ? sdir::jsonListing(reply) : sdir::listing(reply);
                                  std::fputs(text.c_str(), stdout);
                                  return 0;
                              }
                              if (*bind)
                              {
                                  return bindEnds(layout, client, server);
                              }
                              if (*load)
                              {
                                  ask(layout, {{"command", "load"}, {"system", layout.currentSystem()}});
                                  return 0;
                              }
                              std::fputs(tools::helpText(app).c_str(), stdout);
                              return 0;
                          });
}
