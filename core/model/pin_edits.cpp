// SPDX-License-Identifier: GPL-3.0-or-later
// The named edits of pins: which quantities stand as sliders, and which headlines beside the NPV.
#include "core/model/edit_rules.h"
#include "core/model/quantity_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tributary {

namespace {

constexpr std::string_view headlineKind = "headline";
constexpr std::array<std::string_view, 5> headlineIds{"npv_hard", "chance_of_loss", "payback", "roi", "irr"};
constexpr std::array<std::string_view, 5> headlineNames{"NPV of hard cash only", "chance of a loss", "discounted payback",
                                                          "return on cost", "internal rate of return"};

std::string nameOf(const Model& model, const PinnedHeadline& headline) {
    if (headline.kind == PinnedHeadline::Kind::metric)
        return readableName(model, headline.path());
    return std::string(headlineNames[static_cast<size_t>(headline.kind)]);
}

/// Puts `pin` behind the others, or takes it out.
Edit withPin(const Model& model, const std::string& pin, std::string label) {
    Settings settings = model.settings();
    std::erase_if(settings.pins, [&](const std::string& path) {
        const auto site = findQuantity(model, path);
        return (site ? site->path : path) == pin;
    });
    if (settings.pins.size() == model.settings().pins.size())
        settings.pins.push_back(pin);
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
    const auto pins = pinnedQuantities(model);
    if (std::ranges::find(pins, site->path) != pins.end())
        return Edit{};
    if (pins.size() >= mostPins)
        return fail(fmt::format("{} quantities are pinned, the most that have room: unpin one first.", mostPins));
    return withPin(model, site->path, fmt::format("Pin {}", name));
}

Result<Edit> unpinQuantity(const Model& model, std::string_view path) {
    const auto pins = pinnedQuantities(model);
    if (std::ranges::find(pins, path) == pins.end())
        return fail(fmt::format("{} is not pinned.", readableName(model, path)));
    return withPin(model, std::string(path), fmt::format("Unpin {}", readableName(model, path)));
}

std::optional<PinnedHeadline> PinnedHeadline::parse(std::string_view path) {
    const auto words = segmentsOf(path);
    if (words.size() != 2)
        return std::nullopt;
    if (words[0] == Metric::kind && isValidId(words[1]))
        return PinnedHeadline{Kind::metric, MetricId(words[1])};
    const auto* const known = std::ranges::find(headlineIds, words[1]);
    if (words[0] != headlineKind || known == headlineIds.end())
        return std::nullopt;
    return PinnedHeadline{static_cast<Kind>(known - headlineIds.begin()), {}};
}

std::string PinnedHeadline::path() const {
    if (kind == Kind::metric)
        return pathOf({Metric::kind, metric.text});
    return fmt::format("{}/{}", headlineKind, headlineIds[static_cast<size_t>(kind)]);
}

std::vector<PinnedHeadline> pinnedHeadlines(const Model& model) {
    std::vector<PinnedHeadline> pinned;
    for (const std::string& path : model.settings().pins)
        if (const auto headline = PinnedHeadline::parse(path);
            headline && std::ranges::find(pinned, *headline) == pinned.end() &&
            (headline->kind != PinnedHeadline::Kind::metric || model.metrics().contains(headline->metric)))
            pinned.push_back(*headline);
    return pinned;
}

Result<Edit> pinHeadline(const Model& model, const PinnedHeadline& headline) {
    if (headline.kind == PinnedHeadline::Kind::metric && !model.metrics().contains(headline.metric))
        return unknownEntity({Metric::kind, headline.metric.text});
    const auto pins = pinnedHeadlines(model);
    if (std::ranges::find(pins, headline) != pins.end())
        return Edit{};
    if (pins.size() >= mostHeadlines)
        return fail(fmt::format("{} headlines stand beside the NPV, the most that have room: take one out first.",
                                mostHeadlines));
    return withPin(model, headline.path(), fmt::format("Show {} beside the NPV", nameOf(model, headline)));
}

Result<Edit> unpinHeadline(const Model& model, const PinnedHeadline& headline) {
    const auto pins = pinnedHeadlines(model);
    if (std::ranges::find(pins, headline) == pins.end())
        return fail(fmt::format("Beside the NPV stands no {}.", nameOf(model, headline)));
    return withPin(model, headline.path(), fmt::format("Take {} out from beside the NPV", nameOf(model, headline)));
}

} // namespace tributary
