// The ifgen program, run in a folder of the test's own.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/scratch_directory.h"

namespace ligature
{

inline std::string ifgen()
{
    return std::filesystem::canonical("/proc/self/exe").parent_path().parent_path() / "bin/ifgen";
}

class Program : public testing::Test
{
protected:
    test::Outcome run(std::vector<std::string> arguments)
    {
        arguments.insert(arguments.begin(), ifgen());
        test::RunOptions options;
        options.directory = scratch_.path();
        return test::run(arguments, options);
    }
    bool exists(const std::string& name) { return std::filesystem::exists(scratch_.path() + "/" + name); }

    test::ScratchDirectory scratch_;
};

}  // namespace ligature
