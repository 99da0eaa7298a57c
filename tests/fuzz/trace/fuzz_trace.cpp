// A record as a hostile app may send it: decoded, and shown as both kinds of line, it is one line of printable text.
#include <cstdlib>
#include <string>

#include "runtime/tools/ipctrace/text.h"

namespace
{

using namespace ligature;

void checkLine(const std::string& line)
{
    for (const char c : line)
    {
        if (c < ' ' || c > '~')
        {
            std::abort();
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (auto record = trace::decode(data, size))
    {
        const ipctrace::Seen seen{std::move(*record), "app", 1};
        const uint64_t time = seen.record.time + 1'700'000'000'000'000'000U;
        checkLine(ipctrace::textLine(seen, time, "peer"));
        checkLine(ipctrace::jsonLine(seen, time, ""));
        checkLine(ipctrace::lossTextLine(seen, time));
        checkLine(ipctrace::lossJsonLine(seen, time));
    }
    return 0;
}
