// bench_ipc_raw BYTES: the least that two processes need to exchange a message and its answer: a SOCK_SEQPACKET pair, a
// blocking send and a blocking receive on each side.
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <vector>

#include "tests/bench/ipc/peer.h"

int main(int argc, char** argv)
{
    int ends[2];
    if (argc != 2 || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    {
        return 2;
    }
    std::vector<char> buffer(std::strtoul(argv[1], nullptr, 10));
    if (fork() == 0)
    {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        close(ends[0]);
        for (ssize_t size = 0; (size = recv(ends[1], buffer.data(), buffer.size(), 0)) > 0;)
        {
            send(ends[1], buffer.data(), static_cast<size_t>(size), 0);
        }
        _exit(0);
    }
    close(ends[1]);
    ligature::bench::answerOrders(
        [&]
        {
            if (send(ends[0], buffer.data(), buffer.size(), 0) < 0 ||
                recv(ends[0], buffer.data(), buffer.size(), 0) < 0)
            {
                _exit(1);
            }
        });
    return 0;
}
