// Generated code and what a compiler thinks of it, all warnings on.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>

#include "ifgen/library.h"
#include "tests/support/process.h"
#include "tests/support/scratch_directory.h"

namespace ligature::ifgen
{

class Compiling
{
protected:
    const Interface* load(const std::string& path)
    {
        const Interface* interface = library_.load(path);
        EXPECT_NE(interface, nullptr) << renderAll(diagnostics_, sources_, {});
        return interface;
    }

    /// Writes a generated file into a folder of the scratch directory, and gives its text.
    std::string write(const Interface& interface, CFile file, const COptions& options, const std::string& folder = "")
    {
        GeneratedFile made = generateC(interface, file, options, templates_);
        scratch_.write(folder + made.name, made.text);
        return made.text;
    }

    /// Compiles without making an object: it is warnings that are looked for.
    void compile(const std::string& compiler, const std::string& standard, const std::string& file,
                 const std::vector<std::string>& more = {})
    {
        std::vector<std::string> command = {compiler,
                                            "-std=" + standard,
                                            "-fsyntax-only",
                                            "-Wall",
                                            "-Wextra",
                                            "-Werror",
                                            "-DLE_COMPONENT_NAME=test",
                                            "-I" + std::filesystem::absolute("runtime/include").string()};
        command.insert(command.end(), more.begin(), more.end());
        command.insert(command.end(), {"-I" + scratch_.path(), scratch_.path() + "/" + file});
        test::Outcome outcome = test::run(command);
        EXPECT_EQ(outcome.status, 0) << compiler << " " << file << "\n" << outcome.err;
    }

    DiskWorld world_;
    SourceMap sources_;
    Diagnostics diagnostics_;
    Library library_{world_, sources_, diagnostics_, {}};
    Templates templates_{"templates"};
    test::ScratchDirectory scratch_;
};

}  // namespace ligature::ifgen
