// All threads by reference.
#pragma once

#include "runtime/lib/thread/thread.h"

#include "runtime/include/le_mem.h"
#include "runtime/include/le_safeRef.h"

#include <mutex>

namespace ligature::thread
{

/// Keeps every thread's record alive, and those of its fields that others may read unchanged, while it exists.
class RegistryLock
{
public:
    RegistryLock();
    ~RegistryLock();
    RegistryLock(const RegistryLock&) = delete;
    RegistryLock& operator=(const RegistryLock&) = delete;
};

/// The thread of a reference, null if there is none.
Thread* tryFind(const RegistryLock& lock, le_thread_Ref_t reference);

/// The thread of a reference; fatal if there is none.
Thread& find(const RegistryLock& lock, le_thread_Ref_t reference);

/// Makes a record and its reference.
Thread* createRecord(const char* name);

/// Frees a record; its reference ends. The caller holds the lock.
void destroyRecord(const RegistryLock& lock, Thread* thread);

/// Makes a record that of the calling thread (null: none), and lets endThread() run when the thread ends.
void setCurrent(Thread* thread);

/// Runs destructors and hooks, closes the loop, and frees the record unless somebody may still join the thread.
void endThread(Thread& thread);

/// Adds a destructor to a thread's list.
Destructor* addDestructor(Thread& thread, le_thread_Destructor_t function, void* context);

}  // namespace ligature::thread
