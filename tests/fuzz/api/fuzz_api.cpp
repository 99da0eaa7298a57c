// `.api` files from bytes to C: reader, modeller, checks, protocol id, summary of what is wrong, and every generator.
// The parts of an input are x.api, which is loaded, a.api, b.api and c.api. A finding is a crash, a hang, an exception,
// or a file that is refused without a word.
#include <cstdlib>

#include "grammar/diagnostic.h"
#include "grammar/world.h"
#include "ifgen/library.h"
#include "tests/fuzz/parts.h"

namespace
{

using namespace ligature;

const Templates& templates()
{
    static const Templates all(LIGATURE_TEMPLATES);
    return all;
}

void generate(const ifgen::Interface& interface, const ifgen::COptions& options)
{
    using ifgen::CFile;
    for (CFile file :
         {CFile::common, CFile::interfaceHeader, CFile::serverHeader, CFile::messages, CFile::service, CFile::client,
          CFile::commonClient, CFile::server, CFile::serverStub, CFile::asyncClientHeader, CFile::asyncClient})
    {
        ifgen::generateC(interface, file, options, templates());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    static const char* const kNames[] = {"x.api", "a.api", "b.api", "c.api"};
    // Larger inputs than the corpus needs only cost time.
    if (size > 8192)
    {
        return 0;
    }
    MemoryWorld world;
    size_t index = 0;
    for (std::string& text : fuzz::parts(data, size))
    {
        if (index < std::size(kNames))
        {
            world.addFile(std::string("/project/") + kNames[index++], std::move(text));
        }
    }
    SourceMap sources;
    Diagnostics diagnostics;
    ifgen::Library library(world, sources, diagnostics, {});
    const ifgen::Interface* interface = library.load("/project/x.api");
    if ((interface == nullptr) != diagnostics.hasErrors())
    {
        std::abort();
    }
    renderAll(diagnostics, sources, {});
    if (interface != nullptr)
    {
        ifgen::protocolId(*interface);
        generate(*interface, {});
        ifgen::COptions other;
        other.prefix = "other";
        other.serviceName = "a \"name\"";
        other.async = true;
        generate(*interface, other);
    }
    return 0;
}
