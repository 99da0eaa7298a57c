// The Service Directory as its clients and servers meet it: a real process, real sockets.
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "runtime/formats/control.h"
#include "runtime/formats/manifest.h"
#include "tests/support/process.h"
#include "tests/support/reachable.h"
#include "tests/unit/serviceDirectory/directory_process.h"

using namespace ligature;
using namespace ligature::test;
using directory::Kind;
using directory::Result;
using formats::UniqueFd;
using nlohmann::json;

namespace
{

TEST(ServiceDirectory, JoinsABoundClientToItsServer)
{
    const DirectoryProcess process;
    process.bind("app.led", "pin.led");
    const UniqueFd server = ask(process.userSocket(), makeRequest(Kind::Advertise, "pin.led", "proto", 16, 77));
    ASSERT_EQ(readResult(server.get()), Result::Ok);
    const UniqueFd client = ask(process.userSocket(), makeRequest(Kind::TryOpen, "app.led"));
    const auto reply = readReply(client.get());
    ASSERT_TRUE(reply);
    EXPECT_EQ(static_cast<Result>(reply->result), Result::Ok);
    EXPECT_EQ(reply->token, 77u);

    const auto received = readHandOver(server.get());
    ASSERT_TRUE(received);
    EXPECT_EQ(received->handOver.uid, ::geteuid());
    EXPECT_EQ(received->handOver.pid, ::getpid());
    EXPECT_STREQ(received->handOver.agent, ("<" + ownAccount() + ">").c_str());
    ASSERT_EQ(::send(received->socket.get(), "hello", 5, 0), 5);
    char text[16] = {};
    ASSERT_TRUE(pollOnce(client.get(), 5000));
    EXPECT_EQ(::recv(client.get(), text, sizeof(text), 0), 5);
    EXPECT_STREQ(text, "hello");
}

TEST(ServiceDirectory, OtherAccountsCannotLockTheFolderTheyConnectThrough)
{
    if (::geteuid() != 0)
    {
        GTEST_SKIP() << "needs root";
    }
    const DirectoryProcess process;
    const std::string folder = process.root() + "/run/user";
    EXPECT_EQ(test::run({"flock", "--nonblock", folder, "true"}).status, 0);
    RunOptions other;
    other.user = 2;
    EXPECT_NE(test::run({"flock", "--nonblock", folder, "true"}, other).status, 0);
    EXPECT_EQ(test::run({"test", "-S", process.userSocket()}, other).status, 0);
}

TEST(ServiceDirectory, LetsAClientWaitForItsServer)
{
    const DirectoryProcess process;
    process.bind("app.led", "pin.led");
    const UniqueFd client = ask(process.userSocket(), makeRequest(Kind::Open, "app.led"));
    ASSERT_TRUE(eventually([&] { return process.list()["waiting"].size() == 1; }));
    EXPECT_EQ(process.list()["waiting"][0]["service"]["interface"], "pin.led");
    const UniqueFd server = ask(process.userSocket(), makeRequest(Kind::Advertise, "pin.led"));
    EXPECT_EQ(readResult(client.get()), Result::Ok);
    EXPECT_EQ(readResult(server.get()), Result::Ok);
    EXPECT_TRUE(readHandOver(server.get()));
    EXPECT_TRUE(process.list()["waiting"].empty());
}

TEST(ServiceDirectory, TellsWhoWaitsWhyAndOnlyOnce)
{
    const DirectoryProcess process;
    process.bind("app.led", "pin.led");
    const UniqueFd bound = ask(process.userSocket(), makeRequest(Kind::Open, "app.led"));
    const UniqueFd unbound = ask(process.userSocket(), makeRequest(Kind::Open, "app.other"));
    EXPECT_EQ(readNotice(bound.get()), Result::Unavailable);
    EXPECT_EQ(readNotice(unbound.get()), Result::NotPermitted);
    process.bind("app.other", "pin.led");
    EXPECT_FALSE(pollOnce(unbound.get(), 1500));  // longer than the first time took
    const UniqueFd server = ask(process.userSocket(), makeRequest(Kind::Advertise, "pin.led"));
    EXPECT_EQ(readResult(bound.get()), Result::Ok);
    EXPECT_EQ(readResult(unbound.get()), Result::Ok);
}

TEST(ServiceDirectory, RefusesWhoDoesNotWait)
{
    const DirectoryProcess process;
    process.bind("app.led", "pin.led");
    EXPECT_EQ(readResult(ask(process.userSocket(), makeRequest(Kind::TryOpen, "app.led")).get()), Result::Unavailable);
    EXPECT_EQ(readResult(ask(process.userSocket(), makeRequest(Kind::TryOpen, "app.other")).get()),
              Result::NotPermitted);
    EXPECT_TRUE(process.waitForLog(fmt::format("-WRN- | serviceDirectory[")));
    EXPECT_TRUE(process.waitForLog(
        fmt::format("client <{}>.app.other (pid {}) is not bound to a server\n", ownAccount(), ::getpid())));
}

TEST(ServiceDirectory, JoinsAnUnboundClientOnceItIsBound)
{
    const DirectoryProcess process;
    const UniqueFd server = ask(process.userSocket(), makeRequest(Kind::Advertise, "pin.led"));
    ASSERT_EQ(readResult(server.get()), Result::Ok);
    const UniqueFd client = ask(process.userSocket(), makeRequest(Kind::Open, "app.led"));
    EXPECT_TRUE(process.waitForLog("is not bound to a server; it waits until it is\n"));
    EXPECT_FALSE(readResult(client.get(), 50));
    process.bind("app.led", "pin.led");
    EXPECT_EQ(readResult(client.get()), Result::Ok);
}

TEST(ServiceDirectory, RefusesAClientOfAnotherProtocolAndNamesBoth)
{
    const DirectoryProcess process;
    process.bind("app.led", "pin.led");
    const UniqueFd waiting = ask(process.userSocket(), makeRequest(Kind::Open, "app.led", "old"));
    ASSERT_TRUE(eventually([&] { return process.list()["waiting"].size() == 1; }));
    const UniqueFd server = ask(process.userSocket(), makeRequest(Kind::Advertise, "pin.led", "new", 16));
    EXPECT_EQ(readResult(waiting.get()), Result::Fault);
    EXPECT_EQ(readResult(ask(process.userSocket(), makeRequest(Kind::Open, "app.led", "new", 17)).get()),
              Result::Fault);
    const std::string who = ownAccount();
    const std::string pid = std::to_string(::getpid());
    EXPECT_TRUE(process.waitForLog("client <" + who + ">.app.led (pid " + pid +
                                   ") speaks protocol 'old' with messages of 16 bytes, but server <" + who +
                                   ">.pin.led (pid " + pid + ") speaks protocol 'new' with messages of 16 bytes\n"));
    EXPECT_TRUE(process.waitForLog("speaks protocol 'new' with messages of 17 bytes, but"));
}

TEST(ServiceDirectory, TellsBothSidesWhatTheOtherSpeaks)
{
    const DirectoryProcess process;
    process.bind("app.led", "pin.led");
    const std::string server1to3 = formats::versionedProtocolId("led", {1, 3});
    const UniqueFd server = ask(process.userSocket(), makeRequest(Kind::Advertise, "pin.led", server1to3, 100));
    ASSERT_EQ(readResult(server.get()), Result::Ok);

    const std::string client3to6 = formats::versionedProtocolId("led", {3, 6});
    const UniqueFd client = ask(process.userSocket(), makeRequest(Kind::Open, "app.led", client3to6, 200));
    const auto joined = readReply(client.get());
    ASSERT_TRUE(joined);
    EXPECT_EQ(joined->result, static_cast<int32_t>(Result::Ok));
    EXPECT_EQ(joined->server.oldestVersion, 1);
    EXPECT_EQ(joined->server.newestVersion, 3);
    EXPECT_EQ(joined->server.maxMessageSize, 100u);
    const auto received = readHandOver(server.get());
    ASSERT_TRUE(received);
    EXPECT_EQ(received->handOver.client.oldestVersion, 3);
    EXPECT_EQ(received->handOver.client.newestVersion, 6);
    EXPECT_EQ(received->handOver.client.maxMessageSize, 200u);

    const std::string client4to6 = formats::versionedProtocolId("led", {4, 6});
    const auto refused = readReply(ask(process.userSocket(), makeRequest(Kind::Open, "app.led", client4to6)).get());
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->result, static_cast<int32_t>(Result::Fault));
    EXPECT_EQ(refused->server.oldestVersion, 1);
    EXPECT_EQ(refused->server.newestVersion, 3);
}

