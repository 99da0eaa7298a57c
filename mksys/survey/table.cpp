#include "mksys/survey/table.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ligature::survey
{

namespace
{

struct KindCount
{
    int files = 0;
    int passed[kStages] = {};
};

struct ReasonCount
{
    Reason example;
    int count = 0;
    std::map<Kind, int> kinds;
};

Kind kindNamed(const std::string& name)
{
    for (int kind = 0; kind < kKinds; ++kind)
    {
        if (name == nameOf(static_cast<Kind>(kind)))
        {
            return static_cast<Kind>(kind);
        }
    }
    throw std::runtime_error("no kind of file is called " + name);
}

std::map<Kind, KindCount> countKinds(const std::vector<FileResult>& results)
{
    std::map<Kind, KindCount> counts;
    for (const FileResult& result : results)
    {
        KindCount& count = counts[result.kind];
        ++count.files;
        for (int stage = 0; stage < result.passed; ++stage)
        {
            ++count.passed[stage];
        }
    }
    return counts;
}

std::vector<ReasonCount> countReasons(const std::vector<FileResult>& results)
{
    std::map<std::string, ReasonCount> byCode;
    for (const FileResult& result : results)
    {
        for (const Reason& reason : result.reasons)
        {
            ReasonCount& count = byCode[reason.code + reason.title];
            if (count.count++ == 0)
            {
                count.example = reason;
            }
            ++count.kinds[result.kind];
        }
    }
    std::vector<ReasonCount> list;
    list.reserve(byCode.size());
    for (auto& [code, count] : byCode)
    {
        list.push_back(std::move(count));
    }
    std::stable_sort(list.begin(), list.end(),
                     [](const ReasonCount& a, const ReasonCount& b) { return a.count > b.count; });
    return list;
}

}  // namespace

const char* nameOf(Kind kind)
{
    static constexpr const char* kNames[kKinds] = {"api", "cdef", "adef", "sdef", "mdef"};
    return kNames[static_cast<int>(kind)];
}

const char* nameOf(Stage stage)
{
    static constexpr const char* kNames[kStages] = {"parse", "model", "check", "build"};
    return kNames[static_cast<int>(stage)];
}

std::string toTable(const std::vector<FileResult>& results, bool withBuild)
{
    const int stages = withBuild ? kStages : kStages - 1;
    std::string text = fmt::format("{:<6} {:>6}", "kind", "files");
    for (int stage = 0; stage < stages; ++stage)
    {
        text += fmt::format(" {:>6}", nameOf(static_cast<Stage>(stage)));
    }
    text += '\n';
    for (const auto& [kind, count] : countKinds(results))
    {
        text += fmt::format("{:<6} {:>6}", nameOf(kind), count.files);
        for (int stage = 0; stage < stages; ++stage)
        {
            text += fmt::format(" {:>6}", count.passed[stage]);
        }
        text += '\n';
    }
    const std::vector<ReasonCount> reasons = countReasons(results);
    if (!reasons.empty())
    {
        text += "\nreasons, with the number of files and one example each\n";
    }
    for (const ReasonCount& reason : reasons)
    {
        text += fmt::format("{:>6}  {:<7} {}\n                {}: {}\n", reason.count, reason.example.code,
                            reason.example.title, reason.example.place, reason.example.message);
    }
    return text;
}

std::string toJson(const std::vector<FileResult>& results, bool withBuild)
{
    using nlohmann::ordered_json;
    ordered_json kinds = ordered_json::array();
    for (const auto& [kind, count] : countKinds(results))
    {
        ordered_json row = {{"kind", nameOf(kind)}, {"files", count.files}};
        for (int stage = 0; stage < (withBuild ? kStages : kStages - 1); ++stage)
        {
            row[nameOf(static_cast<Stage>(stage))] = count.passed[stage];
        }
        kinds.push_back(std::move(row));
    }
    ordered_json reasons = ordered_json::array();
    for (const ReasonCount& reason : countReasons(results))
    {
        ordered_json perKind = ordered_json::object();
        for (const auto& [kind, count] : reason.kinds)
        {
            perKind[nameOf(kind)] = count;
        }
        reasons.push_back({{"code", reason.example.code},
                           {"title", reason.example.title},
                           {"count", reason.count},
                           {"kinds", perKind},
                           {"example", reason.example.place},
                           {"message", reason.example.message}});
    }
    ordered_json files = ordered_json::array();
    for (const FileResult& result : results)
    {
        files.push_back(ordered_json::parse(toLine(result)));
    }
    return ordered_json{{"kinds", kinds}, {"reasons", reasons}, {"files", files}}.dump(
               2, ' ', false, nlohmann::json::error_handler_t::replace) +
           "\n";
}

std::string toLine(const FileResult& result)
{
    nlohmann::ordered_json reasons = nlohmann::ordered_json::array();
    for (const Reason& reason : result.reasons)
    {
        reasons.push_back(
            {{"code", reason.code}, {"title", reason.title}, {"message", reason.message}, {"place", reason.place}});
    }
    return nlohmann::ordered_json{
        {"kind", nameOf(result.kind)}, {"path", result.path}, {"passed", result.passed}, {"reasons", reasons}}
        .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

FileResult fromLine(const std::string& line)
{
    try
    {
        const nlohmann::json object = nlohmann::json::parse(line);
        FileResult result;
        result.kind = kindNamed(object.at("kind"));
        result.path = object.at("path");
        result.passed = object.at("passed");
        for (const nlohmann::json& reason : object.at("reasons"))
        {
            result.reasons.push_back({reason.at("code"), reason.at("title"), reason.at("message"), reason.at("place")});
        }
        return result;
    }
    catch (const nlohmann::json::exception& error)
    {
        throw std::runtime_error(std::string("not a survey result: ") + error.what());
    }
}

}  // namespace ligature::survey
