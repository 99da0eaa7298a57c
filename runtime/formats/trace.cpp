#include "runtime/formats/trace.h"

#include <algorithm>
#include <cstring>

namespace ligature::trace
{

namespace
{

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool isReport(Event event)
{
    return event == Event::ReportReceived || event == Event::ReportSent;
}

bool isConsistent(const Header& header, size_t size)
{
    const auto event = static_cast<Event>(header.event);
    const bool hasZeros = header.zero == 0 && std::all_of(std::begin(header.zeros), std::end(header.zeros),
                                                          [](uint8_t byte) { return byte == 0; });
    const bool hasSizes = header.apiSize <= kNameLimit && header.interfaceSize <= kNameLimit &&
                          header.functionSize <= kNameLimit && header.interfaceSize > 0 &&
                          size == sizeof(Header) + header.apiSize + header.interfaceSize + header.functionSize;
    return header.magic == kMagic && header.version == kVersion && hasZeros && hasSizes &&
           header.event >= static_cast<uint8_t>(Event::CallSent) &&
           header.event <= static_cast<uint8_t>(Event::ReportReceived) && (header.call == 0) == isReport(event) &&
           (header.duration == 0 || isAnswer(event)) && header.duration <= header.time && header.peer >= 0;
}

}  // namespace

std::optional<Record> decode(const void* data, size_t size)
{
    Header header;
    if (size < sizeof(header) || size > kRecordLimit)
    {
        return std::nullopt;
    }
    std::memcpy(&header, data, sizeof(header));
    const std::string_view names(static_cast<const char*>(data) + sizeof(header), size - sizeof(header));
    // They are shown on terminals: nothing but what names consist of may come through.
    if (!isConsistent(header, size) || !std::all_of(names.begin(), names.end(), isNameCharacter))
    {
        return std::nullopt;
    }
    Record record;
    record.event = static_cast<Event>(header.event);
    record.time = header.time;
    record.duration = header.duration;
    record.session = header.session;
    record.call = header.call;
    record.number = header.number;
    record.bytes = header.bytes;
    record.lost = header.lost;
    record.peer = header.peer;
    record.api = names.substr(0, header.apiSize);
    record.interface = names.substr(header.apiSize, header.interfaceSize);
    record.function = names.substr(size_t{header.apiSize} + header.interfaceSize);
    return record;
}

}  // namespace ligature::trace
