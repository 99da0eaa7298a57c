// bench_rival_sdbus server|client|bus-server|bus-client PATH BYTES: the echo as a D-Bus method with libsystemd's
// sd-bus, a vtable on one side and sd_bus_call_method() on the other. `server` and `client` talk to each other over the
// socket PATH; the others through the message bus that listens there.
#include <systemd/sd-bus.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <vector>

#include "tests/bench/ipc/peer.h"
#include "tests/bench/rivals/client_socket.h"

namespace
{

using ligature::bench::fail;

constexpr const char* kName = "bench.Echo";
constexpr const char* kPath = "/bench/Echo";

void require(int result, const char* what)
{
    if (result < 0)
    {
        errno = -result;
        std::perror(what);
        fail(what);
    }
}

int number(sd_bus_message* call, void*, sd_bus_error*)
{
    uint32_t value = 0;
    require(sd_bus_message_read(call, "u", &value), "read");
    return sd_bus_reply_method_return(call, "u", value);
}

int text(sd_bus_message* call, void*, sd_bus_error*)
{
    const char* value = nullptr;
    require(sd_bus_message_read(call, "s", &value), "read");
    return sd_bus_reply_method_return(call, "s", value);
}

int bytes(sd_bus_message* call, void*, sd_bus_error*)
{
    const void* data = nullptr;
    size_t size = 0;
    sd_bus_message* reply = nullptr;
    require(sd_bus_message_read_array(call, 'y', &data, &size), "read");
    require(sd_bus_message_new_method_return(call, &reply), "answer");
    require(sd_bus_message_append_array(reply, 'y', data, size), "append");
    const int result = sd_bus_send(nullptr, reply, nullptr);
    sd_bus_message_unref(reply);
    return result;
}

const sd_bus_vtable kMethods[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_METHOD("Number", "u", "u", number, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Text", "s", "s", text, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Bytes", "ay", "ay", bytes, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_VTABLE_END,
};

sd_bus* makeConnection(int fd)
{
    sd_bus* bus = nullptr;
    require(sd_bus_new(&bus), "make a connection");
    require(sd_bus_set_fd(bus, fd, fd), "use the socket");
    return bus;
}

sd_bus* acceptClient(const std::string& path)
{
    const sockaddr_un address = ligature::bench::socketAddress(path);
    unlink(path.c_str());  // an earlier server's
    const int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0 || listen(listener, 1) != 0)
    {
        fail("listen");
    }
    sd_bus* bus = makeConnection(accept4(listener, nullptr, nullptr, SOCK_CLOEXEC));
    sd_id128_t id;
    require(sd_id128_randomize(&id), "make an id");
    require(sd_bus_set_server(bus, 1, id), "be a server");
    require(sd_bus_start(bus), "start");
    return bus;
}

sd_bus* connectDirectly(const std::string& path)
{
    sd_bus* bus = makeConnection(ligature::bench::connectSocket(path));
    require(sd_bus_start(bus), "start");
    return bus;
}

sd_bus* connectToBus(const std::string& path)
{
    sd_bus* bus = makeConnection(ligature::bench::connectSocket(path));
    require(sd_bus_set_bus_client(bus, 1), "be a client of the bus");
    require(sd_bus_start(bus), "start");
    return bus;
}

void waitForServer(sd_bus* bus)
{
    for (int i = 0; i < 1000; ++i)
    {
        if (sd_bus_get_name_creds(bus, kName, 0, nullptr) >= 0)
        {
            return;
        }
        usleep(10'000);
    }
    fail("find the server on the bus");
}

[[noreturn]] void serve(sd_bus* bus)
{
    require(sd_bus_add_object_vtable(bus, nullptr, kPath, kName, kMethods, nullptr), "add the methods");
    for (;;)
    {
        const int result = sd_bus_process(bus, nullptr);
        if (result == -ECONNRESET || result == -ENOTCONN)
        {
            std::exit(0);  // the client, or the bus, has gone
        }
        require(result, "process");
        if (result == 0)
        {
            require(sd_bus_wait(bus, UINT64_MAX), "wait");
        }
    }
}

/// `destination` is the server's name on a bus, nullptr without one.
void callNumber(sd_bus* bus, const char* destination)
{
    static uint32_t next = 0;
    sd_bus_message* reply = nullptr;
    uint32_t value = 0;
    require(sd_bus_call_method(bus, destination, kPath, kName, "Number", nullptr, &reply, "u", ++next), "call");
    require(sd_bus_message_read(reply, "u", &value), "read");
    if (value != next)
    {
        fail("get the same number back");
    }
    sd_bus_message_unref(reply);
}

void callText(sd_bus* bus, const char* destination, const std::string& sent)
{
    sd_bus_message* reply = nullptr;
    const char* copy = nullptr;
    require(sd_bus_call_method(bus, destination, kPath, kName, "Text", nullptr, &reply, "s", sent.c_str()), "call");
    require(sd_bus_message_read(reply, "s", &copy), "read");
    if (sent[0] != copy[0])
    {
        fail("get the same text back");
    }
    sd_bus_message_unref(reply);
}

void callBytes(sd_bus* bus, const char* destination, const std::vector<char>& sent)
{
    sd_bus_message* call = nullptr;
    sd_bus_message* reply = nullptr;
    const void* copy = nullptr;
    size_t size = 0;
    require(sd_bus_message_new_method_call(bus, &call, destination, kPath, kName, "Bytes"), "call");
    require(sd_bus_message_append_array(call, 'y', sent.data(), sent.size()), "append");
    require(sd_bus_call(bus, call, 0, nullptr, &reply), "call");
    require(sd_bus_message_read_array(reply, 'y', &copy, &size), "read");
    if (size != sent.size())
    {
        fail("get as many bytes back");
    }
    sd_bus_message_unref(call);
    sd_bus_message_unref(reply);
}

void answer(sd_bus* bus, const char* destination, size_t count)
{
    const std::string sentText(count, 'x');
    const std::vector<char> sentBytes(count, 'x');
    ligature::bench::answerOrders(
        [&]
        {
            count == 4     ? callNumber(bus, destination)
            : count == 100 ? callText(bus, destination, sentText)
                           : callBytes(bus, destination, sentBytes);
        });
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
        serve(acceptClient(path));
    }
    if (side == "bus-server")
    {
        sd_bus* bus = connectToBus(path);
        require(sd_bus_request_name(bus, kName, 0), "take the name");
        serve(bus);
    }
    if (side == "client")
    {
        answer(connectDirectly(path), nullptr, count);
        return 0;
    }
    if (side == "bus-client")
    {
        sd_bus* bus = connectToBus(path);
        waitForServer(bus);
        answer(bus, kName, count);
        return 0;
    }
    return 2;
}
