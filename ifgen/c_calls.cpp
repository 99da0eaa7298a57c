// Bodies of generated functions: those of the client and those of the server.
#include <fmt/format.h>

#include <algorithm>

#include "ifgen/c_code.h"
#include "ifgen/c_data.h"
#include "ifgen/c_names.h"
#include "ifgen/c_names_around.h"
#include "ifgen/c_values.h"

namespace ligature::ifgen
{

namespace
{

std::string bitOf(size_t output)
{
    return fmt::format("0x{:x}U", uint32_t{1} << output);
}

}  // namespace

std::string argumentList(const std::vector<std::string>& arguments)
{
    constexpr size_t kLongLine = 70;
    size_t length = 0;
    for (const std::string& argument : arguments)
    {
        length += argument.size() + 2;
    }
    const char* separator = length > kLongLine ? ",\n        " : ", ";
    std::string text = length > kLongLine ? "\n        " : "";
    for (const std::string& argument : arguments)
    {
        text += (&argument == &arguments.front() ? "" : separator) + argument;
    }
    return text;
}

bool hasClient(const Function& function)
{
    return function.handler() != nullptr || function.kind == Function::Kind::removeHandler;
}

namespace
{

bool isHandler(const Variable& variable)
{
    return variable.type != nullptr && variable.type->kind == Type::Kind::handler;
}

// The function that adds what a Remove function removes.
std::string addMessage(const Interface& interface, const Function& remover)
{
    for (const Function& function : interface.functions)
    {
        if (function.kind == Function::Kind::addHandler && function.event == remover.event)
        {
            return messageName(interface, function);
        }
    }
    return {};
}

}  // namespace

TemplateData functionData(const Interface& interface, const Function& function)
{
    bool hasResult = function.returnType != nullptr && function.kind != Function::Kind::addHandler;
    bool isFallible = function.kind == Function::Kind::callback && function.returnType != nullptr &&
                      function.returnType->kind == Type::Kind::basic && function.returnType->basic == Basic::result;
    return {{"name", function.name},
            {"line", std::to_string(interface.lineOf(function.span))},
            {"return", cReturnType(function)},
            {"message", messageName(interface, function)},
            {"addMessage", addMessage(interface, function)},
            {"event", function.event},
            {"isAdd", function.kind == Function::Kind::addHandler},
            {"isRemove", function.kind == Function::Kind::removeHandler},
            {"isCallback", function.kind == Function::Kind::callback},
            {"isOneWay", function.isOneWay},
            {"isFallible", isFallible},
            {"hasHandler", function.handler() != nullptr},
            {"hasOutputs", function.hasOutputs()},
            {"hasResult", hasResult},
            {"hasReturn", function.returnType != nullptr},
            {"isOrdinary", function.kind == Function::Kind::plain || function.kind == Function::Kind::callback},
            {"sessionComma", function.parameters.empty() ? "" : ","}};
}

namespace
{

// `if (_wanted & bit) { ... }` for each output.
void appendWanted(Lines& lines, const std::string& wanted, const std::string& bit, const Lines& statements)
{
    appendIf(lines, fmt::format("{} & {}", wanted, bit), statements);
}

}  // namespace

TemplateData callData(const Interface& interface)
{
    TemplateData list = TemplateData::array();
    const NamesAround around(interface, interface.name);
    for (const Function& declared : interface.functions)
    {
        const Function function = around.apart(declared);
        TemplateData data = functionData(interface, function);
        Lines wanted;
        Lines pack;
        Lines take;
        Lines unpack;
        size_t output = 0;
        for (const Variable& parameter : function.parameters)
        {
            if (parameter.direction == Direction::in)
            {
                if (isHandler(parameter))
                {
                    data["handler"] = parameter.name + "Ptr";
                    pack.push_back("le_ipc_PutU32(&_call.out, _handler);");
                }
                else if (function.kind == Function::Kind::removeHandler)
                {
                    pack.push_back("le_ipc_PutU32(&_call.out, _reference);");
                }
                else
                {
                    append(pack, packInput(parameter, "&_call.out"));
                    if (parameter.form == Variable::Form::file)
                    {
                        pack.push_back(putFile(parameter, "_call.message"));
                    }
                }
                continue;
            }
            std::string bit = bitOf(output++);
            wanted.push_back(fmt::format("_wanted |= ({}) ? {} : 0;", isWanted(parameter), bit));
            if (parameter.form == Variable::Form::string)
            {
                appendWanted(
                    pack, "_wanted", bit,
                    {fmt::format("le_ipc_PutRoom(&_call.out, ({0}Size > 0) ? {0}Size - 1 : 0);", parameter.name)});
            }
            else if (parameter.form == Variable::Form::array)
            {
                appendWanted(pack, "_wanted", bit,
                             {fmt::format("le_ipc_PutRoom(&_call.out, *{}SizePtr);", parameter.name)});
            }
            Lines statements = unpackOutput(parameter, "&_call.in", "_call.message");
            if (parameter.form == Variable::Form::file)
            {
                // The caller owns a descriptor only when it gets the answer, so when all of it is right.
                append(take, {fmt::format("if ((_wanted & {}) && le_ipc_Accept(&_call.in))", bit), "{",
                              "    " + statements.front(), "}"});
            }
            else
            {
                appendWanted(unpack, "_wanted", bit, statements);
            }
        }
        data["params"] = parameterData(cParameters(function), false);
        data["wanted"] = wanted;
        data["pack"] = pack;
        append(unpack, take);
        data["unpack"] = unpack;
        data["getResult"] = data["hasResult"].isTrue() ? unpackResult(*function.returnType, "&_call.in") : Lines();
        list.push_back(std::move(data));
    }
    return list;
}

TemplateData indicationData(const Interface& interface, const std::string& prefix, const std::string& stem)
{
    TemplateData handlers = TemplateData::array();
    TemplateData cases = TemplateData::array();
    std::vector<const Type*> seen;
    const NamesAround around(interface, prefix);
    for (const Function& function : interface.functions)
    {
        const Variable* parameter = function.handler();
        if (parameter == nullptr)
        {
            continue;
        }
        const Type& handler = *parameter->type;
        std::string caller = fmt::format("{}_{}_{}", stem, handler.owner->name, handler.name);
        cases.push_back({{"message", messageName(interface, function)}, {"caller", caller}});
        if (std::find(seen.begin(), seen.end(), &handler) != seen.end())
        {
            continue;
        }
        seen.push_back(&handler);
        Delivery delivery;
        for (const Variable& variable : around.apart(handler.variables))
        {
            deliver(variable, "le_ipc_TakeFile", "_indication", delivery);
        }
        delivery.arguments.emplace_back("_indication->contextPtr");
        handlers.push_back({{"caller", caller},
                            {"type", cType(handler)},
                            {"from", fileNameOf(handler.owner->path)},
                            {"line", std::to_string(handler.owner->lineOf(handler.span))},
                            {"unpack", delivery.unpack},
                            {"take", delivery.take},
                            {"arguments", argumentList(delivery.arguments)}});
    }
    return {{"handlers", handlers}, {"cases", cases}};
}

namespace
{

constexpr const char* kService = "_request->service";

// The parts of one server function while they are put together.
struct Body
{
    Lines unpack;
    Lines take;
    Lines keep;
    Lines reply;
    Lines release;
    std::vector<std::string> arguments;
};

void addInput(Body& body, const std::string& prefix, const Function& function, const Variable& parameter)
{
    if (isHandler(parameter))
    {
        body.unpack.push_back("uint32_t _handler = le_ipc_GetU32(_in);");
        body.arguments.push_back("ifgen_report_" + prefix + "_" + function.name);
        body.arguments.push_back("_context");
        return;
    }
    if (function.kind == Function::Kind::removeHandler)
    {
        body.unpack.push_back("uint32_t _reference = le_ipc_GetU32(_in);");
        return;
    }
    append(body.unpack, unpackInput(parameter, "_in", kService));
    append(body.release, releaseInput(parameter, kService));
    if (parameter.form == Variable::Form::file)
    {
        body.take.push_back(takeFile(parameter, "le_msg_GetFdAt", "_request->message"));
    }
    for (const std::string& argument : inputArguments(parameter, kService))
    {
        body.arguments.push_back(argument);
    }
}

void addOutput(Body& body, const Variable& parameter, size_t output)
{
    std::string bit = bitOf(output);
    append(body.unpack, declareOutput(parameter, bit, "_in", kService));
    append(body.release, releaseOutput(parameter, kService));
    for (const std::string& argument : outputArguments(parameter, bit, kService))
    {
        body.arguments.push_back(argument);
    }
    appendWanted(body.reply, "_wanted", bit, packOutput(parameter, "&_request->out", kService));
}

// An output of an asynchronous function: its size is kept, its value comes later.
void addLaterOutput(Body& body, const Variable& parameter, size_t output)
{
    std::string bit = bitOf(output);
    if (hasRoom(parameter))
    {
        bool isString = parameter.form == Variable::Form::string;
        body.unpack.push_back(fmt::format("size_t {}Size = le_ipc_GetRoom(_in, _wanted & {}, {}){};", parameter.name,
                                          bit, parameter.bound, isString ? " + 1" : ""));
        body.keep.push_back(
            fmt::format("_room[{}] = (uint32_t){}Size{};", output, parameter.name, isString ? " - 1" : ""));
        body.arguments.push_back(parameter.name + "Size");
    }
    std::string room = fmt::format("_command->room[{}]", output);
    appendWanted(body.reply, "_command->wanted", bit, packAnswer(parameter, "&_command->out", room));
    if (parameter.form == Variable::Form::file)
    {
        append(body.reply, {"else", "{", fmt::format("    le_ipc_CloseFile({});", cIdentifier(parameter.name)), "}"});
    }
}

// What the server calls to reach a client's handler.
TemplateData reportData(const Function& function, const NamesAround& around)
{
    const Variable* parameter = function.handler();
    if (parameter == nullptr)
    {
        return {{"params", TemplateData::array()}, {"pack", TemplateData::array()}, {"drop", TemplateData::array()}};
    }
    Lines pack;
    Lines drop;
    const std::vector<Variable> told = around.apart(parameter->type->variables);
    for (const Variable& variable : told)
    {
        append(pack, packInput(variable, "&_report.out"));
        if (variable.form == Variable::Form::file)
        {
            pack.push_back(
                fmt::format("le_ipc_ReportFile(&_report, {}, {});", variable.place, cIdentifier(variable.name)));
            drop.push_back(fmt::format("le_ipc_CloseFile({});", cIdentifier(variable.name)));
        }
    }
    return {{"params", parameterData(cHandlerParameters(told), true)}, {"pack", pack}, {"drop", drop}};
}

}  // namespace

TemplateData requestData(const Interface& interface, const std::string& prefix, bool isAsyncServer)
{
    TemplateData list = TemplateData::array();
    const NamesAround around(interface, prefix);
    for (const Function& declared : interface.functions)
    {
        const Function function = around.apart(declared);
        TemplateData data = functionData(interface, function);
        bool isLater = isAsyncServer && isAsync(function);
        Body body;
        size_t output = 0;
        for (const Variable& parameter : function.parameters)
        {
            if (parameter.direction == Direction::in)
            {
                addInput(body, prefix, function, parameter);
            }
            else if (isLater)
            {
                addLaterOutput(body, parameter, output++);
            }
            else
            {
                addOutput(body, parameter, output++);
            }
        }
        std::string putResult;
        if (data["hasResult"].isTrue())
        {
            putResult = packResult(*function.returnType, isLater ? "&_command->out" : "&_request->out");
        }
        data["isLater"] = isLater;
        data["outputs"] = std::to_string(output);
        data["unpack"] = body.unpack;
        data["take"] = body.take;
        data["keep"] = body.keep;
        data["reply"] = body.reply;
        data["release"] = body.release;
        data["putResult"] = putResult;
        data["arguments"] = (isLater && !body.arguments.empty() ? ", " : "") + argumentList(body.arguments);
        data["respondParams"] = isLater ? parameterData(cRespondParameters(function), false) : TemplateData::array();
        data["respondComma"] = data["respondParams"].empty() ? "" : ",";
        data["report"] = reportData(function, around);
        list.push_back(std::move(data));
    }
    return list;
}

}  // namespace ligature::ifgen
