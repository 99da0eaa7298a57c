#include "reading.h"

#include <stdexcept>

namespace ligature
{

const definition::Tree* Reading::read(const std::string& path)
{
    tree = definition::read(context, path, definition::kindOf(path).value());
    return tree ? &*tree : nullptr;
}

const definition::Tree* Reading::read(const std::string& path, std::string text)
{
    world.addFile(path, std::move(text));
    return read(path);
}

std::string Reading::errors() const
{
    return renderAll(diagnostics, sources, {false, "/w"});
}

const definition::Section& Reading::section(const std::vector<std::string>& names) const
{
    const std::vector<definition::Section>* sections = &tree.value().sections;
    const definition::Section* found = nullptr;
    for (const std::string& name : names)
    {
        found = nullptr;
        for (const definition::Section& section : *sections)
        {
            if (found == nullptr && section.name.raw == name)
            {
                found = &section;
            }
        }
        if (found == nullptr)
        {
            throw std::runtime_error("no section " + name);
        }
        sections = &found->sections;
    }
    return *found;
}

std::vector<std::string> Reading::values(const std::vector<std::string>& names) const
{
    std::vector<std::string> result;
    for (const definition::Entry& entry : section(names).entries)
    {
        result.push_back(entry.values.at(0).raw);
    }
    return result;
}

std::vector<std::string> rawOf(const std::vector<definition::Word>& words)
{
    std::vector<std::string> result;
    for (const definition::Word& word : words)
    {
        result.push_back(word.raw);
    }
    return result;
}

std::string repeat(const std::string& text, size_t times)
{
    std::string result;
    for (size_t i = 0; i < times; ++i)
    {
        result += text;
    }
    return result;
}

}  // namespace ligature
