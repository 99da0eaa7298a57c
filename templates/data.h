// What a template is given: text, yes or no, lists of such, and objects that name them.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ligature
{

/// The name of a field or tag with its hash, so that looking one up compares numbers. The text is not copied.
class TemplateName
{
public:
    /// The name of a field is always written out in the code.
    consteval TemplateName(const char* text) : TemplateName(std::string_view(text)) {}
    /// Text that outlives the name.
    constexpr explicit TemplateName(std::string_view text) : text_(text), hash_(hashOf(text)) {}

    constexpr std::string_view text() const { return text_; }
    constexpr bool operator==(const TemplateName& other) const { return hash_ == other.hash_ && text_ == other.text_; }

private:
    // FNV-1a.
    static constexpr uint32_t hashOf(std::string_view text)
    {
        uint32_t hash = 2166136261U;
        for (char c : text)
        {
            hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
        }
        return hash;
    }

    std::string_view text_;
    uint32_t hash_;
};

/// One value. Made in place as the data of a template is: `{{"name", name}, {"isLast", true}, {"lines", lines}}`.
class TemplateData
{
public:
    struct Field;
    using List = std::vector<TemplateData>;
    using Object = std::vector<Field>;

    TemplateData() = default;  ///< no
    template <std::same_as<bool> Bool>
    TemplateData(Bool yes) : value_(yes)
    {
    }
    TemplateData(std::string text);
    TemplateData(const char* text);
    TemplateData(List list);
    TemplateData(const std::vector<std::string>& lines);
    TemplateData(std::initializer_list<Field> fields);

    static TemplateData array();

    bool isTrue() const { return std::holds_alternative<bool>(value_) && std::get<bool>(value_); }
    /// True for no, and for a list without items: what an inverted section stands for.
    bool empty() const;
    const std::string* text() const { return std::get_if<std::string>(&value_); }
    const List* list() const { return std::get_if<List>(&value_); }

    /// Adds to a list.
    void push_back(TemplateData item);

    /// The field of an object; makes it when there is none.
    TemplateData& operator[](TemplateName name);
    /// The field of an object; nullptr when there is none, or this is no object.
    const TemplateData* find(const TemplateName& name) const;

private:
    std::variant<bool, std::string, List, Object> value_;
};

struct TemplateData::Field
{
    TemplateName name;
    mutable TemplateData value{};  ///< mutable: moved out of the braces it was written in
};

// Here, since what makes a value may have to destroy one: that needs a complete Field.
inline TemplateData::TemplateData(std::string text) : value_(std::move(text)) {}
inline TemplateData::TemplateData(const char* text) : value_(std::string(text)) {}
inline TemplateData::TemplateData(List list) : value_(std::move(list)) {}
inline TemplateData::TemplateData(const std::vector<std::string>& lines) : value_(List(lines.begin(), lines.end())) {}
inline TemplateData TemplateData::array()
{
    return List();
}
inline void TemplateData::push_back(TemplateData item)
{
    std::get<List>(value_).push_back(std::move(item));
}

}  // namespace ligature
