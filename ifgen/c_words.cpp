// Words that are no names in C, or not everywhere.
#include <algorithm>
#include <string_view>

#include "ifgen/c_names.h"

namespace ligature::ifgen
{

namespace
{

// Words that cannot be the name of a parameter or a member in C or C++17, and those that C++ has set aside; words that
// legato.h, or the compiler by itself, has as macros. Sorted.
constexpr std::string_view kReserved[] = {
    "BIT0",
    "BIT1",
    "BIT2",
    "BIT3",
    "BIT4",
    "BIT5",
    "BIT6",
    "BIT7",
    "COMPONENT_INIT",
    "COMPONENT_INIT_NAME",
    "COMPONENT_INIT_ONCE",
    "COMPONENT_INIT_ONCE_NAME",
    "EOF",
    "INFINITY",
    "NAN",
    "NULL",
    "alignas",
    "alignof",
    "and",
    "and_eq",
    "asm",
    "atomic_cancel",
    "atomic_commit",
    "atomic_noexcept",
    "auto",
    "bitand",
    "bitor",
    "bool",
    "break",
    "case",
    "catch",
    "char",
    "char16_t",
    "char32_t",
    "class",
    "co_await",
    "co_return",
    "co_yield",
    "compl",
    "concept",
    "const",
    "const_cast",
    "constexpr",
    "continue",
    "decltype",
    "default",
    "delete",
    "do",
    "double",
    "dynamic_cast",
    "else",
    "enum",
    "errno",
    "explicit",
    "export",
    "extern",
    "false",
    "float",
    "for",
    "friend",
    "goto",
    "i386",
    "if",
    "import",
    "inline",
    "int",
    "linux",
    "long",
    "module",
    "mutable",
    "namespace",
    "new",
    "noexcept",
    "not",
    "not_eq",
    "nullptr",
    "operator",
    "or",
    "or_eq",
    "private",
    "protected",
    "public",
    "register",
    "reinterpret_cast",
    "requires",
    "restrict",
    "return",
    "short",
    "signed",
    "sizeof",
    "st_atime",
    "st_ctime",
    "st_mtime",
    "static",
    "static_assert",
    "static_cast",
    "struct",
    "switch",
    "synchronized",
    "template",
    "this",
    "thread_local",
    "throw",
    "true",
    "try",
    "typedef",
    "typeid",
    "typename",
    "typeof",
    "union",
    "unix",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "wchar_t",
    "while",
    "xor",
    "xor_eq",
};

// What the code around parameters needs under its name. Sorted.
constexpr std::string_view kNeeded[] = {
    "int16_t",  "int32_t",  "int64_t",  "int8_t",  "memset",    "size_t",
    "uint16_t", "uint32_t", "uint64_t", "uint8_t", "uintptr_t",
};

}  // namespace

std::string cMember(const std::string& name)
{
    bool isReserved = std::binary_search(std::begin(kReserved), std::end(kReserved), name);
    return isReserved ? "_" + name : name;
}

std::string cIdentifier(const std::string& name)
{
    bool isNeeded = std::binary_search(std::begin(kNeeded), std::end(kNeeded), name);
    return isNeeded ? "_" + name : cMember(name);
}

}  // namespace ligature::ifgen
