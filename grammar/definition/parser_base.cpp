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
    if (around == nullptr)
    {
        return nullptr;
    }
    if (colon->getType() != DefinitionLexer::COLON)
    {
        if (around->form == Form::group)
        {
            reportNoSection(*around, *name);
        }
        return nullptr;
    }
    const SectionShape* shape = findSection(around->sections, textOf(*name));
    if (shape == nullptr)
    {
        reportUnknown(*around, *name);
        return nullptr;
    }
    size_t type = colonOf(shape->form);
    if (shape->form == Form::value && lacksValue(*around))
    {
        report_->value(codes::kMissingValue, spanOf(*name), fmt::format("section '{}' has no value", shape->name));
        type = DefinitionLexer::EMPTY_COLON;
    }
    static_cast<antlr4::CommonToken*>(colon)->setType(type);
    return shape;
}

/// The next token is the colon of a section with one value. Is it followed by the next section instead?
bool ParserBase::lacksValue(const SectionShape& around)
{
    const antlr4::Token* value = _input->LT(2);
    const size_t type = value->getType();
    if (type == antlr4::Token::EOF || type == DefinitionLexer::RBRACE)
    {
        return true;
    }
    const antlr4::Token* colon = _input->LT(1);
    const bool onNextLine = value->getInputStream() != colon->getInputStream() || value->getLine() != colon->getLine();
    return onNextLine && type == DefinitionLexer::NAME && _input->LT(3)->getType() == DefinitionLexer::COLON &&
           findSection(around.sections, textOf(*value)) != nullptr;
}

/// A name stands where a section must, without a colon behind it.
void ParserBase::reportNoSection(const SectionShape& around, const antlr4::Token& name)
{
    Span span = spanOf(name);
    for (ssize_t ahead = 1;
         ahead < 100 && isPiece(_input->LT(ahead)->getType()) && spanOf(*_input->LT(ahead)).file == span.file &&
         spanOf(*_input->LT(ahead)).begin == span.end;
         ++ahead)
    {
        span.end = spanOf(*_input->LT(ahead)).end;
    }
    const auto* stream = static_cast<const ByteStream*>(name.getInputStream());
    const std::string_view found = stream->bytes().substr(span.begin, span.end - span.begin);
    const Progress progress(*report_, name.getTokenIndex());
    Diagnostic& error = report_->syntax(
        codes::kUnexpected, span,
        around.name.empty() ? fmt::format("expected a section, found '{}'", found)
                            : fmt::format("expected a section of '{}', found '{}'", around.name, found));
    const std::vector<std::string> names = namesOf(around.sections);
    if (names.size() <= 8)
    {
        error.suggest(fmt::format("possible here: {}", fmt::join(names, ", ")));
    }
    else if (findSection(around.sections, textOf(name)) != nullptr)
    {
        error.suggest("a colon follows the name of a section");
    }
}

void ParserBase::reportUnknown(const SectionShape& around, const antlr4::Token& token)
{
    const std::string name(textOf(token));
    const Progress progress(*report_, token.getTokenIndex());
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
