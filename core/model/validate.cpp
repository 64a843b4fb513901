// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/validate.h"

#include "core/formula/characters.h"
#include "core/model/validation.h"

#include <fmt/format.h>

#include <unordered_map>

namespace tributary {

namespace {

/// The entity that bears a name; its path is spelled only where another bears it too.
struct Bearer {
    std::string_view kind;
    std::string_view id;

    [[nodiscard]] std::string path() const { return fmt::format("{}/{}", kind, id); }
};
using Bearers = std::unordered_map<std::string_view, Bearer>;

/// Tells where each of two entities of a kind bears the name of the other.
template <class Entity>
void checkTwins(Validation& v, Bearers& seen) {
    seen.reserve(seen.size() + v.model.table<Entity>().size());
    for (const Entity& entity : v.model.table<Entity>()) {
        const Bearer bearer{Entity::kind, entity.id.text};
        if (skipBlanks(entity.name, 0) == entity.name.size()) {
            v.warning(bearer.path() + "/name", fmt::format("The {} {} has no name.", Entity::kind, entity.id.text),
                      "Type a name.");
            continue;
        }
        if (const auto [other, fresh] = seen.emplace(entity.name, bearer); !fresh)
            v.error(bearer.path() + "/name",
                    fmt::format("{} and {} have the same name, \u201c{}\u201d.", other->second.path(), bearer.path(),
                                entity.name),
                    "Rename one of them.");
    }
}

} // namespace

void checkSettings(Validation& v) {
    const Settings& settings = v.model.settings();
    if (settings.currency.size() != 3 || !isMoney(settings.currency))
        v.error("settings/currency", fmt::format("\u201c{}\u201d is no currency.", settings.currency),
                "Type three capital letters, as in USD.");
    if (settings.periods < 1 || settings.periods > 1200)
        v.error("settings/periods", fmt::format("The model runs over {} periods.", settings.periods),
                "Choose 1 to 1,200 periods.");
    if (settings.trials < 1 || settings.trials > 10'000'000)
        v.error("settings/trials", fmt::format("A run takes {} trials.", settings.trials),
                "Choose 1 to 10,000,000 trials.");
    if (!settings.start.ok())
        v.error("settings/start", "The start is no date.", "Type a date as in 2027-01-31.");
}

void checkNames(Validation& v) {
    // Metrics and inputs share the names that formulas use; ids come before names.
    Bearers seen;
    checkTwins<Metric>(v, seen);
    checkTwins<Input>(v, seen);
    const auto hidden = [&](const auto& entity) {
        if (entity.name.empty() || entity.name == entity.id.text || !v.names.isId(entity.name))
            return;
        const bool metric = v.names.metric(MetricId(entity.name)) != nullptr;
        v.warning(fmt::format("{}/{}", std::remove_cvref_t<decltype(entity)>::kind, entity.id.text),
                  fmt::format("The name \u201c{}\u201d is the id of another {}, which formulas will use.", entity.name,
                              metric ? "metric" : "input"),
                  "Rename it.");
    };
    for (const Metric& metric : v.model.metrics())
        hidden(metric);
    for (const Input& input : v.model.inputs()) {
        hidden(input);
        if (v.names.metric(MetricId(input.id.text)))
            v.error("input/" + input.id.text, fmt::format("An input and a metric have the same id, {}.", input.id.text),
                    "Give the input another id.");
    }
    const auto alone = [&]<class Entity>() {
        Bearers own;
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
    checkQuantities(validation);
    checkDependencies(validation);
    checkProcesses(validation);
    checkSubProcesses(validation);
    checkInterventions(validation);
    checkScenarios(validation);
    checkCorrelations(validation);
    checkActuals(validation);
    checkDoubleCounting(validation);
    checkRealisation(validation);
    checkPrices(validation);
    checkRates(validation);
    checkWorkingHours(validation);
    return std::move(validation.problems);
}

} // namespace tributary
