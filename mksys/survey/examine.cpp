#include "mksys/survey/examine.h"

#include <optional>
#include <set>

#include <fmt/format.h>

#include "grammar/api/read.h"
#include "mkapp/codes.h"
#include "mkapp/generator.h"
#include "mkapp/toolchain.h"
#include "mksys/modeller.h"
#include "mksys/survey/build.h"

namespace ligature::survey
{

namespace
{

std::string placeOf(const Diagnostic& diagnostic, const SourceMap& sources, const Settings& settings)
{
    if (!diagnostic.span.valid())
    {
        return "";
    }
    std::string path = sources.path(diagnostic.span.file);
    if (path.starts_with(settings.folder + "/"))
    {
        path.erase(0, settings.folder.size() + 1);
    }
    const LineColumn place = sources.locate(diagnostic.span.file, diagnostic.span.begin);
    return fmt::format("{}:{}:{}", path, place.line, place.column);
}

/// The message without the names in it: what makes two reasons the same.
std::string kindOfMessage(const std::string& message)
{
    std::string kind;
    bool quoted = false;
    for (const char c : message)
    {
        if (c == '\'')
        {
            quoted = !quoted;
            kind += quoted ? "'...'" : "";
        }
        else if (!quoted)
        {
            kind += c;
        }
    }
    return kind;
}

/// The errors there are, each kind once.
std::vector<Reason> reasonsOf(const Diagnostics& diagnostics, const SourceMap& sources, const Settings& settings)
{
    std::vector<Reason> reasons;
    std::set<std::string> seen;
    for (const Diagnostic& diagnostic : diagnostics.list())
    {
        const std::string kind = kindOfMessage(diagnostic.message);
        if (diagnostic.severity == Severity::error && seen.insert(diagnostic.code->id + kind).second)
        {
            reasons.push_back({diagnostic.code->id, kind, diagnostic.message, placeOf(diagnostic, sources, settings)});
        }
    }
    return reasons;
}

mkapp::Options optionsFor(const FoundFile& file, const Settings& settings)
{
    mkapp::Options options;
    options.interfaceSearch = settings.interfaceSearch;
    options.sourceSearch = settings.sourceSearch;
    options.target = settings.target;
    switch (file.kind)
    {
        case Kind::adef:
            options.tool = mkapp::Tool::mkapp;
            options.items = {file.path};
            break;
        case Kind::sdef:
            options.tool = mkapp::Tool::mksys;
            options.items = {file.path};
            break;
        default:
            options.tool = mkapp::Tool::mkcomp;
            options.items = {directoryOf(file.path)};
            break;
    }
    return options;
}

/// Stage "parse" alone, with variables as the tool has them.
void parse(const FoundFile& file, mkapp::Generation& generation)
{
    definition::ReadContext& read = generation.model().read;
    if (file.kind == Kind::api)
    {
        if (const std::optional<std::string> text = read.world.readFile(file.path))
        {
            api::read(read.sources, read.sources.add(file.path, *text), read.diagnostics);
        }
        return;
    }
    definition::read(read, file.path, *definition::kindOf(file.path));
}

/// Stages "model" and "check"; `modelled` is told whether the first was clean.
void modelAndCheck(const FoundFile& file, mkapp::Generation& generation, bool& modelled)
{
    mkapp::ModelContext& model = generation.model();
    const auto clean = [&] { return !generation.diagnostics().hasErrors(); };
    switch (file.kind)
    {
        case Kind::api:
            modelled = model.apis.load(file.path) != nullptr;
            break;
        case Kind::cdef:
            modelled = mkapp::modelComponent(model, directoryOf(file.path), {}, {}) != nullptr && clean();
            break;
        case Kind::adef:
            if (const auto app = mkapp::modelApp(model, file.path); app && clean())
            {
                modelled = true;
                mkapp::checkApp(*app, generation.diagnostics(), true);
            }
            break;
        case Kind::sdef:
            if (const auto system = mksys::modelSystem(model, file.path); system && clean())
            {
                modelled = true;
                mksys::checkSystem(*system, generation.diagnostics());
            }
            break;
        case Kind::mdef:
            generation.diagnostics().error(mkapp::codes::kNotSupported, {}, "kernel modules are not supported yet");
            break;
    }
}

}  // namespace

FileResult examine(const FoundFile& file, const Settings& settings)
{
    FileResult result;
    result.kind = file.kind;
    result.path = file.relative;
    const mkapp::Options options = optionsFor(file, settings);
    const auto failed = [&](mkapp::Generation& generation)
    {
        result.reasons = reasonsOf(generation.diagnostics(), generation.sources(), settings);
        for (Reason& reason : result.reasons)
        {
            reason.place = reason.place.empty() ? file.relative : reason.place;
        }
        return result;
    };

    mkapp::Generation alone(options, settings.currentDirectory);
    parse(file, alone);
    if (alone.diagnostics().hasErrors())
    {
        return failed(alone);
    }
    result.passed = static_cast<int>(Stage::model);

    // A fresh start: reading again must not see the variables that the first reading has set.
    mkapp::Generation whole(options, settings.currentDirectory);
    bool modelled = false;
    modelAndCheck(file, whole, modelled);
    if (modelled)
    {
        result.passed = static_cast<int>(Stage::check);
    }
    if (!modelled || whole.diagnostics().hasErrors())
    {
        return failed(whole);
    }
    result.passed = static_cast<int>(Stage::build);

    if (settings.build)
    {
        if (std::optional<Reason> reason = build(file, settings))
        {
            result.reasons = {*reason};
        }
        else
        {
            result.passed = kStages;
        }
    }
    return result;
}

}  // namespace ligature::survey
