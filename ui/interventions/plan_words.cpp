// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/interventions/plan_words.h"

#include "core/model/quantity_path.h"
#include "core/report/plans.h"
#include "ui/document.h"
#include "ui/inspector/field_words.h"
#include "ui/inspector/part_words.h"
#include "ui/look/number_words.h"
#include "ui/qt_text.h"
#include "ui/results/chart_series.h"

#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString whose(const Model& model, const Intervention& intervention, const Effect& effect) {
    if (effect.participants.empty())
        return tr("nobody yet");
    if (!effect.answerers.empty())
        return tr("both sides");
    if (effect.participants.size() > 1 && effect.participants.size() == intervention.adoption.targets.size())
        return tr("all its groups");
    QStringList names;
    for (const Participant& participant : effect.participants)
        names << groupName(model, participant.group);
    return names.join(u", "_s);
}

} // namespace

QString kindLine(const Model& model, const Intervention& intervention) {
    QString kind = choiceWords("tool", EnumNames<ToolKind>::names[static_cast<size_t>(intervention.tool)]);
    if (!kind.isEmpty())
        kind[0] = kind[0].toUpper();
    if (intervention.adoption.targets.empty())
        return tr("%1, for nobody yet").arg(kind);
    return tr("%1, %2 people").arg(kind, threeDigits(peopleOf(model, intervention)));
}

QString npvWords(const Results& results, const ScenarioResults& scenario) {
    return std::isfinite(scenario.npv.p50) ? tr("NPV %1").arg(moneyOf(results).value(scenario.npv.p50)) : tr("NPV –");
}

QString npvLine(const Results& results, const ScenarioResults& scenario) {
    if (!std::isfinite(scenario.npv.p50))
        return npvWords(results, scenario);
    const RangedWords words = moneyOf(results).ranged(scenario.npv.p50, scenario.npv.p10, scenario.npv.p90);
    return tr("NPV %1, %2").arg(words.value, words.range);
}

QString scenarioLine(const Model& model, const Scenario& scenario) {
    const auto beliefs = static_cast<size_t>(std::ranges::count_if(
        scenario.overrides, [](const Override& change) { return overrideKind(change.path) == OverrideKind::belief; }));
    QStringList parts;
    const auto add = [&](size_t count, const QString& one, const QString& several) {
        if (count > 0)
            parts << (count == 1 ? one : several.arg(wholeNumber(count)));
    };
    add(beliefs, tr("1 other belief"), tr("%1 other beliefs")); // what sets it apart comes first
    for (const InterventionId& id : scenario.interventions)
        if (const Intervention* intervention = model.interventions().find(id))
            parts << nameOrId(*intervention);
    add(scenario.overrides.size() - beliefs, tr("1 change"), tr("%1 changes"));
    add(scenario.costs.size(), tr("1 cost of its own"), tr("%1 costs of its own"));
    return parts.isEmpty() ? tr("the same as business as usual") : parts.join(u", "_s);
}

QString useLine(const Model& model, const Intervention& intervention, const Effect& effect) {
    QString curve = choiceWords("curve", EnumNames<CurveForm>::names[static_cast<size_t>(effect.curve)]);
    if (effect.curve != CurveForm::linear && effect.curveParameter) {
        const Quantity* parameter = effect.curveParameter->quantity();
        const Formula* formula = effect.curveParameter->formula();
        if (const Input* input = formula ? model.inputs().find(InputId(formula->text())) : nullptr)
            parameter = &input->value;
        if (parameter && !parameter->data())
            curve += u' ' + significant(mostLikely(parameter->distribution()), 2);
    }
    return tr("%1, %2").arg(whose(model, intervention, effect), curve);
}

bool isFromBefore(const Document& document) {
    const bool stopped =
        !document.runFailure().isEmpty() || std::ranges::any_of(document.problems(), [](const Problem& problem) {
            return problem.severity == Severity::error;
        });
    return stopped && document.outcome().sampled && document.outcome().revision != document.revision();
}

} // namespace tributary::ui
