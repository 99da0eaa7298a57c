#include "grammar/definition/tree_builder.h"

#include <fmt/format.h>

#include "grammar/codes.h"
#include "grammar/definition/name_check.h"
#include "grammar/definition/parsed_words.h"
#include "grammar/definition/value_check.h"

namespace ligature::definition
{
namespace
{

using Parser = DefinitionParser;

Entry entryOf(const antlr4::ParserRuleContext& context)
{
    Entry entry;
    entry.span = spanOf(context);
    return entry;
}

class Builder
{
public:
    Builder(FileKind kind, Report& report) : kind_(kind), report_(report) {}

    std::vector<Section> sections(const std::vector<Parser::SectionContext*>& contexts, const SectionShape* around);

private:
    void section(Parser::SectionContext& context, const SectionShape* around, std::vector<Section>& result);
    void entries(Parser::SectionContext& context, const SectionShape* around, Section& section);
    void words(const std::vector<Word>& words, const SectionShape& shape, Section& section);
    void files(Parser::SectionContext& context, const SectionShape* around, Section& section);
    void filePairs(const std::vector<Word>& paths, std::optional<Word> permissions, const SectionShape& shape,
                   bool bundled, Section& section);
    void interfaceEntry(Parser::InterfaceEntryContext& context, const SectionShape& shape, Section& section);
    void externItem(Parser::ExternItemContext& context, const SectionShape& shape, Section& section);
    void binding(Parser::BindingContext& context, Section& section);
    void app(Parser::AppContext& context, const SectionShape& shape, Section& section);

    /// Ties value errors to their place in the token stream, see Report::forgetAfter().
    void at(const antlr4::ParserRuleContext& context) { report_.progress(context.start->getTokenIndex()); }

