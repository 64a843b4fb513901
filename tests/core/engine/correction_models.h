// SPDX-License-Identifier: GPL-3.0-or-later
// Models of a year with a process whose formulas simulation finds right or wrong.
#pragma once

#include "tests/core/engine/one_year.h"

#include <cmath>

namespace tributary::test {

/// The mean of the larger of two independent lognormal numbers of these means and a coefficient of variation of 1.
inline double meanOfLarger(double first, double second) {
    const double sigma = std::sqrt(std::log(2.0));
    const auto phi = [](double x) { return std::erfc(-x / std::sqrt(2.0)) / 2; };
    const auto part = [&](double mean, double other) {
        return mean * phi((std::log(mean / other) + sigma * sigma) / (sigma * std::sqrt(2.0)));
    };
    return part(first, second) + part(second, first);
}

/// Two branches in parallel, `a` and `b`, each a lognormal delay; the plan halves the first. A saved hour is worth 100
/// USD a case, of 100 cases a month.
inline Model twoBranches(const std::string& process = {}, const std::string& delay = "10 hour",
                         const std::string& more = {}) {
    return oneYear(R"j("groups": [{"id": "g", "name": "G", "headcount": "5", "hourly_cost": "30 USD/hour"}],
        "metrics": [{"id": "cycle", "name": "Cycle", "level": "operating", "unit": "hour", "better": "lower",
                     "source": "process", "process": "p", "measure": "cycle_time"},
                    {"id": "loss", "name": "Loss", "level": "financial", "unit": "USD/month", "better": "lower",
                     "counts": true, "source": "formula", "formula": "cycle * 100 USD/hour/month"}],
        "processes": [{"id": "p", "name": "Approve", "metric": "cycle", "arrivals": "100 case/month", )j" +
                   process + R"j(
            "steps": [{"id": "s", "name": "S", "kind": "start"}, {"id": "both", "kind": "parallel"},
                      {"id": "a", "name": "A", "delay": ")j" +
                   delay + R"j(", "delay_cv": "1"},
                      {"id": "b", "name": "B", "delay": "10 hour", "delay_cv": "1"},
                      {"id": "met", "kind": "parallel"}, {"id": "e", "name": "E", "kind": "end"}],
            "flows": [{"id": "f1", "from": "s", "to": "both"}, {"id": "f2", "from": "both", "to": "a"},
                      {"id": "f3", "from": "both", "to": "b"}, {"id": "f4", "from": "a", "to": "met"},
                      {"id": "f5", "from": "b", "to": "met"}, {"id": "f6", "from": "met", "to": "e"}]}],
        "scenarios": [{"id": "plan", "name": "Plan",
                       "overrides": [{"path": "process/p/task/a/delay", "value": "-50%"}]}])j" +
                   more);
}

/// A desk of working hours, where urgent work goes first and what is not urgent leaves after a time; the plan halves
/// the urgent work.
inline Model urgentDesk() {
    return oneYear(R"j("groups": [{"id": "g", "name": "Clerks", "headcount": "5", "hourly_cost": "30 USD/hour"}],
        "metrics": [{"id": "cycle", "name": "Cycle", "level": "operating", "unit": "hour", "better": "lower",
                     "source": "process", "process": "p", "measure": "cycle_time"},
                    {"id": "labour", "name": "Labour", "level": "operating", "unit": "USD", "better": "lower",
                     "source": "process", "process": "p", "measure": "labour_cost"}],
        "processes": [{"id": "p", "name": "Serve", "metric": "cycle", "arrivals": "1 case/hour",
            "pools": [{"id": "w", "name": "Desk", "group": "g", "servers": "1", "hours": "Mon-Fri 08:00-18:00 x4"}],
            "steps": [{"id": "s", "name": "S", "kind": "start"},
                      {"id": "which", "name": "Urgent?", "kind": "exclusive"},
                      {"id": "now", "name": "Answer now", "pool": "w", "touch": "1 hour", "touch_cv": "1"},
                      {"id": "later", "name": "Answer later", "pool": "w", "touch": "1 hour", "touch_cv": "1",
                       "delay": "2 hour", "priority": 1, "patience": "150 hour"},
                      {"id": "e", "name": "E", "kind": "end"}],
            "flows": [{"id": "f1", "from": "s", "to": "which"},
                      {"id": "f2", "from": "which", "to": "now", "share": "40%"},
                      {"id": "f3", "from": "which", "to": "later"}, {"id": "f4", "from": "now", "to": "e"},
                      {"id": "f5", "from": "later", "to": "e", "delay": "1 hour"}]}],
        "scenarios": [{"id": "plan", "name": "Plan",
                       "overrides": [{"path": "process/p/task/now/touch", "value": "-50%"}]}])j");
}

