// bench_rival_grpc server|client PATH BYTES: the echo as a unary call of gRPC's synchronous API for C++ over the socket
// PATH.
#include <grpcpp/grpcpp.h>

#include <string>

#include "echo.grpc.pb.h"
#include "tests/bench/ipc/peer.h"
#include "tests/bench/rivals/client_socket.h"

namespace
{

using ligature::bench::fail;

class EchoServer final : public rival::Echo::Service
{
    grpc::Status EchoNumber(grpc::ServerContext*, const rival::Number* request, rival::Number* reply) override
    {
        reply->set_number(request->number());
        return grpc::Status::OK;
    }
    grpc::Status EchoText(grpc::ServerContext*, const rival::Text* request, rival::Text* reply) override
    {
        reply->set_text(request->text());
        return grpc::Status::OK;
    }
    grpc::Status EchoBytes(grpc::ServerContext*, const rival::Bytes* request, rival::Bytes* reply) override
    {
        reply->set_data(request->data());
        return grpc::Status::OK;
    }
};

void callNumber(rival::Echo::Stub& echo)
{
    static uint32_t next = 0;
    grpc::ClientContext context;
    rival::Number request;
    rival::Number reply;
    request.set_number(++next);
    if (!echo.EchoNumber(&context, request, &reply).ok() || reply.number() != next)
    {
        fail("get the same number back");
    }
}

void callText(rival::Echo::Stub& echo, const std::string& sent)
{
    grpc::ClientContext context;
    rival::Text request;
    rival::Text reply;
    request.set_text(sent);
    if (!echo.EchoText(&context, request, &reply).ok() || reply.text().size() != sent.size())
    {
        fail("get the same text back");
    }
}

void callBytes(rival::Echo::Stub& echo, const std::string& sent)
{
    grpc::ClientContext context;
    rival::Bytes request;
    rival::Bytes reply;
    request.set_data(sent);
    if (!echo.EchoBytes(&context, request, &reply).ok() || reply.data().size() != sent.size())
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
        EchoServer echo;
        grpc::ServerBuilder builder;
        builder.AddListeningPort("unix:" + path, grpc::InsecureServerCredentials());
        builder.RegisterService(&echo);
        const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
        if (server == nullptr)
        {
            fail("listen");
        }
        server->Wait();
        return 0;
    }
    if (side != "client")
    {
        return 2;
    }
    close(ligature::bench::connectSocket(path));  // a channel whose first attempt fails waits a second for the next
    const std::unique_ptr<rival::Echo::Stub> echo =
        rival::Echo::NewStub(grpc::CreateChannel("unix:" + path, grpc::InsecureChannelCredentials()));
    const std::string sent(count, 'x');
    ligature::bench::answerOrders(
        [&] { count == 4     ? callNumber(*echo)
              : count == 100 ? callText(*echo, sent)
                             : callBytes(*echo, sent); });
    return 0;
}
