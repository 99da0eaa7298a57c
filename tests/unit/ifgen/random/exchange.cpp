#include "tests/unit/ifgen/random/exchange.h"

#include <fmt/format.h>

#include "ifgen/c_names.h"

namespace ligature::ifgen
{

namespace
{

class Writer
{
public:
    Writer(const Interface& interface, std::string client, std::mt19937& random)
        : interface_(interface), client_(std::move(client)), random_(random)
    {
    }

    std::string text()
    {
        for (const auto& type : interface_.types)
        {
            if (type->kind == Type::Kind::structure)
            {
                comparison(*type);
            }
        }
        for (const Function& function : interface_.functions)
        {
            exchange(function);
        }
        return text_ + fmt::format(
                           "int exchange_{}(void)\n{{\n    int bad = 0;\n    {}_ConnectService();\n{}"
                           "    {}_DisconnectService();\n    return bad;\n}}\n",
                           interface_.name, client_, calls_, client_);
    }

private:
    unsigned upTo(unsigned limit) { return random_() % (limit + 1); }

    // An initialiser.
    std::string value(const Type& type)
    {
        switch (type.kind)
        {
            case Type::Kind::basic:
                return number(type.basic);
            case Type::Kind::enumeration:
            case Type::Kind::bitmask:
                return cConstant(interface_, type.elements[random_() % type.elements.size()].name);
            case Type::Kind::reference:
                return fmt::format("({})0x{:x}", cType(type), upTo(3) == 0 ? 0 : random_() | 1U);
            default:
                return structure(type);
        }
    }

    std::string number(Basic basic)
    {
        switch (basic)
        {
            case Basic::uint64:
                return fmt::format("0x{:x}{:08x}ULL", random_(), random_());
            case Basic::int64:
                return fmt::format("-0x{:x}LL", random_());
            case Basic::real:
                return fmt::format("{}.5", random_());
            case Basic::boolean:
            case Basic::onOff:
                return upTo(1) == 1 ? "1" : "0";
            case Basic::result:
                return fmt::format("-{}", upTo(30));
            case Basic::uint32:
            case Basic::size:
                return fmt::format("{}U", random_());
            case Basic::uint16:
                return fmt::format("{}", random_() % 65536);
            case Basic::int16:
            case Basic::int32:
                return fmt::format("-{}", random_() % 32768);
            default:
                return fmt::format("{}", random_() % 128);
        }
    }

    std::string string(uint32_t bound)
    {
        std::string text;
        for (size_t length = random_() % (bound + 1); length > 0; --length)
        {
            text += static_cast<char>('a' + upTo(25));
        }
        return "\"" + text + "\"";
    }

    std::string array(const Type& type, size_t count)
    {
        std::string text;
        for (size_t i = 0; i < count; ++i)
        {
            text += (i == 0 ? "" : ", ") + value(type);
        }
        return "{ " + (count == 0 ? value(type) : text) + " }";
    }

    std::string structure(const Type& type)
    {
        std::string text;
        for (const Variable& member : type.variables)
        {
            const std::string name = cIdentifier(member.name);
            if (member.form == Variable::Form::array)
            {
                const size_t count = random_() % (member.bound + 1);
                if (count > 0)
                {
                    text += fmt::format(".{} = {}, ", name, array(*member.type, count));
                }
                text += fmt::format(".{}Count = {}, ", member.name, count);
            }
            else
            {
                text += fmt::format(".{} = {}, ", name,
                                    member.form == Variable::Form::string ? string(member.bound) : value(*member.type));
            }
        }
        return "{ " + text + "}";
    }

    std::string same(const Type& type, const std::string& left, const std::string& right)
    {
        return type.kind == Type::Kind::structure ? fmt::format("same_{}(&{}, &{})", cType(type), left, right)
                                                  : fmt::format("({} == {})", left, right);
    }

    void comparison(const Type& type)
    {
        text_ +=
            fmt::format("static bool same_{0}(const {0}* a, const {0}* b)\n{{\n    bool is = true;\n", cType(type));
        for (const Variable& member : type.variables)
        {
            const std::string a = "a->" + cIdentifier(member.name);
            const std::string b = "b->" + cIdentifier(member.name);
            if (member.form == Variable::Form::string)
            {
                text_ += fmt::format("    is = is && strcmp({}, {}) == 0;\n", a, b);
            }
            else if (member.form == Variable::Form::single)
            {
                text_ += fmt::format("    is = is && {};\n", same(*member.type, a, b));
            }
            else
            {
                text_ += fmt::format(
                    "    is = is && a->{0}Count == b->{0}Count;\n"
                    "    for (size_t i = 0; is && i < a->{0}Count; ++i) {{ is = {1}; }}\n",
                    member.name, same(*member.type, a + "[i]", b + "[i]"));
            }
        }
        text_ += "    return is;\n}\n";
    }

