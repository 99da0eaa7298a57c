#include "runtime/formats/names.h"
#include "tests/unit/formats/sample_packs.h"

namespace ligature::formats
{
namespace
{

const std::string kHash(64, 'a');

/// A manifest in which everything is set.
AppManifest fullApp()
{
    AppManifest app = sampleApp();
    for (FileEntry& file : app.files)
    {
        file.hash = kHash;
        file.size = 7;
    }
    app.sandboxed = false;
    app.startManual = true;
    app.limits = {1, 2, 3, 4, 5, 6, 7};
    app.username = "worker";
    app.capabilities = {"net_admin"};
    app.groups = {"audio", "video"};
    app.tags = {{"any key", "any value: \"quoted\""}};
    app.configTrees = {{"blink", true}, {"system", false}};
    app.watchdogTimeout = -1;
    app.maxWatchdogTimeout = 5000;
    app.watchdogAction = "restartApp";
    app.requires_ = {{"device", "/dev/ttyS0", "/dev/ttyS0", true, true, false}, {"file", "/etc/hosts", "etc/hosts"}};
    ProcessEntry& process = app.processes[0];
    process.variables = {{"PATH", "/bin"}, {"EMPTY", ""}};
    process.faultAction = "restart";
    process.priority = "rt32";
    process.limits = {1, 2, 3, 4, 5};
    process.watchdogTimeout = 0;
    process.maxWatchdogTimeout = -1;
    process.watchdogAction = "stop";
    app.clients = {{"blink.ledBlinker.led", "id", true, false}};
    app.servers = {{"led", "id", false, true}};
    app.bindings = {{{"app", "blink"}, "led", {"user", "root"}, "led"}};
    return app;
}

SystemManifest fullSystem()
{
    SystemManifest system;
    system.name = "deviceA";
    system.target = "localhost";
    SystemAppEntry app{"blink", kHash, std::string(64, 'b'), 12345, {}};
    app.overrides.limits.maxThreads = 3;
    app.overrides.processLimits.maxFileBytes = 4;
    app.overrides.faultAction = "ignore";
    app.overrides.watchdogAction = "ignore";
    app.overrides.maxPriority = "high";
    app.overrides.username = "worker";
    app.overrides.preloaded = "anyVersion";
    app.overrides.watchdogTimeout = -1;
    app.overrides.maxWatchdogTimeout = 3;
    app.overrides.groups.emplace();
    app.overrides.capabilities = {"net_raw"};
    app.overrides.sandboxed = false;
    app.overrides.startManual = true;
    system.apps = {app};
    system.bindings = {{{"app", "blink"}, "led", {"app", "pin"}, "led"}};
    system.commands = {{"blink", "blink", "/bin/blink"}};
    system.files = {{"lib/liblegato.so", kHash, 3, 0755, false}};
    return system;
}

/// `text` with the first `from` replaced.
std::string with(std::string text, const std::string& from, const std::string& to)
{
    const size_t place = text.find(from);
    EXPECT_NE(place, std::string::npos) << from;
    return text.replace(place, from.size(), to);
}

std::string complaintOf(const std::string& json)
{
    return complaint([&] { parseManifest(json); });
}

TEST(Manifest, EverythingSetComesBack)
{
    const std::string app = toJson(fullApp());
    EXPECT_EQ(toJson(std::get<AppManifest>(parseManifest(app))), app);
    const std::string system = toJson(fullSystem());
    EXPECT_EQ(toJson(std::get<SystemManifest>(parseManifest(system))), system);
    const SystemManifest again = std::get<SystemManifest>(parseManifest(system));
    EXPECT_TRUE(again.apps[0].overrides.groups);  // no groups is another thing than the app's groups
}

TEST(Manifest, DefaultsAreNotWritten)
{
    AppManifest app;
    app.name = "a";
    app.target = "localhost";
    EXPECT_EQ(toJson(app), R"({"format":1,"kind":"app","name":"a","sandboxed":true,"target":"localhost"})");
}

TEST(Manifest, MistakesAreNamedWithTheirPlace)
{
    const std::string app = toJson(fullApp());
    const std::string system = toJson(fullSystem());
    const std::vector<std::pair<std::string, std::string>> cases = {
        {with(app, R"("format":1)", R"("format":2)"), "it has format 2; this version reads format 1"},
        {with(app, R"("format":1)", R"("format":1.0)"), "format is not a whole number from 0 to 9223372036854775807"},
        {with(app, R"("kind":"app","limits")", R"("kind":"App","limits")"),
         "kind: 'App' is not one of the words allowed here"},
        {with(app, R"("sandboxed":false)", R"("sandboxed":0)"), "sandboxed is not true or false"},
        {with(app, R"("sandboxed":false,)", ""), "sandboxed is missing"},
        {with(app, R"("name":"blink","process)", R"("name":"../x","process)"), "name: '../x' is not a name"},
        {with(app, R"("version":"1.0")", R"("version":1)"), "version is not a text"},
        {with(app, R"("version":"1.0")", R"("versoin":"1.0")"), "versoin is not known to this version"},
        {with(app, R"("version":"1.0")", R"("version":"1","version":"2")"), "member \"version\" appears twice"},
        {with(app, R"("version":"1.0")", R"("version":"1\u00000")"), "version contains a zero byte"},
        {with(app, "bin/blink", "bin/../x"), "files[0].path: 'bin/../x' is not a safe relative path"},
        {with(app, "bin/blink", "/bin/blink"), "files[0].path: '/bin/blink' is not a safe relative path"},
        {with(app, "bin/blink", "bin//x"), "files[0].path: 'bin//x' is not a safe relative path"},
        {with(app, "bin/blink", "bin/./x"), "files[0].path: 'bin/./x' is not a safe relative path"},
        {with(app, "bin/blink", "bin/\\nx"), "files[0].path: 'bin/?x' is not a safe relative path"},
        {with(app, "bin/blink", "bin/copy"), "files[1] appears twice or is out of order"},
        {with(app, "data/state", "bin/copy/x"), "files: 'bin/copy' is both a file and a directory"},
        {with(app, kHash, std::string(64, 'A')),
         "files[0].hash: '" + std::string(64, 'A') + "' is not 64 hexadecimal digits"},
        {with(app, R"("mode":493)", R"("mode":2541)"), "files[0].mode is not a whole number from 0 to 511"},
        {with(app, R"("size":7)", R"("size":4294967297)"), "files[0].size is not a whole number from 0 to 4294967296"},
        {with(app, R"("size":7)", R"("size":8)"), "files: 'bin/copy' has another size than a file of the same content"},
        {with(app, R"("size":7)", R"("size":-7)"), "files[0].size is not a whole number from 0 to 4294967296"},
        {with(app, R"("source":"/dev/ttyS0")", R"("source":"dev/ttyS0")"),
         "requires[0].source: 'dev/ttyS0' is not an absolute path"},
        {with(app, "etc/hosts", "../hosts"), "requires[1].destination: '../hosts' is not a safe path"},
        {with(app, R"("faultAction":"restart")", R"("faultAction":"explode")"),
         "processes[0].faultAction: 'explode' is not one of the words allowed here"},
        {with(app, "rt32", "rt33"), "processes[0].priority: 'rt33' is not one of the words allowed here"},
        {with(app, R"("arguments":["blink","-x"])", R"("arguments":[])"),
         "processes[0].arguments: 'blink' has no executable"},
        {with(app, R"("EMPTY":"")", R"("A=B":"")"), "processes[0].variables: 'A=B' is not the name of a variable"},
        {with(app, R"("watchdogTimeout":0)", R"("watchdogTimeout":-2)"),
         "processes[0].watchdogTimeout is not a whole number of at least -1"},
        {with(app, R"("protocolId":"id")", R"("protocolId":"")"),
         "clients[0].protocolId: '' is empty or longer than 127 bytes"},
        {with(system, "lib/liblegato.so", "status"),
         "files: 'status' is writeable or not below bin, lib, libexec or share"},
        {with(system, R"("path":"/bin/blink")", R"("path":"/bin/../x")"),
         "commands[0].path: '/bin/../x' is not a safe path"},
        {with(system, R"("kind":"app")", R"("kind":"root")"),
         "bindings[0].client.kind: 'root' is not one of the words"},
        {"[]", "it is not an object"},
        {std::string(100, '['), "it is nested too deeply"},
        {"", "it is not JSON"},
        {"{\"a\":\"\xff\"}", "it is not JSON"},
        {app + "x", "it is not JSON"},
        {std::string((16u << 20) + 1, ' '), "it is larger than 16777216 bytes"},
    };
    for (const auto& [json, message] : cases)
    {
        EXPECT_THAT(complaintOf(json), testing::StartsWith("manifest: " + message));
    }
}

TEST(Manifest, ClientInterfaceIsBoundOnce)
{
    SystemManifest system = fullSystem();
    system.bindings.push_back({{"app", "blink"}, "led", {"app", "pin2"}, "led"});
    EXPECT_EQ(complaintOf(toJson(system)), "manifest: bindings: 'blink.led' is bound twice");
}

TEST(Manifest, TextThatIsNotUtf8CannotBeWritten)
{
    AppManifest app = fullApp();
    app.version = "\xff";
    EXPECT_EQ(complaint([&] { toJson(app); }), "manifest of blink: a name or text in it is not valid UTF-8");
}

TEST(Names, AreWhatTheyMayBe)
{
    EXPECT_TRUE(isName("_a-B9"));
    for (const char* text : {"", "9a", "-a", "a.b", "a b", "a/b", "ä"})
    {
        EXPECT_FALSE(isName(text)) << text;
    }
    EXPECT_FALSE(isName(std::string(128, 'a')));
    EXPECT_TRUE(isServiceName("exe.component.led"));
    EXPECT_FALSE(isServiceName("exe..led"));
    EXPECT_FALSE(isServiceName(".led"));
    EXPECT_TRUE(isProcessName("any text, even this"));
    for (const std::string& text : {std::string(), std::string("."), std::string(".."), std::string("a/b"),
                                    std::string("a:b"), std::string("a\nb"), std::string(48, 'a')})
    {
        EXPECT_FALSE(isProcessName(text)) << text;
    }
    EXPECT_TRUE(isRelativePath("a/..b/c d"));
    EXPECT_FALSE(isRelativePath("a/"));
    EXPECT_FALSE(isRelativePath(std::string(256, 'a')));
    EXPECT_TRUE(isAbsolutePath("/a/b"));
    EXPECT_FALSE(isAbsolutePath("/"));
    EXPECT_EQ(printable("a\nb"), "a?b");
}

}  // namespace
}  // namespace ligature::formats
