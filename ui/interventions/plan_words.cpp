// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/interventions/plan_words.h"

#include "core/report/plans.h"
#include "ui/inspector/field_words.h"
#include "ui/inspector/part_words.h"
#include "ui/look/number_words.h"
#include "ui/qt_text.h"
#include "ui/results/chart_series.h"

#include <QLocale>
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

QString npvLine(const Results& results, const ScenarioResults& scenario) {
    if (!std::isfinite(scenario.npv.p50))
        return tr("NPV –");
    const MoneyWords money = moneyOf(results);
    return tr("NPV %1, %2").arg(money.value(scenario.npv.p50), money.range(scenario.npv.p10, scenario.npv.p90));
}

QString scenarioLine(const Model& model, const Scenario& scenario) {
    QStringList parts;
    for (const InterventionId& id : scenario.interventions)
        if (const Intervention* intervention = model.interventions().find(id))
            parts << nameOrId(*intervention);
    const auto count = [](size_t number) { return QLocale().toString(static_cast<qulonglong>(number)); };
    if (scenario.overrides.size() == 1)
        parts << tr("1 change");
    else if (!scenario.overrides.empty())
        parts << tr("%1 changes").arg(count(scenario.overrides.size()));
    if (scenario.costs.size() == 1)
        parts << tr("1 cost of its own");
    else if (!scenario.costs.empty())
        parts << tr("%1 costs of its own").arg(count(scenario.costs.size()));
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

} // namespace tributary::ui
