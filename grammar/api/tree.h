// The syntax tree of an `.api` file (spec/api-and-ifgen.md 1.3, telaf-dialect.md 5): what was written, nothing
// resolved.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "grammar/source.h"

namespace ligature::api
{

/// A plain or scoped identifier as written: `Zone` or `units.Scale`.
struct Name
{
    std::string text;
    Span span;

    /// What stands before the dot; empty for a plain name.
    std::string_view scope() const;
    /// What stands after the dot, or the whole of a plain name.
    std::string_view local() const;
};

/// An integer literal with its sign. Every literal of a tree without errors fits 64 bits, signed or unsigned.
struct Literal
{
    bool negative = false;
    uint64_t magnitude = 0;
    bool isBroken = false;  ///< no number: reported, and what it stands in has no value
    Span span;
};

/// The value of a DEFINE. A `sum` and a `product` hold two operands or more, and one operator fewer.
struct Expression
{
    enum class Kind
    {
        literal,
        text,
        name,
        sum,      ///< operators + and -
        product,  ///< operators * and /
    };
    Kind kind = Kind::literal;
    Span span;
    Literal literal;
    Name name;
    std::string text;  ///< of a string: escapes decoded
    std::vector<Expression> operands;
    std::string operators;  ///< one character each
};

/// The documentation that belongs to a declaration, one string per line, comment marks removed.
using Documentation = std::vector<std::string>;

/// `[maximum]` or the deprecated `[minimum..maximum]`.
struct Bound
{
    Span span;
    Expression maximum;
    bool hasMinimum = false;
};

enum class Direction
{
    in,
    out,
};

struct Parameter
{
    Name type;
    Name name;
    std::optional<Bound> bound;
    Direction direction = Direction::in;
    Span optional;  ///< of the word OPTIONAL; not valid where there is none
    Documentation documentation;
    Span span;
};

struct UseTypes
{
    Name file;  ///< with or without `.api`
};

struct Define
{
    Name name;
    Expression value;
};

struct Element
{
    Name name;
    std::optional<Expression> value;
    Documentation documentation;
};

struct Enumeration
{
    Name name;
    bool isBitmask = false;
    std::vector<Element> elements;
};

struct Reference
{
    Name name;
};

struct Member
{
    Name type;
    Name name;
    std::optional<Bound> bound;
    Documentation documentation;
};

struct Structure
{
    Name name;
    std::vector<Member> members;
};

struct Handler
{
    Name name;
    std::vector<Parameter> parameters;
};

struct Function
{
    Span oneWay;  ///< of the word ONEWAY; not valid where there is none
    std::optional<Name> returnType;
    std::optional<Bound> returnBound;  ///< of a string: `FUNCTION string[20] Name()`
    Name name;
    std::vector<Parameter> parameters;
    std::optional<Literal> id;
};

struct Event
{
    Name name;
    std::vector<Parameter> parameters;
    std::optional<Literal> addId;
    std::optional<Literal> removeId;
};

/// `API_VERSION = n;`, `SERVING_VERSION = n;` or `API_MSG_SIZE = n;`
struct Setting
{
    enum class Kind
    {
        apiVersion,
        servingVersion,
        messageSize,
    };
    Kind kind = Kind::apiVersion;
    Literal value;
};

struct Declaration
{
    std::variant<UseTypes, Setting, Define, Enumeration, Reference, Structure, Handler, Function, Event> what;
    Span span;  ///< from the keyword to the semicolon
    Documentation documentation;
};

struct Tree
{
    std::string path;  ///< canonical
    FileId file = kNoFile;
    std::vector<Documentation> fileComments;
    std::vector<Declaration> declarations;
    /// Keywords and names of declarations that could not be read. Their use, or their lack, is not a second mistake.
    std::vector<std::string> broken;
};

}  // namespace ligature::api
