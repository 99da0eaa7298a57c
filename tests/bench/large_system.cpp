#include "tests/bench/large_system.h"

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>

namespace ligature::bench
{

namespace
{

void writeFile(const std::string& path, const std::string& text)
{
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream file(path, std::ios::binary);
    file << text;
    if (!file.flush())
    {
        throw std::runtime_error("cannot write " + path);
    }
}

}  // namespace

std::string interfaceText(int index)
{
    return fmt::format(R"(/**
 * @page service{0} Service {0}
 */

/** The largest name. */
DEFINE NAME_LENGTH = {1};

ENUM State
{{
    IDLE,       ///< Nothing to do
    BUSY,       ///< At work
    FAILED      ///< Needs attention
}};

REFERENCE Job;

STRUCT Progress
{{
    uint32 done;
    uint32 total;
    string stage[NAME_LENGTH];
}};

HANDLER StateHandler(State state, uint32 jobs);

/** The state has changed. */
EVENT StateChange(StateHandler handler);

/** Begins a job. */
FUNCTION Job Begin(string name[NAME_LENGTH] IN, uint8 data[64] IN);

/** Tells how far a job is. */
FUNCTION le_result_t GetProgress(Job job IN, Progress progress OUT);

/** Reads what the job has made. */
FUNCTION le_result_t ReadResult(Job job IN, uint8 result[256] OUT, string note[NAME_LENGTH] OUT);

/** Ends a job. */
FUNCTION End(Job job IN);
)",
                       index, 16 + index % 48);
}

void writeLargeSystem(const std::string& directory, const LargeSystemSize& size)
{
    for (int i = 0; i < size.interfaces; ++i)
    {
        writeFile(fmt::format("{}/interfaces/service{}.api", directory, i), interfaceText(i));
    }

    std::string apps;
    std::string bindings;
    for (int app = 0; app < size.apps; ++app)
    {
        std::string components;
        std::string externs = fmt::format("    service = main.part{}x0.service{}\n", app, app % size.interfaces);
        for (int part = 0; part < size.componentsPerApp; ++part)
        {
            const std::string component = fmt::format("part{}x{}", app, part);
            const int used = (app + part + 1) % size.interfaces;
            std::string definition =
                fmt::format("requires:\n{{\n    api:\n    {{\n        service{}.api\n    }}\n}}\n", used);
            if (part == 0)
            {
                definition += fmt::format("\nprovides:\n{{\n    api:\n    {{\n        service{}.api\n    }}\n}}\n",
                                          app % size.interfaces);
            }
            definition += fmt::format("\nsources:\n{{\n    {}.c\n}}\n", component);
            const std::string folder = fmt::format("{}/apps/app{}/{}", directory, app, component);
            writeFile(folder + "/Component.cdef", definition);
            writeFile(
                fmt::format("{}/{}.c", folder, component),
                "#include \"legato.h\"\n#include \"interfaces.h\"\n\nCOMPONENT_INIT\n{\n    LE_INFO(\"up\");\n}\n");
            components += " " + component;
            externs += fmt::format("    uses{} = main.{}.service{}\n", part, component, used);
            bindings += fmt::format("    app{}.uses{} -> app{}.service\n", app, part, used % size.apps);
        }
        writeFile(
            fmt::format("{}/apps/app{}/app{}.adef", directory, app, app),
            fmt::format(
                "executables:\n{{\n    main = ({} )\n}}\n\nprocesses:\n{{\n    run:\n    {{\n        ( main )\n    }}\n"
                "    faultAction: restart\n}}\n\nextern:\n{{\n{}}}\n",
                components, externs));
        apps += fmt::format("    $CURDIR/apps/app{0}/app{0}\n", app);
    }
    writeFile(
        directory + "/large.sdef",
        fmt::format("interfaceSearch:\n{{\n    $CURDIR/interfaces\n}}\n\napps:\n{{\n{}}}\n\nbindings:\n{{\n{}}}\n",
                    apps, bindings));
}

}  // namespace ligature::bench
