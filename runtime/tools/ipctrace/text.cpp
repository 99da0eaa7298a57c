#include "runtime/tools/ipctrace/text.h"

#include <time.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ligature::ipctrace
{

namespace
{

using Json = nlohmann::ordered_json;
using trace::Event;
using trace::Record;

constexpr uint64_t kSecond = 1'000'000'000;

bool isSent(Event event)
{
    return event == Event::CallSent || event == Event::AnswerSent || event == Event::ReportSent;
}

bool isClient(Event event)
{
    return event == Event::CallSent || event == Event::AnswerReceived || event == Event::ReportReceived;
}

const char* wordFor(Event event)
{
    switch (event)
    {
        case Event::CallSent:
        case Event::CallReceived:
            return "call";
        case Event::AnswerReceived:
        case Event::AnswerSent:
            return "answer";
        case Event::ReportSent:
        case Event::ReportReceived:
            break;
    }
    return "report";
}

std::string clock(uint64_t time)
{
    const auto seconds = static_cast<time_t>(time / kSecond);
    tm parts{};
    ::localtime_r(&seconds, &parts);
    return fmt::format("{:02}:{:02}:{:02}.{:06}", parts.tm_hour, parts.tm_min, parts.tm_sec, time % kSecond / 1000);
}

std::string timestamp(uint64_t time)
{
    const auto seconds = static_cast<time_t>(time / kSecond);
    tm parts{};
    ::gmtime_r(&seconds, &parts);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", parts.tm_year + 1900, parts.tm_mon + 1,
                       parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, time % kSecond / 1000);
}

std::string durationText(uint64_t nanoseconds)
{
    constexpr uint64_t kFewest = 10;  // of a unit, before the next smaller one is used
    if (nanoseconds >= kFewest * kSecond)
    {
        return fmt::format("{:.1f} s", static_cast<double>(nanoseconds) / 1e9);
    }
    if (nanoseconds >= kFewest * 1'000'000)
    {
        return fmt::format("{:.1f} ms", static_cast<double>(nanoseconds) / 1e6);
    }
    return fmt::format("{} us", (nanoseconds + 500) / 1000);
}

std::string peerText(const Record& record, const std::string& app)
{
    return record.peer > 0 ? fmt::format(" {}[{}]", app, record.peer) : "";
}

std::string dump(const Json& line)
{
    return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string textLine(const Seen& seen, uint64_t time, const std::string& peerApp)
{
    const Record& record = seen.record;
    std::string line =
        fmt::format("{} {}[{}] {}{} {}.{} #{}", clock(time), seen.app, seen.pid, isSent(record.event) ? "->" : "<-",
                    peerText(record, peerApp), record.interface,
                    record.function.empty() ? fmt::format("({})", record.number) : record.function, record.session);
    if (record.call != 0)
    {
        line += fmt::format(".{}", record.call);
    }
    line += fmt::format(" {} {} bytes", wordFor(record.event), record.bytes);
    if (isAnswer(record.event))
    {
        line += ", " + durationText(record.duration);
    }
    return line;
}

std::string jsonLine(const Seen& seen, uint64_t time, const std::string& peerApp)
{
    const Record& record = seen.record;
    Json line{{"time", timestamp(time)},
              {"app", seen.app},
              {"pid", seen.pid},
              {"side", isClient(record.event) ? "client" : "server"},
              {"event", wordFor(record.event)},
              {"direction", isSent(record.event) ? "sent" : "received"},
              {"interface", record.interface}};
    if (!record.api.empty())
    {
        line["api"] = record.api;
    }
    if (!record.function.empty())
    {
        line["function"] = record.function;
    }
    line["number"] = record.number;
    line["session"] = record.session;
    if (record.call != 0)
    {
        line["call"] = record.call;
    }
    line["bytes"] = record.bytes;
    if (isAnswer(record.event))
    {
        line["durationNs"] = record.duration;
    }
    if (record.peer > 0)
    {
        line["peerPid"] = record.peer;
    }
    if (!peerApp.empty())
    {
        line["peerApp"] = peerApp;
    }
    return dump(line);
}

std::string lossTextLine(const Seen& seen, uint64_t time)
{
    return fmt::format("{} {}[{}] {} records lost here", clock(time), seen.app, seen.pid, seen.record.lost);
}

std::string lossJsonLine(const Seen& seen, uint64_t time)
{
    return dump(Json{{"time", timestamp(time)}, {"app", seen.app}, {"pid", seen.pid}, {"lost", seen.record.lost}});
}

}  // namespace ligature::ipctrace
