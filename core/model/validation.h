// SPDX-License-Identifier: GPL-3.0-or-later
// Validation: what the checks of one model share: its names, its dependencies and the list of problems. For the sources
// of core/model.
#pragma once

#include "core/base/problem.h"
#include "core/model/dependencies.h"
#include "core/model/field_range.h"
#include "core/model/quantity_span.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tributary {

class Validation {
public:
    explicit Validation(const Model& of) : model(of), names(of), graph(dependencies(of, names)) {}

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

    /// The path of the quantity that a name in a formula stands for: an input's, or a metric's estimate, which it has
    /// in the first period; empty where it means anything else, or too much.
    [[nodiscard]] std::string quantityMeant(std::string_view name) const;

    const Model& model;
    const Names names;
    const Dependencies graph;
    std::vector<Problem> problems;
};

/// What a formula over inputs and estimates may be in a field of that unit, in the model or in a scenario of it: what
/// comes of all ends of up to six of them, of the most likely values of more. One that turns between their ends, as
/// x * (1 - x), may go beyond. None where it uses anything else, or the units do not fit; not finite where the most
/// likely values give no number.
[[nodiscard]] std::optional<QuantitySpan> spanOf(const Validation& validation, const Formula& formula,
                                                 const Unit& field, const Scenario* scenario = nullptr);

/// What parameters may sum to; none where one of them is not known before a run. Quantities hang on nothing, formulas
/// on the inputs that they share.
[[nodiscard]] std::optional<QuantitySpan> spanOfSum(const Validation& validation,
                                                    const std::vector<const Parameter*>& parameters, const Unit& field);

/// The most likely value of a quantity, or of a parameter that is one or a formula over inputs; none where it is not
/// known before a run.
[[nodiscard]] std::optional<double> likely(const Validation& validation, const Quantity* quantity, const Unit& field);
[[nodiscard]] std::optional<double> likely(const Validation& validation, const std::optional<Parameter>& parameter,
                                           const Unit& field);
/// The share of the time that a pool's servers are there, most likely; none where it is not known before a run.
[[nodiscard]] std::optional<double> shareKnown(const Validation& validation, const Pool& pool);

/// What is wrong with what a quantity may be; `what` follows its name, as in `may be -5 %, outside 0 to 100 %`.
struct RangeFault {
    Severity severity = Severity::error;
    std::string what;
    std::string action;
};
/// Tells where a field cannot be what it may be drawn as: shares beyond 0 to 100 %, times below 0, rates of -100 %.
[[nodiscard]] std::optional<RangeFault> rangeFault(const QuantitySite& site, const QuantitySpan& span);
/// Tells where a group has fewer people than champions.
[[nodiscard]] std::optional<RangeFault> championsFault(const QuantitySpan& champions, const QuantitySpan& headcount);
/// Tells where the floor of a link lies above its ceiling.
[[nodiscard]] std::optional<RangeFault> boundsFault(const QuantitySpan& floor, const QuantitySpan& ceiling);
/// Tells where a share was typed without its %, as in 0.6 for 60 %.
void checkShareTyped(Validation& validation, const std::string& subject, const QuantitySite& site,
                     const Quantity& quantity);
/// Tells where a quantity draws from a series that cannot give its values.
void checkSeries(Validation& validation, const std::string& subject, const QuantitySite& site,
                 const Quantity& quantity);

/// What is wrong with the ways through a map, at which part: `/task/id`, `/flow/id/share`.
struct WayFault {
    std::string part;
    std::string message;
    std::string action;
};
/// Finds the first fault of parallel branches, in a map whose steps all lie between its one start and an end.
[[nodiscard]] std::optional<WayFault> blockFault(const Process& process);
/// Finds a way out of a loop that no case takes, whatever the numbers, where there is no other.
[[nodiscard]] std::optional<WayFault> endlessFault(const Validation& validation, const Process& process);

void checkSettings(Validation& validation);
void checkNames(Validation& validation);
void checkMetrics(Validation& validation);
void checkLinks(Validation& validation);
void checkQuantities(Validation& validation);
void checkDependencies(Validation& validation);
void checkDoubleCounting(Validation& validation);
void checkRealisation(Validation& validation);
void checkPrices(Validation& validation);
void checkRates(Validation& validation);
void checkWorkingHours(Validation& validation);
/// People cannot give several maps more than all of their time.
void checkSharedPeople(Validation& validation);
void checkProcesses(Validation& validation);
/// Steps that stand for maps lead to one, never round in a circle, and say nothing besides.
void checkSubProcesses(Validation& validation);
void checkInterventions(Validation& validation);
void checkScenarios(Validation& validation);
void checkOverrides(Validation& validation, const Scenario& scenario);
void checkCorrelations(Validation& validation);
void checkActuals(Validation& validation);

} // namespace tributary
