// SPDX-License-Identifier: GPL-3.0-or-later
// Names: what the names in formulas mean. An exact id of a metric or input comes first, then a name; both are
// case-sensitive. Made once for a snapshot, then safe to read from several threads.
#pragma once

#include "core/model/model.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace tributary {

class Names {
public:
    /// Indexes the metrics and inputs of `model`, of which it keeps a snapshot.
    explicit Names(const Model& model);
    /// Goes on to `model`, which is the indexed one with one more metric.
    void add(const Model& model, const MetricId& id);

    struct Meaning {
        const Metric* metric = nullptr;
        const Input* input = nullptr;
        unsigned candidates = 0; ///< how many the name may mean: 0 is unknown, more than 1 ambiguous

        [[nodiscard]] bool unique() const { return candidates == 1; }
    };
    /// Tells what a name means. An ambiguous one gives the first candidate and their number.
    [[nodiscard]] Meaning find(std::string_view name) const;
    /// The metric of that id; null if there is none. Quicker than the table, which looks by order.
    [[nodiscard]] const Metric* metric(const MetricId& id) const;
    /// Tells whether a metric or an input has that id.
    [[nodiscard]] bool isId(std::string_view id) const { return byId_.contains(id); }
    /// Unit of the metric or input of that name, plain where its text is no unit; null if the name is unknown.
    [[nodiscard]] const Unit* unitOf(std::string_view name) const;
    /// Unit that a text names, plain where it is no unit.
    [[nodiscard]] const Unit& unit(std::string_view text) const;
    /// The name or id nearest in spelling, if one is near.
    [[nodiscard]] std::optional<std::string> nearest(std::string_view name) const;

private:
    template <class Entity>
    void index(const Entity& entity);

    Model model_;
    std::unordered_map<std::string_view, Meaning> byId_;
    std::unordered_map<std::string_view, Meaning> byName_;
    std::unordered_map<std::string_view, Unit> units_;
};

/// The unit that a text names; plain for an empty text and for one that is no unit.
[[nodiscard]] Unit unitOr(std::string_view text);

} // namespace tributary
