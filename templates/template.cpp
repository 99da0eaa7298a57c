#include "templates/template.h"

#include <algorithm>
#include <kainjow/mustache.hpp>
#include <stdexcept>

namespace ligature
{

namespace mustache = kainjow::mustache;

namespace
{

using Component = mustache::component<std::string>;

bool isSectionTag(std::string_view line)
{
    size_t first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos)
    {
        return false;
    }
    line.remove_prefix(first);
    line = line.substr(0, line.find_last_not_of(" \t") + 1);
    bool isTag =
        line.starts_with("{{#") || line.starts_with("{{/") || line.starts_with("{{^") || line.starts_with("{{!");
    return isTag && line.find("}}") == line.size() - 2;
}

// A line that holds one tag and nothing else leaves no line in the text: such lines are joined with the next.
std::string withoutTagLines(const std::string& text)
{
    std::string result;
    for (size_t begin = 0; begin < text.size();)
    {
        size_t end = std::min(text.find('\n', begin), text.size());
        std::string_view line = std::string_view(text).substr(begin, end - begin);
        if (isSectionTag(line))
        {
            size_t first = line.find_first_not_of(" \t");
            result += line.substr(first, line.find("}}") + 2 - first);
        }
        else
        {
            result += line;
            if (end < text.size())
            {
                result += '\n';
            }
        }
        begin = end + 1;
    }
    return result;
}

// The library's own way from text to a tree; its renderer would look up every name anew and take each blank on its own.
Component parse(const std::string& text)
{
    mustache::context<std::string> none;
    mustache::context_internal<std::string> state(none);
    Component root;
    std::string mistake;
    mustache::parser<std::string>(text, state, root, mistake);
    if (!mistake.empty())
    {
        throw std::runtime_error(mistake);
    }
    return root;
}

}  // namespace

struct Template::Compiler
{
    Template& result;

    void add(const Component& component)
    {
        using Kind = Step::Kind;
        switch (component.tag.type)
        {
            case mustache::tag_type::text:
                addText(component.text);
                break;
            case mustache::tag_type::variable:
            case mustache::tag_type::unescaped_variable:
                addTag(component.tag.name == "." ? Kind::itself : Kind::variable, component);
                break;
            case mustache::tag_type::section_begin:
                addTag(Kind::section, component);
                break;
            case mustache::tag_type::section_begin_inverted:
                addTag(Kind::inverted, component);
                break;
            case mustache::tag_type::comment:
                break;
            default:
                throw std::runtime_error("a tag of a kind that is not supported: " + component.tag.name);
        }
    }

    void addText(const std::string& text)
    {
        // Not across the begin of a section that is empty so far, or its end: see mayJoin.
        if (mayJoin && result.steps_.back().kind == Step::Kind::text)
        {
            result.steps_.back().text += text;
            return;
        }
        result.steps_.push_back({.kind = Step::Kind::text, .text = text});
        mayJoin = true;
    }

    void addTag(Step::Kind kind, const Component& component)
    {
        const std::string& name = component.tag.name;
        if (kind != Step::Kind::itself && name.find('.') != std::string::npos)
        {
            throw std::runtime_error("a name with a dot is not supported: " + name);
        }
        const size_t place = result.steps_.size();
        result.steps_.push_back({.kind = kind, .name = TemplateName(*result.names_.insert(name).first)});
        mayJoin = false;
        for (const Component& child : component.children)
        {
            add(child);
        }
        result.steps_[place].end = static_cast<uint32_t>(result.steps_.size());
        mayJoin = false;
    }

    bool mayJoin = false;
};

Template::Template(const std::string& text)
{
    Compiler compiler{*this};
    for (const Component& component : parse(withoutTagLines(text)).children)
    {
        compiler.add(component);
    }
}

namespace
{

const TemplateData* lookUp(const TemplateName& name, const std::vector<const TemplateData*>& context)
{
    for (auto place = context.rbegin(); place != context.rend(); ++place)
    {
        if (const TemplateData* found = (*place)->find(name))
        {
            return found;
        }
    }
    return nullptr;
}

}  // namespace

void Template::render(const TemplateData& data, std::string& text) const
{
    Context context = {&data};
    render(0, static_cast<uint32_t>(steps_.size()), context, text);
}

void Template::render(uint32_t begin, uint32_t end, Context& context, std::string& text) const
{
    for (uint32_t i = begin; i < end;)
    {
        const Step& step = steps_[i++];
        if (step.kind == Step::Kind::text)
        {
            text += step.text;
            continue;
        }
        const TemplateData* value = step.kind == Step::Kind::itself ? context.back() : lookUp(step.name, context);
        if (step.kind == Step::Kind::itself || step.kind == Step::Kind::variable)
        {
            if (value != nullptr && value->text() != nullptr)
            {
                text += *value->text();
            }
            continue;
        }
        const bool isEmpty = value == nullptr || value->empty();
        if (step.kind == Step::Kind::inverted)
        {
            if (isEmpty)
            {
                render(i, step.end, context, text);
            }
        }
        else if (!isEmpty)
        {
            const TemplateData::List* items = value->list();
            const TemplateData* first = items != nullptr ? items->data() : value;
            const size_t count = items != nullptr ? items->size() : 1;
            for (const TemplateData* item = first; item != first + count; ++item)
            {
                context.push_back(item);
                render(i, step.end, context, text);
                context.pop_back();
            }
        }
        i = step.end;
    }
}

}  // namespace ligature
