// An in-memory project for tests of the model: write files, model an app or a system, look at the model or at exactly
// what a user would read.
#pragma once

#include <memory>
#include <string>

#include "grammar/world.h"
#include "mkapp/modeller.h"

namespace ligature::test
{

/// Files live below /p, which is also the current directory and is searched for interfaces, components and apps.
class Workbench
{
public:
    MemoryWorld world{"/p"};
    SourceMap sources;
    Diagnostics diagnostics;
    Variables variables{world};
    ifgen::Library apis{world, sources, diagnostics, {"/p"}};
    mkapp::SearchPath search{{"/p"}, {"/p"}, {"/p"}, {"/p"}, {"/p"}};
    mkapp::ComponentSet components;
    mkapp::ModelContext context{
        {world, sources, diagnostics, variables}, apis, search, components, "localhost", "/p/_build"};

    Workbench& file(const std::string& path, const std::string& text)
    {
        world.addFile(path, text);
        return *this;
    }

    /// A component with one source file and what else its definition says.
    Workbench& component(const std::string& name, const std::string& rest = "")
    {
        return file(name + "/Component.cdef", "sources: { a.c }\n" + rest).file(name + "/a.c", "");
    }

    /// Models and checks `t.adef`.
    std::unique_ptr<mkapp::App> app(const std::string& text, bool standAlone = true)
    {
        file("t.adef", text);
        auto app = mkapp::modelApp(context, "t.adef");
        if (app != nullptr)
        {
            mkapp::checkApp(*app, diagnostics, standAlone);
        }
        return app;
    }

    /// All diagnostics as printed.
    std::string said() const { return renderAll(diagnostics, sources, {false, "/p"}); }
};

/// An .api file with one function.
inline std::string api(const std::string& function = "Set")
{
    return "FUNCTION " + function + "(bool on IN);\n";
}

}  // namespace ligature::test
