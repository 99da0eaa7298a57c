#include "templates/data.h"

namespace ligature
{

TemplateData::TemplateData(std::initializer_list<Field> fields) : value_(Object())
{
    Object& object = std::get<Object>(value_);
    object.reserve(fields.size());
    for (const Field& field : fields)
    {
        object.push_back({field.name, std::move(field.value)});
    }
}

bool TemplateData::empty() const
{
    if (const List* items = list())
    {
        return items->empty();
    }
    return std::holds_alternative<bool>(value_) && !std::get<bool>(value_);
}

TemplateData& TemplateData::operator[](TemplateName name)
{
    if (const TemplateData* known = find(name))
    {
        return const_cast<TemplateData&>(*known);
    }
    Object& object = std::get<Object>(value_);
    return object.emplace_back(name).value;
}

const TemplateData* TemplateData::find(const TemplateName& name) const
{
    if (const Object* object = std::get_if<Object>(&value_))
    {
        for (const Field& field : *object)
        {
            if (field.name == name)
            {
                return &field.value;
            }
        }
    }
    return nullptr;
}

}  // namespace ligature