    // Writes down what is sent as a constant `name`; arrays with `name`Count.
    void constant(const Variable& variable, const std::string& name)
    {
        if (variable.form == Variable::Form::string)
        {
            text_ += fmt::format("static const char {}[] = {};\n", name, string(variable.bound));
        }
        else if (variable.form == Variable::Form::array)
        {
            const size_t count = random_() % (variable.bound + 1);
            text_ += fmt::format("static const {0} {1}[] = {2};\nenum {{ {1}Count = {3} }};\n", cType(*variable.type),
                                 name, array(*variable.type, count), count);
        }
        else
        {
            text_ += fmt::format("static const {} {} = {};\n", cType(*variable.type), name, value(*variable.type));
        }
    }

    // Whether the exchange gives it.
    bool isGiven(const Variable& variable) { return !variable.isOptional || upTo(2) != 0; }

    static std::string isNull(const Variable& variable)
    {
        return variable.form == Variable::Form::string ? cIdentifier(variable.name) + " == NULL"
                                                       : variable.name + "Ptr == NULL";
    }

    // Compares what a receiver of inputs got.
    std::string check(const Variable& variable, const std::string& name, const char* counter, bool isGiven)
    {
        if (!variable.isOptional)
        {
            return check(variable, name, counter);
        }
        if (!isGiven)
        {
            const bool isArray = variable.form == Variable::Form::array;
            return fmt::format("    {} += !({}){};\n", counter, isNull(variable),
                               isArray ? fmt::format(" || {}Size != 0", variable.name) : "");
        }
        const std::string value =
            isOptionalValue(variable)
                ? fmt::format("    {} += !{};\n", counter, same(*variable.type, "*" + variable.name + "Ptr", name))
                : check(variable, name, counter);
        return fmt::format("    if ({}) {{ ++{}; }} else {{\n{}    }}\n", isNull(variable), counter, value);
    }

    std::string check(const Variable& variable, const std::string& name, const char* counter)
    {
        const bool isStructure =
            variable.form == Variable::Form::single && variable.type->kind == Type::Kind::structure;
        switch (variable.form)
        {
            case Variable::Form::string:
                return fmt::format("    {} += strcmp({}, {}) != 0;\n", counter, cIdentifier(variable.name), name);
            case Variable::Form::array:
                return fmt::format(
                    "    {0} += {1}Size != {2}Count;\n"
                    "    for (size_t i = 0; i < {1}Size && i < {2}Count; ++i) {{ {0} += !{3}; }}\n",
                    counter, variable.name, name, same(*variable.type, variable.name + "Ptr[i]", name + "[i]"));
            default:
                return fmt::format(
                    "    {} += !{};\n", counter,
                    same(*variable.type, isStructure ? variable.name + "Ptr[0]" : cIdentifier(variable.name), name));
        }
    }

    std::string give(const Variable& variable, const std::string& name, bool isGiven)
    {
        if (!isGiven)
        {
            return variable.form == Variable::Form::array ? "NULL, 0" : "NULL";
        }
        if (isOptionalValue(variable))
        {
            return "&" + name;
        }
        switch (variable.form)
        {
            case Variable::Form::string:
                return name;
            case Variable::Form::array:
                return fmt::format("{0}, {0}Count", name);
            default:
                return (variable.type->kind == Type::Kind::structure ? "&" : "") + name;
        }
    }

    static std::string declarations(const std::vector<CParameter>& parameters)
    {
        std::string text;
        for (const CParameter& parameter : parameters)
        {
            text += (text.empty() ? "" : ", ") + parameter.declaration;
        }
        return text.empty() ? "void" : text;
    }

    void handler(const Function& function, const std::string& stem, std::string& told)
    {
        const Type& type = *function.handler()->type;
        std::string body;
        for (const Variable& variable : type.variables)
        {
            const std::string name = stem + "_told_" + variable.name;
            constant(variable, name);
            const bool given = isGiven(variable);
            body += check(variable, name, "Told", given);
            told += give(variable, name, given) + ", ";
        }
        text_ += fmt::format("static void {}_handler({})\n{{\n    ++Calls;\n{}    Told += contextPtr != &Told;\n}}\n",
                             stem, declarations(cHandlerParameters(type.variables)), body);
    }

