// One in-memory tree of .api files and what a Library says about it.
#pragma once

#include <gtest/gtest.h>

#include "grammar/diagnostic.h"
#include "grammar/world.h"
#include "ifgen/library.h"
#include "ifgen/model.h"

namespace ligature::ifgen
{

class Interfaces
{
public:
    explicit Interfaces(std::vector<std::string> importDirectories = {})
        : library(world, sources, diagnostics, std::move(importDirectories))
    {
    }

    void add(const std::string& name, const std::string& text) { world.addFile("/project/" + name, text); }
    const Interface* load(const std::string& name) { return library.load("/project/" + name); }

    /// Loads a single file, `x.api`.
    const Interface* load(const std::string& name, const std::string& text)
    {
        add(name, text);
        return load(name);
    }

    /// Everything reported, as a person sees it.
    std::string report() const { return renderAll(diagnostics, sources, {false, "/project"}); }

    /// The codes reported, in order of place.
    std::vector<std::string> codes() const
    {
        std::vector<std::string> list;
        for (const Diagnostic& diagnostic : diagnostics.sorted())
        {
            list.emplace_back(diagnostic.code->id);
        }
        return list;
    }

    MemoryWorld world;
    SourceMap sources;
    Diagnostics diagnostics;
    Library library;
};

/// The codes that a single file draws.
inline std::vector<std::string> codesOf(const std::string& text)
{
    Interfaces interfaces;
    interfaces.load("x.api", text);
    return interfaces.codes();
}

/// What a person sees of a single file `x.api`.
inline std::string reportOf(const std::string& text)
{
    Interfaces interfaces;
    interfaces.load("x.api", text);
    return interfaces.report();
}

}  // namespace ligature::ifgen