TEST(ServiceDirectory, KeepsTheFirstOfTwoServersOfOneName)
{
    const DirectoryProcess process;
    const UniqueFd first = ask(process.userSocket(), makeRequest(Kind::Advertise, "pin.led"));
    ASSERT_EQ(readResult(first.get()), Result::Ok);
    const UniqueFd second = ask(process.userSocket(), makeRequest(Kind::Advertise, "pin.led"));
    EXPECT_EQ(readResult(second.get()), Result::Duplicate);
    EXPECT_TRUE(isClosed(second.get()));
    EXPECT_EQ(process.list()["services"].size(), 1u);
}

// A server that starts anew, or offers again what it has hidden.
TEST(ServiceDirectory, AServerThatIsGoneIsNotInTheWayOfTheNext)
{
    const DirectoryProcess process;
    UniqueFd first = ask(process.userSocket(), makeRequest(Kind::Advertise, "pin.led"));
    ASSERT_EQ(readResult(first.get()), Result::Ok);
    process.stop();
    // In this order the directory comes to the second server before the end of the first.
    const UniqueFd second = ask(process.userSocket(), makeRequest(Kind::Advertise, "pin.led"));
    first.reset();
    process.goOn();
    EXPECT_EQ(readResult(second.get()), Result::Ok);
    EXPECT_EQ(process.list()["services"].size(), 1u);
}

