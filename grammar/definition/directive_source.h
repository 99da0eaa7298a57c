// The token source between lexer and parser. It resolves #include and #if at any token boundary, reports what is wrong
// with single tokens, and balances brackets, so that the parser sees one stream of sound, balanced tokens that know
// which fragment they come from (spec/definition-files.md 1.8).
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "TokenSource.h"
#include "grammar/definition/build_vars.h"
#include "grammar/definition/fragment.h"

namespace ligature::definition
{

class DirectiveSource final : public antlr4::TokenSource
{
public:
    /// Brackets, conditions of one file, and includes may each be nested this deep.
    static constexpr size_t kDeepest = 64;

    /// `file` is loaded already. With `setsVariables`, buildVars takes effect while reading.
    DirectiveSource(ReadContext& context, Report& report, FileId file, bool setsVariables);
    ~DirectiveSource() override;

    std::unique_ptr<antlr4::Token> nextToken() override;
    size_t getLine() const override { return 0; }
    size_t getCharPositionInLine() override { return 0; }
    antlr4::CharStream* getInputStream() override { return &streams_.back(); }
    std::string getSourceName() override { return "definition file"; }
    antlr4::TokenFactory<antlr4::CommonToken>* getTokenFactory() override;

    /// After the end: the number of tokens up to a bracket that was left open, if there is one.
    std::optional<size_t> leftOpenAt() const { return leftOpenAt_; }

private:
    using TokenPtr = std::unique_ptr<antlr4::Token>;

    struct Bracket
    {
        bool isBrace;
        Span span;
        size_t tokens;        ///< delivered before it
        uint32_t lineIndent;  ///< column of the first character of its line
    };
    /// A brace that was closed by one that is indented for an outer one.
    struct Suspect
    {
        Bracket opener;
        Span closer;
    };

    TokenPtr deliver(TokenPtr token);
    TokenPtr synthesize(size_t type, Span at);
    TokenPtr end();
    void abort();
    void checkToken(antlr4::Token& token);
    void open(const antlr4::Token& token);
    bool close(const antlr4::Token& token, TokenPtr& instead);
    void noteIndentation(const Bracket& opener, Span closer);
    void reportUnclosed();
    uint32_t lineIndent(Span span) const;
    bool isFirstOnLine(Span span) const;

    void directive(const antlr4::Token& token);
    void unknownDirective(Span span, std::string_view name);
    void beginCondition(Span opener);
    void elseIf(Span where);
    void otherwise(Span where);
    void endCondition(Span where);
    bool decide(Condition& condition, Span directive);
    std::optional<bool> condition(Span directive);
    std::optional<bool> existence(const Word& predicate);
    void include(Span directive);
    bool reportCycle(const std::string& canonical, Span where);
    std::string includePath(const Word& word);
    std::optional<Word> readOperand();
    bool takeNext(size_t type);
    void skipHidden();
    void skipLine(Span directive);
    std::string value(const Word& word);
    bool leaveFragment();

    ReadContext& context_;
    Report& report_;
    std::optional<BuildVars> buildVars_;
    std::deque<ByteStream> streams_;  // tokens refer to them until parsing is over
    std::vector<Fragment> fragments_;
    std::vector<Bracket> brackets_;
    std::optional<Suspect> suspect_;
    std::optional<size_t> leftOpenAt_;
    TokenPtr waiting_;  // comes after a closer that was put in for a missing one
    size_t delivered_ = 0;
    bool ended_ = false;
    bool aborted_ = false;
};

}  // namespace ligature::definition
