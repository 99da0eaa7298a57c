#include <fstream>

#include "tests/unit/systems/sample_target.h"

namespace ligature::systems
{
namespace
{

using Kind = SystemStatus::Kind;

/// A target with this many systems, the last one current.
void installMany(const SampleTarget& target, unsigned count)
{
    for (unsigned i = 1; i <= count; ++i)
    {
        ASSERT_EQ(target.install(target.systemPack("s" + std::to_string(i), {{"a", {{{"f", std::to_string(i)}}}}})), i);
    }
}

TEST(Systems, AreListedWithStatusOldestFirst)
{
    const SampleTarget target;
    EXPECT_TRUE(list(target.layout).empty());
    EXPECT_EQ(current(target.layout), std::nullopt);
    installMany(target, 3);
    setStatus(target.layout, 1, {Kind::good, 0});
    setStatus(target.layout, 2, {Kind::bad, 0});
    setStatus(target.layout, 3, {Kind::tried, 2});
    const std::vector<InstalledSystem> systems = list(target.layout);
    ASSERT_EQ(systems.size(), 3u);
    EXPECT_EQ(toText(systems[0].status), "good");
    EXPECT_EQ(toText(systems[1].status), "bad");
    EXPECT_EQ(toText(systems[2].status), "tried 2");
    EXPECT_FALSE(systems[1].current);
    EXPECT_TRUE(systems[2].current);
    EXPECT_EQ(readText(target.layout.system(3) + "/status"), "tried 2\n");
    setStatus(target.layout, 3, {});
    EXPECT_EQ(toText(status(target.layout, 3)), "untried");
}

TEST(Systems, StatusThatCannotBeUnderstoodIsBad)
{
    const SampleTarget target;
    installMany(target, 1);
    for (const char* text : {"", "Good", "tried", "tried x", "tried -1", "tried 99999999999", "good\ngood"})
    {
        std::ofstream(target.layout.system(1) + "/status") << text;
        EXPECT_EQ(status(target.layout, 1).kind, Kind::bad) << text;
    }
}

TEST(Systems, CurrentIgnoresLinksToNowhere)
{
    const SampleTarget target;
    installMany(target, 1);
    for (const char* text : {"7", "../systems/1", "01", "one", "11111111111111111111"})
    {
        std::filesystem::remove(target.layout.currentSystem());
        std::filesystem::create_symlink(text, target.layout.currentSystem());
        EXPECT_EQ(current(target.layout), std::nullopt) << text;
    }
    EXPECT_EQ(complaint([&] { makeCurrent(target.layout, 7); }), "there is no system 7");
    EXPECT_EQ(complaint([&] { setStatus(target.layout, 7, {}); }), "there is no system 7");
}

TEST(Systems, FallBackPrefersTheNewestGoodOne)
{
    const SampleTarget target;
    installMany(target, 4);
    EXPECT_EQ(rollbackTarget(target.layout, 4), 3u);
    setStatus(target.layout, 1, {Kind::good, 0});
    EXPECT_EQ(rollbackTarget(target.layout, 4), 1u);
    setStatus(target.layout, 2, {Kind::good, 0});
    EXPECT_EQ(rollbackTarget(target.layout, 4), 2u);
    std::filesystem::remove(target.layout.system(2) + "/lib/liblegato.so");
    EXPECT_EQ(rollbackTarget(target.layout, 4), 1u);
    setStatus(target.layout, 1, {Kind::bad, 0});
    EXPECT_EQ(rollbackTarget(target.layout, 4), 3u);
    setStatus(target.layout, 2, {Kind::bad, 0});
    setStatus(target.layout, 3, {Kind::bad, 0});
    EXPECT_EQ(rollbackTarget(target.layout, 4), std::nullopt);
}

TEST(Systems, DamageIsNoticedAndNamed)
{
    const SampleTarget target;
    installMany(target, 1);
    const std::string directory = target.layout.system(1);
    EXPECT_EQ(complaint([&] { verifySystem(target.layout, 1); }), "");
    const std::string app = loadSystem(target.layout, 1).apps[0].hash;
    EXPECT_EQ(loadApp(target.layout, app).name, "a");

    std::ofstream(target.layout.app(app) + "/read-only/f") << "longer";
    EXPECT_EQ(complaint([&] { verifySystem(target.layout, 1); }),
              target.layout.app(app) + "/read-only/f is damaged: it has 6 bytes instead of 1");
    std::filesystem::remove(target.layout.app(app) + "/read-only/f");
    EXPECT_EQ(complaint([&] { verifySystem(target.layout, 1); }), target.layout.app(app) + "/read-only/f is missing");

    std::string manifest = readText(directory + "/manifest.json");
    manifest.replace(manifest.find("\"s1\""), 4, "\"s2\"");
    std::ofstream(directory + "/manifest.json") << manifest;
    EXPECT_EQ(complaint([&] { loadSystem(target.layout, 1); }),
              directory + "/manifest.json is damaged: it does not have the hash in manifest.sig");
    std::ofstream(target.layout.app(app) + "/manifest.json") << "{}";
    EXPECT_EQ(complaint([&] { loadApp(target.layout, app); }),
              target.layout.app(app) + "/manifest.json is damaged: it does not have the hash of its app");
    EXPECT_EQ(complaint([&] { loadApp(target.layout, "../x"); }), "'../x' is not the hash of an app");
}

TEST(Systems, OldOnesAndTheirAppsAreRemoved)
{
    const SampleTarget target;
    installMany(target, 6);
    setStatus(target.layout, 1, {Kind::good, 0});
    setStatus(target.layout, 2, {Kind::good, 0});
    makeCurrent(target.layout, 3);
    const std::string oldApp = loadSystem(target.layout, 1).apps[0].hash;
    const std::string keptApp = loadSystem(target.layout, 2).apps[0].hash;
    {
        const StoreLock lock(target.layout);
        removeOldSystems(lock, target.layout);
    }
    std::vector<unsigned> left;
    for (const InstalledSystem& system : list(target.layout))
    {
        left.push_back(system.index);
        EXPECT_EQ(complaint([&] { verifySystem(target.layout, system.index); }), "");
    }
    EXPECT_EQ(left, (std::vector<unsigned>{2, 3, 4, 5, 6}));
    EXPECT_FALSE(std::filesystem::exists(target.layout.app(oldApp)));
    EXPECT_TRUE(std::filesystem::exists(target.layout.app(keptApp)));
    EXPECT_FALSE(std::filesystem::exists(target.layout.unpackArea()));
}

TEST(Systems, AppsStayWhileAnySystemCannotBeRead)
{
    const SampleTarget target;
    installMany(target, 4);
    const std::string app = loadSystem(target.layout, 1).apps[0].hash;
    std::ofstream(target.layout.system(3) + "/manifest.json") << "{";
    const StoreLock lock(target.layout);
    removeOldSystems(lock, target.layout);
    EXPECT_TRUE(std::filesystem::exists(target.layout.app(app)));
}

TEST(Systems, LockIsHeldByOneAtATime)
{
    const SampleTarget target;
    {
        const StoreLock lock(target.layout);
        EXPECT_EQ(complaint([&] { StoreLock{target.layout}; }), "another update is in progress");
    }
    EXPECT_EQ(complaint([&] { StoreLock{target.layout}; }), "");
}

}  // namespace
}  // namespace ligature::systems
