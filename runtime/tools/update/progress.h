// The progress line of `update`.
#pragma once

#include <cstdint>
#include <string>

namespace ligature::update
{

/// One line of at most 80 columns, redrawn in place: "Unpacking package:  42% +++++++++". Drawn on a terminal only, and
/// only when the percentage has changed.
class Progress
{
public:
    /// `visible`: the standard output is a terminal.
    explicit Progress(bool visible) : visible_(visible) {}

    /// `what` is "Unpacking package" or "Applying update"; another `what` begins another line.
    void show(const std::string& what, uint64_t done, uint64_t total);

    /// Ends the line, if one was begun.
    void finish();

private:
    bool visible_;
    std::string what_;
    int percent_ = -1;
};

/// The text of the line, without carriage return.
std::string progressLine(const std::string& what, int percent);

}  // namespace ligature::update
