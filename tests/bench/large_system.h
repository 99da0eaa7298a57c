// Makes a large system to load the tools with: deterministic, small files, every app bound to two others.
#pragma once

#include <string>

namespace ligature::bench
{

struct LargeSystemSize
{
    int apps = 200;
    int componentsPerApp = 3;
    int interfaces = 200;
};

/// The text of an interface of that system: one event and four functions with structures, texts and bytes.
std::string interfaceText(int index);

/// Writes `large.sdef` and all it needs below `directory`. Each app has one executable of all its components; its first
/// component serves one interface, every component uses another app's.
void writeLargeSystem(const std::string& directory, const LargeSystemSize& size);

}  // namespace ligature::bench