TEST(ServiceDirectory, ForgetsServersAndWaitingClientsThatAreGone)
{
    const DirectoryProcess process;
    process.bind("app.led", "pin.led");
    {
        const UniqueFd client = ask(process.userSocket(), makeRequest(Kind::Open, "app.led"));
        const UniqueFd server = ask(process.userSocket(), makeRequest(Kind::Advertise, "other"));
        ASSERT_TRUE(
            eventually([&] { return process.list()["waiting"].size() + process.list()["services"].size() == 2; }));
    }
    EXPECT_TRUE(eventually([&] { return process.list()["waiting"].empty() && process.list()["services"].empty(); }));
}

TEST(ServiceDirectory, TellsAppsApartByTheirSockets)
{
    const DirectoryProcess process;
    process.addApp("one", ::geteuid());
    process.addApp("two", ::geteuid());
    process.bindApps("one", "led", "two", "led");
    const UniqueFd server = ask(process.appSocket("two"), makeRequest(Kind::Advertise, "led"));
    ASSERT_EQ(readResult(server.get()), Result::Ok);
    EXPECT_EQ(readResult(ask(process.appSocket("one"), makeRequest(Kind::TryOpen, "led")).get()), Result::Ok);
    EXPECT_EQ(readResult(ask(process.appSocket("two"), makeRequest(Kind::TryOpen, "led")).get()), Result::NotPermitted);
    const auto received = readHandOver(server.get());
    ASSERT_TRUE(received);
    EXPECT_STREQ(received->handOver.agent, "one");

    EXPECT_TRUE(process.command({{"command", "removeApp"}, {"name", "two"}})["ok"]);
    EXPECT_TRUE(isClosed(server.get()));
    EXPECT_EQ(readResult(ask(process.appSocket("one"), makeRequest(Kind::TryOpen, "led")).get()), Result::Unavailable);
    EXPECT_EQ(process.command({{"command", "removeApp"}, {"name", "two"}})["message"], "app 'two' is not known");
}

TEST(ServiceDirectory, RefusesAProcessOfAnotherUserAndLogsItOnce)
{
    const DirectoryProcess process;
    process.addApp("one", ::geteuid() + 1);
    for (int i = 0; i < 3; ++i)
    {
        const UniqueFd peer = ask(process.appSocket("one"), makeRequest(Kind::TryOpen, "led"));
        EXPECT_EQ(readResult(peer.get()), Result::NotPermitted);
        EXPECT_TRUE(isClosed(peer.get()));
    }
    const std::string text =
        "is refused at the socket of app 'one', whose user id is " + std::to_string(::geteuid() + 1) + "\n";
    EXPECT_TRUE(process.waitForLog(text));
    EXPECT_EQ(process.log().find(text), process.log().rfind(text));
}

TEST(ServiceDirectory, AnAppThatIsRefusedWithoutEndDoesNotFillTheLog)
{
    const DirectoryProcess process;
    process.addApp("one", ::geteuid());
    process.addApp("two", ::geteuid());
    for (int i = 0; i < 200; ++i)
    {
        const std::string name = "led" + std::to_string(i);
        EXPECT_EQ(readResult(ask(process.appSocket("one"), makeRequest(Kind::TryOpen, name)).get()),
                  Result::NotPermitted);
    }
    EXPECT_EQ(readResult(ask(process.appSocket("two"), makeRequest(Kind::TryOpen, "led")).get()), Result::NotPermitted);
    EXPECT_TRUE(
        process.waitForLog("client one.led0 (pid " + std::to_string(::getpid()) + ") is not bound to a server"));
    EXPECT_TRUE(process.waitForLog("client two.led (pid"));
    const std::string log = process.log();
    EXPECT_LE(std::count(log.begin(), log.end(), '\n'), 40) << log;
}

