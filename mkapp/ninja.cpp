#include "mkapp/ninja.h"

#include <map>

#include "mkapp/planner.h"
#include "mkapp/words.h"

namespace ligature::mkapp
{
namespace
{

const char* ruleName(Rule rule)
{
    switch (rule)
    {
        case Rule::compileC:
            return "compileC";
        case Rule::compileCxx:
            return "compileCxx";
        case Rule::linkC:
            return "linkC";
        case Rule::linkCxx:
            return "linkCxx";
        case Rule::packApp:
            return "packApp";
        case Rule::packSystem:
            return "packSystem";
    }
    return "";
}

constexpr const char* kRules = R"(
rule compileC
  command = $cc $cflags $flags $words -MMD -MF $out.d -c $in -o $out
  description = compile $out
  depfile = $out.d
  deps = gcc

rule compileCxx
  command = $cxx $cxxflags $flags $words -MMD -MF $out.d -c $in -o $out
  description = compile $out
  depfile = $out.d
  deps = gcc

rule linkC
  command = $cc $ldflags $words -o $out $in $tail
  description = link $out

rule linkCxx
  command = $cxx $ldflags $words -o $out $in $tail
  description = link $out

rule packApp
  command = $packtool $in $out
  description = pack $out
  restat = 1

rule packSystem
  command = $packtool $in $out
  description = pack $out
  restat = 1
)";

class Writer
{
public:
    explicit Writer(const std::string& workDirectory)
        : pathPrefix_(escapeNinjaPath(workDirectory) + "/"), valuePrefix_(escapeNinjaValue(workDirectory))
    {
        // Inside quotes a variable would stand for text that is quoted already.
        valuePrefixUsable_ = quoteForShell(workDirectory) == workDirectory;
    }

    void variable(const char* indent, const std::string& name, const std::vector<std::string>& words)
    {
        text += indent;
        text += name;
        text += " =";
        for (const std::string& word : words)
        {
            text += ' ';
            text += shorten(escapeNinjaValue(quoteForShell(word)));
        }
        text += '\n';
    }

    void path(const std::string& path)
    {
        text += ' ';
        const std::string escaped = escapeNinjaPath(path);
        if (escaped.starts_with(pathPrefix_))
        {
            text += "$w/";
            text.append(escaped, pathPrefix_.size());
        }
        else
        {
            text += escaped;
        }
    }

    std::string text;

private:
    /// Puts `$w` in place of the work directory in a word that is a path or tells the compiler where to look. Other
    /// words, such as paths that a program shall remember, stay absolute.
    std::string shorten(std::string word) const
    {
        const size_t at = word.starts_with("-I") || word.starts_with("-L") ? 2 : 0;
        const size_t end = at + valuePrefix_.size();
        if (valuePrefixUsable_ && word.compare(at, valuePrefix_.size(), valuePrefix_) == 0 &&
            (end == word.size() || word[end] == '/'))
        {
            word.replace(at, valuePrefix_.size(), "$w");
        }
        return word;
    }

    std::string pathPrefix_;
    std::string valuePrefix_;
    bool valuePrefixUsable_ = false;
};

void writeEdge(Writer& out, const Edge& edge)
{
    out.text += "\nbuild";
    out.path(edge.output);
    out.text += ": ";
    out.text += ruleName(edge.rule);
    for (const std::string& input : edge.inputs)
    {
        out.path(input);
    }
    if (!edge.implicit.empty())
    {
        out.text += " |";
        for (const std::string& input : edge.implicit)
        {
            out.path(input);
        }
    }
    out.text += '\n';
    if (!edge.flags.empty())
    {
        out.text += "  flags = ${" + edge.flags + "}\n";
    }
    if (!edge.words.empty())
    {
        out.variable("  ", "words", edge.words);
    }
    if (!edge.tail.empty())
    {
        out.variable("  ", "tail", edge.tail);
    }
}

std::string jsonString(const std::string& text)
{
    static constexpr char kHex[] = "0123456789abcdef";
    std::string result = "\"";
    for (const char c : text)
    {
        if (c == '"' || c == '\\')
        {
            result += '\\';
            result += c;
        }
        else if (static_cast<unsigned char>(c) < 0x20)
        {
            result += "\\u00";
            result += kHex[static_cast<unsigned char>(c) >> 4];
            result += kHex[static_cast<unsigned char>(c) & 15];
        }
        else
        {
            result += c;
        }
    }
    return result + '"';
}

}  // namespace

std::string ninjaText(const Plan& plan)
{
    Writer out(plan.workDirectory);
    out.text = "# Written by Ligature for the definition files of this build; changes are lost.\n";
    out.text += "ninja_required_version = 1.10\n";
    out.text += "w = " + escapeNinjaValue(shortestPath(plan.workDirectory, plan.currentDirectory)) + "\n";
    out.text += "builddir = $w\n\n";
    out.variable("", "cc", plan.tools.cc);
    out.variable("", "cxx", plan.tools.cxx);
    out.variable("", "cflags", plan.tools.cflags);
    out.variable("", "cxxflags", plan.tools.cxxflags);
    out.variable("", "ldflags", plan.tools.ldflags);
    out.variable("", "packtool", {plan.packTool});
    out.text += kRules;
    out.text += '\n';
    for (const FlagSet& set : plan.flagSets)
    {
        out.variable("", set.name, set.words);
    }
    for (const Edge& edge : plan.edges)
    {
        writeEdge(out, edge);
    }
    return std::move(out.text);
}

std::string compileCommandsText(const Plan& plan, const std::string& directory)
{
    std::map<std::string, const FlagSet*> sets;
    for (const FlagSet& set : plan.flagSets)
    {
        sets[set.name] = &set;
    }
    std::string text = "[";
    for (const Edge& edge : plan.edges)
    {
        if (edge.rule != Rule::compileC && edge.rule != Rule::compileCxx)
        {
            continue;
        }
        const bool isC = edge.rule == Rule::compileC;
        text += text.size() == 1 ? "\n" : ",\n";
        text += "{\"directory\": " + jsonString(directory) + ", \"file\": " + jsonString(edge.inputs.at(0)) +
                ", \"output\": " + jsonString(edge.output) + ", \"arguments\": [";
        bool first = true;
        const auto add = [&](const std::vector<std::string>& words)
        {
            for (const std::string& word : words)
            {
                text += first ? "" : ", ";
                text += jsonString(word);
                first = false;
            }
        };
        add(isC ? plan.tools.cc : plan.tools.cxx);
        add(isC ? plan.tools.cflags : plan.tools.cxxflags);
        if (!edge.flags.empty())
        {
            add(sets.at(edge.flags)->words);
        }
        add(edge.words);
        add({"-c", edge.inputs.at(0), "-o", edge.output});
        text += "]}";
    }
    return text + "\n]\n";
}

}  // namespace ligature::mkapp
