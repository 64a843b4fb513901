// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/what_if_edits.h"

#include "core/model/edit_rules.h"
#include "core/model/free_name.h"
#include "core/model/quantity_path.h"

#include <fmt/format.h>

#include <algorithm>

namespace tributary {

Result<Edit> setQuantities(const Model& model, const std::vector<QuantityText>& texts) {
    Draft draft(model, texts.size() == 1 ? fmt::format("Set {} back", readableName(model, texts.front().path))
                                         : fmt::format("Set {} quantities back", texts.size()));
    for (const QuantityText& each : texts) {
        const auto edit = setQuantity(draft.now(), each.path, each.text);
        if (!edit)
            return edit;
        draft.add(*edit);
    }
    return std::move(draft).edit();
}

Result<Edit> keepAsScenario(const Model& model, const ScenarioId& id, const std::vector<QuantityText>& before) {
    const Scenario* chosen = model.scenarios().find(id);
    if (!chosen)
        return fail("There is no scenario to keep this beside: add one first.");
    if (before.empty())
        return fail("Nothing was moved: there is nothing to keep.");
    Scenario kept = *chosen;
    for (const QuantityText& each : before) {
        const auto site = findQuantity(model, each.path);
        if (!site || !site->quantity)
            return fail(fmt::format("The model has no quantity `{}`: check the ids in the path.", each.path));
        auto value = OverrideValue::parse("= " + site->quantity->text());
        if (!value)
            return tl::unexpected<Error>(value.error());
        std::erase_if(kept.overrides, [&](const Override& other) { return other.path == site->path; });
        kept.overrides.push_back({site->path, std::move(*value)});
    }
    constexpr std::string_view changed = " with own changes";
    const std::string plain = kept.name.substr(0, kept.name.find(changed)); // of what was kept so before
    kept.name = freeName<Scenario>(model, plain + std::string(changed));
    kept.id = ScenarioId();
    Draft draft(model, fmt::format("Keep as scenario {}", kept.name));
    const auto back = setQuantities(model, before);
    if (!back)
        return back;
    const auto added = addScenario(draft.now(), std::move(kept));
    if (!added)
        return added;
    draft.add(*added);
    draft.add(*back);
    return std::move(draft).edit();
}

} // namespace tributary
