// The directives of a DirectiveSource: #include, #if, #elif, #else, #endif.
#include <fmt/format.h>

#include "DefinitionLexer.h"
#include "grammar/codes.h"
#include "grammar/definition/directive_source.h"
#include "grammar/definition/tokens.h"

namespace ligature::definition
{
namespace
{

using Lexer = DefinitionLexer;

constexpr std::string_view kConditionForms = "a condition is   A = B   or   file_exists(PATH)   or   dir_exists(PATH)";

}  // namespace

void DirectiveSource::directive(const antlr4::Token& token)
{
    if (buildVars_)
    {
        buildVars_->flush();
    }
    const Span span = spanOf(token);
    const std::string_view name = textOf(token);
    if (name == "#if")
    {
        beginCondition(span);
    }
    else if (name == "#elif")
    {
        elseIf(span);
    }
    else if (name == "#else")
    {
        otherwise(span);
    }
    else if (name == "#endif")
    {
        endCondition(span);
    }
    else if (fragments_.back().skipping())
    {
        return;
    }
    else if (name == "#include")
    {
        include(span);
    }
    else
    {
        unknownDirective(span, name);
    }
}

void DirectiveSource::unknownDirective(Span span, std::string_view name)
{
    const std::string nearest = nearestName(std::string(name), {"#include", "#if", "#elif", "#else", "#endif"});
    report_.syntax(codes::kUnknownDirective, span, fmt::format("unknown directive '{}'", name))
        .suggest(nearest.empty() || name.starts_with("#if") ? "the directives are #include #if #elif #else #endif"
                                                            : fmt::format("did you mean '{}'?", nearest));
    skipLine(span);
    if (name.starts_with("#if"))
    {
        // As #ifdef: an #endif will follow.
        fragments_.back().conditions.push_back({.opener = span, .active = false, .decided = true, .otherwise = {}});
    }
}

// ---- conditions -----------------------------------------------------------------------------------------------------

void DirectiveSource::beginCondition(Span opener)
{
    Fragment& fragment = fragments_.back();
    if (fragment.conditions.size() == kDeepest)
    {
        report_.final(codes::kNestedTooDeep, opener, fmt::format("conditions are nested more than {} deep", kDeepest));
        abort();
        fragment.conditions.clear();
        return;
    }
    Condition condition{.opener = opener, .active = false, .decided = true, .otherwise = {}};
    if (!fragment.skipping())
    {
        condition.active = decide(condition, opener);
    }
    fragment.conditions.push_back(condition);
}

/// Evaluates the condition of an #if or #elif. After a bad one no branch is taken: any would be a guess.
bool DirectiveSource::decide(Condition& condition, Span directive)
{
    const std::optional<bool> holds = this->condition(directive);
    if (!holds)
    {
        skipLine(directive);
    }
    condition.decided = holds.value_or(true);
    return holds.value_or(false);
}

void DirectiveSource::elseIf(Span where)
{
    Fragment& fragment = fragments_.back();
    if (fragment.conditions.empty())
    {
        report_.syntax(codes::kStrayDirective, where, "#elif without #if in this file");
        return;
    }
    Condition& condition = fragment.conditions.back();
    condition.active = false;
    if (condition.otherwise)
    {
        report_.syntax(codes::kAfterElse, where, "#elif after #else").note(*condition.otherwise, "#else is here");
        condition.decided = true;
    }
    else if (!condition.decided)
    {
        condition.active = decide(condition, where);
    }
}

void DirectiveSource::otherwise(Span where)
{
    Fragment& fragment = fragments_.back();
    if (fragment.conditions.empty())
    {
        report_.syntax(codes::kStrayDirective, where, "#else without #if in this file");
        return;
    }
    Condition& condition = fragment.conditions.back();
    if (condition.otherwise)
    {
        report_.syntax(codes::kAfterElse, where, "second #else").note(*condition.otherwise, "the first #else is here");
        condition.active = false;
        return;
    }
    condition.otherwise = where;
    condition.active = !condition.decided;
    condition.decided = true;
}

void DirectiveSource::endCondition(Span where)
{
    Fragment& fragment = fragments_.back();
    if (fragment.conditions.empty())
    {
        report_.syntax(codes::kStrayDirective, where, "#endif without #if in this file");
        return;
    }
    fragment.conditions.pop_back();
}

std::optional<bool> DirectiveSource::condition(Span directive)
{
    const std::optional<Word> left = readOperand();
    if (!left)
    {
        report_.syntax(codes::kBadCondition, directive, "a condition is missing").suggest(std::string(kConditionForms));
        return std::nullopt;
    }
    if (takeNext(Lexer::EQUALS))
    {
        const std::optional<Word> right = readOperand();
        if (!right)
        {
            report_.syntax(codes::kBadCondition, left->span, "the value to compare with is missing")
                .suggest("the empty value is written \"\"");
            return std::nullopt;
        }
        // Both sides are always evaluated, so that both are frozen.
        const std::string leftValue = value(*left);
        return leftValue == value(*right);
    }
    if (takeNext(Lexer::LPAREN))
    {
        return existence(*left);
    }
    Diagnostic& error =
        report_.syntax(codes::kBadCondition, left->span, fmt::format("'{}' is not a condition", left->raw));
    const size_t equals = left->raw.find('=');
    const bool fused = !left->quoted() && equals != std::string::npos && equals > 0;
    error.suggest(
        fused ? fmt::format("put a space before '=': {} ={}", left->raw.substr(0, equals), left->raw.substr(equals + 1))
              : std::string(kConditionForms));
    return std::nullopt;
}

std::optional<bool> DirectiveSource::existence(const Word& predicate)
{
    const std::optional<Word> operand = readOperand();
    if (!operand || !takeNext(Lexer::RPAREN))
    {
        report_
            .syntax(codes::kBadCondition, operand ? operand->span : predicate.span,
                    operand ? "expected ')' after the path" : "the path is missing")
            .suggest(std::string(kConditionForms));
        return std::nullopt;
    }
    const bool wantsFile = predicate.raw == "file_exists";
    if (!wantsFile && predicate.raw != "dir_exists")
    {
        const std::string nearest = nearestName(predicate.raw, {"file_exists", "dir_exists"});
        report_.syntax(codes::kBadCondition, predicate.span, fmt::format("unknown condition '{}'", predicate.raw))
            .suggest(nearest.empty() ? std::string(kConditionForms) : fmt::format("did you mean '{}'?", nearest));
        return std::nullopt;
    }
    const std::string path = joinPath(directoryOf(context_.sources.path(operand->span.file)), value(*operand));
    return wantsFile ? context_.world.fileExists(path) : context_.world.directoryExists(path);
}

// ---- includes -------------------------------------------------------------------------------------------------------

void DirectiveSource::include(Span directive)
{
    const std::optional<Word> operand = readOperand();
    if (!operand)
    {
        report_.syntax(codes::kIncludeNotFound, directive, "the path of the file to include is missing");
        return;
    }
    const std::string path = includePath(*operand);
    if (path.empty())
    {
        return;
    }
    const std::string canonical = context_.world.canonicalPath(path);
    if (reportCycle(canonical, operand->span))
    {
        return;
    }
    if (fragments_.size() == kDeepest)
    {
        report_.final(codes::kNestedTooDeep, operand->span,
                      fmt::format("includes are nested more than {} deep", kDeepest));
        abort();
        return;
    }
    const std::optional<FileId> file = loadText(context_, report_, path, operand->span, codes::kIncludeNotFound);
    if (file)
    {
        streams_.emplace_back(*file, context_.sources.text(*file));
        fragments_.emplace_back(streams_.back(), canonical, operand->span);
    }
}

/// The path of the file to include; reported and empty if there is none.
std::string DirectiveSource::includePath(const Word& word)
{
    const std::string written = value(word);
    if (written.empty())
    {
        report_.syntax(codes::kIncludeNotFound, word.span, "the path of the file to include is empty");
        return {};
    }
    const std::string beside = directoryOf(context_.sources.path(word.span.file));
    std::string first = normalizePath(joinPath(beside, written));
    if (context_.world.fileExists(first))
    {
        return first;
    }
    std::string searched = beside;
    const std::string root = context_.variables.get("LEGATO_ROOT").value_or("");
    if (written.front() != '/' && !root.empty())
    {
        std::string second = normalizePath(joinPath(root, written));
        if (context_.world.fileExists(second))
        {
            return second;
        }
        searched += " and " + root;
    }
    Diagnostic& error = report_.syntax(codes::kIncludeNotFound, word.span, fmt::format("cannot find '{}'", written));
    if (written.front() != '/')
    {
        error.suggest("searched in " + searched);
    }
    return {};
}

bool DirectiveSource::reportCycle(const std::string& canonical, Span where)
{
    for (size_t i = 0; i < fragments_.size(); ++i)
    {
        const std::string ofFragment = i == 0
                                           ? context_.world.canonicalPath(context_.sources.path(fragments_[0].file()))
                                           : fragments_[i].canonicalPath();
        if (ofFragment != canonical)
        {
            continue;
        }
        Diagnostic& error =
            report_.syntax(codes::kIncludeCycle, where, fmt::format("'{}' includes itself", fileNameOf(canonical)));
        for (size_t inner = i + 1; inner < fragments_.size(); ++inner)
        {
            error.note(fragments_[inner].includedAt(),
                       fmt::format("'{}' is included here", fileNameOf(fragments_[inner].canonicalPath())));
        }
        return true;
    }
    return false;
}

// ---- operands -------------------------------------------------------------------------------------------------------

/// Drops what is left of the line of a directive that could not be understood.
void DirectiveSource::skipLine(Span directive)
{
    const std::string_view text = context_.sources.text(directive.file);
    const size_t lineEnd = std::min(text.find('\n', directive.begin), text.size());
    Fragment& fragment = fragments_.back();
    while (fragment.peek().getStartIndex() < lineEnd && fragment.peek().getType() != Lexer::DIRECTIVE &&
           fragment.peek().getType() != Lexer::OPEN_COMMENT)
    {
        fragment.next();
    }
}

void DirectiveSource::skipHidden()
{
    Fragment& fragment = fragments_.back();
    while (fragment.peek().getChannel() != antlr4::Token::DEFAULT_CHANNEL)
    {
        fragment.next();
    }
}

/// Takes the next token if it is of that type.
bool DirectiveSource::takeNext(size_t type)
{
    skipHidden();
    Fragment& fragment = fragments_.back();
    if (fragment.peek().getType() != type)
    {
        return false;
    }
    fragment.next();
    return true;
}

/// A quoted word, or a run of touching pieces. Nothing if neither comes next.
std::optional<Word> DirectiveSource::readOperand()
{
    skipHidden();
    Fragment& fragment = fragments_.back();
    const auto spoils = [&](const antlr4::Token& token)
    { return token.getType() == Lexer::OPEN_QUOTE || token.getType() == Lexer::BAD_VARIABLE; };
    const size_t type = fragment.peek().getType();
    if (type != Lexer::QUOTED && !isPiece(type) && !spoils(fragment.peek()))
    {
        return std::nullopt;
    }
    std::unique_ptr<antlr4::Token> last = fragment.next();
    const bool isQuoted = type == Lexer::QUOTED || type == Lexer::OPEN_QUOTE;
    Word word{std::string(textOf(*last)), spanOf(*last)};
    checkToken(*last);
    while (!isQuoted && touches(*last, fragment.peek()) &&
           (isPiece(fragment.peek().getType()) || spoils(fragment.peek())))
    {
        last = fragment.next();
        checkToken(*last);
        word.raw += textOf(*last);
        word.span.end = spanOf(*last).end;
    }
    return word;
}

/// The value of an operand. From here on the variables in it are frozen.
std::string DirectiveSource::value(const Word& word)
{
    const std::string& raw = word.raw;
    for (size_t at = raw.find('$'); at != std::string::npos; at = raw.find('$', at + 1))
    {
        const size_t begin = raw.compare(at + 1, 1, "{") == 0 ? at + 2 : at + 1;
        size_t end = begin;
        while (end < raw.size() && (std::isalnum(static_cast<unsigned char>(raw[end])) || raw[end] == '_'))
        {
            ++end;
        }
        const std::string name = raw.substr(begin, end - begin);
        if (!name.empty() && name != "CURDIR")
        {
            context_.variables.freeze(name, word.span);
        }
        at = std::max(at, end - 1);
    }
    return expand(word, context_);
}

}  // namespace ligature::definition
