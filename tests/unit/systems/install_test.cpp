#include <sys/stat.h>

#include "tests/unit/systems/sample_target.h"

namespace ligature::systems
{
namespace
{

formats::BindingEntry binding(const std::string& client, const std::string& interface, const std::string& server)
{
    return {{"app", client}, interface, {"app", server}, interface};
}

ino_t inodeOf(const std::string& path)
{
    struct stat status = {};
    EXPECT_EQ(stat(path.c_str(), &status), 0) << path;
    return status.st_ino;
}

TEST(Install, FirstSystemIsCompleteButNotCurrentByItself)
{
    const SampleTarget target;
    const std::string pack = target.systemPack("A", {{"blink", {{{"bin/blink", "b"}}, {{"state", "off"}}}}});
    const StoreLock lock(target.layout);
    const Installed installed = install(lock, target.layout, pack);
    EXPECT_EQ(installed.index, 1u);
    EXPECT_TRUE(installed.changed);
    EXPECT_EQ(current(target.layout), std::nullopt);
    EXPECT_EQ(complaint([&] { verifySystem(target.layout, 1); }), "");
    EXPECT_EQ(readText(target.layout.system(1) + "/lib/liblegato.so"), "framework");
    EXPECT_EQ(readText(target.writeable(1, "blink/state")), "off");
    EXPECT_FALSE(std::filesystem::exists(target.layout.unpackArea()));
    makeCurrent(target.layout, 1);
    EXPECT_EQ(current(target.layout), 1u);
    EXPECT_EQ(std::filesystem::read_symlink(target.layout.currentSystem()), "1");
}

TEST(Install, AppInTwoSystemsIsUnpackedOnce)
{
    const SampleTarget target;
    target.install(target.systemPack("A", {{"blink", {}}}));
    const std::string program = target.layout.app(loadSystem(target.layout, 1).apps[0].hash) + "/read-only/bin/program";
    const ino_t before = inodeOf(program);
    EXPECT_EQ(target.install(target.systemPack("B", {{"blink", {}}, {"other", {}}})), 2u);
    EXPECT_EQ(inodeOf(program), before);
    EXPECT_EQ(current(target.layout), 2u);
}

TEST(Install, DamagedAppOnTheTargetIsReplaced)
{
    const SampleTarget target;
    target.install(target.systemPack("A", {{"blink", {}}}));
    const std::string program = target.layout.app(loadSystem(target.layout, 1).apps[0].hash) + "/read-only/bin/program";
    std::filesystem::remove(program);
    EXPECT_EQ(target.install(target.systemPack("B", {{"blink", {}}})), 2u);
    EXPECT_EQ(readText(program), "program");
    EXPECT_EQ(complaint([&] { verifySystem(target.layout, 2); }), "");
}

TEST(Install, WhatIsCurrentAlreadyChangesNothing)
{
    const SampleTarget target;
    const std::string pack = target.systemPack("A", {{"blink", {}}});
    target.install(pack);
    const auto before = target.snapshot();
    const StoreLock lock(target.layout);
    const Installed again = install(lock, target.layout, pack);
    EXPECT_EQ(again.index, 1u);
    EXPECT_FALSE(again.changed);
    EXPECT_FALSE(install(lock, target.layout, target.appPack("blink", {})).changed);
    EXPECT_EQ(target.snapshot(), before);
    // A system that was found bad is worth another try.
    setStatus(target.layout, 1, {SystemStatus::Kind::bad, 0});
    EXPECT_EQ(install(lock, target.layout, pack).index, 2u);
}

TEST(Install, AppReplacesItsOlderVersionInACopyOfTheSystem)
{
    const SampleTarget target;
    target.install(target.systemPack("A", {{"blink", {{{"f", "1"}}}}, {"pin", {}}}, {binding("blink", "led", "pin")}));
    const std::string pack = target.appPack(
        "blink",
        {{{"f", "2"}}, {}, "localhost", {binding("blink", "led", "elsewhere"), binding("blink", "log", "logger")}});
    EXPECT_EQ(target.install(pack), 2u);

    const SystemManifest system = loadSystem(target.layout, 2);
    EXPECT_EQ(complaint([&] { verifySystem(target.layout, 2); }), "");
    ASSERT_EQ(system.apps.size(), 2u);
    EXPECT_EQ(system.apps[0].packHash, formats::hashFile(pack));
    EXPECT_EQ(readText(target.layout.app(system.apps[0].hash) + "/read-only/f"), "2");
    // What the system said stays; what it did not speak about is as the app wants it.
    EXPECT_EQ(system.bindings, (std::vector{binding("blink", "led", "pin"), binding("blink", "log", "logger")}));
    EXPECT_EQ(readText(target.layout.system(2) + "/lib/liblegato.so"), "framework");
    EXPECT_EQ(readText(target.layout.app(loadSystem(target.layout, 1).apps[0].hash) + "/read-only/f"), "1");
}

TEST(Install, AppCannotBindOthers)
{
    const SampleTarget target;
    target.install(target.systemPack("A", {{"blink", {}}}));
    target.install(target.appPack("new", {{{"f", "2"}}, {}, "localhost", {binding("blink", "led", "new")}}));
    EXPECT_TRUE(loadSystem(target.layout, 2).bindings.empty());
    EXPECT_EQ(loadSystem(target.layout, 2).apps.size(), 2u);
}

TEST(Install, AppNeedsASystemOfItsTarget)
{
    const SampleTarget target;
    const StoreLock lock(target.layout);
    EXPECT_EQ(complaint([&] { install(lock, target.layout, target.appPack("blink", {})); }),
              "cannot install app blink: there is no system on this target yet; install a system first");
    makeCurrent(target.layout, install(lock, target.layout, target.systemPack("A", {})).index);
    SampleApp other;
    other.target = "wp77xx";
    EXPECT_EQ(complaint([&] { install(lock, target.layout, target.appPack("blink", other)); }),
              "app blink is built for target wp77xx, the system on this target for localhost");
}

TEST(Install, RemovedAppIsGoneWithItsBindings)
{
    const SampleTarget target;
    target.install(target.systemPack("A", {{"blink", {}}, {"pin", {}}}, {binding("blink", "led", "pin")}));
    const StoreLock lock(target.layout);
    EXPECT_EQ(complaint([&] { removeApp(lock, target.layout, "nobody"); }), "app 'nobody' is not installed");
    EXPECT_EQ(removeApp(lock, target.layout, "blink").index, 2u);
    const SystemManifest system = loadSystem(target.layout, 2);
    ASSERT_EQ(system.apps.size(), 1u);
    EXPECT_EQ(system.apps[0].name, "pin");
    EXPECT_TRUE(system.bindings.empty());
    EXPECT_FALSE(std::filesystem::exists(target.writeable(2, "blink")));
}

TEST(Install, BadPacksChangeNothing)
{
    const SampleTarget target;
    target.install(target.systemPack("A", {{"blink", {}}}));
    const auto before = target.snapshot();
    const std::string good = readText(target.systemPack("B", {{"blink", {{{"f", "2"}}}}, {"new", {{{"f", "3"}}}}}));
    const StoreLock lock(target.layout);
    for (size_t size = 0; size < good.size(); size += 512)
    {
        const std::string pack = target.scratch.write("cut", good.substr(0, size));
        EXPECT_NE(complaint([&] { install(lock, target.layout, pack); }), "") << size;
    }
    for (size_t place = 0; place < good.size(); place += 397)
    {
        std::string bytes = good;
        bytes[place] ^= 1;
        const std::string pack = target.scratch.write("flipped", bytes);
        EXPECT_NE(complaint([&] { install(lock, target.layout, pack); }), "") << place;
    }
    EXPECT_EQ(target.snapshot(), before);
}

TEST(Install, ProgressRunsToTheEnd)
{
    const SampleTarget target;
    const std::string pack = target.systemPack("A", {{"blink", {}}, {"pin", {{{"f", "2"}}}}});
    uint64_t unpacked = 0;
    unsigned applied = 0, steps = 0;
    InstallOptions options;
    options.unpacking = [&](uint64_t done, uint64_t) { unpacked = done; };
    options.applying = [&](unsigned done, unsigned total)
    {
        EXPECT_EQ(done, applied + 1);
        applied = done;
        steps = total;
    };
    const StoreLock lock(target.layout);
    install(lock, target.layout, pack, options);
    EXPECT_EQ(unpacked, std::filesystem::file_size(pack));
    EXPECT_EQ(applied, steps);
}

}  // namespace
}  // namespace ligature::systems
