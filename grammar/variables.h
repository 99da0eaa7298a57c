// Variables of definition files: `$NAME` and `${NAME}` (spec/definition-files.md 1.7).
#pragma once

#include <map>
#include <optional>
#include <string>

#include "grammar/diagnostic.h"
#include "grammar/source.h"
#include "grammar/world.h"

namespace ligature
{

/// The environment of one run: what the tool sets (LEGATO_ROOT, LEGATO_TARGET, ...) and `buildVars` of the system,
/// laid over the environment of the process. CURDIR is not kept here: it depends on the fragment and is answered by
/// expand(). Copying gives an independent environment.
class Variables
{
public:
    explicit Variables(World& world) : world_(&world) {}

    /// The value, or nothing if it is not set anywhere.
    std::optional<std::string> get(const std::string& name) const;
    void set(const std::string& name, std::string value);

    /// The variables set here (not those of the process), sorted by name: what build steps get exported.
    const std::map<std::string, std::string>& own() const { return own_; }

    /// Where a directive (`#if`, `#include`) first used the variable: from then on it is frozen (spec 1.8).
    void freeze(const std::string& name, Span where);
    std::optional<Span> frozenAt(const std::string& name) const;

private:
    World* world_;
    std::map<std::string, std::string> own_;
    std::map<std::string, Span> frozen_;
};

}  // namespace ligature
