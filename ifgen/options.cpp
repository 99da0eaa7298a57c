#include "ifgen/options.h"

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <sstream>

namespace ligature::ifgen
{

// Of an option with one value the last one counts: IFGEN_OPTIONS stands behind what a build says.
void declareOptions(CLI::App& app, Options& options)
{
    app.add_option("file", options.files, "The .api files")->option_text("FILE...");

    app.add_flag("--check", options.check, "Check only, write nothing")->group("What to do");
    app.add_flag("--gen-all", options.all, "Write every file, but for a stub and asynchronous calls")
        ->group("What to do");
    app.add_flag("--gen-interface", options.interface, "Write <prefix>_interface.h")->group("What to do");
    app.add_flag("--gen-common-interface", options.commonInterface, "Write <name>_common.h")->group("What to do");
    app.add_flag("--gen-messages", options.messages, "Write <name>_messages.h")->group("What to do");
    app.add_flag("--gen-local", options.local, "Write <prefix>_service.h")->group("What to do");
    app.add_flag("--gen-client", options.client, "Write <prefix>_client.c")->group("What to do");
    app.add_flag("--gen-common-client", options.commonClient, "Write <name>_commonclient.c")->group("What to do");
    app.add_flag("--gen-async-client", options.asyncClient, "Write <prefix>_async.h and <prefix>_async.c")
        ->group("What to do");
    app.add_flag("--gen-server-interface", options.serverInterface, "Write <prefix>_server.h")->group("What to do");
    app.add_flag("--gen-server", options.server, "Write <prefix>_server.c")->group("What to do");
    app.add_flag("--gen-server-stub", options.serverStub, "Write <prefix>_stub.c")->group("What to do");
    app.add_flag("--get-import-list", options.listImports, "Print the files that are used, deepest first")
        ->group("What to do");
    app.add_flag("--hash", options.hash, "Print the id of the protocol")->group("What to do");
    app.add_option("--compare", options.compare, "Tell what changes between two files, or the files of two folders")
        ->option_text("OLD NEW")
        ->expected(2)
        ->group("What to do");
    app.add_flag("--dump", options.dump, "Print a summary")->group("What to do");

    app.add_flag("--gen-dump", options.genDump, "Write <prefix>.json (--lang Json)")->group("What to do");
    app.add_flag("--gen-mem-report", options.memoryReport, "Write <prefix>_mem_report.html (--lang Report)")
        ->group("What to do");
    app.add_flag("--gen-rpc-reference", options.rpcReference)->group("");

    app.add_option("--lang", options.language,
                   "What to make: C, Json (the interface as data), Report (sizes of messages)")
        ->option_text("LANGUAGE")
        ->take_last();
    app.add_option("--name-prefix", options.namePrefix, "What names begin with, if not with the file's name")
        ->option_text("PREFIX")
        ->take_last();
    app.add_option("--service-name", options.serviceName, "Name of the service, if not the file's name")
        ->option_text("NAME")
        ->take_last();
    app.add_option("--output-dir", options.outputDirectory, "Where to write; - for standard output")
        ->option_text("DIR")
        ->take_last();
    app.add_option("--import-dir", options.importDirectories, "Where to look for files named by USETYPES")
        ->option_text("DIR")
        ->allow_extra_args(false);
    app.add_option("--depfile", options.dependencyFile, "Write what the output depends on, for make or ninja")
        ->option_text("FILE")
        ->take_last();
    app.add_option("--diagnostics", options.diagnostics,
                   "How to tell what is wrong: text (of many the first 100) or json (all)")
        ->option_text("FORM")
        ->take_last()
        ->check(CLI::IsMember({"text", "json"}));
    app.add_option("--log-level", options.logLevel, "DEBUG INFO WARNING ERROR CRITICAL: below ERROR shows warnings")
        ->option_text("LEVEL")
        ->take_last()
        ->check(CLI::IsMember({"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}));

    app.add_flag("--async-server", options.asyncServer, "The server answers when it likes")->group("Kind of code");
    app.add_flag("--no-trace", options.noTrace, "No names for ipctrace, which then shows numbers")
        ->group("Kind of code");
    app.add_flag("--local-service", options.localService, "Client and server are threads of one process")
        ->group("Kind of code");
    app.add_flag("--allow-direct", options.allowDirect, "Clients in the server's process call it without messages")
        ->group("Kind of code");
}

namespace
{

// `--gen-comm` stays as it is: two options begin so. What is no option is refused by the parser.
std::string expanded(const CLI::App& app, const std::string& argument)
{
    const size_t end = std::min(argument.find('='), argument.size());
    const std::string written = argument.substr(0, end);
    if (!written.starts_with("--") || written.size() == 2 || app.get_option_no_throw(written) != nullptr)
    {
        return argument;
    }
    std::vector<std::string> meant;
    for (const CLI::Option* option : app.get_options())
    {
        for (const std::string& name : option->get_lnames())
        {
            if (("--" + name).starts_with(written))
            {
                meant.push_back("--" + name);
            }
        }
    }
    return meant.size() == 1 ? meant.front() + argument.substr(end) : argument;
}

}  // namespace

std::vector<std::string> commandLine(const CLI::App& app, int argc, char** argv)
{
    std::vector<std::string> arguments(argv + 1, argv + argc);
    // Behind a `--` there are files alone, whatever they are called.
    const auto files = std::find(arguments.begin(), arguments.end(), "--");
    std::vector<std::string> options(arguments.begin(), files);
    arguments.erase(arguments.begin(), files);
    if (const char* more = std::getenv("IFGEN_OPTIONS"))
    {
        std::istringstream words(more);
        for (std::string word; words >> word;)
        {
            options.push_back(word);
        }
    }
    for (std::string& option : options)
    {
        option = expanded(app, option);
    }
    arguments.insert(arguments.begin(), options.begin(), options.end());
    std::reverse(arguments.begin(), arguments.end());
    return arguments;
}

namespace
{

bool isIdentifier(const std::string& name)
{
    auto isWordCharacter = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; };
    return std::isdigit(static_cast<unsigned char>(name[0])) == 0 &&
           std::all_of(name.begin(), name.end(), isWordCharacter);
}

// Whether one of the options is given that make, or ask for, what only C has.
bool isForC(const Options& options)
{
    return options.interface || options.local || options.messages || options.client || options.serverInterface ||
           options.server || options.commonInterface || options.commonClient || options.asyncClient ||
           options.serverStub || options.asyncServer || options.localService || options.allowDirect || options.noTrace;
}

// What is asked for beside a comparison, which makes nothing.
const char* besideComparison(const Options& options)
{
    const bool isMade = isForC(options) || options.all || options.genDump || options.memoryReport;
    return options.check         ? "--check"
           : options.listImports ? "--get-import-list"
           : options.hash        ? "--hash"
           : options.dump        ? "--dump"
           : isMade              ? "what is to be generated"
                                 : nullptr;
}

// Each language has its own files.
std::string mistakeInLanguage(const Options& options)
{
    const std::string& language = options.language;
    if (language == "Java" || language == "Cfg" || options.rpcReference)
    {
        return fmt::format("--lang {} is not supported yet{}", language == "Java" ? "Java" : "Cfg",
                           language == "Java" ? "" : ": there are no calls between systems");
    }
    if (language != "C" && language != "Json" && language != "Report")
    {
        return fmt::format("there is no language '{}': C, Json and Report are known", language);
    }
    const std::pair<bool, const char*> asked[] = {
        {isForC(options), "C"}, {options.genDump, "Json"}, {options.memoryReport, "Report"}};
    for (const auto& [isAsked, made] : asked)
    {
        if (isAsked && language != made)
        {
            return fmt::format("what is asked for is made with --lang {}, not {}", made, language);
        }
    }
    return {};
}

}  // namespace

std::string mistakeIn(const Options& options)
{
    const bool isComparison = !options.compare.empty();
    if (isComparison && !options.files.empty())
    {
        return fmt::format("--compare takes two names, and '{}' is a third", options.files.front());
    }
    const bool isEmptyNamed = std::find(options.files.begin(), options.files.end(), "") != options.files.end();
    if (!isComparison && (options.files.empty() || isEmptyNamed))
    {
        return "which .api file?";
    }
    if (options.files.size() > 1 && !options.namePrefix.empty())
    {
        return fmt::format("--name-prefix is for one file, and there are {}", options.files.size());
    }
    if (options.files.size() > 1 && !options.serviceName.empty())
    {
        return fmt::format("--service-name is for one file, and there are {}", options.files.size());
    }
    const bool isOnlyAsked = isComparison || options.check || options.listImports || options.hash || options.dump;
    if (!options.dependencyFile.empty() && (isOnlyAsked || options.outputDirectory == "-"))
    {
        return fmt::format("--depfile tells what files depend on, and with {} there are none",
                           isComparison          ? "--compare"
                           : options.check       ? "--check"
                           : options.listImports ? "--get-import-list"
                           : options.hash        ? "--hash"
                           : options.dump        ? "--dump"
                                                 : "--output-dir -");
    }
    if (isComparison)
    {
        const char* other = besideComparison(options);
        return other != nullptr ? fmt::format("--compare does nothing else, and {} is given too", other) : "";
    }
    if (std::string mistake = mistakeInLanguage(options); !mistake.empty())
    {
        return mistake;
    }
    if (options.allowDirect && options.asyncServer)
    {
        return "--allow-direct needs a server that answers at once, so not with --async-server";
    }
    if (!options.namePrefix.empty() && !isIdentifier(options.namePrefix))
    {
        return fmt::format("--name-prefix '{}' is not a name in C", options.namePrefix);
    }
    if (const char* rpc = std::getenv("LE_CONFIG_RPC"); rpc != nullptr && std::string(rpc) == "y")
    {
        return "LE_CONFIG_RPC=y in the environment: calls between systems are not supported yet";
    }
    return {};
}

}  // namespace ligature::ifgen
