// The handlers that a server keeps of its clients, of which one client may have many thousands.
#include <algorithm>
#include <ctime>
#include <vector>

#include <gtest/gtest.h>

#include "runtime/include/le_ipc.h"

namespace
{

constexpr uint32_t kAddFunction = 7;
constexpr size_t kThousands = 20'000;

void removeNothing(void*) {}

void* ownReference(size_t index)
{
    return reinterpret_cast<void*>(index + 1);
}

/// What stands for each handler in messages.
std::vector<uint32_t> addMany(le_ipc_Request_t& request)
{
    std::vector<uint32_t> references;
    for (size_t i = 0; i < kThousands; ++i)
    {
        void* context = le_ipc_AddClientHandler(&request, static_cast<uint32_t>(i), removeNothing);
        references.push_back(le_ipc_ClientHandlerAdded(context, ownReference(i)));
    }
    return references;
}

double now()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

enum class Order
{
    OfAdding,
    Reverse
};

/// Microseconds to remove that many: the best of several, without the time to add them.
double timeToRemove(Order order)
{
    int session = 0;  // its address is all that counts
    le_ipc_Request_t request = {};
    request.session = reinterpret_cast<le_msg_SessionRef_t>(&session);
    request.number = kAddFunction;
    double best = 1e12;
    for (int i = 0; i < 3; ++i)
    {
        const std::vector<uint32_t> references = addMany(request);
        const double before = now();
        for (size_t n = 0; n < kThousands; ++n)
        {
            const size_t index = order == Order::Reverse ? kThousands - 1 - n : n;
            EXPECT_EQ(le_ipc_RemoveClientHandler(&request, references[index], kAddFunction), ownReference(index));
        }
        best = std::min(best, now() - before);
        EXPECT_EQ(le_ipc_RemoveClientHandler(&request, references[0], kAddFunction), nullptr) << "it is gone";
    }
    return best;
}

// A walk past all others of the client would cost thousands of steps for each.
TEST(ClientHandlers, RemovingTheLastOfThousandsCostsAsMuchAsRemovingTheFirst)
{
    EXPECT_LT(timeToRemove(Order::Reverse), 5 * timeToRemove(Order::OfAdding));
}

}  // namespace
