// Asynchronous calls of a client: requests that want every output whole, and answers that are handed to a function as a
// handler gets what it is told.
#include <fmt/format.h>

#include <algorithm>

#include "ifgen/c_code.h"
#include "ifgen/c_data.h"
#include "ifgen/c_names.h"
#include "ifgen/c_names_around.h"
#include "ifgen/c_values.h"
#include "ifgen/codes.h"
#include "ifgen/library.h"

namespace ligature::ifgen
{

namespace
{

std::vector<CParameter> callParameters(const Function& function, const std::string& prefix)
{
    std::vector<CParameter> list;
    for (const Variable& parameter : function.parameters)
    {
        if (parameter.direction == Direction::in)
        {
            const std::vector<CParameter> more = cInputParameters(parameter);
            list.insert(list.end(), more.begin(), more.end());
        }
    }
    list.push_back({fmt::format("{}_{}DoneFunc_t _done", prefix, function.name), "_done", "", nullptr});
    list.push_back({"void* _contextPtr", "_contextPtr", "", nullptr});
    return list;
}

std::vector<CParameter> doneParameters(const Function& function)
{
    std::vector<CParameter> list = cRespondParameters(function);
    // What comes out of a call is nothing that somebody puts in.
    for (CParameter& parameter : list)
    {
        parameter.direction = "OUT";
    }
    list.push_back({"void* _contextPtr", "_contextPtr", "", nullptr});
    return list;
}

// Of all outputs as much as the server may send.
Lines packRequest(const Function& function)
{
    Lines lines;
    size_t outputs = 0;
    for (const Variable& parameter : function.parameters)
    {
        if (parameter.direction == Direction::out)
        {
            ++outputs;
            if (hasRoom(parameter))
            {
                lines.push_back(fmt::format("le_ipc_PutRoom(&_call.out, {});", parameter.bound));
            }
        }
        else
        {
            append(lines, packInput(parameter, "&_call.out"));
            if (parameter.form == Variable::Form::file)
            {
                lines.push_back(putFile(parameter, "_call.message"));
            }
        }
    }
    if (outputs != 0)
    {
        const auto all = static_cast<uint32_t>((uint64_t{1} << outputs) - 1);
        lines.insert(lines.begin(), fmt::format("le_ipc_PutU32(&_call.out, 0x{:x}U);", all));
    }
    return lines;
}

TemplateData answerData(const Function& function)
{
    Delivery delivery;
    if (function.returnType != nullptr)
    {
        delivery.unpack = unpackResult(*function.returnType, "_in");
        delivery.arguments.emplace_back("_result");
    }
    for (const Variable& parameter : function.parameters)
    {
        if (parameter.direction == Direction::out)
        {
            deliver(parameter, "le_msg_GetFdAt", "_answer->message", delivery);
        }
    }
    delivery.arguments.emplace_back("_answer->contextPtr");
    return {{"unpack", delivery.unpack}, {"take", delivery.take}, {"arguments", argumentList(delivery.arguments)}};
}

}  // namespace

TemplateData asyncCallData(const Interface& interface, const std::string& prefix)
{
    TemplateData list = TemplateData::array();
    const NamesAround around(interface, prefix);
    for (const Function& declared : interface.functions)
    {
        if (!isAsync(declared))
        {
            continue;
        }
        const Function function = around.apart(declared);
        TemplateData data = answerData(function);
        data["name"] = function.name;
        data["line"] = std::to_string(interface.lineOf(function.span));
        data["message"] = messageName(interface, function);
        data["docs"] = documentationData(function.documentation);
        data["hasDocs"] = !function.documentation.empty();
        data["params"] = parameterData(callParameters(function, prefix), false);
        data["doneParams"] = parameterData(doneParameters(function), false);
        data["pack"] = packRequest(function);
        list.push_back(std::move(data));
    }
    return list;
}

bool hasAsyncCalls(const Interface& interface)
{
    return std::ranges::any_of(interface.functions, isAsync);
}

}  // namespace ligature::ifgen
