#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "ifgen/library.h"

namespace ligature::ifgen
{
namespace
{

namespace fs = std::filesystem;

constexpr CFile kOwnFiles[] = {
    CFile::common,     CFile::interfaceHeader, CFile::serverHeader, CFile::messages,   CFile::service,
    CFile::client,     CFile::commonClient,    CFile::server,       CFile::serverStub, CFile::asyncClientHeader,
    CFile::asyncClient};
constexpr CFile kAliasFiles[] = {CFile::interfaceHeader, CFile::service, CFile::client, CFile::asyncClientHeader,
                                 CFile::asyncClient};
constexpr CFile kAsyncFiles[] = {CFile::serverHeader, CFile::server, CFile::serverStub};

std::string readAll(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

void compare(const fs::path& path, const std::string& text)
{
    if (std::getenv("LIGATURE_UPDATE_GOLDEN") != nullptr)
    {
        fs::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << text;
        return;
    }
    EXPECT_EQ(text, readAll(path)) << path << " differs. If that is meant: LIGATURE_UPDATE_GOLDEN=1 "
                                   << "build/test/test_ifgen_golden";
}

class Golden : public testing::TestWithParam<const char*>
{
};

TEST_P(Golden, GeneratedCodeIsAsExpected)
{
    fs::path folder = "tests/golden/ifgen";
    DiskWorld world;
    SourceMap sources;
    Diagnostics diagnostics;
    Library library(world, sources, diagnostics, {});
    const Interface* interface = library.load(folder / (std::string(GetParam()) + ".api"));
    ASSERT_NE(interface, nullptr) << renderAll(diagnostics, sources, {});

    Templates templates("templates");
    auto check = [&](const char* kind, CFile file, const COptions& options)
    {
        GeneratedFile made = generateC(*interface, file, options, templates);
        EXPECT_EQ(made.name, cFileName(*interface, file, options));
        compare(folder / GetParam() / kind / made.name, made.text);
    };
    for (CFile file : kOwnFiles)
    {
        check("sync", file, {});
    }
    COptions alias;
    alias.prefix = "other";
    alias.serviceName = "app.component.other";
    for (CFile file : kAliasFiles)
    {
        check("alias", file, alias);
    }
    COptions direct;
    direct.direct = true;
    check("direct", CFile::server, direct);
    COptions async;
    async.async = true;
    for (CFile file : kAsyncFiles)
    {
        check("async", file, async);
    }
}

INSTANTIATE_TEST_SUITE_P(Files, Golden, testing::Values("units", "kiln", "words", "errand"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace ligature::ifgen
