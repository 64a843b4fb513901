// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/insight.h"
#include "core/model/quantity_path.h"
#include "tests/ui/window/models.h"
#include "ui/explainer.h"

#include <catch2/catch.hpp>

#include <QSignalSpy>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;

namespace {

Model transitOf(const char* trials) {
    const Model model = transit();
    return tributary::apply(model, need(setField(model, EntityRef{Settings::kind, ""}, "trials", trials))).model;
}

bool isExplained(const Document& document) {
    const Explanation& explanation = document.explanation();
    return explanation.insight && explanation.revision == document.revision() &&
           explanation.insight->scenario == document.scenario();
}

} // namespace

TEST_CASE("A run at rest is explained, once for each scenario, and anew after a change") {
    const EmptyDraftFolder drafts;
    Document document;
    RunController runs(document);
    Explainer explainer(document);
    need(document.create(transitOf("64")));
    REQUIRE(QTest::qWaitFor([&] { return isExplained(document); }, 120000));
    const auto first = document.explanation().insight;
    CHECK(first->trials == 64);
    CHECK_FALSE(document.explanationProgress());
    const ScenarioId chosen = document.scenario();
    for (const Scenario& scenario : document.model().scenarios())
        if (scenario.id != chosen)
            document.setScenario(scenario.id);
    REQUIRE(QTest::qWaitFor([&] { return isExplained(document); }, 120000));
    document.setScenario(chosen);
    CHECK(document.explanation().insight == first);

    need(document.apply(setField(document.model(), EntityRef{Settings::kind, ""}, "seed", "5")));
    CHECK_FALSE(isExplained(document));
    REQUIRE(QTest::qWaitFor([&] { return isExplained(document); }, 120000));
    CHECK(document.explanation().insight->seed == 5);
}

TEST_CASE("A change stops an explanation, nothing is explained under a drag, and a run does not wait for it") {
    const EmptyDraftFolder drafts;
    Document document;
    RunController runs(document);
    Explainer explainer(document);
    need(document.create(transitOf("2048")));
    REQUIRE(QTest::qWaitFor([&] { return document.explanationProgress().value_or(0) > 0; }, 120000));
    document.beginDrag();
    document.drag(need(setQuantity(document.modelBeforeDrag(), "metric/L2/estimate", "30")));
    REQUIRE(waitForResults(runs));
    QTest::qWait(500);
    CHECK_FALSE(document.explanation().insight);
    need(document.endDrag());
    need(document.apply(setField(document.model(), EntityRef{Settings::kind, ""}, "trials", "64")));
    REQUIRE(waitForResults(runs));
    CHECK_FALSE(document.explanation().insight);
    REQUIRE(QTest::qWaitFor([&] { return isExplained(document); }, 120000));
    CHECK(document.explanation().insight->trials == 64);
}
