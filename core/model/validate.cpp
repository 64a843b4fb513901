// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/validate.h"

#include "core/model/validation.h"

#include <fmt/format.h>

#include <unordered_map>

namespace tributary {

namespace {

/// Tells where each of two entities of a kind bears the name of the other.
template <class Entity>
void checkTwins(Validation& v, std::unordered_map<std::string_view, std::string>& seen) {
    for (const Entity& entity : v.model.table<Entity>()) {
        const std::string path = fmt::format("{}/{}", Entity::kind, entity.id.text);
        if (entity.name.empty()) {
            v.warning(path, fmt::format("The {} {} has no name.", Entity::kind, entity.id.text), "Type a name.");
            continue;
        }
        const auto [other, fresh] = seen.emplace(entity.name, path);
        if (!fresh)
            v.error(path,
                    fmt::format("{} and {} have the same name, \u201c{}\u201d.", other->second, path, entity.name),
                    "Rename one of them.");
    }
}

} // namespace

void checkSettings(Validation& v) {
    const Settings& settings = v.model.settings();
    if (settings.currency.size() != 3 || !isMoney(settings.currency))
        v.error("settings", fmt::format("\u201c{}\u201d is no currency.", settings.currency),
                "Type three capital letters, as in USD.");
    if (settings.periods < 1 || settings.periods > 1200)
        v.error("settings", fmt::format("The model runs over {} periods.", settings.periods),
                "Choose 1 to 1,200 periods.");
    if (settings.trials < 1 || settings.trials > 10'000'000)
        v.error("settings", fmt::format("A run takes {} trials.", settings.trials), "Choose 1 to 10,000,000 trials.");
    if (!settings.start.ok())
        v.error("settings", "The start is no date.", "Type a date as in 2027-01-31.");
}

void checkNames(Validation& v) {
    // Metrics and inputs share the names that formulas use; ids come before names.
    std::unordered_map<std::string_view, std::string> seen;
    checkTwins<Metric>(v, seen);
    checkTwins<Input>(v, seen);
    const auto hidden = [&](const auto& entity) {
        if (entity.name.empty() || entity.name == entity.id.text)
            return;
        const bool metric = v.model.metrics().contains(MetricId(entity.name));
        if (metric || v.model.inputs().contains(InputId(entity.name)))
            v.warning(fmt::format("{}/{}", std::remove_cvref_t<decltype(entity)>::kind, entity.id.text),
                      fmt::format("The name \u201c{}\u201d is the id of another {}, which formulas will use.",
                                  entity.name, metric ? "metric" : "input"),
                      "Rename it.");
    };
    for (const Metric& metric : v.model.metrics())
        hidden(metric);
    for (const Input& input : v.model.inputs()) {
        hidden(input);
        if (v.model.metrics().contains(MetricId(input.id.text)))
            v.error("input/" + input.id.text, fmt::format("An input and a metric have the same id, {}.", input.id.text),
                    "Give the input another id.");
    }
    const auto alone = [&]<class Entity>() {
        std::unordered_map<std::string_view, std::string> own;
        checkTwins<Entity>(v, own);
    };
    alone.template operator()<Group>();
    alone.template operator()<Process>();
    alone.template operator()<Intervention>();
    alone.template operator()<Scenario>();
}

std::vector<Problem> validate(const Model& model) {
    Validation validation(model);
    checkSettings(validation);
    checkNames(validation);
    checkMetrics(validation);
    checkLinks(validation);
    checkFormulas(validation);
    checkQuantities(validation);
    checkDependencies(validation);
    checkProcesses(validation);
    checkInterventions(validation);
    checkScenarios(validation);
    checkCorrelations(validation);
    checkActuals(validation);
    return std::move(validation.problems);
}

} // namespace tributary
