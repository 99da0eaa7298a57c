// One mustache template, parsed once and rendered often.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "templates/data.h"

namespace ligature
{

/// Immutable: threads may share it.
class Template
{
public:
    /// Parses. std::runtime_error, with the reason, for text that is not a template, and for the kinds of tags that
    /// our templates do without: partials, other delimiters, names with dots.
    explicit Template(const std::string& text);

    /// Appends the text. Nothing is escaped. A name that the data does not have stands for nothing.
    void render(const TemplateData& data, std::string& text) const;

private:
    struct Step
    {
        enum class Kind
        {
            text,
            variable,
            itself,  ///< `{{.}}`
            section,
            inverted,
        };
        Kind kind;
        TemplateName name{std::string_view()};  ///< of the tag, in names_
        std::string text{};
        uint32_t end = 0;  ///< of a section: the index behind its last step
    };
    using Context = std::vector<const TemplateData*>;

    struct Compiler;
    void render(uint32_t begin, uint32_t end, Context& context, std::string& text) const;

    std::set<std::string> names_;  // stays where it is when the template is moved
    std::vector<Step> steps_;
};

}  // namespace ligature
