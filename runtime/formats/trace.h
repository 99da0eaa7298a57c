// How traced messages travel from an app to `ipctrace`, and how the app learns that somebody listens.
//
// Beside the directory socket of an app stands a folder `trace`. The file `switch` in it begins with a Switch, which
// apps can only read: a generation other than 0 says that somebody listens at the SOCK_SEQPACKET socket `listener`.
// Each process connects once in a generation and sends one record per datagram: a Header and right after it the names
// it tells the lengths of, without terminators. Fields have fixed widths and the byte order of the machine, so 32-bit
// and 64-bit processes understand each other. What parameters were, is not recorded.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ligature::trace
{

inline constexpr const char* kFolder = "trace";
inline constexpr const char* kSwitchFile = "switch";
inline constexpr const char* kListenerSocket = "listener";
inline constexpr size_t kSwitchSize = 4096;  ///< bytes of the file: whole pages, since it is mapped

struct Switch
{
    uint32_t generation;  ///< 0: nobody listens
    uint32_t last;        ///< the latest generation there was; the next one is another
};

inline constexpr uint32_t kMagic = 0x5254474c;  ///< spells LGTR in memory on a little-endian machine
inline constexpr uint16_t kVersion = 1;
inline constexpr size_t kNameLimit = 128;  ///< bytes of each name; longer ones are cut

enum class Event : uint8_t
{
    CallSent = 1,
    AnswerReceived = 2,
    CallReceived = 3,
    AnswerSent = 4,
    ReportSent = 5,
    ReportReceived = 6
};

constexpr bool isAnswer(Event event)
{
    return event == Event::AnswerReceived || event == Event::AnswerSent;
}

struct Header
{
    uint32_t magic;
    uint16_t version;
    uint8_t event;  ///< Event
    uint8_t zero;
    uint64_t time;      ///< nanoseconds of CLOCK_MONOTONIC
    uint64_t duration;  ///< nanoseconds since the call this is the answer of; 0 for what is no answer
    uint32_t session;   ///< a number of the session within its process; 0: unknown
    uint32_t call;      ///< the same for a call and its answer, unique in the process; 0 for a report
    uint32_t number;    ///< of the message: which function it is
    uint32_t bytes;     ///< of the message
    uint32_t lost;      ///< records of this process before this one that found no room
    int32_t peer;       ///< process id of the other side as the target sees it; 0: unknown
    uint8_t apiSize;    ///< bytes of the name of the .api file; 0: not known to the process
    uint8_t interfaceSize;
    uint8_t functionSize;  ///< 0: not known to the process
    uint8_t zeros[5];
};
static_assert(sizeof(Header) == 56);

inline constexpr size_t kRecordLimit = sizeof(Header) + 3 * kNameLimit;  ///< bytes of a datagram

/// What a record says. Names are at most kNameLimit characters of C identifiers.
struct Record
{
    Event event = Event::CallSent;
    uint64_t time = 0;
    uint64_t duration = 0;
    uint32_t session = 0;
    uint32_t call = 0;
    uint32_t number = 0;
    uint32_t bytes = 0;
    uint32_t lost = 0;
    int32_t peer = 0;
    std::string api;
    std::string interface;
    std::string function;
};

/// Puts the names behind a header and their sizes into it; `header` must have room for kRecordLimit bytes. Returns the
/// size of the datagram. Allocates nothing.
inline size_t appendNames(void* header, std::string_view api, std::string_view interface, std::string_view function)
{
    auto* fields = static_cast<Header*>(header);
    auto* end = reinterpret_cast<char*>(fields + 1);
    const auto append = [&end](std::string_view name, uint8_t& size)
    {
        name = name.substr(0, kNameLimit);
        size = static_cast<uint8_t>(name.size());
        end = std::copy(name.begin(), name.end(), end);  // one that is not known has no place in memory at all
    };
    append(api, fields->apiSize);
    append(interface, fields->interfaceSize);
    append(function, fields->functionSize);
    return static_cast<size_t>(end - static_cast<char*>(header));
}

/// The record in a datagram of any content; nothing if it is none.
std::optional<Record> decode(const void* data, size_t size);

}  // namespace ligature::trace
