// The statements of generated C that pack and unpack, one line each. Private to this folder.
#pragma once

#include <string>
#include <vector>

#include "ifgen/model.h"

namespace ligature::ifgen
{

using Lines = std::vector<std::string>;

/// Statements that pack what a sender was given: IN parameters of a client, parameters of a handler, outputs of an
/// asynchronous answer. `out` is an expression for the writer. Files are not packed.
Lines packInput(const Variable& variable, const std::string& out);

/// Statements that declare locals for what arrives, and unpack it: where that is possible without copying. `service`
/// tells how a large local is had: an expression for the service, or empty for the stack.
Lines unpackInput(const Variable& variable, const std::string& in, const std::string& service);

/// The arguments that pass what unpackInput() declared.
std::vector<std::string> inputArguments(const Variable& variable, const std::string& service);

/// How a client's function gets a report or an answer that lies in `_in`, and passes it on to a function of the user's.
struct Delivery
{
    Lines unpack;
    Lines take;  ///< once all of it has been found right: a descriptor that nobody takes is closed with the message
    std::vector<std::string> arguments;
};

/// A statement that puts the descriptor of a file into a message; a negative one is none.
std::string putFile(const Variable& variable, const std::string& message);

/// A statement that declares a local for the descriptor of a file; `function` takes one at a place out of `from`.
std::string takeFile(const Variable& variable, const std::string& function, const std::string& from);

/// Adds one thing that is passed on. `takeFunction` and `from` are as those of takeFile().
void deliver(const Variable& variable, const std::string& takeFunction, const std::string& from, Delivery& delivery);

/// Statements that give large locals back.
Lines releaseInput(const Variable& variable, const std::string& service);

/// An expression that is true when a client wants an output.
std::string isWanted(const Variable& variable);

/// Statements that unpack a wanted output into the client's variables.
Lines unpackOutput(const Variable& variable, const std::string& in, const std::string& message);

/// On the server: the local variable of an output, its place in the answer and its return. `bit` is the mask of the
/// output in `_wanted`.
Lines declareOutput(const Variable& variable, const std::string& bit, const std::string& in,
                    const std::string& service);
std::vector<std::string> outputArguments(const Variable& variable, const std::string& bit, const std::string& service);
Lines packOutput(const Variable& variable, const std::string& out, const std::string& service);
Lines releaseOutput(const Variable& variable, const std::string& service);

/// Statements that pack an output that an asynchronous server answers; `room` is an expression for what the client has.
Lines packAnswer(const Variable& variable, const std::string& out, const std::string& room);

/// Statements of a structure's pack and unpack functions, for one member of `_value`.
Lines packMember(const Variable& member);
Lines unpackMember(const Variable& member);

/// Statements that declare `_result` and read it, and the statement that writes it.
Lines unpackResult(const Type& type, const std::string& in);
std::string packResult(const Type& type, const std::string& out);

/// An expression that reads one value that is no structure.
std::string getValue(const Type& type, const std::string& in);
/// A statement that writes one value.
std::string putValue(const Type& type, const std::string& out, const std::string& value);

/// True for a local that does not go on the stack, but is had from the service.
bool isTaken(const Variable& variable, const std::string& service);

/// True for outputs whose size the client tells.
bool hasRoom(const Variable& variable);

}  // namespace ligature::ifgen
