// The record of a generation: everything it looked at and everything it wrote. While nothing of that has changed, the
// build files are as they should be and nothing needs to be read, modelled or written.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "grammar/world.h"

namespace ligature::mkapp
{

/// Size and time of a file: when both are the same, so is the content.
struct FileStamp
{
    int64_t size = -1;  ///< -1: there is no file
    int64_t time = 0;   ///< nanoseconds since 1970; 0: not to be trusted
    bool operator==(const FileStamp&) const = default;
};

FileStamp stampOf(const std::string& path);

struct Record
{
    struct Input
    {
        Probe probe;
        std::string fingerprint;  ///< as RecordingWorld gives it
        FileStamp stamp;          ///< of Probe::Kind::file
    };
    struct Output
    {
        std::string path;
        FileStamp stamp;
    };
    std::vector<std::string> command;  ///< tool, arguments, current directory
    std::vector<Input> inputs;
    std::vector<Output> outputs;
};

/// Where the record of a work directory is.
std::string recordPath(const std::string& workDirectory);

/// What tells two command lines apart.
std::vector<std::string> commandOf(int argc, const char* const* argv, const std::string& currentDirectory);

/// The record of a run that began at `began` (nanoseconds since 1970). Files that changed since then, or so shortly
/// before that their time cannot tell, get a stamp that is not trusted: their content is compared the next time.
Record makeRecord(std::vector<std::string> command, const std::map<Probe, std::string>& probes,
                  const std::vector<std::string>& outputs, int64_t began);

std::string recordText(const Record& record);
/// Nothing if the text is not what recordText() makes.
std::optional<Record> readRecord(const std::string& text);

/// Whether everything is as it was. Looks at the disk and the environment only as far as the record says.
bool isUpToDate(const Record& record, const std::vector<std::string>& command, World& world);

int64_t nowNanoseconds();

}  // namespace ligature::mkapp
