// What names, paths and hashes in manifests may look like. Everything that becomes part of a path on the target, or
// that the Service Directory compares, passes through one of these. All take text of any content and length.
#pragma once

#include <string>
#include <string_view>

namespace ligature::formats
{

/// An app, executable, component, group, capability or tree: `[A-Za-z_][A-Za-z0-9_-]*`, at most 127 bytes.
bool isName(std::string_view text);

/// A service: names joined by single dots ("led", "blink.ledBlinker.led"), at most 255 bytes.
bool isServiceName(std::string_view text);

/// An account of the target: a name that may also contain dots.
bool isAccountName(std::string_view text);

/// A process: 1 to 47 bytes without `/`, `:` and control characters, and neither `.` nor `..`.
bool isProcessName(std::string_view text);

/// 64 lower-case hexadecimal digits.
bool isHash(std::string_view text);

/// A relative path: nodes of 1 to 255 bytes joined by single `/`, none of them `.` or `..`, no control characters, at
/// most 1023 bytes, none at either end a `/`.
bool isRelativePath(std::string_view text);

/// `/` followed by what isRelativePath() accepts.
bool isAbsolutePath(std::string_view text);

/// `text` fit for a message: control characters replaced by `?`, cut to 200 bytes.
std::string printable(std::string_view text);

}  // namespace ligature::formats
