// Misuse of the API ends the process with status 1 and says why.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <climits>
#include <functional>

#include "tests/unit/messaging/fixture.h"

using namespace ligature;
using namespace ligature::test;
using directory::Kind;
using directory::Result;

namespace
{

/// What a child process that does this logs last, if it ends with status 1; else its status.
std::string fatalText(const std::function<void()>& work)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
    {
        return "no pipe";
    }
    const pid_t pid = fork();
    if (pid == 0)
    {
        alarm(20);
        dup2(ends[1], STDERR_FILENO);
        work();
        _exit(0);
    }
    close(ends[1]);
    std::string log;
    char piece[1024];
    for (ssize_t size = 0; (size = read(ends[0], piece, sizeof(piece))) > 0;)
    {
        log.append(piece, static_cast<size_t>(size));
    }
    close(ends[0]);
    int status = 0;
    waitpid(pid, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 1)
    {
        return "status " + std::to_string(status);
    }
    const size_t bar = log.rfind(" | ");
    return bar == std::string::npos ? log : log.substr(bar + 3, log.find('\n', bar) - bar - 3);
}

class MessagingFatal : public testing::Test
{
protected:
    MessagingFatal()
    {
        setenv("LIGATURE_SERVICE_DIRECTORY", directory_.userSocket().c_str(), 1);
        directory_.bind("client", "server");
    }
    static le_msg_ProtocolRef_t protocol() { return le_msg_GetProtocolRef("small", 16); }
    static le_msg_SessionRef_t session() { return le_msg_CreateSession(protocol(), "client"); }

    DirectoryProcess directory_;
};

TEST_F(MessagingFatal, ProtocolsAndNames)
{
    EXPECT_EQ(fatalText(
                  []
                  {
                      protocol();
                      le_msg_GetProtocolRef("small", 17);
                  }),
              "Protocol 'small' has messages of 16 bytes, not of 17.");
    EXPECT_EQ(fatalText(
                  []
                  {
                      // Two files may both be version 1 and differ in size.
                      le_msg_GetProtocolRef("small~~~~~~~~~~~~~~:11:001:001:0", 16);
                      le_msg_GetProtocolRef("small~~~~~~~~~~~~~~:11:001:001:0", 17);
                  }),
              "status 0");
    const std::string tooLong(128, 'x');
    EXPECT_EQ(fatalText([&] { le_msg_CreateSession(protocol(), tooLong.c_str()); }),
              "Interface name '" + tooLong + "' is longer than 127 bytes.");
    EXPECT_EQ(fatalText(
                  []
                  {
                      le_msg_CreateService(protocol(), "server");
                      le_msg_CreateService(protocol(), "server");
                  }),
              "This process has a service 'server' already.");
}

TEST_F(MessagingFatal, ReferencesAndStates)
{
    EXPECT_EQ(fatalText([] { le_msg_DeleteSession(nullptr); }), "Session reference (nil) is not valid.");
    EXPECT_EQ(fatalText([] { le_msg_AddServiceCloseHandler(nullptr, nullptr, nullptr); }),
              "Service reference (nil) is not valid. Make sure the service is started.");
    EXPECT_EQ(fatalText([] { le_msg_RequestSyncResponse(le_msg_CreateMsg(session())); }),
              "Session 'client' is not open.");
    EXPECT_EQ(fatalText(
                  []
                  {
                      le_msg_SessionRef_t mine = session();
                      le_msg_OpenSession(mine, nullptr, nullptr);
                      le_msg_OpenSessionSync(mine);
                  }),
              "Session 'client' is being opened already.");
    EXPECT_EQ(fatalText([] { le_msg_SetPayloadSize(le_msg_CreateMsg(session()), 17); }),
              "Payload of 17 bytes does not fit into a message of 16 bytes.");
    EXPECT_EQ(fatalText([] { le_msg_Respond(le_msg_CreateMsg(session())); }),
              "Session 'client': the message needs no response, or had it already.");
    EXPECT_EQ(fatalText(
                  []
                  {
                      le_msg_MessageRef_t message = le_msg_CreateMsg(session());
                      le_msg_SetFd(message, dup(0));
                      le_msg_SetFd(message, dup(0));
                  }),
              "The message has a file descriptor already.");
    EXPECT_EQ(fatalText(
                  []
                  {
                      le_msg_MessageRef_t message = le_msg_CreateMsg(session());
                      le_msg_SetFdAt(message, 3, dup(0));
                      le_msg_SetFdAt(message, 3, dup(0));
                  }),
              "The message has a file descriptor already.");
    EXPECT_EQ(fatalText(
                  []
                  {
                      le_msg_MessageRef_t message = le_msg_CreateMsg(session());
                      le_msg_SetFdAt(message, 2, 2);
                      le_msg_SetFdAt(message, 0, 2);
                  }),
              "File descriptor 2 is in the message already.");
    EXPECT_EQ(fatalText([] { le_msg_SetFdAt(le_msg_CreateMsg(session()), LE_MSG_MAX_FDS, 0); }),
              "A message has no place 8 for a file descriptor, only 0 to 7.");
    EXPECT_EQ(fatalText([] { le_msg_SetFdAt(le_msg_CreateMsg(session()), 1, INT_MAX); }),
              "File descriptor 2147483647 cannot be sent.");
    EXPECT_EQ(fatalText([] { le_msg_GetFdAt(le_msg_CreateMsg(session()), LE_MSG_MAX_FDS); }),
              "A message has no place 8 for a file descriptor, only 0 to 7.");
    EXPECT_EQ(fatalText([] { LE_KILL_CLIENT("nobody %d", 1); }), "nobody 1");
}

