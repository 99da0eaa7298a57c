#include "grammar/definition/read.h"

#include <CommonTokenStream.h>

#include "DefinitionParser.h"
#include "grammar/codes.h"
#include "grammar/definition/directive_source.h"
#include "grammar/definition/error_strategy.h"
#include "grammar/definition/tree_builder.h"

namespace ligature::definition
{

std::optional<FileKind> kindOf(const std::string& path)
{
    const std::string name = fileNameOf(path);
    const size_t dot = name.rfind('.');
    const std::string suffix = dot == std::string::npos ? "" : name.substr(dot);
    if (suffix == ".cdef")
    {
        return FileKind::component;
    }
    if (suffix == ".adef")
    {
        return FileKind::application;
    }
    if (suffix == ".sdef" || suffix == ".sinc")
    {
        return FileKind::system;
    }
    if (suffix == ".mdef")
    {
        return FileKind::kernelModule;
    }
    return std::nullopt;
}

std::optional<Tree> read(ReadContext& context, const std::string& path, FileKind kind, Span requiredHere)
{
    Report report(context);
    const std::string absolute =
        normalizePath(path.starts_with('/') ? path : joinPath(context.world.workingDirectory(), path));
    const std::optional<FileId> file = loadText(context, report, absolute, requiredHere, codes::kUnreadableFile);
    if (!file)
    {
        report.finish();
        return std::nullopt;
    }
    Tree tree;
    tree.kind = kind;
    tree.path = absolute;
    tree.file = *file;

    DirectiveSource source(context, report, *file, kind == FileKind::system);
    antlr4::CommonTokenStream tokens(&source);
    DefinitionParser parser(&tokens);
    parser.removeErrorListeners();
    parser.setErrorHandler(std::make_shared<ErrorStrategy>(report));
    // Every decision of the grammar needs two tokens at most, so what SLL cannot decide LL cannot either.
    parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(antlr4::atn::PredictionMode::SLL);
    parser.prepare(kind, report);
    DefinitionParser::FileContext* parsed = parser.file();
    tree.sections = buildSections(*parsed, kind, report);
    if (source.leftOpenAt())
    {
        report.forgetAfter(*source.leftOpenAt());
    }
    report.finish();
    return tree;
}

}  // namespace ligature::definition
