// A parameter may have any name that the language allows: also one that generated code uses itself.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cctype>
#include <set>

#include "tests/unit/ifgen/compiling.h"

namespace ligature::ifgen
{
namespace
{

// Every kind of function and of parameter, with names of its own in small and in capital letters.
constexpr const char* kUsed = "DEFINE LENGTH = 5; ENUM Scale { KELVIN, lower };\n";
constexpr const char* kFirst = R"(USETYPES units;
DEFINE MOST = 4;
ENUM Mode { SLOW, fast };
BITMASK Alarm { DOOR, heat };
REFERENCE Zone;
STRUCT Box { Mode mode; units.Scale scale; uint8 data[3]; string text[MOST]; };
HANDLER Seen(Box box, units.Scale scales[3], file log);
EVENT Change(Seen handler, Mode mode, uint8 data[9]);
FUNCTION le_result_t Call(Seen done);
FUNCTION Box All(Box box, Box boxes[900], le_onoff_t on, Zone zone, string text[units.LENGTH], file log, size count,
                 Box boxOut OUT, Mode modes[900] OUT, Zone zoneOut OUT, string textOut[9] OUT, file logOut OUT);
FUNCTION string[8] Some(Box box IN OPTIONAL, Mode modes[3] IN OPTIONAL, bool on IN OPTIONAL, uint8 data[2] IN OPTIONAL,
                        string text[3] IN OPTIONAL, file log IN OPTIONAL);
ONEWAY FUNCTION Note(uint8 level);
FUNCTION client();
)";

/// The identifiers in text of C, without those in comments, strings and names of headers.
void collect(const std::string& text, std::set<std::string>& names)
{
    const auto isPart = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
    for (size_t at = 0; at < text.size();)
    {
        const std::string_view rest = std::string_view(text).substr(at);
        if (rest.starts_with("//") || rest.starts_with("#include"))
        {
            at = text.find('\n', at);
        }
        else if (rest.starts_with("/*"))
        {
            at = text.find("*/", at) + 2;
        }
        else if (rest.starts_with("\""))
        {
            at = text.find('"', at + 1) + 1;
        }
        else if (isPart(text[at]))
        {
            size_t end = at;
            for (; isPart(text[end]); ++end)
            {
            }
            names.insert(text.substr(at, end - at));
            at = end;
        }
        else
        {
            ++at;
        }
    }
}

/// The same interface with a function for each of the names, as parameters of different kinds in turn.
std::string probes(const std::set<std::string>& names)
{
    static constexpr const char* kKinds[] = {
        "uint8 {}",     "string {}[4]",     "Box {}[900]",         "Box {}",
        "uint8 {} OUT", "string {}[4] OUT", "Mode {}[900] OUT",    "Box {} OUT",
        "file {}",      "file {} OUT",      "Mode {} IN OPTIONAL", "units.Scale {}[3] IN OPTIONAL"};
    std::string text = kFirst;
    size_t number = 0;
    for (const std::string& name : names)
    {
        const bool isLegal = std::isalpha(static_cast<unsigned char>(name[0])) != 0 && name != "contextPtr";
        if (!isLegal)
        {
            continue;
        }
        for (size_t step : {0, 5})
        {
            const std::string parameter = fmt::format(fmt::runtime(kKinds[(number + step) % std::size(kKinds)]), name);
            text += fmt::format("FUNCTION Box Probe{}(Mode ownFirst, {}, string ownText[5] OUT, Box ownLast OUT);\n",
                                number, parameter);
            ++number;
        }
        text += fmt::format(
            "HANDLER Told{0}(Box {1}, Mode ownModes[3]); EVENT Probe{0}(Mode ownMode, Told{0} {1}, Box ownBox);\n",
            number, name);
    }
    return text;
}

class ParameterNames : public testing::Test, protected Compiling
{
protected:
    void generate(const Interface& interface)
    {
        for (const Interface* used : importClosure(interface))
        {
            writeAll(*used, {}, "", {CFile::common, CFile::interfaceHeader, CFile::serverHeader});
            writeAll(*used, {}, "async/", {CFile::serverHeader});
        }
        writeAll(interface, {}, "",
                 {CFile::common, CFile::interfaceHeader, CFile::serverHeader, CFile::messages, CFile::service,
                  CFile::client, CFile::commonClient, CFile::server, CFile::asyncClientHeader, CFile::asyncClient});
        COptions alias;
        alias.prefix = "other";
        alias.direct = true;
        writeAll(interface, alias, "",
                 {CFile::interfaceHeader, CFile::serverHeader, CFile::service, CFile::client, CFile::server,
                  CFile::asyncClientHeader, CFile::asyncClient});
        COptions async;
        async.async = true;
        writeAll(interface, async, "async/", {CFile::serverHeader, CFile::server});
    }

    std::set<std::string> names_;

private:
    void writeAll(const Interface& interface, const COptions& options, const std::string& folder,
                  std::initializer_list<CFile> files)
    {
        for (CFile file : files)
        {
            collect(write(interface, file, options, folder), names_);
        }
    }
};

TEST_F(ParameterNames, MayBeThoseOfGeneratedCode)
{
    scratch_.write("first/units.api", kUsed);
    scratch_.write("first/lamp.api", kFirst);
    const Interface* first = load(scratch_.path() + "/first/lamp.api");
    ASSERT_NE(first, nullptr);
    generate(*first);
    for (const char* name :
         {"lamp_Call", "lamp_Mode_t", "LAMP_MOST", "LAMP_heat", "OTHER_DOOR", "UNITS_lower", "other_All",
          "le_ipc_Call_t", "LE_OK", "memset", "uint8_t", "ifgen_call_lamp_Call", "lamp_ChangeHandlerRef_t"})
    {
        EXPECT_TRUE(names_.contains(name)) << name;
    }
    // the words of the language are reserved
    for (const char* name : {"IN", "OUT", "ENUM", "STRUCT"})
    {
        names_.erase(name);
    }

    scratch_.write("second/units.api", kUsed);
    scratch_.write("second/lamp.api", probes(names_));
    const Interface* second = load(scratch_.path() + "/second/lamp.api");
    ASSERT_NE(second, nullptr);
    generate(*second);
    for (const char* file : {"lamp_client.c", "lamp_commonclient.c", "lamp_server.c", "lamp_async.c", "other_client.c",
                             "other_server.c", "other_async.c"})
    {
        compile("gcc", "gnu99", file);
    }
    compile("gcc", "gnu99", "async/lamp_server.c", {"-I" + scratch_.path() + "/async"});
    scratch_.write("both.cpp",
                   "#include \"lamp_async.h\"\n#include \"lamp_server.h\"\n#include \"other_async.h\"\n"
                   "#include \"other_server.h\"\n");
    compile("g++", "c++17", "both.cpp");
}

}  // namespace
}  // namespace ligature::ifgen
