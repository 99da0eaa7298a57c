// What ifgen says on the standard error. Private to this folder.
#pragma once

#include <string>
#include <string_view>

#include "grammar/diagnostic.h"
#include "grammar/source.h"
#include "grammar/world.h"
#include "ifgen/options.h"

namespace ligature::ifgen
{

/// Says it, if anybody can hear: that nobody can, as the disk is full or the stream is closed, changes nothing of what
/// was done, nor of the exit status.
void tell(std::string_view text);

/// The same with what was found, in the form and from the severity on that the options ask for.
void tell(const Options& options, const Diagnostics& diagnostics, const SourceMap& sources, World& world);

/// A file that was named cannot be read: says so, or where the diagnostics are JSON adds it to those that will be told.
void tellUnreadable(const Options& options, const std::string& file, Diagnostics& diagnostics);

}  // namespace ligature::ifgen
