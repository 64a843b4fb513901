// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/names.h"

#include "core/formula/characters.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace tributary {

namespace {

void assign(Names::Meaning& meaning, const Metric& metric) { meaning.metric = &metric; }
void assign(Names::Meaning& meaning, const Input& input) { meaning.input = &input; }

/// Edits between two words (Levenshtein 1966), or more than `limit` as soon as it is known to be more.
size_t editDistance(std::string_view a, std::string_view b, size_t limit) {
    if ((a.size() > b.size() ? a.size() - b.size() : b.size() - a.size()) > limit)
        return limit + 1;
    std::vector<size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), size_t{0});
    for (size_t i = 0; i < a.size(); ++i) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < b.size(); ++j) {
            const size_t swapped = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, swapped});
        }
        if (*std::min_element(row.begin(), row.end()) > limit)
            return limit + 1;
    }
    return row.back();
}

} // namespace

template <class Entity>
void Names::index(const Entity& entity) {
    Meaning& id = byId_[entity.id.text];
    if (++id.candidates == 1)
        assign(id, entity);
    if (!entity.name.empty() && entity.name != entity.id.text) {
        Meaning& name = byName_[entity.name];
        if (++name.candidates == 1)
            assign(name, entity);
    }
    if (!units_.contains(entity.unit))
        units_.emplace(entity.unit, unitOr(entity.unit));
}

Names::Names(const Model& model) : model_(model) {
    byId_.reserve(model_.metrics().size() + model_.inputs().size());
    byName_.reserve(model_.metrics().size() + model_.inputs().size());
    for (const Metric& metric : model_.metrics())
        index(metric);
    for (const Input& input : model_.inputs())
        index(input);
}

void Names::add(const Model& model, const MetricId& id) {
    model_ = model; // it shares all that is indexed
    index(*model_.metrics().find(id));
}

Names::Meaning Names::find(std::string_view name) const {
    if (const auto found = byId_.find(name); found != byId_.end())
        return found->second;
    const auto found = byName_.find(name);
    return found != byName_.end() ? found->second : Meaning{};
}

const Metric* Names::metric(const MetricId& id) const {
    const auto found = byId_.find(id.text);
    return found != byId_.end() ? found->second.metric : nullptr;
}

const Unit* Names::unitOf(std::string_view name) const {
    const Meaning meaning = find(name);
    if (meaning.candidates == 0)
        return nullptr;
    return &unit(meaning.metric ? std::string_view(meaning.metric->unit) : std::string_view(meaning.input->unit));
}

const Unit& Names::unit(std::string_view text) const {
    static const Unit plain;
    const auto found = units_.find(text);
    return found != units_.end() ? found->second : plain;
}

std::optional<std::string> Names::nearest(std::string_view name) const {
    const std::string wanted = lowered(name);
    size_t best = std::max<size_t>(2, name.size() / 3) + 1;
    std::string_view closest;
    for (const auto* names : {&byId_, &byName_})
        for (const auto& [candidate, meaning] : *names) {
            const size_t distance = editDistance(wanted, lowered(candidate), best);
            const bool nearer = distance < best || (distance == best && !closest.empty() && candidate < closest);
            // A short id is near to everything: it must share more than it differs in.
            if (nearer && distance * 2 <= std::max(candidate.size(), name.size())) {
                best = distance;
                closest = candidate;
            }
        }
    if (closest.empty())
        return std::nullopt;
    return std::string(closest);
}

Unit unitOr(std::string_view text) {
    if (text.empty())
        return {};
    return parseUnit(text).value_or(Unit{});
}

} // namespace tributary
