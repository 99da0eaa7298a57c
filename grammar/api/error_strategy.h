// How the parser gets over a mistake, and what it says. Private to this folder.
#pragma once

#include "antlr4-runtime.h"
#include "grammar/diagnostic.h"
#include "grammar/source.h"

namespace ligature::api
{

/// Reports one mistake per declaration and goes on at the next one: the keywords that begin a declaration are reserved,
/// so they can be trusted as marks. Nothing is inserted or deleted to make the text fit.
class ErrorStrategy : public antlr4::DefaultErrorStrategy
{
public:
    /// `known` are mistakes that were reported before, in order of place. What does not fit in a declaration behind one
    /// of them is no second mistake.
    ErrorStrategy(FileId file, const SourceMap& sources, Diagnostics& diagnostics, const std::vector<Span>& known)
        : file_(file), sources_(sources), diagnostics_(diagnostics), places_(known), known_(known.size())
    {
    }

    void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& mistake) override;
    void recover(antlr4::Parser* parser, std::exception_ptr mistake) override;
    antlr4::Token* recoverInline(antlr4::Parser* parser) override;
    void sync(antlr4::Parser*) override {}

    /// Where mistakes are, in order: those known before, and those found.
    std::vector<Span> places() const;

private:
    bool isBehindKnown(antlr4::Parser& parser, Span offending) const;

    FileId file_;
    const SourceMap& sources_;
    Diagnostics& diagnostics_;
    std::vector<Span> places_;        // those that were known first
    size_t known_;                    // how many were
    bool hasKeywordForName_ = false;  // the last mistake is a keyword where a name is wanted: nothing begins there
};

/// True for the keywords that begin a declaration.
bool beginsDeclaration(size_t tokenType);

}  // namespace ligature::api
