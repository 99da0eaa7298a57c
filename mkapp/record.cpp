#include "mkapp/record.h"

#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string_view>

namespace ligature::mkapp
{
namespace
{

constexpr std::string_view kHeader = "ligature inputs 2";

/// File systems tell times in ticks of some milliseconds: two changes within one tick look like one.
constexpr int64_t kTickNanoseconds = 20'000'000;

/// Fields end with a tab, lines with a newline; both and the backslash are escaped within.
void addField(std::string& text, std::string_view field)
{
    for (const char c : field)
    {
        switch (c)
        {
            case '\t':
                text += "\\t";
                break;
            case '\n':
                text += "\\n";
                break;
            case '\\':
                text += "\\\\";
                break;
            default:
                text += c;
        }
    }
    text += '\t';
}

void addField(std::string& text, int64_t number)
{
    addField(text, std::string_view(std::to_string(number)));
}

class Reader
{
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    bool atEnd() const { return rest_.empty(); }
    bool failed() const { return failed_; }

    std::string field()
    {
        const std::string_view raw = rawField();
        if (raw.find('\\') == std::string_view::npos)
        {
            return std::string(raw);
        }
        std::string value;
        for (size_t at = 0; at < raw.size(); ++at)
        {
            const bool escapes = raw[at] == '\\' && at + 1 < raw.size();
            const char c = escapes ? raw[++at] : raw[at];
            value += !escapes ? c : c == 't' ? '\t' : c == 'n' ? '\n' : c;
        }
        return value;
    }

    /// A path as PathWriter writes it.
    std::string path()
    {
        const auto shared = static_cast<uint64_t>(number());
        failed_ = failed_ || shared > lastPath_.size();
        if (failed_)
        {
            return {};
        }
        lastPath_.resize(shared);
        return lastPath_ += field();
    }

    int64_t number()
    {
        const std::string_view text = rawField();
        int64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        failed_ = failed_ || error != std::errc() || end != text.data() + text.size();
        return value;
    }

    void endOfLine()
    {
        failed_ = failed_ || rest_.empty() || rest_[0] != '\n';
        if (!rest_.empty())
        {
            rest_.remove_prefix(1);
        }
    }

private:
    std::string_view rawField()
    {
        const size_t end = rest_.find('\t');
        const std::string_view raw = rest_.substr(0, end);
        if (end == std::string_view::npos || raw.find('\n') != std::string_view::npos)
        {
            failed_ = true;
            rest_ = {};
            return {};
        }
        rest_.remove_prefix(end + 1);
        return raw;
    }

