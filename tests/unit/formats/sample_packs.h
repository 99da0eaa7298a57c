// Small packs for tests, and ways to spoil them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/formats/files.h"
#include "runtime/formats/hash.h"
#include "runtime/formats/pack.h"
#include "runtime/formats/pack_format.h"
#include "runtime/formats/tar.h"
#include "tests/support/scratch_directory.h"

namespace ligature::formats
{

/// A manifest with a program, a library, a copy of the program under another name, and a writeable file.
inline AppManifest sampleApp(const std::string& name = "blink")
{
    AppManifest app;
    app.name = name;
    app.version = "1.0";
    app.target = "localhost";
    app.files = {{"bin/blink", "", 0, 0755, false},
                 {"bin/copy", "", 0, 0555, false},
                 {"data/state", "", 0, 0664, true},
                 {"lib/libComponent_led.so", "", 0, 0644, false}};
    ProcessEntry process;
    process.name = "blink";
    process.arguments = {"blink", "-x"};
    app.processes = {process};
    return app;
}

inline ContentSources sampleSources(const test::ScratchDirectory& scratch, const std::string& salt = "")
{
    return {{"bin/blink", scratch.write("src/blink", "program" + salt)},
            {"bin/copy", scratch.write("src/copy", "program" + salt)},
            {"data/state", scratch.write("src/state", "")},
            {"lib/libComponent_led.so", scratch.write("src/lib.so", std::string(3000, 'l'))}};
}

inline std::string writeSampleApp(const test::ScratchDirectory& scratch, const std::string& name = "blink")
{
    const std::string path = scratch.path() + "/" + name + ".update";
    writeAppPack(sampleApp(name), sampleSources(scratch, name), path);
    return path;
}

inline SystemManifest sampleSystem()
{
    SystemManifest system;
    system.name = "deviceA";
    system.target = "localhost";
    system.apps.resize(2);
    system.apps[0].name = "blink";
    system.apps[1].name = "pin";
    system.bindings = {{{"app", "blink"}, "led", {"app", "pin"}, "led"}};
    system.files = {{"lib/liblegato.so", "", 0, 0755, false}};
    return system;
}

inline std::string writeSampleSystem(const test::ScratchDirectory& scratch)
{
    const std::string path = scratch.path() + "/deviceA.update";
    writeSystemPack(sampleSystem(), {{"lib/liblegato.so", scratch.write("src/liblegato.so", "framework")}},
                    {{"blink", writeSampleApp(scratch, "blink")}, {"pin", writeSampleApp(scratch, "pin")}}, path);
    return path;
}

/// What FormatError says that `action` throws; "" if it throws none.
template <typename Action>
std::string complaint(Action action)
{
    try
    {
        action();
    }
    catch (const FormatError& error)
    {
        return error.what();
    }
    return "";
}

/// Unpacks and gives the complaint; expects that nothing is left behind when there is one.
inline std::string complaintOfUnpack(const test::ScratchDirectory& scratch, const std::string& packPath)
{
    const std::string directory = scratch.path() + "/unpacked";
    const std::string text = complaint([&] { unpack(packPath, directory, {}); });
    EXPECT_EQ(std::filesystem::exists(directory), text.empty()) << text;
    std::filesystem::remove_all(directory);
    return text;
}

/// A pack written by hand: whatever entries a test wants, a right check sum and end.
class HandMadePack
{
public:
    HandMadePack& head(const std::string& manifest)
    {
        return entry(kManifestEntry, manifest).entry(kSignatureEntry, hashLine(hashText(manifest)));
    }

    HandMadePack& entry(const std::string& name, const std::string& content)
    {
        const TarBlock header = tarHeader(name, content.size());
        return raw(std::string(header.data(), header.size()) + content + std::string(tarPadding(content.size()), '\0'));
    }

    HandMadePack& raw(const std::string& bytes)
    {
        bytes_ += bytes;
        return *this;
    }

    /// With pack.sum and the end of the archive.
    std::string finished()
    {
        entry(kSumEntry, hashLine(hashText(bytes_)));
        return bytes_ + std::string(kTrailerBytes, '\0');
    }

private:
    std::string bytes_;
};

}  // namespace ligature::formats
