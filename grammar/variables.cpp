#include "grammar/variables.h"

namespace ligature
{

std::optional<std::string> Variables::get(const std::string& name) const
{
    const auto found = own_.find(name);
    return found != own_.end() ? std::optional(found->second) : world_->variable(name);
}

void Variables::set(const std::string& name, std::string value)
{
    own_.insert_or_assign(name, std::move(value));
}

void Variables::freeze(const std::string& name, Span where)
{
    frozen_.try_emplace(name, where);
}

std::optional<Span> Variables::frozenAt(const std::string& name) const
{
    const auto found = frozen_.find(name);
    return found != frozen_.end() ? std::optional(found->second) : std::nullopt;
}

}  // namespace ligature
