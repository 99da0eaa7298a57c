#include "ifgen/run.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "ifgen/library.h"
#include "ifgen/summary.h"

namespace ligature::ifgen
{

namespace
{

namespace fs = std::filesystem;

constexpr int kDone = 0;
constexpr int kWrongInput = 1;

std::vector<CFile> wantedFiles(const Options& options)
{
    const std::pair<bool, CFile> all[] = {
        {options.commonInterface, CFile::common},
        {options.interface, CFile::interfaceHeader},
        {options.serverInterface, CFile::serverHeader},
        {options.messages, CFile::messages},
        {options.local, CFile::service},
        {options.client, CFile::client},
        {options.commonClient, CFile::commonClient},
        {options.server, CFile::server},
        {options.serverStub, CFile::serverStub},
    };
    std::vector<CFile> wanted;
    for (const auto& [isWanted, file] : all)
    {
        // A stub is the start of somebody's work: only made when asked for by name.
        if (isWanted || (options.all && file != CFile::serverStub))
        {
            wanted.push_back(file);
        }
    }
    return wanted;
}

bool hasSameText(const std::string& path, const std::string& text)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream old;
    old << file.rdbuf();
    return file.good() && old.str() == text;
}

// By a temporary file beside it, so that nobody ever sees half of it. An unchanged file keeps its time.
bool writeFile(const std::string& path, const std::string& text)
{
    if (hasSameText(path, text))
    {
        return true;
    }
    std::string temporary = fmt::format("{}.{}.tmp", path, getpid());
    std::ofstream file(temporary, std::ios::binary);
    file << text;
    file.close();
    std::error_code error;
    if (file.good())
    {
        fs::rename(temporary, path, error);
    }
    if (!file.good() || error)
    {
        fs::remove(temporary, error);
        fmt::print(stderr, "ifgen: cannot write {}\n", path);
        return false;
    }
    return true;
}

std::string escapedForMake(const std::string& path)
{
    std::string text;
    for (char c : path)
    {
        text += c == ' ' || c == '#' || c == '\\' ? std::string("\\") + c : c == '$' ? "$$" : std::string(1, c);
    }
    return text;
}

bool writeDependencies(const Options& options, const Interface& interface, const std::vector<std::string>& outputs)
{
    std::string text;
    for (const std::string& output : outputs)
    {
        text += escapedForMake(output) + " ";
    }
    text += ": " + escapedForMake(filePath(interface));
    for (const Interface* used : importClosure(interface))
    {
        text += " " + escapedForMake(filePath(*used));
    }
    return writeFile(options.dependencyFile, text + "\n");
}

int generate(const Options& options, const Interface& interface)
{
    COptions c;
    c.prefix = options.namePrefix;
    c.serviceName = options.serviceName;
    c.async = options.asyncServer;
    c.traceNames = !options.noTrace;
    Templates templates(findInstallTree().templates());
    bool toStandardOutput = options.outputDirectory == "-";
    std::vector<GeneratedFile> files;
    for (CFile file : wantedFiles(options))
    {
        files.push_back(generateC(interface, file, c, templates));
    }
    std::error_code error;
    if (!toStandardOutput && !files.empty() && !fs::is_directory(options.outputDirectory))
    {
        fs::create_directories(options.outputDirectory, error);
    }
    std::vector<std::string> outputs;
    for (const GeneratedFile& file : files)
    {
        if (toStandardOutput)
        {
            fmt::print("{}", file.text);
            continue;
        }
        outputs.push_back(joinPath(options.outputDirectory, file.name));
        if (!writeFile(outputs.back(), file.text))
        {
            return kWrongInput;
        }
    }
    bool isWritten = options.dependencyFile.empty() || writeDependencies(options, interface, outputs);
    return isWritten ? kDone : kWrongInput;
}

void showDiagnostics(const Options& options, const Diagnostics& diagnostics, const SourceMap& sources, World& world)
{
    if (options.diagnostics == "json")
    {
        fmt::print(stderr, "{}\n", renderJson(diagnostics, sources));
        return;
    }
    RenderStyle style;
    style.colour = isatty(STDERR_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
    style.relativeTo = world.workingDirectory();
    bool errorsOnly = options.logLevel == "ERROR" || options.logLevel == "CRITICAL";
    if (!errorsOnly || diagnostics.hasErrors())
    {
        fmt::print(stderr, "{}", renderAll(diagnostics, sources, style));
    }
}

}  // namespace

int run(const Options& options)
{
    DiskWorld world;
    if (!world.fileExists(options.file))
    {
        fmt::print(stderr, "ifgen: cannot read {}\n", options.file);
        return kWrongInput;
    }
    SourceMap sources;
    Diagnostics diagnostics;
    Library library(world, sources, diagnostics, options.importDirectories);
    const Interface* interface = library.load(options.file);
    showDiagnostics(options, diagnostics, sources, world);
    if (interface == nullptr)
    {
        return kWrongInput;
    }
    if (options.check)
    {
        return kDone;
    }
    if (options.listImports)
    {
        for (const Interface* used : importClosure(*interface))
        {
            fmt::print("{}\n", filePath(*used));
        }
        return kDone;
    }
    if (options.hash)
    {
        fmt::print("{}\n", protocolId(*interface));
    }
    if (options.dump)
    {
        fmt::print("{}", summary(*interface));
    }
    return options.hash || options.dump ? kDone : generate(options, *interface);
}

}  // namespace ligature::ifgen
