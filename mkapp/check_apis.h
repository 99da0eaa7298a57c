// Whether the two ends of a binding understand each other.
#pragma once

#include <string>

#include "grammar/diagnostic.h"
#include "ifgen/library.h"

namespace ligature::mkapp
{

/// One end of a binding.
struct ApiEnd
{
    const ifgen::Interface* api = nullptr;
    std::string name;  ///< as people write it
    Span declared;     ///< where the component requires or provides the api
};

/// True when a client of one and a server of the other find together.
bool workTogether(const ifgen::Interface& client, const ifgen::Interface& server);

/// Reports at `binding` when they do not, as `different` unless both have versions; or when they do, but a version that
/// both speak means one thing here and another there.
void checkApis(const ApiEnd& client, const ApiEnd& server, Span binding, const Code& different,
               Diagnostics& diagnostics);

}  // namespace ligature::mkapp
