// How the parser speaks of text that does not fit the grammar, and where it goes on.
#pragma once

#include "DefaultErrorStrategy.h"
#include "grammar/definition/report.h"

namespace ligature::definition
{

/// After a mistake in an entry, parsing goes on at the next line of its list; after one in the head of a section, at
/// the next line that is not indented deeper than the section. Brackets are skipped in pairs.
class ErrorStrategy final : public antlr4::DefaultErrorStrategy
{
public:
    explicit ErrorStrategy(Report& report) : report_(report) {}

    void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) override;
    void recover(antlr4::Parser* parser, std::exception_ptr error) override;
    antlr4::Token* recoverInline(antlr4::Parser* parser) override;
    void sync(antlr4::Parser* parser) override;

private:
    void report(antlr4::Parser& parser, antlr4::Token& found, const antlr4::misc::IntervalSet& expected);
    void skip(antlr4::Parser& parser, size_t depth, size_t column);

    Report& report_;
};

}  // namespace ligature::definition
