// The ifgen program as a person or a build calls it.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/unit/ifgen/program_fixture.h"

namespace ligature
{
namespace
{

using testing::HasSubstr;
using testing::StartsWith;

TEST_F(Program, ChecksWithoutWriting)
{
    scratch_.write("lamp.api", "FUNCTION Set(bool on);\n");
    test::Outcome outcome = run({"--check", "lamp.api"});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.out + outcome.err, "");
    EXPECT_FALSE(exists("lamp_common.h"));
}

TEST_F(Program, SaysWhatIsWrongAndWritesNothing)
{
    scratch_.write("lamp.api", "FUNCTION Set(boolean on);\n");
    test::Outcome outcome = run({"--gen-all", "--output-dir", "out", "lamp.api"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.err,
              "lamp.api:1:14: error: unknown type 'boolean' [E0130]\n"
              "    1 | FUNCTION Set(boolean on);\n"
              "      |              ^~~~~~~\n");
    EXPECT_FALSE(exists("out"));
}

TEST_F(Program, DiagnosticsAsJson)
{
    scratch_.write("lamp.api", "FUNCTION Set(int on);\n");
    test::Outcome outcome = run({"--check", "--diagnostics=json", "lamp.api"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_THAT(outcome.err, HasSubstr("\"E0130\""));
}

TEST_F(Program, WritesWhatIsAskedFor)
{
    scratch_.write("units.api", "DEFINE SIZE = 3;");
    scratch_.write("lamp.api", "USETYPES units; FUNCTION Set(string name[units.SIZE]);\n");
    test::Outcome outcome = run({"--gen-client", "--gen-interface", "--name-prefix", "desk", "--output-dir", "a/b",
                                 "--depfile", "d", "lamp.api"});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_TRUE(exists("a/b/desk_client.c"));
    EXPECT_TRUE(exists("a/b/desk_interface.h"));
    EXPECT_FALSE(exists("a/b/lamp_common.h"));
    std::string root = std::filesystem::canonical(scratch_.path());
    EXPECT_EQ(test::readText(scratch_.path() + "/d"),
              "a/b/desk_interface.h a/b/desk_client.c : " + root + "/lamp.api " + root + "/units.api\n");
}

TEST_F(Program, UnchangedFilesKeepTheirTime)
{
    scratch_.write("lamp.api", "FUNCTION Set(bool on);\n");
    run({"--gen-client", "lamp.api"});
    auto before = std::filesystem::last_write_time(scratch_.path() + "/lamp_client.c");
    run({"--gen-client", "lamp.api"});
    EXPECT_EQ(std::filesystem::last_write_time(scratch_.path() + "/lamp_client.c"), before);
}

TEST_F(Program, NamesOfAsynchronousCallsMustBeFree)
{
    scratch_.write("clash.api", "FUNCTION F();\nFUNCTION FAsync();\nFUNCTION G();\nHANDLER GDone();\n");
    EXPECT_EQ(run({"--gen-all", "clash.api"}).status, 0);
    test::Outcome clash = run({"--gen-async-client", "clash.api"});
    EXPECT_EQ(clash.status, 1);
    EXPECT_THAT(clash.err, HasSubstr("clash.api:2:1: error: FUNCTION 'FAsync' has the C name of what calls 'F' "));
    EXPECT_THAT(clash.err, HasSubstr("clash.api:4:1: error: HANDLER 'GDone' has the C name of what calls 'G' "));

    // The asynchronous form of Cancel() is another function than the one that cancels calls.
    scratch_.write("cancel.api", "FUNCTION Cancel();\n");
    ASSERT_EQ(run({"--gen-async-client", "cancel.api"}).status, 0);
    const std::string header = test::readText(scratch_.path() + "/cancel_async.h");
    EXPECT_THAT(header, HasSubstr("le_ipc_AsyncCallRef_t cancel_CancelAsync\n("));
    EXPECT_THAT(header, HasSubstr("le_result_t cancel_CancelAsyncCall(le_ipc_AsyncCallRef_t _call);"));
    scratch_.write("cancel.api", "FUNCTION Cancel();\nFUNCTION CancelAsyncCall();\n");
    EXPECT_EQ(run({"--gen-all", "cancel.api"}).status, 0);
    clash = run({"--gen-async-client", "cancel.api"});
    EXPECT_EQ(clash.status, 1);
    EXPECT_THAT(clash.err, HasSubstr("cancel.api:2:1: error: FUNCTION 'CancelAsyncCall' has the C name of what cancels "
                                     "asynchronous calls [E0160]"));
}

TEST_F(Program, PrintsToStandardOutput)
{
    scratch_.write("lamp.api", "FUNCTION Set(bool on);\n");
    EXPECT_THAT(run({"--gen-local", "--output-dir", "-", "lamp.api"}).out, HasSubstr("LAMP_SERVICE_INSTANCE_NAME"));
}

TEST_F(Program, SeveralFilesAreAsEachAlone)
{
    scratch_.write("units.api", "ENUM Level { LOW, HIGH };");
    std::vector<std::string> files = {"units.api"};
    for (int i = 0; i < 20; ++i)
    {
        files.push_back(fmt::format("lamp{}.api", i));
        scratch_.write(files.back(), fmt::format("USETYPES units;\n/** {0} */ FUNCTION Set{0}(units.Level level);", i));
        EXPECT_EQ(run({"--gen-all", "--output-dir", "apart", files.back()}).status, 0);
    }
    EXPECT_EQ(run({"--gen-all", "--output-dir", "apart", "units.api"}).status, 0);

    std::vector<std::string> arguments = {"--gen-all", "--output-dir", "together", "--depfile", "d"};
    arguments.insert(arguments.end(), files.begin(), files.end());
    test::Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(test::run({"diff", "-r", "apart", "together"}, {.directory = scratch_.path()}).out, "");
    EXPECT_TRUE(exists("together/lamp19_server.c"));
    EXPECT_THAT(
        test::readText(scratch_.path() + "/d"),
        HasSubstr("together/lamp7_server.c : " + std::filesystem::canonical(scratch_.path() + "/lamp7.api").string()));
}

TEST_F(Program, OneWrongFileOfSeveralWritesNothing)
{
    scratch_.write("lamp.api", "FUNCTION Set(bool on);\n");
    scratch_.write("fan.api", "FUNCTION Set(boolean on);\n");
    test::Outcome outcome = run({"--gen-all", "--output-dir", "out", "absent.api", "lamp.api", "fan.api"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_THAT(outcome.err,
                StartsWith("ifgen: cannot read absent.api: no such file\nfan.api:1:14: error: unknown type 'boolean'"));
    EXPECT_FALSE(exists("out"));
}

TEST_F(Program, SeveralFilesNeedNamesOfTheirOwn)
{
    scratch_.write("lamp.api", "FUNCTION Set(bool on);\n");
    scratch_.write("fan.api", "FUNCTION Set(bool on);\n");
    scratch_.write("attic/lamp.api", "FUNCTION Set(uint8 level);\n");
    test::Outcome outcome = run({"--gen-all", "--output-dir", "out", "lamp.api", "fan.api", "attic/lamp.api"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_THAT(outcome.err, HasSubstr("would be written to the same files"));
    EXPECT_FALSE(exists("out"));
    EXPECT_EQ(run({"--gen-client", "--name-prefix", "p", "lamp.api", "fan.api"}).err,
              "ifgen: --name-prefix is for one file, and there are 2\nTry 'ifgen --help'.\n");
    EXPECT_EQ(run({"--gen-client", "--service-name", "s", "lamp.api", "fan.api"}).err,
              "ifgen: --service-name is for one file, and there are 2\nTry 'ifgen --help'.\n");
    EXPECT_EQ(run({"--hash", "lamp.api", "./lamp.api"}).out.size(), 33U) << "the same file twice is one";
    EXPECT_EQ(run({"--hash", "lamp.api", "fan.api"}).out.size(), 66U);
    EXPECT_EQ(run({"--gen-client", "--depfile", "d", "--output-dir", "-", "lamp.api"}).status, 2);
    EXPECT_EQ(run({"--check", "--depfile", "d", "lamp.api"}).err,
              "ifgen: --depfile tells what files depend on, and with --check there are none\nTry 'ifgen --help'.\n");
    EXPECT_EQ(run({"--lang", "Json", "--gen-dump", "--no-trace", "lamp.api"}).status, 2);
}

TEST_F(Program, AnAliasIsNoNameOfAFileThatIsUsed)
{
    scratch_.write("kit.api", "DEFINE SIZE = 3;\n");
    scratch_.write("lamp.api", "USETYPES kit;\nFUNCTION Set(uint8 a[kit.SIZE]);\n");
    const std::string root = std::filesystem::canonical(scratch_.path());
    const test::Outcome outcome = run({"--gen-interface", "--name-prefix", "Kit", "lamp.api"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.err, "ifgen: --name-prefix 'Kit' is taken: " + root + "/lamp.api uses " + root +
                               "/kit.api, whose files and names begin so\n");
    EXPECT_FALSE(exists("Kit_interface.h"));
    EXPECT_EQ(run({"--gen-interface", "--name-prefix", "lamp", "lamp.api"}).status, 0);
}

TEST_F(Program, NamesThatOnlySomeServersHave)
{
    scratch_.write("lamp.api",
                   "FUNCTION Set();\nFUNCTION SetRespond();\nREFERENCE ServerCmd;\nFUNCTION SetBinding();\n");
    EXPECT_EQ(run({"--gen-all", "lamp.api"}).status, 0);
    test::Outcome outcome = run({"--gen-all", "--async-server", "lamp.api"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(
        outcome.err,
        "lamp.api:2:1: error: FUNCTION 'SetRespond' has the C name of what answers 'Set' in an asynchronous server "
        "[E0160]\n"
        "    2 | FUNCTION SetRespond();\n"
        "      | ^~~~~~~~~~~~~~~~~~~~~~\n"
        "lamp.api:1:1: note: this function is meant\n"
        "lamp.api:3:1: error: REFERENCE 'ServerCmd' has the C name of a call that an asynchronous server has to "
        "answer [E0160]\n"
        "    3 | REFERENCE ServerCmd;\n"
        "      | ^~~~~~~~~~~~~~~~~~~~\n");
    outcome = run({"--gen-all", "--local-service", "lamp.api"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.err,
              "lamp.api:4:1: error: with --local-service every interface has a function 'SetBinding' of its own in C "
              "[E0162]\n"
              "    4 | FUNCTION SetBinding();\n"
              "      | ^~~~~~~~~~~~~~~~~~~~~~\n");
}

TEST_F(Program, EndsAsEverWhenNobodyHears)
{
    scratch_.write("wrong.api", "FUNCTION Set(int on);\n");
    scratch_.write("old.api", "FUNCTION Set(string name[1..8]);\n");
    for (const std::string closed : {"2>/dev/full", "2>&-"})
    {
        const auto status = [&](const std::string& what) {
            return test::run({"sh", "-c", ifgen() + " " + what + " " + closed}, {.directory = scratch_.path()}).status;
        };
        EXPECT_EQ(status("--check wrong.api"), 1) << closed;
        EXPECT_EQ(status("--check absent.api"), 1) << closed;
        EXPECT_EQ(status("--check --diagnostics json wrong.api"), 1) << closed;
        EXPECT_EQ(status("--compare wrong.api old.api"), 1) << closed;
        EXPECT_EQ(status("--gen-local old.api"), 0) << closed;
        EXPECT_EQ(status(""), 2) << closed;
    }
}

TEST_F(Program, ShowsNoWarningsWhereErrorsAloneAreAskedFor)
{
    scratch_.write("old.api", "FUNCTION Set(string name[1..8], int on);\n");
    const std::string error =
        "old.api:1:33: error: unknown type 'int' [E0130]\n"
        "    1 | FUNCTION Set(string name[1..8], int on);\n"
        "      |                                 ^~~\n"
        "hint: did you mean int32?\n";
    EXPECT_EQ(run({"--check", "--log-level", "ERROR", "old.api"}).err, error);
    EXPECT_THAT(run({"--check", "old.api"}).err, StartsWith("old.api:1:25: warning: the minimum length is ignored"));
}

TEST_F(Program, JsonIsAllThatIsSaid)
{
    scratch_.write("lamp.api", "FUNCTION Set(bool on);\n");
    const test::Outcome outcome = run({"--check", "--diagnostics", "json", "absent.api", "lamp.api"});
    EXPECT_EQ(outcome.status, 1);
    const auto list = nlohmann::json::parse(outcome.err);
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0]["message"], "cannot read 'absent.api': no such file");
    EXPECT_EQ(list[0]["code"], "E0150");

    scratch_.write("wrong.api", "FUNCTION Set(int on);\n");
    const auto compared =
        nlohmann::json::parse(run({"--compare", "lamp.api", "wrong.api", "--diagnostics", "json"}).err);
    EXPECT_EQ(compared[0]["code"], "E0130");
}

TEST_F(Program, TellsOfEveryFileWhatItsAsynchronousCallsClashWith)
{
    scratch_.write("lamp.api", "FUNCTION Set();\nFUNCTION SetAsync();\n");
    scratch_.write("fan.api", "FUNCTION Get();\nFUNCTION GetAsync();\n");
    const std::string err = run({"--gen-async-client", "lamp.api", "fan.api", "lamp.api"}).err;
    EXPECT_THAT(err, HasSubstr("lamp.api:2:1: error: FUNCTION 'SetAsync'"));
    EXPECT_THAT(err, HasSubstr("fan.api:2:1: error: FUNCTION 'GetAsync'"));
    EXPECT_EQ(err.find("lamp.api:2:1", err.find("lamp.api:2:1") + 1), std::string::npos) << err;
}

TEST_F(Program, TellsWhatItCannotWrite)
{
    scratch_.write("lamp.api", "FUNCTION Set(bool on);\n");
    scratch_.write("out/lamp_client.c/full", "");
    test::Outcome outcome = run({"--gen-all", "--output-dir", "out", "lamp.api"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.err, "ifgen: cannot write 'out/lamp_client.c': Is a directory\n");
}

TEST_F(Program, TellsThatWhatItPrintsGetsLost)
{
    scratch_.write("lamp.api", "FUNCTION Set(bool on);\n");
    for (const std::string what :
         {"--hash", "--dump", "--gen-all --output-dir -", "--explain E0135", "--compare lamp.api"})
    {
        const test::Outcome outcome =
            test::run({"sh", "-c", ifgen() + " " + what + " lamp.api > /dev/full"}, {.directory = scratch_.path()});
        const bool prints = !what.starts_with("--compare");  // nothing has changed
        EXPECT_EQ(outcome.status, prints ? 1 : 0) << what;
        EXPECT_EQ(outcome.err.find("ifgen: cannot write to ") == 0, prints) << what << ": " << outcome.err;
    }
}

TEST_F(Program, ListsImportsDeepestFirst)
{
    scratch_.write("c.api", "");
    scratch_.write("far/b.api", "USETYPES c;");
    scratch_.write("a.api", "USETYPES b;");
    std::string root = std::filesystem::canonical(scratch_.path());
    EXPECT_EQ(run({"--get-import-list", "--import-dir", "far", "a.api"}).out,
              root + "/c.api\n" + root + "/far/b.api\n");
}

TEST_F(Program, PrintsTheProtocolId)
{
    scratch_.write("lamp.api", "FUNCTION Set(bool on);\n");
    EXPECT_EQ(run({"--hash", "lamp.api"}).out.size(), 33U);
    EXPECT_THAT(run({"--dump", "lamp.api"}).out, StartsWith("interface lamp\n"));
}

TEST_F(Program, RefusesWhatItCannotDo)
{
    scratch_.write("lamp.api", "");
    EXPECT_EQ(run({"--no-such-option", "lamp.api"}).status, 2);
    EXPECT_EQ(run({}).status, 2);
    EXPECT_EQ(run({"--check", "absent.api"}).status, 1);
    EXPECT_EQ(run({"--name-prefix", "a-b", "lamp.api"}).status, 2);
}

// The options of spec/api-and-ifgen.md 5: each is known, and does what it says or is refused with the reason.
struct OptionCase
{
    std::vector<std::string> arguments;  // the file is added
    int status;
    const char* file;  // what is written, or null
    const char* says;  // in the file, or else on standard output or standard error
};

TEST_F(Program, KnowsEveryOption)
{
    scratch_.write("kit.api", "DEFINE SIZE = 3;\n");
    scratch_.write("lamp.api",
                   "USETYPES kit;\nHANDLER LevelHandler(uint8 level);\nEVENT Level(LevelHandler handler);\n"
                   "FUNCTION le_result_t Set(string name[kit.SIZE], bool on);\nFUNCTION string[8] Name();\n");
    const OptionCase cases[] = {
        {{"--lang", "C", "--gen-client"}, 0, "lamp_client.c", "lamp_Set"},
        {{"--lang", "Json", "--gen-dump"}, 0, "lamp.json", "\"baseName\": \"lamp\""},
        {{"--lang", "Json", "--gen-all", "--name-prefix", "desk"}, 0, "desk.json", "\"name\": \"desk\""},
        {{"--lang", "Report", "--gen-mem-report"}, 0, "lamp_mem_report.html", "<td>LevelHandler</td>"},
        {{"--lang", "Java", "--gen-interface"}, 2, nullptr, "--lang Java is not supported yet"},
        {{"--lang", "Cfg", "--gen-rpc-reference"}, 2, nullptr, "--lang Cfg is not supported yet"},
        {{"--gen-rpc-reference"}, 2, nullptr, "--lang Cfg is not supported yet"},
        {{"--lang", "Ada"}, 2, nullptr, "there is no language 'Ada'"},
        {{"--lang", "Json", "--gen-client"}, 2, nullptr, "made with --lang C"},
        {{"--gen-dump"}, 2, nullptr, "made with --lang Json"},
        {{"--log-level", "DEBUG", "--check"}, 0, nullptr, ""},
        {{"--log-level", "LOUD", "--check"}, 2, nullptr, "--log-level"},
        {{"--name-prefix", "desk", "--gen-interface"}, 0, "desk_interface.h", "desk_ConnectService"},
        {{"--service-name", "a.b.c", "--gen-local"}, 0, "lamp_service.h", "\"a.b.c\""},
        {{"--output-dir", "out/deep", "--gen-messages"}, 0, "out/deep/lamp_messages.h", "IFGEN_LAMP_MSG_Set"},
        {{"--output-dir", "-", "--gen-server"}, 0, nullptr, "dispatch_lamp"},
        {{"--import-dir", "far", "--import-dir", "near", "--check"}, 0, nullptr, ""},
        {{"--get-import-list"}, 0, nullptr, "/kit.api\n"},
        {{"--dump"}, 0, nullptr, "interface lamp\n"},
        {{"--hash", "--dump"}, 0, nullptr, "function 2 0 Set le_result_t(in string[3],in bool,)\n"},
        {{"--gen-all"}, 0, "lamp_commonclient.c", "ifgen_call_lamp_Set"},
        {{"--gen-common-interface"}, 0, "lamp_common.h", "lamp_LevelHandlerFunc_t"},
        {{"--gen-common-client"}, 0, "lamp_commonclient.c", "ifgen_call_lamp_Name"},
        {{"--gen-server-interface"}, 0, "lamp_server.h", "lamp_AdvertiseService"},
        {{"--gen-async-client"}, 0, "lamp_async.c", "lamp_SetAsync"},
        {{"--gen-async-client", "--name-prefix", "desk"}, 0, "desk_async.h", "desk_SetDoneFunc_t"},
        {{"--lang", "Json", "--gen-async-client"}, 2, nullptr, "made with --lang C"},
        {{"--gen-server-stub"}, 0, "lamp_stub.c", "LE_NOT_IMPLEMENTED"},
        {{"--gen-server-interface", "--async-server"}, 0, "lamp_server.h", "lamp_SetRespond"},
        {{"--gen-server", "--allow-direct"}, 0, "lamp_server.c", "direct_lamp_Set"},
        {{"--gen-server", "--allow-direct", "--async-server"}, 2, nullptr, "not with --async-server"},
        {{"--gen-server-interface", "--local-service"}, 0, "lamp_server.h", "lamp_InitService"},
        {{"--gen-interface", "--local-service"}, 0, "lamp_interface.h", "lamp_SetBinding"},
        {{"--gen-server", "--local-service", "--allow-direct"}, 0, "lamp_server.c", "ifgen_hasLocalBinding_lamp"},
        {{"-h"}, 0, nullptr, "--gen-mem-report"},
        {{"--gen-common-i"}, 0, "lamp_common.h", "lamp_LevelHandlerFunc_t"},
        {{"--gen-comm"}, 2, nullptr, "--gen-comm"},
        {{"--async", "--gen-server-i"}, 0, "lamp_server.h", "lamp_ServerCmdRef_t"},
        {{}, 0, nullptr, ""},
    };
    for (const OptionCase& each : cases)
    {
        std::vector<std::string> arguments = each.arguments;
        arguments.emplace_back("lamp.api");
        const std::string shown = testing::PrintToString(arguments);
        test::Outcome outcome = run(arguments);
        EXPECT_EQ(outcome.status, each.status) << shown << outcome.err;
        if (each.file == nullptr)
        {
            EXPECT_THAT(outcome.out + outcome.err, HasSubstr(each.says)) << shown;
            continue;
        }
        ASSERT_TRUE(exists(each.file)) << shown;
        EXPECT_THAT(test::readText(scratch_.path() + "/" + each.file), HasSubstr(each.says)) << shown;
        std::filesystem::remove(scratch_.path() + "/" + each.file);
    }
    EXPECT_FALSE(exists("lamp_client.c.tmp"));
}

TEST_F(Program, TakesOptionsFromTheEnvironment)
{
    scratch_.write("lamp.api", "FUNCTION Set(bool on);\n");
    auto with = [&](const std::string& setting, std::vector<std::string> arguments)
    {
        std::vector<std::string> command = {"/usr/bin/env", setting, ifgen()};
        command.insert(command.end(), arguments.begin(), arguments.end());
        test::RunOptions options;
        options.directory = scratch_.path();
        return test::run(command, options);
    };
    EXPECT_EQ(with("IFGEN_OPTIONS=--gen-local  --name-prefix desk", {"lamp.api"}).status, 0);
    EXPECT_TRUE(exists("desk_service.h"));
    // What stands there comes behind, and of two the last one counts.
    EXPECT_EQ(with("IFGEN_OPTIONS=--output-dir there", {"--gen-local", "--output-dir", "here", "lamp.api"}).status, 0);
    EXPECT_TRUE(exists("there/lamp_service.h"));
    EXPECT_FALSE(exists("here"));
    const test::Outcome refused = with("LE_CONFIG_RPC=y", {"--check", "lamp.api"});
    EXPECT_EQ(refused.status, 2);
    EXPECT_THAT(refused.err, HasSubstr("LE_CONFIG_RPC=y in the environment"));
}

TEST_F(Program, DumpsAnInterfaceAsJson)
{
    scratch_.write("kit.api", "ENUM Mode { OFF = -1, ON };\n");
    scratch_.write("lamp.api",
                   "/** About lamps. */\n/** Mode of the day. */\nUSETYPES kit;\n"
                   "DEFINE TITLE = \"a // b\";\nSTRUCT Spot { kit.Mode mode; string label[4]; uint8 levels[3]; };\n"
                   "HANDLER LevelHandler(uint8 level);\nEVENT Level(LevelHandler handler);\n"
                   "/** Gives a name. */\nFUNCTION string[8] Name(Spot spot, uint8 data[2] OUT); // done\n");
    ASSERT_EQ(run({"--lang", "Json", "--gen-dump", "lamp.api"}).status, 0);
    const auto dump = nlohmann::ordered_json::parse(test::readText(scratch_.path() + "/lamp.json"));
    EXPECT_EQ(dump["imports"]["kit"]["types"]["Mode"]["elements"][0]["value"], -1);
    EXPECT_EQ(dump["definitions"]["TITLE"]["value"], "a // b");
    EXPECT_EQ(dump["types"]["Spot"]["members"][1]["kind"], "StructStringMember");
    EXPECT_EQ(dump["types"]["Spot"]["members"][2]["maxCount"], 3);
    EXPECT_EQ(dump["types"]["@event@Level"]["kind"], "HandlerReferenceType");
    EXPECT_EQ(dump["events"]["Level"]["parameters"][0]["apiType"]["kind"], "HandlerType");
    EXPECT_EQ(dump["functions"].begin().key(), "AddLevelHandler");
    EXPECT_EQ(dump["functions"]["RemoveLevelHandler"]["event"], "Level");
    const auto& name = dump["functions"]["Name"];
    EXPECT_EQ(name["returnType"]["maxCount"], 8);
    EXPECT_EQ(name["location"]["line"], 9);
    EXPECT_EQ(name["comments"][0], "Gives a name.");
    ASSERT_EQ(name["parameters"].size(), 2U);
    EXPECT_EQ(name["parameters"][0]["apiType"]["members"][0]["apiType"]["name"], "Mode");
    EXPECT_EQ(name["parameters"][1]["direction"], "out");
    EXPECT_EQ(dump["comments"][0], "About lamps.");
    EXPECT_THAT(std::string(dump["text"]), StartsWith("USETYPESkit;DEFINETITLE=\"a // b\";STRUCTSpot{"));
    EXPECT_THAT(std::string(dump["text"]), testing::EndsWith("uint8data[2]OUT);"));
}

TEST_F(Program, TellsWhichFunctionsAreOneWay)
{
    scratch_.write("lamp.api", "ONEWAY FUNCTION Blink(uint8 times);\nFUNCTION Set(uint8 level);\n");
    ASSERT_EQ(run({"--lang", "Json", "--gen-dump", "lamp.api"}).status, 0);
    const auto dump = nlohmann::ordered_json::parse(test::readText(scratch_.path() + "/lamp.json"));
    EXPECT_EQ(dump["functions"]["Blink"]["oneWay"], true);
    EXPECT_FALSE(dump["functions"]["Set"].contains("oneWay"));
    ASSERT_EQ(run({"--lang", "Report", "--gen-mem-report", "lamp.api"}).status, 0);
    EXPECT_THAT(test::readText(scratch_.path() + "/lamp_mem_report.html"),
                HasSubstr("<td>Blink</td><td class=\"bytes\">5</td><td class=\"bytes\">none</td>"));
}

TEST_F(Program, TellsVersionsAndMessageNumbers)
{
    scratch_.write("lamp.api",
                   "API_VERSION = 4;\nSERVING_VERSION = 2;\nAPI_MSG_SIZE = 100;\nFUNCTION Set(uint8 level) = 12;\n"
                   "HANDLER H();\nEVENT Level(H handler) = (8, 3);\n");
    scratch_.write("plain.api", "FUNCTION Get();\nFUNCTION Set(uint8 level);\n");
    ASSERT_EQ(run({"--lang", "Json", "--gen-dump", "lamp.api", "plain.api"}).status, 0);
    const auto dump = nlohmann::ordered_json::parse(test::readText(scratch_.path() + "/lamp.json"));
    EXPECT_EQ(dump["apiVersion"], 4);
    EXPECT_EQ(dump["servingVersion"], 2);
    EXPECT_EQ(dump["messageSize"], 100);
    EXPECT_EQ(dump["functions"]["Set"]["id"], 12);
    EXPECT_EQ(dump["functions"]["AddLevelHandler"]["id"], 8);
    EXPECT_EQ(dump["functions"]["RemoveLevelHandler"]["id"], 3);
    const auto plain = nlohmann::ordered_json::parse(test::readText(scratch_.path() + "/plain.json"));
    EXPECT_EQ(plain["functions"]["Set"]["id"], 1);
    EXPECT_FALSE(plain.contains("apiVersion") || plain.contains("servingVersion") || plain.contains("messageSize"));
}

TEST_F(Program, F31_TellsWhichParametersAreOptional)
{
    scratch_.write("lamp.api", "HANDLER H(bool on IN OPTIONAL);\nFUNCTION Set(uint8 level IN OPTIONAL, file f);\n");
    ASSERT_EQ(run({"--lang", "Json", "--gen-dump", "lamp.api"}).status, 0);
    const auto dump = nlohmann::ordered_json::parse(test::readText(scratch_.path() + "/lamp.json"));
    EXPECT_EQ(dump["functions"]["Set"]["parameters"][0]["optional"], true);
    EXPECT_EQ(dump["functions"]["Set"]["parameters"][0]["direction"], "in");
    EXPECT_FALSE(dump["functions"]["Set"]["parameters"][1].contains("optional"));
    EXPECT_EQ(dump["types"]["H"]["parameters"][0]["optional"], true);
    EXPECT_THAT(run({"--dump", "lamp.api"}).out, HasSubstr("on (1 bytes, optional)\n"));
}

TEST_F(Program, Explains)
{
    EXPECT_THAT(run({"--explain", "E0135"}).out, StartsWith("E0135: string without a maximum length\n"));
    EXPECT_EQ(run({"--explain", "E9999"}).status, 2);
    EXPECT_EQ(run({"--explain", "E0001"}).err,
              "ifgen: there is no error E0001 here; mksys --explain knows those of all tools\n");
    EXPECT_EQ(run({"--help"}).status, 0);
    EXPECT_THAT(run({"--help"}).out, HasSubstr("Examples:"));
    EXPECT_EQ(run({"--version"}).status, 0);
}

}  // namespace
}  // namespace ligature
