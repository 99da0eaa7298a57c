#include "grammar/definition/build_vars.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "DefinitionLexer.h"
#include "grammar/codes.h"
#include "grammar/definition/tokens.h"

namespace ligature::definition
{
namespace
{

constexpr std::array<std::string_view, 6> kReserved = {"LEGATO_ROOT",  "LEGATO_TARGET",  "LEGATO_TARGET_SYMBOL",
                                                       "LEGATO_BUILD", "LEGATO_SYSROOT", "CURDIR"};

}  // namespace

void BuildVars::see(const antlr4::Token& token)
{
    const size_t type = token.getType();
    if (state_ == State::value && (spanOf(token).file != value_.span.file || spanOf(token).begin != value_.span.end))
    {
        flush();
    }
    if (type == DefinitionLexer::LBRACE)
    {
        ++depth_;
        state_ = state_ == State::colon && depth_ == 1 ? State::entry : State::elsewhere;
        return;
    }
    if (type == DefinitionLexer::RBRACE)
    {
        flush();
        depth_ -= depth_ > 0 ? 1 : 0;
        state_ = State::elsewhere;
        return;
    }
    switch (state_)
    {
        case State::elsewhere:
            if (depth_ == 0 && type == DefinitionLexer::NAME && textOf(token) == "buildVars")
            {
                state_ = State::sectionName;
            }
            break;
        case State::sectionName:
            state_ = type == DefinitionLexer::COLON ? State::colon : State::elsewhere;
            break;
        case State::colon:
            state_ = State::elsewhere;
            break;
        case State::entry:
            if (type == DefinitionLexer::NAME)
            {
                name_ = {std::string(textOf(token)), spanOf(token)};
                state_ = State::equals;
            }
            break;
        case State::equals:
            state_ = type == DefinitionLexer::EQUALS ? State::valueBegin : State::entry;
            break;
        case State::valueBegin:
            value_ = {std::string(textOf(token)), spanOf(token)};
            state_ = State::value;
            break;
        case State::value:
            value_.raw += textOf(token);
            value_.span.end = spanOf(token).end;
            break;
    }
}

void BuildVars::flush()
{
    if (state_ == State::value)
    {
        set();
        state_ = State::entry;
    }
}

void BuildVars::set()
{
    const std::string& name = name_.raw;
    if (std::ranges::find(kReserved, name) != kReserved.end())
    {
        report_.value(codes::kReservedVariable, name_.span,
                      fmt::format("variable '{}' is set by the tools and cannot be changed", name));
        return;
    }
    const std::string value = expand(value_, context_);
    const std::optional<Span> used = context_.variables.frozenAt(name);
    const std::string before = context_.variables.get(name).value_or("");
    if (used && value != before)
    {
        report_
            .value(codes::kFrozenVariable, name_.span,
                   fmt::format("variable '{}' cannot become '{}': a directive has used its value '{}'", name, value,
                               before))
            .note(*used, "first used here")
            .suggest("move buildVars above that directive");
        return;
    }
    context_.variables.set(name, value);
}

}  // namespace ligature::definition
