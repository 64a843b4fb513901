// SPDX-License-Identifier: GPL-3.0-or-later
// Model: a snapshot of everything that was entered. A value with structural sharing: a copy costs a few pointers and may
// go to another thread while editing goes on. `apply` (edit.h) is the only way to change one.
#pragma once

#include "core/model/actual.h"
#include "core/model/correlation.h"
#include "core/model/drawing.h"
#include "core/model/group.h"
#include "core/model/guess.h"
#include "core/model/input.h"
#include "core/model/intervention.h"
#include "core/model/link.h"
#include "core/model/metric.h"
#include "core/model/process_map.h"
#include "core/model/scenario.h"
#include "core/model/series.h"
#include "core/model/settings.h"
#include "core/model/table.h"

#include <variant>

namespace tributary {

template <class... Types>
struct TypeList {};

/// The kinds of entity, in the order in which they are written. Settings is a table with one row.
using EntityTypes =
    TypeList<Settings, Group, Input, Series, Metric, Drawing, Process, Link, Intervention, Scenario, Correlation, Actual, Guess>;

class Model {
public:
    /// Makes a model with default settings and nothing else.
    Model();

    template <class Entity>
    [[nodiscard]] const Table<Entity>& table() const {
        return std::get<Table<Entity>>(tables_);
    }
    [[nodiscard]] const Settings& settings() const { return *table<Settings>().begin(); }
    [[nodiscard]] const Table<Group>& groups() const { return table<Group>(); }
    [[nodiscard]] const Table<Input>& inputs() const { return table<Input>(); }
    [[nodiscard]] const Table<Series>& series() const { return table<Series>(); }
    [[nodiscard]] const Table<Metric>& metrics() const { return table<Metric>(); }
    [[nodiscard]] const Table<Drawing>& drawings() const { return table<Drawing>(); }
    [[nodiscard]] const Table<Process>& processes() const { return table<Process>(); }
    [[nodiscard]] const Table<Link>& links() const { return table<Link>(); }
    [[nodiscard]] const Table<Intervention>& interventions() const { return table<Intervention>(); }
    [[nodiscard]] const Table<Scenario>& scenarios() const { return table<Scenario>(); }
    [[nodiscard]] const Table<Correlation>& correlations() const { return table<Correlation>(); }
    [[nodiscard]] const Table<Actual>& actuals() const { return table<Actual>(); }
    [[nodiscard]] const Table<Guess>& guesses() const { return table<Guess>(); }

    friend bool operator==(const Model&, const Model&) = default;

private:
    friend class Applying; // edit.cpp: the one door for change

    template <class List>
    struct TablesOf;
    template <class... Entities>
    struct TablesOf<TypeList<Entities...>> {
        using type = std::tuple<Table<Entities>...>;
    };
    TablesOf<EntityTypes>::type tables_;
};

/// Calls `visit.operator()<Entity>()` for each kind of entity in the order of EntityTypes.
template <class Visitor>
constexpr void forEachEntityType(Visitor&& visit) {
    [&]<class... Entities>(TypeList<Entities...>) { (visit.template operator()<Entities>(), ...); }(EntityTypes{});
}

} // namespace tributary
