// What a survey finds out about one file. Plain data: it crosses a process boundary as JSON.
#pragma once

#include <string>
#include <vector>

namespace ligature::survey
{

/// The stages a file goes through, in order.
enum class Stage
{
    parse,
    model,
    check,
    build,
};
inline constexpr int kStages = 4;

/// The kinds of files, in the order of the table.
enum class Kind
{
    api,
    cdef,
    adef,
    sdef,
    mdef,
};
inline constexpr int kKinds = 5;

const char* nameOf(Kind kind);
const char* nameOf(Stage stage);

/// Why a file did not get through a stage: one error.
struct Reason
{
    std::string code;     ///< "E0012"; "crash" or "timeout" when the tool itself gave up
    std::string title;    ///< the message without the names in it: what two files have in common
    std::string message;  ///< the whole message of this case
    std::string place;    ///< path:line:column, path relative to the folder surveyed where it lies in it
};

struct FileResult
{
    Kind kind = Kind::api;
    std::string path;             ///< relative to the folder surveyed
    int passed = 0;               ///< number of stages passed
    std::vector<Reason> reasons;  ///< of the first stage that failed; each title at most once
};

}  // namespace ligature::survey