/// A task of an hour at so many servers, of a lognormal spread.
inline Model desk(const std::string& arrivals, const std::string& servers, const std::string& cv = "1",
                  const std::string& process = {}) {
    return oneYear(R"j("groups": [{"id": "g", "name": "G", "headcount": "5", "hourly_cost": "30 USD/hour"}],
        "metrics": [{"id": "cycle", "name": "Cycle", "level": "operating", "unit": "hour", "source": "process",
                     "process": "p", "measure": "cycle_time"}],
        "processes": [{"id": "p", "name": "Serve", "metric": "cycle", "arrivals": ")j" +
                   arrivals + R"j(", )j" + process + R"j(
            "pools": [{"id": "w", "name": "Desk", "group": "g", "servers": ")j" +
                   servers + R"j("}],
            "steps": [{"id": "s", "name": "S", "kind": "start"}, {"id": "t", "name": "T", "pool": "w",
                       "touch": "1 hour", "touch_cv": ")j" +
                   cv + R"j("}, {"id": "e", "name": "E", "kind": "end"}],
            "flows": [{"id": "f1", "from": "s", "to": "t"}, {"id": "f2", "from": "t", "to": "e"}]}],
        "scenarios": [{"id": "plan", "name": "Plan"}])j");
}

/// The work of a case of the map `a` is the cycle time of the map `b`, which has a step more.
inline Model linkedMaps() {
    return oneYear(R"j("groups": [{"id": "g", "name": "G", "headcount": "5", "hourly_cost": "30 USD/hour"}],
        "metrics": [{"id": "outer", "name": "Outer", "level": "operating", "unit": "hour", "source": "process",
                     "process": "a", "measure": "cycle_time"},
                    {"id": "inner", "name": "Inner", "level": "operating", "unit": "hour", "source": "process",
                     "process": "b", "measure": "cycle_time"}],
        "processes": [{"id": "a", "name": "A", "metric": "outer", "arrivals": "0.1 case/hour",
            "pools": [{"id": "w", "name": "Desk", "group": "g", "servers": "1"}],
            "steps": [{"id": "s", "name": "S", "kind": "start"}, {"id": "t", "name": "T", "pool": "w",
                       "touch": "inner", "touch_cv": "1"}, {"id": "e", "name": "E", "kind": "end"}],
            "flows": [{"id": "f1", "from": "s", "to": "t"}, {"id": "f2", "from": "t", "to": "e"}]},
                      {"id": "b", "name": "B", "metric": "inner", "arrivals": "0.5 case/hour",
            "pools": [{"id": "w", "name": "Bench", "group": "g", "servers": "1"}],
            "steps": [{"id": "s", "name": "S", "kind": "start"}, {"id": "t", "name": "T", "pool": "w",
                       "touch": "1 hour", "touch_cv": "1"}, {"id": "d", "name": "D", "delay": "3 hour"},
                      {"id": "e", "name": "E", "kind": "end"}],
            "flows": [{"id": "f1", "from": "s", "to": "t"}, {"id": "f2", "from": "t", "to": "d"},
                      {"id": "f3", "from": "d", "to": "e"}]}],
        "scenarios": [{"id": "plan", "name": "Plan"}])j");
}

} // namespace tributary::test