void sendBack(le_msg_MessageRef_t message, void*)
{
    le_msg_Send(message);
}

// Its client would wait for ever.
TEST_F(MessagingFatal, SendingARequestBackInsteadOfAnsweringIt)
{
    EXPECT_EQ(fatalText(
                  []
                  {
                      LoopThread server;
                      server.run(
                          []
                          {
                              le_msg_ServiceRef_t service = le_msg_CreateService(protocol(), "server");
                              le_msg_SetServiceRecvHandler(service, sendBack, nullptr);
                              le_msg_AdvertiseService(service);
                          });
                      le_msg_SessionRef_t mine = session();
                      le_msg_OpenSessionSync(mine);
                      le_msg_Send(le_msg_CreateMsg(mine));  // that may be sent back
                      le_msg_RequestSyncResponse(le_msg_CreateMsg(mine));
                  }),
              "Session 'server': le_msg_Send() does not answer a request; use le_msg_Respond().");
    EXPECT_EQ(fatalText(
                  []
                  {
                      static le_msg_LocalService_t local;
                      le_msg_ServiceRef_t service = le_msg_InitLocalService(
                          &local, "local", le_mem_CreatePool("local", LE_MSG_LOCAL_HEADER_SIZE + 16));
                      LoopThread server;
                      server.run(
                          [&]
                          {
                              le_msg_SetServiceRecvHandler(service, sendBack, nullptr);
                              le_msg_AdvertiseService(service);
                          });
                      le_msg_SessionRef_t mine = le_msg_CreateLocalSession(&local);
                      le_msg_OpenSessionSync(mine);
                      le_msg_Send(le_msg_CreateMsg(mine));
                      le_msg_RequestSyncResponse(le_msg_CreateMsg(mine));
                  }),
              "le_msg_Send() does not answer a local request; use le_msg_Respond().");
}

TEST_F(MessagingFatal, AnotherThread)
{
    EXPECT_EQ(fatalText(
                  []
                  {
                      le_msg_SessionRef_t mine = session();
                      LoopThread other;
                      other.run([&] { le_msg_Send(le_msg_CreateMsg(mine)); });
                  }),
              "Session 'client' is used by a thread that doesn't own session.");
}

TEST_F(MessagingFatal, Opening)
{
    EXPECT_EQ(fatalText(
                  []
                  {
                      setenv("LIGATURE_SERVICE_DIRECTORY", "/nowhere/at/all", 1);
                      le_msg_OpenSessionSync(session());
                  }),
              "Session 'client' cannot be opened: the Service Directory is not reachable (No such file or directory).");
    const formats::UniqueFd server =
        test::ask(directory_.userSocket(), makeRequest(Kind::Advertise, "server", "other", 16));
    ASSERT_EQ(readResult(server.get()), Result::Ok);
    const std::string mismatch =
        "Session 'client' cannot be opened: client and server speak different protocols (the Service Directory's log "
        "names both).";
    EXPECT_EQ(fatalText([] { le_msg_OpenSessionSync(session()); }), mismatch);
    EXPECT_EQ(fatalText([] { le_msg_TryOpenSessionSync(session()); }), mismatch);
    EXPECT_EQ(
        fatalText([] { le_msg_AdvertiseService(le_msg_CreateService(protocol(), "server")); }),
        "Service 'server' cannot be advertised: this app offers it already (the Service Directory's log names the "
        "process).");
}

TEST_F(MessagingFatal, NamesThatTheDirectoryDoesNotTake)
{
    const auto open = [](const char* id, const char* name)
    { le_msg_OpenSessionSync(le_msg_CreateSession(le_msg_GetProtocolRef(id, 16), name)); };
    const std::string reason = "its name or protocol id is empty or has characters other than visible ASCII.";
    EXPECT_EQ(fatalText([&] { open("small", ""); }), "Session '' cannot be opened: " + reason);
    EXPECT_EQ(fatalText([&] { open("small", "two words"); }), "Session 'two words' cannot be opened: " + reason);
    EXPECT_EQ(fatalText([&] { open("", "client"); }), "Session 'client' cannot be opened: " + reason);
    EXPECT_EQ(fatalText(
                  []
                  {
                      le_msg_AdvertiseService(le_msg_CreateService(protocol(),
                                                                   "f\xc3\xbc"
                                                                   "r"));
                  }),
              "Service 'f\xc3\xbc"
              "r' cannot be advertised: " +
                  reason);
}

TEST_F(MessagingFatal, LosingTheServerWithoutACloseHandler)
{
    const formats::UniqueFd server =
        test::ask(directory_.userSocket(), makeRequest(Kind::Advertise, "server", "small", 16));
    ASSERT_EQ(readResult(server.get()), Result::Ok);
    EXPECT_EQ(fatalText(
                  [&]
                  {
                      le_msg_OpenSessionSync(session());
                      readHandOver(server.get());
                      le_event_RunLoop();
                  }),
              "The server has closed session 'client'.");
}

TEST_F(MessagingFatal, LosingTheDirectoryWithAService)
{
    EXPECT_EQ(fatalText(
                  [&]
                  {
                      le_msg_AdvertiseService(le_msg_CreateService(protocol(), "server"));
                      directory_.command({{"command", "list"}});
                      directory_.kill();
                      le_event_RunLoop();
                  }),
              "Service 'server' has lost the Service Directory.");
}

}  // namespace
