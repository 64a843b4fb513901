// SPDX-License-Identifier: GPL-3.0-or-later
// Validation: what the checks of one model share: its names, its dependencies and the list of problems. For the sources
// of core/model.
#pragma once

#include "core/base/problem.h"
#include "core/model/dependencies.h"
#include "core/model/quantity_path.h"

#include <string>
#include <string_view>
#include <vector>

namespace tributary {

class Validation {
public:
    explicit Validation(const Model& of) : model(of), names(of) {}

    void error(std::string subject, std::string message, std::string action) {
        add(Severity::error, std::move(subject), std::move(message), std::move(action));
    }
    void warning(std::string subject, std::string message, std::string action) {
        add(Severity::warning, std::move(subject), std::move(message), std::move(action));
    }
    void note(std::string subject, std::string message, std::string action) {
        add(Severity::note, std::move(subject), std::move(message), std::move(action));
    }
    void add(Severity severity, std::string subject, std::string message, std::string action,
             std::optional<TextRange> range = {}) {
        problems.push_back({severity, std::move(subject), std::move(message), std::move(action), range});
    }
    /// What a path names, for a message.
    [[nodiscard]] std::string called(std::string_view path) const { return readableName(model, path); }

    const Model& model;
    const Names names;
    std::vector<Problem> problems;
};

void checkSettings(Validation& validation);
void checkNames(Validation& validation);
void checkMetrics(Validation& validation);
void checkLinks(Validation& validation);
void checkFormulas(Validation& validation);
void checkQuantities(Validation& validation);
void checkDependencies(Validation& validation);
void checkProcesses(Validation& validation);
void checkInterventions(Validation& validation);
void checkScenarios(Validation& validation);
void checkCorrelations(Validation& validation);
void checkActuals(Validation& validation);

} // namespace tributary