    FileKind kind_;
    Report& report_;
};

std::vector<Section> Builder::sections(const std::vector<Parser::SectionContext*>& contexts, const SectionShape* around)
{
    std::vector<Section> result;
    result.reserve(contexts.size());
    for (Parser::SectionContext* context : contexts)
    {
        if (isSound(context) && context->shape != nullptr)
        {
            section(*context, around, result);
        }
    }
    return result;
}

void Builder::section(Parser::SectionContext& context, const SectionShape* around, std::vector<Section>& result)
{
    at(context);
    Section& section = result.emplace_back();
    section.name = wordOf(context.NAME());
    section.span = spanOf(context);
    entries(context, around, section);
}

void Builder::words(const std::vector<Word>& words, const SectionShape& shape, Section& section)
{
    section.entries.reserve(words.size());
    for (const Word& word : words)
    {
        checkWord(word, shape, report_);
        Entry& entry = section.entries.emplace_back();
        entry.span = word.span;
        entry.values.push_back(word);
    }
}

void Builder::entries(Parser::SectionContext& context, const SectionShape* around, Section& section)
{
    const SectionShape& shape = *context.shape;
    const auto each = [&](const auto& contexts, auto&& build)
    {
        section.entries.reserve(contexts.size());
        for (auto* one : contexts)
        {
            if (isSound(one))
            {
                at(*one);
                build(*one);
            }
        }
    };
    switch (shape.form)
    {
        case Form::value:
            if (const std::vector<Word> value = wordsOf(context.word()); !value.empty())
            {
                checkWord(value.front(), shape, report_);
                section.value = value.front();
            }
            break;
        case Form::valueOrWords:
            words(wordsOf(context.word()), shape, section);
            if (context.LBRACE() == nullptr && !section.entries.empty())
            {
                const Word& only = section.entries.front().values.front();
                report_.warning(codes::kDeprecated, only.span, fmt::format("'{}' takes a list", shape.name))
                    .suggest(fmt::format("{}: {{ {} }}", shape.name, only.raw));
            }
            break;
        case Form::words:
            words(wordsOf(context.word()), shape, section);
            break;
        case Form::arguments:
            words(wordsOf(context.argument()), shape, section);
            break;
        case Form::optionedWords:
            each(context.optionedWord(),
                 [&](Parser::OptionedWordContext& one)
                 {
                     Entry& entry = section.entries.emplace_back(entryOf(one));
                     entry.values.push_back(wordOf(*one.word()));
                     entry.options = wordsOf(one.BRACKETED());
                     checkOptions(entry.options, shape, report_);
                 });
            break;
        case Form::interfaces:
            each(context.interfaceEntry(),
                 [&](Parser::InterfaceEntryContext& one) { interfaceEntry(one, shape, section); });
            break;
        case Form::files:
            files(context, around, section);
            break;
        case Form::configTrees:
            each(context.configTree(),
                 [&](Parser::ConfigTreeContext& one)
                 {
                     Entry& entry = section.entries.emplace_back(entryOf(one));
                     entry.values.push_back(wordOf(*one.stop));
                     if (one.BRACKETED() != nullptr)
                     {
                         entry.permissions = wordOf(one.BRACKETED());
                         checkPermissions(*entry.permissions, shape, false, report_);
                     }
                 });
            break;
        case Form::assignments:
            each(context.assignment(),
                 [&](Parser::AssignmentContext& one)
                 {
                     Entry& entry = section.entries.emplace_back(entryOf(one));
                     entry.name.push_back(wordOf(one.NAME()));
                     entry.values.push_back(wordOf(*one.argument()));
                     checkWord(entry.values.front(), shape, report_);
                 });
            break;
        case Form::pools:
            each(context.pool(),
                 [&](Parser::PoolContext& one)
                 {
                     Entry& entry = section.entries.emplace_back(entryOf(one));
                     entry.name = wordsOf(one.NAME());
                     entry.values.push_back(wordOf(*one.word()));
                     checkWord(entry.values.front(), shape, report_);
                 });
            break;
        case Form::namedLists:
            each(context.namedList(),
                 [&](Parser::NamedListContext& one)
                 {
                     Entry& entry = section.entries.emplace_back(entryOf(one));
                     entry.name.push_back(wordOf(one.NAME()));
                     entry.values = wordsOf(one.argument());
                 });
            break;
        case Form::run:
            each(context.run(),
                 [&](Parser::RunContext& one)
                 {
                     Entry& entry = section.entries.emplace_back(entryOf(one));
                     if (one.NAME() != nullptr)
                     {
                         entry.name.push_back(wordOf(one.NAME()));
                     }
                     entry.values = wordsOf(one.argument());
                 });
            break;
        case Form::commands:
            each(context.command(),
                 [&](Parser::CommandContext& one)
                 {
                     Entry& entry = section.entries.emplace_back(entryOf(one));
                     entry.name.push_back(wordOf(one.NAME(0)));
                     entry.target.push_back(wordOf(one.NAME(1)));
                     entry.values.push_back(wordOf(*one.word()));
                 });
            break;
        case Form::externs:
            each(context.externItem(), [&](Parser::ExternItemContext& one) { externItem(one, shape, section); });
            break;
        case Form::bindings:
            each(context.binding(), [&](Parser::BindingContext& one) { binding(one, section); });
            break;
        case Form::tags:
            each(context.tag(),
                 [&](Parser::TagContext& one)
                 {
                     Entry& entry = section.entries.emplace_back(entryOf(one));
                     entry.name.push_back(wordOf(one.QUOTED(0)));
                     entry.values.push_back(wordOf(one.QUOTED(1)));
                 });
            break;
        case Form::apps:
            each(context.app(), [&](Parser::AppContext& one) { app(one, shape, section); });
            break;
        case Form::group:
            section.sections = sections(context.section(), &shape);
            break;
    }
}

void Builder::files(Parser::SectionContext& context, const SectionShape* around, Section& section)
{
    const bool bundled = around != nullptr && around->name == "bundles";
    filePairs(wordsOf(context.word()), std::nullopt, *context.shape, bundled, section);
    for (Parser::PermittedFilesContext* one : context.permittedFiles())
    {
        if (isSound(one))
        {
            at(*one);
            filePairs(wordsOf(one->word()), wordOf(one->BRACKETED()), *context.shape, bundled, section);
        }
    }
}

void Builder::filePairs(const std::vector<Word>& paths, std::optional<Word> permissions, const SectionShape& shape,
                        bool bundled, Section& section)
{
    for (size_t i = 0; i < paths.size(); i += 2)
    {
        Entry& entry = section.entries.emplace_back();
        entry.values.push_back(paths[i]);
        if (i + 1 < paths.size())
        {
            entry.values.push_back(paths[i + 1]);
        }
        else if (!shape.loneFile)
        {
            report_
                .value(codes::kMissingDestination, paths[i].span, fmt::format("'{}' has no destination", paths[i].raw))
                .suggest(fmt::format("{0} {0}", paths[i].raw));
        }
        entry.span = join(paths[i].span, entry.values.back().span);
        if (permissions)
        {
            checkPermissions(*permissions, shape, bundled, report_);
            entry.span = join(permissions->span, entry.span);
            entry.permissions = std::exchange(permissions, std::nullopt);
        }
    }
}

void Builder::interfaceEntry(Parser::InterfaceEntryContext& context, const SectionShape& shape, Section& section)
{
    const std::vector<Word> words = wordsOf(context.word());
    if (words.empty())
    {
        return;
    }
    Entry& entry = section.entries.emplace_back(entryOf(context));
    if (words.size() == 2)
    {
        entry.name = aliasOf(words.front(), shape.name != "api", report_);
    }
    const Word& path = words.back();
    entry.values.push_back(path);
    entry.options = wordsOf(context.BRACKETED());
    checkOptions(entry.options, shape, report_);

    const size_t equals = path.raw.find('=');
    if (!path.quoted() && equals != std::string::npos && equals > 0 && words.size() == 1)
    {
        // Legal, since = is a character of paths, but hardly ever meant.
        report_.warning(codes::kSuspicious, path.span, fmt::format("'{}' is one path", path.raw))
            .suggest(fmt::format("for an alias put a space before '=': {} = {}", path.raw.substr(0, equals),
                                 path.raw.substr(equals + 1)));
    }
}

void Builder::externItem(Parser::ExternItemContext& context, const SectionShape& shape, Section& section)
{
    if (Parser::SectionContext* inner = context.section(); inner != nullptr)
    {
        if (isSound(inner) && inner->shape != nullptr)
        {
            this->section(*inner, &shape, section.sections);
        }
        return;
    }
    if (!isSound(context.exposure()))
    {
        return;
    }
    Entry& entry = section.entries.emplace_back(entryOf(context));
    entry.target = wordsOf(context.exposure()->NAME());
    if (context.exposure()->EQUALS() != nullptr)
    {
        entry.name.push_back(entry.target.front());
        entry.target.erase(entry.target.begin());
    }
    if (entry.target.size() != shape.parts)
    {
        report_
            .value(codes::kBadReference, join(entry.target.front().span, entry.target.back().span),
                   fmt::format("expected {} names joined by dots", shape.parts))
            .suggest(shape.parts == 3 ? "<executable>.<component>.<interface>" : "<app>.<interface>");
    }
}

void Builder::binding(Parser::BindingContext& context, Section& section)
{
    Entry& entry = section.entries.emplace_back(entryOf(context));
    const auto parts = [](Parser::EndpointContext& endpoint)
    {
        std::vector<Word> words;
        for (antlr4::tree::ParseTree* child : endpoint.children)
        {
            auto* node = static_cast<antlr4::tree::TerminalNode*>(child);
            if (node->getSymbol()->getType() != Parser::DOT)
            {
                words.push_back(wordOf(node));
            }
        }
        return words;
    };
    entry.client = parts(*context.endpoint(0));
    entry.target = parts(*context.endpoint(1));
    checkBinding(entry, kind_, report_);
}

void Builder::app(Parser::AppContext& context, const SectionShape& shape, Section& section)
{
    Entry& entry = section.entries.emplace_back(entryOf(context));
    entry.values.push_back(wordOf(*context.word()));
    if (Parser::OverridesContext* overrides = context.overrides(); overrides != nullptr)
    {
        entry.overrides = sections(overrides->section(), &shape);
    }
}

}  // namespace

std::vector<Section> buildSections(DefinitionParser::FileContext& file, FileKind kind, Report& report)
{
    return Builder(kind, report).sections(file.section(), nullptr);
}

}  // namespace ligature::definition
