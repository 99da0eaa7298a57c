// What the C templates are given: data that holds every name and statement. Private to this folder.
#pragma once

#include <string>

#include "ifgen/model.h"
#include "templates/data.h"

namespace ligature::ifgen
{

/// `file`, `b`, `B`, `p`, `P`, `isAlias`, `imports`, `hasFunctions`, ... : what every template needs.
TemplateData interfaceData(const Interface& interface, const COptions& options);

/// The comments about the file as a whole, for <p>_interface.h.
TemplateData fileCommentData(const Interface& interface);

/// DEFINEs and types, for <b>_common.h and the alias part of the headers.
TemplateData definitionData(const Interface& interface);
TemplateData typeData(const Interface& interface);

/// Prototypes as clients and synchronous servers see them, or as an asynchronous server does.
enum class Prototypes
{
    plain,
    async,
    bare,  ///< as plain, without documentation
};
TemplateData prototypeData(const Interface& interface, const std::string& prefix, Prototypes kind);

/// The functions that pack and unpack the types of one interface, for <b>_messages.h.
TemplateData packingData(const Interface& interface);

/// What every body of a function needs: its name, its message, what kind it is of.
TemplateData functionData(const Interface& interface, const Function& function);

/// Bodies of the client's functions.
TemplateData callData(const Interface& interface);

/// Bodies and prototypes of the client's asynchronous functions.
TemplateData asyncCallData(const Interface& interface, const std::string& prefix);

/// What unpacks reports and calls handlers, for c/indications; `stem` begins the names of its functions.
TemplateData indicationData(const Interface& interface, const std::string& prefix, const std::string& stem);

/// Bodies of the server's functions.
TemplateData requestData(const Interface& interface, const std::string& prefix, bool isAsync);

/// The functions that check the types of one interface, and those that clients in the same process call.
TemplateData checkData(const Interface& interface);
TemplateData directData(const Interface& interface, const std::string& prefix);

/// True for a function that has to do with handlers, so that a direct call tells which client it is of.
bool hasClient(const Function& function);

/// Arguments of a call, on one line when they are short, else one line each.
std::string argumentList(const std::vector<std::string>& arguments);

/// `IFGEN_OVEN_MSG_Read`.
std::string messageName(const Interface& interface, const Function& function);

/// A documentation comment as a list of lines, each with its leading blank.
TemplateData documentationData(const Documentation& documentation);

/// Parameters as `[{text, documentation}]`, with commas; one `void` when there are none and `isAlone`.
TemplateData parameterData(const std::vector<struct CParameter>& parameters, bool isAlone);

}  // namespace ligature::ifgen
