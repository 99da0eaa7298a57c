#include "runtime/daemons/supervisor/mount_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ligature::supervisor
{
namespace
{

AppConfig appWith(const std::vector<std::string>& readOnly, const std::vector<std::string>& writeable = {})
{
    AppConfig app;
    app.readOnlyDirectory = "/ro";
    app.writeableDirectory = "/w";
    app.runDirectory = "/run";
    for (const auto& path : readOnly)
    {
        app.manifest.files.push_back({path, "", 0, 0644, false});
    }
    for (const auto& path : writeable)
    {
        app.manifest.files.push_back({path, "", 0, 0644, true});
    }
    return app;
}

std::vector<std::string> targets(const MountPlan& plan)
{
    std::vector<std::string> all;
    for (const auto& step : plan.steps)
    {
        all.push_back(step.target);
    }
    return all;
}

TEST(MountPlan, ShowsAFolderOfTheAppAsAWhole)
{
    const auto plan = planMounts(appWith({"bin/a", "bin/b", "data/deep/er/c"}), {});
    EXPECT_THAT(targets(plan),
                ::testing::ElementsAre("dev", "bin", "data", "dev/null", "dev/urandom", "dev/zero", "proc", "tmp",
                                       "tmp/legato/serviceDirectory", "tmp/legato/trace"));
}

TEST(MountPlan, MixesWhereOthersHaveFilesToo)
{
    ElfNeeds needs;
    needs.files["/lib/libc.so.6"] = "/usr/lib/libc.so.6";
    needs.files["/lib/liba.so"] = "/usr/lib/liba.so";  // the app's own comes first
    const auto plan = planMounts(appWith({"lib/liba.so", "data/fixed"}, {"data/own"}), needs);
    EXPECT_THAT(targets(plan), ::testing::ElementsAre("dev", "lib", "data/fixed", "dev/null", "dev/urandom", "dev/zero",
                                                      "lib/liba.so", "lib/libc.so.6", "proc", "tmp",
                                                      "tmp/legato/serviceDirectory", "tmp/legato/trace"));
    EXPECT_EQ(plan.steps[6].source, "/ro/lib/liba.so");
    EXPECT_FALSE(plan.steps[6].writeable);
}

TEST(MountPlan, RequiredObjectsKeepTheirPermissions)
{
    auto app = appWith({});
    app.manifest.requires_ = {{"file", "/etc/hosts", "/etc/", true, false, false},
                              {"device", "/dev/ttyS1", "/dev/modem", true, true, false},
                              {"directory", "/srv/x", "/x", false, false, false}};
    for (const auto& step : planMounts(app, {}).steps)
    {
        if (step.target == "etc/hosts")
        {
            EXPECT_FALSE(step.writeable);
        }
        else if (step.target == "dev/modem" || step.target == "x")
        {
            EXPECT_TRUE(step.writeable);
        }
    }
}

void expectRefused(const AppConfig& app, const std::string& text)
{
    try
    {
        planMounts(app, {});
        ADD_FAILURE() << "not refused";
    }
    catch (const std::runtime_error& error)
    {
        EXPECT_EQ(error.what(), text);
    }
}

TEST(MountPlan, RefusesConflicts)
{
    auto twice = appWith({});
    twice.manifest.requires_ = {{"file", "/a", "/x", true, false, false}, {"file", "/b", "//x", true, false, false}};
    expectRefused(twice, "two things would have to appear at /x");

    auto inside = appWith({"x/inner"});
    inside.manifest.requires_ = {{"directory", "/srv", "/x", true, false, false}};
    expectRefused(inside, "/x/inner would have to be made inside /srv, which appears at /x");

    auto above = appWith({});
    above.manifest.requires_ = {{"file", "/a", "/x/../../etc", true, false, false}};
    expectRefused(above, "/x/../../etc: '..' is not allowed");

    auto root = appWith({});
    root.manifest.requires_ = {{"directory", "/", "/", true, false, false}};
    expectRefused(root, "something would have to appear at the app's root directory itself");
}

}  // namespace
}  // namespace ligature::supervisor
