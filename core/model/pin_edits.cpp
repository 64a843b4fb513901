// SPDX-License-Identifier: GPL-3.0-or-later
// The named edits of pins: which quantities stand as sliders.
#include "core/model/edit_rules.h"
#include "core/model/quantity_path.h"

#include <fmt/format.h>

#include <algorithm>

namespace tributary {

namespace {

Edit withPins(const Model& model, std::vector<std::string> pins, std::string label) {
    Settings settings = model.settings();
    settings.pins = std::move(pins);
    return Edit{std::move(label), {}, {put(std::move(settings))}};
}

} // namespace

std::vector<std::string> pinnedQuantities(const Model& model) {
    std::vector<std::string> pinned;
    for (const std::string& path : model.settings().pins)
        if (const auto site = findQuantity(model, path);
            site && site->quantity && std::ranges::find(pinned, site->path) == pinned.end())
            pinned.push_back(site->path);
    return pinned;
}

Result<Edit> pinQuantity(const Model& model, std::string_view path) {
    const auto site = findQuantity(model, path);
    if (!site)
        return fail(fmt::format("The model has no quantity `{}`: check the ids in the path.", path));
    const std::string name = readableName(model, site->path);
    if (site->formula)
        return fail(fmt::format("{} is a formula, so it cannot be a slider: pin one of the quantities in it.", name));
    if (!site->quantity)
        return fail(fmt::format("{} is empty, so it cannot be a slider: type a value first.", name));
    auto pins = pinnedQuantities(model);
    if (std::ranges::find(pins, site->path) != pins.end())
        return Edit{};
    if (pins.size() >= mostPins)
        return fail(fmt::format("{} quantities are pinned, the most that have room: unpin one first.", mostPins));
    pins.push_back(site->path);
    return withPins(model, std::move(pins), fmt::format("Pin {}", name));
}

Result<Edit> unpinQuantity(const Model& model, std::string_view path) {
    auto pins = pinnedQuantities(model);
    if (std::erase(pins, std::string(path)) == 0)
        return fail(fmt::format("{} is not pinned.", readableName(model, path)));
    return withPins(model, std::move(pins), fmt::format("Unpin {}", readableName(model, path)));
}

} // namespace tributary
