// Types are written out at each use, so that a short file can ask for more JSON than any disk holds. What would be
// written is counted before; of each structure and each file once, as going through all of it would never end either.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "ifgen/codes.h"
#include "ifgen/json_dump.h"

namespace ligature::ifgen
{

namespace
{

/// Members, elements, parameters and declarations that are written where something is used.
constexpr uint64_t kMostEmbedded = 100000;

/// As many characters of names, comments and text count as one more.
constexpr uint64_t kLongText = 100;

uint64_t add(uint64_t left, uint64_t right)
{
    return std::min(left + right, kMostEmbedded + 1);
}

uint64_t extraOf(const std::string& name, const Documentation& comments)
{
    uint64_t characters = name.size();
    for (const std::string& line : comments)
    {
        characters += line.size() + 1;
    }
    return characters / kLongText;
}

/// Counts up to one more than kMostEmbedded.
class Count
{
public:
    explicit Count(const SourceMap& sources) : sources_(sources) {}

    /// All that stands in the object of a type.
    uint64_t inside(const Type& type);
    /// What the types of a list bring along where they are used.
    uint64_t embedded(const std::vector<Variable>& list);
    uint64_t embedded(const Function& function);
    /// All that stands in the object of a file.
    uint64_t whole(const Interface& interface);

private:
    uint64_t listed(const std::vector<Variable>& list);

    const SourceMap& sources_;
    std::unordered_map<const Type*, uint64_t> types_;
    std::unordered_map<const Interface*, uint64_t> interfaces_;
};

uint64_t Count::listed(const std::vector<Variable>& list)
{
    uint64_t sum = embedded(list);
    for (const Variable& variable : list)
    {
        sum = add(sum, 1 + extraOf(variable.name, variable.documentation));
    }
    return sum;
}

uint64_t Count::inside(const Type& type)
{
    if (const auto known = types_.find(&type); known != types_.end())
    {
        return known->second;
    }
    uint64_t sum = add(extraOf(type.name, type.documentation), listed(type.variables));
    for (const Element& element : type.elements)
    {
        sum = add(sum, 1 + extraOf(element.name, element.documentation));
    }
    types_.emplace(&type, sum);
    return sum;
}

uint64_t Count::embedded(const std::vector<Variable>& list)
{
    uint64_t sum = 0;
    for (const Variable& variable : list)
    {
        sum = add(sum, variable.type != nullptr ? inside(*variable.type) : 0);
    }
    return sum;
}

uint64_t Count::embedded(const Function& function)
{
    const uint64_t returned = function.returnType != nullptr ? inside(*function.returnType) : 0;
    const uint64_t parameters = embedded(function.parameters);
    // The parameters of an EVENT stand once more in the list of events.
    return add(returned, function.kind == Function::Kind::addHandler ? add(parameters, parameters) : parameters);
}

uint64_t Count::whole(const Interface& interface)
{
    if (const auto known = interfaces_.find(&interface); known != interfaces_.end())
    {
        return known->second;
    }
    // The text has every comment and every name, so it stands for those of the file's own declarations too.
    uint64_t sum = add(1, sources_.text(interface.file).size() / kLongText);
    sum = add(sum, interface.definitions.size());
    for (const Interface* used : interface.imports)
    {
        sum = add(sum, whole(*used));
    }
    for (const auto& type : interface.types)
    {
        sum = add(sum, 1 + inside(*type));
    }
    for (const Function& function : interface.functions)
    {
        sum = add(sum, add(1 + function.parameters.size(), embedded(function)));
    }
    interfaces_.emplace(&interface, sum);
    return sum;
}

}  // namespace

bool checkJson(const Interface& interface, const SourceMap& sources, Diagnostics& diagnostics)
{
    Count count(sources);
    uint64_t sum = 0;
    const auto fits = [&](uint64_t more, Span span, const std::string& what, const char* cure)
    {
        sum = add(sum, more);
        if (sum <= kMostEmbedded)
        {
            return true;
        }
        diagnostics
            .error(kJsonSize, span,
                   fmt::format("with {} more than {} members and elements would be written where they are used", what,
                               kMostEmbedded))
            .suggest(cure);
        return false;
    };
    for (size_t i = 0; i < interface.imports.size(); ++i)
    {
        const Interface& used = *interface.imports[i];
        if (!fits(count.whole(used), interface.importPlaces[i], fmt::format("'{}'", fileNameOf(used.path)),
                  "name only those files in USETYPES whose types are used"))
        {
            return false;
        }
    }
    constexpr const char* kUseReference = "pass a REFERENCE, or put fewer STRUCTs into each other";
    for (const auto& type : interface.types)
    {
        if (!fits(count.embedded(type->variables), type->span, fmt::format("{} '{}'", kindOf(*type), type->name),
                  kUseReference))
        {
            return false;
        }
    }
    for (const Function& function : interface.functions)
    {
        const bool isEvent = !function.event.empty();
        if (!fits(count.embedded(function), function.span,
                  fmt::format("{} '{}'", isEvent ? "EVENT" : "FUNCTION", isEvent ? function.event : function.name),
                  kUseReference))
        {
            return false;
        }
    }
    return true;
}

}  // namespace ligature::ifgen
