// The bytes that travel: sizes of messages and the identity of a protocol. Nothing here knows a programming language.
//
// A message is as long as its content, in native byte order. It starts with the message number (32 bits).
//
//   request     number, [wanted: 32 bits, one per OUT parameter], IN parameters and room for wanted outputs
//   reply       number, [result], wanted OUT parameters
//   one-way     a request of a ONEWAY function: number, IN parameters. It is no request of the messaging below, which
//               has it answered; a server takes each function only in its own way.
//   indication  number, client's handler (32 bits), handler's parameters
//
//   single value    1, 2, 4 or 8 bytes; `size` 4; a reference 4: 0 or odd; a bool 1: 0, or any other for true
//   enumeration     4 bytes, or 8 when its values need it
//   structure       its members in order
//   string          length (32 bits), bytes, a zero byte that the length does not count
//   array           count (32 bits), zero bytes up to a multiple of the element's size counted from the start of the
//                   message, elements. So a receiver may use plain elements where they are.
//   handler         the client's handler (32 bits)
//   file            nothing: the descriptor travels beside the bytes. Those of one message are told apart by their
//                   places: the first `file` of a direction, or of a handler, has place 0. A place may be left out.
//   IN OPTIONAL     a byte in front of any of these: 1, or 0 and nothing more when it is not given. A descriptor that
//                   did not come is not given either.
//   room for a wanted OUT string or array: 32 bits, the bytes (without terminator) or elements that the client can take
#pragma once

#include <cstdint>
#include <string>

#include "ifgen/model.h"

namespace ligature::ifgen
{

/// The most that a message of an interface may have, in bytes.
inline constexpr uint64_t kLargestMessage = 1048576 + 4096;

/// Of a structure with these members. Its bytes saturate above kLargestMessage.
Measure measureOf(const std::vector<Variable>& members);

/// How deep structures may be nested.
inline constexpr size_t kDeepestStructure = 64;

/// The most bytes that messages of a function have: number, parameters and padding. Saturates above kLargestMessage.
uint64_t requestSize(const Function& function);
uint64_t replySize(const Function& function);  ///< of a one-way function 0
/// What of the largest of its messages is data alone: values, bytes of strings, elements of arrays.
uint64_t contentSize(const Function& function);
/// The most bytes of an indication that calls a handler of this type.
uint64_t indicationSize(const Type& handler);

/// The largest message of an interface, or API_MSG_SIZE if that is more. At least 4.
uint64_t messageSize(const Interface& interface);

/// The most bytes the value of a variable takes, without padding before an array.
uint64_t packedSize(const Variable& variable);

/// The most OUT parameters of one function: a request says in 32 bits which of them the client wants.
inline constexpr size_t kMostOutputs = 32;

/// The most descriptors of one message, so the most files of a function in one direction, and of a handler.
inline constexpr size_t kMostFiles = 8;

}  // namespace ligature::ifgen
