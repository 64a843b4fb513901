// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/minutes/version_npvs.h"

#include "core/stats/summary.h"
#include "ui/qt_text.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace tributary::ui {

VersionNpvs::VersionNpvs(QObject* parent) : QObject(parent), latest_(*this) {}

void VersionNpvs::readDraws(const Model& reference, const ScenarioId& scenario) {
    latest_.ask(
        [reference, scenario](const std::stop_token& stop) {
            SharedDraws draws = sharedDraws(reference, scenario, {{}, stop});
            draws.options.threads = 1; // the rest is for the run of the window
            return Result<SharedDraws>(std::move(draws));
        },
        [this, scenario](const Result<SharedDraws>& draws) { receiveDraws(scenario, draws.value_or(SharedDraws{})); });
}

void VersionNpvs::workOut(const QString& name, const Model& model) {
    latest_.ask(
        [model, scenario = scenario_, draws = draws_](const std::stop_token& stop) -> Result<Summary> {
            const auto trials = npvTrials(model, scenario, draws, {{}, stop});
            if (trials && std::ranges::any_of(*trials, [](double value) { return std::isfinite(value); }))
                return summarise(*trials, SamplerKind::plain);
            return fail(fromQt(model.scenarios().contains(scenario) ? tr("the model had errors then")
                                                                    : tr("the scenario was not made yet")));
        },
        [this, name](const Result<Summary>& npv) {
            if (npv)
                emit told(name, *npv, {});
            else
                emit told(name, std::nullopt, tr("no NPV: %1").arg(toQt(npv.error().message)));
        });
}

void VersionNpvs::receiveDraws(const ScenarioId& scenario, const SharedDraws& draws) {
    const auto what = [](const SharedDraws& each) {
        return std::tie(each.options.trials, each.options.seed, each.options.sampling, each.places);
    };
    const bool same = scenario == scenario_ && what(draws) == what(draws_);
    scenario_ = scenario;
    draws_ = draws;
    emit drawsRead(same ? Draws::asBefore : Draws::others);
}

} // namespace tributary::ui
