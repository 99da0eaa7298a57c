// Definition files from bytes to syntax tree, with directives, fragments and variables. The first byte of an input says
// the kind: c, a, s or m (any other: c). The parts of the rest are the file, then the fragments 1.sinc, 2.sinc and
// 3.sinc. A finding is a crash, a hang, an exception, or a file that is refused without a word.
#include <cstdlib>

#include "grammar/definition/read.h"
#include "tests/fuzz/parts.h"

namespace
{

using namespace ligature;
using definition::FileKind;

FileKind kindOf(uint8_t letter)
{
    switch (letter)
    {
        case 'a':
            return FileKind::application;
        case 's':
            return FileKind::system;
        case 'm':
            return FileKind::kernelModule;
        default:
            return FileKind::component;
    }
}

const char* fileOf(FileKind kind)
{
    static const char* const kNames[] = {"/project/Component.cdef", "/project/x.adef", "/project/x.sdef",
                                         "/project/x.mdef"};
    return kNames[static_cast<size_t>(kind)];
}

void visit(const std::vector<definition::Word>& words, definition::ReadContext& context)
{
    for (const definition::Word& word : words)
    {
        definition::expand(word, context);
        definition::substitute(word, context);
        definition::unquote(word);
    }
}

void visit(const std::vector<definition::Section>& sections, definition::ReadContext& context)
{
    for (const definition::Section& section : sections)
    {
        if (section.value)
        {
            definition::expand(*section.value, context);
        }
        for (const definition::Entry& entry : section.entries)
        {
            for (const auto* words : {&entry.name, &entry.values, &entry.options, &entry.client, &entry.target})
            {
                visit(*words, context);
            }
            visit(entry.overrides, context);
        }
        visit(section.sections, context);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    // Larger inputs than the corpus needs only cost time.
    if (size == 0 || size > 8192)
    {
        return 0;
    }
    const FileKind kind = kindOf(data[0]);
    MemoryWorld world;
    world.setVariable("ONE", "1");
    world.setVariable("TEXT", "a b/$ONE");
    size_t index = 0;
    for (std::string& text : fuzz::parts(data + 1, size - 1))
    {
        world.addFile(index == 0 ? fileOf(kind) : "/project/" + std::to_string(index) + ".sinc", std::move(text));
        ++index;
    }
    SourceMap sources;
    Diagnostics diagnostics;
    Variables variables(world);
    definition::ReadContext context{world, sources, diagnostics, variables};
    const std::optional<definition::Tree> tree = definition::read(context, fileOf(kind), kind);
    if (!tree && !diagnostics.hasErrors())
    {
        std::abort();
    }
    if (tree)
    {
        visit(tree->sections, context);
    }
    renderAll(diagnostics, sources, {});
    return 0;
}
