// The statements of generated C that pack and unpack values of a type. Private to this folder.
#pragma once

#include <string>

#include "ifgen/c_code.h"

namespace ligature::ifgen
{

/// True for elements that look in a message as they do in memory, whatever bytes they hold.
bool isPlain(const Type& type);

/// A statement that writes, or reads into, `element`, an expression for a place of that type; structures too.
std::string putElement(const Type& type, const std::string& out, const std::string& element);
std::string getElement(const Type& type, const std::string& in, const std::string& element);

/// A loop of `_i` over `count`.
Lines loop(const std::string& count, const std::string& statement);

/// Statements that write an array of `count` elements.
Lines packArray(const Variable& variable, const std::string& out, const std::string& array, const std::string& count);

void append(Lines& lines, const Lines& more);

/// `if (condition)` and the statements as its block.
void appendIf(Lines& lines, const std::string& condition, const Lines& statements);

}  // namespace ligature::ifgen
