// SPDX-License-Identifier: GPL-3.0-or-later
// Models of a year from the parts of their JSON form, and their runs.
#pragma once

#include "core/exchange/json.h"
#include "tests/builders.h"
#include "tests/runs.h"

#include <catch2/catch.hpp>

#include <string>

namespace tributary::test {

/// A model of 12 months, without inflation and discounting, with the given parts of the JSON form.
inline Model oneYear(const std::string& parts) {
    return need(readJson(R"j({"format": "tributary", "version": 1, "settings": {"periods": 12, "inflation": "0%",
        "discount_rate": "0%"}, )j" +
                         parts + "}"));
}

/// The processes of a model with one, `p`: a single task of an hour, exponential, at the servers `w` of the group `g`.
/// `arrivals` is a metric or cases per time.
inline std::string oneDesk(const std::string& arrivals, const std::string& servers) {
    return R"j("processes": [{"id": "p", "name": "Serve", "metric": "cycle", "arrivals": ")j" + arrivals + R"j(",
            "pools": [{"id": "w", "name": "Desk", "group": "g", "servers": ")j" +
           servers + R"j("}],
            "steps": [{"id": "s", "name": "S", "kind": "start"}, {"id": "t", "name": "T", "pool": "w", "touch": "1 hour",
                       "touch_cv": "1"}, {"id": "e", "name": "E", "kind": "end"}],
            "flows": [{"id": "f1", "from": "s", "to": "t"}, {"id": "f2", "from": "t", "to": "e"}]}])j";
}

/// Why a model does not compile.
inline std::string compileError(const Model& model) {
    const auto program = compile(model, {});
    REQUIRE_FALSE(program);
    std::string text;
    for (const Problem& problem : program.error())
        text += problem.subject + ": " + problem.message + "\n";
    return text;
}

inline Results runOf(const Model& model, Uncertainty uncertainty = Uncertainty::mostLikely, size_t trials = 4096) {
    return resultsOf(model, {.uncertainty = uncertainty}, {.trials = trials});
}

/// A map of one task with half of its cases at another step beside it, of that work and priority.
inline Model twoSteps(const Model& model, const std::string& touch, int priority) {
    Process process = *model.processes().begin();
    Step later = process.steps[1];
    later.id = StepId("u");
    later.touch = need(Parameter::parse(touch));
    later.priority = priority;
    process.steps.push_back(later);
    process.flows.push_back(process.flows[0]);
    process.flows.back().id = FlowId("f3");
    process.flows.back().to = later.id;
    process.flows.push_back(process.flows[1]);
    process.flows.back().id = FlowId("f4");
    process.flows.back().from = later.id;
    process.flows[0].share = need(Parameter::parse("50%"));
    return apply(model, Edit{{}, {}, {put(process)}}).model;
}

} // namespace tributary::test
