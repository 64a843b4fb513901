// SPDX-License-Identifier: GPL-3.0-or-later
// The named edits of pins: which quantities stand as sliders, and which headlines beside the NPV.
#include "core/model/edit_rules.h"
#include "core/model/quantity_path.h"
#include "core/model/what_if_edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace tributary {

namespace {

constexpr std::string_view headlineKind = "headline";
constexpr std::array<std::string_view, 5> headlineIds{"npv_hard", "chance_of_loss", "payback", "roi", "irr"};
constexpr std::array<std::string_view, 5> headlineNames{
    "NPV of hard cash only", "chance of a loss", "discounted payback", "return on cost", "internal rate of return"};

/// "payback, return and hard cash".
std::string namesOf(const Model& model, const std::vector<PinnedHeadline>& headlines) {
    std::string names;
    for (size_t i = 0; i < headlines.size(); ++i)
        names += fmt::format("{}{}",
                             i == 0                      ? ""
                             : i + 1 == headlines.size() ? " and "
                                                         : ", ",
                             nameOfPin(model, headlines[i].path()));
    return names;
}

/// What of `list` is not in `other`.
std::vector<PinnedHeadline> beyond(const std::vector<PinnedHeadline>& list, const std::vector<PinnedHeadline>& other) {
    std::vector<PinnedHeadline> left;
    std::ranges::copy_if(list, std::back_inserter(left), [&](const PinnedHeadline& headline) {
        return std::ranges::find(other, headline) == other.end();
    });
    return left;
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

std::string nameOfPin(const Model& model, std::string_view pin) {
    const auto headline = PinnedHeadline::parse(pin);
    if (headline && headline->kind != PinnedHeadline::Kind::metric)
        return std::string(headlineNames[static_cast<size_t>(headline->kind)]);
    return readableName(model, pin);
}

Result<Edit> showHeadlines(const Model& model, const std::vector<PinnedHeadline>& headlines) {
    for (const PinnedHeadline& headline : headlines)
        if (headline.kind == PinnedHeadline::Kind::metric && !model.metrics().contains(headline.metric))
            return unknownEntity({Metric::kind, headline.metric.text});
    if (headlines.size() > mostHeadlines)
        return fail(fmt::format("{} headlines stand beside the NPV, the most that have room: take one out first.",
                                mostHeadlines));
    const auto shown = pinnedHeadlines(model);
    const auto come = beyond(headlines, shown);
    const auto gone = beyond(shown, headlines);
    if (come.empty() && gone.empty())
        return Edit{};
    Settings settings = model.settings();
    std::erase_if(settings.pins, [&](const std::string& pin) {
        const auto headline = PinnedHeadline::parse(pin);
        return headline && std::ranges::find(gone, *headline) != gone.end();
    });
    for (const PinnedHeadline& headline : come)
        settings.pins.push_back(headline.path());
    std::string label =
        come.empty()   ? fmt::format("Take {} out of the ribbon", namesOf(model, gone))
        : gone.empty() ? fmt::format("Show {} in the ribbon", namesOf(model, come))
                       : fmt::format("Show {} in the ribbon, take {} out", namesOf(model, come), namesOf(model, gone));
    return Edit{std::move(label), {}, {put(std::move(settings))}};
}

Result<Edit> pinHeadline(const Model& model, const PinnedHeadline& headline) {
    auto shown = pinnedHeadlines(model);
    if (std::ranges::find(shown, headline) == shown.end())
        shown.push_back(headline);
    return showHeadlines(model, shown);
}

Result<Edit> unpinHeadline(const Model& model, const PinnedHeadline& headline) {
    auto shown = pinnedHeadlines(model);
    if (std::erase(shown, headline) == 0)
        return fail(fmt::format("Beside the NPV stands no {}.", nameOfPin(model, headline.path())));
    return showHeadlines(model, shown);
}

} // namespace tributary
