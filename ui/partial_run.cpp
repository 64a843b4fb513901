// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/partial_run.h"

#include "core/model/quantity_path.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

namespace tributary::ui {

Compiled compilePart(Model& model, const CompileOptions& options, const RunControl& control) {
    Compiled compiled;
    auto program = compile(model, options, control);
    if (!program && !control.stop.stop_requested()) {
        compiled.problems = std::move(program.error());
        if (auto part = runnablePart(model, compiled.problems)) {
            model = std::move(part->model);
            compiled.leftOut = std::move(part->leftOut);
            compiled.npvLacks = std::move(part->npvLacks);
            program = compile(model, options, control);
        }
    }
    if (program)
        compiled.program = std::move(*program);
    return compiled;
}

void loseNpv(Results& results, const NpvLacks& lacks) {
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    const Summary none = summarise(std::vector<double>(1, unknown), SamplerKind::plain);
    const auto lose = [&none](Summary& summary) { summary = none; };
    for (ScenarioResults& scenario : results.scenarios) {
        const auto found = lacks.find(scenario.id);
        if (found == lacks.end())
            continue;
        const bool isUnknown = isNotRun(lacks, scenario.id);
        const bool benefit = isUnknown || std::ranges::any_of(found->second, [](const std::string& path) {
                                 return path.find("/cost/") == std::string::npos;
                             });
        const bool cost = isUnknown || std::ranges::any_of(found->second, [](const std::string& path) {
                              return entityOf(path)->kind != Metric::kind;
                          });
        if (isUnknown)
            for (MetricResults& metric : scenario.metrics)
                for (auto* column : {&metric.with, &metric.change})
                    std::ranges::for_each(*column, lose);
        for (Summary* summary :
             {&scenario.npv, &scenario.npvHard, &scenario.roi, &scenario.irr, &scenario.paybackDiscounted})
            lose(*summary);
        if (benefit)
            lose(scenario.pvBenefits);
        if (cost)
            lose(scenario.pvCosts);
        for (double* share : {&scenario.irrShareWithout, &scenario.irrShareSeveral, &scenario.paybackShareNever,
                              &scenario.chanceOfLoss})
            *share = unknown;
        for (CashFlowResults& flow : scenario.cashFlow) {
            for (Summary* summary : {&flow.net, &flow.cumulative})
                lose(*summary);
            if (benefit)
                lose(flow.benefit);
            if (cost)
                lose(flow.cost);
        }
        std::ranges::fill(scenario.npvTrials, unknown);
        for (std::vector<double>& trials : scenario.cumulativeTrials)
            std::ranges::fill(trials, unknown);
    }
}

} // namespace tributary::ui
