#include "grammar/definition/parser_base.h"

#include <CommonToken.h>
#include <TokenStream.h>
#include <fmt/format.h>

#include "DefinitionLexer.h"
#include "grammar/codes.h"
#include "grammar/definition/tokens.h"

namespace ligature::definition
{
namespace
{

size_t colonOf(Form form)
{
    switch (form)
    {
        case Form::value:
            return DefinitionLexer::VALUE_COLON;
        case Form::words:
            return DefinitionLexer::WORDS_COLON;
        case Form::arguments:
            return DefinitionLexer::ARGUMENTS_COLON;
        case Form::optionedWords:
            return DefinitionLexer::OPTIONED_COLON;
        case Form::interfaces:
            return DefinitionLexer::INTERFACES_COLON;
        case Form::files:
            return DefinitionLexer::FILES_COLON;
        case Form::configTrees:
            return DefinitionLexer::TREES_COLON;
        case Form::assignments:
            return DefinitionLexer::ASSIGNMENTS_COLON;
        case Form::pools:
            return DefinitionLexer::POOLS_COLON;
        case Form::namedLists:
            return DefinitionLexer::LISTS_COLON;
        case Form::run:
            return DefinitionLexer::RUN_COLON;
        case Form::commands:
            return DefinitionLexer::COMMANDS_COLON;
        case Form::externs:
            return DefinitionLexer::EXTERN_COLON;
        case Form::bindings:
            return DefinitionLexer::BINDINGS_COLON;
        case Form::tags:
            return DefinitionLexer::TAGS_COLON;
        case Form::apps:
            return DefinitionLexer::APPS_COLON;
        case Form::group:
            return DefinitionLexer::GROUP_COLON;
        case Form::valueOrWords:
            return DefinitionLexer::VALUE_OR_WORDS_COLON;
    }
    return DefinitionLexer::COLON;
}

std::vector<std::string> namesOf(std::span<const SectionShape> shapes)
{
    std::vector<std::string> names;
    for (const SectionShape& shape : shapes)
    {
        names.emplace_back(shape.name);
    }
    return names;
}

}  // namespace

void ParserBase::prepare(FileKind kind, Report& report)
{
    root_.sections = sectionsOf(kind);
    report_ = &report;
}

void ParserBase::join()
{
    antlr4::Token* next = _input->LT(1);
    if (isPiece(next->getType()) && touches(*_input->LT(-1), *next))
    {
        static_cast<antlr4::CommonToken*>(next)->setType(DefinitionLexer::CONTINUED);
    }
}

void ParserBase::joinQuoted()
{
    antlr4::Token* next = _input->LT(1);
    const size_t type = next->getType();
    if ((isPiece(type) || type == DefinitionLexer::QUOTED) && touches(*_input->LT(-1), *next))
    {
        static_cast<antlr4::CommonToken*>(next)->setType(DefinitionLexer::CONTINUED);
    }
}

const SectionShape* ParserBase::select(const SectionShape* around)
{
    antlr4::Token* name = _input->LT(-1);
    antlr4::Token* colon = _input->LT(1);
    if (around == nullptr || colon->getType() != DefinitionLexer::COLON)
    {
        return nullptr;
    }
    const SectionShape* shape = findSection(around->sections, textOf(*name));
    if (shape == nullptr)
    {
        reportUnknown(*around, *name);
        return nullptr;
    }
    static_cast<antlr4::CommonToken*>(colon)->setType(colonOf(shape->form));
    return shape;
}

void ParserBase::reportUnknown(const SectionShape& around, antlr4::Token& token)
{
    const std::string name(textOf(token));
    report_->progress(token.getTokenIndex());
    if (name == "assets" && &around == &root_)
    {
        report_->syntax(codes::kRemovedSection, spanOf(token), "section 'assets' no longer exists")
            .suggest("remove it; settings and variables are offered through an .api of your own");
        return;
    }
    Diagnostic& error =
        report_->syntax(codes::kUnknownSection, spanOf(token),
                        around.name.empty() ? fmt::format("unknown section '{}'", name)
                                            : fmt::format("unknown section '{}' in '{}'", name, around.name));
    // Perhaps it is well known, only elsewhere.
    for (const SectionShape& outer : root_.sections)
    {
        if (&outer != &around && findSection(outer.sections, name) != nullptr)
        {
            error.suggest(fmt::format("'{}' belongs inside '{}'", name, outer.name));
            return;
        }
    }
    if (&around != &root_ && findSection(root_.sections, name) != nullptr)
    {
        error.suggest(fmt::format("'{}' belongs at the top of the file; is a '}}' missing before it?", name));
        return;
    }
    const std::vector<std::string> names = namesOf(around.sections);
    const std::string nearest = nearestName(name, names);
    if (!nearest.empty())
    {
        error.suggest(fmt::format("did you mean '{}'?", nearest));
    }
    else if (!names.empty() && names.size() <= 8)
    {
        error.suggest(fmt::format("possible here: {}", fmt::join(names, ", ")));
    }
}

}  // namespace ligature::definition
