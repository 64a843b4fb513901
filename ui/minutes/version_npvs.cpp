// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/minutes/version_npvs.h"

#include "core/stats/summary.h"
#include "ui/qt_text.h"

#include <algorithm>
#include <cmath>
#include <exception>

namespace tributary::ui {

struct VersionNpvs::Job {
    QString name;
    Model model;
    Model reference;
    ScenarioId scenario;
    std::stop_source stop;
};

VersionNpvs::VersionNpvs(QObject* parent) : QObject(parent) {}

VersionNpvs::~VersionNpvs() { stop(); }

void VersionNpvs::stop() {
    if (current_)
        current_->stop.request_stop();
    current_.reset();
}

void VersionNpvs::workOut(const QString& name, const Model& model, const ScenarioId& scenario, const Model& reference) {
    stop();
    current_ = std::make_shared<Job>();
    current_->name = name;
    current_->model = model;
    current_->reference = reference;
    current_->scenario = scenario;
    worker_.start([this, job = current_] { work(job); });
}

void VersionNpvs::work(const std::shared_ptr<Job>& job) {
    std::optional<Summary> npv;
    QString reason;
    try {
        const RunControl control{{}, job->stop.get_token()};
        const auto trials =
            npvTrials(job->model, job->scenario, sharedDraws(job->reference, job->scenario, control), control);
        if (trials && std::ranges::any_of(*trials, [](double value) { return std::isfinite(value); }))
            npv = summarise(*trials, SamplerKind::plain);
        else
            reason = job->model.scenarios().contains(job->scenario) ? tr("no NPV: the model had errors then")
                                                                    : tr("no NPV: the scenario was not made yet");
    } catch (const std::exception& exception) {
        reason = tr("no NPV: %1").arg(QString::fromLocal8Bit(exception.what()));
    }
    QMetaObject::invokeMethod(
        this,
        [this, job, npv, reason] {
            if (job != current_)
                return;
            current_.reset();
            emit told(job->name, npv, reason);
        },
        Qt::QueuedConnection);
}

} // namespace tributary::ui
