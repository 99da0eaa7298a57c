// Processes of 32 and of 64 bits on one machine talk to each other.
#include <gtest/gtest.h>

#include "runtime/formats/directory_protocol.h"
#include "tests/support/background_program.h"
#include "tests/unit/serviceDirectory/directory_process.h"

namespace ligature::test
{
namespace
{

struct Pair
{
    const char* name;
    const char* client;
    const char* server;
};

class WordSize : public testing::TestWithParam<Pair>
{
};

TEST_P(WordSize, EveryTypeArrivesAsItWasSent)
{
    const DirectoryProcess directory;
    directory.bind("gauge", "gauge");
    RunOptions options;
    options.variables = {{directory::kSocketVariable, directory.userSocket()}};
    const std::string programs = buildRoot() + "/test/word_size_gauge_";
    const BackgroundProgram server({programs + "server" + GetParam().server}, options);
    const Outcome outcome = run({programs + "client" + GetParam().client}, options);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.out,
              "refused 1\n"
              "LE_OK, 2 found, used 4294967294, narrow 1, exact -1.5000000000000001e+300\n"
              "1 549755813890 0.10000000000000001 3 [2: -1 -2] \n"
              "255 545460846592 -1.5000000000000001e+300 65535 [2: -9223372036854775808 7] nine char\n"
              "again 3: 1 1 1\n"
              "LE_OK, same file 1\n"
              "event: probe 8000000b room 4294967295 1 549755813890 0.10000000000000001 3 [2: -1 -2] \n"
              "done -8589934636\n");
}

INSTANTIATE_TEST_SUITE_P(Pairs, WordSize,
                         testing::Values(Pair{"BothOf64", "64", "64"}, Pair{"ClientOf32", "32", "64"},
                                         Pair{"ServerOf32", "64", "32"}, Pair{"BothOf32", "32", "32"}),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace ligature::test
