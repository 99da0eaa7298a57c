// What generated code is made of has names, and parameters stand among them. Private to this folder.
#pragma once

#include <string>
#include <vector>

#include "ifgen/model.h"

namespace ligature::ifgen
{

/// The names that the code of an interface is made of: those of the runtime (le_ LE_), of what is private to generated
/// code (ifgen_ IFGEN_), and of what is declared by the interface, by its alias and by the files that it uses. A
/// parameter that begins as one of them gets an underscore in front: it would hide what the code around it needs, or be
/// a macro. Users of a function do not see it.
class NamesAround
{
public:
    NamesAround(const Interface& interface, const std::string& prefix);

    std::vector<Variable> apart(std::vector<Variable> parameters) const;
    Function apart(Function function) const;

private:
    std::vector<std::string> beginnings_;
};

}  // namespace ligature::ifgen
