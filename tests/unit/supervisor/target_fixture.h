// A target in a scratch directory with a small system made of the program `probe`.
#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "runtime/formats/manifest.h"
#include "runtime/formats/target_layout.h"
#include "tests/support/process.h"
#include "tests/support/scratch_directory.h"

namespace ligature::supervisor
{

/// An app `name` with one process of the same name: `probe` with these arguments.
formats::AppManifest probeApp(const std::string& name, const std::vector<std::string>& arguments);

/// A file of an app's pack with its own path as content.
formats::FileEntry bundled(const std::string& path, bool writeable);

/// Something of the target that an app may read, and write if so asked.
formats::RequiredObject required(const std::string& kind, const std::string& source, const std::string& destination,
                                 bool writeable);

/// Asks again and again until the answer is yes; false if it is not within ten seconds.
bool eventually(const std::function<bool()>& question);

/// Each test runs as root (if the tests do) and as an ordinary user.
class TargetTest : public ::testing::TestWithParam<bool>
{
protected:
    void SetUp() override;
    void TearDown() override;

    bool asUser() const { return GetParam(); }
    const formats::TargetLayout& layout() const { return layout_; }

    /// Installs a system of these apps with `update`. The framework, if it runs, restarts with it.
    test::Outcome install(const std::vector<formats::AppManifest>& apps);
    /// A pack with a system of these apps.
    std::string pack(const std::vector<formats::AppManifest>& apps);
    /// Runs a tool of the target, in a shell that has run `before` if given.
    test::Outcome tool(const std::vector<std::string>& arguments, const std::string& before = "");
    /// The log lines of an app without time stamps and names; all lines if empty.
    std::vector<std::string> logOf(const std::string& app);
    /// The same without what the log puts before the text of a line that an app has printed.
    std::vector<std::string> printedBy(const std::string& app);
    /// Waits until the log of an app has a line with this text that often; the number of such lines then.
    int waitForLog(const std::string& app, const std::string& text, int count = 1);
    bool logHas(const std::string& app, const std::string& text) { return waitForLog(app, text) >= 1; }
    /// Runs what follows as on a kernel that makes no namespaces.
    void forbidNamespaces() { namespacesForbidden_ = true; }

    /// The process number outside the sandbox of an app's process (its first if no name is given), 0 if it has none.
    pid_t pidOf(const std::string& app, const std::string& process = "");
    /// The process numbers of all processes of an app, as `app info` gives them.
    std::vector<pid_t> processesOf(const std::string& app);
    /// The process number of this target's Supervisor, 0 if it does not run.
    pid_t supervisorPid();
    /// The same for one of its daemons.
    pid_t daemonPid(const std::string& name);

    test::ScratchDirectory scratch_;

private:
    formats::TargetLayout layout_;
    test::RunOptions options_;
    unsigned packs_ = 0;
    bool namespacesForbidden_ = false;
};

}  // namespace ligature::supervisor
