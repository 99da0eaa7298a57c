// How large the code is that ifgen makes: what `size` calls text, of each side's objects, for three interfaces.
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "tests/bench/bench.h"
#include "tests/bench/large_interface.h"
#include "tests/bench/large_system.h"
#include "tests/support/process.h"
#include "tests/support/scratch_directory.h"

namespace ligature::bench
{

namespace
{

/// An interface in a file `<name>.api`.
struct Sample
{
    std::string name;
    std::string text;
    int functions;
};

/// Bytes of code and constants in the objects of the sources, compiled as a component's are.
double textBytes(const Context& context, const std::string& optimisation, const std::vector<std::string>& sources)
{
    std::vector<std::string> size = {"size"};
    for (const std::string& source : sources)
    {
        size.push_back(source + optimisation + ".o");
        test::runOrThrow({"gcc", "-std=gnu99", "-fPIC", "-Wall", "-Werror", "-DLE_COMPONENT_NAME=bench", optimisation,
                          "-I", context.buildDirectory + "/include/ligature", "-I", context.workDirectory, "-c", source,
                          "-o", size.back()});
    }
    std::istringstream lines(test::runOrThrow(size).out);
    double sum = 0;
    std::string line;
    std::getline(lines, line);  // the headline: text data bss dec hex filename
    while (std::getline(lines, line))
    {
        sum += std::stod(line);
    }
    return sum;
}

Result compareSizes(const Context& context, const Sample& sample, const std::string& side,
                    const std::vector<std::string>& parts)
{
    std::vector<std::string> sources;
    for (const std::string& part : parts)
    {
        sources.push_back(fmt::format("{}/{}_{}.c", context.workDirectory, sample.name, part));
    }
    const double small = textBytes(context, "-Os", sources);
    const double fast = textBytes(context, "-O2", sources);
    return {fmt::format("{} of {}, -Os", side, sample.name),
            small,
            "B",
            "-O2",
            fast,
            small / fast,
            "",
            false,
            {{small / sample.functions, fmt::format("B for each of {} functions", sample.functions)}}};
}

std::vector<Result> measureCodeSizes(const Context& context)
{
    const std::vector<Sample> samples = {
        {"led", test::readText(context.sourceDirectory + "/samples/led/led.api"), 2},
        {"medium", interfaceText(0), 4},
        {"large", largeInterface(60, 40), 60},
    };
    std::vector<Result> results;
    for (const Sample& sample : samples)
    {
        const std::string file = fmt::format("{}/{}.api", context.workDirectory, sample.name);
        std::ofstream(file, std::ios::binary) << sample.text;
        test::runOrThrow(
            {context.buildDirectory + "/bin/ifgen", "--gen-all", "--output-dir", context.workDirectory, file});
        results.push_back(compareSizes(context, sample, "client", {"client", "commonclient"}));
        results.push_back(compareSizes(context, sample, "server", {"server"}));
    }
    return results;
}

}  // namespace

std::vector<Benchmark> codeSizeBenchmarks()
{
    return {{"code-size", "code that ifgen makes, of an interface small, medium and large", measureCodeSizes}};
}

}  // namespace ligature::bench
