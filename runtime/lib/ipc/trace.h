// Trace points: what `ipctrace` shows of every call, answer and report (runtime/formats/trace.h). Off, each is one
// look at a word of the app's switch and one branch.
#pragma once

#include <cstddef>

#include "le_ipc.h"
#include "runtime/formats/trace.h"

namespace ligature::ipc::trace
{

using ligature::trace::Event;

/// What a record says about a message.
struct Point
{
    const char* interface;
    const le_ipc_Names_t* names;  ///< null: none
    le_msg_SessionRef_t session;
    uint32_t number;
    size_t bytes;
};

/// The generation of the app's switch: a word of a mapped page, or one that is always 0.
extern const uint32_t* Generation;

/// Maps the switch of this app if it has one; a framework that has started meanwhile has made another. Before each
/// connection and each service.
void prepare();

/// Whether somebody listens.
inline bool isOn()
{
    const uint32_t* word = __atomic_load_n(&Generation, __ATOMIC_RELAXED);
    return __builtin_expect(static_cast<long>(__atomic_load_n(word, __ATOMIC_RELAXED) != 0), 0L) != 0;
}

/// A call: `event` is CallSent or CallReceived. What is returned goes to end().
le_ipc_Traced_t begin(Event event, const Point& point);

/// The answer of a call that is traced: AnswerReceived or AnswerSent.
void end(Event event, const Point& point, const le_ipc_Traced_t& call);

/// ReportSent or ReportReceived.
void report(Event event, const Point& point);

}  // namespace ligature::ipc::trace
