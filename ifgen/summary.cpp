#include "ifgen/summary.h"

#include <fmt/format.h>

#include "ifgen/c_names.h"
#include "ifgen/wire.h"

namespace ligature::ifgen
{

std::string summary(const Interface& interface)
{
    std::string text = fmt::format("interface {}\n  protocol {}\n  largest message {} bytes\n", interface.name,
                                   protocolId(interface), messageSize(interface));
    for (const Interface* used : interface.imports)
    {
        text += fmt::format("  uses {}\n", used->name);
    }
    for (const Definition& definition : interface.definitions)
    {
        text += fmt::format("  define {} = {}\n", definition.name,
                            definition.isText ? cString(definition.text) : cNumber(definition.number));
    }
    static constexpr const char* kKinds[] = {"", "enum", "bitmask", "reference", "struct", "handler"};
    for (const auto& type : interface.types)
    {
        text += fmt::format("  {} {}\n", kKinds[static_cast<size_t>(type->kind)], type->name);
        for (const Element& element : type->elements)
        {
            text += fmt::format("    {} = {}\n", element.name, cNumber(element.value));
        }
        for (const Variable& variable : type->variables)
        {
            text += fmt::format("    {} ({} bytes{})\n", variable.name, packedSize(variable),
                                variable.isOptional ? ", optional" : "");
        }
    }
    for (const Function& function : interface.functions)
    {
        const std::string reply = function.isOneWay ? "no reply" : fmt::format("reply {} bytes", replySize(function));
        text += fmt::format("  message {}: {} (request {}{}, {})\n", function.id, function.name, requestSize(function),
                            function.isOneWay ? " bytes" : "", reply);
    }
    return text;
}

}  // namespace ligature::ifgen
