// bench_rival_capnp server|client PATH BYTES: the echo as a method of a Cap'n Proto capability, both sides with the
// library's EzRpc over the socket PATH.
#include <capnp/ez-rpc.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "echo.capnp.h"
#include "tests/bench/ipc/peer.h"
#include "tests/bench/rivals/client_socket.h"

namespace
{

using ligature::bench::fail;

class EchoServer final : public Echo::Server
{
    kj::Promise<void> number(NumberContext context) override
    {
        context.getResults().setNumber(context.getParams().getNumber());
        return kj::READY_NOW;
    }
    kj::Promise<void> text(TextContext context) override
    {
        context.getResults().setCopy(context.getParams().getText());
        return kj::READY_NOW;
    }
    kj::Promise<void> bytes(BytesContext context) override
    {
        context.getResults().setCopy(context.getParams().getData());
        return kj::READY_NOW;
    }
};

void callNumber(Echo::Client& echo, kj::WaitScope& scope)
{
    static uint32_t next = 0;
    auto request = echo.numberRequest();
    request.setNumber(++next);
    if (request.send().wait(scope).getNumber() != next)
    {
        fail("get the same number back");
    }
}

void callText(Echo::Client& echo, kj::WaitScope& scope, const std::string& sent)
{
    auto request = echo.textRequest();
    request.setText(kj::StringPtr(sent.data(), sent.size()));
    if (request.send().wait(scope).getCopy()[0] != sent[0])
    {
        fail("get the same text back");
    }
}

void callBytes(Echo::Client& echo, kj::WaitScope& scope, const std::vector<kj::byte>& sent)
{
    auto request = echo.bytesRequest();
    request.setData(kj::arrayPtr(sent.data(), sent.size()));
    if (request.send().wait(scope).getCopy().size() != sent.size())
    {
        fail("get as many bytes back");
    }
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 4)
    {
        return 2;
    }
    const std::string side = argv[1];
    const std::string path = argv[2];
    const size_t count = std::strtoul(argv[3], nullptr, 10);
    if (side == "server")
    {
        unlink(path.c_str());  // an earlier server's
        capnp::EzRpcServer server(kj::heap<EchoServer>(), "unix:" + path);
        kj::NEVER_DONE.wait(server.getWaitScope());
    }
    if (side != "client")
    {
        return 2;
    }
    capnp::EzRpcClient client(ligature::bench::connectSocket(path));
    Echo::Client echo = client.getMain<Echo>();
    const std::string sentText(count, 'x');
    const std::vector<kj::byte> sentBytes(count, 'x');
    ligature::bench::answerOrders(
        [&]
        {
            count == 4     ? callNumber(echo, client.getWaitScope())
            : count == 100 ? callText(echo, client.getWaitScope(), sentText)
                           : callBytes(echo, client.getWaitScope(), sentBytes);
        });
    return 0;
}
