// SPDX-License-Identifier: GPL-3.0-or-later
// What tests of validation share: the problem that a model has, and the small model with one entity changed.
#pragma once

#include "core/model/validate.h"
#include "tests/builders.h"

#include <catch2/catch.hpp>

#include <functional>
#include <string>
#include <vector>

namespace tributary::test {

inline std::string listed(const std::vector<Problem>& problems) {
    std::string text;
    for (const Problem& problem : problems)
        text += problem.subject + ": " + problem.message + " " + problem.action + "\n";
    return text;
}

/// The problem whose message holds `part`; fails the test if there is none.
inline Problem problemIn(const Model& model, const std::string& part) {
    const auto problems = validate(model);
    for (const Problem& problem : problems)
        if (problem.message.find(part) != std::string::npos)
            return problem;
    FAIL("no problem says \"" << part << "\" among:\n" << listed(problems));
    return {};
}

/// The small model with one entity changed.
template <class Entity>
Model changed(const char* id, const std::function<void(Entity&)>& change) {
    const Model model = smallModel();
    Entity entity = *model.table<Entity>().find(decltype(Entity::id)(id));
    change(entity);
    return with(model, entity);
}
inline const auto changedMetric = changed<Metric>;
inline const auto changedProcess = changed<Process>;
inline const auto changedTool = changed<Intervention>;
inline const auto changedScenario = changed<Scenario>;

inline Model changedSettings(const std::function<void(Settings&)>& change) { return changed<Settings>("", change); }

} // namespace tributary::test
