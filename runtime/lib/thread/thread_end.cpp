// Records of threads: how they are found, and what happens when a thread ends (runtime specification, section 1.6).
#include "runtime/include/le_log.h"
#include "runtime/lib/event/loop_record.h"
#include "runtime/lib/thread/registry.h"

#include <cstdio>
#include <new>

namespace ligature::thread
{

struct Destructor
{
    le_thread_Destructor_t function;
    void* context;
    Destructor* next;
};

namespace
{

struct State
{
    std::mutex lock;
    le_ref_MapRef_t references = nullptr;
    le_mem_PoolRef_t records = nullptr;
    pthread_key_t endKey = 0;
};

constinit State state;

// Runs in the ending thread however it ends: by return, le_thread_Exit(), pthread_exit() or cancellation.
extern "C" void atEnd(void* thread)
{
    // A cancellation that comes only now would leave the rest undone.
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, nullptr);
    endThread(*static_cast<Thread*>(thread));
}

}  // namespace

thread_local constinit Thread* currentThread = nullptr;

RegistryLock::RegistryLock()
{
    state.lock.lock();
}

RegistryLock::~RegistryLock()
{
    state.lock.unlock();
}

Thread& require()
{
    LE_FATAL_IF(currentThread == nullptr, "Legato threading API used in non-Legato thread!");
    return *currentThread;
}

Thread* tryFind(const RegistryLock&, le_thread_Ref_t reference)
{
    return static_cast<Thread*>(le_ref_Lookup(state.references, reference));
}

Thread& find(const RegistryLock& lock, le_thread_Ref_t reference)
{
    Thread* thread = tryFind(lock, reference);
    LE_FATAL_IF(thread == nullptr, "There is no thread %p.", static_cast<void*>(reference));
    return *thread;
}

Thread* createRecord(const char* name)
{
    auto* thread = new (le_mem_ForceAlloc(state.records)) Thread;
    snprintf(thread->name, sizeof(thread->name), "%s", name == nullptr ? "" : name);
    thread->loop = event::createLoop(*thread);
    const RegistryLock lock;
    thread->reference = static_cast<le_thread_Ref_t>(le_ref_CreateRef(state.references, thread));
    return thread;
}

void destroyRecord(const RegistryLock&, Thread* thread)
{
    le_ref_DeleteRef(state.references, thread->reference);
    event::destroyLoop(thread->loop);
    le_mem_Release(thread);
}

void setCurrent(Thread* thread)
{
    currentThread = thread;
    pthread_setspecific(state.endKey, thread);
}

Destructor* addDestructor(Thread& thread, le_thread_Destructor_t function, void* context)
{
    LE_FATAL_IF(function == nullptr, "A destructor of thread '%s' is NULL.", thread.name);
    thread.destructors = new Destructor{function, context, thread.destructors};
    return thread.destructors;
}

void endThread(Thread& thread)
{
    thread.ending = true;
    while (thread.destructors != nullptr)
    {
        Destructor* destructor = thread.destructors;
        thread.destructors = destructor->next;
        const Destructor copy = *destructor;
        delete destructor;
        copy.function(copy.context);
    }
    while (thread.exitHooks != nullptr)
    {
        ExitHook* hook = thread.exitHooks;
        removeExitHook(*hook);  // what it runs may remove others
        hook->run(hook);
    }
    LE_FATAL_IF(thread.heldMutexes > 0, "Thread '%s' ends while it holds %zu mutexes.", thread.name,
                thread.heldMutexes);
    event::closeLoop(*thread.loop);
    setCurrent(nullptr);
    const RegistryLock lock;
    thread.ended = true;
    if (!thread.joinable)
    {
        destroyRecord(lock, &thread);
    }
}

void addExitHook(ExitHook& hook)
{
    Thread& thread = require();
    hook.previous = nullptr;
    hook.next = thread.exitHooks;
    if (hook.next != nullptr)
    {
        hook.next->previous = &hook;
    }
    thread.exitHooks = &hook;
}

void removeExitHook(ExitHook& hook)
{
    (hook.previous == nullptr ? require().exitHooks : hook.previous->next) = hook.next;
    if (hook.next != nullptr)
    {
        hook.next->previous = hook.previous;
    }
    hook.next = nullptr;
    hook.previous = nullptr;
}

void addLastDestructor(le_thread_Destructor_t function, void* context)
{
    Destructor** end = &require().destructors;
    while (*end != nullptr)
    {
        end = &(*end)->next;
    }
    *end = new Destructor{function, context, nullptr};
}

void adoptMainThread()
{
    state.references = le_ref_CreateMap("Threads", 20);
    state.records = le_mem_ExpandPool(le_mem_CreatePool("ThreadPool", sizeof(Thread)), 20);
    LE_FATAL_IF(pthread_key_create(&state.endKey, atEnd) != 0, "Cannot watch for the end of threads.");
    Thread* thread = createRecord("main");
    thread->handle = pthread_self();
    thread->started = true;
    setCurrent(thread);
}

}  // namespace ligature::thread

using namespace ligature::thread;

le_thread_DestructorRef_t le_thread_AddDestructor(le_thread_Destructor_t destructor, void* context)
{
    Thread& thread = require();
    LE_FATAL_IF(thread.ending, "A destructor is added to thread '%s', which is ending.", thread.name);
    return reinterpret_cast<le_thread_DestructorRef_t>(addDestructor(thread, destructor, context));
}

void le_thread_AddChildDestructor(le_thread_Ref_t threadRef, le_thread_Destructor_t destructor, void* context)
{
    const RegistryLock lock;
    Thread& thread = find(lock, threadRef);
    LE_FATAL_IF(thread.started, "A destructor is added to thread '%s', which has started.", thread.name);
    addDestructor(thread, destructor, context);
}

void le_thread_RemoveDestructor(le_thread_DestructorRef_t destructorRef)
{
    Thread& thread = require();
    auto* wanted = reinterpret_cast<Destructor*>(destructorRef);
    for (Destructor** link = &thread.destructors; *link != nullptr; link = &(*link)->next)
    {
        if (*link == wanted)
        {
            *link = wanted->next;
            delete wanted;
            return;
        }
    }
    LE_FATAL("Thread '%s' has no destructor %p.", thread.name, static_cast<void*>(destructorRef));
}
