// bench_ipc_idle: a process that only links liblegato, without a client or a server.
#include "tests/bench/ipc/peer.h"

int main()
{
    ligature::bench::answerOrders([] {});
    return 0;
}
