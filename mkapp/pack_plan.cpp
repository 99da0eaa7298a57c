#include "mkapp/pack_plan.h"

#include <nlohmann/json.hpp>

namespace ligature::mkapp
{

std::string packPlanText(const PackPlan& plan)
{
    const std::string manifest = std::visit([](const auto& each) { return formats::toJson(each); }, plan.manifest);
    const nlohmann::json json = {
        {"manifest", nlohmann::json::parse(manifest)}, {"sources", plan.sources}, {"appPacks", plan.appPacks}};
    return json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

PackPlan readPackPlan(const std::string& text)
{
    try
    {
        const nlohmann::json json = nlohmann::json::parse(text);
        formats::Manifest manifest = formats::parseManifest(json.at("manifest").dump());
        PackPlan plan;
        std::visit([&](auto& each) { plan.manifest = std::move(each); }, manifest);
        plan.sources = json.at("sources").get<std::map<std::string, std::string>>();
        plan.appPacks = json.at("appPacks").get<std::map<std::string, std::string>>();
        return plan;
    }
    catch (const nlohmann::json::exception& error)
    {
        throw formats::FormatError(std::string("the plan of a pack is damaged: ") + error.what());
    }
}

}  // namespace ligature::mkapp
