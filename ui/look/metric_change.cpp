// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/metric_change.h"

#include "ui/look/number_words.h"
#include "ui/qt_text.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

bool hasRange(const Summary& summary) {
    const double size = std::max(std::abs(summary.p5), std::abs(summary.p95));
    return std::isfinite(summary.p5) && std::isfinite(summary.p95) && summary.p95 - summary.p5 > 1e-9 * size;
}

MetricChange metricChange(const MetricResults& metric, int period) {
    MetricChange change;
    const auto at = static_cast<std::size_t>(period - 1);
    if (period < 1 || at >= metric.change.size())
        return change;
    change.text = changeWords(metric, at);
    const ToldChange told = metric.changeAt(at);
    if (!told.moves())
        return change;
    change.size = std::min(told.size, 1.0);
    change.pointing = told.rises() ? Pointing::up : Pointing::down;
    change.judgement = told.improves(metric.better) ? Judgement::better : Judgement::worse;
    if (told.form == ChangeForm::amount) {
        change.range = rangeWords(told.summary.p10, told.summary.p90, toQt(metric.unit));
        return change;
    }
    const double factor = told.form == ChangeForm::points ? 1 : 100;
    change.range = QCoreApplication::translate("tributary::ui::MetricChange", "%1 to %2")
                       .arg(significant(told.summary.p10 * factor, 2), significant(told.summary.p90 * factor, 2));
    return change;
}

} // namespace tributary::ui
