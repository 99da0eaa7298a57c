// The rest of the seam: one thread, a log that shows only what ends the process, and nobody who traces.
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <deque>

#include "legato.h"
#include "runtime/lib/messaging/offence.h"
#include "runtime/lib/messaging/per_thread.h"
#include "runtime/lib/messaging/session_facts.h"
#include "runtime/lib/messaging/socket_path.h"
#include "tests/fuzz/ipc/seam.h"

namespace
{

char LastLine[200] = "";
std::deque<ligature::event::QueueItem*> Queue;

le_thread_Ref_t theThread()
{
    return reinterpret_cast<le_thread_Ref_t>(LastLine);
}

ligature::thread::Thread makeThread()
{
    ligature::thread::Thread thread;
    thread.reference = theThread();
    return thread;
}

ligature::thread::Thread TheThread = makeThread();

}  // namespace

namespace ligature::messaging
{

thread_local constinit PerThread ownRecord;

SessionFacts factsOf(le_msg_SessionRef_t)
{
    return {};
}

const char* directorySocket()
{
    return "/nonexistent/serviceDirectory";
}

bool connectToPath(int, const char*)
{
    return false;
}

bool noteOffence(le_msg_Session&)
{
    return true;
}

}  // namespace ligature::messaging

namespace ligature
{

thread_local constinit thread::Thread* thread::currentThread = &TheThread;

event::Loop& event::currentLoop()
{
    return *reinterpret_cast<event::Loop*>(LastLine);
}

bool event::queueItem(event::Loop&, event::QueueItem& item)
{
    Queue.push_back(&item);
    return true;
}

void event::queueFunction(le_thread_Ref_t, le_event_DeferredFunc_t function, le_event_DeferredFunc_t, void* param1,
                          void* param2)
{
    function(param1, param2);
}

void thread::addLastDestructor(le_thread_Destructor_t, void*) {}

void fuzz::runQueue()
{
    while (!Queue.empty())
    {
        event::QueueItem* item = Queue.front();
        Queue.pop_front();
        item->run(item);
    }
}

}  // namespace ligature

extern "C" {
le_thread_Ref_t le_thread_GetCurrent(void)
{
    return theThread();
}

void _le_log_Send(int, le_log_TraceRef_t, le_log_SessionRef_t, const char*, const char*, unsigned int,
                  const char* formatPtr, ...)
{
    va_list arguments;
    va_start(arguments, formatPtr);
    vsnprintf(LastLine, sizeof(LastLine), formatPtr, arguments);
    va_end(arguments);
}

void _le_log_ExitFatal(void)
{
    fprintf(stderr, "fatal: %s\n", LastLine);
    abort();
}
}
