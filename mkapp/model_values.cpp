// Values of words: numbers, enumerations, permissions, names.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "mkapp/codes.h"
#include "mkapp/model_support.h"

namespace ligature::mkapp
{
namespace
{

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

template <class Value, size_t N>
using Names = std::array<std::pair<std::string_view, Value>, N>;

constexpr Names<FaultAction, 5> kFaultActions = {{{"ignore", FaultAction::ignore},
                                                  {"restart", FaultAction::restart},
                                                  {"restartApp", FaultAction::restartApp},
                                                  {"stopApp", FaultAction::stopApp},
                                                  {"reboot", FaultAction::reboot}}};

constexpr Names<WatchdogAction, 6> kWatchdogActions = {{{"ignore", WatchdogAction::ignore},
                                                        {"restart", WatchdogAction::restart},
                                                        {"restartApp", WatchdogAction::restartApp},
                                                        {"stop", WatchdogAction::stop},
                                                        {"stopApp", WatchdogAction::stopApp},
                                                        {"reboot", WatchdogAction::reboot}}};

constexpr Names<bool, 4> kBooleans = {{{"true", true}, {"false", false}, {"on", true}, {"off", false}}};
constexpr Names<bool, 2> kStarts = {{{"auto", false}, {"manual", true}}};

// clang-format off
constexpr std::string_view kCapabilities[] = {
    "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_DAC_READ_SEARCH", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_SETGID",
    "CAP_SETUID", "CAP_SETPCAP", "CAP_LINUX_IMMUTABLE", "CAP_NET_BIND_SERVICE", "CAP_NET_BROADCAST", "CAP_NET_ADMIN",
    "CAP_NET_RAW", "CAP_IPC_LOCK", "CAP_IPC_OWNER", "CAP_SYS_MODULE", "CAP_SYS_RAWIO", "CAP_SYS_CHROOT",
    "CAP_SYS_PTRACE", "CAP_SYS_PACCT", "CAP_SYS_ADMIN", "CAP_SYS_BOOT", "CAP_SYS_NICE", "CAP_SYS_RESOURCE",
    "CAP_SYS_TIME", "CAP_SYS_TTY_CONFIG", "CAP_MKNOD", "CAP_LEASE", "CAP_AUDIT_WRITE", "CAP_AUDIT_CONTROL",
    "CAP_SETFCAP", "CAP_MAC_OVERRIDE", "CAP_MAC_ADMIN", "CAP_SYSLOG", "CAP_WAKE_ALARM", "CAP_BLOCK_SUSPEND",
    "CAP_AUDIT_READ", "CAP_PERFMON", "CAP_BPF", "CAP_CHECKPOINT_RESTORE"};
// clang-format on

template <class Value, size_t N>
std::optional<Value> lookUp(const Word& word, const Names<Value, N>& names)
{
    const auto found = std::ranges::find(names, word.raw, &std::pair<std::string_view, Value>::first);
    return found != names.end() ? std::optional(found->second) : std::nullopt;
}

struct Number
{
    uint64_t value = 0;
    bool overflow = false;
};

/// Decimal digits with an optional `K`; leading zeros mean nothing.
std::optional<Number> parseNumber(std::string_view text)
{
    const bool kilo = text.ends_with('K');
    if (kilo)
    {
        text.remove_suffix(1);
    }
    if (text.empty() || !std::ranges::all_of(text, isDigit))
    {
        return std::nullopt;
    }
    Number number;
    for (const char c : text)
    {
        number.overflow |= __builtin_mul_overflow(number.value, uint64_t{10}, &number.value);
        number.overflow |= __builtin_add_overflow(number.value, uint64_t(c - '0'), &number.value);
    }
    if (kilo)
    {
        number.overflow |= __builtin_mul_overflow(number.value, uint64_t{1024}, &number.value);
    }
    return number;
}

}  // namespace

std::string identifierOf(std::string_view name)
{
    std::string result;
    for (const char c : name)
    {
        if (isLetter(c) || (isDigit(c) && !result.empty()))
        {
            result += c;
        }
        else if (!result.empty())
        {
            result += '_';
        }
    }
    return result;
}

std::string stemOf(const std::string& path, std::string_view suffix)
{
    std::string name = fileNameOf(path);
    if (name.ends_with(suffix))
    {
        name.resize(name.size() - suffix.size());
    }
    return name;
}

std::optional<uint64_t> numberOf(const Word& word)
{
    const auto number = parseNumber(word.raw);
    return number && !number->overflow ? std::optional(number->value) : std::nullopt;
}

std::optional<int64_t> watchdogTimeoutOf(const Word& word)
{
    if (word.raw == "never")
    {
        return kWatchdogNever;
    }
    const auto number = numberOf(word);
    return number && *number <= UINT32_MAX ? std::optional<int64_t>(*number) : std::nullopt;
}

std::optional<FaultAction> faultActionOf(const Word& word)
{
    return lookUp(word, kFaultActions);
}

std::optional<WatchdogAction> watchdogActionOf(const Word& word)
{
    return lookUp(word, kWatchdogActions);
}

std::optional<bool> booleanOf(const Word& word)
{
    return lookUp(word, kBooleans);
}

std::optional<bool> startOf(const Word& word)
{
    return lookUp(word, kStarts);
}

std::optional<std::string> priorityOf(const Word& word)
{
    const std::string& text = word.raw;
    if (text == "idle" || text == "low" || text == "medium" || text == "high")
    {
        return text;
    }
    const auto level = text.starts_with("rt") ? parseNumber(text.substr(2)) : std::nullopt;
    return level ? std::optional(fmt::format("rt{}", level->value)) : std::nullopt;
}

std::optional<std::string> capabilityOf(const Word& word, Diagnostics& diagnostics)
{
    if (std::ranges::find(kCapabilities, word.raw) != std::end(kCapabilities))
    {
        return word.raw;
    }
    Diagnostic& error =
        diagnostics.error(codes::kUnknownCapability, word.span, fmt::format("'{}' is no capability", word.raw));
    const std::string nearest = nearestName(word.raw, {std::begin(kCapabilities), std::end(kCapabilities)});
    if (!nearest.empty())
    {
        error.suggest(fmt::format("did you mean '{}'?", nearest));
    }
    return std::nullopt;
}

Permissions permissionsOf(const Word& word)
{
    const auto has = [&](char letter) { return word.raw.find(letter) != std::string::npos; };
    return {has('r'), has('w'), has('x')};
}

bool hasOption(const Entry& entry, std::string_view option)
{
    return std::ranges::find(entry.options, option, &Word::raw) != entry.options.end();
}

void reportNotSupported(const Word& where, const std::string& what, Diagnostics& diagnostics)
{
    diagnostics.error(codes::kNotSupported, where.span, fmt::format("{} not supported yet", what));
}

void noteEffect(const Section& section, SettingsWithoutEffect& settings)
{
    static constexpr std::string_view kNone[] = {
        "configTree", "maxSecureStorageBytes", "maxWatchdogTimeout", "runGroup",
        "startGroup", "watchdogAction",        "watchdogTimeout"};
    const std::string& name = section.name.raw;
    if (std::ranges::find(kNone, name) == std::end(kNone) ||
        std::ranges::find(settings.names, name) != settings.names.end())
    {
        return;
    }
    if (settings.names.empty())
    {
        settings.first = section.name.span;
    }
    settings.names.push_back(name);
}

std::vector<std::string> expandedList(const Section& section, definition::ReadContext& context)
{
    std::vector<std::string> result;
    for (const Entry& entry : section.entries)
    {
        for (const Word& word : entry.values)
        {
            std::string value = definition::expand(word, context);
            if (!value.empty())
            {
                result.push_back(std::move(value));
            }
        }
    }
    return result;
}

BuildDirectoryScope::BuildDirectoryScope(ModelContext& context, const std::string& below)
    : variables_(context.read.variables)
{
    const auto found = variables_.own().find("BUILDDIR");
    before_ = found != variables_.own().end() ? found->second : context.workDirectory;
    variables_.set("BUILDDIR", joinPath(context.workDirectory, below));
}

BuildDirectoryScope::~BuildDirectoryScope()
{
    variables_.set("BUILDDIR", before_);
}

}  // namespace ligature::mkapp
