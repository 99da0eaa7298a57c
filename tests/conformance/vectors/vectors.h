// Test vectors of the definition languages, numbered as in their specification.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "mksys/modeller.h"

namespace ligature::test
{

/// What became of the input.
struct Outcome
{
    const mkapp::App* app = nullptr;        ///< of t.adef
    const mksys::System* system = nullptr;  ///< of s.sdef, when that was the input
    const Variables* variables = nullptr;

    const mkapp::Component* component(const std::string& name) const;
    const mkapp::ClientInstance& client(const std::string& executable) const;
};

struct Vector
{
    std::string number;  ///< "38 exe": one row of the specification may need several
    std::string what;
    /// The definition: a `t.adef` for mkapp, or a `s.sdef` for mksys when it is there.
    std::vector<std::pair<std::string, std::string>> files;
    /// Every diagnostic, sorted, as "file:line:column error|warning CODE"; empty: none.
    std::vector<std::string> said;
    /// A fact of the model, as text, and what it must be.
    std::function<std::string(const Outcome&)> fact;
    std::string expected;
};

std::vector<Vector> languageVectors();
std::vector<Vector> componentVectors();
std::vector<Vector> appVectors();
std::vector<Vector> systemVectors();

}  // namespace ligature::test
