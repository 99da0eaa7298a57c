// sdir: what is bound, offered and waited for on a target, and temporary bindings.
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "runtime/formats/control.h"
#include "runtime/formats/target_layout.h"
#include "runtime/tools/sdir/listing.h"

namespace
{

using namespace ligature;
using nlohmann::json;

constexpr int kFailed = 1;
constexpr int kWrongCommandLine = 2;

std::string targetRoot(const std::string& option)
{
    std::string root = formats::targetRoot(option);
    if (root.empty())
    {
        throw std::runtime_error("no target root: give --root or set LIGATURE_TARGET_ROOT");
    }
    return root;
}

json ask(const std::string& root, const json& request)
{
    try
    {
        formats::ControlClient client(formats::TargetLayout{root}.directoryControlSocket());
        json reply = client.request(request);
        if (reply.value("ok", false))
        {
            return reply;
        }
        throw std::runtime_error(reply.value("message", "the Service Directory refuses without a reason"));
    }
    catch (const formats::ControlNotRunning&)
    {
        throw std::runtime_error(fmt::format("the Service Directory of {} is not running (try: legato start)", root));
    }
}

void print(const std::string& text)
{
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
    {
        throw std::runtime_error("cannot write to the standard output");
    }
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
    app.set_version_flag("--version", std::string(LIGATURE_VERSION));
    app.require_subcommand(1);
    app.fallthrough();
    std::string rootOption;
    app.add_option("--root", rootOption, "Root directory of the target");

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
    CLI::App* help = app.add_subcommand("help", "Shows this text");
    try
    {
        app.parse(argc, argv);
    }
    catch (const CLI::ParseError& error)
    {
        return app.exit(error) == 0 ? 0 : kWrongCommandLine;
    }

    json clientEnd;
    json serverEnd;
    try
    {
        if (*help)
        {
            print(app.help());
            return 0;
        }
        if (*bind)
        {
            clientEnd = sdir::parseEnd(client);
            serverEnd = sdir::parseEnd(server);
        }
    }
    catch (const std::invalid_argument& error)
    {
        fmt::print(stderr, "sdir: {}\n", error.what());
        return kWrongCommandLine;
    }
    try
    {
        const std::string root = targetRoot(rootOption);
        if (*list)
        {
            const json reply = ask(root, {{"command", "list"}});
            print(format == "json" ? sdir::jsonListing(reply) : sdir::listing(reply));
        }
        else if (*bind)
        {
            ask(root, {{"command", "bind"}, {"client", clientEnd}, {"server", serverEnd}});
        }
        else if (*load)
        {
            ask(root, {{"command", "load"}, {"system", formats::TargetLayout{root}.currentSystem()}});
        }
        return 0;
    }
    catch (const std::exception& error)
    {
        fmt::print(stderr, "sdir: {}\n", error.what());
        return kFailed;
    }
}
