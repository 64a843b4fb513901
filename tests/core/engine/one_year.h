// SPDX-License-Identifier: GPL-3.0-or-later
// Models of a year from the parts of their JSON form, and their runs.
#pragma once

#include "core/engine/run.h"
#include "core/exchange/json.h"
#include "tests/builders.h"

#include <catch2/catch.hpp>

#include <string>

namespace tributary::test {

/// A model of 12 months, without inflation and discounting, with the given parts of the JSON form.
inline Model oneYear(const std::string& parts) {
    return need(readJson(R"j({"format": "tributary", "version": 1, "settings": {"periods": 12, "inflation": "0%",
        "discount_rate": "0%"}, )j" +
                         parts + "}"));
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
    const auto program = compile(model, {.uncertainty = uncertainty});
    if (!program)
        FAIL(compileError(model));
    auto results = run(*program, {.trials = trials});
    REQUIRE(results);
    return *results;
}

} // namespace tributary::test
