// How long the host tools take, against the floor of what they cannot do without: ninja itself, and writing the files.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

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

namespace fs = std::filesystem;

Result compare(std::string name, double time, std::string floor, double floorTime, double goalMilliseconds)
{
    Result result;
    result.name = std::move(name);
    result.median = time;
    result.unit = "ms";
    result.comparedWith = std::move(floor);
    result.comparedMedian = floorTime;
    result.ratio = floorTime > 0 ? time / floorTime : 0;
    result.goal = fmt::format("<= {:g} ms", goalMilliseconds);
    result.met = time <= goalMilliseconds;
    return result;
}

/// mksys on a finished build with nothing changed, beside ninja alone on the same build.
std::vector<Result> noChangeLed(const Context& context)
{
    const std::string led = context.sourceDirectory + "/samples/led";
    const std::vector<std::string> mksys = {context.buildDirectory + "/bin/mksys",
                                            "-i",
                                            led,
                                            "-o",
                                            context.workDirectory,
                                            "-w",
                                            context.workDirectory + "/w",
                                            led + "/deviceA.sdef"};
    test::runOrThrow(mksys, {.directory = context.workDirectory});
    const double tool =
        medianMilliseconds(31, {}, [&] { test::runOrThrow(mksys, {.directory = context.workDirectory}); });
    const double ninja =
        medianMilliseconds(31, {},
                           [&] {
                               test::runOrThrow({"ninja", "-f", context.workDirectory + "/w/build.ninja"},
                                                {.directory = context.workDirectory});
                           });
    return {compare("mksys-led-no-change", tool, "ninja alone", ninja, 30)};
}

/// Names of directories, one for each round of a measurement that writes new files. Deleting those of the round before
/// instead would be measured with the writing: an ext4 without journal passes over every inode that was deleted in the
/// last minutes before it takes one, and a thousand new files after a thousand deleted ones take ten times as long.
class FreshDirectories
{
public:
    explicit FreshDirectories(std::string base) : base_(std::move(base)) {}

    void next() { ++count_; }
    std::string name() const { return fmt::format("{}{}", base_, count_); }

private:
    std::string base_;
    int count_ = 0;
};

/// All regular files below a directory with their text.
std::map<std::string, std::string> readTree(const std::string& directory)
{
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(directory))
    {
        if (entry.is_regular_file())
        {
            files[fs::relative(entry.path(), directory).string()] = test::readText(entry.path());
        }
    }
    return files;
}

void writeTree(const std::string& directory, const std::map<std::string, std::string>& files)
{
    for (const auto& [name, text] : files)
    {
        const fs::path path = fs::path(directory) / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << text;
    }
}

/// The large system from nothing to all generated text, beside writing that same text to new files; then the same with
/// nothing changed after a (null) build.
std::vector<Result> largeSystem(const Context& context)
{
    const std::string source = context.workDirectory + "/source";
    writeLargeSystem(source, {});
    FreshDirectories work(context.workDirectory + "/w");
    const auto mksys = [&](std::vector<std::string> options)
    {
        std::vector<std::string> command = {context.buildDirectory + "/bin/mksys", "-o", context.workDirectory + "/out",
                                            "-w", work.name()};
        command.insert(command.end(), options.begin(), options.end());
        command.push_back(source + "/large.sdef");
        return command;
    };

    const double generate = medianMilliseconds(
        7, [&] { work.next(); }, [&] { test::runOrThrow(mksys({"-n"}), {.directory = context.workDirectory}); });
    const std::map<std::string, std::string> files = readTree(work.name());
    FreshDirectories copy(context.workDirectory + "/copy");
    const double writing = medianMilliseconds(
        7, [&] { copy.next(); }, [&] { writeTree(copy.name(), files); });

    const std::string compiler = context.buildDirectory + "/test/null_compiler";
    const std::vector<std::pair<std::string, std::string>> nothing = {{"CC", compiler}, {"CXX", compiler}};
    test::runOrThrow(mksys({}), {.directory = context.workDirectory, .variables = nothing});
    const double noChange = medianMilliseconds(
        21, {}, [&] { test::runOrThrow(mksys({}), {.directory = context.workDirectory, .variables = nothing}); });
    const double ninja = medianMilliseconds(
        21, {},
        [&] {
            test::runOrThrow({"ninja", "-f", work.name() + "/build.ninja"}, {.directory = context.workDirectory});
        });
    return {compare("mksys-large-generate", generate, fmt::format("writing its {} files", files.size()), writing, 500),
            compare("mksys-large-no-change", noChange, "ninja alone", ninja, 60)};
}

/// ifgen on one large interface, every C file, beside a program that does nothing but start.
std::vector<Result> ifgenLarge(const Context& context)
{
    std::ofstream(context.workDirectory + "/device.api", std::ios::binary) << largeInterface(60, 40);
    FreshDirectories out(context.workDirectory + "/out");
    const double tool = medianMilliseconds(
        41, [&] { out.next(); },
        [&]
        {
            test::runOrThrow(
                {context.buildDirectory + "/bin/ifgen", "--gen-all", "--output-dir", out.name(), "device.api"},
                {.directory = context.workDirectory});
        });
    const double nothing = medianMilliseconds(41, {}, [] { test::runOrThrow({"/bin/true"}); });
    return {compare("ifgen-large", tool, "/bin/true", nothing, 10)};
}

/// Writes interfaces of the sizes that people's have: half have fewer than 12 functions, one in twelve has 40. The
/// result is the names of the files.
std::vector<std::string> writeInterfaces(const std::string& directory, int count)
{
    constexpr int kFunctions[] = {12, 1, 2, 4, 6, 9, 12, 13, 14, 16, 20, 40};
    fs::create_directories(directory);
    std::vector<std::string> names;
    for (int i = 0; i < count; ++i)
    {
        const int functions = kFunctions[i % std::size(kFunctions)];
        names.push_back(fmt::format("part{}.api", i));
        std::ofstream(directory + "/" + names.back(), std::ios::binary) << largeInterface(functions, 4 + functions / 3);
    }
    return names;
}

/// ifgen on as many interfaces as a large public project has, every C file, beside writing that text to new files.
std::vector<Result> ifgenMany(const Context& context)
{
    const std::string source = context.workDirectory + "/source";
    const std::vector<std::string> names = writeInterfaces(source, 123);
    FreshDirectories out(context.workDirectory + "/out");
    const double tool = medianMilliseconds(
        11, [&] { out.next(); },
        [&]
        {
            std::vector<std::string> ifgen = {context.buildDirectory + "/bin/ifgen", "--gen-all", "--output-dir",
                                              out.name()};
            ifgen.insert(ifgen.end(), names.begin(), names.end());
            test::runOrThrow(ifgen, {.directory = source});
        });
    const std::map<std::string, std::string> files = readTree(out.name());
    FreshDirectories copy(context.workDirectory + "/copy");
    const double writing = medianMilliseconds(
        11, [&] { copy.next(); }, [&] { writeTree(copy.name(), files); });
    return {compare("ifgen-many", tool, fmt::format("writing its {} files", files.size()), writing, 250)};
}

}  // namespace

std::vector<Benchmark> hostToolBenchmarks()
{
    return {{"ifgen-large", "ifgen on one interface of 60 functions and 40 types", ifgenLarge},
            {"ifgen-many", "ifgen on 123 interfaces in one run", ifgenMany},
            {"mksys-led", "mksys on the LED system with nothing changed, ninja included", noChangeLed},
            {"mksys-large", "mksys on 200 apps, 600 components, 200 interfaces", largeSystem}};
}

}  // namespace ligature::bench
