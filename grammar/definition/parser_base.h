// What the generated parser needs beyond its grammar: the table of sections, and adjacency.
#pragma once

#include "Parser.h"
#include "grammar/definition/report.h"
#include "grammar/definition/sections.h"

namespace ligature::definition
{

class ParserBase : public antlr4::Parser
{
public:
    explicit ParserBase(antlr4::TokenStream* input) : antlr4::Parser(input) {}

    /// To be called once, before parsing.
    void prepare(FileKind kind, Report& report);
    Report& report() { return *report_; }

protected:
    /// Stands for the whole file: its sections are those of the top.
    const SectionShape* root() const { return &root_; }

    /// The name of a section inside `around` was just consumed. Finds its shape and gives the colon that follows the
    /// type of its form. An unknown section is reported, its colon left as it is, and the result is nullptr.
    const SectionShape* select(const SectionShape* around);

    /// If the next token is part of a bare word and follows the last consumed one without a gap, makes it CONTINUED.
    void join();
    /// As join(), for arguments, whose quoted parts belong to the word too.
    void joinQuoted();

private:
    bool lacksValue(const SectionShape& around);
    void reportNoSection(const SectionShape& around, const antlr4::Token& name);
    void reportUnknown(const SectionShape& around, const antlr4::Token& name);

    SectionShape root_{.name = "", .form = Form::group, .summary = ""};
    Report* report_ = nullptr;
};

}  // namespace ligature::definition
