// The immutable model of an interface (spec/api-and-ifgen.md 1.5 to 1.10). The modeller makes it from a syntax tree
// that passed every check; wire layout and code generation only read it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "grammar/api/tree.h"
#include "grammar/source.h"
#include "ifgen/library.h"

namespace ligature::ifgen
{

using api::Direction;
using api::Documentation;

struct Function;

enum class Basic
{
    uint8,
    uint16,
    uint32,
    uint64,
    int8,
    int16,
    int32,
    int64,
    real,  ///< `double`
    boolean,
    character,  ///< `char`
    size,
    result,  ///< `le_result_t`
    onOff,   ///< `le_onoff_t`
};

/// An integer that holds every value of int64 and uint64.
using Integer = __int128;

struct Element
{
    std::string name;
    Integer value = 0;
    Documentation documentation;
    Span span;
};

struct Type;

/// A typed, named thing: parameter or struct member.
struct Variable
{
    enum class Form
    {
        single,
        array,   ///< up to `bound` elements
        string,  ///< up to `bound` bytes without terminator; `type` is null
        file,    ///< an open file descriptor; `type` is null
    };
    std::string name;
    Form form = Form::single;
    const Type* type = nullptr;
    uint32_t bound = 0;
    Direction direction = Direction::in;  ///< of a member always `in`
    bool isReturned = false;              ///< what a function returns, see Function::parameters
    bool isOptional = false;              ///< IN OPTIONAL: the sender may leave it out; no member, no handler
    size_t place = 0;                     ///< of a file: its number among those of its direction, see wire.h
    Documentation documentation;
    Span span;
};

/// What is known of a structure without going through all that is in it, which can be as much as 2 to the power of its
/// depth.
struct Measure
{
    uint64_t bytes = 0;    ///< the most that a value takes in a message, see wire.h
    uint64_t content = 0;  ///< of these, without what arrays and strings have beside their elements
    size_t depth = 0;      ///< 1, and one more than the deepest structure in it
};

struct Type
{
    enum class Kind
    {
        basic,
        enumeration,
        bitmask,
        reference,
        structure,
        handler,
    };
    Kind kind = Kind::basic;
    std::string name;                  ///< as in the `.api` file
    const Interface* owner = nullptr;  ///< null for a basic type
    Basic basic = Basic::uint8;        ///< of a basic type
    bool isWide = false;               ///< of an enumeration or bitmask: 8 bytes instead of 4
    bool isEventReference = false;     ///< of a reference: made by an EVENT, cannot be named in source
    std::vector<Element> elements;     ///< of an enumeration or bitmask
    std::vector<Variable> variables;   ///< members of a structure, parameters of a handler
    Measure measure;                   ///< of a structure
    Documentation documentation;
    Span span;
};

/// The word that declares a type of this kind: "ENUM"; "type" of a basic one.
const char* kindOf(const Type& type);

/// The result of a DEFINE.
struct Definition
{
    std::string name;
    bool isText = false;
    Integer number = 0;
    std::string text;
    Documentation documentation;
    Span span;
};

struct Function
{
    enum class Kind
    {
        plain,
        callback,       ///< has a handler parameter, which is called once at most
        addHandler,     ///< of an EVENT
        removeHandler,  ///< of an EVENT
    };
    Kind kind = Kind::plain;
    std::string name;
    bool isOneWay =
        false;  ///< nothing comes back and the client does not wait; always `plain`, with IN parameters alone
    const Type* returnType = nullptr;  ///< null: void
    /// A handler parameter has a type of kind handler. A string that is returned is an OUT parameter, the last one: the
    /// caller says where the text goes.
    std::vector<Variable> parameters;
    uint32_t id = 0;    ///< message number: position, or the number written
    std::string event;  ///< of add and remove: name of the EVENT
    Documentation documentation;
    Span span;

    /// The handler parameter, or null.
    const Variable* handler() const;
    bool hasOutputs() const;
    /// The parameter that stands for a returned string, or null.
    const Variable* returnedString() const;
};

struct Interface
{
    std::string name;  ///< base name
    std::string path;  ///< canonical
    FileId file = kNoFile;
    std::vector<Documentation> fileComments;
    std::vector<const Interface*> imports;  ///< those written, in order, each once
    std::vector<Span> importPlaces;         ///< of each import the name where it is written first
    std::vector<Definition> definitions;
    std::vector<std::unique_ptr<Type>> types;  ///< in order of declaration
    std::vector<Function> functions;           ///< in order of declaration, an EVENT as two
    uint32_t apiVersion = 0;                   ///< 0: none
    uint32_t servingVersion = 0;
    uint32_t messageSize = 0;  ///< API_MSG_SIZE; 0: none
    Span apiVersionPlace;      ///< of each of the three where it is written
    Span servingVersionPlace;
    Span messageSizePlace;

    /// The line in the file (from 1) of a declaration, for comments in generated code.
    std::vector<std::pair<uint32_t, uint32_t>> lines;  ///< offset of a declaration, its line
    uint32_t lineOf(Span span) const;
};

/// The built-in types, found by their `.api` names; null when there is none of that name. `string` and `file` are forms
/// of a variable, not types.
const Type* builtInType(std::string_view name);
std::vector<std::string> builtInTypeNames();

}  // namespace ligature::ifgen
