// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/minutes/version_npvs.h"

#include "core/stats/summary.h"
#include "ui/qt_text.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <tuple>
#include <utility>

namespace tributary::ui {

struct VersionNpvs::Job {
    QString name; ///< empty: the draws are read
    Model model;
    ScenarioId scenario;
    SharedDraws draws;
    std::stop_source stop;
};

VersionNpvs::VersionNpvs(QObject* parent) : QObject(parent) {}

VersionNpvs::~VersionNpvs() { stop(); }

void VersionNpvs::stop() {
    if (current_)
        current_->stop.request_stop();
    current_.reset();
}

void VersionNpvs::readDraws(const Model& reference, const ScenarioId& scenario) {
    auto job = std::make_shared<Job>();
    job->model = reference;
    job->scenario = scenario;
    start(std::move(job));
}

void VersionNpvs::workOut(const QString& name, const Model& model) {
    auto job = std::make_shared<Job>();
    job->name = name;
    job->model = model;
    job->scenario = scenario_;
    job->draws = draws_;
    start(std::move(job));
}

void VersionNpvs::start(std::shared_ptr<Job> job) {
    stop();
    current_ = std::move(job);
    worker_.start([this, job = current_] { work(job); });
}

void VersionNpvs::work(const std::shared_ptr<Job>& job) {
    std::optional<Summary> npv;
    QString reason;
    const RunControl control{{}, job->stop.get_token()};
    try {
        if (job->name.isEmpty()) {
            job->draws = sharedDraws(job->model, job->scenario, control);
            job->draws.options.threads = 1; // the rest is for the run of the window
        } else if (const auto trials = npvTrials(job->model, job->scenario, job->draws, control);
                   trials && std::ranges::any_of(*trials, [](double value) { return std::isfinite(value); })) {
            npv = summarise(*trials, SamplerKind::plain);
        } else {
            reason = job->model.scenarios().contains(job->scenario) ? tr("no NPV: the model had errors then")
                                                                    : tr("no NPV: the scenario was not made yet");
        }
    } catch (const std::exception& exception) {
        reason = tr("no NPV: %1").arg(QString::fromLocal8Bit(exception.what()));
    }
    QMetaObject::invokeMethod(
        this,
        [this, job, npv, reason] {
            if (job != current_)
                return;
            current_.reset();
            if (job->name.isEmpty())
                receiveDraws(job->scenario, job->draws);
            else
                emit told(job->name, npv, reason);
        },
        Qt::QueuedConnection);
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
