// Stage "plan": a model becomes a list of files to write and a list of build edges. Plain data: no text is formatted
// and no file is touched here, so a plan can be tested by looking at it. emit.h turns it into files.
//
// All paths are absolute. Words of a command line are words: quoting for the shell and for ninja is done when they are
// written.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "ifgen/library.h"
#include "runtime/formats/manifest.h"

namespace ligature::mkapp
{

// ------------------------------------------------------------------------------------------------- files to write

/// A file that ifgen makes of an interface.
struct ApiText
{
    const ifgen::Interface* api = nullptr;
    ifgen::CFile file = ifgen::CFile::common;
    ifgen::COptions options;
};

/// `interfaces.h` of a component: what its sources include to see their interfaces.
struct InterfacesHeaderText
{
    std::string component;
    std::vector<std::string> headers;  ///< relative to the work directory
};

/// `_componentMain.c`: what runs when a component's library is loaded (spec/definition-files.md 5.4).
struct ComponentMainText
{
    struct Client
    {
        std::string name;
        bool connect = false;  ///< when the library is loaded
    };
    struct Server
    {
        std::string name;
        bool advertise = false;  ///< when the library is loaded
    };
    std::string component;
    std::vector<Client> clients;
    std::vector<Server> servers;
    bool standAlone = false;  ///< the library names its services itself, not the executable
};

/// `_main.c` of an executable.
struct ExecutableMainText
{
    struct Service
    {
        std::string symbol;
        std::string name;  ///< on the target
        bool isDirect;     ///< a client of a server in the same executable: it needs no name
    };
    std::string executable;
    std::string component;  ///< of the executable's own code: `<executable>_exe`
    std::vector<Service> services;
    std::vector<std::string> libraries;  ///< file names, in the order in which they are loaded
    bool hasSources = false;             ///< the executable has a COMPONENT_INIT of its own
};

struct FilePlan
{
    std::string path;
    std::variant<ApiText, InterfacesHeaderText, ComponentMainText, ExecutableMainText> content;
};

// ----------------------------------------------------------------------------------------------------- build edges

enum class Rule
{
    compileC,
    compileCxx,
    linkC,    ///< shared library or executable, by the C compiler
    linkCxx,  ///< the same by the C++ compiler
    packApp,
    packSystem,
};

/// Words that many commands share.
struct FlagSet
{
    std::string name;  ///< a ninja variable
    std::vector<std::string> words;
};

struct Edge
{
    Rule rule = Rule::compileC;
    std::string output;
    std::vector<std::string> inputs;    ///< in the command
    std::vector<std::string> implicit;  ///< not in the command
    std::string flags;                  ///< name of a FlagSet, empty: none
    std::vector<std::string> words;     ///< of this command alone: before the inputs when linking
    std::vector<std::string> tail;      ///< after the inputs
};

// ----------------------------------------------------------------------------------------------------------- packs

/// What packtool needs to make a pack: the manifest without hashes and where contents are.
struct PackPlan
{
    std::string path;  ///< where the plan itself is written
    std::variant<formats::AppManifest, formats::SystemManifest> manifest;
    std::map<std::string, std::string> sources;   ///< path in the manifest -> file
    std::map<std::string, std::string> appPacks;  ///< app -> pack file (systems)
};

/// The tools of a target and what they are always told.
struct Toolchain
{
    std::vector<std::string> cc, cxx;                    ///< program, with a compiler cache before it
    std::vector<std::string> cflags, cxxflags, ldflags;  ///< for every command
};

struct Plan
{
    std::string workDirectory;
    std::string currentDirectory;  ///< where ninja is run
    std::string packTool;          ///< the program that makes packs
    Toolchain tools;
    std::vector<FilePlan> files;
    std::vector<FlagSet> flagSets;
    std::vector<Edge> edges;
    std::vector<PackPlan> packs;
};

}  // namespace ligature::mkapp
