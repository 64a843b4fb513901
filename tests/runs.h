// SPDX-License-Identifier: GPL-3.0-or-later
// Runs: what a model comes to, as a test asks for it.
#pragma once

#include "core/engine/run.h"

#include <catch2/catch.hpp>

#include <utility>

namespace tributary::test {

/// The results of a model; what keeps it from being compiled fails the test.
inline Results resultsOf(const Model& model, const CompileOptions& compiling = {}, const RunOptions& running = {}) {
    const auto program = compile(model, compiling);
    if (!program)
        for (const Problem& problem : program.error())
            UNSCOPED_INFO(problem.subject << ": " << problem.message);
    REQUIRE(program);
    auto results = run(*program, running);
    REQUIRE(results);
    return std::move(*results);
}

} // namespace tributary::test
