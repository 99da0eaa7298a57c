// Functions queued for a thread's event loop (runtime specification, section 1.4).
#include "runtime/include/le_eventLoop.h"

#include "runtime/include/le_log.h"
#include "runtime/include/le_mem.h"
#include "runtime/lib/event/loop_record.h"
#include "runtime/lib/thread/registry.h"
#include "runtime/lib/thread/thread.h"

#include <mutex>
#include <new>

using namespace ligature;
using namespace ligature::event;

namespace
{

struct QueuedFunction
{
    QueueItem item;
    le_event_DeferredFunc_t function;
    le_event_DeferredFunc_t dropped;  ///< What is called instead if the thread ends first; may be null.
    void* param1;
    void* param2;
};

struct State
{
    std::mutex lock;
    le_mem_PoolRef_t functions = nullptr;
};

constinit State state;

le_mem_PoolRef_t functionPool()
{
    const std::lock_guard guard(state.lock);
    if (state.functions == nullptr)
    {
        state.functions = le_mem_ExpandPool(le_mem_CreatePool("QueuedFunctions", sizeof(QueuedFunction)), 15);
    }
    return state.functions;
}

void dropFunction(QueueItem* item)
{
    const QueuedFunction copy = *reinterpret_cast<QueuedFunction*>(item);
    le_mem_Release(item);
    if (copy.dropped != nullptr)
    {
        copy.dropped(copy.param1, copy.param2);
    }
}

void runFunction(QueueItem* item)
{
    const QueuedFunction copy = *reinterpret_cast<QueuedFunction*>(item);
    le_mem_Release(item);
    copy.function(copy.param1, copy.param2);
}

QueueItem& newFunction(le_event_DeferredFunc_t function, void* param1, void* param2,
                       le_event_DeferredFunc_t dropped = nullptr)
{
    LE_FATAL_IF(function == nullptr, "A function to be queued is NULL.");
    auto* queued = new (le_mem_ForceAlloc(functionPool())) QueuedFunction{};
    queued->item.run = runFunction;
    queued->item.drop = dropFunction;
    queued->function = function;
    queued->dropped = dropped;
    queued->param1 = param1;
    queued->param2 = param2;
    return queued->item;
}

}  // namespace

void event::queueFunction(le_thread_Ref_t reference, le_event_DeferredFunc_t function, le_event_DeferredFunc_t dropped,
                          void* param1, void* param2)
{
    QueueItem& item = newFunction(function, param1, param2, dropped);
    bool isQueued = false;
    {
        const thread::RegistryLock lock;
        const thread::Thread* thread = thread::tryFind(lock, reference);
        isQueued = thread != nullptr && tryQueueItem(*thread->loop, item);
    }
    if (!isQueued)
    {
        dropFunction(&item);  // not under the lock: it may do what it likes
    }
}

void le_event_QueueFunction(le_event_DeferredFunc_t func, void* param1Ptr, void* param2Ptr)
{
    queueItem(currentLoop(), newFunction(func, param1Ptr, param2Ptr));
}

void le_event_QueueFunctionToThread(le_thread_Ref_t thread, le_event_DeferredFunc_t func, void* param1Ptr,
                                    void* param2Ptr)
{
    QueueItem& item = newFunction(func, param1Ptr, param2Ptr);
    if (thread == nullptr)
    {
        queueItem(currentLoop(), item);
        return;
    }
    const thread::RegistryLock lock;
    queueItem(*thread::find(lock, thread).loop, item);
}

le_result_t le_event_QueueFunctionToThreadUnique(le_thread_Ref_t threadRef, le_event_DeferredFunc_t func,
                                                 void* param1Ptr, void* param2Ptr)
{
    const thread::RegistryLock lock;
    Loop& loop = threadRef == nullptr ? currentLoop() : *thread::find(lock, threadRef).loop;
    {
        const std::lock_guard guard(loop.lock);
        for (const QueueItem* item = loop.first; item != nullptr; item = item->next)
        {
            if (item->run == runFunction)
            {
                const auto* queued = reinterpret_cast<const QueuedFunction*>(item);
                if (queued->function == func && queued->param1 == param1Ptr && queued->param2 == param2Ptr)
                {
                    return LE_DUPLICATE;
                }
            }
        }
    }
    queueItem(loop, newFunction(func, param1Ptr, param2Ptr));
    return LE_OK;
}
