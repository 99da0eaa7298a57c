// The identity of a protocol: a hash over what decides whether two sides understand each other, or its versions.
#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "ifgen/library.h"
#include "ifgen/model.h"
#include "ifgen/wire.h"
#include "runtime/formats/protocol_versions.h"

namespace ligature::ifgen
{

namespace
{

// A new number for each change of the encoding in wire.h.
constexpr int kWireVersion = 1;

// Pointers to the items of a list in the order of a member: where they stand in the file tells the two sides nothing.
template <typename Item, typename Member>
std::vector<const Item*> sortedBy(Member Item::*member, const std::vector<Item>& list)
{
    std::vector<const Item*> sorted;
    sorted.reserve(list.size());
    for (const Item& item : list)
    {
        sorted.push_back(&item);
    }
    std::stable_sort(sorted.begin(), sorted.end(),
                     [member](const Item* left, const Item* right) { return left->*member < right->*member; });
    return sorted;
}

// Writes the meaning of an interface as text. A named type is written out where it is first used; parameter names,
// comments, layout and definitions are not written, since the bytes do not depend on them.
class Meaning
{
public:
    explicit Meaning(const Interface& interface);
    const std::string& text() const { return text_; }

private:
    void write(const Function& function);
    void write(const Type& type);
    void write(const std::vector<Variable>& list);

    std::string text_;
    // By name: a file may be reached as several copies, which declare the same.
    std::map<std::tuple<std::string, std::string, bool>, size_t> written_;
};

Meaning::Meaning(const Interface& interface)
{
    text_ = fmt::format("ligature wire {}\n", kWireVersion);
    for (const Function* function : sortedBy(&Function::id, interface.functions))
    {
        write(*function);
    }
    text_ += fmt::format("size {}\n", messageSize(interface));
}

void Meaning::write(const Function& function)
{
    text_ += fmt::format("function {} {} {} {}", function.id, static_cast<int>(function.kind), function.name,
                         function.isOneWay ? "oneway " : "");
    if (function.returnType != nullptr)
    {
        write(*function.returnType);
    }
    text_ += '(';
    write(function.parameters);
    text_ += ")\n";
}

void Meaning::write(const std::vector<Variable>& list)
{
    for (const Variable& variable : list)
    {
        text_ += variable.direction == Direction::in ? "in " : "out ";
        text_ += variable.isOptional ? "optional " : "";
        switch (variable.form)
        {
            case Variable::Form::single:
                write(*variable.type);
                break;
            case Variable::Form::array:
                write(*variable.type);
                text_ += fmt::format("[{}]", variable.bound);
                break;
            case Variable::Form::string:
                text_ += fmt::format("string[{}]", variable.bound);
                break;
            case Variable::Form::file:
                text_ += "file";
                break;
        }
        text_ += ',';
    }
}

void Meaning::write(const Type& type)
{
    text_ += type.name;
    if (type.kind == Type::Kind::basic)
    {
        return;
    }
    // Types of two files can have one name: the number tells them apart.
    auto [known, isNew] =
        written_.emplace(std::tuple(type.owner->name, type.name, type.isEventReference), written_.size());
    text_ += fmt::format("#{}", known->second);
    if (!isNew)
    {
        return;
    }
    text_ += fmt::format("={}{}{{", static_cast<int>(type.kind), type.isWide ? "wide" : "");
    for (const Element* element : sortedBy(&Element::value, type.elements))
    {
        text_ += fmt::format("{}={}{},", element->name, element->value < 0 ? "-" : "",
                             static_cast<uint64_t>(element->value < 0 ? -element->value : element->value));
    }
    write(type.variables);
    text_ += '}';
}

}  // namespace

formats::VersionRange versionsOf(const Interface& interface)
{
    return {static_cast<uint16_t>(interface.servingVersion), static_cast<uint16_t>(interface.apiVersion)};
}

std::string protocolText(const Interface& interface)
{
    return Meaning(interface).text();
}

std::string meaningId(const Interface& interface)
{
    constexpr size_t kIdBytes = 16;
    const std::string text = protocolText(interface);
    unsigned char hash[kIdBytes];
    crypto_generichash(hash, sizeof(hash), reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr,
                       0);
    std::string id;
    for (unsigned char byte : hash)
    {
        id += fmt::format("{:02x}", byte);
    }
    return id;
}

std::string protocolId(const Interface& interface)
{
    return interface.apiVersion != 0 ? formats::versionedProtocolId(interface.name, versionsOf(interface))
                                     : meaningId(interface);
}

}  // namespace ligature::ifgen
