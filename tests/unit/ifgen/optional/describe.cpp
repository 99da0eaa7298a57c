#include "tests/unit/ifgen/optional/describe.h"

#include <fmt/format.h>
#include <unistd.h>

namespace ligature::test
{

std::string describedFile(int fd)
{
    if (fd < 0)
    {
        return fd == -1 ? "-" : "a descriptor that is none";
    }
    char text[40] = "";
    const ssize_t size = read(fd, text, sizeof(text) - 1);
    close(fd);
    return size < 0 ? "not to be read" : described(text);
}

std::string describedStart(const char* name, const uint32_t* timeout, int log, const errand_Point_t* at,
                           const uint8_t* data, size_t dataSize)
{
    return fmt::format("name {} timeout {} log {} at {} data {}", described(name), described(timeout),
                       describedFile(log), described(at), described(data, dataSize));
}

std::string describedValues(const errand_Mode_t* mode, const errand_Days_t* days, const errand_RunnerRef_t* runner,
                            const bool* isLate, const double* speed, const char* letter, const size_t* weight,
                            const le_onoff_t* light, const le_result_t* last, const uint64_t* class_,
                            const errand_Point_t* places, size_t placesSize, const size_t* sizes, size_t sizesSize,
                            const uint64_t* times, size_t timesSize)
{
    const auto number = runner != nullptr ? reinterpret_cast<uintptr_t>(*runner) : 0;
    const std::string one = letter != nullptr ? std::string(1, *letter) : "";
    return fmt::format("mode {} days {} runner {} late {} speed {} letter {} weight {} light {} last {} class {} ",
                       described(mode), described(days), described(runner != nullptr ? &number : nullptr),
                       described(isLate), described(speed), described(letter != nullptr ? one.c_str() : nullptr),
                       described(weight), described(light), described(last), described(class_)) +
           fmt::format("places {} sizes {} times {}", described(places, placesSize), described(sizes, sizesSize),
                       described(times, timesSize));
}

std::string describedReport(const uint32_t* minutes, const char* note, const errand_Point_t* at, const uint16_t* steps,
                            size_t stepsSize, const errand_Mode_t* modes, size_t modesSize, int log)
{
    return fmt::format("minutes {} note {} at {} steps {} modes {} log {}", described(minutes), described(note),
                       described(at), described(steps, stepsSize), described(modes, modesSize), describedFile(log));
}

std::string& lastNote()
{
    static std::string note;
    return note;
}

}  // namespace ligature::test
