// ifgen as a library: what mkapp and mksys see of it. The full model is in ifgen/model.h.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "grammar/diagnostic.h"
#include "grammar/source.h"
#include "grammar/world.h"
#include "runtime/formats/protocol_versions.h"
#include "templates/templates.h"

namespace ligature::ifgen
{

struct Interface;  // ifgen/model.h

/// Reads, models and checks `.api` files, each canonical path once per Library however often it is asked for.
/// Interfaces are immutable, owned by the Library and live as long as it. Not thread safe.
class Library
{
public:
    /// `importDirectories`: where USETYPES are searched after the directory of the including file (spec
    /// api-and-ifgen.md 1.6 and 8.30, definition-files.md 3.3).
    Library(World& world, SourceMap& sources, Diagnostics& diagnostics, std::vector<std::string> importDirectories);
    ~Library();

    /// The interface of a file, with its imports. nullptr when the file is missing (reported at `requiredHere`) or has
    /// errors (reported where they stand, once).
    const Interface* load(const std::string& path, Span requiredHere = {});

    void addImportDirectory(std::string directory);

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Files whose C code stands together. Each name, whether in capitals or not, may stand there once (E0164).
class FileNames
{
public:
    explicit FileNames(const SourceMap& sources) : sources_(sources) {}
    /// Adds a file without what it uses. Another of that name that is there already, or nullptr. Copies of one file go
    /// together: they declare the same, and of two equal headers the second one is empty.
    const Interface* add(const Interface& interface);

private:
    const SourceMap& sources_;
    std::map<std::string, const Interface*> byName_;  ///< in capitals
};

/// The base name: file name without directory and extension.
const std::string& baseName(const Interface& interface);
/// Canonical absolute path of the `.api` file.
const std::string& filePath(const Interface& interface);
/// All interfaces reached by USETYPES, each once, deepest first, without `interface` itself.
std::vector<const Interface*> importClosure(const Interface& interface);
/// True when the file declares at least one FUNCTION or EVENT, so that clients and servers have code.
bool hasFunctions(const Interface& interface);
/// Hex text of a hash over everything that decides whether two sides understand each other, and nothing else. Where two
/// interfaces have the same one, their functions are called in the same way too.
std::string meaningId(const Interface& interface);
/// The same; of an interface with versions the text that names them: formats::workTogether() says what two ids mean for
/// each other.
std::string protocolId(const Interface& interface);
/// SERVING_VERSION to API_VERSION; 0 and 0 when the file has none.
formats::VersionRange versionsOf(const Interface& interface);
/// The text that is hashed, in lines.
std::string protocolText(const Interface& interface);

/// The C files of one interface (spec api-and-ifgen.md 2.1). `b` base name, `p` prefix.
enum class CFile
{
    common,             ///< b_common.h
    interfaceHeader,    ///< p_interface.h
    serverHeader,       ///< p_server.h
    messages,           ///< b_messages.h
    service,            ///< p_service.h
    client,             ///< p_client.c
    commonClient,       ///< b_commonclient.c
    server,             ///< p_server.c
    serverStub,         ///< p_stub.c
    asyncClientHeader,  ///< p_async.h
    asyncClient,        ///< p_async.c
};

struct COptions
{
    std::string prefix;       ///< --name-prefix; empty: the base name
    std::string serviceName;  ///< --service-name; empty: the base name. Used when MK_TOOLS_BUILD is not defined
    bool async = false;       ///< --async-server
    bool traceNames = true;   ///< not --no-trace: what ipctrace shows are names, not numbers
    bool direct = false;      ///< --allow-direct; not with `async`
    bool local = false;       ///< --local-service
};

struct GeneratedFile
{
    std::string name;  ///< file name without directory
    std::string text;
};

/// The text of one file. Pure: same interface and options, same text; no path of the machine and no date in it. May be
/// called from several threads at once.
GeneratedFile generateC(const Interface& interface, CFile file, const COptions& options, const Templates& templates);

/// Whether there is anything to call asynchronously: a FUNCTION that takes no handler.
bool hasAsyncCalls(const Interface& interface);
/// Whether asynchronous calls can be generated: reports what has the C name of one of them. `askedHere` is a further
/// place to show, where they are asked for.
bool checkAsyncClient(const Interface& interface, Diagnostics& diagnostics, Span askedHere = {});

/// Whether an asynchronous server (COptions::async) and one in memory (COptions::local) can be generated: report what
/// has the C name of something that such a server has.
bool checkAsyncServer(const Interface& interface, Diagnostics& diagnostics, Span askedHere = {});
bool checkLocalService(const Interface& interface, Diagnostics& diagnostics);

/// The name generateC() gives the file.
std::string cFileName(const Interface& interface, CFile file, const COptions& options);

}  // namespace ligature::ifgen
