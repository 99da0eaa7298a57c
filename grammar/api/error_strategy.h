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
    ErrorStrategy(FileId file, const SourceMap& sources, Diagnostics& diagnostics)
        : file_(file), sources_(sources), diagnostics_(diagnostics)
    {
    }

    void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& mistake) override;
    void recover(antlr4::Parser* parser, std::exception_ptr mistake) override;
    antlr4::Token* recoverInline(antlr4::Parser* parser) override;
    void sync(antlr4::Parser*) override {}

    /// Where mistakes were found, in order.
    const std::vector<Span>& places() const { return places_; }

private:
    FileId file_;
    const SourceMap& sources_;
    Diagnostics& diagnostics_;
    std::vector<Span> places_;
};

/// True for the keywords that begin a declaration.
bool beginsDeclaration(size_t tokenType);

}  // namespace ligature::api