TEST(ServiceDirectory, SurvivesEveryKindOfMalformedRequest)
{
    const DirectoryProcess process;
    const directory::Request good = makeRequest(Kind::Open, "app.led");
    std::vector<std::string> datagrams;
    for (size_t size = 1; size < sizeof(good); size += 7)
    {
        datagrams.emplace_back(reinterpret_cast<const char*>(&good), size);
    }
    datagrams.push_back(std::string(reinterpret_cast<const char*>(&good), sizeof(good)) + "x");
    datagrams.emplace_back(100'000, 'A');
    auto add = [&](auto change)
    {
        directory::Request request = good;
        change(request);
        datagrams.emplace_back(reinterpret_cast<const char*>(&request), sizeof(request));
    };
    add([](directory::Request& request) { request.header.magic ^= 1; });
    add([](directory::Request& request) { request.header.version = directory::kVersion + 1; });
    add([](directory::Request& request) { request.header.kind = 0; });
    add([](directory::Request& request) { request.header.kind = 4; });
    add([](directory::Request& request) { request.header.kind = 0xffff; });
    add([](directory::Request& request) { request.token = 1; });
    add([](directory::Request& request) { request.zero = 1; });
    add([](directory::Request& request) { request.header.kind = 1; });
    add([](directory::Request& request) { std::memset(request.interfaceName, 'x', sizeof(request.interfaceName)); });
    add([](directory::Request& request) { std::memset(request.protocolId, 'x', sizeof(request.protocolId)); });
    add([](directory::Request& request) { request.interfaceName[0] = '\0'; });
    add([](directory::Request& request) { request.interfaceName[1] = '\n'; });
    add([](directory::Request& request) { request.protocolId[0] = '\x1b'; });
    for (const std::string& datagram : datagrams)
    {
        const UniqueFd peer = formats::connectUnix(process.userSocket(), SOCK_SEQPACKET);
        ASSERT_EQ(::send(peer.get(), datagram.data(), datagram.size(), MSG_NOSIGNAL),
                  static_cast<ssize_t>(datagram.size()));
        const auto result = readResult(peer.get());
        EXPECT_TRUE(result == Result::Fault || result == Result::Unsupported);
        EXPECT_TRUE(isClosed(peer.get()));
    }
    EXPECT_TRUE(process.list()["waiting"].empty());
}

TEST(ServiceDirectory, EndsAConnectionThatSaysMoreThanItsRequest)
{
    const DirectoryProcess process;
    const UniqueFd server = ask(process.userSocket(), makeRequest(Kind::Advertise, "pin.led"));
    ASSERT_EQ(readResult(server.get()), Result::Ok);
    ::send(server.get(), "more", 4, 0);
    EXPECT_TRUE(isClosed(server.get()));
    EXPECT_TRUE(process.list()["services"].empty());
}

TEST(ServiceDirectory, IsNotHeldUpByAServerThatTakesNoClients)
{
    const DirectoryProcess process;
    process.bind("app.led", "slow");
    process.bind("app.other", "fast");
    const UniqueFd slow = ask(process.userSocket(), makeRequest(Kind::Advertise, "slow"));
    const UniqueFd fast = ask(process.userSocket(), makeRequest(Kind::Advertise, "fast"));
    ASSERT_EQ(readResult(slow.get()), Result::Ok);
    ASSERT_EQ(readResult(fast.get()), Result::Ok);
    std::vector<UniqueFd> clients;
    bool isFull = false;
    for (int i = 0; i < 400 && !isFull; ++i)
    {
        clients.push_back(ask(process.userSocket(), makeRequest(Kind::TryOpen, "app.led")));
        isFull = readResult(clients.back().get()) == Result::Unavailable;
    }
    EXPECT_TRUE(isFull);
    EXPECT_EQ(readResult(ask(process.userSocket(), makeRequest(Kind::TryOpen, "app.other")).get()), Result::Ok);
    // Who waits is joined as soon as the server goes on.
    const UniqueFd waiting = ask(process.userSocket(), makeRequest(Kind::Open, "app.led"));
    EXPECT_FALSE(readResult(waiting.get(), 50));
    while (readHandOver(slow.get(), 50))
    {
    }
    EXPECT_EQ(readResult(waiting.get()), Result::Ok);
}

TEST(ServiceDirectory, LimitsTheConnectionsOfOneAppWithoutHarmToOthers)
{
    const DirectoryProcess process;
    process.addApp("greedy", ::geteuid());
    process.addApp("modest", ::geteuid());
    std::vector<UniqueFd> connections;
    bool isRefused = false;
    for (int i = 0; i < 600 && !isRefused; ++i)
    {
        connections.push_back(ask(process.appSocket("greedy"), makeRequest(Kind::Open, "led")));
        isRefused = pollOnce(connections.back().get(), 0) && readResult(connections.back().get()) == Result::Busy;
    }
    connections.push_back(ask(process.appSocket("greedy"), makeRequest(Kind::Open, "led")));
    EXPECT_EQ(readResult(connections.back().get()), Result::Busy);
    EXPECT_EQ(readResult(ask(process.appSocket("modest"), makeRequest(Kind::TryOpen, "led")).get()),
              Result::NotPermitted);
}

TEST(ServiceDirectory, KeepsNothingOfThousandConnections)
{
    const DirectoryProcess process;
    process.bind("app.led", "pin.led");
    const UniqueFd server = ask(process.userSocket(), makeRequest(Kind::Advertise, "pin.led"));
    ASSERT_EQ(readResult(server.get()), Result::Ok);
    process.list();
    size_t before = 0;
    ASSERT_TRUE(eventually([&] { return std::exchange(before, process.openDescriptors()) == before && before > 0; }));
    for (int i = 0; i < 1000; ++i)
    {
        const UniqueFd client = ask(process.userSocket(), makeRequest(Kind::TryOpen, "app.led"));
        ASSERT_EQ(readResult(client.get()), Result::Ok);
        ASSERT_TRUE(readHandOver(server.get()));
    }
    EXPECT_TRUE(eventually([&] { return process.openDescriptors() <= before; }));
}

TEST(ServiceDirectory, LoadsTheBindingsOfASystem)
{
    const DirectoryProcess process;
    process.bind("temporary", "temporary");
    const ScratchDirectory system;
    formats::SystemManifest manifest;
    manifest.name = "deviceA";
    manifest.target = "localhost";
    manifest.bindings = {{{"app", "blinker"}, "ledBlinker.led", {"app", "gpioPin21"}, "gpioPin.led"}};
    system.write("manifest.json", formats::toJson(manifest));
    EXPECT_TRUE(process.command({{"command", "load"}, {"system", system.path()}})["ok"]);
    EXPECT_EQ(process.list()["bindings"].dump(), R"([{"client":{"app":"blinker","interface":"ledBlinker.led"},)"
                                                 R"("service":{"app":"gpioPin21","interface":"gpioPin.led"}}])");
    system.write("manifest.json", "{}");
    const json reply = process.command({{"command", "load"}, {"system", system.path()}});
    EXPECT_FALSE(reply["ok"]);
    EXPECT_EQ(process.list()["bindings"].size(), 1u);
}

TEST(ServiceDirectory, SaysWhatIsWrongWithACommand)
{
    const DirectoryProcess process;
    EXPECT_EQ(process.command({{"command", "dance"}})["message"], "unknown command");
    EXPECT_EQ(process.command({{"command", 1}})["message"], "\"command\" is missing or not a text");
    EXPECT_EQ(process.command({{"command", "addApp"}, {"name", "x"}, {"uid", -1}})["message"],
              "\"uid\" is missing or not a user id");
    EXPECT_EQ(process.command({{"command", "addApp"}, {"name", "x"}, {"uid", 1}})["message"],
              "addApp needs the descriptor of a listening SOCK_SEQPACKET socket");
    EXPECT_EQ(process.command({{"command", "bind"}, {"client", 5}})["message"],
              "\"client\" is missing or not an object");
}

TEST(ServiceDirectory, TakesCommandsFromItsOwnUserAlone)
{
    if (::geteuid() != 0)
    {
        GTEST_SKIP() << "needs root to be somebody else";
    }
    const DirectoryProcess process;
    ASSERT_EQ(::chmod(formats::TargetLayout{process.root()}.directoryControlSocket().c_str(), 0666), 0);
    const Outcome outcome = run({reachableBuild(buildRoot()) + "/bin/sdir", "--root", process.root(), "list"},
                                {.user = 65534, .timeoutSeconds = 20});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_TRUE(process.waitForLog("of user id 65534 may not give commands: it is disconnected\n"));
}

}  // namespace