    void exchange(const Function& function)
    {
        const std::string stem = interface_.name + "_" + function.name;
        if (function.kind == Function::Kind::removeHandler)
        {
            text_ += fmt::format("void {}({})\n{{\n    Bad += handlerRef != ({})&Bad;\n    ++Removed;\n}}\n", stem,
                                 declarations(cParameters(function)), cType(*function.parameters[0].type));
            return;
        }
        std::string told;
        if (function.handler() != nullptr)
        {
            handler(function, stem, told);
        }
        std::string serve;
        std::string before;
        std::string after;
        std::string arguments;
        for (const Variable& parameter : function.parameters)
        {
            const std::string name = stem + "_" + parameter.name;
            if (!arguments.empty())
            {
                arguments += ", ";
            }
            if (parameter.type != nullptr && parameter.type->kind == Type::Kind::handler)
            {
                arguments += stem + "_handler, &Told";
                serve += fmt::format("    {}Ptr({}contextPtr);\n", parameter.name, told);
                continue;
            }
            constant(parameter, name);
            if (parameter.direction == Direction::in)
            {
                const bool given = isGiven(parameter);
                serve += check(parameter, name, "Bad", given);
                arguments += give(parameter, name, given);
                continue;
            }
            output(parameter, name, serve, before, after, arguments);
        }
        const bool isAdder = function.kind == Function::Kind::addHandler;
        const std::string returned = cReturnType(function);
        if (isAdder)
        {
            serve += fmt::format("    return ({})&Bad;\n", returned);
        }
        else if (function.returnType != nullptr)
        {
            text_ += fmt::format("static const {} {}_result = {};\n", returned, stem, value(*function.returnType));
            serve += fmt::format("    return {}_result;\n", stem);
        }
        if (function.isOneWay)
        {
            serve += "    ++Calls;\n";
        }
        text_ += fmt::format("{} {}({})\n{{\n{}}}\n", returned, stem, declarations(cParameters(function)), serve);

        calls_ += "    {\n    Bad = Told = Calls = Removed = 0;\n" + before;
        calls_ += fmt::format("    {}{}_{}({});\n", returned == "void" ? "" : returned + " result = ", client_,
                              function.name, arguments);
        calls_ += after + "    deliver();\n";
        if (isAdder)
        {
            calls_ +=
                fmt::format("    {}_Remove{}Handler(result);\n    Bad += Removed != 1;\n", client_, function.event);
        }
        else if (function.returnType != nullptr)
        {
            calls_ += fmt::format("    Bad += !{};\n", same(*function.returnType, "result", stem + "_result"));
        }
        calls_ += fmt::format("    Bad += Told + (Calls != {});\n",
                              function.handler() != nullptr || function.isOneWay ? 1 : 0);
        calls_ += fmt::format("    if (Bad != 0) {{ printf(\"{}: %d\\n\", Bad); }}\n    bad += Bad;\n    }}\n", stem);
    }

    void output(const Variable& parameter, const std::string& name, std::string& serve, std::string& before,
                std::string& after, std::string& arguments)
    {
        const bool isWanted = upTo(4) != 0;
        const std::string& p = parameter.name;
        switch (parameter.form)
        {
            case Variable::Form::string:
                serve += isWanted ? fmt::format("    Bad += {0}Size != {1} + 1;\n    strcpy({0}, {2});\n", p,
                                                parameter.bound, name)
                                  : fmt::format("    Bad += {} != NULL;\n", p);
                before += isWanted ? fmt::format("    char {}[{}];\n", p, parameter.bound + 1) : "";
                after += isWanted ? fmt::format("    Bad += strcmp({}, {}) != 0;\n", p, name) : "";
                arguments += isWanted ? fmt::format("{0}, sizeof({0})", p) : "NULL, 0";
                break;
            case Variable::Form::array:
                serve += isWanted ? fmt::format(
                                        "    Bad += *{0}SizePtr != {1};\n"
                                        "    for (size_t i = 0; i < {2}Count; ++i) {{ {0}Ptr[i] = {2}[i]; }}\n"
                                        "    *{0}SizePtr = {2}Count;\n",
                                        p, parameter.bound, name)
                                  : fmt::format("    Bad += {0}Ptr != NULL || {0}SizePtr != NULL;\n", p);
                before += isWanted ? fmt::format("    {0} {1}[{2} + 1];\n    size_t {1}Size = {2};\n",
                                                 cType(*parameter.type), p, parameter.bound)
                                   : "";
                after += isWanted ? fmt::format(
                                        "    Bad += {0}Size != {1}Count;\n"
                                        "    for (size_t i = 0; i < {0}Size && i < {1}Count; ++i) {{ Bad += !{2}; }}\n",
                                        p, name, same(*parameter.type, p + "[i]", name + "[i]"))
                                  : "";
                arguments += isWanted ? fmt::format("{0}, &{0}Size", p) : "NULL, NULL";
                break;
            default:
                serve += isWanted ? fmt::format("    *{}Ptr = {};\n", p, name)
                                  : fmt::format("    Bad += {}Ptr != NULL;\n", p);
                before += isWanted ? fmt::format("    {} {};\n", cType(*parameter.type), p) : "";
                after += isWanted ? fmt::format("    Bad += !{};\n", same(*parameter.type, p, name)) : "";
                arguments += isWanted ? "&" + p : "NULL";
                break;
        }
    }

    const Interface& interface_;
    std::string client_;
    std::mt19937& random_;
    std::string text_;
    std::string calls_;
};

}  // namespace

std::string exchangeCode(const Interface& interface, const std::string& client, std::mt19937& random)
{
    return Writer(interface, client, random).text();
}

}  // namespace ligature::ifgen
