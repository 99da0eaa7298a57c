#include "ifgen/documents.h"

#include "ifgen/json_dump.h"
#include "ifgen/wire.h"

namespace ligature::ifgen
{

namespace
{

std::string memoryReport(const Interface& interface, const std::string& name, const Templates& templates)
{
    TemplateData handlers = TemplateData::array();
    for (const auto& type : interface.types)
    {
        if (type->kind == Type::Kind::handler)
        {
            handlers.push_back({{"name", type->name}, {"report", std::to_string(indicationSize(*type))}});
        }
    }
    TemplateData functions = TemplateData::array();
    for (const Function& function : interface.functions)
    {
        functions.push_back({{"id", std::to_string(function.id)},
                             {"name", function.name},
                             {"request", std::to_string(requestSize(function))},
                             {"answer", function.isOneWay ? "none" : std::to_string(replySize(function))}});
    }
    return templates.render("html/mem_report", {{"name", name},
                                                {"file", fileNameOf(interface.path)},
                                                {"largest", std::to_string(messageSize(interface))},
                                                {"handlers", handlers},
                                                {"functions", functions}});
}

}  // namespace

bool wantsDocuments(const Options& options)
{
    return options.language != "C";
}

bool wantsJson(const Options& options)
{
    return options.language == "Json" && (options.genDump || options.all);
}

std::vector<GeneratedFile> makeDocuments(const Options& options, const Interface& interface, const SourceMap& sources,
                                         const Templates& templates)
{
    const std::string& name = options.namePrefix.empty() ? interface.name : options.namePrefix;
    if (wantsJson(options))
    {
        return {{name + ".json", jsonDump(interface, name, sources)}};
    }
    if (options.language == "Report" && (options.memoryReport || options.all))
    {
        return {{name + "_mem_report.html", memoryReport(interface, name, templates)}};
    }
    return {};
}

}  // namespace ligature::ifgen