    std::string_view rest_;
    std::string lastPath_;
    bool failed_ = false;
};

/// Writes each path as the number of bytes that it shares with the one before, and the rest.
class PathWriter
{
public:
    void add(std::string& text, const std::string& path)
    {
        const auto parting = std::mismatch(path.begin(), path.end(), last_.begin(), last_.end()).first;
        const auto shared = parting - path.begin();
        addField(text, static_cast<int64_t>(shared));
        addField(text, std::string_view(path).substr(static_cast<size_t>(shared)));
        last_ = path;
    }

private:
    std::string last_;
};

}  // namespace

FileStamp stampOf(const std::string& path)
{
    struct stat status;
    if (::stat(path.c_str(), &status) != 0)
    {
        return {};
    }
    return {status.st_size, status.st_mtim.tv_sec * int64_t{1'000'000'000} + status.st_mtim.tv_nsec};
}

std::string recordPath(const std::string& workDirectory)
{
    return workDirectory + "/inputs";
}

std::vector<std::string> commandOf(int argc, const char* const* argv, const std::string& currentDirectory)
{
    std::vector<std::string> command(argv, argv + argc);
    command.push_back(currentDirectory);
    return command;
}

Record makeRecord(std::vector<std::string> command, const std::map<Probe, std::string>& probes,
                  const std::vector<std::string>& outputs, int64_t began)
{
    Record record;
    record.command = std::move(command);
    for (const auto& [probe, fingerprint] : probes)
    {
        Record::Input input{probe, fingerprint, {}};
        if (probe.kind == Probe::Kind::file)
        {
            input.stamp = stampOf(probe.subject);
            if (input.stamp.time > began - kTickNanoseconds)
            {
                input.stamp.time = 0;
            }
        }
        record.inputs.push_back(std::move(input));
    }
    for (const std::string& path : outputs)
    {
        record.outputs.push_back({path, stampOf(path)});
    }
    return record;
}

std::string recordText(const Record& record)
{
    std::string text(kHeader);
    text += '\n';
    PathWriter paths;
    for (const std::string& word : record.command)
    {
        addField(text, "command");
        addField(text, word);
        text += '\n';
    }
    for (const Record::Input& input : record.inputs)
    {
        addField(text, "input");
        addField(text, static_cast<int64_t>(input.probe.kind));
        paths.add(text, input.probe.subject);
        addField(text, input.fingerprint);
        addField(text, input.stamp.size);
        addField(text, input.stamp.time);
        text += '\n';
    }
    for (const Record::Output& output : record.outputs)
    {
        addField(text, "output");
        paths.add(text, output.path);
        addField(text, output.stamp.size);
        addField(text, output.stamp.time);
        text += '\n';
    }
    // A record that was cut off lacks its end.
    addField(text, "end");
    text += '\n';
    return text;
}

std::optional<Record> readRecord(const std::string& text)
{
    if (!text.starts_with(kHeader) || text.size() <= kHeader.size())
    {
        return std::nullopt;
    }
    Record record;
    Reader reader(std::string_view(text).substr(kHeader.size()));
    reader.endOfLine();
    while (!reader.failed())
    {
        const std::string kind = reader.field();
        if (kind == "command")
        {
            record.command.push_back(reader.field());
        }
        else if (kind == "input")
        {
            Record::Input input;
            input.probe.kind = static_cast<Probe::Kind>(reader.number());
            input.probe.subject = reader.path();
            input.fingerprint = reader.field();
            input.stamp.size = reader.number();
            input.stamp.time = reader.number();
            record.inputs.push_back(std::move(input));
        }
        else if (kind == "output")
        {
            Record::Output output;
            output.path = reader.path();
            output.stamp.size = reader.number();
            output.stamp.time = reader.number();
            record.outputs.push_back(std::move(output));
        }
        else
        {
            reader.endOfLine();
            const bool complete = kind == "end" && reader.atEnd() && !reader.failed();
            return complete ? std::optional(std::move(record)) : std::nullopt;
        }
        reader.endOfLine();
    }
    return std::nullopt;
}

bool isUpToDate(const Record& record, const std::vector<std::string>& command, World& world)
{
    if (record.command != command)
    {
        return false;
    }
    for (const Record::Output& output : record.outputs)
    {
        if (stampOf(output.path) != output.stamp)
        {
            return false;
        }
    }
    for (const Record::Input& input : record.inputs)
    {
        const Probe& probe = input.probe;
        if (probe.kind == Probe::Kind::file && input.stamp.time != 0 && stampOf(probe.subject) == input.stamp)
        {
            continue;
        }
        // Asked again, and recorded again: the fingerprint of the answer is what counts.
        RecordingWorld again(world);
        switch (probe.kind)
        {
            case Probe::Kind::file:
                again.readFile(probe.subject);
                break;
            case Probe::Kind::fileExists:
                again.fileExists(probe.subject);
                break;
            case Probe::Kind::directoryExists:
                again.directoryExists(probe.subject);
                break;
            case Probe::Kind::listing:
                again.listDirectory(probe.subject);
                break;
            case Probe::Kind::variable:
                again.variable(probe.subject);
                break;
            case Probe::Kind::canonicalPath:
                again.canonicalPath(probe.subject);
                break;
        }
        const auto answer = again.probes().find(probe);
        if (answer == again.probes().end() || answer->second != input.fingerprint)
        {
            return false;
        }
    }
    return true;
}

int64_t nowNanoseconds()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

}  // namespace ligature::mkapp
