// `ipctrace` at work: follows what was asked for, apps that come later too, until it has seen enough or is told to end.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "runtime/tools/ipctrace/listener.h"
#include "runtime/tools/ipctrace/output.h"
#include "runtime/tools/ipctrace/process_names.h"

namespace ligature::ipctrace
{

struct Wishes
{
    std::set<std::string> apps;  ///< empty: all
    std::string interface;       ///< by its name in the program or that of the .api file; empty: all
    bool json = false;
    uint64_t count = 0;  ///< of messages; 0: no limit
};

class Following
{
public:
    Following(formats::TargetLayout layout, Wishes wishes);

    /// Prints to standard output until `count` is reached, `signals` (a signalfd) is readable or standard output is
    /// closed. Throws std::runtime_error for what cannot be followed at the start and when nothing can be written; what
    /// goes wrong otherwise is told on standard error. Returns the exit status.
    int run(int signals);

private:
    void start();
    void lookAround();
    void follow(const Source& source);
    bool isEnough() const { return wishes_.count != 0 && shown_ >= wishes_.count; }
    void receive();
    void tellOfShortage(const std::string& app);
    void tellOfFullness(const std::string& app);
    Written showUntil(uint64_t end, int signals);
    void add(const Seen& seen, uint64_t clockOffset);
    void countBad(const Listener& listener) { bad_ += listener.badRecords(); }

    formats::TargetLayout layout_;
    Wishes wishes_;
    ProcessNames names_;
    std::map<std::string, std::unique_ptr<Listener>> listeners_;
    std::set<std::string> refused_;  ///< told about already
    bool hasToldOfShortage_ = false;
    std::set<std::string> full_;  ///< told about already
    std::vector<Seen> records_;   ///< not shown yet
    std::string text_;            ///< lines not written yet
    uint64_t shown_ = 0;
    uint64_t lost_ = 0;
    uint64_t bad_ = 0;
};

}  // namespace ligature::ipctrace
