// The C files of an interface: which template, which data.

#include "ifgen/c_data.h"
#include "ifgen/library.h"
#include "ifgen/model.h"
#include "ifgen/wire.h"

namespace ligature::ifgen
{

namespace
{

const std::string& prefixOf(const Interface& interface, const COptions& options)
{
    return options.prefix.empty() ? interface.name : options.prefix;
}

// Packing of every type that a message of this interface can hold, used files first.
TemplateData allPackingData(const Interface& interface)
{
    TemplateData list = TemplateData::array();
    for (const Interface* used : importClosure(interface))
    {
        list.push_back(packingData(*used));
    }
    list.push_back(packingData(interface));
    return list;
}

// What unpacks reports and calls handlers; none when there are no handlers.
std::string indicationCode(const Interface& interface, const std::string& prefix, const std::string& function,
                           const char* linkage, const Templates& templates)
{
    TemplateData data = indicationData(interface, prefix, function);
    if (data["handlers"].empty())
    {
        return {};
    }
    data["linkage"] = linkage;
    data["function"] = function;
    return templates.render("c/indications", data);
}

// The part of a server that clients in the same process call.
std::string directCode(const Interface& interface, const COptions& options, const Templates& templates)
{
    const std::string& p = prefixOf(interface, options);
    TemplateData data = interfaceData(interface, options);
    TemplateData list = TemplateData::array();
    for (const Interface* used : importClosure(interface))
    {
        list.push_back(checkData(*used));
    }
    list.push_back(checkData(interface));
    data["packings"] = list;
    data["functions"] = directData(interface, p);
    data["indicationCode"] = indicationCode(interface, p, "ifgen_deliver_" + p, "static ", templates);
    return templates.render("c/direct", data);
}

TemplateData messageNumbers(const Interface& interface)
{
    TemplateData list = TemplateData::array();
    for (const Function& function : interface.functions)
    {
        list.push_back({{"message", messageName(interface, function)}, {"id", std::to_string(function.id)}});
    }
    return list;
}

// What tracing shows for message numbers; empty when it is to show the numbers.
TemplateData traceNames(const Interface& interface, const COptions& options)
{
    TemplateData list = TemplateData::array();
    if (options.traceNames)
    {
        for (const Function& function : interface.functions)
        {
            const bool isAdd = function.kind == Function::Kind::addHandler;
            list.push_back({{"message", messageName(interface, function)},
                            {"function", function.name},
                            {"event", isAdd ? "\"" + function.event + "\"" : "NULL"}});
        }
    }
    return list;
}

void addTraceNames(TemplateData& data, const Interface& interface, const COptions& options)
{
    data["names"] = traceNames(interface, options);
    data["isTraced"] = !data["names"].empty();
}

}  // namespace

std::string cFileName(const Interface& interface, CFile file, const COptions& options)
{
    const std::string& b = interface.name;
    const std::string& p = prefixOf(interface, options);
    switch (file)
    {
        case CFile::common:
            return b + "_common.h";
        case CFile::interfaceHeader:
            return p + "_interface.h";
        case CFile::serverHeader:
            return p + "_server.h";
        case CFile::messages:
            return b + "_messages.h";
        case CFile::service:
            return p + "_service.h";
        case CFile::client:
            return p + "_client.c";
        case CFile::commonClient:
            return b + "_commonclient.c";
        case CFile::server:
            return p + "_server.c";
        case CFile::serverStub:
            return p + "_stub.c";
        case CFile::asyncClientHeader:
            return p + "_async.h";
        case CFile::asyncClient:
            return p + "_async.c";
    }
    return {};
}

GeneratedFile generateC(const Interface& interface, CFile file, const COptions& options, const Templates& templates)
{
    const std::string& p = prefixOf(interface, options);
    TemplateData data = interfaceData(interface, options);
    const char* name = "";
    switch (file)
    {
        case CFile::common:
            name = "c/common";
            data["definitions"] = definitionData(interface);
            data["types"] = typeData(interface);
            break;
        case CFile::interfaceHeader:
        case CFile::serverHeader:
            name = file == CFile::interfaceHeader ? "c/interface" : "c/server_header";
            if (file == CFile::interfaceHeader)
            {
                data["fileComments"] = fileCommentData(interface);
            }
            if (data["isAlias"].isTrue())
            {
                data["definitions"] = definitionData(interface);
                data["types"] = typeData(interface);
            }
            data["functions"] = prototypeData(
                interface, p, file == CFile::serverHeader && options.async ? Prototypes::async : Prototypes::plain);
            break;
        case CFile::messages:
            name = "c/messages";
            data["protocolId"] = protocolId(interface);
            data["meaning"] = meaningId(interface);
            data["messageSize"] = std::to_string(messageSize(interface));
            data["messages"] = messageNumbers(interface);
            data["packings"] = allPackingData(interface);
            data["functions"] = prototypeData(interface, interface.name, Prototypes::bare);
            break;
        case CFile::service:
            name = "c/service";
            break;
        case CFile::client:
            name = "c/client";
            addTraceNames(data, interface, options);
            data["functions"] = prototypeData(interface, p, Prototypes::bare);
            break;
        case CFile::commonClient:
            name = "c/common_client";
            data["functions"] = callData(interface);
            data["indicationCode"] = indicationCode(interface, interface.name, "ifgen_handle_" + interface.name,
                                                    "__attribute__((weak)) ", templates);
            break;
        case CFile::server:
            name = "c/server";
            addTraceNames(data, interface, options);
            data["functions"] = requestData(interface, p, options.async);
            break;
        case CFile::serverStub:
            name = "c/server_stub";
            data["functions"] = prototypeData(interface, p, options.async ? Prototypes::async : Prototypes::plain);
            break;
        case CFile::asyncClientHeader:
        case CFile::asyncClient:
            name = file == CFile::asyncClient ? "c/async_client" : "c/async_client_header";
            data["functions"] = asyncCallData(interface, p);
            data["hasAsyncCalls"] = hasAsyncCalls(interface);
            break;
    }
    std::string text = templates.render(name, data);
    if (file == CFile::server && options.direct && hasFunctions(interface))
    {
        text += directCode(interface, options, templates);
    }
    return {cFileName(interface, file, options), std::move(text)};
}

}  // namespace ligature::ifgen
