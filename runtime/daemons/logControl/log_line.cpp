#include "runtime/daemons/logControl/log_line.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

namespace ligature::logControl
{

namespace
{

bool isName(const std::string& name)
{
    constexpr size_t kMaxName = 128;
    return name.size() <= kMaxName &&
           std::none_of(name.begin(), name.end(), [](unsigned char c) { return c <= ' ' || c == 0x7f; });
}

}  // namespace

std::optional<Source> parseHeader(const std::string& line)
{
    const auto header = nlohmann::json::parse(line, nullptr, false);
    if (!header.is_object())
    {
        return std::nullopt;
    }
    const auto text = [&](const char* member)
    {
        const auto found = header.find(member);
        return found != header.end() && found->is_string() ? found->get<std::string>() : std::string("\n");
    };
    Source source;
    source.app = text("app");
    source.process = text("process");
    // Process names may hold spaces; in a line they would look like the end of the name.
    std::replace(source.process.begin(), source.process.end(), ' ', '_');
    const std::string stream = text("stream");
    const auto pid = header.find("pid");
    if (!isName(source.app) || !isName(source.process) || (stream != "stdout" && stream != "stderr") ||
        pid == header.end() || !pid->is_number_integer())
    {
        return std::nullopt;
    }
    source.pid = pid->get<int>();
    source.isError = stream == "stderr";
    return source;
}

bool hasLogLayout(std::string_view line)
{
    constexpr std::array<std::string_view, 6> kLevels{"*EMR*", "*CRT*", "=ERR=", "-WRN-", " INFO", " DBUG"};
    const size_t bar = line.find(" | ");
    if (bar == std::string_view::npos)
    {
        return false;
    }
    const std::string_view level = line.substr(0, bar);
    if (std::find(kLevels.begin(), kLevels.end(), level) != kLevels.end())
    {
        return true;
    }
    // Traces have a keyword there; what follows tells them from other text: proc[pid]/component T=thread.
    const std::string_view place = line.substr(bar + 3, line.find(" | ", bar + 3) - bar - 3);
    return place.find("]/") != std::string_view::npos && place.find(" T=") != std::string_view::npos;
}

std::string formatLine(const Source& source, std::string_view text, std::time_t now)
{
    std::tm local{};
    ::localtime_r(&now, &local);
    char stamp[32];
    std::strftime(stamp, sizeof(stamp), "%b %e %H:%M:%S ", &local);
    std::string line = stamp;
    if (!source.app.empty())
    {
        line += source.app + " ";
    }
    line += ": ";
    if (!hasLogLayout(text))
    {
        line += std::string(source.isError ? "=ERR=" : " INFO") + " | " + source.process + "[" +
                std::to_string(source.pid) + "] | ";
    }
    for (const char c : text)
    {
        const auto byte = static_cast<unsigned char>(c);
        line += (byte < ' ' && byte != '\t') || byte == 0x7f ? '?' : c;
    }
    return line + "\n";
}

}  // namespace ligature::logControl
