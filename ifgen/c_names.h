// What things of an interface are called in C (spec/api-and-ifgen.md 2.2, 2.3). Private to this folder.
#pragma once

#include <string>
#include <vector>

#include "ifgen/model.h"

namespace ligature::ifgen
{

/// Upper case of ASCII letters.
std::string upper(std::string_view text);

/// `oven_Reading_t`, `uint32_t`, `oven_ZoneRef_t`, `oven_AlarmHandlerFunc_t`. Never of an alias: those are the same
/// types.
std::string cType(const Type& type);

/// `OVEN_MAX_ZONES`.
std::string cConstant(const Interface& interface, std::string_view name);

/// The name of a member of a structure, with an underscore in front of a word that is reserved in C or C++ or a macro.
std::string cMember(const std::string& name);
/// The name of a parameter: as that of a member, and with an underscore in front of what the code around it needs under
/// that name. Users of a function do not see it, so it may have one more often than a member.
std::string cIdentifier(const std::string& name);

/// The text of an integer constant that has the right type in C and C++.
std::string cNumber(Integer value);

/// A C string literal.
std::string cString(std::string_view text);

/// One parameter of a C function.
struct CParameter
{
    std::string declaration;  ///< "const char* LE_NONNULL name"
    std::string name;         ///< "name"
    std::string direction;    ///< "IN", "OUT" or "INOUT"; of no interest where empty
    const Variable* source = nullptr;
};

/// True for an optional parameter that would be passed by value otherwise: it becomes a pointer.
bool isOptionalValue(const Variable& variable);

/// The parameters that client and synchronous server share.
std::vector<CParameter> cParameters(const Function& function);
/// Those that one IN parameter makes.
std::vector<CParameter> cInputParameters(const Variable& variable);
/// The parameters of a handler that is told this, its context last.
std::vector<CParameter> cHandlerParameters(const std::vector<Variable>& told);
/// What an asynchronous server is called with, after the command.
std::vector<CParameter> cCommandParameters(const Function& function);
/// What an asynchronous server answers with, after the command.
std::vector<CParameter> cRespondParameters(const Function& function);

/// `void` or the type returned.
std::string cReturnType(const Function& function);

/// True when an asynchronous server answers the function later (spec 2.7), and a client may call it asynchronously.
bool isAsync(const Function& function);

}  // namespace ligature::ifgen
