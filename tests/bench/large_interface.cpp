#include "tests/bench/large_interface.h"

#include <fmt/format.h>

namespace ligature::bench
{

namespace
{

/// The kinds take turns: type 0 is an enumeration, 1 a structure, 2 a reference, 3 a handler, 4 an enumeration...
std::string typeText(int index)
{
    switch (index % 4)
    {
        case 0:
            return fmt::format("ENUM Mode{0}\n{{\n    MODE{0}_OFF,\n    MODE{0}_ON,\n    MODE{0}_BROKEN\n}};\n\n",
                               index);
        case 1:
            return fmt::format(
                "STRUCT Record{0}\n{{\n    uint32 id;\n    double value;\n    string name[NAME_LENGTH];\n}};\n\n",
                index);
        case 2:
            return fmt::format("REFERENCE Object{};\n\n", index);
        default:
            return fmt::format("HANDLER Told{}(Mode{} mode, string text[NAME_LENGTH]);\n\n", index, index - 3);
    }
}

/// Uses the four types that begin with `type`, which is a multiple of four.
std::string functionText(int index, int type)
{
    switch (index % 6)
    {
        case 0:
            return fmt::format("FUNCTION Object{} Open{}(string name[NAME_LENGTH] IN, Mode{} mode IN);\n\n", type + 2,
                               index, type);
        case 1:
            return fmt::format("FUNCTION le_result_t Get{}(Object{} object IN, Record{} record OUT);\n\n", index,
                               type + 2, type + 1);
        case 2:
            return fmt::format("FUNCTION le_result_t Set{}(Object{} object IN, Record{} record IN);\n\n", index,
                               type + 2, type + 1);
        case 3:
            return fmt::format("FUNCTION le_result_t Read{}(Object{} object IN, uint8 data[256] OUT);\n\n", index,
                               type + 2);
        case 4:
            return fmt::format("FUNCTION le_result_t Write{}(uint32 values[32] IN, bool force IN, int64 at IN);\n\n",
                               index);
        default:
            return fmt::format("FUNCTION Watch{}(Object{} object IN, Told{} handler);\n\n", index, type + 2, type + 3);
    }
}

}  // namespace

std::string largeInterface(int functions, int types)
{
    std::string text = "/**\n * @page large A large interface\n */\n\nDEFINE NAME_LENGTH = 64;\n\n";
    for (int i = 0; i < types; ++i)
    {
        text += typeText(i);
    }
    for (int i = 0; i < functions; ++i)
    {
        text += functionText(i, i % (types / 4) * 4);
    }
    return text;
}

}  // namespace ligature::bench
