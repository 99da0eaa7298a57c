// What `sdir` shows and does, with a real Service Directory.
#include <unistd.h>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "runtime/formats/protocol_versions.h"
#include "tests/support/process.h"
#include "tests/unit/serviceDirectory/directory_process.h"

using namespace ligature;
using namespace ligature::test;
using directory::Kind;
using formats::UniqueFd;

namespace
{

TEST(Sdir, ListsBindingsServicesAndWaitingClients)
{
    const DirectoryProcess process;
    process.bind("app.led", "pin.led");
    process.bindApps("blinker", "exe.comp.led", "pin", "exe.comp.led");
    const UniqueFd server = ask(process.userSocket(), makeRequest(Kind::Advertise, "other", "p1", 300));
    const UniqueFd versioned = ask(
        process.userSocket(), makeRequest(Kind::Advertise, "pump", formats::versionedProtocolId("pump", {2, 4}), 300));
    const UniqueFd bound = ask(process.userSocket(), makeRequest(Kind::Open, "app.led", "p2"));
    ASSERT_TRUE(eventually([&] { return process.list()["waiting"].size() == 1; }));
    const UniqueFd unbound = ask(process.userSocket(), makeRequest(Kind::Open, "app.unbound", "p3"));
    ASSERT_TRUE(eventually([&] { return process.list()["waiting"].size() == 2; }));
    const Outcome outcome = run({buildRoot() + "/bin/sdir", "list", "--root", process.root()});
    const std::string user = "<" + ownAccount() + ">";
    EXPECT_EQ(outcome.out, fmt::format("BINDINGS\n\n"
                                       "        blinker.exe.comp.led -> pin.exe.comp.led\n"
                                       "        {0}.app.led -> {0}.pin.led\n"
                                       "\nSERVICES\n\n"
                                       "        {0}.other  (protocol ID = 'p1', max message size = 300 bytes)\n"
                                       "        {0}.pump  (protocol ID = 'pump~~~~~~~~~~~~~~~:11:004:002:0', max "
                                       "message size = 300 bytes, version 2 to 4)\n"
                                       "\nWAITING CLIENTS\n\n"
                                       "        [pid {1:5}] {0}.app.led WAITING for {0}.pin.led  (protocol ID = 'p2')\n"
                                       "        [pid {1:5}] {0}.app.unbound UNBOUND  (protocol ID = 'p3')\n\n",
                                       user, ::getpid()));
    EXPECT_EQ(outcome.status, 0);
}

TEST(Sdir, BindsAndListsAsJson)
{
    const DirectoryProcess process;
    const std::string sdir = buildRoot() + "/bin/sdir";
    const Outcome bound = run({sdir, "bind", "<" + ownAccount() + ">.a", "server.x.y.z", "--root", process.root()});
    EXPECT_EQ(bound.status, 0);
    EXPECT_EQ(bound.out + bound.err, "");
    EXPECT_EQ(run({sdir, "list", "--format=json", "--root", process.root()}).out,
              R"({"bindings":[{"client":{"interface":"a","user":")" + ownAccount() +
                  R"("},"service":{"app":"server","interface":"x.y.z"}}],"services":[],"waiting":[]})"
                  "\n");
}

TEST(Sdir, SaysWhatIsWrong)
{
    const ScratchDirectory empty;
    const std::string sdir = buildRoot() + "/bin/sdir";
    const Outcome idle = run({sdir, "list", "--root", empty.path()});
    EXPECT_EQ(idle.status, 1);
    EXPECT_EQ(idle.err, "sdir: the Service Directory of " + empty.path() + " is not running (try: legato start)\n");
    const Outcome bad = run({sdir, "bind", "nodot", "a.b", "--root", empty.path()});
    EXPECT_EQ(bad.status, 2);
    EXPECT_EQ(bad.err,
              "sdir: 'nodot' is not an interface: give APP.EXE.COMPONENT.INTERFACE, APP.INTERFACE, or <USER> in the "
              "place of APP\n");
    const DirectoryProcess process;
    const Outcome spaced = run({sdir, "bind", "app.two words", "a.b", "--root", process.root()});
    EXPECT_EQ(spaced.status, 1);
    EXPECT_EQ(spaced.err, "sdir: a name has a space or a character that is not visible ASCII; it may have neither\n");
    const std::string longest(127, 'x');
    EXPECT_EQ(run({sdir, "bind", "app." + longest, "a.b", "--root", process.root()}).status, 0);
    EXPECT_EQ(run({sdir, "bind", "app." + longest + "x", "a.b", "--root", process.root()}).err,
              "sdir: '" + longest + "x' cannot be a name: a name of this kind has 1 to 127 characters\n");
    EXPECT_EQ(run({sdir, "dance"}).status, 2);
    EXPECT_EQ(run({sdir, "help"}).status, 0);
}

}  // namespace
