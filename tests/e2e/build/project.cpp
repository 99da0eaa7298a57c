#include "tests/e2e/build/project.h"

#include <filesystem>
#include <sstream>
#include <stdexcept>

#include "templates/templates.h"

namespace ligature::test
{

std::string toolDirectory()
{
    return findInstallTree().bin();
}

Project::Project()
{
    write("num.api", "FUNCTION le_result_t Get(uint32 value OUT);\n");
    write("source/Component.cdef",
          "provides:\n{\n    api:\n    {\n        num.api\n    }\n}\nsources:\n{\n    source.c\n}\n"
          "cflags:\n{\n    -DANSWER=42\n}\n");
    write("source/source.c",
          "#include \"legato.h\"\n#include \"interfaces.h\"\n"
          "le_result_t num_Get(uint32_t* valuePtr)\n{\n    *valuePtr = ANSWER;\n    return LE_OK;\n}\n"
          "COMPONENT_INIT\n{\n}\n");
    write("reader/Component.cdef",
          "requires:\n{\n    api:\n    {\n        num.api\n    }\n}\nsources:\n{\n    reader.c\n    more.c\n}\n");
    write(
        "reader/reader.c",
        "#include \"legato.h\"\n#include \"interfaces.h\"\n#include \"more.h\"\n"
        "COMPONENT_INIT\n{\n    uint32_t value = 0;\n    LE_ASSERT(num_Get(&value) == LE_OK);\n    more(value);\n}\n");
    write("reader/more.h", "void more(unsigned value);\n");
    write("reader/more.c",
          "#include \"legato.h\"\n#include \"more.h\"\nvoid more(unsigned value)\n{\n"
          "    LE_INFO(\"%u\", value);\n}\n");
    write("source.adef",
          "executables:\n{\n    serve = ( source )\n}\nprocesses:\n{\n    run:\n    {\n        ( serve )\n    }\n}\n"
          "extern:\n{\n    serve.source.num\n}\n");
    write("reader.adef",
          "#include \"limits.inc\"\n#if file_exists(extra)\nmaxThreads: 3\n#endif\n"
          "version: 1\nexecutables:\n{\n    read = ( reader )\n}\nprocesses:\n{\n    run:\n    {\n        ( read )\n"
          "    }\n}\nbundles:\n{\n    file:\n    {\n        config.txt /\n    }\n    dir:\n    {\n        data /data\n"
          "    }\n}\nextern:\n{\n    read.reader.num\n}\n");
    write("limits.inc", "maxFileSystemBytes: 100K\n");
    write("config.txt", "one\n");
    write("data/a", "a\n");
    write("data/b", "b\n");
    write("dev.sdef", "apps:\n{\n    reader\n    source\n}\nbindings:\n{\n    reader.num -> source.num\n}\n");
}

void Project::replace(const std::string& name, const std::string& from, const std::string& to) const
{
    std::string text = readText(file(name));
    const size_t at = text.find(from);
    if (at == std::string::npos)
    {
        throw std::runtime_error(name + " does not hold '" + from + "'");
    }
    write(name, text.replace(at, from.size(), to));
}

void Project::remove(const std::string& name) const
{
    std::filesystem::remove_all(file(name));
}

Outcome Project::tool(std::vector<std::string> arguments) const
{
    arguments[0] = toolDirectory() + "/" + arguments[0];
    RunOptions options;
    options.directory = path();
    options.timeoutSeconds = 300;
    return run(arguments, options);
}

std::vector<std::string> Project::stepsRun(const std::string& workDirectory) const
{
    std::vector<std::string> steps;
    if (!std::filesystem::exists(file(workDirectory + "/.ninja_log")))
    {
        return steps;
    }
    std::istringstream log(readText(file(workDirectory + "/.ninja_log")));
    for (std::string line; std::getline(log, line);)
    {
        // start, end, restat time, output, hash
        std::istringstream fields(line);
        std::string field;
        for (int i = 0; i < 4; ++i)
        {
            std::getline(fields, field, '\t');
        }
        if (!line.starts_with("#"))
        {
            const std::string prefix = (field.starts_with('/') ? file(workDirectory) : workDirectory) + "/";
            steps.push_back(field.starts_with(prefix) ? field.substr(prefix.size())
                                                      : std::filesystem::path(field).filename().string());
        }
    }
    return steps;
}

std::set<std::string> Project::build() const
{
    const std::string work = "_build_dev/localhost";
    const size_t before = stepsRun(work).size();
    const Outcome outcome = tool({"mksys", "dev.sdef"});
    if (outcome.status != 0)
    {
        throw std::runtime_error("mksys: " + std::to_string(outcome.status) + "\n" + outcome.out + outcome.err);
    }
    const std::vector<std::string> steps = stepsRun(work);
    return {steps.begin() + static_cast<ptrdiff_t>(before), steps.end()};
}

}  // namespace ligature::test
