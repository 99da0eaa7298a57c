#include "tests/unit/ifgen/random/random_api.h"

#include <fmt/format.h>

#include <vector>

namespace ligature::ifgen
{

namespace
{

class Writer
{
public:
    explicit Writer(std::mt19937& random) : random_(random) {}

    std::string text()
    {
        for (unsigned i = 0; i < 1 + upTo(3); ++i)
        {
            enumeration(i);
            text_ += fmt::format("REFERENCE R{};\n", i);
            values_.push_back(fmt::format("R{}", i));
        }
        for (unsigned i = 0; i < upTo(4); ++i)
        {
            text_ += fmt::format("STRUCT S{} {{ {} }};\n", i, variables(1 + upTo(5), "; ", Place::member) + ";");
            values_.push_back(fmt::format("S{}", i));
        }
        for (unsigned i = 0; i < 1 + upTo(3); ++i)
        {
            text_ += fmt::format("HANDLER H{}({});\n", i, variables(upTo(5), ", ", Place::input));
            handlers_.push_back(fmt::format("H{}", i));
        }
        for (unsigned i = 0; i < 2 + upTo(6); ++i)
        {
            function(i);
        }
        return text_;
    }

private:
    enum class Place
    {
        member,
        input,
        parameter,  ///< may be an output
    };

    unsigned upTo(unsigned limit) { return random_() % (limit + 1); }
    const std::string& oneOf(const std::vector<std::string>& list) { return list[random_() % list.size()]; }

    void enumeration(unsigned index)
    {
        static const char* const kFirst[] = {"", " = -3", " = 7", " = 0x100000000"};
        static const char* const kFirstBit[] = {"", " = 0", " = 0x10", " = 0x4000000000"};
        text_ += fmt::format("ENUM E{0} {{ E{0}_A{1}, E{0}_B, E{0}_C }};\n", index, kFirst[upTo(3)]);
        text_ += fmt::format("BITMASK B{0} {{ B{0}_A{1}, B{0}_B }};\n", index, kFirstBit[upTo(3)]);
        values_.push_back(fmt::format("E{}", index));
        values_.push_back(fmt::format("B{}", index));
    }

    std::string variable(const std::string& name, Place place)
    {
        static const unsigned kBounds[] = {0, 1, 2, 3, 7, 20, 300};
        const char* direction = place == Place::parameter && upTo(1) == 1 ? " OUT"
                                : place != Place::member && upTo(2) == 0  ? " IN OPTIONAL"
                                                                          : "";
        const unsigned bound = kBounds[upTo(6)];
        switch (upTo(3))
        {
            case 0:
                return fmt::format("string {}[{}]{}", name, bound, direction);
            case 1:
                return fmt::format("{} {}[{}]{}", oneOf(values_), name, std::min(bound, 20U), direction);
            default:
                return fmt::format("{} {}{}", oneOf(values_), name, direction);
        }
    }

    std::string variables(unsigned count, const char* separator, Place place)
    {
        std::string list;
        for (unsigned i = 0; i < count; ++i)
        {
            list += (i == 0 ? "" : separator) + variable(fmt::format("v{}", i), place);
        }
        return list;
    }

    void function(unsigned index)
    {
        const unsigned kind = upTo(5);
        if (kind == 5)
        {
            text_ += fmt::format("ONEWAY FUNCTION F{}({});\n", index, variables(upTo(8), ", ", Place::input));
            return;
        }
        std::string list = variables(upTo(8), ", ", Place::parameter);
        if (kind <= 1)
        {
            list += (list.empty() ? "" : ", ") + oneOf(handlers_) + " handler" + (upTo(1) == 1 ? ", uint8 last" : "");
        }
        const unsigned way = upTo(5);
        const std::string returned = way <= 1   ? ""
                                     : way == 2 ? fmt::format("string[{}] ", upTo(40))
                                                : oneOf(values_) + " ";
        text_ += kind == 0 ? fmt::format("EVENT F{}({});\n", index, list)
                           : fmt::format("FUNCTION {}F{}({});\n", kind == 1 ? "" : returned, index, list);
    }

    std::mt19937& random_;
    std::string text_;
    std::vector<std::string> values_ = {"uint8", "uint16", "uint32", "uint64", "int8",        "int16",      "int32",
                                        "int64", "double", "bool",   "char",   "le_result_t", "le_onoff_t", "size"};
    std::vector<std::string> handlers_;
};

}  // namespace

std::string randomApi(std::mt19937& random)
{
    return Writer(random).text();
}

}  // namespace ligature::ifgen
