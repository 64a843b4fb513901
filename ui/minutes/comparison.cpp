// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/minutes/comparison.h"

#include "core/insight/npv_change.h"
#include "core/model/differences.h"
#include "core/report/findings.h"
#include "ui/qt_text.h"

#include <exception>

namespace tributary::ui {

namespace {

constexpr size_t mostTold = 500; ///< differences; nobody reads more

} // namespace

/// One question. The worker reads it and hands its answers over by queued calls.
struct Comparison::Job {
    Model before;
    Model after;
    Model reference;
    ScenarioId scenario;
    std::stop_source stop;
};

Comparison::Comparison(QObject* parent) : QObject(parent) {}

Comparison::~Comparison() { stop(); }

void Comparison::stop() {
    if (current_)
        current_->stop.request_stop();
    current_.reset();
}

void Comparison::compare(const Model& before, const Model& after, const ScenarioId& scenario, const Model& reference) {
    stop();
    current_ = std::make_shared<Job>();
    current_->before = before;
    current_->after = after;
    current_->reference = reference;
    current_->scenario = scenario;
    worker_.start([this, job = current_] { work(job); });
}

void Comparison::work(const std::shared_ptr<Job>& job) {
    QStringList lines;
    const auto tell = [&](const QString& npv) {
        QMetaObject::invokeMethod(
            this,
            [this, job, lines, npv] {
                if (job == current_)
                    emit told(lines, npv);
            },
            Qt::QueuedConnection);
    };
    try {
        const auto found = differences(job->before, job->after);
        bool numbers = false;
        for (const Difference& difference : found) {
            numbers = numbers || difference.numbersAffected;
            if (static_cast<size_t>(lines.size()) < mostTold)
                lines << toQt(words(difference));
        }
        if (found.size() > mostTold)
            lines << tr("and %1 more").arg(static_cast<qulonglong>(found.size() - mostTold));
        if (job->stop.stop_requested())
            return;
        if (!numbers) {
            tell(found.empty() ? tr("They are the same.")
                               : tr("Nothing that differs concerns a number, so the NPV is the same."));
            return;
        }
        tell({});
        const auto change = npvChange(job->before, job->after, job->scenario,
                                      sharedDraws(job->reference, job->scenario, {{}, job->stop.get_token()}),
                                      {{}, job->stop.get_token()});
        if (!job->stop.stop_requested())
            tell(change ? toQt(changeFinding(*change, job->after.settings().currency))
                        : tr("The NPVs cannot be compared: %1").arg(toQt(change.error().message)));
    } catch (const std::exception& exception) {
        tell(tr("The NPVs cannot be compared: %1").arg(QString::fromLocal8Bit(exception.what())));
    }
}

} // namespace tributary::ui
