// The ifgen program: .api files to generated code.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <exception>
#include <system_error>

#include "grammar/command_line.h"
#include "ifgen/codes.h"
#include "ifgen/compare_run.h"
#include "ifgen/options.h"
#include "ifgen/run.h"
#include "ifgen/tell.h"

namespace
{

constexpr int kDone = 0;
constexpr int kNotWritten = 1;
constexpr int kCommandLine = 2;
constexpr int kDefect = 70;

constexpr const char* kExamples = R"(
Examples:
  ifgen --check led.api
      Reads the file and all it uses, and says what is wrong.
  ifgen --gen-all --output-dir build led.api
      Writes the C code of client and server.
  ifgen --gen-all --output-dir build led.api motor.api
      Does so for several files at once: faster than one by one, with the same result.
  ifgen --gen-client --gen-common-client --gen-interface --gen-common-interface --gen-messages --gen-local \
        --name-prefix lamp led.api
      Writes the client's code alone; its functions begin with lamp_.
  ifgen --compare release-1/led.api led.api
      Lists what changed and what that breaks.
  ifgen --explain E0135
      Explains an error.
)";

int explain(const std::string& id)
{
    for (const ligature::Code* code : ligature::ifgen::codes())
    {
        if (code->id == id)
        {
            fmt::print("{}: {}\n\n{}", code->id, code->title, code->explanation);
            return kDone;
        }
    }
    ligature::ifgen::tell(
        fmt::format("ifgen: there is no error {} here; mksys --explain knows those of all tools\n", id));
    return kCommandLine;
}

int act(int argc, char** argv)
{
    ligature::ifgen::Options options;
    std::string code;
    CLI::App app("Makes code from interface definitions (.api files).", "ifgen");
    app.footer(kExamples);
    app.set_version_flag("--version", "ifgen (Ligature) " LIGATURE_VERSION);
    app.add_option("--explain", code, "Explain an error, for example E0135")->option_text("CODE");
    ligature::ifgen::declareOptions(app, options);
    std::vector<std::string> arguments = ligature::ifgen::commandLine(app, argc, argv);
    try
    {
        app.parse(std::move(arguments));
    }
    catch (const CLI::ParseError& error)
    {
        if (error.get_exit_code() == 0)
        {
            return app.exit(error);
        }
        ligature::ifgen::tell(fmt::format("ifgen: {}\nTry 'ifgen --help'.\n", ligature::refusalOf(app, error)));
        return kCommandLine;
    }
    if (!code.empty())
    {
        return explain(code);
    }
    if (std::string mistake = ligature::ifgen::mistakeIn(options); !mistake.empty())
    {
        ligature::ifgen::tell(fmt::format("ifgen: {}\nTry 'ifgen --help'.\n", mistake));
        return kCommandLine;
    }
    return options.compare.empty() ? ligature::ifgen::run(options) : ligature::ifgen::runCompare(options);
}

}  // namespace

int main(int argc, char** argv)
{
    try
    {
        const int status = act(argc, argv);
        ligature::flushOutput();
        return status;
    }
    catch (const std::system_error& error)
    {
        ligature::ifgen::tell(fmt::format("ifgen: {}\n", error.what()));
        return kNotWritten;
    }
    catch (const std::exception& defect)
    {
        ligature::ifgen::tell(fmt::format("ifgen: internal error: {}\n", defect.what()));
        return kDefect;
    }
}
