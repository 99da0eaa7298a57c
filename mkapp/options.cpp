#include "mkapp/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

#include "grammar/command_line.h"
#include "grammar/world.h"
#include "mkapp/words.h"

namespace ligature::mkapp
{
namespace
{

constexpr const char* kHelpOfTool[] = {
    "Builds one app from its .adef: executables, components and interfaces, and the pack to install.",
    "Builds one executable without an app, from C and C++ sources, libraries and components.",
    "Builds the library of one component and those of the components it requires.",
    "Builds a system from its .sdef: all its apps, the bindings between them, and the pack to install.",
};

constexpr const char* kExamples[] = {
    "examples:\n"
    "  mkapp hello.adef                     pack in ./hello.localhost.update\n"
    "  mkapp -i ../interfaces -C \"-O2 -DX=1\" hello.adef\n",
    "examples:\n"
    "  mkexe -o hello main.c                one source\n"
    "  mkexe -o bin/hello -l lib main.c greeter\n",
    "examples:\n"
    "  mkcomp greeter                       ./libComponent_greeter.so\n"
    "  mkcomp -o plugin.so -X -std=c++17 .\n",
    "examples:\n"
    "  mksys device.sdef                    pack in ./device.localhost.update\n"
    "  mksys -o out -w work -j 4 device.sdef\n",
};

/// Options that exist and are for a later release: parsed, so that they can be refused by name.
struct NotYet
{
    bool binaryPack = false;
    bool sign = false;
    std::string key, certificate, debugDirectory, osType = "linux";

    std::string refusal() const
    {
        return binaryPack                ? "-b (--bin-pack)"
               : sign                    ? "-S (--ima-sign)"
               : !key.empty()            ? "-K (--key)"
               : !certificate.empty()    ? "-P (--pub-cert)"
               : !debugDirectory.empty() ? "-d (--debug-dir)"
               : osType == "rtos"        ? "-T (--os-type) rtos"
                                         : "";
    }
};

class CommandLine
{
public:
    explicit CommandLine(Tool tool) : app_(kHelpOfTool[static_cast<int>(tool)], toolName(tool)), tool_(tool)
    {
        options_.tool = tool;
        app_.footer(std::string(kExamples[static_cast<int>(tool)]) +
                    "\nexit status: 0 done, 1 the input is wrong, 2 wrong command line, 3 a build step failed,\n"
                    "70 a defect of Ligature");
        app_.set_version_flag("--version", std::string(toolName(tool)) + " (Ligature) " LIGATURE_VERSION);
        app_.get_formatter()->column_width(34);
        addOutputs();
        addSearch();
        addCommon();
    }

    std::variant<Options, int> parse(int argc, const char* const* argv)
    {
        try
        {
            app_.parse(argc, argv);
            finish();
            return options_;
        }
        catch (const CLI::CallForHelp&)
        {
            std::fputs(app_.help().c_str(), stdout);
            return 0;
        }
        catch (const CLI::CallForVersion& version)
        {
            std::printf("%s\n", version.what());
            return 0;
        }
        catch (const CLI::ParseError& error)
        {
            std::fprintf(stderr, "%s: %s\nTry '%s --help'.\n", toolName(tool_), refusalOf(app_, error).c_str(),
                         toolName(tool_));
            return 2;
        }
    }

private:
    bool isSystem() const { return tool_ == Tool::mksys; }
    bool makesPack() const { return tool_ == Tool::mksys || tool_ == Tool::mkapp; }

    CLI::Option* text(const char* names, std::string& value, const char* help)
    {
        return app_.add_option(names, value, help)
            ->check([](const std::string& given) { return given.empty() ? "the value is empty" : std::string(); });
    }

    /// An option that may be given several times and takes one value each time, whatever that begins with.
    void list(const char* names, std::vector<std::string>& values, const char* help)
    {
        app_.add_option(names, values, help)->allow_extra_args(false)->type_size(1);
    }

    void addOutputs()
    {
        if (makesPack())
        {
            text("-o,--output-dir", options_.outputDirectory, "where the pack goes (default .)");
            app_.add_flag("-S,--ima-sign", later_.sign, "sign for IMA (not supported yet)");
            text("-K,--key", later_.key, "private key to sign with (not supported yet)");
            text("-P,--pub-cert", later_.certificate, "certificate to sign with (not supported yet)");
        }
        else
        {
            CLI::Option* output = text(tool_ == Tool::mkexe ? "-o,--output" : "-o,--output-path", options_.output,
                                       tool_ == Tool::mkexe ? "path of the executable" : "path of the library");
            output->required(false);
            text("-l,--lib-output-dir", options_.libraryDirectory, "where component libraries go (default .)");
        }
        text("-w,--object-dir", options_.workDirectory, "working directory (default _build...)");
        text("-d,--debug-dir", later_.debugDirectory, "split debug information (not supported yet)");
    }

    void addSearch()
    {
        list("-i,--interface-search", options_.interfaceSearch, "where .api files are searched; repeatable");
        list("-s,--source-search", options_.sourceSearch,
             "where components, sources, apps and modules are searched; repeatable");
        if (!isSystem())
        {
            list("-c,--component-search", componentSearch_, "the same as -s (deprecated)");
        }
    }

