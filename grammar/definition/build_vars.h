// `buildVars` takes effect while the file is read (spec/definition-files.md 2.1.5): a variable has its value in every
// directive further down. This watches the tokens of a system's files go by and sets variables as soon as an entry is
// complete, before the next directive is looked at and however far the parser looks ahead.
#pragma once

#include <optional>

#include "grammar/definition/report.h"

namespace antlr4
{
class Token;
}

namespace ligature::definition
{

class BuildVars
{
public:
    BuildVars(ReadContext& context, Report& report) : context_(context), report_(report) {}

    /// Every token that goes to the parser, in order.
    void see(const antlr4::Token& token);

    /// Nothing more will touch the last token: a directive or an end comes next.
    void flush();

private:
    enum class State
    {
        elsewhere,    ///< not in a buildVars section
        sectionName,  ///< `buildVars` was seen at the top of the file
        colon,        ///< and its colon
        entry,        ///< inside the braces: a name may follow
        equals,       ///< after the name
        valueBegin,   ///< after the equals sign
        value,        ///< in the value
    };
    void set();

    ReadContext& context_;
    Report& report_;
    State state_ = State::elsewhere;
    size_t depth_ = 0;
    Word name_;
    Word value_;
};

}  // namespace ligature::definition
