// SPDX-License-Identifier: GPL-3.0-or-later
// Sobol' indices against the closed forms of known functions.
#include "core/insight/sobol_indices.h"
#include "core/stats/normal.h"
#include "tests/core/insight/insight_models.h"
#include "tests/shared_data.h"

#include <cmath>
#include <numbers>

using namespace tributary;
using namespace tributary::test;

namespace {

constexpr double pi = std::numbers::pi;

double ishigami(std::span<const double> u) {
    const auto x = [&](size_t i) { return pi * (2 * u[i] - 1); };
    return std::sin(x(0)) + 7 * std::pow(std::sin(x(1)), 2) + 0.1 * std::pow(x(2), 4) * std::sin(x(0));
}

double linear(std::span<const double> u) { return 2 * normalQuantile(u[0]) + normalQuantile(u[1]); }

void holdIndex(const Estimate& found, double expected) {
    REQUIRE(found.standardError);
    INFO(found.value << " ± " << *found.standardError << ", expected " << expected);
    CHECK(std::abs(found.value - expected) < 4 * *found.standardError + 1e-3);
    CHECK(*found.standardError < 0.02);
}

} // namespace

TEST_CASE("the Sobol' indices of Ishigami's function and of a linear one are the closed forms, within their errors") {
    // Ishigami and Homma 1990; a linear function of standard normals has a^2 over the sum of squares.
    const auto found = sobolIndices(sobolColumns(3, 8192, 7, ishigami));
    holdIndex(found[0].first, 0.31390519);
    holdIndex(found[1].first, 0.44241114);
    holdIndex(found[2].first, 0);
    holdIndex(found[0].total, 0.55758886);
    holdIndex(found[1].total, 0.44241114);
    holdIndex(found[2].total, 0.24368366);
    const auto straight = sobolIndices(sobolColumns(2, 8192, 7, linear));
    holdIndex(straight[0].first, 0.8);
    holdIndex(straight[1].total, 0.2);
}

TEST_CASE("the Sobol' indices are those of the shared table") {
    const auto path = sharedData("oracles/sobol.csv");
    if (!path)
        return;
    size_t rows = 0;
    for (const auto& row : readCsv(*path)) {
        const bool isLinear = row[0].starts_with("linear");
        if (!isLinear && !row[0].starts_with("Ishigami"))
            continue;
        const auto found = isLinear ? sobolIndices(sobolColumns(2, 8192, 7, linear))
                                    : sobolIndices(sobolColumns(3, 16384, 7, ishigami));
        const SobolIndex& index = found.at(std::stoul(row[1].substr(1)) - 1);
        holdIndex(index.first, std::stod(row[2]));
        holdIndex(index.total, std::stod(row[3]));
        ++rows;
    }
    CHECK(rows == 5);
}

TEST_CASE("a study's indices are those of its linear NPV, an event's included in what remains") {
    const Study study = studyOf(linearModel("= 17 USD/month", {"normal(5, 1) USD", "normal(10, 2) USD"}));
    const SobolImportance importance = need(sobolImportance(study));
    REQUIRE(importance.shares.size() == 2);
    CHECK(importance.shares[0].inputs[0].path == costPath(2));
    holdIndex(importance.shares[0].index.first, 0.8);
    holdIndex(importance.shares[0].index.total, 0.8);
    holdIndex(importance.shares[1].index.first, 0.2);
}

TEST_CASE("inputs that are correlated have one share together") {
    Correlation correlation;
    correlation.id = CorrelationId("c");
    correlation.first = {costPath(1), costPath(2)};
    correlation.rho = 0.5;
    const Model model =
        with(linearModel("= 17 USD/month", {"normal(5, 1) USD", "normal(5, 1) USD", "normal(10, 1) USD"}), correlation);
    const SobolImportance importance = need(sobolImportance(studyOf(model)));
    REQUIRE(importance.shares.size() == 2);
    CHECK(importance.shares[0].inputs.size() == 2);
    holdIndex(importance.shares[0].index.total, 0.75); // variance 3 of 4
    holdIndex(importance.shares[1].index.total, 0.25);
}

TEST_CASE("an NPV that does not vary, no input, one trial and one input have clear answers") {
    const auto flat = sobolImportance(studyOf(linearModel("= 5 USD/month", {})));
    REQUIRE_FALSE(flat);
    CHECK(flat.error().message.find("does not vary") != std::string::npos);
    CHECK_FALSE(sobolImportance(studyOf(linearModel("= 5 USD/month", {"normal(5, 1) USD"}), plan, {.trials = 1})));
    const auto one = need(sobolImportance(studyOf(linearModel("= 5 USD/month", {"normal(5, 1) USD"}))));
    REQUIRE(one.shares.size() == 1);
    CHECK(one.shares[0].index.total.value == Approx(1).margin(0.02));
    for (const SobolIndex& index : sobolIndices(sobolColumns(2, 64, 1, [](auto) { return 3.0; })))
        CHECK(std::isnan(index.total.value));
}

TEST_CASE("the indices have the same bits on 1, 2 and 4 threads") {
    std::vector<double> first;
    for (const unsigned threads : {1U, 2U, 4U}) {
        std::vector<double> all;
        const Study study = studyOf(transitModel(), transitTool, {.trials = 32, .threads = threads});
        for (const SobolShare& share : need(sobolImportance(study)).shares)
            all.push_back(share.index.total.value);
        if (first.empty())
            first = all;
        CHECK(all == first);
    }
}