    void addCommon()
    {
        text("-t,--target", options_.target, "target device (default localhost)");
        list("-C,--cflags", cflags_, "flags for the C compiler; repeatable");
        list("-X,--cxxflags", cxxflags_, "flags for the C++ compiler; repeatable");
        list("-L,--ldflags", ldflags_, "flags for the linker; repeatable");
        app_.add_option("-j,--jobs", options_.jobs, "how many build steps run at once (0: as many as sensible)")
            ->check(CLI::Range(0, 100000));
        app_.add_flag("-v,--verbose", options_.verbose, "show what is done and every command");
        app_.add_flag("-n,--dont-run-ninja", options_.dontRunNinja, "generate everything, do not build");
        app_.add_flag("-g,--generate-code", options_.generateOnly, "generate code only");
        switch (tool_)
        {
            case Tool::mkapp:
                list("-a,--append-to-version", options_.versionSuffixes, "text behind the app's version; repeatable");
                app_.add_flag("-b,--bin-pack", later_.binaryPack, "also make a binary .app (not supported yet)");
                app_.add_flag("-p,--no-pie", options_.positionDependent, "do not make executables relocatable");
                app_.add_option("adef", options_.items, "the .adef file");
                break;
            case Tool::mkexe:
                app_.add_flag("-p,--no-pie", options_.positionDependent, "do not make the executable relocatable");
                addOsType();
                app_.add_option("items", options_.items, "sources, libraries and component directories");
                break;
            case Tool::mkcomp:
                app_.add_flag("-a,--stand-alone", options_.standAlone, "the library names its services itself");
                app_.add_option("component", options_.items, "the component's directory");
                break;
            case Tool::mksys:
                addOsType();
                app_.add_option("sdef", options_.items, "the .sdef file");
                break;
        }
        app_.add_option("--diagnostics", diagnostics_,
                        "how mistakes are written: text (default; of many the first 100) or json (all)")
            ->check(CLI::IsMember({"text", "json"}));
        text("--explain", options_.explain, "print the page of a diagnostic's code, for example E0301");
    }

    void addOsType()
    {
        app_.add_option("-T,--os-type", later_.osType, "linux (default) or rtos (not supported yet)")
            ->check(CLI::IsMember({"linux", "rtos"}));
    }

    void finish()
    {
        if (!options_.explain.empty())
        {
            return;
        }
        if (const std::string refused = later_.refusal(); !refused.empty())
        {
            throw CLI::ValidationError(refused + " is not supported yet");
        }
        if (options_.target.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") !=
            std::string::npos)
        {
            throw CLI::ValidationError("'" + options_.target + "' is not the name of a target");
        }
        checkItems();
        options_.jsonDiagnostics = diagnostics_ == "json";
        options_.sourceSearch.insert(options_.sourceSearch.end(), componentSearch_.begin(), componentSearch_.end());
        options_.cflags = wordsOf("-C", cflags_);
        options_.cxxflags = wordsOf("-X", cxxflags_);
        options_.ldflags = wordsOf("-L", ldflags_);
        for (const auto* values : {&options_.interfaceSearch, &options_.sourceSearch, &options_.versionSuffixes})
        {
            if (std::find(values->begin(), values->end(), "") != values->end())
            {
                throw CLI::ValidationError("an option was given an empty value");
            }
        }
    }

    void checkItems() const
    {
        const std::vector<std::string>& items = options_.items;
        if (makesPack())
        {
            const char* suffix = isSystem() ? ".sdef" : ".adef";
            if (items.size() != 1)
            {
                throw CLI::ValidationError(std::string(items.empty() ? "no" : "more than one") + " " + suffix +
                                           " file was given");
            }
            const std::string name = fileNameOf(items[0]);
            if (!name.ends_with(suffix) || name == suffix)
            {
                throw CLI::ValidationError("'" + items[0] + "' is not the name of a " + suffix + " file");
            }
        }
        else if (tool_ == Tool::mkcomp && items.size() != 1)
        {
            throw CLI::ValidationError(items.empty() ? "no component was given" : "more than one component was given");
        }
        else if (tool_ == Tool::mkexe && (items.empty() || options_.output.empty()))
        {
            throw CLI::ValidationError(items.empty() ? "nothing was given that an executable could be made of"
                                                     : "-o (--output), the path of the executable, is missing");
        }
    }

    static std::vector<std::string> wordsOf(const char* option, const std::vector<std::string>& values)
    {
        std::vector<std::string> words;
        for (const std::string& value : values)
        {
            const auto pieces = splitWords(value);
            if (!pieces)
            {
                throw CLI::ValidationError(std::string(option) + ": a quote is open at the end of: " + value);
            }
            words.insert(words.end(), pieces->begin(), pieces->end());
        }
        return words;
    }

    CLI::App app_;
    Tool tool_;
    Options options_;
    NotYet later_;
    std::vector<std::string> componentSearch_, cflags_, cxxflags_, ldflags_;
    std::string diagnostics_ = "text";
};

}  // namespace

const char* toolName(Tool tool)
{
    static constexpr const char* kNames[] = {"mkapp", "mkexe", "mkcomp", "mksys"};
    return kNames[static_cast<int>(tool)];
}

std::variant<Options, int> parseCommandLine(Tool tool, int argc, const char* const* argv)
{
    return CommandLine(tool).parse(argc, argv);
}

std::string workDirectoryOf(const Options& options, const std::string& currentDirectory)
{
    std::string directory = options.workDirectory;
    if (directory.empty())
    {
        const bool makesPack = options.tool == Tool::mkapp || options.tool == Tool::mksys;
        directory = "_build";
        if (makesPack)
        {
            const std::string file = fileNameOf(options.items.at(0));
            directory += "_" + file.substr(0, file.rfind('.')) + "/" + options.target;
        }
    }
    return normalizePath(joinPath(currentDirectory, directory));
}

}  // namespace ligature::mkapp
