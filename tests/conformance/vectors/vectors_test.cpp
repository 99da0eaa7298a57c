// Runs every vector: an in-memory project with component `c` (source a.c) and interface files foo.api and bar.api, to
// which the vector's files are added.
//
// Vectors that other stages answer and that are not here:
//   18          the version suffix comes from the command line
//   22          file modes are decided when a pack is planned
//   52          the quoting of build commands belongs to the build plan
//   59 63 64    preloaded apps and kernel modules are refused as not supported yet
//   62 72       the formats of configuration and packs are our own
//   70 71       command lines and target definitions
//   73 74 75    what is rebuilt when
//   76          a survey of a large code base
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "grammar/world.h"
#include "tests/conformance/vectors/vectors.h"

namespace ligature::test
{

const mkapp::Component* Outcome::component(const std::string& name) const
{
    const auto found = std::ranges::find(app->components, name, &mkapp::Component::name);
    return found != app->components.end() ? *found : nullptr;
}

const mkapp::ClientInstance& Outcome::client(const std::string& executable) const
{
    const auto found = std::ranges::find(app->executables, executable, &mkapp::Executable::name);
    return found->instances.back().clients.front();
}

namespace
{

std::vector<std::string> linesOf(const Diagnostics& diagnostics, const SourceMap& sources)
{
    std::vector<std::string> lines;
    for (const Diagnostic& one : diagnostics.sorted())
    {
        const char* severity = one.severity == Severity::error ? "error" : "warning";
        if (!one.span.valid())
        {
            lines.push_back(fmt::format("{} {}", severity, one.code->id));
            continue;
        }
        const LineColumn at = sources.locate(one.span.file, one.span.begin);
        const std::string path = sources.path(one.span.file);
        lines.push_back(fmt::format("{}:{}:{} {} {}", path.starts_with("/p/") ? path.substr(3) : path, at.line,
                                    at.column, severity, one.code->id));
    }
    return lines;
}

std::vector<Vector> allVectors()
{
    std::vector<Vector> all = languageVectors();
    for (auto part : {componentVectors(), appVectors(), systemVectors()})
    {
        std::ranges::move(part, std::back_inserter(all));
    }
    return all;
}

class Vectors : public testing::TestWithParam<Vector>
{
};

TEST_P(Vectors, Hold)
{
    const Vector& vector = GetParam();
    SCOPED_TRACE(vector.what);
    MemoryWorld world("/p");
    world.setVariable("HOME", "/home/me");
    world.setVariable("FOO", "");
    world.addFile("c/Component.cdef", "sources: { a.c }");
    world.addFile("c/a.c", "");
    world.addFile("foo.api", "FUNCTION Set(bool on IN);\n");
    world.addFile("bar.api", "FUNCTION Light(uint8 level IN);\n");
    world.addFile("le_cfg.api", "FUNCTION Read();\n");
    world.addFile("le_wdog.api", "FUNCTION Kick();\n");
    bool isSystem = false;
    for (const auto& [path, text] : vector.files)
    {
        world.addFile(path, text);
        isSystem |= path == "s.sdef";
    }
    SourceMap sources;
    Diagnostics diagnostics;
    Variables variables(world);
    ifgen::Library apis(world, sources, diagnostics, {"/p"});
    mkapp::SearchPath search{{"/p"}, {"/p"}, {"/p"}, {"/p"}, {"/p"}};
    mkapp::ComponentSet components;
    mkapp::ModelContext context{
        {world, sources, diagnostics, variables}, apis, search, components, "localhost", "/p/_build"};

    Outcome outcome;
    outcome.variables = &variables;
    std::unique_ptr<mksys::System> system;
    std::unique_ptr<mkapp::App> app;
    if (isSystem)
    {
        system = mksys::modelSystem(context, "s.sdef");
        if (system != nullptr)
        {
            mksys::checkSystem(*system, diagnostics);
        }
        outcome.system = system.get();
    }
    else
    {
        app = mkapp::modelApp(context, "t.adef");
        if (app != nullptr)
        {
            mkapp::checkApp(*app, diagnostics, true);
        }
        outcome.app = app.get();
    }
    EXPECT_EQ(linesOf(diagnostics, sources), vector.said) << renderAll(diagnostics, sources, {false, "/p"});
    if (vector.fact)
    {
        EXPECT_EQ(vector.fact(outcome), vector.expected);
    }
}

INSTANTIATE_TEST_SUITE_P(All, Vectors, testing::ValuesIn(allVectors()),
                         [](const testing::TestParamInfo<Vector>& info)
                         {
                             std::string name = "V" + info.param.number;
                             std::ranges::replace_if(
                                 name, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
                             return name;
                         });

}  // namespace
}  // namespace ligature::test
