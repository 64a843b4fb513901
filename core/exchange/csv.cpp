// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/csv.h"

#include "core/exchange/csv_text.h"
#include "core/formula/number.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace tributary {

namespace {

std::string number(std::optional<double> value) { return value && std::isfinite(*value) ? formatNumber(*value) : ""; }

void writeSummary(const std::vector<Summary>& periods, size_t index, std::string& out) {
    if (index >= periods.size()) {
        out += ",,,,,,";
        return;
    }
    const Summary& summary = periods[index];
    out += ',' + number(summary.mean);
    for (const double percentile : {summary.p5, summary.p10, summary.p50, summary.p90, summary.p95})
        out += ',' + number(percentile);
}

} // namespace

std::string writeMetricsCsv(const Results& results) {
    std::string out = "scenario,metric,name,unit,period";
    for (const std::string_view side : {"bau", "with"})
        for (const std::string_view figure : {"mean", "p5", "p10", "p50", "p90", "p95"})
            out += fmt::format(",{}_{}", side, figure);
    out += '\n';
    for (const ScenarioResults& scenario : results.scenarios)
        for (const MetricResults& metric : scenario.metrics)
            for (size_t i = 0; i < std::max(metric.bau.size(), metric.with.size()); ++i) {
                out += fmt::format("{},{},{},{},{}", csvField(scenario.id.text), csvField(metric.id.text),
                                   csvField(metric.name), csvField(metric.unit), i + 1);
                writeSummary(metric.bau, i, out);
                writeSummary(metric.with, i, out);
                out += '\n';
            }
    return out;
}

} // namespace tributary
