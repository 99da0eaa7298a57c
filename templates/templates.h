// Templates of generated text, and the place the tools are installed in. Templates are logic-less (mustache): what one
// needs is computed in code and handed over as data.
#pragma once

#include <memory>
#include <string>

#include "templates/data.h"

namespace ligature
{

/// The tree a tool belongs to: `<root>/bin/mkapp`, `<root>/libexec/ligature/...`. The build tree has the same shape.
struct InstallTree
{
    std::string root;  ///< absolute

    std::string bin() const { return root + "/bin"; }
    std::string lib() const { return root + "/lib"; }  ///< liblegato.so
    std::string libexec() const { return root + "/libexec/ligature"; }
    std::string include() const { return root + "/include/ligature"; }  ///< legato.h
    std::string templates() const { return root + "/share/ligature/templates"; }
    std::string interfaces() const { return root + "/share/ligature/interfaces"; }  ///< .api files of the framework
    std::string targets() const { return root + "/share/ligature/targets"; }
};

/// The tree of the running program, from /proc/self/exe (`bin/`, `test/` or `libexec/ligature/` cut off).
InstallTree findInstallTree();

/// A folder of templates, each parsed once. Rendering may be done from several threads at once.
class Templates
{
public:
    explicit Templates(std::string directory);
    ~Templates();

    /// Renders `<directory>/<name>.mustache` (see Template). A missing or malformed template is a defect of ours:
    /// std::runtime_error.
    std::string render(const std::string& name, const TemplateData& data) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace ligature
